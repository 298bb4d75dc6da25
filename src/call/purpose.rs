//! Answers that are given on purpose, to show how the sender retries.

use std::time::Duration;

use jiff::Timestamp;

/// What deliveries are answered for a while, though they are stored all the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// 500.
    Error,
    /// 429 with `Retry-After`.
    TooMany,
    /// The ordinary answer, that much later.
    Delay(Duration),
    /// Nothing at all.
    Silence,
}

/// A purpose and when it ends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OnPurpose {
    pub purpose: Purpose,
    pub until: Timestamp,
}
