//! `callbook secret`: the signing secrets of this book.

use std::io::{self, BufRead, Read};

use clap::Subcommand;

use super::{CliError, print};
use crate::config::{Config, KeyStore};
use crate::receiver::admission::admit_verified;
use crate::receiver::projector::Projector;
use crate::receiver::secret_path::PathFile;
use crate::receiver::secrets::{KeptSecrets, MOST, Secrets, SecretsError, parse_env};
use crate::receiver::vault::Place;
use crate::store::Store;
use crate::webhook::signature;

/// No secret is longer than this many bytes.
const LONGEST: u64 = 4096;

#[derive(Debug, Subcommand)]
pub enum Secret {
    /// Adds the secret on the first line of standard input; there may be two
    Set,
    /// Lists the secrets by their fingerprints
    List,
    /// Removes a secret of this book
    Remove {
        /// The fingerprint or its start; may be left out where there is only one
        fingerprint: Option<String>,
    },
    /// Moves secrets and secret path to where the settings want them: the key store of the system, or a file
    Move,
}

/// Sets, lists or removes.
pub fn run(config: &Config, secret: &Secret) -> Result<(), CliError> {
    // Opening the book makes the folder, for its owner alone, where there is none.
    let mut store = Store::open(&config.data_dir)?;
    let kept = KeptSecrets::of(&config.data_dir, config.key_store.into());
    match secret {
        Secret::Set => {
            let set = signature::Secret::new(&read_line()?).map_err(SecretsError::from)?;
            let place = kept.set(&set)?;
            admit(config, &mut store)?;
            print::out(|to| writeln!(to, "set {}, kept {}", set.fingerprint(), place.words()))
        }
        Secret::List => list(config, &kept),
        Secret::Remove { fingerprint } => {
            let removed = kept.remove(fingerprint.as_deref())?;
            print::out(|to| writeln!(to, "removed {}", removed.fingerprint()))
        }
        Secret::Move => move_there(config, &kept),
    }
}

fn move_there(config: &Config, kept: &KeptSecrets) -> Result<(), CliError> {
    let secrets = match kept.move_there() {
        Err(SecretsError::None) => None,
        moved => Some(moved?),
    };
    let path = PathFile::of(&config.data_dir, config.key_store.into()).move_there()?;
    if secrets.is_none() && path.is_none() {
        return Err(SecretsError::None.into());
    }
    print::out(|to| {
        for (what, place) in [("secrets", secrets), ("secret path", path)] {
            if let Some(place) = place {
                writeln!(to, "{what} kept {}", place.words())?;
            }
        }
        Ok(())
    })
}

impl From<KeyStore> for Place {
    fn from(wanted: KeyStore) -> Self {
        match wanted {
            KeyStore::System => Self::KeyStore,
            KeyStore::File => Self::File,
        }
    }
}

fn list(config: &Config, kept: &KeptSecrets) -> Result<(), CliError> {
    let secrets = kept.list()?;
    let place = kept.place()?.map_or("", Place::words);
    let place = format!("this book, {place}");
    let from_env = parse_env(&config.secrets_from_env)?;
    print::out(|to| {
        let from_env = from_env.iter().map(|secret| (secret, "environment"));
        let all = from_env.chain(secrets.iter().map(|secret| (secret, place.as_str())));
        for (at, (secret, place)) in all.enumerate() {
            let beyond = if at < MOST {
                ""
            } else {
                ", not in use: only two hold at a time"
            };
            writeln!(to, "{}  {place}{beyond}", secret.fingerprint())?;
        }
        Ok(())
    })
}

/// Admits what the secrets now vouch for and reads it, so that this works where no receiver runs.
fn admit(config: &Config, store: &mut Store) -> Result<(), CliError> {
    let secrets = Secrets::open(&config.data_dir, &config.secrets_from_env)?;
    if admit_verified(store, &secrets.today()?)? > 0 {
        let mut projector = Projector::default();
        while projector.project_pending(store)? > 0 {}
    }
    Ok(())
}

/// The first line of standard input without its end.
fn read_line() -> Result<String, CliError> {
    let mut line = String::new();
    let mut input = io::stdin().lock().take(LONGEST);
    input.read_line(&mut line).map_err(CliError::Input)?;
    let kept = line.trim_end_matches(['\r', '\n']).len();
    line.truncate(kept);
    Ok(line)
}
