//! Remarks on single fields of a delivery: what was never seen before, and by which clock a time was read.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Map, Value};

use super::Reading;
use super::clocks::{Stamp, stamp};
use super::json;
use super::names::squash;
use super::tolerant::is_absent;
use crate::call::{CallEvent, Facts, Remark, RemarkKind};

/// Fields (squashed) whose times are written without a zone, and the moment of the call that each tells.
const TIMES: [(&str, MomentOf); 6] = [
    ("starttime", |facts| facts.started_at.at()),
    ("calldate", |facts| facts.started_at.at()),
    ("monitorstarttime", |facts| facts.started_at.at()),
    ("answertime", |facts| facts.answered_at.at()),
    ("endtime", |facts| facts.ended_at.at()),
    ("monitorendtime", |facts| facts.ended_at.at()),
];

type MomentOf = fn(&Facts) -> Option<Timestamp>;

/// How far two clocks of one moment may lie apart; zones are at least a quarter of an hour apart.
const SAME: SignedDuration = SignedDuration::from_mins(2);

/// What there is to remark on a delivery that was read so.
pub fn remarks(body: &[u8], content_type: Option<&str>, reading: &Reading) -> Vec<Remark> {
    let document = json::parse(body, content_type).ok();
    let items = document
        .as_ref()
        .map_or(&[][..], |document| notifications(&document.value));
    let mut remarks = Vec::new();
    for (place, event) in &reading.events {
        let remark = |path: String, kind| Remark {
            place: *place,
            path,
            kind,
        };
        let unseen = event.unseen.iter().cloned();
        remarks.extend(unseen.map(|path| remark(path, RemarkKind::Unseen)));
        if let Some(Value::Object(map)) = items.get(*place) {
            let read = clocks(map, event).into_iter();
            remarks.extend(read.map(|(name, clock)| remark(name, RemarkKind::ReadAs(clock))));
        }
    }
    remarks
}

/// The times of a notification that tell no zone, and the clock that each was read by.
fn clocks(map: &Map<String, Value>, event: &CallEvent) -> Vec<(String, String)> {
    let has = |name: &str| {
        let mut fields = map.iter();
        fields.any(|(key, value)| squash(key) == name && !is_absent(value))
    };
    let mut read = Vec::new();
    for (name, value) in map {
        let squashed = squash(name);
        let Some((_, moment)) = TIMES.iter().find(|(time, _)| *time == squashed) else {
            continue;
        };
        // A twin in UTC says all.
        if has(&format!("{squashed}utc")) {
            continue;
        }
        let clock = moment(&event.facts).and_then(|at| clock(stamp(value)?, at, &event.facts));
        read.extend(clock.map(|clock| (name.clone(), clock)));
    }
    read
}

/// The clock by which a time as written means that moment.
fn clock(written: Stamp, at: Timestamp, facts: &Facts) -> Option<String> {
    let Stamp::Wall(wall) = written else {
        return None;
    };
    let means = |zone: &TimeZone| {
        let ambiguous = zone.to_ambiguous_timestamp(wall);
        [ambiguous.earlier(), ambiguous.later()]
            .into_iter()
            .flatten()
            .any(|reading| reading.duration_since(at).abs() <= SAME)
    };
    if means(&TimeZone::UTC) {
        return Some("UTC".to_owned());
    }
    let name = facts.time_zone.text()?;
    means(&TimeZone::get(name).ok()?).then(|| name.to_owned())
}

/// The list of notifications, wherever the envelope is.
fn notifications(document: &Value) -> &[Value] {
    let field = |value: &'_ Value, name: &str| -> Option<String> {
        let map = value.as_object()?;
        map.keys().find(|key| squash(key) == name).cloned()
    };
    let inner = field(document, "requestbody").map_or(document, |name| &document[name.as_str()]);
    match field(inner, "notifications").map(|name| &inner[name.as_str()]) {
        Some(Value::Array(items)) => items,
        Some(one @ Value::Object(_)) => std::slice::from_ref(one),
        _ => &[],
    }
}
