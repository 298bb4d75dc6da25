//! Where and how the book is kept, as the settings show it.

use std::fmt;
use std::ops::RangeInclusive;

/// What was found on the disk last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct House {
    /// The folder of the book.
    pub data_dir: String,
    pub book_bytes: i64,
    pub recordings_bytes: i64,
    pub logs_bytes: i64,
    /// The signing secrets that hold, the oldest first.
    pub secrets: Vec<KeptSecret>,
}

/// A signing secret, without itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptSecret {
    pub fingerprint: String,
    /// Where it is kept, in words.
    pub place: String,
    /// True for one of the environment, which cannot be changed here.
    pub is_given: bool,
}

/// A limit of the receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// In the settings file, such as `limits.connections`. Its number is of bytes, seconds or connections; of a switch 0
    /// or 1.
    pub name: &'static str,
    pub now: u64,
    /// Where nothing is chosen.
    pub usual: u64,
    /// How much of it can be kept on this computer.
    pub held: u64,
    /// What it may be.
    pub range: RangeInclusive<u64>,
}

impl Limit {
    pub fn is_usual(&self) -> bool {
        self.now == self.usual
    }
}

/// What is to be done with what is kept beside the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Housekeeping {
    /// Looks how all is.
    Look,
    SetSecret(Hidden),
    /// The secret of this fingerprint.
    RemoveSecret(String),
    /// Makes a secret path, in place of the one there is.
    MakePath,
    RemovePath,
    /// Throws away the recordings that are not kept for good.
    ClearRecordings,
}

/// A text that is not to be seen, not even while faults are looked for.
#[derive(Clone, PartialEq, Eq)]
pub struct Hidden(pub String);

impl fmt::Debug for Hidden {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("Hidden")
    }
}
