//! Opening a book: folder, file, rights, settings.

use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::files::{make_file, make_folder};
use super::opened::Opened;
use super::{BOOK_FILE, StoreError, migrate, search};

/// How long a statement waits for others that write, unless told otherwise.
pub(super) const BUSY: Duration = Duration::from_secs(15);

/// How soon it is tried again: SQLite's own pauses grow to 100 ms.
const AGAIN: Duration = Duration::from_millis(1);
const LATER: Duration = Duration::from_millis(10);
/// For so many times it is tried again soon.
const SOON: i32 = 100;

/// How long the statements of a connection wait for others that write.
#[derive(Clone)]
pub(super) struct Patience {
    millis: Arc<AtomicU64>,
    is_hurried: Arc<AtomicBool>,
}

impl Patience {
    /// The usual one, until there is hurry.
    pub(super) fn of(is_hurried: Arc<AtomicBool>) -> Self {
        let patience = Self {
            millis: Arc::default(),
            is_hurried,
        };
        patience.set(BUSY);
        patience
    }

    pub(super) fn set(&self, time: Duration) {
        let millis = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
        self.millis.store(millis, Ordering::Relaxed);
    }

    fn get(&self) -> Duration {
        if self.is_hurried.load(Ordering::Acquire) {
            return Duration::ZERO;
        }
        Duration::from_millis(self.millis.load(Ordering::Relaxed))
    }
}

/// See [`super::Store::open`].
pub(super) fn open(
    data_dir: &Path,
    patience: Patience,
) -> Result<(Connection, Opened), StoreError> {
    let path = data_dir.join(BOOK_FILE);
    make_folder(data_dir).map_err(|source| at(data_dir, source))?;
    let opened = Opened::after(&path, || {
        make_file(&path).map_err(|source| at(&path, source))?;
        migrate::refuse_unknown(&path)
    })?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut db = Connection::open_with_flags(&path, flags)?;
    wait_when_busy(&mut db, patience)?;
    search::add_functions(&db)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "foreign_keys", true)?;
    // Else each new value for LIMIT has its statement prepared anew.
    db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    db.set_prepared_statement_cache_capacity(64);
    migrate::migrate(&mut db, &path, migrate::LATEST)?;
    Ok((db, opened))
}

/// Waits for another process, or another part of this one, that writes.
fn wait_when_busy(db: &mut Connection, patience: Patience) -> rusqlite::Result<()> {
    let mut since = Instant::now();
    db.busy_handler(Some(move |tries| {
        if tries == 0 {
            since = Instant::now();
        }
        let goes_on = since.elapsed() < patience.get();
        if goes_on {
            thread::sleep(if tries < SOON { AGAIN } else { LATER });
        }
        goes_on
    }))
}

fn at(path: &Path, source: io::Error) -> StoreError {
    StoreError::File {
        path: path.display().to_string(),
        source,
    }
}
