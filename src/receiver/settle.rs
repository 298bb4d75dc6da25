//! Sorting changed events into calls, and writing the calls that changed by it.
//!
//! Which events are one call is decided by [`partition`] over the changed events and everything near enough to
//! matter for them. The id of a call goes with the events that carry the sender's id, else with the event that
//! founded it, so it survives joins and reading everything again; an id that was found to be another call's
//! leads there.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use super::growing::{Growing, Last, Whole};
use super::readings::Readings;
use crate::call::fold::Fold;
use crate::call::join::{Cluster, Link, REACH_MICROS, Traits, partition};
use crate::call::{CallEvent, CallId, CallRow, DeliveryId, Searchable};
use crate::store::{Store, StoreError, StoredLink};

/// An event without an id can only be moved by a change this near to it: to a call within reach, or away from
/// one that is within reach of the change.
/// (A second more, because positions are rounded.)
const MOVED_MICROS: i64 = 2 * REACH_MICROS + 1_000_000;
/// Far enough to see every rival of everything that can be moved.
const SEEN_MICROS: i64 = 10 * REACH_MICROS;
/// How many events to each side are looked at: where more crowd around one moment there is a tie anyway.
const CROWD: usize = 64;

/// The events that a batch changed.
#[derive(Default)]
pub(super) struct Touched {
    /// As they were before.
    pub old: Vec<StoredLink>,
    pub new: Vec<Link>,
    /// Calls of which something came again.
    pub vouched: Vec<CallId>,
}

impl Touched {
    fn is_empty(&self) -> bool {
        self.old.is_empty() && self.new.is_empty() && self.vouched.is_empty()
    }
}

type Key = (DeliveryId, i64);

/// Sorts the touched events into calls and writes every call that changed, within the transaction under way.
pub(super) fn settle(
    store: &Store,
    mut touched: Touched,
    readings: &mut Readings,
    growing: &mut Growing,
) -> Result<(), StoreError> {
    let grown = growing.take(store, &mut touched, readings)?;
    let homes = if touched.is_empty() {
        Homes::new(&touched)
    } else {
        sort(store, &touched)?
    };
    homes.write(store, readings, growing, &grown)
}

/// Sorts the touched events into calls.
fn sort(store: &Store, touched: &Touched) -> Result<Homes, StoreError> {
    let world = World::around(store, touched)?;
    let links: Vec<Link> = world
        .links
        .values()
        .map(|stored| stored.link.clone())
        .collect();
    let stored: Vec<&StoredLink> = world.links.values().collect();
    let clusters = partition(&links);
    let mut homes = Homes::new(touched);
    for cluster in &clusters {
        let concerned = cluster
            .members
            .iter()
            .any(|&at| world.core.contains(&links[at].key));
        if concerned {
            homes.settle(store, cluster, &stored)?;
        }
    }
    for id in world.vendor_ids {
        let of_id = |cluster: &&Cluster| {
            let identified = &cluster.members[..cluster.identified];
            identified.iter().any(|&at| links[at].vendor_id == Some(id))
        };
        let traits: Vec<&Traits> = clusters
            .iter()
            .filter(of_id)
            .map(|one| &one.traits)
            .collect();
        store.set_heads(id, &traits)?;
    }
    Ok(homes)
}

/// The events that decide about the touched ones.
struct World {
    links: BTreeMap<Key, StoredLink>,
    /// Those whose call may change.
    core: BTreeSet<Key>,
    /// The sender's ids of the changed events.
    vendor_ids: BTreeSet<i64>,
}

/// Tracking number, caller number and start of an event.
type Position = (String, String, Timestamp);

