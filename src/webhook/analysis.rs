//! What the sender's analysis says: recording, transcript, summary, mood, outcome.
//!
//! The fifth version has it all in `conversation_analytics`, the fourth has some of it there and some beside.

use serde_json::Value;

use super::caller::fill;
use super::custom;
use super::industry;
use super::notes::Notes;
use super::object::{Found, Object};
use super::scalar;
use crate::call::facts::LINK_AS_SENT;
use crate::call::{Facts, Free, Said, Sentiment};

/// Names of the recording's link. The last two have not been seen; by them it would else come to lie among
/// the unknown fields, where nobody treats it as a secret.
const RECORDING: [&str; 4] = [
    "voicerecordingurl",
    "voicelink",
    "recordingurl",
    "recordinglink",
];

/// Reads both places; `conversation_analytics` comes first.
pub fn read(object: &mut Object, notes: &mut Notes, facts: &mut Facts) {
    if let Some(mut analytics) = object.object(notes, &["conversationanalytics"]) {
        read_place(&mut analytics, notes, facts);
        custom::keep(&mut analytics, &custom::OF_ANALYSIS, &mut facts.custom);
        analytics.leave(notes);
    }
    read_place(object, notes, facts);
}

fn read_place(place: &mut Object, notes: &mut Notes, facts: &mut Facts) {
    recording(place, notes, facts);
    let redacted = place.read(
        notes,
        &["callrecordredaction"],
        "true or false",
        scalar::flag,
    );
    fill(&mut facts.redacted, redacted);
    fill(
        &mut facts.transcript,
        place.text(notes, &["calltranscript", "transcript"]),
    );
    fill(&mut facts.summary, place.text(notes, &["callsummary"]));
    if let Some(mut suite) = place.object(notes, &["sentimentsuite"]) {
        sentiment(&mut suite, notes, &mut facts.sentiment);
        suite.leave(notes);
    }
    free(place, notes, &["leadoutcome"], &mut facts.lead_outcome);
    free(place, notes, &["leadvalue"], &mut facts.lead_value);
    free(place, notes, &["topics"], &mut facts.topics);
    if let Some(found) = place.take(&["dispositions"]) {
        dispositions(place, found, notes, &mut facts.dispositions);
    }
}

/// Text that is no link of the web is shown as sent, not fetched. Never is it part of a warning: it may be a
/// secret all the same.
fn recording(place: &mut Object, notes: &mut Notes, facts: &mut Facts) {
    let name = place.take(&RECORDING).map(|found| found.name);
    match place.text(notes, &RECORDING) {
        Said::Value(link) if !is_web_link(&link) => {
            let path = name.map_or_else(String::new, |name| place.path_of(name));
            notes.warn(&format!(
                "{path}: expected a link of the web, got other text"
            ));
            let kept = facts.custom.0.entry(LINK_AS_SENT);
            kept.or_insert(Value::String(link));
        }
        link => fill(&mut facts.recording_url, link),
    }
}

fn is_web_link(link: &str) -> bool {
    let link = link.trim();
    let rest = link.split_once("://").filter(|(scheme, _)| {
        scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")
    });
    let host = |rest: &str| rest.starts_with(|c: char| c.is_alphanumeric() || c == '[');
    rest.is_some_and(|(_, rest)| host(rest)) && !link.contains(char::is_whitespace)
}

fn sentiment(suite: &mut Object, notes: &mut Notes, said: &mut Sentiment) {
    let flag = |suite: &mut Object, notes: &mut Notes, name: &str| {
        suite.read(notes, &[name], "true or false", scalar::flag)
    };
    *said = Sentiment {
        overall: suite.text(notes, &["sentiment"]),
        satisfied: flag(suite, notes, "satisfied"),
        frustrated: flag(suite, notes, "frustrated"),
        view_of_business: suite.text(notes, &["viewofbusiness"]),
        view_of_business_reason: suite.text(notes, &["viewofbusinessreason"]),
        concern_class: suite.text(notes, &["concernclass"]),
        summary: suite.text(notes, &["sentimentsummary"]),
    };
}

/// An object whose keys depend on the industry.
fn free(place: &mut Object, notes: &mut Notes, names: &[&str], into: &mut Free) {
    let Some(found) = place.take(names) else {
        return;
    };
    match found.value {
        Value::Object(map) if into.is_empty() => *into = industry::read(map),
        Value::Object(_) => {}
        other if scalar::is_not_applicable(other) => {}
        other => notes.misshapen(&place.path_of(found.name), "an object", other),
    }
}

/// `{lead: {status: false}}` as `lead: false`; a plain value counts as well.
fn dispositions<'a>(place: &Object<'a>, found: Found<'a>, notes: &mut Notes, into: &mut Free) {
    let Value::Object(map) = found.value else {
        if !scalar::is_not_applicable(found.value) {
            notes.misshapen(&place.path_of(found.name), "an object", found.value);
        }
        return;
    };
    for (name, value) in map {
        let mut status = Some(value);
        if let Value::Object(inner) = value {
            let path = place
                .path_below(found.name)
                .into_iter()
                .chain([name.as_str()]);
            let mut inner = Object::new(path.collect(), inner);
            if inner.has(&["status"]) {
                status = inner.take(&["status"]).map(|found| found.value);
                inner.leave(notes);
            }
        }
        if let Some(value) = status.and_then(industry::value) {
            into.0.entry(industry::key(name)).or_insert(value);
        }
    }
}
