//! Which events belong to one call.
//!
//! Events that carry the sender's call id belong together; the two dialects share one number space, so a v4 and
//! a v5 event of one id are one call only when tracking number and start agree too. An event without an id (every
//! `CallStartCall`) is joined on organization, tracking number and caller number to the call with the nearest
//! start within 60 s, one to one, only when each is the other's nearest; where a second candidate is less than
//! 1 s further away nothing is guessed. (Facts of the sender, section 4.)

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::event::Rank;
use super::{CallEvent, DeliveryId, Dialect, EventKind};

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
    /// Likewise.
    pub caller: Option<String>,
    pub started_at: Option<Timestamp>,
    /// False when `started_at` is an unsettled reading of the hour that occurs twice.
    pub settled: bool,
    pub session: Option<String>,
}

/// The events of one call, as places in the slice that was given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cluster {
    pub members: Vec<usize>,
    /// How many of the first members carry the sender's id; the others were joined to them.
    pub identified: usize,
}

impl Link {
    /// The link of a decoded event.
    pub fn of(key: (DeliveryId, i64), event: &CallEvent) -> Self {
        let facts = &event.facts;
        let start = facts.started_at.get();
        Self {
            key,
            dialect: event.dialect,
            rank: event.rank(),
            vendor_id: event.vendor_id,
            traits: Traits {
                organization: facts.organization_id.text().map(str::to_owned),
                tracking: facts.tracking_number.text().and_then(number_key),
                caller: facts.caller_number.text().and_then(number_key),
                started_at: start.map(|moment| moment.at),
                settled: start.is_some_and(|moment| moment.settled),
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

/// Sorts events into calls. The result does not depend on the order of `links`.
pub fn partition(links: &[Link]) -> Vec<Cluster> {
    let calls = identified(links);
    let loose = loose(links);
    let mut clusters: Vec<Cluster> = calls
        .iter()
        .map(|node| Cluster {
            members: node.members.clone(),
            identified: node.members.len(),
        })
        .collect();
    for node in &loose {
        match partner(node, &calls, &loose) {
            Some(call) => clusters[call].members.extend(&node.members),
            None => clusters.push(Cluster {
                members: node.members.clone(),
                identified: 0,
            }),
        }
    }
    clusters
}

/// Events that stand or fall together: those of one id, or one event without an id and its repeats.
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
    let mut by_event: BTreeMap<(Rank, Dialect), Vec<usize>> = BTreeMap::new();
    for (at, link) in links.iter().enumerate() {
        if link.vendor_id.is_none() {
            by_event
                .entry((link.rank, link.dialect))
                .or_default()
                .push(at);
        }
    }
    by_event
        .into_iter()
        .map(|((rank, dialect), members)| node(links, members, Some((dialect, rank.0))))
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
        hear(&mut traits.caller, later.caller.as_ref());
        hear(&mut traits.session, later.session.as_ref());
        if later.started_at.is_some() && (later.settled || !traits.settled) {
            traits.started_at = later.started_at;
            traits.settled = later.settled;
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
    let near = |(one, other): (Timestamp, Timestamp)| distance(one, other) <= REACH_MICROS;
    one.tracking.is_some()
        && one.tracking == other.tracking
        && one.started_at.zip(other.started_at).is_some_and(near)
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
        && one.caller.is_some()
        && one.caller == other.caller;
    let apart = distance(one.started_at?, other.started_at?);
    (may_be_one && apart <= REACH_MICROS).then_some(apart)
}

fn distance(one: Timestamp, other: Timestamp) -> i64 {
    (one.as_microsecond() - other.as_microsecond()).abs()
}
