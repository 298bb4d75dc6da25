//! The same person: calls from one number belong together.

use jiff::Timestamp;

/// What is known of the other calls from the number of a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// Calls from this number in all, this one included.
    pub calls: u32,
    /// Those before this one.
    pub before: u32,
    /// When the last of those started.
    pub last_before: Option<Timestamp>,
    /// How many of those were missed.
    pub missed_before: u32,
    /// How many calls were missed since the last one that was answered, up to this one and with it.
    pub missed_in_a_row: u32,
    /// When the first answered call after this one started.
    pub answered_since: Option<Timestamp>,
}
