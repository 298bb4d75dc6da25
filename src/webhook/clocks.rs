//! Which moment a time means.
//!
//! The sender writes some times in UTC without saying so and others in the business's zone. A local time in
//! the hour that occurs twice in autumn, or in the one that spring leaves out, has two readings; a second
//! clock (the monitor's, or that of the message) tells which one is meant.

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::notes::{Notes, SHOWN, cut};
use super::object::Object;
use super::zones;
use crate::call::{EventKind, Grade, Moment, Said};

/// A time as written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stamp {
    /// With `Z` or an offset.
    Exact(Timestamp),
    /// Without either: which clock it is of, the field must say.
    Wall(DateTime),
}

impl Stamp {
    /// The moment, where the clock is known to be UTC.
    pub fn utc(self) -> Option<Timestamp> {
        match self {
            Self::Exact(at) => Some(at),
            Self::Wall(wall) => TimeZone::UTC.to_timestamp(wall).ok(),
        }
    }
}

/// A time as written: `T` or a space, up to nine digits of a second, with or without `Z` or an offset. Years
/// before 1970 are no times: .NET writes 0001-01-01 for none.
pub fn stamp(value: &Value) -> Option<Stamp> {
    let text = value.as_str()?.trim();
    if !text.contains(':') {
        return None;
    }
    let stamp = match text.parse::<Timestamp>() {
        Ok(at) => Stamp::Exact(at),
        Err(_) => Stamp::Wall(text.parse().ok()?),
    };
    (stamp.utc()? >= Timestamp::UNIX_EPOCH).then_some(stamp)
}

/// What warnings say a time field should hold.
pub const EXPECTED: &str = "a time";

/// A time of a clock that runs in UTC.
pub fn utc(object: &mut Object, notes: &mut Notes, names: &[&str]) -> Said<Timestamp> {
    object.read(notes, names, EXPECTED, |value| stamp(value)?.utc())
}

/// The clocks by which one notification is read.
pub struct Clocks {
    /// The business's zone; none where it is unknown: its times are then read as UTC.
    zone: Option<TimeZone>,
    /// The zone's name as sent.
    name: Option<String>,
    /// When the message was sent.
    pub sent_at: Option<Timestamp>,
    kind: EventKind,
}

/// A message sent as the call begins or ends comes no later than this after it.
const SOON: SignedDuration = SignedDuration::from_hours(1);
/// How far apart two clocks that tell the same time may be.
const DISAGREEMENT: SignedDuration = SignedDuration::from_mins(2);

impl Clocks {
    /// Reads the zone of a notification of this kind.
    pub fn read(object: &mut Object, sent_at: Option<Timestamp>, kind: EventKind) -> Self {
        let name = object.take(&["timezonename", "timezone"]);
        let number = object.take(&["timezoneid"]);
        let name = name
            .and_then(|found| super::scalar::text(found.value))
            .or_else(|| number.and_then(|found| numbered(found.value)));
        Self {
            zone: name.as_deref().and_then(zones::zone),
            name,
            sent_at,
            kind,
        }
    }

    /// Notes that the zone is not known, and how local times are read instead. A zone that is not even named
    /// matters only to a notification that has local times.
    pub fn note_unknown(&self, notes: &mut Notes, local: bool, measured: bool) {
        let instead = if measured {
            "the monitor's times tell the distance from UTC"
        } else {
            "local times are read as UTC"
        };
        match (&self.zone, &self.name) {
            (None, Some(name)) => notes.warn(&format!(
                "time zone “{}” is not known: {instead}",
                cut(name.trim(), SHOWN)
            )),
            (None, None) if local => notes.warn(&format!("no time zone: {instead}")),
            _ => {}
        }
    }

    /// The clocks with the unknown zone's distance from UTC, measured by the monitor's clock: zones differ
    /// from UTC by quarters of an hour, from 12 hours behind to 14 ahead.
    pub fn measured(&self, local: &Said<Stamp>, monitor: &Said<Timestamp>) -> Option<Self> {
        let (None, Some(Stamp::Wall(_))) = (&self.zone, local.get()) else {
            return None;
        };
        let ahead = local.get()?.utc()?.duration_since(monitor.copied()?);
        let quarters = (ahead.as_secs() + 450).div_euclid(900);
        let rounded = SignedDuration::from_secs(quarters * 900);
        let fits = (ahead - rounded).abs() <= DISAGREEMENT && (-48..=56).contains(&quarters);
        let offset = Offset::from_seconds(i32::try_from(rounded.as_secs()).ok()?).ok()?;
        fits.then(|| Self {
            zone: Some(TimeZone::fixed(offset)),
            name: self.name.clone(),
            ..*self
        })
    }

    /// IANA name of the zone.
    pub fn zone_name(&self) -> Said<String> {
        let name = self.zone.as_ref().and_then(TimeZone::iana_name);
        name.map(str::to_owned).into()
    }

