//! What was said, cut into pieces that are quick to lay out.

use crate::call::transcript::{Line, Repaired, repair};
use crate::call::{Speaker, Utterance};

/// Longest piece in bytes: what is longer is cut at a space.
const LONGEST: usize = 1600;

/// A line, or a part of a long one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub speaker: Speaker,
    pub text: String,
    /// False for the later parts of a long line.
    pub first: bool,
    pub kind: Kind,
    /// False where it is not sure who says it.
    pub sure: bool,
}

/// How a piece is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Said,
    /// Nothing to read: no words, or mere marks such as `[tone]`.
    Quiet,
    /// A turn that the other channel heard again.
    Echo,
}

/// The lines in pieces.
pub fn lines(conversation: &Repaired) -> Vec<Piece> {
    conversation.lines.iter().flat_map(line).collect()
}

/// The lines in pieces, each with its echoes below it. `turns` are those as sent.
pub fn with_echoes(conversation: &Repaired, turns: &[Utterance]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for said in &conversation.lines {
        pieces.extend(line(said));
        for echo in said.echoes.iter().filter_map(|turn| turns.get(*turn)) {
            let speaker = if conversation.swapped {
                echo.speaker.other()
            } else {
                echo.speaker
            };
            pieces.extend(cut(speaker, &echo.text, Kind::Echo, true));
        }
    }
    pieces
}

/// A text without speakers in pieces.
pub fn plain(text: &str) -> Vec<Piece> {
    cut(Speaker::Unknown, text, Kind::Said, true).collect()
}

fn line(line: &Line) -> impl Iterator<Item = Piece> + '_ {
    let kind = if line.is_quiet {
        Kind::Quiet
    } else {
        Kind::Said
    };
    let is_sure = line.confidence >= repair::SURE;
    cut(line.speaker, &line.text, kind, is_sure)
}

fn cut(speaker: Speaker, text: &str, kind: Kind, sure: bool) -> impl Iterator<Item = Piece> + '_ {
    let mut rest = Some(text);
    let mut first = true;
    std::iter::from_fn(move || {
        let (part, left) = head(rest?);
        rest = left;
        let piece = Piece {
            speaker,
            text: part.to_owned(),
            first,
            kind,
            sure,
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
