//! A delivery that is about to be sent again, as the dialog shows it.

use std::time::Duration;

use crate::call::DeliveryId;

/// What the dialog knows besides what is entered in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resending {
    pub delivery: DeliveryId,
    /// Length of the body.
    pub bytes: i64,
    /// How many headers were received.
    pub headers: usize,
    /// What there is to say of the address that was typed last.
    pub judged: Judged,
    pub state: ResendState,
}

/// An address as typed, and what there is to say of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    pub typed: String,
    /// Why nothing can be sent there, in words.
    pub fault: Option<String>,
    /// What to beware of, in sentences.
    pub warnings: Vec<String>,
}

/// How far it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ResendState {
    #[default]
    NotSent,
    UnderWay,
    Answered {
        status: u16,
        took: Duration,
        /// The beginning of what was answered.
        body: String,
    },
    /// In words.
    Failed(String),
}
