//! Which calls a question finds, in its order.

use std::cmp::{Ordering, Reverse};
use std::ops::ControlFlow;

use super::codes::{DIALLED, PLACE, number};
use super::column::{Column, code_at, flag, number_at, prefix_at, secs_at};
use super::plan::{Condition, Plan};
use super::view::View;
use super::walk::Direction;
use crate::call::CallId;
use crate::call::join::person_key;
use crate::call::listing::Asked;
use crate::call::question::{Column as SortColumn, Field, Is, Sort};
use crate::store::{Store, StoreError};

impl Store {
    /// The first calls of the answer, in its order.
    pub fn first_calls(&self, asked: &Asked, limit: usize) -> Result<Vec<CallId>, StoreError> {
        self.calls_from_place(asked, 0, limit)
    }

    /// All calls of the answer, in its order.
    pub fn find_calls(&self, asked: &Asked) -> Result<Vec<CallId>, StoreError> {
        self.calls_from_place(asked, 0, usize::MAX)
    }

    /// The calls of the answer from a place on, counted from 0.
    pub fn calls_from_place(
        &self,
        asked: &Asked,
        place: usize,
        limit: usize,
    ) -> Result<Vec<CallId>, StoreError> {
        let _unchanged = self.begin_question()?;
        let plan = Plan::of(self, asked)?;
        if asked.sort.column != SortColumn::Started {
            let mut calls = self.sorted(&plan, asked.sort, place.saturating_add(limit))?;
            return Ok(calls.split_off(place.min(calls.len())));
        }
        self.by_time(&plan, asked.sort.is_descending, place, limit)
    }

    fn by_time(
        &self,
        plan: &Plan,
        is_descending: bool,
        mut skip: usize,
        limit: usize,
    ) -> Result<Vec<CallId>, StoreError> {
        let mut found = Vec::new();
        if limit == 0 {
            return Ok(found);
        }
        let conditions: Vec<&Condition> = plan.conditions.iter().collect();
        let direction = if is_descending {
            Direction::NewestFirst
        } else {
            Direction::OldestFirst
        };
        let mut each = |view: &mut View<'_>, mask: &[bool]| {
            let places = (0..mask.len()).filter(|at| mask[*at]);
            let mut places: Vec<usize> = places.collect();
            if is_descending {
                places.reverse();
            }
            if skip >= places.len() {
                skip -= places.len();
                return Ok(ControlFlow::Continue(()));
            }
            let ids = view.column(Column::Id)?;
            for at in places.into_iter().skip(std::mem::take(&mut skip)) {
                found.push(CallId(number_at(ids, at)));
                if found.len() >= limit {
                    return Ok(ControlFlow::Break(()));
                }
            }
            Ok(ControlFlow::Continue(()))
        };
        self.go_through(plan, &conditions, direction, &mut each)?;
        Ok(found)
    }

    /// The first calls of the answer by a column; what is not known comes last, and newer calls before older ones of
    /// the same value. Texts are compared by their first letters.
    fn sorted(&self, plan: &Plan, sort: Sort, most: usize) -> Result<Vec<CallId>, StoreError> {
        let column = Column::sorting(sort.column);
        let ranks = self.ranks(sort.column)?;
        let conditions: Vec<&Condition> = plan.conditions.iter().collect();
        let mut first = First::new(most);
        let mut each = |view: &mut View<'_>, mask: &[bool]| {
            let last_key = view.place.last_key;
            let values = view.column(column)?;
            let wanted = (0..mask.len()).filter(|at| mask[*at]);
            let places = wanted.map(|at| {
                let rank = rank(sort.column, values, at, &ranks);
                // Turned round, the greatest comes first.
                let turned = rank.map(|rank| if sort.is_descending { !rank } else { rank });
                (at, (rank.is_none(), turned.unwrap_or_default()))
            });
            let places: Vec<_> = places
                .filter(|(_, worth)| first.may_take(*worth, last_key))
                .collect();
            if places.is_empty() {
                return Ok(ControlFlow::Continue(()));
            }
            let keys = view.column(Column::Key)?.to_vec();
            let ids = view.column(Column::Id)?;
            for (at, (is_unknown, turned)) in places {
                let key = Reverse(number_at(&keys, at));
                first.add(((is_unknown, turned, key), number_at(ids, at)));
            }
            Ok(ControlFlow::Continue(()))
        };
        self.go_through(plan, &conditions, Direction::NewestFirst, &mut each)?;
        self.go_on()?;
        Ok(first.sorted())
    }

    /// The places in the alphabet of the values of a column that holds numbers for them.
    fn ranks(&self, column: SortColumn) -> Result<Ranks, StoreError> {
        let field = match column {
            SortColumn::Place => PLACE,
            SortColumn::Dialled => DIALLED,
            SortColumn::Source => number(Field::Source),
            SortColumn::Sentiment => number(Field::Sentiment),
            SortColumn::Stage => number(Field::Stage),
            SortColumn::Group => number(Field::Group),
            SortColumn::Tracking => number(Field::TrackingNumber),
            SortColumn::Campaign => number(Field::Campaign),
            _ => return Ok(Ranks::default()),
        };
        let values = self.values_of(field)?;
        let mut ranks = Ranks::default();
        for (rank, (code, _)) in (1..).zip(values) {
            ranks.set(code, rank);
        }
        Ok(ranks)
    }

    /// All calls from a number, however it is written, newest first.
    pub fn calls_of_caller(&self, number: &str) -> Result<Vec<CallId>, StoreError> {
        let Some(key) = person_key(number) else {
            return Ok(Vec::new());
        };
        let sql = "SELECT id FROM calls WHERE caller_key = ?1 ORDER BY sort_at DESC, id DESC";
        self.all(sql, [key], |row| Ok(CallId(row.get(0)?)))
    }
}

