//! Subtitles that a person brought in for a call.

use std::sync::Arc;

use jiff::Timestamp;

use super::transcript::LineTime;

/// A file of subtitles as the book keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubtitleFile {
    pub name: String,
    pub text: String,
    pub brought_at: Timestamp,
    /// True when the speakers of the call were swapped as it came: they are right as the file has them then.
    pub came_swapped: bool,
}

/// What the page shows of such a file besides its lines.
#[derive(Clone, Debug, PartialEq)]
pub struct BroughtIn {
    pub file: Arc<SubtitleFile>,
    /// When each line of the conversation is said; all hold exactly.
    pub times: Vec<LineTime>,
}
