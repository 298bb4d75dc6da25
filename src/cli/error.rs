//! Why a command failed.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::app;
use crate::call::name::NameError;
use crate::call::question::Mistake;
use crate::config::ConfigError;
use crate::receiver::ReceiverError;
use crate::receiver::import::ImportError;
use crate::receiver::resend::ResendError;
use crate::receiver::resend::target::TargetError;
use crate::receiver::secrets::SecretsError;
use crate::recording::subtitles::FileError;
use crate::store::StoreError;

/// Why a command failed; its words are the one line on standard error.
#[derive(Debug, Error)]
pub enum CliError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Receiver(#[from] ReceiverError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Import(#[from] ImportError),
    #[error(transparent)]
    Secrets(#[from] SecretsError),
    #[error(transparent)]
    App(#[from] app::Error),
    #[error("cannot write logs{}: {reason}", inside(folder.as_deref()))]
    Logs {
        folder: Option<PathBuf>,
        reason: String,
    },
    #[error("cannot write to standard output: {0}")]
    Output(io::Error),
    #[error("cannot read standard input: {0}")]
    Input(io::Error),
    #[error("cannot wait for signals: {0}")]
    Signals(#[from] ctrlc::Error),
    #[error("no call {0} in this book")]
    NoCall(i64),
    #[error("no call with vendor id {0} in this book")]
    NoVendorId(i64),
    #[error("vendor id {vendor_id} is that of several calls: show one of {ids}")]
    SeveralCalls { vendor_id: i64, ids: String },
    #[error(transparent)]
    Target(TargetError),
    #[error(transparent)]
    Resend(#[from] ResendError),
    #[error("it was answered {0}, which is no acceptance")]
    NotTaken(u16),
    #[error("{mistake}")]
    Question { typed: String, mistake: Mistake },
    #[error("{name}: {reason}")]
    Name { name: String, reason: NameError },
    #[error("no keyword list {0} of yours in this book")]
    NoList(String),
    #[error("{phrase} is not in the keyword list {list}")]
    NoPhrase { phrase: String, list: String },
    #[error("no view {0} in this book")]
    NoView(String),
    #[error("{0} is there from the start and stays as it is: take another name")]
    BuiltIn(String),
    #[error(transparent)]
    Subtitles(#[from] FileError),
    #[error("call {0} has no subtitles of yours")]
    NoSubtitles(i64),
    #[error("cancelled: the receiver goes on with it when it next starts")]
    Cancelled,
}

impl CliError {
    /// The exit code of the program.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Question { .. } => 2,
            _ => 1,
        }
    }
}

fn inside(folder: Option<&Path>) -> String {
    folder.map_or_else(String::new, |folder| format!(" in {}", folder.display()))
}
