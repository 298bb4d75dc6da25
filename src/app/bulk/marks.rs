//! Marks many calls.

use std::sync::Arc;

use jiff::Timestamp;

use super::{Outcome, Worker, calls};
use crate::app::event::Event;
use crate::call::{CallId, Choice, Mark, MarksBefore};
use crate::store::StoreError;
use crate::ui::model::BulkTold;

/// Calls of one transaction.
const GROUP: usize = 500;

/// Marks calls or takes the mark off them.
pub(super) fn mark(at: &mut Worker, mark: Mark, on: bool, chosen: &Choice) -> Outcome {
    let time = on.then(Timestamp::now);
    let mut wanted: Vec<(CallId, Option<Timestamp>)> = chosen.iter().map(|id| (id, time)).collect();
    // Ids are given out as calls come: neighbours in the book are marked together.
    wanted.sort_unstable_by_key(|(id, _)| *id);
    let (doing, done) = match (mark, on) {
        (Mark::Starred, true) => ("Starring", "starred"),
        (Mark::Starred, false) => ("Taking stars off", "without a star now"),
        (Mark::Reviewed, true) => ("Marking as reviewed", "marked as reviewed"),
        (Mark::Reviewed, false) => ("Marking as not reviewed", "marked as not reviewed"),
    };
    write(at, mark, &wanted, doing, done)
}

/// Marks calls as they were before.
pub(super) fn write_back(at: &mut Worker, before: &MarksBefore) -> Outcome {
    write(at, before.mark, &before.calls, "Putting back", "put back")
}

fn write(
    at: &mut Worker,
    mark: Mark,
    wanted: &[(CallId, Option<Timestamp>)],
    doing: &'static str,
    done: &str,
) -> Outcome {
    let mut before = Vec::new();
    let mut failed: Option<StoreError> = None;
    let mut looked_at = 0;
    for group in wanted.chunks(GROUP) {
        if !at.goes_on(doing, looked_at, wanted.len()) {
            break;
        }
        match at.store.set_marks(mark, group) {
            Ok(changed) => before.extend(changed),
            Err(error) => {
                failed = Some(error);
                break;
            }
        }
        looked_at += group.len();
    }
    // What was done is undone by it, however far it came.
    let changed = before.len();
    if changed > 0 {
        let before = Arc::new(MarksBefore {
            mark,
            calls: before,
        });
        at.events.send(Event::Bulk(BulkTold::Marked(before)));
    }
    if let Some(error) = failed {
        return Err(error);
    }
    let told = format!("{} {done}", calls(changed));
    if looked_at < wanted.len() {
        return Ok(format!("Stopped: {told}"));
    }
    Ok(told)
}
