//! Looks after what is kept beside the book: secrets, the secret path, sizes; on a thread of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::Events;
use super::event::Event;
use super::recordings;
use crate::receiver::secret_path::PathFile;
use crate::receiver::secrets::{KeptSecrets, SecretsError, parse_env};
use crate::receiver::vault::Place;
use crate::recording::cache::Cache;
use crate::store::BOOK_FILE;
use crate::ui::model::{House, Housekeeping, KeptSecret};
use crate::webhook::signature::Secret;

/// How many wishes may wait.
const WISHES: usize = 16;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
enum Fault {
    #[error(transparent)]
    Secrets(#[from] SecretsError),
    #[error("recordings cannot be thrown away: {0}")]
    Disk(#[from] std::io::Error),
}

/// What it works with.
#[derive(Clone)]
pub(super) struct Keeping {
    pub data_dir: PathBuf,
    pub secrets_from_env: Vec<String>,
    /// Where secrets are to be kept.
    pub place: Place,
    pub events: Events,
}

/// Starts the thread; it ends when nobody can wish any more.
pub(super) fn start(keeping: Keeping) -> std::io::Result<SyncSender<Housekeeping>> {
    let (ask, wishes) = sync_channel(WISHES);
    thread::Builder::new()
        .name("housekeeper".to_owned())
        .spawn(move || keeping.run(&wishes))?;
    Ok(ask)
}

impl Keeping {
    fn run(&self, wishes: &Receiver<Housekeeping>) {
        while let Ok(wish) = wishes.recv() {
            match self.grant(wish) {
                Ok(Some(text)) => self.notice(text, false),
                Ok(None) => {}
                Err(error) => self.notice(error.to_string(), true),
            }
            match self.look() {
                Ok(house) => self.events.send(Event::House(house)),
                Err(error) => self.notice(error.to_string(), true),
            }
        }
    }

    /// Does it; what was done, in words.
    fn grant(&self, wish: Housekeeping) -> Result<Option<String>, Fault> {
        let path = PathFile::of(&self.data_dir, self.place);
        let told = match wish {
            Housekeeping::Look => return Ok(None),
            Housekeeping::ClearRecordings => {
                let folder = self.data_dir.join(recordings::FOLDER);
                Cache::open(folder, u64::MAX)?.clear()?;
                "Threw the recordings away".to_owned()
            }
            Housekeeping::SetSecret(typed) => {
                let typed = typed.0.trim_end_matches(['\r', '\n']);
                let secret = Secret::new(typed).map_err(SecretsError::from)?;
                let place = self.secrets().set(&secret)?;
                format!(
                    "Set the secret {}, kept {}",
                    secret.fingerprint(),
                    place.words()
                )
            }
            Housekeeping::RemoveSecret(fingerprint) => {
                let removed = self.secrets().remove(Some(&fingerprint))?;
                format!("Removed the secret {}", removed.fingerprint())
            }
            Housekeeping::MakePath => {
                path.make()?;
                "Made a secret path: nothing else is taken now".to_owned()
            }
            Housekeeping::RemovePath => {
                path.remove()?;
                "Any path is taken again".to_owned()
            }
        };
        Ok(Some(told))
    }

    fn secrets(&self) -> KeptSecrets {
        KeptSecrets::of(&self.data_dir, self.place)
    }

    fn look(&self) -> Result<House, SecretsError> {
        let kept = self.secrets();
        let place = kept.place()?.map_or("", Place::words);
        let given = parse_env(&self.secrets_from_env)?;
        let given = given.iter().map(|secret| KeptSecret {
            fingerprint: secret.fingerprint(),
            place: "from the environment, for this run".to_owned(),
            is_given: true,
        });
        let kept = kept.list()?;
        let kept = kept.iter().map(|secret| KeptSecret {
            fingerprint: secret.fingerprint(),
            place: place.to_owned(),
            is_given: false,
        });
        let size = |name: &str| size_of(&self.data_dir.join(name));
        let book = ["", "-wal", "-shm"];
        Ok(House {
            data_dir: self.data_dir.display().to_string(),
            book_bytes: book
                .into_iter()
                .map(|ending| size(&format!("{BOOK_FILE}{ending}")))
                .sum(),
            recordings_bytes: size(recordings::FOLDER),
            logs_bytes: size("logs"),
            secrets: given.chain(kept).collect(),
        })
    }

    fn notice(&self, text: String, failed: bool) {
        self.events.send(Event::Notice { text, failed });
    }
}

/// What a file takes, or all in a folder; nothing where there is none.
fn size_of(path: &Path) -> i64 {
    let Ok(meta) = fs::symlink_metadata(path) else {
        return 0;
    };
    if !meta.is_dir() {
        return i64::try_from(meta.len()).unwrap_or(i64::MAX);
    }
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    entries.map(|entry| size_of(&entry.path())).sum()
}
