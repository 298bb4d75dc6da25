//! A short text that only its owner may read: in the key store of the system, or in a file that is the owner's alone.
//!
//! The file is there in both cases. It holds either the text, or one line that names the entry of the key store, so
//! that replacing it, whole, is what moves a text from one place to the other: before there is the old one, after it
//! the new one, and at no time neither. Each change makes a new entry under a new random name, which is why a reader
//! needs to ask the key store only when the file has changed, and why no two books ever share an entry for long: a
//! copied folder gets an entry of its own when it is first read.

use std::collections::VecDeque;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::key_store::{self, KeyStoreError};
use super::owner_file;

/// What the file says where the text is in the key store; the name of the entry follows.
const ELSEWHERE: &str = "in the key store of this system: ";

/// How long after it could not be reached the key store is not asked again.
const LEFT_ALONE: Duration = Duration::from_secs(10);

/// So many entries are remembered; what a process reads is mostly one or two.
const MOST_KNOWN: usize = 8;

/// Where a text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// In the key store of the operating system.
    #[default]
    KeyStore,
    /// In a file that only its owner can read.
    File,
}

impl Place {
    /// As it is said of a secret.
    pub fn words(self) -> &'static str {
        match self {
            Self::KeyStore => "in the key store of this system",
            Self::File => "in a file that only you can read",
        }
    }
}

/// Why a text cannot be read or changed.
#[derive(Debug, Error)]
pub enum VaultError {
    #[error("cannot use {}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error("cannot read {}: {source}", path.display())]
    KeyStore {
        path: PathBuf,
        source: KeyStoreError,
    },
}

impl VaultError {
    /// True when the key store says that the entry is no more, so that nothing is lost by writing anew.
    pub fn is_gone(&self) -> bool {
        matches!(
            self,
            Self::KeyStore {
                source: KeyStoreError::Gone,
                ..
            }
        )
    }
}

