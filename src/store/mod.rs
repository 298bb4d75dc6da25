//! The database: SQLite lives here and nowhere else.
//!
//! The raw deliveries (headers and body as received) are the truth. Events, calls and their links are derived
//! from them and can be made again; what a person entered (`marks`, `entered`) is kept apart from what is derived.

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use rusqlite::{Params, Row, Transaction, TransactionBehavior, ffi};

mod calls;
mod choices;
mod db;
mod deliveries;
mod entered;
mod files;
mod find;
mod heard;
mod history;
mod keyword_lists;
mod links;
mod listening;
mod look;
mod marking;
mod marks;
mod meta;
mod migrate;
mod open;
mod opened;
mod packing;
mod pen;
mod quarantine;
mod ready;
mod search;
mod subtitles;
mod views;
mod wal;

pub use db::uses_by_this_thread;
pub use deliveries::{NewDelivery, Outcome, PendingDelivery};
pub use find::{FoundDelivery, Tally};
pub use links::StoredLink;
pub use listening::SpanId;
pub use meta::ReprocessState;
pub use packing::PackedBody;
pub use pen::{Hurry, Writing};
pub use ready::{Press, ReadyDelivery};
pub use search::Interrupter;

use self::db::Db;
use self::open::Patience;
use self::opened::Opened;
use self::pen::Haste;

/// Name of the database file in the data folder.
pub const BOOK_FILE: &str = "book.sqlite";

/// What can go wrong with the book.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite refused; see [`StoreError::kind`].
    #[error("the book could not be read or written: {0}")]
    Sqlite(#[from] rusqlite::Error),
    /// The data folder or the file in it cannot be made or opened.
    #[error("{path}: {source}")]
    File {
        path: String,
        source: std::io::Error,
    },
    /// The file was written by a newer Callbook.
    #[error(
        "{path} was written by a newer Callbook (format {found}, this one knows up to {known}): use that newer version"
    )]
    Newer {
        path: String,
        found: i64,
        known: i64,
    },
    /// The file is a database of something else.
    #[error("{path} is not a call book: move it away or choose another folder with --data-dir")]
    Foreign { path: String },
    /// A stored value that this version cannot read.
    #[error("the book holds a {what} that cannot be read: {value}")]
    Unreadable { what: &'static str, value: String },
    /// The question was stopped by an [`Interrupter`].
    #[error("the question was stopped")]
    Interrupted,
}

/// How a caller should take a [`StoreError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreErrorKind {
    /// The disk is full; it works again once there is room.
    Full,
    /// Busy or failing for now; try again.
    Unavailable,
    /// Stopped on purpose; nobody waits for the answer.
    Interrupted,
    /// Anything else.
    Broken,
}

impl StoreError {
    /// True when somebody else was writing for as long as was waited.
    pub fn is_busy(&self) -> bool {
        use rusqlite::ErrorCode::{DatabaseBusy, DatabaseLocked};
        let code = match self {
            Self::Sqlite(error) => error.sqlite_error_code(),
            _ => None,
        };
        matches!(code, Some(DatabaseBusy | DatabaseLocked))
    }

    /// What a caller can do about it.
    pub fn kind(&self) -> StoreErrorKind {
        use rusqlite::ErrorCode::{
            CannotOpen, DatabaseBusy, DatabaseLocked, DiskFull, OperationInterrupted,
            SystemIoFailure,
        };
        match self {
            Self::Sqlite(error) => match error.sqlite_error_code() {
                Some(DiskFull) => StoreErrorKind::Full,
                Some(DatabaseBusy | DatabaseLocked | SystemIoFailure | CannotOpen) => {
                    StoreErrorKind::Unavailable
                }
                Some(OperationInterrupted) => StoreErrorKind::Interrupted,
                _ => StoreErrorKind::Broken,
            },
            Self::File { .. } => StoreErrorKind::Unavailable,
            Self::Interrupted => StoreErrorKind::Interrupted,
            Self::Newer { .. } | Self::Foreign { .. } | Self::Unreadable { .. } => {
                StoreErrorKind::Broken
            }
        }
    }
}

