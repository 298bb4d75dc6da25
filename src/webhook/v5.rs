//! The times of the fifth version: each local with a twin in UTC, except that the start of a call that has
//! just begun comes in UTC in the field that is local elsewhere.

use jiff::Timestamp;

use super::clocks::{self, Clocks, Stamp};
use super::notes::Notes;
use super::object::Object;
use crate::call::{EventKind, Facts, Grade, Moment, Said};

/// Reads start, answer and end.
pub fn times(
    object: &mut Object,
    notes: &mut Notes,
    clocks: &Clocks,
    kind: EventKind,
    facts: &mut Facts,
) {
    let mut read = |local: &str, utc: &str| {
        let utc = clocks::utc(object, notes, &[utc]);
        let local = if utc.is_said() {
            // The twin says all; the local time only counts as seen.
            object.take(&[local]);
            Said::Nothing
        } else {
            clocks::wall(object, notes, &[local])
        };
        (local, utc)
    };
    let [start, answer, end] = [
        read("starttime", "starttimeutc"),
        read("answertime", "answertimeutc"),
        read("endtime", "endtimeutc"),
    ];
    let local = [&start, &answer, &end]
        .into_iter()
        .any(|(local, _)| clocks::is_local(local));
    clocks.note_unknown(notes, local, false);
    let anchor = [&start, &answer, &end]
        .into_iter()
        .find_map(|(_, utc)| utc.copied());
    // What a start announces is not yet what was measured.
    let measured = match kind {
        EventKind::Start => Grade::Settled,
        EventKind::Preprocessed | EventKind::Processed => Grade::Exact,
    };
    let moment = |(local, utc): (Said<Stamp>, Said<Timestamp>)| match (utc, local) {
        (Said::Value(at), _) => Said::Value(Moment::new(at, measured)),
        (Said::Cleared, _) | (_, Said::Cleared) => Said::Cleared,
        (_, Said::Value(local)) if kind == EventKind::Start => {
            clocks.settle_start(local, anchor).into()
        }
        (_, Said::Value(local)) => clocks.settle(local, anchor).into(),
        (_, Said::Nothing) => Said::Nothing,
    };
    facts.started_at = moment(start);
    facts.answered_at = moment(answer);
    facts.ended_at = moment(end);
}
