//! What a person wrote down about a call.

use jiff::Timestamp;

/// Our identifier of a note: microseconds of the time at which it was first kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NoteId(pub i64);

/// A note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub id: NoteId,
    pub text: String,
    /// The moment of the recording that it is about, milliseconds from its start.
    pub at_ms: Option<i64>,
    pub created_at: Timestamp,
    /// When it was last written otherwise; the same where it never was.
    pub changed_at: Timestamp,
}

impl Note {
    /// A note that is written now.
    pub fn new(text: String, at_ms: Option<i64>, now: Timestamp) -> Self {
        Self {
            id: NoteId(now.as_microsecond()),
            text,
            at_ms,
            created_at: now,
            changed_at: now,
        }
    }
}
