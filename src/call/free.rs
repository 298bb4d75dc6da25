//! Data whose keys nobody knows in advance.

use serde::Serialize;
use serde_json::{Map, Value};

/// An object of free shape: lead value, topics, custom fields, fields that no one has seen before.
///
/// Keys stay in the order in which they were first seen. A null in it was said (`n/a`), never merely absent:
/// the decoders leave absent values out.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Free(pub Map<String, Value>);

impl Free {
    /// True when nothing is known.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value under a key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
    }

    /// Takes over what a later word says, key by key and into nested objects; lists are taken whole.
    pub fn hear(&mut self, later: &Self) {
        merge(&mut self.0, &later.0);
    }
}

fn merge(known: &mut Map<String, Value>, later: &Map<String, Value>) {
    for (key, value) in later {
        match (known.get_mut(key), value) {
            (Some(Value::Object(old)), Value::Object(new)) => merge(old, new),
            _ => {
                known.insert(key.clone(), value.clone());
            }
        }
    }
}
