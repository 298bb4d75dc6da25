//! Digits in words: “nine oh five, five eight oh”.

use super::Mask;
use super::names::shaped;

const WORDS: [&str; 10] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
];

/// So many of them in a row are a number that is spelled out; fewer are a count of something.
const FEWEST: usize = 3;

/// Digits in words at the beginning of a text: where each stands, and which it is. Empty for fewer than a number has.
pub(super) fn spelled(text: &str) -> Vec<(std::ops::Range<usize>, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    loop {
        let length = super::names::word_len(&text[at..]);
        let word = text[at..at + length].to_lowercase();
        let digit = match word.as_str() {
            "oh" | "o" => Some(0),
            word => WORDS.iter().position(|known| *known == word),
        };
        let Some(digit) = digit else { break };
        found.push((at..at + length, digit));
        at += length;
        let gap = text[at..].find(|c: char| !matches!(c, ' ' | ',' | '-' | '.' | '–'));
        match gap {
            Some(gap @ 1..=3) => at += gap,
            _ => break,
        }
    }
    if found.len() < FEWEST {
        found.clear();
    }
    found
}

impl Mask {
    /// The digits that were [found](spelled) in a text, as other ones; and how long what they stand for is.
    pub(super) fn respelled(
        self,
        text: &str,
        found: &[(std::ops::Range<usize>, usize)],
    ) -> (String, usize) {
        let run: String = found.iter().map(|(_, digit)| digit.to_string()).collect();
        let invented = self.digits(&run);
        let mut masked = String::new();
        let mut from = 0;
        for ((range, _), digit) in found.iter().zip(invented.chars()) {
            masked += &text[from..range.start];
            let at = digit.to_digit(10).unwrap_or(0) as usize;
            masked += &shaped(&text[range.clone()], WORDS[at % WORDS.len()]);
            from = range.end;
        }
        (masked, from)
    }
}
