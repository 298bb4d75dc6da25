//! What a question asks of the index: keys, words, and conditions on columns.

use jiff::Timestamp;

use super::codes::{Numbers, number};
use super::column::{Column, flag};
use super::index::key_of;
use super::text::{Asking, Wording, ask_number, is_gathered};
use super::view::View;
use crate::call::listing::Asked;
use crate::call::question::{Compare, End, Field, Filter, Is, Meant, Span, Term};
use crate::store::{Store, StoreError};

/// A question, made ready.
#[derive(Debug)]
pub(super) struct Plan {
    /// The calls lie in these keys, both included.
    pub keys: (i64, i64),
    /// What they say, all of it.
    pub with: Option<Wording>,
    /// True where the index gathers all calls that say it before it gives the first.
    pub is_gathered: bool,
    /// What they do not say, none of it.
    pub without: Vec<Wording>,
    /// Whether words are looked up in digests, once that is known.
    is_digested: Option<bool>,
    pub conditions: Vec<Condition>,
}

/// What must hold of the columns of a call.
#[derive(Debug)]
pub(super) struct Condition {
    /// Which values beside the list it chooses among.
    pub choice: Option<Choice>,
    pub is_excluded: bool,
    test: Test,
}

/// Conditions that choose among the same values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Choice {
    Field(Field),
    /// Answered and missed are one.
    Answered,
    Kind(Is),
}

impl Choice {
    pub(super) fn of(kind: Is) -> Self {
        match kind {
            Is::Answered | Is::Missed => Self::Answered,
            Is::Verified | Is::Unverified => Self::Kind(Is::Verified),
            other => Self::Kind(other),
        }
    }
}

#[derive(Debug)]
enum Test {
    /// One of these bits is set.
    Flags(u32),
    Code(Column, Numbers),
    /// The same, or it says these words.
    Heard(Column, Numbers, String),
    Secs(Column, Compare, f64),
    /// The call started at these keys, both included.
    Started(i64, i64),
}

impl Plan {
    /// True when every call is wanted.
    pub(super) fn is_everything(&self) -> bool {
        self.keys == (i64::MIN, i64::MAX)
            && self.with.is_none()
            && self.without.is_empty()
            && self.conditions.is_empty()
    }

    pub(super) fn of(store: &Store, asked: &Asked) -> Result<Self, StoreError> {
        let mut plan = Self {
            keys: (i64::MIN, i64::MAX),
            with: None,
            is_gathered: false,
            without: Vec::new(),
            is_digested: None,
            conditions: Vec::new(),
        };
        for term in asked.question.distinct() {
            plan.add(store, term, asked)?;
        }
        Ok(plan)
    }

    fn add(&mut self, store: &Store, term: &Term, asked: &Asked) -> Result<(), StoreError> {
        match &term.filter {
            Filter::Text { text, place } => {
                self.is_gathered |= is_gathered(text) && !term.is_excluded;
                self.ask(store, Asking::text(text, *place), term)?;
            }
            Filter::Number {
                end: End::To,
                digits,
            } => {
                let test = Test::Code(Column::TrackingNumber, store.numbers_with(digits)?);
                self.test(None, term, test);
            }
            Filter::Number { end, digits } => {
                self.ask(store, ask_number(digits, *end).map(Asking::words), term)?;
            }
            Filter::Field {
                field: Field::List,
                value,
            } => self.add_list(store, term, value)?,
            Filter::Field { field, value } => {
                let (column, numbers) = store.numbers_of(*field, value)?;
                let test = Test::Code(column, numbers);
                self.test(Some(Choice::Field(*field)), term, test);
            }
            Filter::Is(kind) => {
                let (bit, is_opposite) = flag::of(*kind);
                self.conditions.push(Condition {
                    choice: Some(Choice::of(*kind)),
                    is_excluded: term.is_excluded != is_opposite,
                    test: Test::Flags(bit),
                });
            }
            Filter::Has(part) => self.test(None, term, Test::Flags(flag::of_part(*part))),
            Filter::Lasts {
                span,
                compare,
                secs,
            } => {
                let column = match span {
                    Span::Talk => Column::Talk,
                    Span::Wait => Column::Wait,
                };
                self.test(None, term, Test::Secs(column, *compare, *secs));
            }
            Filter::When { side, when } => {
                let (from, until) = side.bounds(*when, &asked.now, asked.week);
                let from = from.map_or(i64::MIN, first_key);
                let until = until.map_or(i64::MAX, |until| first_key(until) - 1);
                if !term.is_excluded {
                    self.keys.0 = self.keys.0.max(from);
                    self.keys.1 = self.keys.1.min(until);
                }
                self.test(None, term, Test::Started(from, until));
            }
        }
        Ok(())
    }

    /// A list of the sender's, of the person's own, or both of one name.
    fn add_list(&mut self, store: &Store, term: &Term, name: &str) -> Result<(), StoreError> {
        let (column, numbers) = store.numbers_of(Field::List, name)?;
        let choice = Some(Choice::Field(Field::List));
        match store.list_words(name)? {
            Some(words) if numbers.is_empty() => {
                self.ask(store, Some(Asking::words(words)), term)?;
            }
            Some(words) => self.test(choice, term, Test::Heard(column, numbers, words)),
            None => self.test(choice, term, Test::Code(column, numbers)),
        }
        Ok(())
    }

