//! The secret path: while it is on, only `/c/<segment>` and what is below it is taken.
//!
//! The segment is 128 random bits. It is kept in the key store of the system, or in the file `secret-path` of the
//! data folder, its owner's alone; the file says which. It is masked wherever a request that carries it is stored.

use std::fmt::{self, Write as _};
use std::path::{Path, PathBuf};

use ctutils::CtEq as _;

use super::secrets::SecretsError;
use super::vault::{Place, Vault};

/// What stands before the segment.
pub(super) const ROOM: &str = "/c/";

/// What is shown in place of the segment.
pub(super) const MASK: &str = "…";

/// Bytes that a segment is made of.
const BYTES: usize = 16;

/// Characters of a segment.
pub(super) const SEGMENT: usize = 2 * BYTES;

/// A path that only those know who were told.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretPath {
    /// Two lower-case hex digits for each byte.
    segment: String,
}

impl SecretPath {
    /// A new one, from the system's source of random bytes.
    fn random() -> Result<Self, SecretsError> {
        let mut bytes = [0; BYTES];
        getrandom::fill(&mut bytes).map_err(|error| SecretsError::Random(error.to_string()))?;
        let mut segment = String::with_capacity(SEGMENT);
        for byte in bytes {
            // Writing to a string never fails.
            let _ = write!(segment, "{byte:02x}");
        }
        Ok(Self { segment })
    }

    fn parse(text: &str) -> Option<Self> {
        let segment = text.trim_end();
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        (segment.len() == SEGMENT && segment.bytes().all(is_digit)).then(|| Self {
            segment: segment.to_owned(),
        })
    }

    /// The path itself, such as `/c/5e…`: for its owner alone.
    pub fn expose(&self) -> String {
        format!("{ROOM}{}", self.segment)
    }

    /// A path and query that was stored masked, as it leads to the receiver now: below the secret path while there
    /// is one, and not below one that there is no more. A target that was received is ASCII, so each mask in it
    /// stands for the segment.
    pub fn restore(secret: Option<&Self>, stored: &str) -> String {
        let masked = stored
            .strip_prefix(ROOM)
            .and_then(|it| it.strip_prefix(MASK));
        let stored = if stored.starts_with('/') { stored } else { "/" };
        match (secret, masked) {
            (Some(secret), Some(rest)) => secret.expose() + &rest.replace(MASK, &secret.segment),
            (Some(secret), None) if stored == "/" => secret.expose(),
            (Some(secret), None) => secret.expose() + stored,
            (None, Some(rest)) if rest.starts_with('/') => rest.to_owned(),
            (None, Some(rest)) => format!("/{rest}"),
            (None, None) => stored.to_owned(),
        }
    }

    /// A text of a request, such as a header, with the segment where it was masked.
    pub fn unmask(&self, text: &str) -> String {
        text.replace(&format!("{ROOM}{MASK}"), &self.expose())
    }

    /// What follows the secret in a target, from its `/` or `?` on or empty; none outside of it. The time taken
    /// does not say how much of a wrong segment is right.
    fn rest<'a>(&self, target: &'a str) -> Option<&'a str> {
        let inside = target.strip_prefix(ROOM)?;
        let end = inside.find(['/', '?']).unwrap_or(inside.len());
        let (segment, rest) = inside.split_at(end);
        let fits = segment.as_bytes().ct_eq(self.segment.as_bytes());
        fits.to_bool().then_some(rest)
    }
}

impl fmt::Debug for SecretPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{ROOM}{MASK}")
    }
}

/// The file of a data folder that switches the secret path on.
pub struct PathFile {
    path: PathBuf,
    vault: Vault,
}

impl PathFile {
    /// The file of this data folder, which must exist before [`PathFile::make`]. What is made goes to `wanted`, where
    /// that can be.
    pub fn of(data_dir: &Path, wanted: Place) -> Self {
        let path = data_dir.join("secret-path");
        let vault = Vault::at(path.clone(), wanted);
        Self { path, vault }
    }

    /// The secret path; none while it is off. A file that holds none is a fault, so that nothing opens by it.
    pub fn get(&self) -> Result<Option<SecretPath>, SecretsError> {
        let Some(text) = self.vault.read()? else {
            return Ok(None);
        };
        let path = self.path.clone();
        SecretPath::parse(&text)
            .map(Some)
            .ok_or(SecretsError::NoPath { path })
    }

    /// Switches the secret path on with a new segment; the one before holds no longer.
    pub fn make(&self) -> Result<SecretPath, SecretsError> {
        let made = SecretPath::random()?;
        self.vault.replace(&format!("{}\n", made.segment))?;
        Ok(made)
    }

    /// Switches it off and forgets it.
    pub fn remove(&self) -> Result<(), SecretsError> {
        Ok(self.vault.remove()?)
    }

    /// Lets a request in, or not. The file is short enough to be read for each, so that a change holds at once.
    pub fn admit(&self, method: &str, target: &str) -> Result<Entry, SecretsError> {
        let path = target.split('?').next().unwrap_or_default();
        let is_health = matches!(method, "GET" | "HEAD") && path == "/health";
        let secret = match self.get() {
            Ok(None) => return Ok(Entry::Inside(Inside::plain(target))),
            Ok(Some(secret)) => secret,
            // Whether the receiver lives is answered whatever ails it.
            Err(error) if is_health => return Ok(Entry::Unsure(Inside::plain(path), error)),
            Err(error) => return Err(error),
        };
        Ok(match secret.rest(target) {
            Some(rest) => Entry::Inside(Inside {
                target: if rest.starts_with('/') {
                    rest.to_owned()
                } else {
                    format!("/{rest}")
                },
                secret: Some(secret),
            }),
            None if is_health => Entry::Inside(Inside::plain(path)),
            None => Entry::Outside,
        })
    }

    /// Puts it where it is wanted, where that can be; says where it is then, or nothing while it is off.
    pub fn move_there(&self) -> Result<Option<Place>, SecretsError> {
        let Some(text) = self.vault.read()? else {
            return Ok(None);
        };
        Ok(Some(self.vault.replace(&text)?))
    }
}

/// Whether a request is let in.
#[derive(Debug)]
pub enum Entry {
    Inside(Inside),
    /// It asks for health alone, which is answered although the secret path cannot be read.
    Unsure(Inside, SecretsError),
    /// Its target is not below the secret path.
    Outside,
}

/// A request that was let in.
#[derive(Debug, PartialEq, Eq)]
pub struct Inside {
    /// Path and query as they are below the secret path.
    pub target: String,
    secret: Option<SecretPath>,
}

impl Inside {
    fn plain(target: &str) -> Self {
        Self {
            target: target.to_owned(),
            secret: None,
        }
    }

    /// A text of the request without the secret: its target, or what a proxy repeated of it in a header.
    pub fn mask(&self, text: &str) -> String {
        match &self.secret {
            Some(secret) => text.replace(&secret.segment, MASK),
            None => text.to_owned(),
        }
    }
}
