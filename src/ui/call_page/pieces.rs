//! What was said, cut into pieces that are quick to lay out.

use crate::call::transcript::{Line, Repaired, repair};
use crate::call::{Speaker, Utterance};

/// Longest piece in bytes: what is longer is cut at a space.
const LONGEST: usize = 1600;

/// A line, or a part of a long one.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece {
    /// The line of the conversation; none for what is no line of its own.
    pub line: Option<usize>,
    /// How much of the line stands before it, 0 to 1.
    pub share: f64,
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
    let lines = conversation.lines.iter().enumerate();
    lines.flat_map(|(index, said)| line(index, said)).collect()
}

/// The lines in pieces, each with its echoes below it. `turns` are those as sent.
pub fn with_echoes(conversation: &Repaired, turns: &[Utterance]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (index, said) in conversation.lines.iter().enumerate() {
        pieces.extend(line(index, said));
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

fn line(index: usize, line: &Line) -> impl Iterator<Item = Piece> + '_ {
    let kind = if line.is_quiet {
        Kind::Quiet
    } else {
        Kind::Said
    };
    let is_sure = line.confidence >= repair::SURE;
    let pieces = cut(line.speaker, &line.text, kind, is_sure);
    pieces.map(move |piece| Piece {
        line: Some(index),
        ..piece
    })
}

fn cut(speaker: Speaker, text: &str, kind: Kind, sure: bool) -> impl Iterator<Item = Piece> + '_ {
    let mut rest = Some(text);
    let mut first = true;
    std::iter::from_fn(move || {
        let share = share(text.len() - rest?.len(), text.len());
        let (part, left) = head(rest?);
        rest = left;
        let piece = Piece {
            line: None,
            share,
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

#[expect(clippy::cast_precision_loss, reason = "bytes of a text")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
