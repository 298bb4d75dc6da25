//! Objects whose keys depend on the business's industry: read by key, never by a fixed list.

use serde_json::{Map, Value};

use super::names::snake;
use super::scalar;
use super::tolerant::is_absent;
use crate::call::Free;

/// Keys in `snake_case`, `"true"` and `"false"` as booleans, `n/a` as null; what is absent is left out.
pub fn read(map: &Map<String, Value>) -> Free {
    Free(members(map))
}

/// One value of such an object; none where it is absent.
pub fn value(value: &Value) -> Option<Value> {
    if is_absent(value) {
        return None;
    }
    Some(match value {
        Value::String(text) if text.trim().eq_ignore_ascii_case("true") => Value::Bool(true),
        Value::String(text) if text.trim().eq_ignore_ascii_case("false") => Value::Bool(false),
        answer if scalar::is_not_applicable(answer) => Value::Null,
        Value::Array(list) => Value::Array(list.iter().filter_map(self::value).collect()),
        Value::Object(map) => Value::Object(members(map)),
        other => other.clone(),
    })
}

fn members(map: &Map<String, Value>) -> Map<String, Value> {
    let mut read = Map::new();
    for (name, member) in map {
        if let Some(member) = value(member) {
            read.entry(snake(name)).or_insert(member);
        }
    }
    read
}
