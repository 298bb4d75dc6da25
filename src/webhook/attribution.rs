//! How the caller came to the number.

use serde_json::Value;

use super::clocks::{self, stamp};
use super::custom;
use super::json;
use super::notes::Notes;
use super::object::{Found, Object};
use super::scalar;
use super::tolerant::is_absent;
use crate::call::{Attribution, Facts, PageTrack, Said};

/// Page variables nested deeper than this stay text: whoever reads the call again has a limit too.
const DEEPEST: usize = 64;

/// Reads `AttributionDetails`.
pub fn read(object: &mut Object, notes: &mut Notes, facts: &mut Facts) {
    let Some(mut details) = object.object(notes, &["attributiondetails"]) else {
        return;
    };
    let text = |details: &mut Object, notes: &mut Notes, name: &str| details.text(notes, &[name]);
    facts.attribution = Attribution {
        session_id: details.id(notes, &["sessionid"]),
        session_identifier: details.id(notes, &["sessionidentifier"]),
        rule: details.text(notes, &["ruledescription", "rule"]),
        utm_source: text(&mut details, notes, "utmsource"),
        utm_medium: text(&mut details, notes, "utmmedium"),
        utm_campaign: text(&mut details, notes, "utmcampaign"),
        utm_term: text(&mut details, notes, "utmterm"),
        utm_content: text(&mut details, notes, "utmcontent"),
        gclid: text(&mut details, notes, "gclid"),
        landing_page_url: details.text(notes, &["landingpageurl", "landingpagurl"]),
        referrer_url: text(&mut details, notes, "referrerurl"),
        ip_address: text(&mut details, notes, "ipaddress"),
        user_agent: text(&mut details, notes, "useragent"),
        multisession: details.read(
            notes,
            &["multisessionflag", "multisession"],
            "true or false",
            scalar::flag,
        ),
        page_tracks: page_tracks(&mut details, notes),
        page_variables: page_variables(&mut details, notes),
        google_analytics: free(&mut details, "googleanalytics"),
        session_tag: free(&mut details, "sessiontag"),
    };
    custom::keep(&mut details, &custom::OF_ATTRIBUTION, &mut facts.custom);
    details.leave(notes);
}

/// A value of free shape, its identifiers as text.
fn free(details: &mut Object, name: &str) -> Said<Value> {
    match details.take(&[name]) {
        None => Said::Nothing,
        Some(found) if scalar::is_not_applicable(found.value) => Said::Cleared,
        Some(found) => custom::clean(name, found.value).into(),
    }
}

/// A JSON document inside a string.
fn page_variables(details: &mut Object, notes: &mut Notes) -> Said<Value> {
    let Some(found) = details.take(&["pagevariables"]) else {
        return Said::Nothing;
    };
    let decoded = match found.value {
        answer if scalar::is_not_applicable(answer) => return Said::Cleared,
        Value::String(text) => match json::parse_text(text) {
            Ok(document) if depth(&document.value) <= DEEPEST => {
                for warning in document.warnings {
                    notes.warn(&format!("{}: {warning}", details.path_of(found.name)));
                }
                document.value
            }
            Ok(_) => found.value.clone(),
            Err(fault) => {
                notes.warn(&format!("{}: {fault}", details.path_of(found.name)));
                found.value.clone()
            }
        },
        other => other.clone(),
    };
    let empty = decoded.is_null() || decoded.as_object().is_some_and(serde_json::Map::is_empty);
    (!empty).then_some(decoded).into()
}

fn depth(value: &Value) -> usize {
    match value {
        Value::Array(list) => 1 + list.iter().map(depth).max().unwrap_or_default(),
        Value::Object(map) => 1 + map.values().map(depth).max().unwrap_or_default(),
        _ => 0,
    }
}

/// The pages of the visit in the order sent; a bare URL counts as a page. An empty list says that there were
/// none; one of which nothing could be read says nothing.
fn page_tracks(details: &mut Object, notes: &mut Notes) -> Said<Vec<PageTrack>> {
    let Some(found) = details.take(&["pagetracks"]) else {
        return Said::Nothing;
    };
    if scalar::is_not_applicable(found.value) {
        return Said::Cleared;
    }
    let items = match found.value {
        Value::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    let tracks: Vec<PageTrack> = items
        .iter()
        .filter_map(|item| page_track(details, found, item, notes))
        .collect();
    let none = items.iter().all(is_absent);
    (none || !tracks.is_empty()).then_some(tracks).into()
}

fn page_track<'a>(
    details: &Object<'a>,
    found: Found<'a>,
    item: &'a Value,
    notes: &mut Notes,
) -> Option<PageTrack> {
    let map = match item {
        Value::Object(map) if map.values().all(is_absent) => return None,
        Value::Object(map) => map,
        Value::String(url) if !url.trim().is_empty() => {
            return Some(PageTrack {
                page_url: url.clone(),
                at: None,
            });
        }
        other => {
            if !is_absent(other) {
                notes.misshapen(&details.path_of(found.name), "a list of pages", other);
            }
            return None;
        }
    };
    let mut page = Object::new(details.path_below(found.name), map);
    let url = page.text(notes, &["pageurl", "url"]);
    let Some(page_url) = url.text().map(str::to_owned) else {
        let path = details.path_of(found.name);
        notes.warn(&format!("{path}: a page without its address is left out"));
        page.leave(notes);
        return None;
    };
    let at = page.read(notes, &["timestamp"], clocks::EXPECTED, |value| {
        stamp(value)?.utc()
    });
    page.leave(notes);
    Some(PageTrack {
        page_url,
        at: at.copied(),
    })
}
