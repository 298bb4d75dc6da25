//! Keywords and the moments at which they were heard.
//!
//! The fourth version nests `keyword_lists[].keyword_list[].keywords[]` with times in whole seconds, the
//! fifth `keyword_list[].keywords_list[]` with hundredths after a comma; several times are joined by `|` and
//! sent once more as lists. Times outside the call occur and stay.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::notes::{Notes, cut};
use super::object::{Found, Object};
use super::scalar;
use crate::call::{Free, KeywordHit, Said, Seconds, Speaker};

const LISTS: [&str; 2] = ["keywordlists", "keywordlist"];
/// The most hits of one notification, and the longest word in characters: each hit repeats its word.
const MOST: usize = 10_000;
const LONGEST: usize = 1000;

const KEYWORDS: [&str; 2] = ["keywordslist", "keywords"];

/// What has been read so far.
#[derive(Default)]
struct Heard {
    hits: Vec<KeywordHit>,
    /// Name and id of each list that has an id.
    lists: Vec<Value>,
    /// True when there was a list, were it empty.
    said: bool,
}

/// Reads all hits in the order sent: list, keyword, agent before caller, time. The lists' ids have no place
/// among the hits and are kept apart. An empty list says that nothing was heard; one of which nothing could be
/// read says nothing.
pub fn read(object: &mut Object, notes: &mut Notes, custom: &mut Free) -> Said<Vec<KeywordHit>> {
    let mut heard = Heard::default();
    let unread = notes.warnings.len();
    for name in LISTS {
        if let Some(found) = object.take(&[name]) {
            lists(object, found, notes, &mut heard);
        }
    }
    if !heard.lists.is_empty() {
        let lists = Value::Array(heard.lists);
        custom.0.insert("keyword_lists".to_owned(), lists);
    }
    let read = heard.said && notes.warnings.len() == unread;
    Some(heard.hits)
        .filter(|hits| read || !hits.is_empty())
        .into()
}

fn lists<'a>(parent: &Object<'a>, found: Found<'a>, notes: &mut Notes, heard: &mut Heard) {
    heard.said |= found.value.is_array();
    for mut list in objects(parent, found, notes) {
        for name in LISTS {
            if let Some(found) = list.take(&[name]) {
                lists(&list, found, notes, heard);
            }
        }
        let name = text(&mut list, notes, "name");
        let id = list.id(notes, &["transcriptkeywordid", "id"]);
        if let Some(id) = id.text() {
            heard.lists.push(json!({ "list": name, "id": id }));
        }
        if let Some(found) = list.take(&KEYWORDS) {
            for keyword in objects(&list, found, notes) {
                keyword_hits(keyword, name.as_deref(), notes, &mut heard.hits);
            }
        }
        list.leave(notes);
    }
}

fn keyword_hits(
    mut keyword: Object,
    list: Option<&str>,
    notes: &mut Notes,
    hits: &mut Vec<KeywordHit>,
) {
    let word = text(&mut keyword, notes, "keyword");
    let agent = times(&mut keyword, notes, ["agent", "agentlist"]);
    let caller = times(&mut keyword, notes, ["caller", "callerlist"]);
    if hits.len() + agent.len() + caller.len() > MOST {
        notes.warn("keywords: too many times, some are left out");
    } else if let Some(word) = word {
        let mut hit = |speaker, at_secs| {
            hits.push(KeywordHit {
                list: list.map(str::to_owned),
                keyword: word.clone(),
                speaker,
                at_secs,
            });
        };
        for at in &agent {
            hit(Speaker::Agent, *at);
        }
        for at in &caller {
            hit(Speaker::Caller, *at);
        }
        if agent.is_empty() && caller.is_empty() {
            hit(Speaker::Unknown, None);
        }
    }
    keyword.leave(notes);
}

fn text(object: &mut Object, notes: &mut Notes, name: &str) -> Option<String> {
    let said = object.text(notes, &[name]);
    said.text().map(|text| cut(text, LONGEST))
}

/// The times of the joined text and of the list, each once; a time that cannot be read is none.
fn times(keyword: &mut Object, notes: &mut Notes, names: [&str; 2]) -> Vec<Option<Seconds>> {
    let mut times = Vec::new();
    let mut seen = HashSet::new();
    for name in names {
        let Some(found) = keyword.take(&[name]) else {
            continue;
        };
        let path = keyword.path_of(found.name);
        each_time(found.value, &mut |value| {
            let at = seconds(value);
            if at.is_none() {
                notes.unreadable(&path, "a time", value);
            }
            if seen.insert(at.map(|at| at.0.to_bits())) {
                times.push(at);
            }
        });
    }
    times
}

fn each_time(value: &Value, take: &mut impl FnMut(&Value)) {
    match value {
        Value::Null => {}
        Value::Array(list) => {
            for item in list.iter().filter(|item| !item.is_array()) {
                each_time(item, take);
            }
        }
        Value::String(_) if scalar::is_not_applicable(value) => {}
        Value::String(text) => {
            for part in text
                .split('|')
                .map(str::trim)
                .filter(|part| !part.is_empty())
            {
                take(&Value::from(part));
            }
        }
        other => take(other),
    }
}

/// `HH:MM:SS`, `MM:SS` or plain seconds, with a comma or a point before the fraction.
fn seconds(value: &Value) -> Option<Seconds> {
    let Value::String(text) = value else {
        return scalar::amount(value).map(Seconds);
    };
    let (whole, fraction) = text.split_once([',', '.']).unwrap_or((text, ""));
    let parts: Vec<&str> = whole.split(':').collect();
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.len() > 3 || !digits(fraction) || fraction.len() > 9 {
        return None;
    }
    let mut total = 0_u32;
    for part in parts {
        if part.is_empty() || !digits(part) {
            return None;
        }
        total = total.checked_mul(60)?.checked_add(part.parse().ok()?)?;
    }
    // Parsed as one decimal, so that 13,48 is exactly 13.48.
    format!("{total}.{fraction}0").parse().ok().map(Seconds)
}

/// The objects of a list; one that stands alone counts as a list of one.
fn objects<'a>(parent: &Object<'a>, found: Found<'a>, notes: &mut Notes) -> Vec<Object<'a>> {
    let items = match found.value {
        Value::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    let mut objects = Vec::new();
    for item in items {
        match item {
            Value::Object(map) => objects.push(Object::new(parent.path_below(found.name), map)),
            Value::Null => {}
            other if scalar::is_not_applicable(other) => {}
            other => notes.misshapen(&parent.path_of(found.name), "a list of objects", other),
        }
    }
    objects
}
