//! The signing secrets of a book: those of the environment and those of the file `secrets` in its data folder.
//!
//! The file is its owner's alone, holds one secret a line, and is replaced whole, so that a reader never sees a
//! half. It is not in the database: a copy of the book gives no secret away.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::{Mutex, PoisonError};

use thiserror::Error;

use super::owner_file;
use crate::call::{Proof, Signature};
use crate::webhook::signature::{self, EmptySecret, Secret};

/// How many secrets the file may hold: the one in use and the one that follows it.
pub const MOST: usize = 2;

/// Why the secrets cannot be read or changed.
#[derive(Debug, Error)]
pub enum SecretsError {
    #[error("cannot use {}: {source}", path.display())]
    File { path: PathBuf, source: io::Error },
    #[error(transparent)]
    Empty(#[from] EmptySecret),
    #[error(
        "this book has two secrets already ({}): make room with callbook secret remove FINGERPRINT",
        .0.join(", ")
    )]
    Full(Vec<String>),
    #[error("this book has no secret")]
    None,
    #[error("this book has two secrets: say which to remove ({})", .0.join(", "))]
    Which(Vec<String>),
    #[error("this book has no secret whose fingerprint starts with {0}")]
    Unknown(String),
    #[error("{} does not hold a secret path: make one with callbook path on --new", path.display())]
    NoPath { path: PathBuf },
    #[error("the system gives no random bytes: {0}")]
    Random(String),
}

/// The secrets of the file in a data folder.
pub struct SecretFile {
    path: PathBuf,
}

impl SecretFile {
    /// The file of this data folder, which must exist before [`SecretFile::set`].
    pub fn of(data_dir: &Path) -> Self {
        let path = data_dir.join("secrets");
        Self { path }
    }

    /// The secrets, oldest first.
    pub fn list(&self) -> Result<Vec<Secret>, SecretsError> {
        Ok(parse(&self.text()?))
    }

    /// Adds a secret; one that is there already is no error.
    pub fn set(&self, secret: &Secret) -> Result<(), SecretsError> {
        let mut secrets = self.list()?;
        if secrets
            .iter()
            .any(|known| known.expose() == secret.expose())
        {
            return Ok(());
        }
        if secrets.len() >= MOST {
            return Err(SecretsError::Full(fingerprints(&secrets)));
        }
        secrets.push(secret.clone());
        self.replace(&secrets)
    }

    /// Removes the secret whose fingerprint starts so, or the only one, and gives it back.
    pub fn remove(&self, fingerprint: Option<&str>) -> Result<Secret, SecretsError> {
        let secrets = self.list()?;
        if secrets.is_empty() {
            return Err(SecretsError::None);
        }
        let start = fingerprint.unwrap_or_default().to_ascii_lowercase();
        let (mut found, kept): (Vec<Secret>, Vec<Secret>) = secrets
            .into_iter()
            .partition(|secret| secret.fingerprint().starts_with(&start));
        match (found.pop(), found.len()) {
            (None, _) => Err(SecretsError::Unknown(start)),
            (Some(removed), 0) => {
                self.replace(&kept)?;
                Ok(removed)
            }
            (Some(last), _) => {
                found.push(last);
                Err(SecretsError::Which(fingerprints(&found)))
            }
        }
    }

    fn text(&self) -> Result<String, SecretsError> {
        let text = owner_file::read(&self.path).map_err(|source| self.fault(source))?;
        Ok(text.unwrap_or_default())
    }

    fn replace(&self, secrets: &[Secret]) -> Result<(), SecretsError> {
        let lines: Vec<&str> = secrets.iter().flat_map(|it| [it.expose(), "\n"]).collect();
        owner_file::replace(&self.path, &lines.concat()).map_err(|source| self.fault(source))
    }

    fn fault(&self, source: io::Error) -> SecretsError {
        let path = self.path.clone();
        SecretsError::File { path, source }
    }
}

/// Blank lines are no secrets.
fn parse(text: &str) -> Vec<Secret> {
    text.lines()
        .filter_map(|line| Secret::new(line).ok())
        .collect()
}

fn fingerprints(secrets: &[Secret]) -> Vec<String> {
    secrets.iter().map(Secret::fingerprint).collect()
}

/// The secrets that hold at one moment.
#[derive(Clone)]
pub struct Today {
    pub secrets: Arc<[Secret]>,
    /// Raised whenever they change.
    pub generation: u64,
}

impl Today {
    /// The one that was set last: the other, where there are two, is the one before it.
    pub fn current(&self) -> Option<&Secret> {
        self.secrets.last()
    }

    /// What these secrets say of a delivery.
    pub fn check(&self, headers: &[(String, String)], body: &[u8]) -> Signature {
        signature::check(body, &signatures(headers), &self.secrets)
    }

    /// How that came out, without any secret.
    pub fn proof(&self, headers: &[(String, String)], body: &[u8]) -> Proof {
        signature::proof(body, &signatures(headers), &self.secrets)
    }
}

fn signatures(headers: &[(String, String)]) -> Vec<&str> {
    headers
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("ms-signature"))
        .map(|(_, value)| value.as_str())
        .collect()
}

/// The secrets as a running receiver sees them: a change of the file holds at once.
pub struct Secrets {
    from_env: Vec<Secret>,
    file: SecretFile,
    known: Mutex<Known>,
}

struct Known {
    text: String,
    today: Today,
}

impl Secrets {
    /// `from_env` are secrets as typed, besides those of the data folder's file.
    pub fn open(data_dir: &Path, from_env: &[String]) -> Result<Self, SecretsError> {
        let file = SecretFile::of(data_dir);
        let text = file.text()?;
        let from_env = parse_env(from_env)?;
        let secrets = together(&from_env, &text);
        let today = Today {
            secrets,
            generation: 0,
        };
        Ok(Self {
            from_env,
            file,
            known: Mutex::new(Known { text, today }),
        })
    }

    /// True when at least one secret holds now.
    pub fn any(&self) -> bool {
        self.today().is_ok_and(|today| !today.secrets.is_empty())
    }

    /// The secrets that hold now. The file is short enough to be read for each request, which leaves nothing to
    /// be missed by comparing times.
    pub fn today(&self) -> Result<Today, SecretsError> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let text = self.file.text()?;
        if known.text != text {
            known.today = Today {
                secrets: together(&self.from_env, &text),
                generation: known.today.generation + 1,
            };
            known.text = text;
        }
        Ok(known.today.clone())
    }

    /// The generation of the newest secrets that anyone has asked for.
    pub fn generation(&self) -> u64 {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.today.generation
    }
}

/// Takes the secrets of the environment as typed.
pub fn parse_env(typed: &[String]) -> Result<Vec<Secret>, SecretsError> {
    typed
        .iter()
        .map(|secret| Ok(Secret::new(secret)?))
        .collect()
}

/// At most two hold at a time: those of the environment before those of the file.
fn together(from_env: &[Secret], text: &str) -> Arc<[Secret]> {
    let all = from_env.iter().cloned().chain(parse(text));
    all.take(MOST).collect()
}
