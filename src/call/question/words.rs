//! Words as the full-text index sees them: runs of letters and digits, without case and accents.
//!
//! This is the tokenizer `unicode61` with `remove_diacritics 2` of SQLite (<https://sqlite.org/fts5.html>), as far as
//! what people write goes: letters, numbers and private characters make words, everything else parts them. Characters
//! of Chinese and Japanese are words of their own.

use std::ops::Range;

use memchr::memmem;
use unicode_general_category::{GeneralCategory, get_general_category};
use unicode_normalization::UnicodeNormalization;

use super::Text;

/// The words of a text, each with its place in bytes.
pub fn words(text: &str) -> impl Iterator<Item = (Range<usize>, String)> + '_ {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        while rest.next_if(|(_, c)| !is_letter(*c)).is_some() {}
        let start = rest.peek()?.0;
        if let Some((_, c)) = rest.next_if(|(_, c)| is_word(*c)) {
            return Some((start..start + c.len_utf8(), c.to_string()));
        }
        let mut end = start;
        let mut word = String::new();
        let goes_on = |c: char| (is_letter(c) || is_accent(c)) && !is_word(c);
        while let Some((at, c)) = rest.next_if(|(_, c)| goes_on(*c)) {
            end = at + c.len_utf8();
            if c.is_ascii() {
                word.push(c.to_ascii_lowercase());
            } else {
                word.extend(folded(c));
            }
        }
        Some((start..end, word))
    })
}

/// The words of a text, folded.
pub fn list(text: &str) -> Vec<String> {
    words(text).map(|(_, word)| word).collect()
}

/// True when there is anything to look for in a text.
pub fn any(text: &str) -> bool {
    text.chars().any(is_letter)
}

/// A text in which letters of either case, with or without accents, are the same. What parts words stays.
pub fn fold(text: &str) -> String {
    text.chars().flat_map(folded).collect()
}

fn is_letter(c: char) -> bool {
    use GeneralCategory as Is;
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    matches!(
        get_general_category(c),
        Is::UppercaseLetter
            | Is::LowercaseLetter
            | Is::TitlecaseLetter
            | Is::ModifierLetter
            | Is::OtherLetter
            | Is::DecimalNumber
            | Is::LetterNumber
            | Is::OtherNumber
            | Is::PrivateUse
    )
}

/// True for the characters of Chinese and Japanese, which are written without spaces: each is a word, so that words are
/// found wherever they stand, as characters one after the other.
fn is_word(c: char) -> bool {
    matches!(c,
        '\u{3041}'..='\u{3096}' | '\u{309d}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}'
        | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9d}' | '\u{20000}'..='\u{3ffff}')
        && is_letter(c)
}

/// The accents that stand on their own after a letter and do not part a word.
fn is_accent(c: char) -> bool {
    ('\u{300}'..='\u{331}').contains(&c)
}

/// Without case and accents; only Latin letters lose accents.
fn folded(c: char) -> impl Iterator<Item = char> {
    let mut lower = c.to_lowercase();
    // A letter that becomes several is kept, as SQLite folds one to one.
    let lower = match (lower.next(), lower.next()) {
        (Some(one), None) => one,
        _ => c,
    };
    let plain = std::iter::once(lower)
        .nfd()
        .next()
        .filter(char::is_ascii_alphabetic)
        .map_or(lower, |plain| plain.to_ascii_lowercase());
    Some(plain).filter(|c| !is_accent(*c)).into_iter()
}

/// Words that are looked for, one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sought {
    /// Folded; at least one.
    words: Vec<String>,
    /// The last word may go on.
    is_open: bool,
}

impl Sought {
    /// What a text looks for; none where there is no word in it.
    pub fn of(text: &Text) -> Option<Self> {
        let (typed, is_open) = match text {
            Text::Beginning(typed) => (typed, true),
            Text::Phrase(typed) => (typed, false),
        };
        let words = list(typed);
        (!words.is_empty()).then_some(Self { words, is_open })
    }

    /// True where it is two whole words.
    pub fn is_pair(&self) -> bool {
        self.words.len() == 2 && !self.is_open
    }

    /// Where it is one word: that, and whether it may go on.
    pub fn only(&self) -> Option<(&str, bool)> {
        match self.words.as_slice() {
            [word] => Some((word, self.is_open)),
            _ => None,
        }
    }

    /// Each two words that have to stand one after the other, as they are.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let whole = self.words.len() - usize::from(self.is_open);
        let pairs = self.words[..whole].windows(2);
        pairs.map(|pair| (pair[0].as_str(), pair[1].as_str()))
    }

    /// True where a text says it: the same as [`find`](Self::find) among its words, but sooner.
    pub fn is_in(&self, text: &str) -> bool {
        if !text.is_ascii() {
            return !self.find(&words(text).collect::<Vec<_>>()).is_empty();
        }
        let said = text.to_ascii_lowercase();
        let said = said.as_bytes();
        let first = self.words[0].as_bytes();
        memmem::find_iter(said, first).any(|at| {
            let is_begun = at > 0 && said[at - 1].is_ascii_alphanumeric();
            !is_begun && self.begins(&said[at..])
        })
    }

    /// True where an ASCII text of small letters, which begins with a word, begins with it. All letters and digits make
    /// words there, and nothing else does.
    fn begins(&self, mut said: &[u8]) -> bool {
        let last = self.words.len() - 1;
        self.words.iter().enumerate().all(|(at, sought)| {
            let Some(rest) = said.strip_prefix(sought.as_bytes()) else {
                return false;
            };
            let ends = rest.iter().position(u8::is_ascii_alphanumeric);
            said = &rest[ends.unwrap_or(rest.len())..];
            at == last && self.is_open || ends != Some(0)
        })
    }

    /// Where it stands among the words of a text, in bytes.
    pub fn find(&self, said: &[(Range<usize>, String)]) -> Vec<Range<usize>> {
        let last = self.words.len() - 1;
        let fits = |run: &&[(Range<usize>, String)]| {
            let mut pairs = run.iter().zip(&self.words).enumerate();
            pairs.all(|(at, ((_, word), sought))| {
                word == sought || at == last && self.is_open && word.starts_with(sought.as_str())
            })
        };
        let runs = said.windows(self.words.len()).filter(fits);
        runs.map(|run| run[0].0.start..run[last].0.end).collect()
    }
}
