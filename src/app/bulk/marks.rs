//! Marks many calls.

use std::sync::Arc;

use jiff::Timestamp;

use super::{Outcome, Worker, calls};
use crate::app::event::Event;
use crate::call::{CallId, Choice, Mark, MarksBefore};
use crate::store::StoreError;
use crate::ui::model::{BulkTold, Marked};

/// Calls of one transaction.
const GROUP: usize = 500;

/// Marks calls or takes the mark off them.
pub(super) fn mark(at: &mut Worker, mark: Mark, on: bool, chosen: &Choice) -> Outcome {
    let time = on.then(Timestamp::now);
    let mut wanted: Vec<(CallId, Option<Timestamp>)> = chosen.iter().map(|id| (id, time)).collect();
    // Ids are given out as calls come: neighbours in the book are marked together.
    wanted.sort_unstable_by_key(|(id, _)| *id);
    let (doing, done, what) = match (mark, on) {
        (Mark::Starred, true) => ("Starring", "starred", "stars of"),
        (Mark::Starred, false) => {
            let what = "removal of the stars of";
            ("Taking stars off", "without a star now", what)
        }
        (Mark::Reviewed, true) => ("Marking as reviewed", "marked as reviewed", "“reviewed” of"),
        (Mark::Reviewed, false) => {
            let what = "“reviewed” of";
            ("Marking as not reviewed", "marked as not reviewed", what)
        }
    };
    let mut before = Vec::new();
    let written = write(at, mark, &wanted, doing, &mut before);
    // What was done is undone by it, however far it came.
    let changed = before.len();
    let told = format!("{} {done}", calls(changed));
    let told = match &written {
        Ok(is_whole) => Some(as_far_as(told, *is_whole)),
        Err(_) => None,
    };
    if changed > 0 {
        let again = before.iter().map(|(id, _)| (*id, time)).collect();
        let marks = |calls| Arc::new(MarksBefore { mark, calls });
        at.events.send(Event::Bulk(BulkTold::Marked(Marked {
            what: format!("{what} {}", calls(changed)),
            told: told.clone(),
            before: marks(before),
            again: marks(again),
        })));
    }
    written.map(|_| told.filter(|_| changed == 0))
}

/// Marks calls as they were before.
pub(super) fn write_back(at: &mut Worker, before: &MarksBefore) -> Outcome {
    let mut changed = Vec::new();
    let is_whole = write(at, before.mark, &before.calls, "Putting back", &mut changed)?;
    let told = format!("{} put back", calls(changed.len()));
    Ok(Some(as_far_as(told, is_whole)))
}

fn as_far_as(told: String, is_whole: bool) -> String {
    if is_whole {
        told
    } else {
        format!("Stopped: {told}")
    }
}

/// Writes marks; false where that was stopped. `before` gets those that were changed, as they were.
fn write(
    at: &mut Worker,
    mark: Mark,
    wanted: &[(CallId, Option<Timestamp>)],
    doing: &'static str,
    before: &mut Vec<(CallId, Option<Timestamp>)>,
) -> Result<bool, StoreError> {
    let mut looked_at = 0;
    for group in wanted.chunks(GROUP) {
        if !at.goes_on(doing, looked_at, wanted.len()) {
            return Ok(false);
        }
        before.extend(at.store.set_marks(mark, group)?);
        looked_at += group.len();
    }
    Ok(true)
}
