//! `callbook send`: a stored delivery sent again.

use clap::Args;

use super::{CliError, print};
use crate::call::DeliveryId;
use crate::config::Config;
use crate::receiver::lock::running_url;
use crate::receiver::resend::target::{Target, TargetError};
use crate::receiver::resend::{Resend, send};
use crate::store::Store;

#[derive(Debug, Args)]
pub struct Send {
    /// The delivery, by the id that "callbook deliveries" tells
    #[arg(value_name = "DELIVERY")]
    id: i64,
    /// Where to, with https:// or http:// before it [default: the receiver that runs for this book]
    #[arg(long, value_name = "URL")]
    to: Option<String>,
    /// Signs it anew with the secret of this book that was set last
    #[arg(long)]
    sign: bool,
}

/// Sends it, prints what was answered, and fails unless that was 2xx.
pub fn run(config: &Config, sending: &Send) -> Result<(), CliError> {
    // Opening the book makes the folder where there is none, so that the lock in it can be looked at.
    Store::open(&config.data_dir)?;
    let ours = running_url(&config.data_dir)?;
    let target = match (&sending.to, &ours) {
        (Some(typed), _) => Target::typed(typed, ours.as_deref()),
        (None, Some(url)) => Target::ourselves(url),
        (None, None) => Err(TargetError::NoReceiver),
    };
    let target = target.map_err(CliError::Target)?;
    for warning in target.warnings() {
        log::warn!("{warning}");
    }
    let resend = Resend {
        delivery: DeliveryId(sending.id),
        target,
        signs_anew: sending.sign,
    };
    let sent = send(&config.data_dir, &config.secrets_from_env, &resend)?;
    print::out(|to| {
        writeln!(to, "{} in {} ms", sent.status, sent.took.as_millis())?;
        if sent.body.is_empty() {
            return Ok(());
        }
        writeln!(to, "{}", print::plain(&sent.body))
    })?;
    match sent.status {
        200..300 => Ok(()),
        status => Err(CliError::NotTaken(status)),
    }
}
