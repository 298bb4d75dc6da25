//! Moves the log of the book into the book, so that no delivery waits for it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crate::store::Store;

/// How often it looks whether there is something to move.
const TICK: Duration = Duration::from_millis(250);

/// Works until the receiver ends.
pub fn tidy(store: &Store, stopping: &Arc<AtomicBool>) {
    let mut told = false;
    while !stopping.load(Ordering::Acquire) {
        thread::park_timeout(TICK);
        let tidied = store.tidy();
        // Where the book cannot be written, storing deliveries says so on the screen.
        if let Err(error) = &tidied
            && !told
        {
            log::warn!("the log of the book grows: {error}");
        }
        told = tidied.is_err();
    }
}
