//! Files that hold deliveries.
//!
//! One JSON document (an array of objects is several deliveries), documents one after another, JSON lines,
//! or a page of documentation with samples between prose. The body of a sample is the exact piece of the
//! file, comments and duplicate keys and all, so that a sample cut out by hand is the same delivery. Only a file
//! in UTF-16, as Windows' shells write them, is turned into UTF-8 first.

use std::ops::Range;

use serde_json::Value;
use thiserror::Error;

use super::names::squash;
use super::scan;
use super::tolerant::{Tolerant, is_absent};
use super::{json, scalar};

/// Objects on a page that count as samples have one of these members.
const MARKS: [&str; 2] = ["notifications", "requestbody"];

/// One delivery in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sample {
    /// Of the vendor's wrapper; none elsewhere.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// Path and query of the wrapper's URL.
    pub path: Option<String>,
    /// Where it begins in the file, counted from 1.
    pub line: usize,
}

/// Why a file holds no delivery.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum SamplesError {
    #[error("nothing in it")]
    Empty,
    #[error(
        "no delivery in it: looked for a JSON document, JSON lines, and objects with \"Notifications\" or \"RequestBody\""
    )]
    NoSample,
}

/// Finds the deliveries of a file, in their order. A file that claims to be JSON and is broken is one
/// delivery as it is, so that nothing is lost.
pub fn samples(input: &[u8]) -> Result<Vec<Sample>, SamplesError> {
    let utf8 = of_utf16(input);
    let input = utf8.as_ref().map_or(input, String::as_bytes);
    let text = json::without_bom(input);
    let whole = trim(text, 0..text.len());
    if whole.is_empty() {
        return Err(SamplesError::Empty);
    }
    let claims_json = matches!(text[whole.start], b'{' | b'[');
    let known = documents(text);
    let valid = known.is_some();
    let places = known
        .or_else(|| claims_json.then(|| lines(text)).flatten())
        .unwrap_or_else(|| scan::objects_with(text, &MARKS));
    if !places.is_empty() {
        return Ok(cut(text, &places));
    }
    if claims_json && !valid {
        return Ok(vec![Sample {
            body: input.to_vec(),
            line: 1,
            ..Sample::default()
        }]);
    }
    Err(SamplesError::NoSample)
}

/// The text of a file that begins with the byte order mark of UTF-16.
fn of_utf16(input: &[u8]) -> Option<String> {
    let big = input.starts_with(b"\xFE\xFF");
    let marked = big || input.starts_with(b"\xFF\xFE");
    let pairs = input.get(2..).filter(|_| marked)?.chunks_exact(2);
    let unit = |pair: &[u8]| {
        let pair = [pair[0], pair[1]];
        if big {
            u16::from_be_bytes(pair)
        } else {
            u16::from_le_bytes(pair)
        }
    };
    let units: Vec<u16> = pairs.map(unit).collect();
    Some(String::from_utf16_lossy(&units))
}

/// The objects of a file that is nothing but JSON documents one after another; none where it is not.
fn documents(text: &[u8]) -> Option<Vec<Range<usize>>> {
    let stripped = json::without_comments(std::str::from_utf8(text).ok()?)?;
    let mut stream = serde_json::Deserializer::from_str(&stripped).into_iter::<Tolerant>();
    let mut places = Vec::new();
    loop {
        let start = stream.byte_offset();
        let Some(document) = stream.next() else {
            return Some(places);
        };
        let Tolerant(document) = document.ok()?;
        let blank = leading_blank(&stripped.as_bytes()[start..]);
        let place = start + blank..stream.byte_offset();
        match document {
            Value::Array(items) if !items.is_empty() && items.iter().all(Value::is_object) => {
                let elements = scan::children(&text[place.clone()]);
                places.extend(
                    elements
                        .into_iter()
                        .map(|(_, element)| shift(element, place.start)),
                );
            }
            Value::Array(items) if items.is_empty() => {}
            Value::Object(_) | Value::Array(_) => places.push(place),
            _ => return None,
        }
    }
}

