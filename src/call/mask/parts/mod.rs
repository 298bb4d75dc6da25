//! The data of the domain, field by field. Every field is named here: one that is added later has to be decided on
//! before the program compiles.

mod call;
mod delivery;
mod said;

use std::ops::Range;

use super::{Digits, Known, Mask};
use crate::call::listing::{Facets, Snippet};
use crate::call::question::{Field, Filter, Question, Term, numbers};
use crate::call::{Call, CallRow, Said};

/// What can be shown to others once it is masked.
pub trait Masked {
    /// Puts invented values in the place of those that tell who somebody is.
    fn mask(&mut self, known: &Known);
}

impl Known {
    /// Who has to do with a call, as its line of the list knows it.
    pub fn of_row(mask: Mask, row: &CallRow) -> Self {
        let mut known = Self::new(mask);
        known.learn_row(row);
        known
    }

    /// Takes note of who has to do with a call.
    pub fn learn_row(&mut self, row: &CallRow) {
        if let Some(name) = &row.caller_name {
            self.person(name);
        }
        if let Some(name) = &row.group_name {
            self.business(name);
        }
        if let Some((city, _)) = row
            .place
            .as_deref()
            .and_then(|place| place.rsplit_once(", "))
        {
            self.city(city);
        }
    }

    /// Who has to do with a call: its caller, whom they called, and who is named in its free data.
    pub fn of_call(mask: Mask, call: &Call) -> Self {
        let mut known = Self::new(mask);
        let facts = &call.facts;
        let caller = &facts.caller;
        if let Some(name) = caller.name.text() {
            known.person(name);
        }
        for name in [&facts.group.name, &facts.group.owner_name] {
            if let Some(name) = name.text() {
                known.business(name);
            }
        }
        if let Some(street) = caller.street.text() {
            known.street(street);
        }
        if let Some(city) = caller.city.text() {
            known.city(city);
        }
        for free in [
            &facts.lead_outcome,
            &facts.lead_value,
            &facts.topics,
            &facts.custom,
            &facts.extra,
        ] {
            known.learn(&free.0);
        }
        for hit in facts.keywords.get().into_iter().flatten() {
            known.thing(&hit.keyword);
        }
        for said in [&facts.transcript, &facts.summary] {
            if let Some(said) = said.text() {
                known.listen(said);
            }
        }
        known
    }
}

impl<T: Masked> Masked for Vec<T> {
    fn mask(&mut self, known: &Known) {
        for one in self {
            one.mask(known);
        }
    }
}

impl Masked for CallRow {
    fn mask(&mut self, known: &Known) {
        let mask = known.mask();
        let Self {
            id: _,
            revision: _,
            vendor_id: _,
            stage: _,
            started_at: _,
            time_zone: _,
            caller_name,
            caller_number,
            place,
            tracking_number,
            group_name,
            source,
            campaign,
            answered: _,
            wait_secs: _,
            talk_secs: _,
            sentiment,
            lead: _,
            voicemail: _,
            lead_reason,
            verified: _,
            sent_at: _,
            starred: _,
            reviewed: _,
            overruled: _,
            noted: _,
        } = self;
        put(caller_name, |name| mask.person(name));
        put(caller_number, |number| mask.number(number));
        put(place, |place| mask.place(place));
        put(tracking_number, |number| mask.number(number));
        put(group_name, |name| mask.business(name));
        put(source, |text| known.text(text, Digits::OfNumbers));
        put(campaign, |text| known.text(text, Digits::OfNumbers));
        put(sentiment, |text| known.text(text, Digits::OfNumbers));
        put(lead_reason, |text| known.text(text, Digits::All));
    }
}

impl Masked for Snippet {
    /// The text is masked whole, so that names and numbers are seen whole; the marks follow their words.
    fn mask(&mut self, known: &Known) {
        let Self { text, marks } = self;
        let masked = known.text(text, Digits::All);
        *marks = moved(marks, text, &masked);
        *text = masked;
    }
}

