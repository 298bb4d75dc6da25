//! From what was typed to a question.

use std::ops::Range;

use super::filters::{self, KINDS, Kind, PARTS, STAGES};
use super::lex::{Piece, Quote, pieces};
use super::{
    End, Field, Filter, Mistake, Place, Question, Term, Text, When, lasts, numbers, words,
};

/// What a text says as far as it can be understood: for a question that is still being typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reading {
    /// The terms that were understood. Those that were not hold nothing back.
    pub question: Question,
    /// Where each of them stands in the text, in bytes.
    pub spans: Vec<Range<usize>>,
    /// What was not understood, in the order of the text.
    pub mistakes: Vec<Mistake>,
}

/// The question that a text asks.
///
/// # Errors
/// The first mistake in the text.
pub fn parse(text: &str) -> Result<Question, Mistake> {
    let mut reading = parse_typing(text);
    if reading.mistakes.is_empty() {
        Ok(reading.question)
    } else {
        Err(reading.mistakes.swap_remove(0))
    }
}

/// The best reading of a text of which the end may still be missing. A quote that is not closed yet holds words of
/// which the last may go on.
pub fn parse_typing(text: &str) -> Reading {
    let mut reading = Reading::default();
    for piece in pieces(text) {
        if piece.quote == Quote::Open {
            let at = piece.value.start..piece.value.start + quote_len(text, &piece);
            let remedy = "write the same sign after the last word";
            reading
                .mistakes
                .push(Mistake::new(at, "this quote is not closed", remedy));
        }
        match filter(text, &piece) {
            Ok(filter) => {
                reading.question.terms.push(Term {
                    is_excluded: piece.is_excluded,
                    filter,
                });
                reading.spans.push(piece.span);
            }
            // An open quote has been told of.
            Err(_) if piece.quote == Quote::Open => {}
            Err(mistake) => reading.mistakes.push(mistake),
        }
    }
    reading
}

fn quote_len(text: &str, piece: &Piece) -> usize {
    let first = text[piece.value.clone()].chars().next();
    first.map_or(0, char::len_utf8)
}

fn filter(text: &str, piece: &Piece) -> Result<Filter, Mistake> {
    let Some(name) = piece.name.clone() else {
        return alone(piece);
    };
    let Some(entry) = filters::named(&text[name.clone()]) else {
        return Err(Mistake::no_filter(name.start..name.end + 1, &text[name]));
    };
    let name = entry.name;
    if piece.text.trim().is_empty() {
        let at = piece.span.start..piece.value.end;
        let what = format!("nothing follows “{name}:”");
        let remedy = format!(
            "write what is wanted right after it, as in {}",
            entry.example
        );
        return Err(Mistake::new(at, what, remedy));
    }
    let wrong = |what: &str| {
        let remedy = format!("write it as in {}", entry.example);
        Mistake::new(
            piece.value.clone(),
            format!("“{}” {what}", piece.text),
            remedy,
        )
    };
    if piece.quote == Quote::Starred && !matches!(entry.kind, Kind::Text(_)) {
        return Err(wrong("cannot have a star: only words can"));
    }
    match entry.kind {
        Kind::Text(place) => said(piece, place),
        Kind::Number(end) => numbers::digits(&piece.text)
            .map(|digits| Filter::Number { end, digits })
            .ok_or_else(|| wrong("is no number")),
        Kind::Field(field) => value(piece, field),
        Kind::Is => filters::chosen(&KINDS, &piece.text)
            .map(Filter::Is)
            .ok_or_else(|| Mistake::no_choice(piece.value.clone(), name, &piece.text, &KINDS)),
        Kind::Has => filters::chosen(&PARTS, &piece.text)
            .map(Filter::Has)
            .ok_or_else(|| Mistake::no_choice(piece.value.clone(), name, &piece.text, &PARTS)),
        Kind::Lasts(span) => lasts::parse(&piece.text)
            .map(|(compare, secs)| Filter::Lasts {
                span,
                compare,
                secs,
            })
            .ok_or_else(|| wrong("is no length of time")),
        Kind::When(side) => When::parse(&piece.text)
            .map(|when| Filter::When { side, when })
            .ok_or_else(|| wrong("is no time that is understood")),
    }
}

/// Words or a number without a filter.
fn alone(piece: &Piece) -> Result<Filter, Mistake> {
    if piece.quote == Quote::Number
        && let Some(digits) = numbers::digits(&piece.text)
    {
        return Ok(Filter::Number {
            end: End::Either,
            digits,
        });
    }
    said(piece, Place::Anywhere)
}

fn said(piece: &Piece, place: Place) -> Result<Filter, Mistake> {
    let typed = match piece.quote {
        Quote::Bare => piece.text.strip_suffix('*').unwrap_or(&piece.text),
        _ => &piece.text,
    };
    if !words::any(typed) {
        let what = format!("there is nothing to look for in “{}”", piece.text);
        let remedy = "write a letter or a digit, or leave it out";
        return Err(Mistake::new(piece.value.clone(), what, remedy));
    }
    let text = match piece.quote {
        Quote::Closed => Text::Phrase(typed.to_owned()),
        _ => Text::Beginning(typed.to_owned()),
    };
    Ok(Filter::Text { text, place })
}

fn value(piece: &Piece, field: Field) -> Result<Filter, Mistake> {
    let known = match field {
        Field::Stage => filters::chosen(&STAGES, &piece.text),
        _ => Some(()),
    };
    if known.is_none() {
        let (at, name) = (piece.value.clone(), field.word());
        return Err(Mistake::no_choice(at, name, &piece.text, &STAGES));
    }
    Ok(Filter::Field {
        field,
        value: piece.text.clone(),
    })
}
