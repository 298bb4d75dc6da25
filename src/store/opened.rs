//! Which books this process has open.
//!
//! When a process closes a file, the system frees every lock that the process has on it, those of SQLite's connections
//! too (POSIX). Without its lock the next other process that closes the book takes itself for the last one, and removes
//! the log under those that still write to it: what they commit from then on, nobody else sees, and a crash loses it.
//! So the file of a book is looked at besides SQLite only while this process has no connection to it.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::StoreError;

/// What tells files apart, whatever they are called.
type Id = (u64, u64);

/// How often this process has each open.
static OPENED: Mutex<BTreeMap<Id, usize>> = Mutex::new(BTreeMap::new());

/// A book that this process has open, until dropped: after the connection.
pub(super) struct Opened(Option<Id>);

impl Opened {
    /// Has a book looked at before it is opened, unless this process has it open already.
    pub(super) fn after(
        path: &Path,
        look: impl FnOnce() -> Result<(), StoreError>,
    ) -> Result<Self, StoreError> {
        let mut opened = opened();
        let known = id(path).filter(|id| opened.contains_key(id));
        if known.is_none() {
            look()?;
        }
        let id = id(path);
        if let Some(id) = id {
            *opened.entry(id).or_default() += 1;
        }
        Ok(Self(id))
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        let mut opened = opened();
        if let Some(id) = self.0
            && let Some(often) = opened.get_mut(&id)
        {
            *often -= 1;
            if *often == 0 {
                opened.remove(&id);
            }
        }
    }
}

fn opened() -> MutexGuard<'static, BTreeMap<Id, usize>> {
    OPENED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// None where there is no such file, and where locks are not lost so.
fn id(path: &Path) -> Option<Id> {
    #[cfg(unix)]
    return {
        use std::os::unix::fs::MetadataExt as _;
        let metadata = std::fs::metadata(path).ok()?;
        Some((metadata.dev(), metadata.ino()))
    };
    #[cfg(not(unix))]
    {
        let _ = path;
        None
    }
}
