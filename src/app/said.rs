//! What was said in a call, as the window shows it.

use crate::call::transcript::{LineTime, Repaired, conversation, estimate_call};
use crate::call::{BroughtIn, Call};
use crate::recording::subtitles;
use crate::store::{Store, StoreError};

/// The lines of subtitles that were brought in, with their times; else the sender's transcript.
pub(super) fn said(
    store: &Store,
    call: &Call,
) -> Result<(Repaired, Option<BroughtIn>), StoreError> {
    let is_swapped = store.is_swapped(call.id)?;
    let file = store.subtitles(call.id)?;
    let brought = file.and_then(|file| subtitles::brought_in(file, is_swapped));
    Ok(match brought {
        Some((lines, brought)) => (lines, Some(brought)),
        None => (conversation(call, is_swapped), None),
    })
}

/// When the lines of a call are said as far as its text tells. The window is not to wait for that.
pub(super) fn estimated(
    call: &Call,
    conversation: &Repaired,
    subtitles: Option<&BroughtIn>,
) -> Vec<LineTime> {
    // Subtitles have times of their own.
    if subtitles.is_some() {
        return Vec::new();
    }
    estimate_call(call, &conversation.lines)
}
