//! `callbook secret`: the signing secrets of this book.

use std::io::{self, BufRead, Read};

use clap::Subcommand;

use super::{CliError, print};
use crate::config::Config;
use crate::receiver::admission::admit_verified;
use crate::receiver::projector::project_pending;
use crate::receiver::secrets::{MOST, SecretFile, Secrets, SecretsError, parse_env};
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
}

/// Sets, lists or removes.
pub fn run(config: &Config, secret: &Secret) -> Result<(), CliError> {
    // Opening the book makes the folder, for its owner alone, where there is none.
    let mut store = Store::open(&config.data_dir)?;
    let file = SecretFile::of(&config.data_dir);
    match secret {
        Secret::Set => {
            let set = signature::Secret::new(&read_line()?).map_err(SecretsError::from)?;
            file.set(&set)?;
            admit(config, &mut store)?;
            print::out(|to| writeln!(to, "set {}", set.fingerprint()))
        }
        Secret::List => list(config, &file),
        Secret::Remove { fingerprint } => {
            let removed = file.remove(fingerprint.as_deref())?;
            print::out(|to| writeln!(to, "removed {}", removed.fingerprint()))
        }
    }
}

fn list(config: &Config, file: &SecretFile) -> Result<(), CliError> {
    let secrets = file.list()?;
    let from_env = parse_env(&config.secrets_from_env)?;
    print::out(|to| {
        let from_env = from_env.iter().map(|secret| (secret, "environment"));
        let all = from_env.chain(secrets.iter().map(|secret| (secret, "this book")));
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
        while project_pending(store)? > 0 {}
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
