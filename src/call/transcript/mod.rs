//! The transcript: one string with labels, split into turns, and [repaired](mod@repair) to be read.

mod anchors;
mod cues;
mod echo;
mod lines;
mod matching;
mod parts;
pub mod repair;
mod speakers;
mod times;
mod words;
pub mod written;

pub use anchors::{Anchor, anchors, candidates};
pub use cues::Reason;
pub use repair::{Line, Repaired, conversation, length_secs, repair};
pub use speakers::Swap;
pub use times::{LineTime, estimate, estimate_call};

use serde::Serialize;

/// Who said something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Speaker {
    Agent,
    Caller,
    #[default]
    Unknown,
}

impl Speaker {
    /// The other side of the call.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Agent => Self::Caller,
            Self::Caller => Self::Agent,
            Self::Unknown => Self::Unknown,
        }
    }
}

/// One turn, as sent: nothing repaired, labels believed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Utterance {
    pub speaker: Speaker,
    pub text: String,
}

/// Splits a transcript at its `Agent:` and `Caller:` labels. A label stands at the start, after white space or after
/// the end of a sentence; what stands before the first one has an unknown speaker. Turns without words stay.
pub fn split(text: &str) -> Vec<Utterance> {
    let mut turns = Vec::new();
    let mut speaker = Speaker::Unknown;
    let mut from = 0;
    for (at, found, len) in labels(text) {
        push(&mut turns, speaker, &text[from..at]);
        speaker = found;
        from = at + len;
    }
    push(&mut turns, speaker, &text[from..]);
    turns
}

fn push(turns: &mut Vec<Utterance>, speaker: Speaker, text: &str) {
    let text = text.trim();
    if speaker != Speaker::Unknown || !text.is_empty() {
        turns.push(Utterance {
            speaker,
            text: text.to_owned(),
        });
    }
}

/// True for what a label can stand after.
fn parts(c: char) -> bool {
    c.is_whitespace() || matches!(c, '.' | '?' | '!' | ']')
}

fn labels(text: &str) -> impl Iterator<Item = (usize, Speaker, usize)> + '_ {
    text.match_indices(':').filter_map(|(colon, _)| {
        [("Agent", Speaker::Agent), ("Caller", Speaker::Caller)]
            .into_iter()
            .find_map(|(label, speaker)| {
                let before = text[..colon].strip_suffix(label)?;
                let free = before.chars().next_back().is_none_or(parts);
                free.then_some((before.len(), speaker, label.len() + 1))
            })
    })
}
