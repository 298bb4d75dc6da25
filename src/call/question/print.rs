//! A question in the language in which it is typed. What is printed parses to the same question.

use std::fmt;

use super::filters::{Kind, name_of};
use super::lex::is_quote;
use super::{Filter, Place, Question, Term, Text, lasts, numbers};

impl fmt::Display for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut after_digits = false;
        for (place, term) in self.terms.iter().enumerate() {
            if place > 0 {
                f.write_str(" ")?;
            }
            // Digits after digits would be read as one number with a gap.
            let written = written(term, after_digits);
            after_digits = ends_in_digits(&term.filter) && !written.ends_with('*');
            f.write_str(&written)?;
        }
        Ok(())
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&written(self, false))
    }
}

fn written(term: &Term, after_digits: bool) -> String {
    let minus = if term.is_excluded { "-" } else { "" };
    let kind = term.filter.kind();
    let name = name_of(kind).map_or_else(String::new, |name| format!("{name}:"));
    let value = match &term.filter {
        Filter::Text { text, place } => words(text, *place, after_digits),
        Filter::Number { digits, .. } => digits.clone(),
        Filter::Field { value, .. } => value_of(value),
        Filter::Is(is) => is.word().to_owned(),
        Filter::Has(has) => has.word().to_owned(),
        Filter::Lasts { compare, secs, .. } => format!("{}{secs}", lasts::sign(*compare)),
        Filter::When { when, .. } => value_of(&when.to_string()),
    };
    format!("{minus}{name}{value}")
}

fn ends_in_digits(filter: &Filter) -> bool {
    match filter {
        Filter::Number { .. } => true,
        Filter::Text {
            text: Text::Beginning(text),
            place: Place::Anywhere,
        } => numbers::is_piece(text),
        _ => false,
    }
}

fn words(text: &Text, place: Place, after_digits: bool) -> String {
    match text {
        Text::Phrase(text) => quoted(text),
        Text::Beginning(text) => {
            let anywhere = place == Place::Anywhere;
            let a_number = anywhere
                && numbers::is_piece(text)
                && (after_digits || numbers::length(text).is_some());
            let plain = is_bare(text)
                && !text.ends_with('*')
                && !(anywhere && (text.starts_with('-') || text.contains(':')))
                && !a_number;
            if plain {
                text.clone()
            } else {
                quoted(text) + "*"
            }
        }
    }
}

/// A value as it stands after a colon: in quotes where it needs them.
pub fn value_of(value: &str) -> String {
    if is_bare(value) {
        value.to_owned()
    } else {
        quoted(value)
    }
}

fn is_bare(text: &str) -> bool {
    !text.is_empty() && !text.contains(char::is_whitespace) && !text.starts_with(is_quote)
}

fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted.push('"');
    quoted
}

impl Filter {
    /// Of which filter of the language this is one.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Text { place, .. } => Kind::Text(*place),
            Self::Number { end, .. } => Kind::Number(*end),
            Self::Field { field, .. } => Kind::Field(*field),
            Self::Is(_) => Kind::Is,
            Self::Has(_) => Kind::Has,
            Self::Lasts { span, .. } => Kind::Lasts(*span),
            Self::When { side, .. } => Kind::When(*side),
        }
    }
}
