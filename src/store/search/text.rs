//! Words: what the full-text index is given, and what it is asked.
//!
//! The index does not read texts itself: it is given the words of [`words`](crate::call::question::words) with one space between
//! them, and asked for such words, so that what a question means is decided in one place.

use super::pairs::Pair;
use crate::call::question::words::{Sought, list};
use crate::call::question::{End, Place, Text, numbers};
use crate::call::searchable::Texts;
use crate::store::{Store, StoreError};

/// Stands between two texts of one column, so that no phrase reaches from one into the other.
const BETWEEN: &str = "¶";
/// Stands before pieces of numbers, which no word does.
const NUMBER: char = '§';
/// How many digits in a row are one word of the index.
const RUN: usize = 3;
/// The index has lists of its own for beginnings of so many letters at most.
const PREFIX: usize = 3;

/// What is kept of a call's texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Kept {
    pub texts: Texts,
    pub from: Option<String>,
    pub to: Option<String>,
}

impl Kept {
    /// As JSON.
    pub(super) fn to_bytes(&self) -> Vec<u8> {
        let texts = &self.texts;
        let parts = (
            &texts.agent,
            &texts.caller,
            &texts.unknown,
            &texts.others,
            &self.from,
            &self.to,
        );
        serde_json::to_vec(&parts).unwrap_or_default()
    }

    /// Of JSON; none for anything else.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (agent, caller, unknown, others, from, to) = serde_json::from_slice(bytes).ok()?;
        let texts = Texts {
            agent,
            caller,
            unknown,
            others,
        };
        Some(Self { texts, from, to })
    }

    /// What the columns of the index are given.
    pub(super) fn columns(&self) -> [String; 6] {
        let texts = &self.texts;
        let others: Vec<String> = texts.others.iter().map(|text| line(text)).collect();
        let number = |number: &Option<String>| number.as_deref().map_or_else(String::new, runs);
        [
            line(&texts.agent),
            line(&texts.caller),
            line(&texts.unknown),
            others.join(&format!(" {BETWEEN} ")),
            number(&self.from),
            number(&self.to),
        ]
    }
}

fn line(text: &str) -> String {
    list(text).join(" ")
}

/// The pieces of a number: each run of three digits, the last two and the last one.
fn runs(digits: &str) -> String {
    let places = (0..digits.len()).map(|at| (at, digits.len().min(at + RUN)));
    let pieces: Vec<String> = places.map(|(at, end)| piece(&digits[at..end])).collect();
    pieces.join(" ")
}

fn piece(digits: &str) -> String {
    format!("{NUMBER}{digits}")
}

/// A word that the index is asked for: between quotes nothing is an operator.
fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\""))
}

fn phrase<'a>(words: impl IntoIterator<Item = &'a String>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| quoted(word)).collect();
    words.join(" + ")
}

/// True for the beginning of a word of which the index has no list of its own: it gathers those of all words that begin
/// so.
pub(super) fn is_gathered(text: &Text) -> bool {
    match text {
        Text::Beginning(typed) => list(typed)
            .last()
            .is_some_and(|word| word.chars().count() > PREFIX),
        Text::Phrase(_) => false,
    }
}

/// A text in a place, to be looked for in what is kept of calls.
#[derive(Debug)]
pub(super) struct Said {
    sought: Sought,
    place: Place,
}

impl Said {
    /// None of what is no word, or may be part of a number.
    pub(super) fn of(text: &Text, place: Place) -> Option<Self> {
        let sought = Sought::of(text)?;
        let may_be_number = match text {
            Text::Beginning(typed) => place == Place::Anywhere && numbers::part(typed).is_some(),
            Text::Phrase(_) => false,
        };
        (!may_be_number).then_some(Self { sought, place })
    }

    /// Where it is one word anywhere: that, and whether it may go on.
    fn only(&self) -> Option<(&str, bool)> {
        self.sought.only().filter(|_| self.place == Place::Anywhere)
    }

    /// True where it is two whole words anywhere.
    fn is_pair(&self) -> bool {
        self.place == Place::Anywhere && self.sought.is_pair()
    }

    /// True where a call says it.
    pub(super) fn is_in(&self, kept: &Kept) -> bool {
        let texts = kept.texts.of(self.place);
        texts.into_iter().any(|text| self.sought.is_in(text))
    }
}

/// What the index is asked.
#[derive(Debug)]
pub(super) struct Asking {
    /// In the language of the index.
    words: String,
    /// The same for the calls that may say it, where the index has no list of its own for the beginning of a word: those with
    /// as much of it as it has lists of.
    shorter: Option<String>,
    said: Option<Said>,
}

impl Asking {
    /// Asks for words alone.
    pub(super) fn words(words: String) -> Self {
        Self {
            words,
            shorter: None,
            said: None,
        }
    }

    /// Asks for a text in a place; none when there is no word in the text.
    pub(super) fn text(text: &Text, place: Place) -> Option<Self> {
        let said = Said::of(text, place);
        Some(Self {
            words: ask_text(text, place)?,
            shorter: said.as_ref().and_then(|_| ask_shorter(text, place)),
            said,
        })
    }
}

