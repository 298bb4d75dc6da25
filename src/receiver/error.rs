//! Why a receiver cannot start.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::gate::limits::FEWEST_DESCRIPTORS;
use super::secrets::SecretsError;
use crate::store::StoreError;

/// Why a receiver cannot start. Each names the way out where there is one.
#[derive(Debug, Error)]
pub enum ReceiverError {
    /// Another program has the port.
    #[error("{addr} is in use by another program: choose another with --listen HOST:PORT")]
    PortInUse { addr: String },
    /// Another receiver has the data folder; its URL where it left it, and whether it gives way when asked.
    #[error(
        "another Callbook already receives for this book{}: send deliveries there, end it, or choose another book with --data-dir DIR",
        at(url.as_deref())
    )]
    AlreadyReceiving {
        url: Option<String>,
        in_background: bool,
    },
    #[error("cannot listen on {addr}: {source}: choose another address with --listen HOST:PORT")]
    Listen { addr: String, source: io::Error },
    /// The system gives this process too few descriptors.
    #[error(
        "this process may have only {there} files and connections open, and it takes {FEWEST_DESCRIPTORS} to receive: allow more, such as by ulimit -n 1024"
    )]
    Descriptors { there: usize },
    #[error("cannot take {}: {source}", path.display())]
    Lock { path: PathBuf, source: io::Error },
    #[error("cannot start a thread: {0}")]
    Thread(io::Error),
    #[error("cannot serve HTTP: {0}")]
    Serve(String),
    #[error(transparent)]
    Secrets(#[from] SecretsError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn at(url: Option<&str>) -> String {
    url.map_or_else(String::new, |url| format!(" at {url}"))
}
