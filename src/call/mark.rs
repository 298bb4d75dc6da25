//! What a person marks calls with, one or many at once.

use jiff::Timestamp;

use super::CallId;

/// A mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    Starred,
    Reviewed,
}

/// How calls are marked, or were before they were marked otherwise: written back, it undoes that in one step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarksBefore {
    pub mark: Mark,
    /// The calls that were changed, each with when it had been marked.
    pub calls: Vec<(CallId, Option<Timestamp>)>,
}