/// The lines of a file of JSON lines, broken ones included. It is one when every line begins as JSON and one
/// is whole, or when at least half of the lines are whole.
fn lines(text: &[u8]) -> Option<Vec<Range<usize>>> {
    let mut start = 0;
    let mut places = Vec::new();
    let (mut count, mut whole, mut opening) = (0_usize, 0_usize, 0_usize);
    for line in text.split_inclusive(|byte| *byte == b'\n') {
        let place = trim(text, start..start + line.len());
        start += line.len();
        if place.is_empty() || text[place.clone()].starts_with(b"//") {
            continue;
        }
        count += 1;
        opening += usize::from(matches!(text[place.start], b'{' | b'['));
        let line = &text[place.clone()];
        // An element of an array that was cut up has a comma behind it.
        let element = line.strip_suffix(b",");
        match documents(line).or_else(|| documents(element?)) {
            Some(inside) => {
                whole += 1;
                places.extend(inside.into_iter().map(|inner| shift(inner, place.start)));
            }
            None => places.push(place),
        }
    }
    let is_lines = whole > 0 && (opening == count || whole * 2 >= count);
    is_lines.then_some(places)
}

fn cut(text: &[u8], places: &[Range<usize>]) -> Vec<Sample> {
    let mut line = 1;
    let mut counted = 0;
    let mut samples = Vec::with_capacity(places.len());
    for place in places {
        line += breaks(&text[counted..place.start]);
        counted = place.start;
        samples.push(unwrap(&text[place.clone()], line));
    }
    samples
}

/// A sample, taken out of the wrapper `{HttpMethod, URL, Headers, RequestBody}` where it is in one.
fn unwrap(bytes: &[u8], line: usize) -> Sample {
    let mut sample = Sample {
        body: bytes.to_vec(),
        line,
        ..Sample::default()
    };
    let members = members(bytes);
    let get = |name: &str| {
        let named = members
            .iter()
            .find(|(key, value)| key == name && bytes[value.clone()] != *b"null");
        named.map(|(_, value)| value.clone())
    };
    if get("notifications").is_some() {
        return sample;
    }
    let Some(body) = get("requestbody") else {
        return sample;
    };
    sample.body = match value(&bytes[body.clone()]) {
        Some(Value::String(text)) => text.into_bytes(),
        _ => bytes[body.clone()].to_vec(),
    };
    sample.line += breaks(&bytes[..body.start]);
    if let Some(Value::Object(headers)) = get("headers").and_then(|place| value(&bytes[place])) {
        for (name, value) in headers {
            let values = match value {
                Value::Array(values) => values,
                one => vec![one],
            };
            let texts = values.iter().filter_map(scalar::text);
            sample
                .headers
                .extend(texts.map(|text| (name.clone(), text)));
        }
    }
    let url = get("url").and_then(|place| value(&bytes[place]));
    sample.path = url
        .filter(|url| !is_absent(url))
        .and_then(|url| path(url.as_str()?));
    sample
}

/// The members of an object, keys squashed.
fn members(bytes: &[u8]) -> Vec<(String, Range<usize>)> {
    let named = |(key, place): (Option<Range<usize>>, Range<usize>)| {
        let Value::String(name) = value(&bytes[key?])? else {
            return None;
        };
        Some((squash(&name), place))
    };
    if !bytes.starts_with(b"{") {
        return Vec::new();
    }
    scan::children(bytes)
        .into_iter()
        .filter_map(named)
        .collect()
}

fn value(bytes: &[u8]) -> Option<Value> {
    json::parse_text(std::str::from_utf8(bytes).ok()?)
        .ok()
        .map(|document| document.value)
}

/// Path and query of a URL.
fn path(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    Some(rest[rest.find('/')?..].to_owned())
}

fn breaks(bytes: &[u8]) -> usize {
    bytes.split(|byte| *byte == b'\n').count() - 1
}

fn shift(place: Range<usize>, by: usize) -> Range<usize> {
    place.start + by..place.end + by
}

fn leading_blank(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .take_while(|byte| byte.is_ascii_whitespace())
        .count()
}

fn trim(text: &[u8], place: Range<usize>) -> Range<usize> {
    let start = place.start + leading_blank(&text[place.clone()]);
    let inner = &text[start..place.end];
    let blank = inner
        .iter()
        .rev()
        .take_while(|byte| byte.is_ascii_whitespace())
        .count();
    start..place.end - blank
}
