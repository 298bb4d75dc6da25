//! What was said, cut into pieces that are quick to lay out.

use crate::call::{Speaker, Utterance};

/// Longest piece in bytes: what is longer is cut at a space.
const LONGEST: usize = 1600;

/// A turn, or a part of a long one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub speaker: Speaker,
    pub text: String,
    /// False for the later parts of a long turn.
    pub first: bool,
}

impl Piece {
    /// True when there is nothing to read: no words, or mere marks such as `[tone]`.
    pub fn is_quiet(&self) -> bool {
        let mut inside = false;
        !self.text.chars().any(|c| {
            inside = (inside || c == '[') && c != ']';
            !inside && c.is_alphanumeric()
        })
    }
}

/// The turns in pieces.
pub fn pieces(turns: &[Utterance]) -> Vec<Piece> {
    turns
        .iter()
        .flat_map(|turn| cut(turn.speaker, &turn.text))
        .collect()
}

/// A text without speakers in pieces.
pub fn plain(text: &str) -> Vec<Piece> {
    cut(Speaker::Unknown, text).collect()
}

fn cut(speaker: Speaker, text: &str) -> impl Iterator<Item = Piece> + '_ {
    let mut rest = Some(text);
    let mut first = true;
    std::iter::from_fn(move || {
        let (part, left) = head(rest?);
        rest = left;
        let piece = Piece {
            speaker,
            text: part.to_owned(),
            first,
        };
        first = false;
        Some(piece)
    })
}

/// The first part of a text and what is left of it.
fn head(text: &str) -> (&str, Option<&str>) {
    if text.len() <= LONGEST {
        return (text, None);
    }
    let most = text.floor_char_boundary(LONGEST);
    let at = text[..most].rfind(' ').filter(|at| *at > 0).unwrap_or(most);
    (&text[..at], Some(text[at..].trim_start()))
}
