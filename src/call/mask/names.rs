//! People, businesses and places.

use unicode_general_category::{GeneralCategory, get_general_category};

use super::Mask;
use super::pools::{BUSINESSES, PEOPLE, STATES, TOWN_ENDS, TOWNS};

/// Parts of streets that say nothing of where one is.
const WAYS: [&str; 34] = [
    "avenue",
    "ave",
    "boulevard",
    "blvd",
    "circle",
    "court",
    "ct",
    "crescent",
    "drive",
    "dr",
    "highway",
    "hwy",
    "lane",
    "ln",
    "parkway",
    "place",
    "pl",
    "road",
    "rd",
    "square",
    "street",
    "st",
    "suite",
    "ste",
    "terrace",
    "trail",
    "unit",
    "way",
    "apt",
    "n",
    "s",
    "e",
    "w",
    "box",
];

impl Mask {
    /// An invented name for a person's, word for word, so that a name and its parts go together.
    pub fn person(self, name: &str) -> String {
        self.worded(name, |word| self.person_word(word))
    }

    /// An invented name for a business's, word for word.
    pub fn business(self, name: &str) -> String {
        self.worded(name, |word| self.business_word(word))
    }

    /// An invented street: its kind stays, its name and its number do not.
    pub fn street(self, street: &str) -> String {
        self.worded(street, |word| {
            if is_way(word) {
                word.to_owned()
            } else {
                self.business_word(word)
            }
        })
    }

    /// An invented town.
    pub fn city(self, city: &str) -> String {
        let key = city.to_lowercase();
        for round in 0..=u8::MAX {
            let salted = format!("{key}{round}");
            let start = TOWNS[self.choice("town", &salted, TOWNS.len())];
            let end = TOWN_ENDS[self.choice("end of town", &salted, TOWN_ENDS.len())];
            let town = format!("{start}{end}");
            if !key.contains(&town.to_lowercase()) && !key.contains(&start.to_lowercase()) {
                return shaped(city, &town);
            }
        }
        self.scrambled(city)
    }

    /// Another state or province. No two become the same.
    pub fn state(self, state: &str) -> String {
        let wanted = state.trim();
        let same = |name: &str| name.eq_ignore_ascii_case(wanted);
        let found = STATES
            .iter()
            .position(|(code, name)| same(code) || same(name));
        let Some(at) = found else {
            return self.city(state);
        };
        let shift = 1 + self.choice("state", "", STATES.len() - 1);
        let (code, name) = STATES[(at + shift) % STATES.len()];
        if wanted.len() == 2 {
            shaped(wanted, code)
        } else {
            shaped(wanted, name)
        }
    }

    /// A whole address in one text: every word of it but the kinds of ways.
    pub fn address(self, address: &str) -> String {
        self.worded(address, |word| {
            let is_code = STATES.iter().any(|(code, _)| *code == word);
            match () {
                () if is_way(word) => word.to_owned(),
                () if is_code => self.state(word),
                () => self.city(word),
            }
        })
    }

    /// A postal code of the same form.
    pub fn zip(self, zip: &str) -> String {
        self.scrambled(zip)
    }

    /// A place somewhere in North America, of latitude and longitude.
    pub fn degrees(self, degrees: f64, is_latitude: bool) -> f64 {
        let (from, count) = if is_latitude {
            (28.0, 21_000)
        } else {
            (-122.0, 50_000)
        };
        let place = self.choice("degrees", &degrees.to_string(), count);
        #[expect(clippy::cast_precision_loss, reason = "at most 50,000")]
        let invented = from + place as f64 / 1000.0;
        if (invented - degrees).abs() < 0.001 {
            invented + 0.5
        } else {
            invented
        }
    }

    /// Another word for one of a person's name, written as it is.
    pub(super) fn person_word(self, word: &str) -> String {
        self.pooled("person", &PEOPLE, word)
    }

    /// The same for a business.
    pub(super) fn business_word(self, word: &str) -> String {
        self.pooled("business", &BUSINESSES, word)
    }

