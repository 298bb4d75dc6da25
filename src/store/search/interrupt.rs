//! Stopping a question from another thread.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::{InterruptHandle, Transaction};

use crate::store::{Store, StoreError};

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

    /// Begins a question: interruptions of earlier ones are over. Else as `begin_reading`.
    pub(super) fn begin_question(&self) -> Result<Option<Transaction<'_>>, StoreError> {
        self.stop.store(false, Ordering::Relaxed);
        self.begin_reading()
    }
}