/// One connection to a book. Each thread has its own.
pub struct Store {
    db: Db,
    /// After the connection, so that it is dropped after it.
    opened: Opened,
    data_dir: PathBuf,
    /// Set when this connection and those that were made of it wait for no other process any more.
    is_hurried: Arc<AtomicBool>,
    /// How long it waits until it may write, in all.
    longest_wait: Duration,
    patience: Patience,
    packer: packing::Packer,
    /// The second whose keys were looked for last, and up to where they and those of the next seconds are taken: with
    /// very many calls in one second, each would be looked at for each call.
    full: Cell<Option<(i64, i64)>>,
    /// What questions have read of them.
    digests: RefCell<search::Digests>,
    /// What is known of the blocks while the book stays as it is.
    known: RefCell<search::Known>,
    /// What the question under way has read of columns ahead.
    ahead: RefCell<search::Ahead>,
    /// Set when the question under way is to stop.
    stop: Arc<AtomicBool>,
    /// What is done again and again by whoever asks.
    meanwhile: Option<Box<dyn Fn() + Send>>,
}

impl Store {
    /// Opens the book in a data folder; makes both when missing and brings an older book up to date, with a
    /// backup beside it before each step. A book of a newer version is refused and not touched.
    pub fn open(data_dir: &Path) -> Result<Self, StoreError> {
        Self::hurried_by(data_dir, Arc::default())
    }

    /// Another connection to the same book, which hurries with this one.
    pub fn another(&self) -> Result<Self, StoreError> {
        Self::hurried_by(&self.data_dir, Arc::clone(&self.is_hurried))
    }

    fn hurried_by(data_dir: &Path, is_hurried: Arc<AtomicBool>) -> Result<Self, StoreError> {
        let patience = Patience::of(Arc::clone(&is_hurried));
        let (db, opened) = open::open(data_dir, patience.clone())?;
        let store = Self {
            db: Db::new(db),
            opened,
            data_dir: data_dir.to_owned(),
            is_hurried,
            longest_wait: open::BUSY,
            patience,
            packer: packing::Packer::default(),
            full: Cell::default(),
            digests: RefCell::default(),
            known: RefCell::default(),
            ahead: RefCell::default(),
            stop: Arc::default(),
            meanwhile: None,
        };
        store.keep_dictionary()?;
        Ok(store)
    }

    /// Starts a transaction that may write, as soon as it is this connection's turn. Everything done through this
    /// store until it is committed is part of it; dropped without a commit, none of it happened.
    pub fn begin(&self) -> Result<Writing<'_>, StoreError> {
        self.begin_in(Haste::Patient)
    }

    /// The same before others of this process, for somebody waits.
    pub fn begin_first(&self) -> Result<Writing<'_>, StoreError> {
        self.begin_in(Haste::Urgent)
    }

    /// From now on it waits at most that long until it may write.
    pub fn wait_at_most(&mut self, time: Duration) {
        self.longest_wait = time;
    }

    /// The way to have nobody of this process wait any longer for another one that writes, nor write what can be written later.
    pub fn hurry(&self) -> Hurry {
        Hurry::of(&self.opened.pen, &self.is_hurried)
    }

    /// Until the transaction ends the book stays as it is, and what was read of it stays in memory whoever writes. Within a
    /// transaction that is under way already there is none.
    fn begin_reading(&self) -> Result<Option<Transaction<'_>>, StoreError> {
        if !self.db.is_autocommit() {
            return Ok(None);
        }
        let tx = Transaction::new_unchecked(&self.db, TransactionBehavior::Deferred)?;
        Ok(Some(tx))
    }

    fn begin_in(&self, haste: Haste) -> Result<Writing<'_>, StoreError> {
        let began = Instant::now();
        let turn = self
            .opened
            .pen
            .take(haste, self.longest_wait)
            .ok_or_else(|| {
                let busy = ffi::Error::new(ffi::SQLITE_BUSY);
                rusqlite::Error::SqliteFailure(busy, Some("others write for too long".to_owned()))
            })?;
        // Another part of this process may have waited for another process meanwhile.
        self.patience
            .set(self.longest_wait.saturating_sub(began.elapsed()));
        let tx = Transaction::new_unchecked(&self.db, TransactionBehavior::Immediate);
        self.patience.set(open::BUSY);
        Ok(Writing::new(tx?, turn))
    }

    /// What a query finds, each row read by `read`.
    fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl Fn(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut query = self.db.prepare_cached(sql)?;
        let mut rows = query.query(params)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(read(row)?);
        }
        Ok(found)
    }

    /// A number that changes whenever another connection, of this process or another, changes the book.
    pub fn data_version(&self) -> Result<i64, StoreError> {
        let mut query = self.db.prepare_cached("PRAGMA data_version")?;
        Ok(query.query_row([], |row| row.get(0))?)
    }
}
