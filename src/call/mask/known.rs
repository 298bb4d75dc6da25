//! What is known of who stands in a text: the words that name somebody, and what they become.

use std::collections::{HashMap, HashSet};

use super::names::{shaped, word_len};
use super::{Mask, capitals};

/// Parts of names that are everyday words: in a text they name somebody where they are written with a capital.
const EVERYDAY: [&str; 40] = [
    "an", "art", "bell", "bill", "brown", "can", "cook", "day", "do", "don", "faith", "grant",
    "gray", "green", "hall", "hill", "hope", "joy", "king", "lane", "long", "major", "mark", "may",
    "miles", "mr", "page", "price", "rich", "rose", "sue", "summer", "the", "van", "waters",
    "white", "will", "wood", "young", "so",
];

/// Words of names of businesses that tell nothing of whose it is.
const TRADES: [&str; 66] = [
    "ad",
    "ads",
    "agency",
    "air",
    "and",
    "associates",
    "auto",
    "bing",
    "business",
    "call",
    "care",
    "center",
    "centre",
    "cleaning",
    "clinic",
    "co",
    "company",
    "corp",
    "dental",
    "demo",
    "direct",
    "door",
    "doors",
    "electric",
    "exterior",
    "facebook",
    "for",
    "google",
    "group",
    "heating",
    "home",
    "hvac",
    "inc",
    "law",
    "level",
    "limited",
    "line",
    "llc",
    "local",
    "ltd",
    "media",
    "medical",
    "number",
    "of",
    "office",
    "online",
    "organic",
    "paid",
    "phone",
    "plumbing",
    "repair",
    "roofing",
    "sales",
    "search",
    "service",
    "services",
    "shop",
    "site",
    "solutions",
    "store",
    "test",
    "the",
    "toll",
    "web",
    "window",
    "windows",
];

/// Words that stand before names that nobody told of otherwise.
const TITLES: [&str; 6] = ["mr", "mrs", "ms", "miss", "dr", "doctor"];

/// Words that can follow “this is” and “I’m” with a capital and name nobody.
const NOBODY: [&str; 32] = [
    "a", "agent", "an", "caller", "calling", "for", "from", "going", "good", "great", "hello",
    "hi", "i", "in", "it", "just", "looking", "my", "no", "not", "ok", "okay", "on", "our", "so",
    "sorry", "the", "to", "trying", "we", "what", "yes",
];

/// The words that name somebody who has to do with a call.
#[derive(Clone, Debug)]
pub struct Known {
    mask: Mask,
    /// In small letters, with what stands for them.
    words: HashMap<String, String>,
    /// Names that are no words: of other scripts, of signs alone.
    others: Vec<(String, String)>,
    /// Words that were taken for names where they were said, in small letters.
    heard: HashSet<String>,
    /// Words that name nobody, whatever they look like: those of keywords.
    things: HashSet<String>,
}

impl Known {
    /// Nobody is known.
    pub fn new(mask: Mask) -> Self {
        Self {
            mask,
            words: HashMap::new(),
            others: Vec::new(),
            heard: HashSet::new(),
            things: HashSet::new(),
        }
    }

    /// The mask that this belongs to.
    pub fn mask(&self) -> Mask {
        self.mask
    }

    /// A person's name is known.
    pub fn person(&mut self, name: &str) {
        let mask = self.mask;
        self.add(
            name,
            |word| mask.person_word(word),
            |word| word.chars().count() > 1,
        );
        self.add_other(name, mask.person(name));
    }

    /// A business's name is known.
    pub fn business(&mut self, name: &str) {
        let mask = self.mask;
        self.add(
            name,
            |word| mask.business_word(word),
            |word| word.chars().count() > 2 && !TRADES.contains(&word),
        );
        self.add_other(name, mask.business(name));
    }

    /// A business's name is known as a whole; its words alone may mean anything.
    pub fn whole_business(&mut self, name: &str) {
        self.add_other(name, self.mask.business(name));
    }

    /// A town is known.
    pub fn city(&mut self, city: &str) {
        self.add_other(city, self.mask.city(city));
    }

    /// A street is known.
    pub fn street(&mut self, street: &str) {
        self.add_other(street, self.mask.street(street));
    }

    /// A text names things alone.
    pub fn thing(&mut self, text: &str) {
        self.things.extend(words(text).map(str::to_lowercase));
    }

    /// Words were taken for names.
    pub(super) fn hear(&mut self, names: Vec<String>) {
        self.heard.extend(names);
    }

    /// True for a word that was taken for a name where it was said, and is written like one.
    pub(super) fn was_heard(&self, word: &str) -> bool {
        capitals::may_name(word) && self.heard.contains(&word.to_lowercase())
    }

