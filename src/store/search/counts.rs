//! How many calls a question finds, and how many each filter beside the list would leave.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::ControlFlow;

use super::codes::number;
use super::column::{Column, code_at, flag};
use super::lists::OwnLists;
use super::plan::{Choice, Condition, Plan};
use super::view::{View, trues};
use super::walk::Direction;
use crate::call::Group;
use crate::call::listing::{Asked, Count, Facets};
use crate::call::question::{Field, Is, value_key};
use crate::store::{Store, StoreError};

/// The fields whose values are counted.
const FIELDS: [Field; 7] = [
    Field::Stage,
    Field::Sentiment,
    Field::Disposition,
    Field::Source,
    Field::Group,
    Field::TrackingNumber,
    Field::List,
];
/// The fields whose values are told without a count.
const OTHERS: [Field; 6] = [
    Field::Campaign,
    Field::State,
    Field::City,
    Field::Keyword,
    Field::VendorSentiment,
    Field::VendorDisposition,
];
/// So many values of one of them at most.
const MOST: usize = 2_000;
/// The kinds that are counted.
const KINDS: [Is; 10] = [
    Is::Answered,
    Is::Missed,
    Is::Lead,
    Is::Voicemail,
    Is::Repeat,
    Is::Starred,
    Is::Reviewed,
    Is::Overruled,
    Is::Unverified,
    Is::DoNotCall,
];

impl Store {
    /// How many calls the answer has; with a cap, no more than that are counted.
    pub fn count_calls(&self, asked: &Asked, cap: Option<u64>) -> Result<Count, StoreError> {
        let _unchanged = self.begin_question()?;
        let plan = Plan::of(self, asked)?;
        let cap = cap.unwrap_or(u64::MAX);
        let mut count: u64 = 0;
        if plan.is_everything() {
            let places = self.places()?;
            count = places.iter().map(|place| place.calls as u64).sum();
        } else {
            let conditions: Vec<&Condition> = plan.conditions.iter().collect();
            let mut each = |_: &mut View<'_>, mask: &[bool]| {
                count += trues(mask) as u64;
                Ok(if count >= cap {
                    ControlFlow::Break(())
                } else {
                    ControlFlow::Continue(())
                })
            };
            self.go_through(&plan, &conditions, Direction::NewestFirst, &mut each)?;
        }
        Ok(if count >= cap {
            Count::AtLeast(cap)
        } else {
            Count::Exactly(count)
        })
    }

    /// How many calls each value beside the list would leave.
    pub fn facets(&self, asked: &Asked) -> Result<Facets, StoreError> {
        let _unchanged = self.begin_question()?;
        let plan = Plan::of(self, asked)?;
        let (choosing, hard): (Vec<&Condition>, Vec<&Condition>) = plan
            .conditions
            .iter()
            .partition(|condition| condition.choice.is_some_and(is_shown));
        let own = OwnLists::of(self, plan.keys)?;
        let mut tally = Tally::new(&choosing, own);
        let mut each = |view: &mut View<'_>, mask: &[bool]| {
            tally.count(view, mask)?;
            Ok(ControlFlow::Continue(()))
        };
        self.go_through(&plan, &hard, Direction::NewestFirst, &mut each)?;
        tally.facets(self)
    }
}

fn is_shown(choice: Choice) -> bool {
    match choice {
        Choice::Field(field) => FIELDS.contains(&field),
        Choice::Answered | Choice::Kind(_) => true,
    }
}

/// Counts as they grow.
struct Tally<'c> {
    /// The conditions of each choice.
    choices: Vec<(Choice, Vec<&'c Condition>)>,
    /// For each field, by number.
    fields: [Vec<u64>; FIELDS.len()],
    kinds: [u64; KINDS.len()],
    own: OwnLists,
}

