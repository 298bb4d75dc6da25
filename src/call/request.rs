//! A request that brought no delivery: one that was turned away, or a question.

use std::time::Duration;

use jiff::Timestamp;

/// Number of a request within one run of the program, in the order of the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub u64);

/// A request of which nothing is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    pub id: RequestId,
    pub received_at: Timestamp,
    /// Address of the sender; none where it is not known.
    pub remote: Option<String>,
    pub method: String,
    /// Path and query, without secrets.
    pub path: String,
    /// Length of the body as announced; none where it was not.
    pub bytes: Option<i64>,
    /// The HTTP status that was answered; none for no answer.
    pub status: Option<u16>,
    /// What was answered, in words.
    pub said: String,
    pub took: Duration,
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
