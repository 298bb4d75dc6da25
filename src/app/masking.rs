//! Masking on the screen: everything that workers tell the window is masked on its way, at one door, so that what
//! the model holds can be shown, copied and saved as it is.
//!
//! What was masked can be asked for: the window speaks of masked values, the book is asked for the real ones.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::event::{Event, Found};
use crate::call::listing::{Facets, HeardList, KeywordLists};
use crate::call::mask::Digits;
use crate::call::question::{Field, Filter, Question, Term, Text, parse_typing};
use crate::call::{Analysis, CallRow, Known, Mask, Masked, Request, View};
use crate::receiver::inspect;
use crate::ui::deliveries::Laid;
use crate::ui::model::{OpenCall, OpenDelivery, SamePerson};

/// So many masked values are remembered with the real ones.
const REMEMBERED: usize = 100_000;
/// So many names of groups are looked for in every text.
const MOST_GROUPS: usize = 500;

/// Whether masking is on, and what was masked as what. Shared by all workers.
pub(super) struct Masking {
    mask: Mask,
    /// How often it was switched: it is on while this is odd.
    switched: AtomicU64,
    real: Mutex<HashMap<(What, String), String>>,
    /// The groups of calls that were counted: a source, which is named by hand, may be called as one of them.
    groups: Mutex<HashSet<String>>,
}

/// What a masked value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum What {
    Number,
    Value(Field),
    /// The name of a view.
    View,
    /// Words that are looked for.
    Words,
}

impl Masking {
    /// Values are the same as long as the salt is.
    pub fn new(salt: u128, is_on: bool) -> Self {
        Self {
            mask: Mask::new(salt),
            switched: AtomicU64::new(u64::from(is_on)),
            real: Mutex::default(),
            groups: Mutex::default(),
        }
    }

    pub fn is_on(&self) -> bool {
        self.switched() % 2 == 1
    }

    /// How often it was switched.
    pub fn switched(&self) -> u64 {
        self.switched.load(Ordering::Acquire)
    }

    /// Switches it on or off.
    pub fn switch(&self, on: bool) {
        if on != self.is_on() {
            self.switched.fetch_add(1, Ordering::AcqRel);
        }
    }

    /// Nobody is known but the groups, by their whole names.
    pub fn known(&self) -> Known {
        let mut known = Known::new(self.mask);
        for name in self.groups().iter() {
            known.whole_business(name);
        }
        known
    }

    fn groups(&self) -> MutexGuard<'_, HashSet<String>> {
        self.groups.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note_groups(&self, facets: &Facets) {
        let fields = facets.fields.iter();
        let groups = fields.filter(|(field, _)| *field == Field::Group);
        let names = groups.flat_map(|(_, values)| values.iter().map(|(name, _)| name.clone()));
        let mut known = self.groups();
        let room = MOST_GROUPS.saturating_sub(known.len());
        known.extend(names.take(room));
    }

    /// The mask while it is on.
    pub fn mask(&self) -> Option<Mask> {
        self.is_on().then_some(self.mask)
    }

    /// What a worker tells, as it may be shown, and of which switching that is true.
    pub fn pass(&self, event: Event) -> (u64, Event) {
        let at = self.switched();
        (
            at,
            if at % 2 == 1 {
                self.masked(event)
            } else {
                event
            },
        )
    }

    /// A line of the list.
    pub fn row(&self, row: &mut CallRow) {
        self.note(What::Number, row.caller_number.as_deref(), |number| {
            self.mask.number(number)
        });
        self.note(What::Number, row.tracking_number.as_deref(), |number| {
            self.mask.number(number)
        });
        row.mask(&Known::of_row(self.mask, row));
    }

