//! Opening a book: folder, file, rights, settings.

use std::io;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::files::{make_file, make_folder};
use super::{BOOK_FILE, StoreError, migrate};

/// How long a statement waits for another process's transaction.
const BUSY: Duration = Duration::from_secs(15);

/// See [`super::Store::open`].
pub(super) fn open(data_dir: &Path) -> Result<Connection, StoreError> {
    let path = data_dir.join(BOOK_FILE);
    make_folder(data_dir).map_err(|source| at(data_dir, source))?;
    make_file(&path).map_err(|source| at(&path, source))?;
    migrate::refuse_unknown(&path)?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let mut db = Connection::open_with_flags(&path, flags)?;
    db.busy_timeout(BUSY)?;
    db.pragma_update(None, "journal_mode", "WAL")?;
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "foreign_keys", true)?;
    db.set_prepared_statement_cache_capacity(64);
    migrate::migrate(&mut db, &path, migrate::LATEST)?;
    Ok(db)
}

fn at(path: &Path, source: io::Error) -> StoreError {
    StoreError::File {
        path: path.display().to_string(),
        source,
    }
}
