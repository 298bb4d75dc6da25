//! Which moment a time means.
//!
//! The sender writes some times in UTC without saying so and others in the business's zone. A local time in
//! the hour that occurs twice in autumn, or in the one that spring leaves out, has two readings; a second
//! clock (the monitor's, or that of the message) tells which one is meant.

use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::notes::{Notes, SHOWN, cut};
use super::object::Object;
use super::zones;
use crate::call::{Grade, Moment, Said};

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
    /// When the message was sent.
    pub sent_at: Option<Timestamp>,
}

impl Clocks {
    /// Reads the zone of a notification.
    pub fn read(object: &mut Object, notes: &mut Notes, sent_at: Option<Timestamp>) -> Self {
        let name = object.take(&["timezonename", "timezone"]);
        let number = object.take(&["timezoneid"]);
        let name = name
            .and_then(|found| super::scalar::text(found.value))
            .or_else(|| number.and_then(|found| numbered(found.value)));
        let zone = name.as_deref().and_then(zones::zone);
        if let (Some(name), None) = (&name, &zone) {
            notes.warn(&format!(
                "time zone “{}” is not known: its times are read as UTC",
                cut(name.trim(), SHOWN)
            ));
        }
        Self { zone, sent_at }
    }

    /// IANA name of the zone.
    pub fn zone_name(&self) -> Said<String> {
        let name = self.zone.as_ref().and_then(TimeZone::iana_name);
        name.map(str::to_owned).into()
    }

    /// A time of the business's clock.
    pub fn wall(&self, object: &mut Object, notes: &mut Notes, names: &[&str]) -> Said<Stamp> {
        let said = object.read(notes, names, EXPECTED, stamp);
        if self.zone.is_none() && matches!(said, Said::Value(Stamp::Wall(_))) && !zone_warned(notes)
        {
            notes.warn("no time zone: local times are read as UTC");
        }
        said
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
            SignedDuration::from_mins(2)
        };
        self.readings(local)
            .into_iter()
            .any(|reading| distance(reading, monitor) <= limit)
    }

    /// The reading that is meant: the nearest to a time of the same call that is beyond doubt, else the
    /// nearest to the time of the message, else the first.
    pub fn settle(&self, readings: &[Timestamp], anchor: Option<Timestamp>) -> Option<Moment> {
        let first = *readings.first()?;
        if readings.len() == 1 {
            return Some(Moment::new(first, Grade::Settled));
        }
        if let Some(anchor) = anchor {
            return nearest(readings, anchor).map(|at| Moment::new(at, Grade::Settled));
        }
        let Some(sent_at) = self.sent_at else {
            return Some(Moment::new(first, Grade::Guessed));
        };
        let at = nearest(&no_future(readings, sent_at), sent_at)?;
        let near = distance(at, sent_at) <= SignedDuration::from_hours(1);
        let grade = if near { Grade::Settled } else { Grade::Guessed };
        Some(Moment::new(at, grade))
    }
}

fn zone_warned(notes: &Notes) -> bool {
    notes
        .warnings
        .iter()
        .any(|warning| warning.starts_with("time zone “"))
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
        .filter(|at| at.duration_since(sent_at) <= SignedDuration::from_mins(2));
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