    fn masked(&self, event: Event) -> Event {
        match event {
            Event::CallRows(mut rows) => {
                for row in &mut rows {
                    self.row(row);
                }
                Event::CallRows(rows)
            }
            Event::Facets((number, mut facets)) => {
                self.note_groups(&facets);
                for (field, values) in &facets.fields {
                    for (value, _) in values {
                        self.note_value(*field, value);
                    }
                }
                facets.mask(&self.known());
                Event::Facets((number, facets))
            }
            Event::Snippets(number, mut snippets) => {
                // Those of which nobody is known were read before it was on, and come again.
                snippets.retain(|(.., known)| known.is_some());
                for (_, snippet, known) in &mut snippets {
                    if let Some(known) = known {
                        snippet.mask(known);
                    }
                }
                Event::Snippets(number, snippets)
            }
            Event::Views(mut views) => {
                for (view, _) in &mut views {
                    self.view(view);
                }
                Event::Views(views)
            }
            Event::KeywordLists(mut lists) => {
                self.lists(Arc::make_mut(&mut lists));
                Event::KeywordLists(lists)
            }
            Event::Found(number, found) => Event::Found(number, self.found(found)),
            Event::DeliveryRows(mut rows, calls) => {
                for (row, short) in &mut rows {
                    let mut known = self.known();
                    let of = calls.iter().filter(|call| row.calls.contains(&call.id));
                    of.for_each(|call| known.learn_row(call));
                    row.mask(&known);
                    if let Some(short) = short {
                        short.mask(&known);
                    }
                }
                Event::DeliveryRows(rows, Vec::new())
            }
            Event::OpenCall(number, answer) => Event::OpenCall(
                number,
                answer.map(|open| open.map(|open| self.open_call(open))),
            ),
            Event::OpenDelivery(number, answer) => Event::OpenDelivery(
                number,
                answer.map(|open| open.map(|open| self.open_delivery(open))),
            ),
            Event::Heard(mut heard, known) => {
                let heard_now = Arc::make_mut(&mut heard);
                match &known {
                    Some(known) => heard_now.mask(known),
                    // It was read before masking was on, and is told again.
                    None => heard_now.conversation = Arc::default(),
                }
                Event::Heard(heard, None)
            }
            // Masked when it is shown: it comes once and stays, whether masking is switched or not.
            event @ (Event::Receiver(_)
            | Event::Exposure(_)
            | Event::Health(_)
            | Event::Resent(..)
            | Event::Notice { .. }
            // The settings show nothing of it that tells of anybody while it is on.
            | Event::House(_)
            // Masked by the worker, which has the row at hand.
            | Event::Recording(..)
            // Nothing in it tells of anybody.
            | Event::Listed(_)
            | Event::Histogram(_)
            | Event::Choices(_)
            | Event::Comes(_)
            | Event::HeardBefore(..)
            // It is written into the book as it is, and read out of it again to be shown.
            | Event::Subtitles(..)
            | Event::Bulk(_)
            | Event::Look(_)
            | Event::Chosen(_)
            | Event::LastHeard(_)
            | Event::Theme(_)
            | Event::OnClose(_)) => event,
        }
    }

    /// A short text of the program itself: a notice, an address.
    pub fn words(&self, text: &str) -> String {
        self.known().text(text, Digits::OfNumbers)
    }

    fn lists(&self, lists: &mut KeywordLists) {
        let known = self.known();
        let KeywordLists { own, senders } = lists;
        for HeardList { list, months: _ } in own {
            list.name = known.title(&list.name);
            for phrase in &mut list.phrases {
                let (Text::Beginning(words) | Text::Phrase(words)) = &mut phrase.text;
                *words = known.phrase(words);
            }
        }
        for (name, _) in senders {
            *name = known.text(name, Digits::OfNumbers);
        }
    }

    /// A request as it may be shown.
    pub fn request(&self, request: &Arc<Request>) -> Arc<Request> {
        if !self.is_on() {
            return Arc::clone(request);
        }
        let mut masked = (**request).clone();
        masked.mask(&self.known());
        Arc::new(masked)
    }

    fn found(&self, mut found: Found) -> Found {
        let requests = found.entries.requests.iter();
        let masked = requests.map(|(id, request)| (*id, self.request(request)));
        found.entries.requests = Arc::new(masked.collect());
        found
    }

    fn open_call(&self, mut open: Box<OpenCall>) -> Box<OpenCall> {
        let OpenCall {
            row,
            call,
            conversation,
            estimated: _,
            deliveries,
            entered,
            same_person,
            subtitles,
            own_lists,
            analysis,
            changed,
        } = &mut *open;
        let mut known = Known::of_call(self.mask, call);
        for one in deliveries.iter() {
            known.learn_body(&one.body);
        }
        self.row(row);
        call.mask(&known);
        conversation.mask(&known);
        for list in own_lists.iter_mut() {
            list.name = known.title(&list.name);
            for (phrase, _) in &mut list.heard {
                *phrase = known.phrase(phrase);
            }
        }
        // It quotes the call.
        *analysis = Analysis::of(call, &conversation.lines);
        for short in changed.values_mut() {
            short.mask(&known);
        }
        entered.mask(&known);
        if let Some(brought_in) = subtitles {
            brought_in.mask(&known);
        }
        if let Some(SamePerson { history: _, others }) = same_person {
            for row in others {
                self.row(row);
            }
        }
        deliveries.mask(&known);
        open
    }