/// Words that a call is to say, or not to say.
#[derive(Debug)]
pub(super) struct Wording {
    /// In the language of the index.
    pub words: String,
    /// The same for the calls that may say it, where the index would gather those that do before it gives the first.
    pub shorter: Option<String>,
    /// The same, to be looked for in what is kept of a call; none where only the index tells.
    pub said: Option<Vec<Said>>,
    /// The numbers of common words that are all of it; none where it is something else.
    pub common: Vec<u32>,
    /// Words of it that stand one after the other.
    pub pairs: Vec<Pair>,
}

impl Wording {
    /// What the index is asked, and looked up in digests where those are to be had.
    pub(super) fn of(store: &Store, asking: Asking, is_digested: bool) -> Result<Self, StoreError> {
        let Asking {
            words,
            shorter,
            said,
        } = asking;
        let (mut common, mut pairs) = (Vec::new(), Vec::new());
        if let Some(said) = said.as_ref().filter(|_| is_digested) {
            if let Some((word, is_open)) = said.only() {
                common.extend(store.common_number(word, is_open)?);
            }
            pairs.extend(said.sought.pairs().map(|(one, next)| Pair::of(one, next)));
        }
        Ok(Self {
            words,
            shorter,
            said: said.map(|said| vec![said]),
            common,
            pairs,
        })
    }

    /// Both.
    pub(super) fn and(self, other: Self) -> Self {
        let are_common = !self.common.is_empty() && !other.common.is_empty();
        let is_shorter = self.shorter.is_some() || other.shorter.is_some();
        let shorter = [&self, &other].map(|of| of.shorter.as_ref().unwrap_or(&of.words).as_str());
        Self {
            words: format!("{} AND {}", self.words, other.words),
            shorter: is_shorter.then(|| shorter.join(" AND ")),
            said: self
                .said
                .zip(other.said)
                .map(|(one, other)| both(one, other)),
            common: if are_common {
                both(self.common, other.common)
            } else {
                Vec::new()
            },
            pairs: both(self.pairs, other.pairs),
        }
    }

    /// True where the digest of a block tells which calls say it, or leaves few to be looked at.
    pub(super) fn is_digested(&self) -> bool {
        !self.common.is_empty() || self.said.is_some() && !self.pairs.is_empty()
    }

    /// True where its pairs of words are all of it.
    pub(super) fn is_paired(&self) -> bool {
        let said = self.said.as_deref().unwrap_or_default();
        !said.is_empty() && said.iter().all(Said::is_pair)
    }

    /// True for words that are wanted together.
    pub(super) fn is_joined(&self) -> bool {
        // Words of the index are between quotes and have no space.
        self.words.contains(" + ") || self.words.contains(" AND ")
    }
}

fn both<T>(one: Vec<T>, other: Vec<T>) -> Vec<T> {
    one.into_iter().chain(other).collect()
}

/// Asks for the calls that may say a text, where the index has no list of its own for the beginning that it ends with.
fn ask_shorter(text: &Text, place: Place) -> Option<String> {
    let Text::Beginning(typed) = text else {
        return None;
    };
    let mut words = list(typed);
    let last = words.last_mut().filter(|_| is_gathered(text))?;
    *last = last.chars().take(PREFIX).collect();
    ask_text(&Text::Beginning(words.join(" ")), place)
}

/// What asks the index for words in a place; none when there is no word in the text.
pub(super) fn ask_text(text: &Text, place: Place) -> Option<String> {
    let columns = match place {
        Place::Anywhere => "",
        Place::Said => "{agent caller unknown} : ",
        Place::AgentSaid => "{agent} : ",
        Place::CallerSaid => "{caller} : ",
    };
    let (typed, is_open) = match text {
        Text::Beginning(typed) => (typed, true),
        Text::Phrase(typed) => (typed, false),
    };
    let words = list(typed);
    if words.is_empty() {
        return None;
    }
    let open = if is_open { " *" } else { "" };
    let asked = format!("({columns}({}{open}))", phrase(&words));
    match numbers::part(typed) {
        Some(digits) if is_open && place == Place::Anywhere => {
            Some(format!("({asked} OR {})", ask_digits(&digits)?))
        }
        _ => Some(asked),
    }
}

/// What asks the index for digits in a row in a number; none without a digit.
pub(super) fn ask_number(digits: &str, end: End) -> Option<String> {
    let columns = match end {
        End::From => "{from_number} : ",
        End::To => "{to_number} : ",
        End::Either => "",
    };
    Some(format!("({columns}({}))", ask_digits(digits)?))
}

fn ask_digits(digits: &str) -> Option<String> {
    let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
    if digits.is_empty() {
        return None;
    }
    if digits.len() < RUN {
        return Some(format!("{} *", quoted(&piece(&digits))));
    }
    let runs: Vec<String> = (0..=digits.len() - RUN)
        .map(|at| piece(&digits[at..at + RUN]))
        .collect();
    Some(phrase(&runs))
}
