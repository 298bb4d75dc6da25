//! The command line: one file per subcommand.
//!
//! Exit codes: 0 done, 1 failed with one line on standard error that says why, 2 wrong usage (by clap) or a question
//! with a mistake in it.

mod calls;
mod deliveries;
mod error;
mod import;
mod listen;
mod lists;
mod logs;
mod named;
mod path;
mod print;
mod questions;
mod reprocess;
mod secret;
mod send;
mod show;
mod signals;
mod subtitles;
mod views;
mod window;

use std::io::{self, Write};
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

pub use error::CliError;

use crate::config::{Config, Given, ListenAddr};

/// A desktop call book: receives call webhooks, keeps them, and shows who called, from which advert, and how it
/// went. Without a command the window opens, with the receiver running inside it.
#[derive(Debug, Parser)]
#[command(name = "callbook", version, propagate_version = true)]
pub struct Arguments {
    /// Folder of the book [default: the platform's data folder]
    #[arg(long, global = true, value_name = "DIR", env = "CALLBOOK_DATA_DIR")]
    data_dir: Option<PathBuf>,
    /// Address to receive at [default: 127.0.0.1:8787]; port 0 picks a free one
    #[arg(long, global = true, value_name = "HOST:PORT", env = "CALLBOOK_LISTEN")]
    listen: Option<ListenAddr>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Runs the receiver alone, without a window
    Listen(listen::Listen),
    /// Imports deliveries from files or folders
    Import(import::Import),
    /// Lists the calls that a question asks for, newest first
    Calls(calls::Calls),
    /// Shows a call
    Show(show::Show),
    /// Brings in subtitles for a call, shows them or takes them away
    Subtitles(subtitles::Subtitles),
    /// Lists the deliveries, newest first
    Deliveries(List),
    /// Sends a stored delivery again, to the running receiver or to another address
    Send(send::Send),
    /// Sets, lists and removes the signing secrets of this book
    #[command(subcommand)]
    Secret(secret::Secret),
    /// Switches a secret path on or off, or shows it: anything else is then answered 404
    #[command(subcommand)]
    Path(path::Path),
    /// Shows and changes your keyword lists, and counts what they found
    #[command(subcommand)]
    Lists(lists::Lists),
    /// Shows and changes your views: questions under names
    #[command(subcommand)]
    Views(views::Views),
    /// Reads all stored deliveries again with today's decoder
    Reprocess,
}

/// How to list.
#[derive(Debug, Args)]
struct List {
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
}

/// Does what was asked for.
pub fn run(arguments: Arguments) -> Result<(), CliError> {
    let given = Given {
        data_dir: arguments.data_dir,
        listen: arguments.listen,
    };
    let config = Config::load(given, |name| std::env::var_os(name))?;
    let serves = matches!(arguments.command, None | Some(Command::Listen(_)));
    let _logs = if serves {
        logs::to_file(&config)?
    } else {
        logs::to_terminal()?
    };
    signals::survive_file_limit();
    match arguments.command {
        None => window::run(&config),
        Some(Command::Listen(listen)) => listen::run(&config, &listen),
        Some(Command::Import(import)) => import::run(&config, &import),
        Some(Command::Calls(calls)) => calls::run(&config, &calls),
        Some(Command::Show(show)) => show::run(&config, &show),
        Some(Command::Subtitles(subtitles)) => subtitles::run(&config, &subtitles),
        Some(Command::Deliveries(list)) => deliveries::run(&config, &list),
        Some(Command::Send(sending)) => send::run(&config, &sending),
        Some(Command::Secret(secret)) => secret::run(&config, &secret),
        Some(Command::Path(path)) => path::run(&config, &path),
        Some(Command::Lists(lists)) => lists::run(&config, &lists),
        Some(Command::Views(views)) => views::run(&config, &views),
        Some(Command::Reprocess) => reprocess::run(&config),
    }
}

/// Says on one line of standard error why the program failed; a mistake in a question is pointed at below.
pub fn print_error(error: &CliError) {
    let words = print::plain(&error.to_string());
    // Where even that cannot be written, the exit code is all there is left to say.
    let _ = writeln!(io::stderr(), "callbook: {words}");
    if let CliError::Question { typed, mistake } = error {
        let _ = write!(io::stderr(), "{}", questions::pointed(typed, mistake));
    }
}
