//! The signing secrets of a book: those of the environment and those that are kept with its data folder.
//!
//! They are kept one a line in the key store of the system, or in the file `secrets`, which is its owner's alone; the
//! file says which. They are not in the database: a copy of the book gives no secret away.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::{Mutex, PoisonError};

use thiserror::Error;

use super::vault::{Place, Vault, VaultError};
use crate::call::{Proof, Signature};
use crate::webhook::signature::{self, EmptySecret, Secret};

/// How many secrets may be kept: the one in use and the one that follows it.
pub const MOST: usize = 2;

/// Why the secrets cannot be read or changed.
#[derive(Debug, Error)]
pub enum SecretsError {
    #[error(transparent)]
    Vault(#[from] VaultError),
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

impl SecretsError {
    /// True when it is the key store that fails: it may be opened later.
    fn is_key_store(&self) -> bool {
        matches!(self, Self::Vault(VaultError::KeyStore { .. }))
    }
}

/// The secrets that are kept with a data folder.
pub struct KeptSecrets {
    vault: Vault,
}

impl KeptSecrets {
    /// Those of this data folder, which must exist before [`KeptSecrets::set`]. What is set goes to `wanted`, where
    /// that can be.
    pub fn of(data_dir: &Path, wanted: Place) -> Self {
        let vault = Vault::at(data_dir.join("secrets"), wanted);
        Self { vault }
    }

    /// The secrets, oldest first.
    pub fn list(&self) -> Result<Vec<Secret>, SecretsError> {
        let text = self.vault.read()?;
        Ok(parse(&text.unwrap_or_default()))
    }

    /// Where they are; none where there were never any.
    pub fn place(&self) -> Result<Option<Place>, SecretsError> {
        Ok(self.vault.place()?)
    }

    /// Puts them where they are wanted, where that can be; says where they are then.
    pub fn move_there(&self) -> Result<Place, SecretsError> {
        let secrets = self.list()?;
        if secrets.is_empty() {
            return Err(SecretsError::None);
        }
        self.replace(&secrets)
    }

    /// Adds a secret, and says where it is kept; one that is there already is no error. What the key store has lost
    /// is not missed.
    pub fn set(&self, secret: &Secret) -> Result<Place, SecretsError> {
        let mut secrets = match self.list() {
            Err(SecretsError::Vault(error)) if error.is_gone() => {
                log::warn!("{error}: the secrets that were there are forgotten");
                Vec::new()
            }
            listed => listed?,
        };
        if secrets
            .iter()
            .any(|known| known.expose() == secret.expose())
        {
            return Ok(self.vault.place()?.unwrap_or_default());
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

    fn replace(&self, secrets: &[Secret]) -> Result<Place, SecretsError> {
        let lines: Vec<&str> = secrets.iter().flat_map(|it| [it.expose(), "\n"]).collect();
        Ok(self.vault.replace(&lines.concat())?)
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

/// The secrets as a running receiver sees them: a change holds at once.
pub struct Secrets {
    from_env: Vec<Secret>,
    vault: Vault,
    known: Mutex<Known>,
}

struct Known {
    /// What the file said when these were read; none where they could not be.
    stamp: Option<String>,
    today: Today,
    /// It was told that only those of the environment hold.
    told: bool,
}

impl Secrets {
    /// `from_env` are secrets as typed, besides those that are kept with the data folder. A key store that cannot be
    /// used now is no fault yet: it may be opened later.
    pub fn open(data_dir: &Path, from_env: &[String]) -> Result<Self, SecretsError> {
        let vault = Vault::at(data_dir.join("secrets"), Place::default());
        let from_env = parse_env(from_env)?;
        let stamp = vault.stamp()?.unwrap_or_default();
        let text = match kept(&vault, &from_env, stamp.clone()) {
            Err(error) if error.is_key_store() => None,
            text => Some(text?),
        };
        let today = Today {
            secrets: together(&from_env, text.as_deref().unwrap_or_default()),
            generation: 0,
        };
        let stamp = text.map(|_| stamp);
        Ok(Self {
            from_env,
            vault,
            known: Mutex::new(Known {
                stamp,
                today,
                told: false,
            }),
        })
    }

    /// True when at least one secret holds now, or is kept where it cannot be read.
    pub fn any(&self) -> bool {
        self.today().map_or(true, |today| !today.secrets.is_empty())
    }

    /// The secrets that hold now. The file is short enough to be read for each request, which leaves nothing to
    /// be missed by comparing times; what it names in the key store is read when it changes.
    pub fn today(&self) -> Result<Today, SecretsError> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let stamp = self.vault.stamp()?.unwrap_or_default();
        if known.stamp.as_ref() != Some(&stamp) {
            let text = match kept(&self.vault, &self.from_env, stamp.clone()) {
                Err(error) if error.is_key_store() && !self.from_env.is_empty() => {
                    if !known.told {
                        log::warn!("{error}: only the secrets of the environment hold");
                        known.told = true;
                    }
                    return Ok(known.today.clone());
                }
                text => text?,
            };
            known.today = Today {
                secrets: together(&self.from_env, &text),
                generation: known.today.generation + 1,
            };
            known.stamp = Some(stamp);
            known.told = false;
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

/// The text that goes with what the file says. Where the environment gives as many secrets as can hold, the others
/// are not needed.
fn kept(vault: &Vault, from_env: &[Secret], stamp: String) -> Result<String, SecretsError> {
    if from_env.len() >= MOST {
        return Ok(String::new());
    }
    Ok(vault.text(stamp)?)
}

/// At most two hold at a time: those of the environment before those that are kept.
fn together(from_env: &[Secret], text: &str) -> Arc<[Secret]> {
    let all = from_env.iter().cloned().chain(parse(text));
    all.take(MOST).collect()
}
