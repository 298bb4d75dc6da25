//! `callbook import`: deliveries from files, folders and standard input.

use std::path::PathBuf;

use clap::Args;

use super::{CliError, print};
use crate::config::Config;
use crate::receiver::import::import;

#[derive(Debug, Args)]
pub struct Import {
    /// Files, folders or '-' for standard input: one JSON document, JSON lines, or a page with samples
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
}

/// Imports, says what came of it, and returns once everything is read into calls.
pub fn run(config: &Config, arguments: &Import) -> Result<(), CliError> {
    let (summary, fault) = import(&config.data_dir, &arguments.paths)?;
    if fault.is_none() || summary.total > 0 {
        print::out(|to| writeln!(to, "{summary}"))?;
    }
    fault.map_or(Ok(()), |fault| Err(fault.into()))
}
