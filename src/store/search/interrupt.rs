//! Stopping a question from another thread.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::{InterruptHandle, Transaction};

use crate::store::{Store, StoreError};

/// So many steps of SQLite's machine take some 100 µs.
const STEPS: i32 = 500;

/// Stops the question that a [`Store`] is answering, which then ends with
/// [`Interrupted`](crate::store::StoreErrorKind::Interrupted) within some milliseconds. Without one under way it does
/// nothing.
pub struct Interrupter {
    handle: InterruptHandle,
    stop: Arc<AtomicBool>,
}

impl Interrupter {
    /// See [`Interrupter`].
    pub fn interrupt(&self) {
        self.stop.store(true, Ordering::Relaxed);
        self.handle.interrupt();
    }
}

impl Store {
    /// A handle to be used from other threads.
    pub fn interrupter(&self) -> Interrupter {
        Interrupter {
            handle: self.db.get_interrupt_handle(),
            stop: Arc::clone(&self.stop),
        }
    }

    /// From now on does this again and again while SQLite works, some thousand times a second: for whoever is to let others
    /// go first (<https://sqlite.org/c3ref/progress_handler.html>). A question sees the book as it was when it began, however
    /// long that takes.
    pub fn meanwhile(&mut self, work: impl Fn() + Send + 'static) -> Result<(), StoreError> {
        let goes_on = move || {
            work();
            false
        };
        Ok(self.db.progress_handler(STEPS, Some(goes_on))?)
    }

    /// Begins a question: interruptions of earlier ones are over. Else as `begin_reading`.
    pub(super) fn begin_question(&self) -> Result<Option<Transaction<'_>>, StoreError> {
        self.stop.store(false, Ordering::Relaxed);
        // The book may have changed since they were read.
        self.digests.borrow_mut().clear();
        self.begin_reading()
    }
}
