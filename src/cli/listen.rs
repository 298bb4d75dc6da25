//! `callbook listen`: the receiver alone.

use std::sync::Arc;
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::time::Duration;

use super::{CliError, print};
use crate::config::Config;
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
            max_body_bytes: config.max_body_bytes,
            min_free_bytes: config.min_free_bytes,
            check_every: config.check_every,
            secrets_from_env: config.secrets_from_env.clone(),
        }
    }
}
