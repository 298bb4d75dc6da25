//! Which books this process has open.
//!
//! When a process closes a file, the system frees every lock that the process has on it, those of SQLite's connections
//! too (POSIX). Without its lock the next other process that closes the book takes itself for the last one, and removes
//! the log under those that still write to it: what they commit from then on, nobody else sees, and a crash loses it.
//! So the file of a book is looked at besides SQLite only while this process has no connection to it.
//!
//! All connections of this process to a book take turns when they write to it, whoever opened them.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::StoreError;
use super::pen::Pen;

/// What tells files apart: whatever they are called, where the system has such a thing.
#[cfg(unix)]
type Id = (u64, u64);
#[cfg(not(unix))]
type Id = std::path::PathBuf;

/// How often this process has each open, and by which pen it takes turns when it writes to it.
static OPENED: Mutex<BTreeMap<Id, (usize, Arc<Pen>)>> = Mutex::new(BTreeMap::new());

/// A book that this process has open, until dropped: after the connection.
pub(super) struct Opened {
    id: Option<Id>,
    /// Shared by all who have the book open, where that can be told.
    pub pen: Arc<Pen>,
}

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
        let mut pen = Arc::default();
        if let Some(id) = &id {
            let (often, theirs) = opened
                .entry(id.to_owned())
                .or_insert_with(|| (0, Arc::clone(&pen)));
            *often += 1;
            pen = Arc::clone(theirs);
        }
        Ok(Self { id, pen })
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        let mut opened = opened();
        if let Some(id) = &self.id
            && let Some((often, _)) = opened.get_mut(id)
        {
            *often -= 1;
            if *often == 0 {
                opened.remove(id);
            }
        }
    }
}

fn opened() -> MutexGuard<'static, BTreeMap<Id, (usize, Arc<Pen>)>> {
    OPENED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// None where there is no such file.
fn id(path: &Path) -> Option<Id> {
    #[cfg(unix)]
    return {
        use std::os::unix::fs::MetadataExt as _;
        let metadata = std::fs::metadata(path).ok()?;
        Some((metadata.dev(), metadata.ino()))
    };
    #[cfg(not(unix))]
    {
        std::fs::canonicalize(path).ok()
    }
}
