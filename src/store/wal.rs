//! The log that SQLite writes first: how durable a commit is, and when what it holds is moved into the book.

use super::{Haste, Store, StoreError, open};

/// Below so many pages of 4 kB to be moved it is not worth the while.
const WORTH_PAGES: i64 = 2_000;

/// What [`Store::keep_few_pages`] leaves, in KiB; SQLite takes 2,000 else.
const FEW_PAGES_KIB: i64 = 500;

/// What [`Store::keep_more_pages`] leaves: the inner pages of the trees of a million calls are 6 MB.
const MORE_PAGES_KIB: i64 = 8_000;

/// A log of more pages than this is started over, although others have to wait for it.
const LONG_PAGES: i64 = 10_000;

/// What the log holds, in pages.
struct Log {
    written: i64,
    /// Of those, how many are in the book already.
    moved: i64,
}

impl Store {
    /// The last commits of this connection, but of no other, may be undone when the power fails: for what can be
    /// derived again. They no longer wait for the disk.
    pub fn relax(&self) -> Result<(), StoreError> {
        Ok(self.db.pragma_update(None, "synchronous", "NORMAL")?)
    }

    /// This connection keeps few pages of the book in memory: for one that mostly writes what is new. What does not fit
    /// goes to the log before the commit.
    pub fn keep_few_pages(&self) -> Result<(), StoreError> {
        Ok(self.db.pragma_update(None, "cache_size", -FEW_PAGES_KIB)?)
    }

    /// This connection keeps more pages of the book in memory: for one that is asked for calls of all times.
    pub fn keep_more_pages(&self) -> Result<(), StoreError> {
        Ok(self.db.pragma_update(None, "cache_size", -MORE_PAGES_KIB)?)
    }

    /// No commit of this connection has to move the log into the book any more: somebody else calls
    /// [`Store::tidy`] ever so often.
    pub fn leave_log(&self) -> Result<(), StoreError> {
        // The answer to this pragma is the new value.
        self.db
            .query_row("PRAGMA wal_autocheckpoint = 0", [], |_| Ok(()))?;
        Ok(())
    }

    /// Moves the log into the book once it is worth it, while others read and write.
    pub fn tidy(&self) -> Result<(), StoreError> {
        let log = self.log("NOOP")?;
        if log.written - log.moved < WORTH_PAGES {
            return Ok(());
        }
        let log = self.log("PASSIVE")?;
        if log.written < LONG_PAGES {
            return Ok(());
        }
        // More was written meanwhile. The log starts over where all of it has been moved when the next one writes:
        // most of it is moved before anybody has to wait.
        self.log("PASSIVE")?;
        if let Some(_turn) = self.opened.pen.take(Haste::Urgent, open::BUSY) {
            self.log("PASSIVE")?;
        }
        Ok(())
    }

    /// Asks for a checkpoint of this kind (<https://sqlite.org/pragma.html#pragma_wal_checkpoint>).
    fn log(&self, kind: &str) -> Result<Log, StoreError> {
        let sql = format!("PRAGMA wal_checkpoint({kind})");
        let mut query = self.db.prepare_cached(&sql)?;
        Ok(query.query_row([], |row| {
            Ok(Log {
                written: row.get(1)?,
                moved: row.get(2)?,
            })
        })?)
    }
}
