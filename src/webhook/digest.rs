//! Hashes of JSON values that do not depend on formatting or on the order of keys.

use serde_json::Value;
use sha2::{Digest, Sha256};

/// SHA-256 of a value with the keys of its objects in order.
pub fn of(value: &Value) -> [u8; 32] {
    let mut hash = Sha256::new();
    feed(&mut hash, value);
    hash.finalize().into()
}

/// SHA-256 of several texts and values, told apart by their lengths.
pub struct Parts(Sha256);

impl Parts {
    /// Begins a hash of its own for each domain.
    pub fn new(domain: &str) -> Self {
        let mut parts = Self(Sha256::new());
        parts.text(domain);
        parts
    }

    /// Adds a text.
    pub fn text(&mut self, part: &str) {
        text(&mut self.0, part);
    }

    /// Adds a value with the keys of its objects in order.
    pub fn value(&mut self, value: &Value) {
        feed(&mut self.0, value);
    }

    /// The hash of all of it.
    pub fn finish(self) -> [u8; 32] {
        self.0.finalize().into()
    }
}

fn feed(hash: &mut Sha256, value: &Value) {
    match value {
        Value::Object(map) => {
            let mut members: Vec<_> = map.iter().collect();
            members.sort_unstable_by_key(|(name, _)| *name);
            count(hash, b'{', members.len());
            for (name, member) in members {
                text(hash, name);
                feed(hash, member);
            }
        }
        Value::Array(list) => {
            count(hash, b'[', list.len());
            for item in list {
                feed(hash, item);
            }
        }
        Value::String(string) => {
            hash.update(b"\"");
            text(hash, string);
        }
        scalar => text(hash, &scalar.to_string()),
    }
}

fn text(hash: &mut Sha256, text: &str) {
    count(hash, b'#', text.len());
    hash.update(text);
}

fn count(hash: &mut Sha256, kind: u8, count: usize) {
    hash.update([kind]);
    hash.update((count as u64).to_le_bytes());
}