    fn pooled(self, kind: &str, pool: &[&str], word: &str) -> String {
        let other = self.digits(word);
        if word.chars().all(char::is_numeric) && other != word {
            return other;
        }
        if word.chars().count() == 1 && word.is_ascii() {
            return self.scrambled(word);
        }
        let key = word.to_lowercase();
        let at = self.choice(kind, &key, pool.len());
        let differs = |invented: &&&str| {
            let invented = invented.to_lowercase();
            !invented.contains(&key) && !key.contains(&invented)
        };
        let invented = pool.iter().cycle().skip(at).take(pool.len()).find(differs);
        shaped(word, invented.copied().unwrap_or("Nobody"))
    }

    /// Masks each word; where a text has none, all of it is one.
    fn worded(self, text: &str, mask: impl Fn(&str) -> String) -> String {
        let mut masked = String::with_capacity(text.len());
        let mut rest = text;
        let mut has_words = false;
        while let Some(c) = rest.chars().next() {
            let length = word_len(rest);
            if length > 0 {
                has_words = true;
                masked += &mask(&rest[..length]);
                rest = &rest[length..];
            } else {
                masked.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
        if has_words || text.trim().is_empty() {
            masked
        } else {
            self.pooled("person", &PEOPLE, text.trim())
        }
    }
}

fn is_way(word: &str) -> bool {
    WAYS.contains(&word.to_lowercase().as_str())
}

/// How long the word is that a text begins with, in bytes: letters with their marks, and digits.
pub(super) fn word_len(text: &str) -> usize {
    let mut chars = text.chars();
    let Some(first) = chars.next().filter(|c| c.is_alphanumeric()) else {
        return 0;
    };
    let more = chars.take_while(|c| c.is_alphanumeric() || is_mark(*c));
    first.len_utf8() + more.map(char::len_utf8).sum::<usize>()
}

fn is_mark(c: char) -> bool {
    !c.is_ascii()
        && matches!(
            get_general_category(c),
            GeneralCategory::NonspacingMark | GeneralCategory::SpacingMark
        )
}

/// `invented` in the case of `real`: in capitals, in small letters, or as it is.
pub(super) fn shaped(real: &str, invented: &str) -> String {
    let mut letters = real.chars().filter(|c| c.is_alphabetic()).peekable();
    let has_letters = letters.peek().is_some();
    let several = real.chars().count() > 1;
    if has_letters && several && letters.clone().all(char::is_uppercase) {
        invented.to_uppercase()
    } else if has_letters && letters.all(char::is_lowercase) {
        invented.to_lowercase()
    } else {
        invented.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_and_its_parts_go_together_and_keep_their_case() {
        let mask = Mask::new(3);
        let whole = mask.person("Ted O'Robertson Jr.");
        assert!(whole.starts_with(&mask.person("Ted")));
        assert_eq!(mask.person("TED"), mask.person("Ted").to_uppercase());
        assert_eq!(mask.person("ted"), mask.person("Ted").to_lowercase());
        assert!(
            !whole.contains("Ted") && !whole.contains("Robertson"),
            "{whole}"
        );
        assert_eq!(whole.matches('\'').count(), 1);
    }

    #[test]
    fn names_without_a_plain_word_are_masked_whole() {
        let mask = Mask::new(3);
        for name in ["山田太郎", "😀😀", "עברית שם", "  ✆ ", "Ñandú Ö", "4You"]
        {
            let masked = mask.person(name);
            assert!(!masked.contains(name.trim()), "{name}: {masked}");
        }
        assert_eq!(mask.person("  "), "  ");
    }

    #[test]
    fn every_state_becomes_another_one() {
        let mask = Mask::new(9);
        let mut seen: Vec<String> = STATES.iter().map(|(code, _)| mask.state(code)).collect();
        for ((code, name), masked) in STATES.iter().zip(&seen) {
            assert_ne!(code, masked);
            assert_ne!(*name, mask.state(name));
        }
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), STATES.len());
        assert_eq!(mask.state("mi").len(), 2);
    }

    #[test]
    fn a_town_is_another_town() {
        for salt in 0..200 {
            let masked = Mask::new(salt).city("Oakfield");
            assert!(!masked.to_lowercase().contains("oak"), "{masked}");
        }
    }
}
