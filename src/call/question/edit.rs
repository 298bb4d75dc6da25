//! Changes to a typed question from outside of it: a filter chosen beside the list, a span of time dragged.
//!
//! What the person typed stays as it was typed, up to what has to change.

use super::lex::{Quote, pieces};
use super::{Field, Filter, Kind, Question, Reading, Term, parse_typing};

impl Question {
    /// The question of one term.
    pub fn of(filter: Filter) -> Self {
        let term = Term {
            is_excluded: false,
            filter,
        };
        Self { terms: vec![term] }
    }

    /// The same without the terms about a field.
    #[must_use]
    pub fn without(&self, field: Field) -> Self {
        self.without_where(|filter| filter.kind() == Kind::Field(field))
    }

    /// The same without some terms.
    #[must_use]
    pub fn without_where(&self, drop: impl Fn(&Filter) -> bool) -> Self {
        let kept = self.terms.iter().filter(|term| !drop(&term.filter));
        Self {
            terms: kept.cloned().collect(),
        }
    }

    /// Its terms, each once: who asks twice asks for no more.
    pub fn distinct(&self) -> impl Iterator<Item = &Term> {
        let terms = self.terms.iter().enumerate();
        let is_first = |(at, term): &(usize, &Term)| !self.terms[..*at].contains(term);
        terms.filter(is_first).map(|(_, term)| term)
    }

    /// True when it asks for the same calls whatever is in them.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }
}

impl Filter {
    /// True when one of the two takes the place of the other: values of one field, times, lengths of one span, and
    /// kinds that exclude each other.
    pub fn replaces(&self, other: &Self) -> bool {
        use super::Is::{Answered, Missed, Unverified, Verified};
        match (self, other) {
            (Self::When { .. }, Self::When { .. })
            | (Self::Is(Missed | Answered), Self::Is(Missed | Answered))
            | (Self::Is(Verified | Unverified), Self::Is(Verified | Unverified)) => true,
            (Self::Is(_) | Self::Has(_) | Self::Text { .. }, _) => self == other,
            _ => self.kind() == other.kind(),
        }
    }
}

/// The text with a term at its end, unless it says that already.
pub fn added(text: &str, term: &Term) -> String {
    let reading = parse_typing(text);
    if reading.question.terms.contains(term) {
        return text.to_owned();
    }
    appended(text, term)
}

/// The text without the terms that are equal to this one.
pub fn removed(text: &str, term: &Term) -> String {
    removed_where(text, &parse_typing(text), |found| found == term)
}

/// The text with this term in place of all those that it [replaces](Filter::replaces).
pub fn replaced(text: &str, term: &Term) -> String {
    let rest = removed_where(text, &parse_typing(text), |found| {
        term.filter.replaces(&found.filter)
    });
    appended(&rest, term)
}

/// The text without this term where it has it, else with it in place of those that it replaces.
pub fn toggled(text: &str, term: &Term) -> String {
    if parse_typing(text).question.terms.contains(term) {
        removed(text, term)
    } else {
        replaced(text, term)
    }
}

fn removed_where(text: &str, reading: &Reading, drop: impl Fn(&Term) -> bool) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for (term, span) in reading.question.terms.iter().zip(&reading.spans) {
        if drop(term) {
            kept.push_str(&text[from..span.start]);
            from = span.end;
            // One gap of the two goes with it.
            if kept.is_empty() || kept.ends_with(char::is_whitespace) {
                from = text.len() - text[from..].trim_start().len();
            }
        }
    }
    kept.push_str(&text[from..]);
    if kept.trim().is_empty() {
        String::new()
    } else {
        kept
    }
}

fn appended(text: &str, term: &Term) -> String {
    let mut question = parse_typing(text).question;
    question.terms.push(term.clone());
    let closed = closed(text);
    let joined = format!("{} {term}", closed.trim_end());
    // Digits could run into the number before them; what is printed as one stands apart.
    if parse_typing(&joined).question == question {
        joined.trim_start().to_owned()
    } else {
        question.to_string()
    }
}

/// The text with its last quote closed, which would swallow what comes after it.
fn closed(text: &str) -> String {
    let Some(piece) = pieces(text)
        .pop()
        .filter(|piece| piece.quote == Quote::Open)
    else {
        return text.to_owned();
    };
    let reading = parse_typing(text);
    let understood = reading.spans.last() == Some(&piece.span);
    let last = reading.question.terms.last().filter(|_| understood);
    let last = last.map_or_else(String::new, Term::to_string);
    format!("{}{last}", &text[..piece.span.start])
}