    fn test(&mut self, choice: Option<Choice>, term: &Term, test: Test) {
        self.conditions.push(Condition {
            choice,
            is_excluded: term.is_excluded,
            test,
        });
    }

    /// No call says a text in which there is no word.
    fn ask(
        &mut self,
        store: &Store,
        asking: Option<Asking>,
        term: &Term,
    ) -> Result<(), StoreError> {
        let Some(asking) = asking else {
            let never = Test::Code(Column::Stage, Numbers::default());
            self.test(None, term, never);
            return Ok(());
        };
        let is_digested = match self.is_digested {
            Some(known) => known,
            None => *self.is_digested.insert(store.is_digested()?),
        };
        let wording = Wording::of(store, asking, is_digested)?;
        if term.is_excluded {
            self.without.push(wording);
        } else {
            self.with = Some(match self.with.take() {
                Some(with) => with.and(wording),
                None => wording,
            });
        }
        Ok(())
    }
}

/// The first key that is not before a time.
fn first_key(at: Timestamp) -> i64 {
    let micros = at.as_microsecond();
    // A call within the second of a bound counts by the second.
    key_of(micros)
}

impl Store {
    fn numbers_with(&self, digits: &str) -> Result<Numbers, StoreError> {
        let values = self.values_of(number(Field::TrackingNumber))?;
        let with = values.iter().filter(|(_, value)| value.contains(digits));
        Ok(Numbers::of(with.map(|(code, _)| *code)))
    }

    /// The column of a field, and the numbers in it that stand for a value.
    pub(super) fn numbers_of(
        &self,
        field: Field,
        value: &str,
    ) -> Result<(Column, Numbers), StoreError> {
        let (column, is_set) = Column::of(field);
        let meant = Meant::of(field, value);
        let mut codes = Vec::new();
        for (code, value) in self.values_of(number(field))? {
            if meant.is(&value) {
                codes.push(code);
            }
        }
        if !is_set || codes.is_empty() {
            return Ok((column, Numbers::of(codes)));
        }
        let sets = self.sets_of(number(field))?;
        let has = |members: &[u32]| members.iter().any(|member| codes.contains(member));
        let with = sets.iter().filter(|(_, members)| has(members));
        Ok((column, Numbers::of(with.map(|(set, _)| *set))))
    }
}

impl Condition {
    /// Takes those out of `mask` for which it does not hold.
    pub(super) fn keep(&self, view: &mut View<'_>, mask: &mut [bool]) -> Result<(), StoreError> {
        match &self.test {
            Test::Flags(bits) => {
                let flags = view.column(Column::Flags)?;
                self.sift(mask, flags, |flags| u32::from_le_bytes(flags) & bits != 0);
            }
            Test::Code(column, numbers) => {
                let codes = view.column(*column)?;
                match numbers.only() {
                    Some(only) => self.sift(mask, codes, |code| u32::from_le_bytes(code) == only),
                    None => self.sift(mask, codes, |code| numbers.has(u32::from_le_bytes(code))),
                }
            }
            Test::Heard(column, numbers, words) => {
                let keys = view.keys_with(words)?;
                let mut of = mask.to_vec();
                view.mark(&mut of, &keys, true)?;
                let codes = view.column(*column)?;
                let mut says = of.into_iter();
                self.sift(mask, codes, |code| {
                    says.next().unwrap_or_default() || numbers.has(u32::from_le_bytes(code))
                });
            }
            Test::Secs(column, compare, secs) => {
                let column = view.column(*column)?;
                self.sift(mask, column, |of| {
                    compare.holds(f64::from_le_bytes(of), *secs)
                });
            }
            Test::Started(from, until) => {
                let mut within = mask.to_vec();
                let keys = view.column(Column::Key)?;
                sift(&mut within, keys, |key| {
                    (*from..=*until).contains(&i64::from_le_bytes(key))
                });
                let flags = view.column(Column::Flags)?;
                let mut within = within.into_iter();
                self.sift(mask, flags, |flags| {
                    within.next().unwrap_or_default()
                        && u32::from_le_bytes(flags) & flag::STARTED != 0
                });
            }
        }
        Ok(())
    }

    fn sift<const WIDTH: usize>(
        &self,
        mask: &mut [bool],
        column: &[u8],
        mut holds: impl FnMut([u8; WIDTH]) -> bool,
    ) {
        sift(mask, column, |value| holds(value) != self.is_excluded);
    }
}

/// Keeps those of a mask whose values in a column are such; what a column does not reach is 0.
fn sift<const WIDTH: usize>(
    mask: &mut [bool],
    column: &[u8],
    mut is_kept: impl FnMut([u8; WIDTH]) -> bool,
) {
    let (values, _) = column.as_chunks();
    let (told, beyond) = mask.split_at_mut(values.len().min(mask.len()));
    for (kept, value) in told.iter_mut().zip(values) {
        *kept &= is_kept(*value);
    }
    for kept in beyond {
        *kept &= is_kept([0; WIDTH]);
    }
}
