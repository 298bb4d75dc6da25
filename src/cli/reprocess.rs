//! `callbook reprocess`: reads all stored deliveries again.

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::{CliError, print};
use crate::config::Config;
use crate::receiver::projector::{Reprocess, reprocess};
use crate::store::Store;

/// Reads all deliveries again, with progress on a terminal; SIGINT cancels it after the batch under way,
/// and the next start of the receiver goes on with it.
pub fn run(config: &Config) -> Result<(), CliError> {
    let cancelled = Arc::new(AtomicBool::new(false));
    let heeds = Arc::clone(&cancelled);
    ctrlc::set_handler(move || heeds.store(true, Ordering::Release))?;
    let mut store = Store::open(&config.data_dir)?;
    let shown = io::stderr().is_terminal();
    let mut progress = |done, total| {
        if shown {
            // Progress that cannot be shown is no reason to stop.
            let _ = write!(io::stderr(), "\r{done} of {total} deliveries read again");
        }
    };
    let ended = reprocess(&mut store, &cancelled, &mut progress);
    if shown {
        let _ = writeln!(io::stderr());
    }
    match ended? {
        Reprocess::Finished => print::out(|to| writeln!(to, "all deliveries read again")),
        Reprocess::Cancelled => Err(CliError::Cancelled),
    }
}
