//! A typed question in pieces: what parts them, what quotes them, what name stands before a colon.

use std::ops::Range;

use super::filters::{self, Kind};
use super::{Place, numbers};

/// One term as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// All of it, the minus included.
    pub span: Range<usize>,
    pub is_excluded: bool,
    /// What stands before the colon, without it.
    pub name: Option<Range<usize>>,
    /// What stands after the colon or alone, quotes included.
    pub value: Range<usize>,
    /// The same without quotes, the characters that quoting needed undone.
    pub text: String,
    pub quote: Quote,
}

/// How a value was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quote {
    /// Up to the next white space.
    Bare,
    /// In quotes.
    Closed,
    /// In quotes with a star after them: the last word may go on.
    Starred,
    /// In quotes of which the second is still to come.
    Open,
    /// A telephone number, which may have gaps.
    Number,
}

/// The pieces of a text, in its order.
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while let Some(gap) = text[at..].find(|c: char| !c.is_whitespace()) {
        let piece = piece(text, at + gap);
        at = piece.span.end;
        pieces.push(piece);
    }
    pieces
}

fn piece(text: &str, start: usize) -> Piece {
    let after_minus = text[start..].strip_prefix('-');
    let is_excluded =
        after_minus.is_some_and(|rest| rest.starts_with(|c: char| !c.is_whitespace()));
    let begin = start + usize::from(is_excluded);
    let name = name_len(&text[begin..]).map(|len| begin..begin + len);
    let from = name.as_ref().map_or(begin, |name| name.end + 1);
    let (end, written, quote) = value(&text[from..], takes_number(text, name.as_ref()));
    Piece {
        span: start..from + end,
        is_excluded,
        name,
        value: from..from + end,
        text: written,
        quote,
    }
}

/// The letters before a colon; none for an address such as `https://…`.
fn name_len(text: &str) -> Option<usize> {
    let len = text.find(|c: char| !c.is_ascii_alphabetic() && c != '-' && c != '_')?;
    let rest = text[len..].strip_prefix(':')?;
    let is_address = rest.starts_with("//") && filters::named(&text[..len]).is_none();
    (len > 0 && !is_address).then_some(len)
}

fn takes_number(text: &str, name: Option<&Range<usize>>) -> bool {
    let kind = name.map_or(Some(Kind::Text(Place::Anywhere)), |name| {
        filters::named(&text[name.clone()]).map(|entry| entry.kind)
    });
    matches!(kind, Some(Kind::Number(_) | Kind::Text(Place::Anywhere)))
}

/// What a value at the start of a text is: its length, its text, how it was written.
fn value(text: &str, takes_number: bool) -> (usize, String, Quote) {
    if let Some(quote) = text.chars().next().filter(|c| is_quote(*c)) {
        return quoted(text, quote);
    }
    if let Some(len) = Some(text).filter(|_| takes_number).and_then(number_len) {
        return (len, text[..len].to_owned(), Quote::Number);
    }
    let len = text.find(char::is_whitespace).unwrap_or(text.len());
    (len, text[..len].to_owned(), Quote::Bare)
}

fn number_len(text: &str) -> Option<usize> {
    let starts = text.starts_with(|c: char| !c.is_whitespace());
    starts.then(|| numbers::length(text)).flatten()
}

fn quoted(text: &str, opened: char) -> (usize, String, Quote) {
    let mut written = String::new();
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        let escaped = chars.peek().map(|(_, next)| *next);
        match (c, escaped) {
            ('\\', Some(next @ ('\\' | '"'))) => {
                written.push(next);
                chars.next();
            }
            _ if closes(opened, c) => {
                let end = at + c.len_utf8();
                let starred = text[end..].starts_with('*');
                let quote = if starred {
                    Quote::Starred
                } else {
                    Quote::Closed
                };
                return (end + usize::from(starred), written, quote);
            }
            _ => written.push(c),
        }
    }
    (text.len(), written, Quote::Open)
}

/// The straight quote, and those that some keyboards and word processors put in its place.
pub fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„')
}

fn closes(opened: char, c: char) -> bool {
    if opened == '"' { c == '"' } else { is_quote(c) }
}