impl World {
    fn around(store: &Store, touched: &Touched) -> Result<Self, StoreError> {
        let changed: Vec<&Link> = touched
            .old
            .iter()
            .map(|stored| &stored.link)
            .chain(&touched.new)
            .collect();
        let mut world = Self {
            links: BTreeMap::new(),
            core: touched.new.iter().map(|link| link.key).collect(),
            vendor_ids: changed.iter().filter_map(|link| link.vendor_id).collect(),
        };
        let mut positions = BTreeSet::new();
        for id in world.vendor_ids.clone() {
            let group = store.links_with_vendor_id(id)?;
            world
                .core
                .extend(group.iter().map(|stored| stored.link.key));
            let links: Vec<&Link> = group.iter().map(|stored| &stored.link).collect();
            positions.extend(positions_of(&links));
            positions.extend(store.heads(id)?);
            world.add(group);
        }
        for link in changed {
            positions.extend(positions_of(&[link]));
        }
        for position in &positions {
            world.look_around(store, position)?;
        }
        for link in touched.new.iter().filter(|link| link.vendor_id.is_none()) {
            world.add(store.links_of_delivery(link.key.0)?);
        }
        Ok(world)
    }

    /// Adds what lies near a position: nothing unless an event without an id is among it.
    fn look_around(
        &mut self,
        store: &Store,
        (tracking, caller, at): &Position,
    ) -> Result<(), StoreError> {
        let numbers = (tracking.as_str(), caller.as_str());
        let loose = store.loose_near(numbers, *at, SEEN_MICROS, CROWD)?;
        if loose.is_empty() {
            return Ok(());
        }
        let moved = |link: &Link| {
            let start = link.traits.start.map(|start| start.at.as_microsecond());
            start.is_some_and(|start| (start - at.as_microsecond()).abs() <= MOVED_MICROS)
        };
        let core = loose
            .iter()
            .map(|stored| &stored.link)
            .filter(|link| moved(link));
        self.core.extend(core.map(|link| link.key));
        for id in store.vendor_ids_near(numbers, *at, SEEN_MICROS, CROWD)? {
            let known = self
                .links
                .values()
                .any(|stored| stored.link.vendor_id == Some(id));
            if !known {
                self.add(store.links_with_vendor_id(id)?);
            }
        }
        self.add(loose);
        Ok(())
    }

    fn add(&mut self, links: Vec<StoredLink>) {
        self.links
            .extend(links.into_iter().map(|stored| (stored.link.key, stored)));
    }
}

/// Where events that stand together may lie: any of their numbers with any of their starts.
fn positions_of(links: &[&Link]) -> BTreeSet<Position> {
    let traits = || links.iter().map(|link| &link.traits);
    let trackings: BTreeSet<&String> = traits().filter_map(|one| one.tracking.as_ref()).collect();
    let callers: BTreeSet<&String> = traits().flat_map(|one| &one.callers).collect();
    // Starts of one call differ by milliseconds: to the second they are the same place.
    let starts: BTreeSet<Timestamp> = traits()
        .filter_map(|one| one.start?.at.round(jiff::Unit::Second).ok())
        .collect();
    let mut positions = BTreeSet::new();
    for tracking in &trackings {
        for caller in &callers {
            for start in &starts {
                positions.insert(((*tracking).clone(), (*caller).clone(), *start));
            }
        }
    }
    positions
}

/// The calls of the events that were sorted.
struct Homes {
    /// Events whose content is new.
    fresh: BTreeSet<Key>,
    /// Ids whose founding event is gone, free to go with the other events of their call.
    orphans: BTreeSet<CallId>,
    /// Ids that a set of events has got.
    taken: BTreeSet<CallId>,
    /// Calls to write.
    changed: BTreeSet<CallId>,
    /// Calls that lost an event, to write or to drop.
    left: BTreeSet<CallId>,
    /// Calls of many events, which may grow.
    last: BTreeMap<CallId, Last>,
}

impl Homes {
    fn new(touched: &Touched) -> Self {
        let fresh: BTreeSet<Key> = touched.new.iter().map(|link| link.key).collect();
        let gone = touched
            .old
            .iter()
            .filter(|old| !fresh.contains(&old.link.key));
        Self {
            orphans: gone.clone().filter_map(|old| old.born).collect(),
            left: gone.filter_map(|old| old.call).collect(),
            fresh,
            taken: BTreeSet::new(),
            changed: touched.vouched.iter().copied().collect(),
            last: BTreeMap::new(),
        }
    }