    /// The moments that a time of the business's clock can mean, the likeliest first.
    pub fn readings(&self, stamp: Stamp) -> Vec<Timestamp> {
        let wall = match stamp {
            Stamp::Exact(at) => return vec![at],
            Stamp::Wall(wall) => wall,
        };
        let zone = self.zone.clone().unwrap_or(TimeZone::UTC);
        let offsets = match zone.to_ambiguous_timestamp(wall).offset() {
            AmbiguousOffset::Unambiguous { offset } => vec![offset],
            AmbiguousOffset::Gap { before, after } | AmbiguousOffset::Fold { before, after } => {
                vec![before, after]
            }
        };
        offsets
            .into_iter()
            .filter_map(|offset| offset.to_timestamp(wall).ok())
            .collect()
    }

    /// True when a time of the monitor's clock is near enough to a local time to be about the same moment:
    /// within 2 minutes, or within 26 hours where the zone is unknown.
    pub fn believes(&self, monitor: Timestamp, local: Stamp) -> bool {
        let unknown = self.zone.is_none() && matches!(local, Stamp::Wall(_));
        let limit = if unknown {
            SignedDuration::from_hours(26)
        } else {
            DISAGREEMENT
        };
        self.readings(local)
            .into_iter()
            .any(|reading| distance(reading, monitor) <= limit)
    }

    /// The moment that is meant: the reading nearest to a time of the same call that is beyond doubt, else
    /// the nearest to the time of the message, else the first.
    ///
    /// Of two readings the message's time tells the right one only where the other lies after it, or where
    /// the message was sent as the call began or ended: a call can be edited, and is sent again, at any time.
    pub fn settle(&self, stamp: Stamp, anchor: Option<Timestamp>) -> Option<Moment> {
        let graded = |at, sure| {
            let grade = if sure { Grade::Settled } else { Grade::Guessed };
            Moment::new(at, grade)
        };
        let readings = self.readings(stamp);
        let first = *readings.first()?;
        if readings.len() == 1 {
            let known = self.zone.is_some() || matches!(stamp, Stamp::Exact(_));
            return Some(graded(first, known));
        }
        if let Some(anchor) = anchor {
            return nearest(&readings, anchor).map(|at| graded(at, true));
        }
        let Some(sent_at) = self.sent_at else {
            return Some(graded(first, false));
        };
        let possible = no_future(&readings, sent_at);
        let at = nearest(&possible, sent_at)?;
        let sure = possible.len() == 1 || self.kind != EventKind::Processed && soon(at, sent_at);
        Some(graded(at, sure))
    }

    /// The moment of a start that may be written in UTC or in local time: the reading nearest to a time of
    /// the same call or of its message, UTC where that is unknown.
    pub fn settle_start(&self, stamp: Stamp, anchor: Option<Timestamp>) -> Option<Moment> {
        let utc = stamp.utc()?;
        let Some(near) = anchor.or(self.sent_at) else {
            return Some(Moment::new(utc, Grade::Settled));
        };
        let mut readings = self.readings(stamp);
        readings.push(utc);
        if nearest(&readings, near)? != utc {
            return self.settle(stamp, anchor);
        }
        let known = self.zone.is_some() || soon(utc, near);
        let grade = if known {
            Grade::Settled
        } else {
            Grade::Guessed
        };
        Some(Moment::new(utc, grade))
    }
}

/// A time of the business's clock.
pub fn wall(object: &mut Object, notes: &mut Notes, names: &[&str]) -> Said<Stamp> {
    object.read(notes, names, EXPECTED, stamp)
}

/// True for a time without zone.
pub fn is_local(said: &Said<Stamp>) -> bool {
    matches!(said, Said::Value(Stamp::Wall(_)))
}

fn soon(at: Timestamp, message: Timestamp) -> bool {
    distance(at, message) <= SOON
}

fn numbered(number: &Value) -> Option<String> {
    zones::by_number(super::scalar::whole(number)?).map(str::to_owned)
}

/// The readings that a message can speak of: not those after it, unless all are. 2 minutes are allowed for
/// clocks that disagree.
fn no_future(readings: &[Timestamp], sent_at: Timestamp) -> Vec<Timestamp> {
    let past = readings
        .iter()
        .copied()
        .filter(|at| at.duration_since(sent_at) <= DISAGREEMENT);
    let past: Vec<Timestamp> = past.collect();
    if past.is_empty() {
        readings.to_vec()
    } else {
        past
    }
}

/// Of two that are equally far the earlier one.
pub fn nearest(readings: &[Timestamp], anchor: Timestamp) -> Option<Timestamp> {
    readings
        .iter()
        .copied()
        .min_by_key(|at| (distance(*at, anchor), *at))
}

fn distance(one: Timestamp, other: Timestamp) -> SignedDuration {
    one.duration_since(other).abs()
}
