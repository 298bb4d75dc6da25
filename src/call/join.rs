//! Which events belong to one call.
//!
//! Events that carry the sender's call id belong together; the two dialects share one number space, so a v4 and
//! a v5 event of one id are one call only when tracking number and start agree too. An event without an id (every
//! `CallStartCall`) is joined on organization, tracking number and caller number to the call with the nearest
//! start within 60 s, one to one, only when each is the other's nearest; where a second candidate is less than
//! 1 s further away nothing is guessed. (Facts of the sender, section 4.)

use std::collections::{BTreeMap, BTreeSet};

use super::event::Rank;
use super::{CallEvent, DeliveryId, Dialect, EventKind, Moment};

/// How far apart two starts of one call may lie.
pub const REACH_MICROS: i64 = 60_000_000;
/// Candidates whose distances differ by less than this are a tie.
const TIE_MICROS: i64 = 1_000_000;

/// What joining needs to know of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The delivery and the place in its `Notifications`.
    pub key: (DeliveryId, i64),
    pub dialect: Dialect,
    pub rank: Rank,
    pub vendor_id: Option<i64>,
    pub traits: Traits,
}

/// What two events of one call agree in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Traits {
    pub organization: Option<String>,
    /// Digits only, without the country code of North America.
    pub tracking: Option<String>,
    /// Likewise. Events of one call can name several, where one was corrected.
    pub callers: BTreeSet<String>,
    pub start: Option<Moment>,
    pub session: Option<String>,
}

/// The events of one call, as places in the slice that was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Cluster {
    pub members: Vec<usize>,
    /// How many of the first members carry the sender's id; the others were joined to them.
    pub identified: usize,
    /// What those with the sender's id agree in; of a cluster without an id, what its only event says.
    pub traits: Traits,
}

impl Link {
    /// The link of a decoded event.
    pub fn of(key: (DeliveryId, i64), event: &CallEvent) -> Self {
        let facts = &event.facts;
        Self {
            key,
            dialect: event.dialect,
            rank: event.rank(),
            vendor_id: event.vendor_id,
            traits: Traits {
                organization: facts.organization_id.text().map(str::to_owned),
                tracking: facts.tracking_number.text().and_then(number_key),
                callers: facts
                    .caller_number
                    .text()
                    .and_then(number_key)
                    .into_iter()
                    .collect(),
                start: facts.started_at.copied(),
                session: facts.attribution.session_id.text().map(str::to_owned),
            },
        }
    }
}

/// A telephone number however it is written, as a key: digits only, a leading 1 of eleven digits dropped.
/// Gives nothing for a text without digits.
pub fn number_key(number: &str) -> Option<String> {
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    match digits.strip_prefix('1') {
        Some(rest) if rest.len() == 10 => Some(rest.to_owned()),
        _ if digits.is_empty() => None,
        _ => Some(digits),
    }
}

/// The key of who calls from a number; none where the number is withheld. What is sent in its place is the same for
/// all who withhold theirs, and they are not one person.
pub fn person_key(number: &str) -> Option<String> {
    number_key(number).filter(|key| !is_withheld(key))
}

/// What networks put in the place of a number: words as they are spelled on the keys of a telephone, and one digit
/// over and over.
const WITHHELD: [&str; 6] = [
    "266696687",   // anonymous
    "2562533",     // blocked
    "7748283",     // private
    "7378742833",  // restricted
    "86282452253", // unavailable
    "8656696",     // unknown
];
/// Fewer digits are no number that anyone could be called at.
const FEWEST: usize = 3;

fn is_withheld(key: &str) -> bool {
    let first = key.chars().next();
    key.len() < FEWEST || WITHHELD.contains(&key) || key.chars().all(|digit| Some(digit) == first)
}

/// Sorts events into calls. The result does not depend on the order of `links`.
pub fn partition(links: &[Link]) -> Vec<Cluster> {
    let calls = identified(links);
    let loose = loose(links);
    let mut clusters: Vec<Cluster> = calls
        .iter()
        .map(|node| Cluster {
            members: node.members.clone(),
            identified: node.members.len(),
            traits: node.traits.clone(),
        })
        .collect();
    for node in &loose {
        match partner(node, &calls, &loose) {
            Some(call) => clusters[call].members.extend(&node.members),
            None => clusters.push(Cluster {
                members: node.members.clone(),
                identified: 0,
                traits: node.traits.clone(),
            }),
        }
    }
    clusters
}

/// Events that stand or fall together: those of one id, or events without an id that say the same: one caller, one
/// number and one start to the microsecond in one dialect and kind.
struct Node {
    members: Vec<usize>,
    /// Dialect and kind of a node without an id.
    slot: Option<(Dialect, EventKind)>,
    traits: Traits,
}