    /// Gives the events of one call their id.
    fn settle(
        &mut self,
        store: &Store,
        cluster: &Cluster,
        links: &[&StoredLink],
    ) -> Result<(), StoreError> {
        let members: Vec<&StoredLink> = cluster.members.iter().map(|&at| links[at]).collect();
        let (identified, loose) = members.split_at(cluster.identified);
        let born = |links: &[&StoredLink]| links.iter().filter_map(|link| link.born).min();
        let home = match born(identified)
            .or_else(|| self.orphan(&members))
            .or_else(|| born(loose))
        {
            Some(id) => id,
            None => store.new_call()?,
        };
        self.taken.insert(home);
        self.last
            .extend(Last::of(identified).map(|last| (home, last)));
        // The id is carried by an event with the sender's id where there is one.
        let carriers = if identified.is_empty() {
            loose
        } else {
            identified
        };
        let carrier = carriers
            .iter()
            .find(|link| link.born == Some(home))
            .or_else(|| carriers.iter().find(|link| link.born.is_none()))
            .map(|link| link.link.key);
        for link in members {
            let key = link.link.key;
            let holds_id = carrier == Some(key);
            let born = match link.born {
                _ if holds_id => Some(home),
                Some(own) if own == home => None,
                own => own,
            };
            if link.call != Some(home) || link.born != born {
                store.assign(key, home, born)?;
            }
            if link.call == Some(home) && !self.fresh.contains(&key) {
                continue;
            }
            self.changed.insert(home);
            if let Some(former) = link.call.filter(|id| *id != home) {
                self.left.insert(former);
                if born == Some(former) {
                    store.share_marks(former, home)?;
                }
            }
        }
        Ok(())
    }

    fn orphan(&self, members: &[&StoredLink]) -> Option<CallId> {
        let free = |id: &CallId| self.orphans.contains(id) && !self.taken.contains(id);
        members
            .iter()
            .filter_map(|link| link.call)
            .filter(free)
            .min()
    }

    /// Writes the calls that changed or grew and drops those that no event is left of.
    fn write(
        mut self,
        store: &Store,
        readings: &mut Readings,
        growing: &mut Growing,
        grown: &BTreeSet<CallId>,
    ) -> Result<(), StoreError> {
        let changed: BTreeSet<CallId> = self.changed.union(&self.left).copied().collect();
        let mut indexed = Vec::new();
        for &id in grown.difference(&changed) {
            if let Some(whole) = growing.whole(id) {
                indexed.push((id, Some(whole.write(store)?)));
                growing.written(store, id)?;
            }
        }
        for id in changed {
            let events = readings.events_of(store, id)?;
            let Some(whole) = Whole::of(store, id, &events)? else {
                indexed.push((id, None));
                continue;
            };
            indexed.push((id, Some(whole.write(store)?)));
            if let Some(last) = self.last.remove(&id) {
                growing.keep(store, whole, last)?;
            }
        }
        store.index_calls(&indexed)
    }
}

impl Whole {
    /// Folds the events of a call. Gives nothing when there are none.
    fn of(
        store: &Store,
        id: CallId,
        events: &[(DeliveryId, CallEvent)],
    ) -> Result<Option<Self>, StoreError> {
        let Some(fold) = Fold::of(id, events) else {
            return Ok(None);
        };
        let mut verified = true;
        let mut received_at = Timestamp::MAX;
        for (delivery, _) in events {
            let (at, signed) = store.vouched(*delivery)?;
            verified &= signed;
            received_at = received_at.min(at);
        }
        Ok(Some(Self {
            fold,
            verified,
            received_at,
        }))
    }

    /// Writes its row and gives what the index is to know.
    fn write(&self, store: &Store) -> Result<Searchable, StoreError> {
        let call = self.fold.call();
        store.write_call(&CallRow::of(call, self.verified), self.received_at)?;
        Ok(Searchable::of(call, &store.entered(call.id)?))
    }
}
