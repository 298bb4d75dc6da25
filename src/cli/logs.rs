//! Where the log goes. It never has a secret, a recording link, a body or a query string: nothing that logs is
//! given one.

use std::path::PathBuf;

use flexi_logger::{
    Cleanup, Criterion, DeferredNow, Duplicate, FileSpec, FlexiLoggerError, LogSpecification,
    Logger, LoggerHandle, Naming,
};
use jiff::Timestamp;
use log::{LevelFilter, Record};

use super::CliError;
use crate::config::Config;

/// A file is at most this long, and there are at most [`KEPT`] older ones: 10 MB in all.
const FILE_BYTES: u64 = 2_000_000;
const KEPT: usize = 4;

/// Logs to `logs` in the data folder and to standard error, for as long as the handle lives.
pub fn to_file(config: &Config) -> Result<LoggerHandle, CliError> {
    let folder = config.data_dir.join("logs");
    let file = FileSpec::default()
        .directory(&folder)
        .basename("callbook")
        .suppress_timestamp();
    Logger::with(what())
        .log_to_file(file)
        .append()
        .rotate(
            Criterion::Size(FILE_BYTES),
            Naming::Numbers,
            Cleanup::KeepLogFiles(KEPT),
        )
        .cleanup_in_background_thread(false)
        .duplicate_to_stderr(Duplicate::All)
        .format(line)
        .start()
        .map_err(|error| fault(Some(folder), &error))
}

/// What is logged, and of whom. The decoder warns of frames by the thousand wherever a recording is glanced at or gone
/// to: that would soon push out all else.
fn what() -> LogSpecification {
    let mut what = LogSpecification::builder();
    what.default(LevelFilter::Warn)
        .module("callbook", LevelFilter::Info)
        .module("symphonia", LevelFilter::Off);
    what.build()
}

/// Warnings to standard error.
pub fn to_terminal() -> Result<LoggerHandle, CliError> {
    Logger::with(LogSpecification::warn())
        .log_to_stderr()
        .format(line)
        .start()
        .map_err(|error| fault(None, &error))
}

fn fault(folder: Option<PathBuf>, error: &FlexiLoggerError) -> CliError {
    let reason = error.to_string();
    CliError::Logs { folder, reason }
}

fn line(
    write: &mut dyn std::io::Write,
    _now: &mut DeferredNow,
    record: &Record,
) -> Result<(), std::io::Error> {
    let now = Timestamp::now();
    write!(write, "{now:.3} {:5} {}", record.level(), record.args())
}

#[cfg(test)]
mod tests {
    use log::Level;

    use super::*;

    #[test]
    fn the_decoder_does_not_push_out_what_the_receiver_did() {
        let what = what();
        assert!(what.enabled(Level::Info, "callbook::receiver"));
        assert!(what.enabled(Level::Warn, "eframe"));
        assert!(!what.enabled(Level::Warn, "symphonia_bundle_mp3::layer3"));
        assert!(!what.enabled(Level::Error, "symphonia_core::io"));
    }
}
