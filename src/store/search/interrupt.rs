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

    /// From now on does this again and again while a question is answered, some thousand times a second: for whoever is to let
    /// others go first. SQLite does it every so many steps (<https://sqlite.org/c3ref/progress_handler.html>). A question sees
    /// the book as it was when it began, however long that takes.
    pub fn meanwhile(
        &mut self,
        work: impl Fn() + Clone + Send + 'static,
    ) -> Result<(), StoreError> {
        self.meanwhile = Some(Box::new(work.clone()));
        let goes_on = move || {
            work();
            false
        };
        Ok(self.db.progress_handler(STEPS, Some(goes_on))?)
    }

    /// Does once what is done during a question, for whoever works long with what was found.
    pub fn do_meanwhile(&self) {
        if let Some(work) = &self.meanwhile {
            work();
        }
    }

    /// Ends the question under way when it was interrupted, and lets others go first.
    pub(super) fn go_on(&self) -> Result<(), StoreError> {
        self.do_meanwhile();
        if self.stop.load(Ordering::Relaxed) {
            return Err(StoreError::Interrupted);
        }
        Ok(())
    }

    /// Begins a question: interruptions of earlier ones are over, and what they read of the index is known no more where the
    /// book has changed. Else as `begin_reading`.
    pub(super) fn begin_question(&self) -> Result<Option<Transaction<'_>>, StoreError> {
        self.stop.store(false, Ordering::Relaxed);
        let reading = self.begin_reading()?;
        // Within a transaction of this connection anything may change, and be as it was afterwards.
        let state = match &reading {
            Some(_) => Some((self.data_version()?, self.db.total_changes())),
            None => None,
        };
        self.ahead.take();
        if !self.known.borrow_mut().is_of(state) {
            self.digests.take();
        }
        Ok(reading)
    }
}
