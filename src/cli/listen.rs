//! `callbook listen`: the receiver alone.

use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::Duration;

use clap::Args;

use super::{CliError, print};
use crate::config::{Config, Within};
use crate::receiver::gate::limits::Limits;
use crate::receiver::handover::Handover;
use crate::receiver::listen::url;
use crate::receiver::{Kept, Settings};

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
    let mut settings = Settings::from(config);
    settings.in_background = listen.background;
    let mut receiver = Kept::start(&settings, Arc::new(|| {}))?;
    let handover = Handover::of(&config.data_dir);
    handover.clear();
    print::out(|to| writeln!(to, "listening on {}", url(receiver.local_addr())))?;
    // The sender lives as long as the handler: it is never disconnected.
    while ended.recv_timeout(LOOK_EVERY) == Err(RecvTimeoutError::Timeout) {
        // It has told the log what it found.
        let _ = receiver.look();
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

impl From<&Config> for Settings {
    fn from(config: &Config) -> Self {
        Self {
            listen: config.listen.clone(),
            data_dir: config.data_dir.clone(),
            min_free_bytes: config.min_free_bytes,
            check_every: config.check_every,
            limits: limits(config),
            in_background: false,
            secrets_from_env: config.secrets_from_env.clone(),
        }
    }
}

fn limits(config: &Config) -> Limits {
    let (said, usual) = (&config.limits, Limits::default());
    Limits {
        connections: said.connections.map_or(usual.connections, Within::count),
        connections_per_address: said
            .connections_per_address
            .map_or(usual.connections_per_address, Within::count),
        loopback_exempt: said.loopback_exempt.unwrap_or(usual.loopback_exempt),
        head_bytes: said.head_bytes.map_or(usual.head_bytes, Within::count),
        body_bytes: config.max_body_bytes,
        memory_bytes: said.memory_bytes.map_or(usual.memory_bytes, Within::count),
        head_time: said.head_secs.map_or(usual.head_time, Within::secs),
        body_time: said.body_secs.map_or(usual.body_time, Within::secs),
        idle_time: said.idle_secs.map_or(usual.idle_time, Within::secs),
        answer_time: said.answer_secs.map_or(usual.answer_time, Within::secs),
    }
}