/// Why a book does not get an entry of its own.
#[derive(Debug, Error)]
enum PartError {
    #[error(transparent)]
    File(#[from] VaultError),
    #[error(transparent)]
    KeyStore(#[from] KeyStoreError),
}

/// The text of one file in a data folder.
pub struct Vault {
    path: PathBuf,
    wanted: Place,
}

/// An entry of the key store.
#[derive(Serialize, Deserialize)]
struct Kept {
    /// The file that names the entry, so that a copy of it is known for one.
    of: String,
    text: String,
}

impl Vault {
    /// Of this file, whose folder must exist before something is written. What is written goes to `wanted`, or to
    /// the file where that cannot be.
    pub fn at(path: PathBuf, wanted: Place) -> Self {
        Self { path, wanted }
    }

    /// What the file says, which changes whenever the text does; none where there is no file. It is short, and can
    /// be read for each request.
    pub fn stamp(&self) -> Result<Option<String>, VaultError> {
        owner_file::read(&self.path).map_err(|source| self.fault(source))
    }

    /// The text; none where there is no file.
    pub fn read(&self) -> Result<Option<String>, VaultError> {
        self.stamp()?.map(|stamp| self.text(stamp)).transpose()
    }

    /// The text that goes with what the file says.
    pub fn text(&self, stamp: String) -> Result<String, VaultError> {
        let Some(id) = entry_in(&stamp) else {
            return Ok(stamp);
        };
        let kept = known(id).map_err(|source| VaultError::KeyStore {
            path: self.path.clone(),
            source,
        })?;
        if kept.of != self.name()
            && let Err(error) = self.part(&stamp, id, &kept.text)
        {
            log::warn!("a copied book still shares its entry with the original: {error}");
        }
        Ok(kept.text)
    }

    /// Where the text is; none where there is no file.
    pub fn place(&self) -> Result<Option<Place>, VaultError> {
        let place = |stamp: String| match entry_in(&stamp) {
            Some(_) => Place::KeyStore,
            None => Place::File,
        };
        Ok(self.stamp()?.map(place))
    }

    /// Replaces the text, and says where it is now. Where the key store cannot be used it is the file, which is
    /// told in the log.
    pub fn replace(&self, text: &str) -> Result<Place, VaultError> {
        let _alone = self.alone()?;
        let before = self.stamp()?;
        let place = self.write(text)?;
        if let Some(id) = before.as_deref().and_then(entry_in) {
            self.forget(id);
        }
        Ok(place)
    }

    /// Removes the text and its file.
    pub fn remove(&self) -> Result<(), VaultError> {
        let _alone = self.alone()?;
        let before = self.stamp()?;
        match fs::remove_file(&self.path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(self.fault(error)),
            _ => {
                if let Some(id) = before.as_deref().and_then(entry_in) {
                    self.forget(id);
                }
                Ok(())
            }
        }
    }

    fn write(&self, text: &str) -> Result<Place, VaultError> {
        if self.wanted == Place::KeyStore && !text.is_empty() {
            match self.put(text) {
                Ok(id) => {
                    let written = self.write_file(&format!("{ELSEWHERE}{id}\n"));
                    if written.is_err() {
                        self.forget(&id);
                    }
                    return written.map(|()| Place::KeyStore);
                }
                Err(error) => {
                    let path = self.path.display();
                    log::warn!("{error}: kept in the file {path}, which only you can read");
                }
            }
        }
        self.write_file(text).map(|()| Place::File)
    }

    /// Puts the text into an entry of a new name, and gives the name.
    fn put(&self, text: &str) -> Result<String, KeyStoreError> {
        let id = new_id()?;
        let kept = Kept {
            of: self.name(),
            text: text.to_owned(),
        };
        let json = serde_json::to_string(&kept)
            .map_err(|error| KeyStoreError::Refused(error.to_string()))?;
        key_store::put(&id, &json)?;
        Ok(id)
    }

    fn write_file(&self, text: &str) -> Result<(), VaultError> {
        owner_file::replace(&self.path, text).map_err(|source| self.fault(source))
    }

    /// The folder is a copy of another, or was moved: from now on it has an entry of its own.
    fn part(&self, stamp: &str, id: &str, text: &str) -> Result<(), PartError> {
        let _alone = self.alone()?;
        if self.stamp()?.as_deref() == Some(stamp) {
            let own = self.put(text)?;
            self.write_file(&format!("{ELSEWHERE}{own}\n"))?;
            self.forget(id);
        }
        Ok(())
    }

    /// Keeps other processes from changing the text meanwhile, until what this gives is dropped.
    fn alone(&self) -> Result<File, VaultError> {
        let path = self.path.with_extension("lock");
        let lock = owner_file::open(&path).and_then(|file| file.lock().map(|()| file));
        lock.map_err(|source| VaultError::File { path, source })
    }

    /// Removes an entry that is no longer named here, unless another folder's file names it still.
    fn forget(&self, id: &str) {
        let removed = match known(id) {
            Ok(kept) if kept.of != self.name() && names(Path::new(&kept.of), id) => Ok(()),
            Ok(_) => key_store::remove(id),
            Err(KeyStoreError::Gone) => Ok(()),
            Err(error) => Err(error),
        };
        if let Err(error) = removed {
            log::warn!("an entry that is not used any more stays behind: {error}");
        }
    }

    /// The file, by which an entry is known to be this one's.
    fn name(&self) -> String {
        let path = fs::canonicalize(&self.path).or_else(|_| {
            let folder = self.path.parent().unwrap_or(Path::new("."));
            fs::canonicalize(folder).map(|it| it.join(self.path.file_name().unwrap_or_default()))
        });
        path.as_deref()
            .unwrap_or(&self.path)
            .to_string_lossy()
            .into_owned()
    }

    fn fault(&self, source: io::Error) -> VaultError {
        let path = self.path.clone();
        VaultError::File { path, source }
    }
}

/// The name of the entry in what a file says; none where the file holds the text itself.
fn entry_in(stamp: &str) -> Option<&str> {
    let id = stamp.strip_prefix(ELSEWHERE)?.trim_end();
    let plain = id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    plain.then_some(id)
}

/// True when this file names this entry.
fn names(path: &Path, id: &str) -> bool {
    let said = owner_file::read(path).ok().flatten();
    said.as_deref().and_then(entry_in) == Some(id)
}

fn new_id() -> Result<String, KeyStoreError> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|error| KeyStoreError::Missing(error.to_string()))?;
    let mut id = String::with_capacity(2 * bytes.len());
    for byte in bytes {
        // Writing to a string never fails.
        let _ = write!(id, "{byte:02x}");
    }
    Ok(id)
}

/// What this process knows of the key store. An entry never changes, so what was read once holds.
struct Known {
    entries: VecDeque<(String, String)>,
    failed: Option<(Instant, KeyStoreError)>,
}

static KNOWN: Mutex<Known> = Mutex::new(Known {
    entries: VecDeque::new(),
    failed: None,
});

fn known(id: &str) -> Result<Kept, KeyStoreError> {
    let json = {
        let known = lock();
        let found = known.entries.iter().find(|(name, _)| name == id);
        match (found, &known.failed) {
            (Some((_, json)), _) => Some(json.clone()),
            (None, Some((at, error))) if at.elapsed() < LEFT_ALONE => return Err(error.clone()),
            (None, _) => None,
        }
    };
    let json = match json {
        Some(json) => json,
        None => asked(id)?,
    };
    serde_json::from_str(&json)
        .map_err(|_| KeyStoreError::Refused("the entry is not as Callbook made it".to_owned()))
}

fn asked(id: &str) -> Result<String, KeyStoreError> {
    let read = key_store::get(id);
    let mut known = lock();
    match &read {
        Ok(json) => {
            known.failed = None;
            if known.entries.len() >= MOST_KNOWN {
                known.entries.pop_front();
            }
            known.entries.push_back((id.to_owned(), json.clone()));
        }
        // Of this entry alone.
        Err(KeyStoreError::Gone) => {}
        Err(error) => known.failed = Some((Instant::now(), error.clone())),
    }
    read
}

fn lock() -> MutexGuard<'static, Known> {
    KNOWN.lock().unwrap_or_else(PoisonError::into_inner)
}
