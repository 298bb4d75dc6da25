//! The words of turns in the form in which they are compared: case, punctuation and ways of spelling a number
//! or a short reply make no difference.

use std::collections::HashMap;
use std::ops::Range;

use super::Utterance;

/// One word of a turn.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// The same for words that count as the same.
    pub key: u32,
    pub kind: Kind,
    /// The index of its turn.
    pub turn: usize,
    /// Where it stands in the text of the turn, bytes.
    pub range: Range<usize>,
}

/// What a word is like, as far as it matters whether two people may say it one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Content,
    /// Says little by itself: "the", "to".
    Function,
    /// What one answers with: "yeah", "okay".
    Reply,
    /// What is read back: digits, letters, days, parts of an address.
    ReadBack,
}

/// Gives each spelling its key.
#[derive(Default)]
pub(super) struct Keys(HashMap<String, u32>);

impl Keys {
    /// The words of a turn, in order; marks in brackets such as `[tone]` are none.
    pub fn words(&mut self, index: usize, turn: &Utterance) -> Vec<Word> {
        let mut words = Vec::new();
        for range in spoken(&turn.text) {
            let plain = plain(&turn.text[range.clone()]);
            if plain.is_empty() {
                continue;
            }
            if plain.chars().all(|c| c.is_ascii_digit()) {
                let digits = plain.chars().map(|digit| digit.to_string());
                words.extend(digits.map(|digit| self.word(&digit, index, range.clone())));
            } else {
                words.push(self.word(canonical(&plain), index, range));
            }
        }
        words
    }

    fn word(&mut self, text: &str, turn: usize, range: Range<usize>) -> Word {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        let key = *self.0.entry(text.to_owned()).or_insert(next);
        Word {
            key,
            kind: kind(text),
            turn,
            range,
        }
    }
}

/// The places of what was spoken: runs without white space, dashes and slashes, outside brackets.
fn spoken(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = None;
    let mut inside = false;
    let is_gap = |c: char| c.is_whitespace() || "-/–—".contains(c);
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c == '[' {
            inside = true;
        }
        if is_gap(c) || inside {
            if let Some(from) = from.take() {
                found.push(from..at);
            }
        } else if from.is_none() {
            from = Some(at);
        }
        if c == ']' {
            inside = false;
        }
    }
    found
}

fn plain(word: &str) -> String {
    word.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// What recognisers write in several ways, in one of them.
fn canonical(word: &str) -> &str {
    match word {
        "zero" => "0",
        "one" => "1",
        "two" => "2",
        "three" => "3",
        "four" => "4",
        "five" => "5",
        "six" => "6",
        "seven" => "7",
        "eight" => "8",
        "nine" => "9",
        "ok" => "okay",
        "yes" | "yep" | "yup" | "ya" => "yeah",
        "nope" => "no",
        "hello" | "hey" => "hi",
        "goodbye" => "bye",
        "mhm" | "mm" | "hmm" | "hm" | "mmhmm" | "uh" | "um" | "huh" => "mm",
        "gonna" => "going",
        "wanna" => "want",
        "cause" | "cuz" => "because",
        other => other,
    }
}

const REPLIES: [&str; 32] = [
    "yeah",
    "no",
    "okay",
    "right",
    "alright",
    "sure",
    "thanks",
    "thank",
    "you",
    "bye",
    "hi",
    "mm",
    "oh",
    "great",
    "perfect",
    "good",
    "fine",
    "correct",
    "exactly",
    "absolutely",
    "yes",
    "please",
    "sorry",
    "welcome",
    "cool",
    "awesome",
    "wonderful",
    "all",
    "sounds",
    "i",
    "see",
    "understand",
];

const FUNCTIONS: [&str; 50] = [
    "the", "a", "an", "to", "of", "and", "or", "in", "on", "at", "for", "is", "it", "its", "that",
    "this", "was", "be", "have", "has", "had", "do", "did", "we", "he", "she", "they", "me", "my",
    "your", "our", "so", "but", "if", "with", "can", "will", "would", "just", "im", "ill", "is",
    "are", "were", "what", "there", "then", "from", "as", "not",
];

const READ_BACK: [&str; 48] = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
    "hundred",
    "thousand",
    "double",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "am",
    "pm",
    "oclock",
    "street",
    "avenue",
    "road",
    "drive",
    "tomorrow",
];

fn kind(word: &str) -> Kind {
    let is_letter = word.chars().count() == 1 && !matches!(word, "i" | "a");
    if is_letter || READ_BACK.contains(&word) || word.chars().any(|c| c.is_ascii_digit()) {
        Kind::ReadBack
    } else if REPLIES.contains(&word) {
        Kind::Reply
    } else if FUNCTIONS.contains(&word) {
        Kind::Function
    } else {
        Kind::Content
    }
}
