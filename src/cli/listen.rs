//! `callbook listen`: the receiver alone.

use std::sync::Arc;
use std::sync::mpsc::sync_channel;

use super::{CliError, print};
use crate::config::Config;
use crate::receiver::{Receiver, Settings};

/// Receives until SIGINT or SIGTERM, then ends with everything written.
pub fn run(config: &Config) -> Result<(), CliError> {
    // Before the first connection is taken, so that no signal finds the receiver without a way to end well.
    let (end, ended) = sync_channel(1);
    ctrlc::set_handler(move || {
        // A second signal while the first is heeded changes nothing.
        let _ = end.try_send(());
    })?;
    let receiver = Receiver::start(&Settings::from(config), Arc::new(|| {}))?;
    print::out(|to| writeln!(to, "listening on {}", receiver.url()))?;
    // The sender lives as long as the handler: this ends with a signal only.
    let _ = ended.recv();
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
            secrets_from_env: config.secrets_from_env.clone(),
        }
    }
}