/// Where a call stands in the order: known or not, value, key.
type Standing = (bool, u128, Reverse<i64>);

/// The first of many calls, so many at most.
struct First {
    most: usize,
    /// The first ones and some that may be.
    found: Vec<(Standing, i64)>,
    /// So many stand at this place or before it.
    last: Option<Standing>,
}

impl First {
    /// More than this are not kept without looking.
    const SPARE: usize = 4_096;

    fn new(most: usize) -> Self {
        Self {
            most,
            found: Vec::new(),
            last: None,
        }
    }

    /// False when no call of that worth in a block up to this key can be among the first.
    fn may_take(&self, worth: (bool, u128), last_key: i64) -> bool {
        let Some((is_unknown, turned, Reverse(key))) = self.last else {
            return true;
        };
        match worth.cmp(&(is_unknown, turned)) {
            Ordering::Less => true,
            Ordering::Equal => last_key >= key,
            Ordering::Greater => false,
        }
    }

    fn add(&mut self, call: (Standing, i64)) {
        self.found.push(call);
        if self.found.len() >= self.most.saturating_mul(2).saturating_add(Self::SPARE) {
            self.cut();
        }
    }

    fn cut(&mut self) {
        if self.most < self.found.len() {
            self.found.select_nth_unstable(self.most);
            self.found.truncate(self.most);
            self.last = self.found.iter().map(|(standing, _)| *standing).max();
        }
    }

    fn sorted(mut self) -> Vec<CallId> {
        self.cut();
        self.found.sort_unstable();
        self.found.into_iter().map(|(_, id)| CallId(id)).collect()
    }
}

/// The places of values in the alphabet, from 1 on, by number.
#[derive(Default)]
struct Ranks(Vec<u32>);

impl Ranks {
    fn set(&mut self, code: u32, rank: u32) {
        let at = code as usize;
        if self.0.len() <= at {
            self.0.resize(at + 1, 0);
        }
        self.0[at] = rank;
    }

    fn of(&self, code: u32) -> Option<u128> {
        let rank = self.0.get(code as usize).copied().unwrap_or_default();
        (rank > 0).then_some(rank.into())
    }
}

/// A value as a number that sorts as it does; none where it is not known.
fn rank(column: SortColumn, values: &[u8], at: usize, ranks: &Ranks) -> Option<u128> {
    match column {
        SortColumn::Talk | SortColumn::Wait => {
            let secs = secs_at(values, at);
            let bits = secs.to_bits();
            // Negative lengths come before all others, the longest of them first.
            let ordered = if secs < 0.0 { !bits } else { bits | 1 << 63 };
            (!secs.is_nan()).then_some(ordered.into())
        }
        SortColumn::Caller | SortColumn::Number => {
            let prefix = prefix_at(values, at);
            (prefix > 0).then_some(prefix)
        }
        SortColumn::Lead | SortColumn::Outcome | SortColumn::Starred | SortColumn::Reviewed => {
            flag_rank(column, code_at(values, at))
        }
        _ => ranks.of(code_at(values, at)),
    }
}

fn flag_rank(column: SortColumn, flags: u32) -> Option<u128> {
    let has = |bit: u32| flags & bit != 0;
    let is = |kind: Is| has(flag::of(kind).0);
    match column {
        SortColumn::Lead => (is(Is::Lead) || has(flag::NO_LEAD)).then_some(is(Is::Lead).into()),
        SortColumn::Starred => Some(has(flag::STARRED).into()),
        SortColumn::Reviewed => Some(has(flag::REVIEWED).into()),
        // As the list says it: a voicemail is no answer, whoever took the call.
        _ if is(Is::Voicemail) => Some(1),
        _ if is(Is::Missed) => Some(2),
        _ => is(Is::Answered).then_some(0),
    }
}
