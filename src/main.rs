//! The program: parse the arguments, run, print one error.

use std::process::ExitCode;

use callbook::cli::{self, Arguments};
use clap::Parser;

fn main() -> ExitCode {
    owner_only();
    match cli::run(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            cli::print_error(&error);
            ExitCode::from(error.exit_code())
        }
    }
}

/// What is written is its owner's alone: books, logs and secrets.
fn owner_only() {
    #[cfg(unix)]
    rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
}
