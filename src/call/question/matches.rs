//! What every filter means, as a plain test of one call. The database is held to it.

use std::collections::BTreeSet;

use jiff::{Timestamp, Zoned};

use super::words::{Sought, fold, words};
use super::{Compare, End, Field, Filter, Is, Place, Question, Span, Text, numbers};
use crate::call::join::number_key;
use crate::call::keyword_list::KeywordList;
use crate::call::name;
use crate::call::searchable::Searchable;
use crate::call::{Group, WeekStart};

/// A call with what is known of it beside what was sent.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    pub call: &'a Searchable,
    /// Which of these it is: verified, starred, reviewed, a repeat.
    pub beside: &'a BTreeSet<Is>,
}

impl Question {
    /// True when every term holds for a call. `lists` are the person's own; `now` tells the zone in which days are
    /// reckoned, `week` with which of them weeks begin.
    pub fn matches(
        &self,
        known: &Known<'_>,
        lists: &[KeywordList],
        now: &Zoned,
        week: WeekStart,
    ) -> bool {
        let mut terms = self.terms.iter();
        terms.all(|term| term.filter.holds(known, lists, (now, week)) != term.is_excluded)
    }
}

impl Filter {
    fn holds(
        &self,
        known: &Known<'_>,
        lists: &[KeywordList],
        (now, week): (&Zoned, WeekStart),
    ) -> bool {
        let call = known.call;
        match self {
            Self::Text { text, place } => says(call, text, *place),
            Self::Number { end, digits } => has_digits(call, *end, digits),
            Self::Field { field, value } => {
                has_value(call, *field, value)
                    || *field == Field::List && is_heard(call, value, lists)
            }
            Self::Is(kind) => is(known, *kind),
            Self::Has(part) => call.has.contains(part),
            Self::Lasts {
                span,
                compare,
                secs,
            } => {
                let length = match span {
                    Span::Talk => call.talk_secs,
                    Span::Wait => call.wait_secs,
                };
                length.is_some_and(|length| compare.holds(length, *secs))
            }
            Self::When { side, when } => {
                let (from, until) = side.bounds(*when, now, week);
                call.started_at.is_some_and(|at| is_within(at, from, until))
            }
        }
    }
}

/// To the second: a call in the second of a bound counts as at it.
fn is_within(at: Timestamp, from: Option<Timestamp>, until: Option<Timestamp>) -> bool {
    let second = |at: Timestamp| at.as_microsecond().div_euclid(1_000_000);
    from.is_none_or(|from| second(from) <= second(at))
        && until.is_none_or(|until| second(at) < second(until))
}

fn says(call: &Searchable, text: &Text, place: Place) -> bool {
    let Some(sought) = Sought::of(text) else {
        return false;
    };
    let said = |text: &str| !sought.find(&words(text).collect::<Vec<_>>()).is_empty();
    call.texts.of(place).into_iter().any(said)
        || place == Place::Anywhere && is_in_number(call, text)
}

/// Three digits or more that are typed as words are a part of a number as well.
fn is_in_number(call: &Searchable, text: &Text) -> bool {
    let Text::Beginning(typed) = text else {
        return false;
    };
    numbers::part(typed).is_some_and(|digits| has_digits(call, End::Either, &digits))
}

fn has_digits(call: &Searchable, end: End, digits: &str) -> bool {
    let has = |number: &Option<String>| number.as_ref().is_some_and(|it| it.contains(digits));
    match end {
        End::From => has(&call.from),
        End::To => has(&call.to),
        End::Either => has(&call.from) || has(&call.to),
    }
}

fn has_value(call: &Searchable, field: Field, value: &str) -> bool {
    let meant = Meant::of(field, value);
    let mut values = call.fields.iter();
    values.any(|(other, value)| *other == field && meant.is(value))
}

/// What was typed of the value of a field.
#[derive(Clone, Debug)]
pub struct Meant {
    field: Field,
    key: String,
}

impl Meant {
    /// Of a value of a field.
    pub fn of(field: Field, typed: &str) -> Self {
        let key = match field {
            Field::TrackingNumber => number_key(typed).unwrap_or_default(),
            _ => value_key(typed),
        };
        Self { field, key }
    }

    /// True for a value that is meant: letters of either case, with or without accents, are the same. A group is meant
    /// by what it is [called](Group::called) as well.
    pub fn is(&self, value: &str) -> bool {
        self.is_same(value) || self.field == Field::Group && self.is_same(Group::called(value))
    }

    fn is_same(&self, value: &str) -> bool {
        // Nearly all values are in plain letters, and thousands may be compared.
        if value.is_ascii() {
            value.trim().eq_ignore_ascii_case(&self.key)
        } else {
            value_key(value) == self.key
        }
    }
}

/// What two values of a field have in common that count as the same.
pub fn value_key(value: &str) -> String {
    fold(value.trim())
}

fn is_heard(call: &Searchable, name: &str, lists: &[KeywordList]) -> bool {
    let mut lists = lists.iter();
    let Some(list) = lists.find(|list| name::key(&list.name) == name::key(name)) else {
        return false;
    };
    let mut phrases = list.phrases.iter();
    phrases.any(|phrase| says(call, &phrase.text, phrase.place))
}

fn is(known: &Known<'_>, kind: Is) -> bool {
    match kind {
        Is::Unverified => !known.beside.contains(&Is::Verified),
        Is::Verified | Is::Starred | Is::Reviewed | Is::Repeat => known.beside.contains(&kind),
        Is::Lead
        | Is::VendorLead
        | Is::Overruled
        | Is::Voicemail
        | Is::Missed
        | Is::Answered
        | Is::DoNotCall => known.call.kinds.contains(&kind),
    }
}

impl Compare {
    /// True when a length is so beside another, both in seconds.
    pub fn holds(self, length: f64, other: f64) -> bool {
        match self {
            Self::Over => length > other,
            Self::AtLeast => length >= other,
            Self::Under => length < other,
            Self::AtMost => length <= other,
            #[expect(clippy::float_cmp, reason = "exactly what was written")]
            Self::Exactly => length == other,
        }
    }
}
