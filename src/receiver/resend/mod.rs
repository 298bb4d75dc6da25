//! Sends a stored delivery again, to this book's receiver or to another address: the same bytes, the same headers.
//!
//! | file | does |
//! | --- | --- |
//! | [`target`] | the address: what can be one, whose it is, what to beware of |
//! | `outgoing` | the request as it goes out: path, headers, signature |
//! | `post` | sends it and reads the answer |

mod outgoing;
mod post;
pub mod target;

use std::path::Path;
use std::time::Duration;

use thiserror::Error;

use self::outgoing::Outgoing;
use self::target::{Target, TargetError};
use super::secret_path::PathFile;
use super::secrets::{Secrets, SecretsError};
use super::vault::Place;
use crate::call::DeliveryId;
use crate::store::{Store, StoreError};

/// A delivery that is to be sent again.
#[derive(Clone, Debug)]
pub struct Resend {
    pub delivery: DeliveryId,
    pub target: Target,
    /// Signs with the current secret instead of sending the signature that was received.
    pub signs_anew: bool,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    pub status: u16,
    /// From the first byte sent to the last that was read of the answer.
    pub took: Duration,
    /// The beginning of what was answered, as text.
    pub body: String,
}

/// Why a delivery was not sent again, or not answered.
#[derive(Debug, Error)]
pub enum ResendError {
    #[error("no delivery {0} in this book")]
    NoDelivery(DeliveryId),
    #[error(transparent)]
    Target(#[from] TargetError),
    #[error("no signing secret is set, so it cannot be signed anew")]
    NoSecret,
    #[error("{host} cannot be reached: {reason}")]
    Unreachable { host: String, reason: String },
    #[error("{host} did not answer within {secs} s; it may have taken the delivery all the same")]
    Late { host: String, secs: u64 },
    #[error("{host} broke off: {reason}; it may have taken the delivery all the same")]
    Broken { host: String, reason: String },
    #[error("nothing can be sent: {0}")]
    Client(String),
    #[error(transparent)]
    Secrets(#[from] SecretsError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Sends a delivery of the book in `data_dir` again and waits for the answer; not for the interface thread.
/// `secrets_from_env` are the signing secrets that the environment gives.
pub fn send(
    data_dir: &Path,
    secrets_from_env: &[String],
    resend: &Resend,
) -> Result<Sent, ResendError> {
    let id = resend.delivery;
    let whole = Store::open(data_dir)?
        .whole_delivery(id)?
        .ok_or(ResendError::NoDelivery(id))?;
    let secret_path = if resend.target.is_ours() {
        PathFile::of(data_dir, Place::default()).get()?
    } else {
        None
    };
    let key = if resend.signs_anew {
        let today = Secrets::open(data_dir, secrets_from_env)?.today()?;
        Some(today.current().cloned().ok_or(ResendError::NoSecret)?)
    } else {
        None
    };
    let outgoing = Outgoing::new(whole, &resend.target, secret_path.as_ref(), key.as_ref())?;
    post::post(outgoing, &resend.target)
}
