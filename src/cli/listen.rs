//! `callbook listen`: the receiver alone.

use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::Duration;

use super::{CliError, print};
use crate::config::{Config, Within};
use crate::receiver::gate::limits::Limits;
use crate::receiver::listen::url;
use crate::receiver::{Kept, Settings};

/// How often the receiver is looked after.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// Receives until SIGINT or SIGTERM, then ends with everything written.
pub fn run(config: &Config) -> Result<(), CliError> {
    // Before the first connection is taken, so that no signal finds the receiver without a way to end well.
    let (end, ended) = sync_channel(1);
    ctrlc::set_handler(move || {
        // A second signal while the first is heeded changes nothing.
        let _ = end.try_send(());
    })?;
    let mut receiver = Kept::start(&Settings::from(config), Arc::new(|| {}))?;
    print::out(|to| writeln!(to, "listening on {}", url(receiver.local_addr())))?;
    // The sender lives as long as the handler: this ends with a signal only.
    while ended.recv_timeout(LOOK_EVERY) == Err(RecvTimeoutError::Timeout) {
        // It has told the log what it found.
        let _ = receiver.look();
    }
    receiver.stop();
    Ok(())
}

impl From<&Config> for Settings {
    fn from(config: &Config) -> Self {
        Self {
            listen: config.listen.clone(),
            data_dir: config.data_dir.clone(),
            min_free_bytes: config.min_free_bytes,
            check_every: config.check_every,
            limits: limits(config),
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
