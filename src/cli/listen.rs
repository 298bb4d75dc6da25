//! `callbook listen`: the receiver alone.

use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::Duration;

use clap::Args;

use super::{CliError, print};
use crate::app::limits;
use crate::config::Config;
use crate::receiver::handover::Handover;
use crate::receiver::listen::url;
use crate::receiver::{Chosen, Kept};

/// How often the receiver is looked after.
const LOOK_EVERY: Duration = Duration::from_millis(500);

#[derive(Debug, Args)]
pub struct Listen {
    /// Outlives the terminal, and gives way to a window that asks
    #[arg(long, hide = true)]
    background: bool,
}

/// Receives until SIGINT or SIGTERM, or in the background until a window asks, then ends with everything written.
pub fn run(config: &Config, listen: &Listen) -> Result<(), CliError> {
    // Before the first connection is taken, so that no signal finds the receiver without a way to end well.
    let (end, ended) = sync_channel(1);
    ctrlc::set_handler(move || {
        // A second signal while the first is heeded changes nothing.
        let _ = end.try_send(());
    })?;
    if listen.background {
        lead_session();
    }
    let mut settings = limits::settings(config);
    settings.in_background = listen.background;
    let mut chosen = Chosen::new(settings.clone(), limits::free(&config.numbers));
    let settings = chosen.look().unwrap_or(settings);
    let mut receiver = Kept::start(&settings, Arc::new(|| {}))?;
    let handover = Handover::of(&config.data_dir);
    handover.clear();
    print::out(|to| writeln!(to, "listening on {}", url(receiver.local_addr())))?;
    // The sender lives as long as the handler: it is never disconnected.
    while ended.recv_timeout(LOOK_EVERY) == Err(RecvTimeoutError::Timeout) {
        // It has told the log what it found.
        let _ = receiver.look();
        if let Some(settings) = chosen.look() {
            receiver.hold_to(&settings);
        }
        if listen.background && handover.is_asked() {
            log::info!("a window receives from now on");
            break;
        }
    }
    receiver.stop();
    if listen.background {
        handover.clear();
    }
    Ok(())
}

/// Leaves the terminal and the group that it was started in, whose end is not its own.
fn lead_session() {
    #[cfg(unix)]
    if let Err(error) = rustix::process::setsid() {
        log::debug!("no session of its own: {error}");
    }
}