    fn open_delivery(&self, mut open: Box<OpenDelivery>) -> Box<OpenDelivery> {
        let OpenDelivery {
            whole,
            laid,
            calls,
            changed,
            proof: _,
        } = &mut *open;
        let mut known = Known::of_body(self.mask, &whole.body);
        for call in calls.iter() {
            known.learn_row(call);
        }
        let remarks = inspect::remarks(whole);
        whole.mask(&known);
        *laid = Laid::of(&whole.body, &remarks);
        for call in calls {
            self.row(call);
        }
        changed.mask(&known);
        open
    }

    /// A view, and what its name was.
    pub fn view(&self, view: &mut View) {
        let View {
            name,
            question,
            sort: _,
            columns: _,
        } = view;
        let real = std::mem::take(name);
        *name = self.known().title(&real);
        self.remember(What::View, name, &real);
        *question = self.typed(question);
    }

    /// A question as typed, with masked values in its filters, and without people in its words.
    pub fn typed(&self, typed: &str) -> String {
        let reading = parse_typing(typed);
        let shown = self.shown(&reading.question);
        if shown == reading.question {
            typed.to_owned()
        } else {
            shown.to_string()
        }
    }

    /// A question that speaks of masked values.
    pub fn shown(&self, question: &Question) -> Question {
        for term in &question.terms {
            match &term.filter {
                Filter::Number { digits, .. } => {
                    self.note(What::Number, Some(digits), |number| {
                        self.mask.number(number)
                    });
                }
                Filter::Field { field, value } => self.note_value(*field, value),
                _ => {}
            }
        }
        let known = self.known();
        let mut shown = known.question(question);
        for term in &mut shown.terms {
            if let Filter::Text { text, .. } = &mut term.filter {
                let (Text::Beginning(words) | Text::Phrase(words)) = text;
                let masked = known.phrase(words);
                self.remember(What::Words, &masked, words);
                *words = masked;
            }
        }
        shown
    }

    /// The question that a person means who sees masked values.
    pub fn meant(&self, question: &Question) -> Question {
        let terms = question.terms.iter().map(|term| Term {
            is_excluded: term.is_excluded,
            filter: match &term.filter {
                Filter::Number { end, digits } => Filter::Number {
                    end: *end,
                    digits: self.real(What::Number, digits),
                },
                Filter::Field { field, value } => Filter::Field {
                    field: *field,
                    value: self.real(What::Value(*field), value),
                },
                Filter::Text { text, place } => Filter::Text {
                    text: match text {
                        Text::Beginning(words) => Text::Beginning(self.real(What::Words, words)),
                        Text::Phrase(words) => Text::Phrase(self.real(What::Words, words)),
                    },
                    place: *place,
                },
                other => other.clone(),
            },
        });
        Question {
            terms: terms.collect(),
        }
    }

    /// The same as it is typed.
    pub fn meant_typed(&self, typed: &str) -> String {
        let question = parse_typing(typed).question;
        let meant = self.meant(&question);
        if meant == question {
            typed.to_owned()
        } else {
            meant.to_string()
        }
    }

    /// The name that a view has in the book.
    pub fn view_named(&self, name: &str) -> String {
        self.real(What::View, name)
    }

    fn note_value(&self, field: Field, value: &str) {
        let masked = self.known().value(field, value);
        self.remember(What::Value(field), &masked, value);
    }

    fn note(&self, what: What, real: Option<&str>, mask: impl FnOnce(&str) -> String) {
        if let Some(real) = real {
            self.remember(what, &mask(real), real);
        }
    }

    fn remember(&self, what: What, masked: &str, real: &str) {
        let mut known = self.reals();
        if known.len() >= REMEMBERED {
            known.clear();
        }
        known.insert((what, key(what, masked)), key_or(what, real));
    }

    /// What was masked as this; itself where nothing was.
    fn real(&self, what: What, masked: &str) -> String {
        let found = self.reals().get(&(what, key(what, masked))).cloned();
        found.unwrap_or_else(|| masked.to_owned())
    }

    fn reals(&self) -> MutexGuard<'_, HashMap<(What, String), String>> {
        self.real.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What values have in common that are the same but for the way they are written.
fn key(what: What, value: &str) -> String {
    match what {
        What::Number | What::Value(Field::TrackingNumber) => digits(value),
        What::Value(_) => value.to_lowercase(),
        What::View | What::Words => value.to_owned(),
    }
}

fn key_or(what: What, real: &str) -> String {
    match what {
        What::Number | What::Value(Field::TrackingNumber) => digits(real),
        What::Value(_) | What::View | What::Words => real.to_owned(),
    }
}

fn digits(number: &str) -> String {
    crate::call::join::number_key(number).unwrap_or_else(|| number.to_owned())
}