/// The marks of a text in another one of as many words; none where the words do not match.
fn moved(marks: &[Range<usize>], text: &str, masked: &str) -> Vec<Range<usize>> {
    if words(text).count() != words(masked).count() {
        return Vec::new();
    }
    let pairs: Vec<_> = words(text).zip(words(masked)).collect();
    let mut moved: Vec<Range<usize>> = Vec::new();
    for mark in marks {
        let mut covered = pairs
            .iter()
            .filter(|(real, _)| real.start < mark.end && mark.start < real.end)
            .map(|(_, place)| place);
        let Some(first) = covered.next() else {
            continue;
        };
        let end = covered.next_back().unwrap_or(first).end;
        let start = moved
            .last()
            .map_or(first.start, |before| first.start.max(before.end));
        if start < end {
            moved.push(start..end);
        }
    }
    moved
}

impl Masked for Facets {
    fn mask(&mut self, known: &Known) {
        let Self {
            fields,
            kinds: _,
            others,
        } = self;
        for (field, values) in fields {
            for (value, _) in values {
                *value = known.value(*field, value);
            }
        }
        // They only help to type: what would have to be invented for all of them is left out.
        others.retain(|(field, _)| !is_invented(*field));
    }
}

/// True where another value stands for the one of a field.
fn is_invented(field: Field) -> bool {
    match field {
        Field::Group
        | Field::State
        | Field::City
        | Field::TrackingNumber
        | Field::Source
        | Field::Campaign => true,
        Field::Sentiment
        | Field::VendorSentiment
        | Field::Keyword
        | Field::List
        | Field::Disposition
        | Field::VendorDisposition
        | Field::Stage => false,
    }
}

impl Known {
    /// What stands for the value of a field that is counted.
    pub fn value(&self, field: Field, value: &str) -> String {
        let mask = self.mask();
        match field {
            Field::Group => mask.business(value),
            Field::State => mask.state(value),
            Field::City => mask.city(value),
            Field::TrackingNumber => mask.number(value),
            Field::Source | Field::Campaign => self.text(value, Digits::OfNumbers),
            Field::Sentiment
            | Field::VendorSentiment
            | Field::Keyword
            | Field::List
            | Field::Disposition
            | Field::VendorDisposition
            | Field::Stage => value.to_owned(),
        }
    }

    /// A question that says the same of what is masked. Words that were typed are the person's own.
    pub fn question(&self, question: &Question) -> Question {
        let terms = question.terms.iter().map(|term| Term {
            is_excluded: term.is_excluded,
            filter: match &term.filter {
                Filter::Number { end, digits } => Filter::Number {
                    end: *end,
                    digits: self.digits_of_filter(digits),
                },
                Filter::Field { field, value } => Filter::Field {
                    field: *field,
                    value: self.value(*field, value),
                },
                other => other.clone(),
            },
        });
        Question {
            terms: terms.collect(),
        }
    }

    fn digits_of_filter(&self, digits: &str) -> String {
        let masked = self.mask().number(digits);
        numbers::digits(&masked).unwrap_or(masked)
    }
}

impl Mask {
    /// City and state.
    pub(super) fn place(self, place: &str) -> String {
        match place.rsplit_once(", ") {
            Some((city, state)) => format!("{}, {}", self.city(city), self.state(state)),
            None => self.state(place),
        }
    }
}

fn put(value: &mut Option<String>, mask: impl FnOnce(&str) -> String) {
    if let Some(value) = value {
        *value = mask(value);
    }
}

fn said(value: &mut Said<String>, mask: impl FnOnce(&str) -> String) {
    if let Said::Value(value) = value {
        *value = mask(value);
    }
}

/// Where the pieces of a text stand that have no white space in them.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.split_whitespace().map(|word| {
        let start = word.as_ptr() as usize - text.as_ptr() as usize;
        start..start + word.len()
    })
}