fn identified(links: &[Link]) -> Vec<Node> {
    let mut by_id: BTreeMap<i64, [Vec<usize>; 2]> = BTreeMap::new();
    for (at, link) in links.iter().enumerate() {
        if let Some(id) = link.vendor_id {
            by_id.entry(id).or_default()[link.dialect as usize].push(at);
        }
    }
    let mut nodes = Vec::new();
    for [v4, v5] in by_id.into_values() {
        let parts = [node(links, v4, None), node(links, v5, None)];
        let one_call = parts.iter().all(|part| !part.members.is_empty())
            && agree_across_dialects(&parts[0].traits, &parts[1].traits);
        if one_call {
            let members = parts.into_iter().flat_map(|part| part.members).collect();
            nodes.push(node(links, members, None));
        } else {
            nodes.extend(parts.into_iter().filter(|part| !part.members.is_empty()));
        }
    }
    nodes
}

fn loose(links: &[Link]) -> Vec<Node> {
    let mut same: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, link) in links.iter().enumerate() {
        if link.vendor_id.is_none() {
            let traits = &link.traits;
            let place = traits
                .tracking
                .as_ref()
                .zip(traits.callers.first())
                .zip(traits.start.map(|start| start.at));
            // Without all three nothing but the very same event is the same.
            let rank = place.is_none().then_some(link.rank);
            let slot = (link.dialect, link.rank.0);
            let key = (slot, &traits.organization, place, rank);
            same.entry(key).or_default().push(at);
        }
    }
    same.into_iter()
        .map(|((slot, ..), members)| node(links, members, Some(slot)))
        .collect()
}

/// Makes a node of events: what the highest rank that speaks of a trait says.
fn node(links: &[Link], mut members: Vec<usize>, slot: Option<(Dialect, EventKind)>) -> Node {
    members.sort_by_key(|&at| (links[at].rank, links[at].key));
    let mut traits = Traits::default();
    for &at in &members {
        let later = &links[at].traits;
        hear(&mut traits.organization, later.organization.as_ref());
        hear(&mut traits.tracking, later.tracking.as_ref());
        hear(&mut traits.session, later.session.as_ref());
        traits.callers.extend(later.callers.iter().cloned());
        if let Some(start) = later.start
            && traits.start.is_none_or(|known| known.yields_to(start))
        {
            traits.start = Some(start);
        }
    }
    Node {
        members,
        slot,
        traits,
    }
}

fn hear(known: &mut Option<String>, later: Option<&String>) {
    if let Some(later) = later {
        *known = Some(later.clone());
    }
}

fn agree_across_dialects(one: &Traits, other: &Traits) -> bool {
    let near = |(one, other): (Moment, Moment)| distance(one, other) <= REACH_MICROS;
    one.tracking.is_some()
        && one.tracking == other.tracking
        && one.start.zip(other.start).is_some_and(near)
}

/// The call that an event without an id belongs to: each is the other's nearest.
fn partner(node: &Node, calls: &[Node], loose: &[Node]) -> Option<usize> {
    let call = nearest(node, calls)?;
    let rivals: Vec<&Node> = loose
        .iter()
        .filter(|other| other.slot == node.slot)
        .collect();
    let back = nearest(&calls[call], rivals.iter().copied())?;
    std::ptr::eq(rivals[back], node).then_some(call)
}

/// The candidate with the nearest start, unless a second one is about as near and the session of the visit
/// does not tell them apart.
fn nearest<'a>(node: &Node, candidates: impl IntoIterator<Item = &'a Node>) -> Option<usize> {
    let mut near: Vec<(i64, usize, bool)> = candidates
        .into_iter()
        .enumerate()
        .filter_map(|(at, other)| {
            let same_visit =
                node.traits.session.is_some() && node.traits.session == other.traits.session;
            Some((reach(&node.traits, &other.traits)?, at, same_visit))
        })
        .collect();
    near.sort_unstable();
    let best = near.first()?.0;
    near.retain(|(distance, ..)| distance - best < TIE_MICROS);
    if near.len() > 1 {
        near.retain(|(_, _, same_visit)| *same_visit);
    }
    match near[..] {
        [(_, at, _)] => Some(at),
        _ => None,
    }
}

/// How far apart the starts of two that may be one call lie.
fn reach(one: &Traits, other: &Traits) -> Option<i64> {
    let organizations = one.organization.as_ref().zip(other.organization.as_ref());
    let may_be_one = organizations.is_none_or(|(one, other)| one == other)
        && one.tracking.is_some()
        && one.tracking == other.tracking
        && !one.callers.is_disjoint(&other.callers);
    let apart = distance(one.start?, other.start?);
    (may_be_one && apart <= REACH_MICROS).then_some(apart)
}

fn distance(one: Moment, other: Moment) -> i64 {
    (one.at.as_microsecond() - other.at.as_microsecond()).abs()
}