impl<'c> Tally<'c> {
    fn new(choosing: &[&'c Condition], own: OwnLists) -> Self {
        let mut choices: Vec<(Choice, Vec<&Condition>)> = Vec::new();
        for condition in choosing {
            let Some(choice) = condition.choice else {
                continue;
            };
            match choices.iter_mut().find(|(known, _)| *known == choice) {
                Some((_, conditions)) => conditions.push(condition),
                None => choices.push((choice, vec![condition])),
            }
        }
        Self {
            choices,
            fields: Default::default(),
            kinds: [0; KINDS.len()],
            own,
        }
    }

    fn count(&mut self, view: &mut View<'_>, mask: &[bool]) -> Result<(), StoreError> {
        let mut masks = Vec::with_capacity(self.choices.len());
        for (_, conditions) in &self.choices {
            let mut passing = mask.to_vec();
            for condition in conditions {
                condition.keep(view, &mut passing)?;
            }
            masks.push(passing);
        }
        // The calls that all choices but one leave, by that one.
        let left_by = |choice: Choice| -> Cow<'_, [bool]> {
            let mut left = Cow::Borrowed(mask);
            for ((other, _), passing) in self.choices.iter().zip(&masks) {
                if *other != choice {
                    for (left, passes) in left.to_mut().iter_mut().zip(passing) {
                        *left &= passes;
                    }
                }
            }
            left
        };
        for (field, counts) in FIELDS.iter().zip(&mut self.fields) {
            let left = left_by(Choice::Field(*field));
            let codes = view.column(Column::of(*field).0)?;
            for at in (0..left.len()).filter(|at| left[*at]) {
                let code = code_at(codes, at) as usize;
                if counts.len() <= code {
                    counts.resize(code + 1, 0);
                }
                counts[code] += 1;
            }
        }
        let left = left_by(Choice::Field(Field::List));
        self.own.count(view, &left)?;
        let flags = view.column(Column::Flags)?;
        for (kind, count) in KINDS.iter().zip(&mut self.kinds) {
            let left = left_by(Choice::of(*kind));
            let (bit, is_opposite) = flag::of(*kind);
            let holds = |at: &usize| left[*at] && (code_at(flags, *at) & bit != 0) != is_opposite;
            *count += (0..left.len()).filter(holds).count() as u64;
        }
        Ok(())
    }

    fn facets(self, store: &Store) -> Result<Facets, StoreError> {
        let mut fields = Vec::with_capacity(FIELDS.len());
        for (field, counts) in FIELDS.into_iter().zip(&self.fields) {
            let mut values = named(store, field, counts)?;
            if field == Field::List {
                self.own.add_to(&mut values);
            }
            fields.push((field, values));
        }
        let mut others = Vec::with_capacity(OTHERS.len());
        for field in OTHERS {
            let values = store.values_of(number(field))?.into_iter().take(MOST);
            others.push((field, values.map(|(_, value)| value).collect()));
        }
        Ok(Facets {
            fields,
            kinds: KINDS.into_iter().zip(self.kinds).collect(),
            others,
        })
    }
}

/// Who chooses a group means those as well that are called so in short.
fn add_called(groups: &mut [(String, u64)]) {
    let mut called: HashMap<String, u64> = HashMap::new();
    for (name, calls) in groups.iter() {
        let short = Group::called(name);
        if short != name {
            *called.entry(value_key(short)).or_default() += calls;
        }
    }
    for (name, calls) in groups {
        if let Some(others) = called.get(&value_key(name)) {
            *calls += others;
        }
    }
}

/// The values behind the numbers, most first.
fn named(store: &Store, field: Field, counts: &[u64]) -> Result<Vec<(String, u64)>, StoreError> {
    let count = |code: u32| counts.get(code as usize).copied().unwrap_or_default();
    let mut by_value: HashMap<u32, u64> = HashMap::new();
    if Column::of(field).1 {
        for (set, members) in store.sets_of(number(field))? {
            for member in members {
                *by_value.entry(member).or_default() += count(set);
            }
        }
    }
    let mut named = Vec::new();
    for (code, value) in store.values_of(number(field))? {
        let calls = by_value.get(&code).copied().unwrap_or_default();
        let calls = if Column::of(field).1 {
            calls
        } else {
            count(code)
        };
        named.push((value, calls));
    }
    if field == Field::Group {
        add_called(&mut named);
    }
    named.retain(|(_, calls)| *calls > 0);
    named.sort_by_key(|(_, calls)| std::cmp::Reverse(*calls));
    Ok(named)
}
