//! A request that brought no delivery: one that was turned away, or a question.

use std::time::Duration;

use jiff::Timestamp;

use super::DeliveryId;

/// Number of a request within one run of the program, in the order of the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub u64);

/// A request of which nothing is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub id: RequestId,
    /// When it began to arrive.
    pub received_at: Timestamp,
    /// Address of the sender; none where it is not known.
    pub remote: Option<String>,
    /// Empty where it did not arrive.
    pub method: String,
    /// Path and query, without secrets; empty where they did not arrive.
    pub path: String,
    /// Length of the body as announced; none where it was not.
    pub bytes: Option<i64>,
    /// The HTTP status that was answered; none for no answer.
    pub status: Option<u16>,
    /// What was answered, in words.
    pub said: String,
    /// What was wrong with it, in words; none where the answer says it.
    pub fault: Option<String>,
    pub took: Duration,
}

impl Request {
    /// True when it was not answered well.
    pub fn is_refused(&self) -> bool {
        self.status.is_none_or(|status| status >= 400)
    }
}

/// One of the things that were received, in the order of the list: a delivery that is stored, or a request of
/// which nothing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntryId {
    Delivery(DeliveryId),
    Request(RequestId),
}

/// Which of what was received is listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum EntryFilter {
    #[default]
    All,
    /// Answered with a refusal, or kept aside.
    Refused,
    NotUnderstood,
    Repeats,
}

/// How many entries each filter finds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EntryCounts {
    pub all: usize,
    pub refused: usize,
    pub not_understood: usize,
    pub repeats: usize,
}

/// How much there is in all, whatever is listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EntryTotals {
    pub all: usize,
    /// What came by HTTP within the last seven days.
    pub week: usize,
    /// How many of those were refused.
    pub week_refused: usize,
}
