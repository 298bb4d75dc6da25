//! `callbook path`: the secret path of this book.

use clap::Subcommand;

use super::{CliError, print};
use crate::config::Config;
use crate::receiver::secret_path::PathFile;
use crate::store::Store;

#[derive(Debug, Subcommand)]
pub enum Path {
    /// Takes requests below a secret path only, and prints it; everything else is answered 404
    On {
        /// Makes a new one where there is one already; the one before holds no longer
        #[arg(long)]
        new: bool,
    },
    /// Takes requests on any path again, and forgets the secret one
    Off,
    /// Prints the secret path, or "off"
    Show,
}

/// Switches it on or off, or shows it. A running receiver heeds it from the next request on.
pub fn run(config: &Config, path: &Path) -> Result<(), CliError> {
    // Opening the book makes the folder, for its owner alone, where there is none.
    Store::open(&config.data_dir)?;
    let file = PathFile::of(&config.data_dir, config.key_store.into());
    let secret = match path {
        Path::On { new: true } => Some(file.make()?),
        Path::On { new: false } => match file.get()? {
            None => Some(file.make()?),
            known => known,
        },
        Path::Off => {
            file.remove()?;
            None
        }
        Path::Show => file.get()?,
    };
    let words = secret.map_or_else(|| "off".to_owned(), |secret| secret.expose());
    print::out(|to| writeln!(to, "{words}"))
}
