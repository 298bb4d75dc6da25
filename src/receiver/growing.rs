//! Calls of many events, kept whole, so that one event more costs the same however many there are.
//!
//! An event that carries the sender's id, outranks all events of its call and agrees with the last one in
//! everything that joining looks at changes no partition but by being part of that call: it is added to what is kept.
//! Whatever else happens to the call raises its revision, and it is read anew.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;

use super::readings::Readings;
use super::settle::Touched;
use crate::call::event::Rank;
use crate::call::fold::Fold;
use crate::call::join::{Link, Traits};
use crate::call::{CallId, Dialect};
use crate::store::{Store, StoreError, StoredLink};

/// Calls of so many events are kept: most have three.
const MANY: usize = 4;

/// How many calls are kept, those that grew last.
const MOST: usize = 32;

/// The calls that are kept, by the sender's id. After an error in the transaction that they grew in they hold no
/// longer.
#[derive(Default)]
pub(super) struct Growing {
    kept: HashMap<i64, Grown>,
    turns: u64,
}

/// What a call is after the events so far.
pub(super) struct Whole {
    pub fold: Fold,
    /// Whether every event came signed.
    pub verified: bool,
    /// When the first of them came.
    pub received_at: Timestamp,
}

struct Grown {
    whole: Whole,
    last: Last,
    /// As it was written with these events.
    revision: i64,
    /// When it grew last, counted.
    turn: u64,
}

/// The highest event of a call that carries the sender's id, where all those that do carry the same in one dialect.
pub(super) struct Last {
    vendor_id: i64,
    dialect: Dialect,
    rank: Rank,
    traits: Traits,
}

impl Last {
    /// Of the events that carry the sender's id, lowest rank first; none where they are few or differ.
    pub(super) fn of(identified: &[&StoredLink]) -> Option<Self> {
        let last = &identified.last().filter(|_| identified.len() >= MANY)?.link;
        let same = |other: &&StoredLink| {
            other.link.vendor_id == last.vendor_id && other.link.dialect == last.dialect
        };
        identified.iter().all(same).then_some(())?;
        Some(Self {
            vendor_id: last.vendor_id?,
            dialect: last.dialect,
            rank: last.rank,
            traits: last.traits.clone(),
        })
    }

    fn goes_on_with(&self, link: &Link) -> bool {
        self.dialect == link.dialect && self.rank < link.rank && self.traits == link.traits
    }
}

impl Growing {
    /// Takes the events that only add to calls that are kept out of the touched ones, and says which calls grew.
    pub(super) fn take(
        &mut self,
        store: &Store,
        touched: &mut Touched,
        readings: &Readings,
    ) -> Result<BTreeSet<CallId>, StoreError> {
        let mut calls = BTreeSet::new();
        if self.kept.is_empty() || !touched.old.is_empty() {
            return Ok(calls);
        }
        touched.new.sort_by_key(|link| (link.rank, link.key));
        let mut others = Vec::new();
        for link in std::mem::take(&mut touched.new) {
            match self.add(store, &link, readings, &calls)? {
                Some(call) => {
                    calls.insert(call);
                }
                None => others.push(link),
            }
        }
        touched.new = others;
        Ok(calls)
    }

    /// Adds an event to the call that it goes on with, if that is kept.
    fn add(
        &mut self,
        store: &Store,
        link: &Link,
        readings: &Readings,
        checked: &BTreeSet<CallId>,
    ) -> Result<Option<CallId>, StoreError> {
        let Some(vendor_id) = link.vendor_id else {
            return Ok(None);
        };
        let (delivery, place) = link.key;
        let Some(kept) = self.kept.get_mut(&vendor_id) else {
            return Ok(None);
        };
        let call = kept.whole.fold.call().id;
        let is_current = checked.contains(&call) || store.revision_of(call)? == Some(kept.revision);
        let event = readings.event(delivery, place);
        let grows = is_current
            && kept.last.goes_on_with(link)
            && event.is_some_and(|event| kept.whole.fold.hear(delivery, event));
        if !grows {
            // From now on it is read anew.
            self.kept.remove(&vendor_id);
            return Ok(None);
        }
        let (received_at, signed) = store.vouched(delivery)?;
        kept.whole.verified &= signed;
        kept.whole.received_at = kept.whole.received_at.min(received_at);
        kept.last.rank = link.rank;
        store.assign(link.key, call, None)?;
        Ok(Some(call))
    }

    /// A call that grew, to be written.
    pub(super) fn whole(&self, call: CallId) -> Option<&Whole> {
        let kept = self.kept.values().map(|kept| &kept.whole);
        let mut kept = kept.filter(|whole| whole.fold.call().id == call);
        kept.next()
    }

    /// Says that a call that grew was written.
    pub(super) fn written(&mut self, store: &Store, call: CallId) -> Result<(), StoreError> {
        self.turns += 1;
        let now = self.turns;
        let mut kept = self.kept.values_mut();
        if let Some(kept) = kept.find(|kept| kept.whole.fold.call().id == call) {
            kept.revision = store.revision_of(call)?.unwrap_or_default();
            kept.turn = now;
        }
        Ok(())
    }

    /// Keeps a call that was folded from all its events and written.
    pub(super) fn keep(
        &mut self,
        store: &Store,
        whole: Whole,
        last: Last,
    ) -> Result<(), StoreError> {
        let call = whole.fold.call().id;
        // The id may have been that of another call.
        self.kept
            .retain(|_, kept| kept.whole.fold.call().id != call);
        if self.kept.len() >= MOST
            && !self.kept.contains_key(&last.vendor_id)
            && let Some(oldest) = self.oldest()
        {
            self.kept.remove(&oldest);
        }
        let grown = Grown {
            whole,
            revision: 0,
            turn: 0,
            last,
        };
        self.kept.insert(grown.last.vendor_id, grown);
        self.written(store, call)
    }

    fn oldest(&self) -> Option<i64> {
        let oldest = self.kept.iter().min_by_key(|(_, kept)| kept.turn);
        oldest.map(|(vendor_id, _)| *vendor_id)
    }
}