    /// True for a word that names somebody where it stands within a sentence, by how it is written.
    pub(super) fn may_be_name(&self, word: &str) -> bool {
        let key = word.to_lowercase();
        capitals::may_name(word) && !TRADES.contains(&key.as_str()) && !self.things.contains(&key)
    }

    fn add(&mut self, name: &str, mask: impl Fn(&str) -> String, counts: impl Fn(&str) -> bool) {
        for word in words(name) {
            let key = word.to_lowercase();
            let is_number = word.chars().all(char::is_numeric);
            if counts(&key) && !is_number && !self.words.contains_key(&key) {
                let masked = mask(&title(word));
                self.words.insert(key, masked);
            }
        }
    }

    fn add_other(&mut self, name: &str, masked: String) {
        let name = name.trim();
        let is_new = !self.others.iter().any(|(known, _)| known == name);
        if is_new && name.chars().count() > 1 && name.chars().any(|c| !c.is_numeric()) {
            self.others.push((name.to_owned(), masked));
        }
    }

    /// What stands for a word of a text; none for a word that names nobody.
    pub(super) fn word(&self, word: &str) -> Option<String> {
        let key = word.to_lowercase();
        let invented = self.words.get(&key)?;
        let is_name = !EVERYDAY.contains(&key.as_str()) || word.starts_with(char::is_uppercase);
        is_name.then(|| shaped(word, invented))
    }

    /// How long the name is that a text begins with, in bytes, and what stands for it: one of several words, or of
    /// other signs than letters.
    pub(super) fn name_at(&self, text: &str) -> Option<(usize, &str)> {
        self.others.iter().find_map(|(name, masked)| {
            let found = text.get(..name.len())?;
            let is_same = found == name || found.to_lowercase() == name.to_lowercase();
            // “Al” does not stand in “also”; other scripts have no spaces.
            let ends = !name.ends_with(|c: char| c.is_ascii_alphanumeric())
                || !text[name.len()..].starts_with(char::is_alphanumeric);
            (is_same && ends).then_some((name.len(), masked.as_str()))
        })
    }

    /// A word without the names that stand inside of it, as they do in scripts without spaces.
    pub(super) fn without_inner(&self, word: String) -> String {
        let mut word = word;
        for (name, masked) in &self.others {
            if !name.is_ascii() && word.contains(name.as_str()) {
                word = word.replace(name.as_str(), masked);
            }
        }
        word
    }

    /// A text with other names, and nothing else changed.
    pub fn masked_words(&self, text: &str) -> String {
        let mut masked = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            if let Some((length, name)) = self.name_at(rest) {
                masked += name;
                rest = &rest[length..];
                continue;
            }
            let length = word_len(rest);
            let (word, after) = rest.split_at(length.max(c.len_utf8()));
            masked += &match self.word(word) {
                Some(invented) => invented,
                None => self.without_inner(word.to_owned()),
            };
            rest = after;
        }
        masked
    }
}

/// True where the words before announce a name: “my name is”, “this is”, “Mr”. `before` are the last words in small
/// letters, the newest last.
pub(super) fn announces(before: &[String]) -> bool {
    let words: Vec<&str> = before.iter().map(String::as_str).collect();
    let (before, last) = match words[..] {
        [.., before, last] => (before, last),
        [last] => ("", last),
        [] => return false,
    };
    match last {
        _ if is_title(last) => true,
        "is" | "s" => matches!(before, "name" | "this" | "it"),
        "m" | "am" => before == "i",
        "to" | "with" => matches!(before, "speaking" | "spoke" | "speak" | "talk" | "talking"),
        "for" => before == "ask",
        _ => false,
    }
}

/// True for a word that is written with a full stop and stands before a name.
pub(super) fn is_title(word: &str) -> bool {
    TITLES.contains(&word)
}

/// True for a word that can be a name where one is announced.
pub(super) fn may_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && !NOBODY.contains(&word.to_lowercase().as_str())
}

fn words(name: &str) -> impl Iterator<Item = &str> {
    let mut rest = name;
    std::iter::from_fn(move || {
        while let Some(c) = rest.chars().next() {
            let length = word_len(rest);
            let (word, after) = rest.split_at(length.max(c.len_utf8()));
            rest = after;
            if length > 0 {
                return Some(word);
            }
        }
        None
    })
}

/// With a capital first, and small letters after it.
fn title(word: &str) -> String {
    let mut chars = word.chars();
    let first = chars.next().map(char::to_uppercase);
    let mut title: String = first.into_iter().flatten().collect();
    title.extend(chars.flat_map(char::to_lowercase));
    title
}
