//! Masking: what is shown to others without telling who called.
//!
//! Names, numbers and addresses become invented ones that keep their form: the same person always gets the same
//! invented name, the same number the same number, keyed by a salt of the book. Digits of what was said are changed
//! too. Nothing here changes what is stored.
//!
//! | file | masks |
//! | --- | --- |
//! | `digits` | telephone numbers and other digits |
//! | `names` | people, businesses, places |
//! | `web` | links, e-mail addresses, network addresses |
//! | `known`, `text` | running text, with what is known of who stands in it |
//! | `capitals` | names that nobody told of, by how they are written |
//! | `spoken` | digits in words |
//! | `keys`, `json`, `body` | data of free shape, by its keys and its values |
//! | `parts` | the data of the domain, field by field |
//!
//! In what was said, a word with a capital within a sentence is taken for a name, and from then on masked wherever it
//! has one. So some things are masked that name nobody, such as brands; that is the safe side.
//!
//! What it does not mask: names that nothing tells of (in small letters or all in capitals, or always the first word
//! of a sentence, of somebody who stands in no field and is not introduced), countries, times, the sender's ids, words
//! of the business's trade, single words as names of views and lists. A recording is not masked either: whoever plays it lets it be heard.

mod body;
mod capitals;
mod digits;
mod json;
mod keys;
mod known;
mod names;
mod parts;
mod pools;
mod spoken;
mod text;
mod title;
mod web;

use sha2::{Digest as _, Sha256};

pub use known::Known;
pub use parts::Masked;
pub use text::Digits;

/// Makes invented values out of real ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mask {
    salt: u128,
}

impl Mask {
    /// Values are the same as long as the salt is the same.
    pub fn new(salt: u128) -> Self {
        Self { salt }
    }

    /// Bytes that depend on a value and on nothing else but the salt.
    fn hash(self, kind: &str, value: &str) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.salt.to_le_bytes());
        hash.update(kind);
        hash.update([0]);
        hash.update(value);
        hash.finalize().into()
    }

    /// One of `count`, by a value.
    fn choice(self, kind: &str, value: &str, count: usize) -> usize {
        let [a, b, c, d, ..] = self.hash(kind, value);
        u32::from_le_bytes([a, b, c, d]) as usize % count.max(1)
    }
}
