//! How a question that is being typed could go on.

use std::ops::Range;

use super::Field;
use super::filters::{self, Choice, FILTERS, KINDS, Kind, PARTS, STAGES, TIMES};
use super::lex::{Piece, pieces};
use super::print::value_of;

/// One way in which the text at the cursor could go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What of the text it takes the place of, in bytes.
    pub replaces: Range<usize>,
    /// What stands there then. A value ends with a space; after a filter its value is still to come.
    pub text: String,
    /// What it means; empty for a value from the book.
    pub words: &'static str,
}

/// The ways in which a text could go on at the cursor, a place in bytes. `values` gives the values of a field that
/// begin with a text, letters of either case, the most frequent first.
pub fn completions(
    text: &str,
    cursor: usize,
    values: &dyn Fn(Field, &str) -> Vec<String>,
) -> Vec<Completion> {
    let mut cursor = cursor.min(text.len());
    while !text.is_char_boundary(cursor) {
        cursor -= 1;
    }
    let at_cursor = |piece: &Piece| piece.span.start < cursor && cursor <= piece.span.end;
    let Some(piece) = pieces(text).into_iter().find(at_cursor) else {
        return names("", cursor..cursor);
    };
    match &piece.name {
        Some(name) if cursor > name.end => match filters::named(&text[name.clone()]) {
            Some(entry) => of_value(text, &piece, cursor, entry.kind, values),
            None => Vec::new(),
        },
        Some(name) => names(
            &text[name.start..cursor.max(name.start)],
            name.start..name.end + 1,
        ),
        None if text[piece.value.clone()].starts_with(super::lex::is_quote) => Vec::new(),
        None => {
            let begin = piece.value.start.min(cursor);
            let mut found = names(&text[begin..cursor], begin..piece.value.end);
            found.extend(named_choices(
                &text[begin..cursor],
                &(begin..piece.value.end),
            ));
            found
        }
    }
}

/// The filters whose name begins so.
fn names(typed: &str, replaces: Range<usize>) -> Vec<Completion> {
    FILTERS
        .iter()
        .filter(|entry| begins(entry.name, typed))
        .map(|entry| Completion {
            replaces: replaces.clone(),
            text: format!("{}:", entry.name),
            words: entry.words,
        })
        .collect()
}

/// `is:missed` for who types `mis`.
fn named_choices(typed: &str, replaces: &Range<usize>) -> Vec<Completion> {
    if typed.is_empty() {
        return Vec::new();
    }
    let mut found = choices("is:", &KINDS, typed, replaces);
    found.extend(choices("has:", &PARTS, typed, replaces));
    found
}

fn of_value(
    text: &str,
    piece: &Piece,
    cursor: usize,
    kind: Kind,
    values: &dyn Fn(Field, &str) -> Vec<String>,
) -> Vec<Completion> {
    let typed = &text[piece.value.start..cursor];
    let typed = typed.trim_start_matches(super::lex::is_quote);
    let replaces = piece.value.clone();
    match kind {
        Kind::Is => choices("", &KINDS, typed, &replaces),
        Kind::Has => choices("", &PARTS, typed, &replaces),
        Kind::Field(Field::Stage) => choices("", &STAGES, typed, &replaces),
        Kind::Field(field) => values(field, typed)
            .iter()
            .map(|value| completion(&value_of(value), "", &replaces))
            .collect(),
        Kind::When(_) => TIMES
            .iter()
            .filter(|(time, _)| begins(time, typed))
            .map(|(time, words)| completion(&value_of(time), words, &replaces))
            .collect(),
        Kind::Text(_) | Kind::Number(_) | Kind::Lasts(_) => Vec::new(),
    }
}

fn choices<T>(
    before: &str,
    choices: &[Choice<T>],
    typed: &str,
    replaces: &Range<usize>,
) -> Vec<Completion> {
    choices
        .iter()
        .filter(|choice| begins(choice.name, typed))
        .map(|choice| completion(&format!("{before}{}", choice.name), choice.words, replaces))
        .collect()
}

fn completion(value: &str, words: &'static str, replaces: &Range<usize>) -> Completion {
    Completion {
        replaces: replaces.clone(),
        text: format!("{value} "),
        words,
    }
}

fn begins(name: &str, typed: &str) -> bool {
    let start = name.get(..typed.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(typed))
}
