//! `callbook`: the window, with the receiver running inside it.

use super::CliError;
use crate::app;
use crate::config::Config;

/// Runs until the window is closed.
pub fn run(config: &Config) -> Result<(), CliError> {
    Ok(app::run(config)?)
}
