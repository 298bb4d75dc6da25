//! Data whose keys nobody knows in advance as lines to read: keys in plain words, values as people write them.

use serde_json::{Map, Value};

use crate::call::verdict;
use crate::ui::words;

/// One line: a label and its value, or a heading over deeper lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Levels of indentation.
    pub depth: usize,
    pub label: String,
    /// None for a heading, and for a key that was sent without a value.
    pub value: Option<String>,
    /// True when deeper lines stand below it.
    pub heads: bool,
    /// True when neither this line nor one below it says anything but no: shown only when asked for.
    pub empty: bool,
}

/// The lines of an object, in the sender's order, nested objects indented.
pub fn lines(object: &Map<String, Value>) -> Vec<Line> {
    let mut lines = Vec::new();
    object_lines(&mut lines, 0, object);
    lines
}

/// The lines of any value under a heading.
pub fn value_lines(label: &str, value: &Value) -> Vec<Line> {
    let mut lines = Vec::new();
    push(&mut lines, 0, label.to_owned(), value);
    lines
}

/// A value without parts, as people write it; nothing for null, empty texts and values with parts.
pub fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Bool(true) => Some("Yes".to_owned()),
        Value::Bool(false) => Some("No".to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => match text.trim() {
            "" => None,
            text if is_nothing(text) => None,
            text if text.eq_ignore_ascii_case("true") => Some("Yes".to_owned()),
            text if text.eq_ignore_ascii_case("false") => Some("No".to_owned()),
            text => Some(text.to_owned()),
        },
        _ => None,
    }
}

fn object_lines(lines: &mut Vec<Line>, depth: usize, object: &Map<String, Value>) {
    for (key, value) in object {
        push(lines, depth, words::label(key), value);
    }
}

fn push(lines: &mut Vec<Line>, depth: usize, label: String, value: &Value) {
    let at = lines.len();
    lines.push(Line {
        depth,
        label,
        value: None,
        heads: false,
        empty: true,
    });
    match value {
        Value::Object(object) => object_lines(lines, depth + 1, object),
        Value::Array(items) if items.iter().any(has_parts) => {
            for (index, item) in items.iter().enumerate() {
                push(lines, depth + 1, (index + 1).to_string(), item);
            }
        }
        Value::Array(items) => {
            let items: Vec<String> = items.iter().filter_map(scalar).collect();
            lines[at].value = (!items.is_empty()).then(|| items.join(", "));
        }
        _ => lines[at].value = scalar(value),
    }
    lines[at].heads = lines.len() > at + 1;
    let says_no = verdict::flag(Some(value)) == Some(false);
    let is_blank = lines[at].value.is_none() || says_no;
    lines[at].empty = is_blank && lines[at + 1..].iter().all(|line| line.empty);
}

/// True for the ways in which senders write that there is nothing.
fn is_nothing(text: &str) -> bool {
    ["n/a", "n\\a", "na", "null"]
        .iter()
        .any(|nothing| text.eq_ignore_ascii_case(nothing))
}

fn has_parts(value: &Value) -> bool {
    value.is_object() || value.is_array()
}
