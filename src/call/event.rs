//! One thing that was said about a call.

use std::fmt;

use jiff::Timestamp;

use super::Facts;

/// Which of the sender's two formats an event came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dialect {
    V4,
    V5,
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::V4 => "v4",
            Self::V5 => "v5",
        })
    }
}

/// When in a call's life an event is sent; a later kind outranks an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EventKind {
    /// `CallStartCall`: the phone rings. Has no call id.
    Start,
    /// `CallPreprocessed`: the call has ended.
    Preprocessed,
    /// `CallProcessed`: recording, transcript and analysis are there; sent again at each later edit.
    Processed,
}

/// One notification of a delivery, decoded.
#[derive(Clone, Debug, PartialEq)]
pub struct CallEvent {
    pub dialect: Dialect,
    pub kind: EventKind,
    /// As sent, such as `CallDetailsV5.CallProcessed`.
    pub action: String,
    /// `Properties.UTC`.
    pub sent_at: Option<Timestamp>,
    /// The sender's id of the call; a [`EventKind::Start`] has none.
    pub vendor_id: Option<i64>,
    /// SHA-256 of the notification without regard to the attempt: decides between events sent at the
    /// same time, so that the order of arrival does not.
    pub digest: [u8; 32],
    pub facts: Facts,
    /// What could not be read, in words that name the field.
    pub warnings: Vec<String>,
    /// Paths of the fields that no one has seen before, such as `caller_details.nickname`.
    pub unseen: Vec<String>,
}

/// What an event weighs against others: the kind first, then the time it was sent, then the digest.
pub type Rank = (EventKind, Option<Timestamp>, [u8; 32]);

impl CallEvent {
    /// The rank of this event among those of its call.
    pub fn rank(&self) -> Rank {
        (self.kind, self.sent_at, self.digest)
    }
}
