//! In whose time zone moments are told, and by which clock.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::choices::Kept;
use crate::call::WeekStart;
use crate::ui::words;

/// In whose time moments are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zone {
    /// In that of the business that was called; what belongs to none in the person's own.
    #[default]
    Business,
    /// Where the person sits.
    Own,
    Utc,
}

impl Zone {
    pub const ALL: [Self; 3] = [Self::Business, Self::Own, Self::Utc];
}

impl Kept for Zone {
    fn written(&self) -> String {
        match self {
            Self::Business => "business",
            Self::Own => "own",
            Self::Utc => "utc",
        }
        .to_owned()
    }

    fn read(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|zone| zone.written() == text)
    }
}

/// How the time of day is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clock {
    /// `4:42 PM`
    #[default]
    Twelve,
    /// `16:42`
    TwentyFour,
}

impl Clock {
    pub const ALL: [Self; 2] = [Self::Twelve, Self::TwentyFour];
}

impl Kept for Clock {
    fn written(&self) -> String {
        match self {
            Self::Twelve => "12",
            Self::TwentyFour => "24",
        }
        .to_owned()
    }

    fn read(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|clock| clock.written() == text)
    }
}

impl Kept for WeekStart {
    fn written(&self) -> String {
        self.word().to_owned()
    }

    fn read(text: &str) -> Option<Self> {
        Self::from_word(text)
    }
}

/// How moments are told in this window.
#[derive(Clone, Debug, PartialEq)]
pub struct Times {
    /// Where the person sits.
    pub own: TimeZone,
    pub zone: Zone,
    pub clock: Clock,
}

impl Default for Times {
    fn default() -> Self {
        Self {
            own: TimeZone::UTC,
            zone: Zone::default(),
            clock: Clock::default(),
        }
    }
}

impl Times {
    /// The zone in which a call is told whose business is in the zone of that IANA name.
    pub fn of_business(&self, name: Option<&str>) -> TimeZone {
        match self.zone {
            Zone::Business => words::zone(name),
            Zone::Own => self.own.clone(),
            Zone::Utc => TimeZone::UTC,
        }
    }

    /// The zone in which days are reckoned that are asked for: they belong to no business.
    pub fn of_days(&self) -> TimeZone {
        match self.zone {
            Zone::Business | Zone::Own => self.own.clone(),
            Zone::Utc => TimeZone::UTC,
        }
    }

    /// When a call was, as short as a list of many can tell it at `now`. What is today is told by where the person
    /// sits, as days are that are asked for, and the time of day where the business is.
    pub fn in_list(&self, at: Timestamp, business: Option<&str>, now: Timestamp) -> String {
        let zone = self.of_business(business);
        words::list_time(at, (&zone, &self.of_days()), self.clock, now)
    }

    /// The same for a screen reader.
    pub fn spoken(&self, at: Timestamp, business: Option<&str>, now: Timestamp) -> String {
        let zone = self.of_business(business);
        words::spoken_time(at, (&zone, &self.of_days()), self.clock, now)
    }

    /// A moment of a call in full: `Wed 26 Feb 2025, 4:42 PM Eastern`.
    pub fn moment(&self, at: Timestamp, business: Option<&str>) -> String {
        words::moment(at, &self.of_business(business), self.clock)
    }

    /// The same by all three clocks, a line each: the business's, the person's own, UTC.
    pub fn everywhere(&self, at: Timestamp, business: Option<&str>) -> String {
        let zones = [
            ("The business", words::zone(business)),
            ("Here", self.own.clone()),
            ("UTC", TimeZone::UTC),
        ];
        let lines = zones.map(|(whose, zone)| {
            let told = words::moment(at, &zone, self.clock);
            format!("{whose}: {told}")
        });
        lines.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_in_the_zone_that_was_chosen() {
        let at: Timestamp = "2025-02-26T21:42:09Z".parse().unwrap();
        let business = Some("America/New_York");
        let told = |zone, clock| {
            let own = TimeZone::get("Europe/Berlin").unwrap();
            Times { own, zone, clock }.moment(at, business)
        };
        assert_eq!(
            told(Zone::Business, Clock::Twelve),
            "Wed 26 Feb 2025, 4:42 PM Eastern"
        );
        assert_eq!(
            told(Zone::Own, Clock::TwentyFour),
            "Wed 26 Feb 2025, 22:42 CET"
        );
        assert_eq!(
            told(Zone::Utc, Clock::TwentyFour),
            "Wed 26 Feb 2025, 21:42 UTC"
        );
        let days = |zone| {
            let own = TimeZone::get("Europe/Berlin").unwrap();
            let times = Times {
                own,
                zone,
                clock: Clock::Twelve,
            };
            times.of_days().iana_name().map(str::to_owned)
        };
        assert_eq!(days(Zone::Business).as_deref(), Some("Europe/Berlin"));
        assert_eq!(days(Zone::Utc).as_deref(), Some("UTC"));
        let all = Times::default().everywhere(at, business);
        assert_eq!(all.lines().count(), 3, "{all}");
    }
}
