//! What is noted while a notification is read: warnings, and fields that no one has seen before.

use serde_json::{Map, Value};

use super::tolerant::is_absent;

/// The longest piece of a value that a warning shows, in characters.
pub const SHOWN: usize = 80;

/// The longest note, in characters, and the most notes of a kind: a hostile delivery could ask for millions.
const LONGEST: usize = 500;
const MOST: usize = 1000;

/// The notes on one notification.
#[derive(Clone, Default)]
pub struct Notes {
    pub warnings: Vec<String>,
    /// Dotted paths of fields that no one has seen before.
    pub unseen: Vec<String>,
    /// Those fields, in their place and under their names as sent.
    pub extra: Map<String, Value>,
}

impl Notes {
    /// Notes that a field could not be read. Only scalars are shown, cut; of text where none was expected it
    /// is the caller who knows that it is no secret.
    pub fn unreadable(&mut self, path: &str, expected: &str, got: &Value) {
        let got = match got {
            Value::Object(_) => "an object".to_owned(),
            Value::Array(_) => "a list".to_owned(),
            scalar => cut(&scalar.to_string(), SHOWN),
        };
        self.warn(&format!("{path}: expected {expected}, got {got}"));
    }

    /// The same for a field whose text must not be shown.
    pub fn misshapen(&mut self, path: &str, expected: &str, got: &Value) {
        let got = match got {
            Value::Object(_) => "an object",
            Value::Array(_) => "a list",
            Value::String(_) => "text",
            Value::Number(_) => "a number",
            Value::Bool(_) => "a boolean",
            Value::Null => "null",
        };
        self.warn(&format!("{path}: expected {expected}, got {got}"));
    }

    /// Notes a warning, once.
    pub fn warn(&mut self, warning: &str) {
        add(&mut self.warnings, cut(warning, LONGEST));
    }

    /// Keeps a field that no one has seen before, unless it is absent.
    pub fn unseen(&mut self, parents: &[&str], name: &str, value: &Value) {
        if is_absent(value) {
            return;
        }
        let path: Vec<&str> = parents.iter().chain([&name]).copied().collect();
        add(&mut self.unseen, cut(&path.join("."), LONGEST));
        put(&mut self.extra, parents, name, value);
    }
}

/// Puts a value in its place; where one is already (items of a list have one place), both are kept in a list.
fn put(map: &mut Map<String, Value>, parents: &[&str], name: &str, value: &Value) {
    let Some((first, rest)) = parents.split_first() else {
        match map.get_mut(name) {
            None => {
                map.insert(name.to_owned(), value.clone());
            }
            Some(Value::Array(list)) => list.push(value.clone()),
            Some(one) => *one = Value::Array(vec![one.take(), value.clone()]),
        }
        return;
    };
    let place = map
        .entry((*first).to_owned())
        .or_insert_with(|| Value::Object(Map::new()));
    if let Value::Object(inner) = place {
        put(inner, rest, name, value);
    }
}

fn add(list: &mut Vec<String>, line: String) {
    if list.len() < MOST && !list.contains(&line) {
        list.push(line);
    }
}

/// Text cut to so many characters.
pub fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
