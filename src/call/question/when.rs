//! Times as people say them: read, written, and reckoned on the clock of a zone.

use std::fmt;
use std::ops::Range;

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, Zoned};

use super::{Side, When};
use crate::call::WeekStart;

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Monday),
    ("tuesday", Weekday::Tuesday),
    ("wednesday", Weekday::Wednesday),
    ("thursday", Weekday::Thursday),
    ("friday", Weekday::Friday),
    ("saturday", Weekday::Saturday),
    ("sunday", Weekday::Sunday),
];

const SAID: [(&str, When); 8] = [
    ("today", When::Today),
    ("yesterday", When::Yesterday),
    ("this week", When::ThisWeek),
    ("last week", When::LastWeek),
    ("this month", When::ThisMonth),
    ("last month", When::LastMonth),
    ("this year", When::ThisYear),
    ("last year", When::LastYear),
];

impl When {
    /// A time as it is typed; none for what is not understood.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return in_words(text);
        }
        match text.split_once("..") {
            Some((first, last)) => span(first.trim(), last.trim()),
            None => written(text),
        }
    }

    /// From the first moment of this time to the first one after it, on the clock of `now`. Days have the hours
    /// that they have there when clocks are set; weeks begin with the day of `week`.
    pub fn range(self, now: &Zoned, week: WeekStart) -> Range<Timestamp> {
        let at = |date: Date| midnight(date, now.time_zone());
        if let Self::Between(from, until) = self {
            return from..until;
        }
        let (first, last) = self.days(now.date(), week);
        // The calendar ends with the year 9999.
        let until = last.tomorrow().map_or(Timestamp::MAX, at);
        at(first)..until
    }

    /// The first and the last day; those of today for two moments.
    fn days(self, today: Date, week: WeekStart) -> (Date, Date) {
        let back = |days: i64| today.saturating_sub(Span::new().days(days));
        let before = week.days_before(today);
        let last_month = || today.first_of_month().yesterday().unwrap_or(Date::MIN);
        match self {
            Self::Today | Self::Between(..) => (today, today),
            Self::Day(date) => (date, date),
            Self::Days(first, last) => (first, last),
            Self::Yesterday => (back(1), back(1)),
            Self::LastDays(days) => (back(i64::from(days.max(1)) - 1), today),
            Self::Last(weekday) => {
                let since = i64::from(today.weekday().since(weekday));
                let date = back(if since == 0 { 7 } else { since });
                (date, date)
            }
            Self::ThisWeek => (back(before), back(before - 6)),
            Self::LastWeek => (back(before + 7), back(before + 1)),
            Self::ThisMonth => (today.first_of_month(), today.last_of_month()),
            Self::LastMonth => (last_month().first_of_month(), last_month()),
            Self::ThisYear => (today.first_of_year(), today.last_of_year()),
            Self::LastYear => whole_year(today.year() - 1),
            Self::Year(year) => whole_year(year),
            Self::Month { year, month } => {
                let first = Date::new(year, month, 1).unwrap_or(Date::MAX);
                (first, first.last_of_month())
            }
        }
    }
}

impl Side {
    /// The moments on this side of a time; an end that is missing is open.
    pub fn bounds(
        self,
        when: When,
        now: &Zoned,
        week: WeekStart,
    ) -> (Option<Timestamp>, Option<Timestamp>) {
        let range = when.range(now, week);
        match self {
            Self::Before => (None, Some(range.start)),
            Self::After => (Some(range.start), None),
            Self::During => (Some(range.start), Some(range.end)),
        }
    }
}

/// The first moment of a day: later than midnight where clocks are set at midnight.
fn midnight(date: Date, zone: &TimeZone) -> Timestamp {
    let before_all = if date.year() < 1970 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    };
    date.to_zoned(zone.clone())
        .map_or(before_all, |start| start.timestamp())
}

fn whole_year(year: i16) -> (Date, Date) {
    let first = Date::new(year, 1, 1).unwrap_or(Date::MIN);
    (first, first.last_of_year())
}

/// Words, in which a hyphen does for a space.
fn in_words(text: &str) -> Option<When> {
    let plain = text.to_ascii_lowercase().replace(['-', '_'], " ");
    let words: Vec<&str> = plain.split_whitespace().collect();
    let text = words.join(" ");
    if let Some((_, when)) = SAID.iter().find(|(said, _)| *said == text) {
        return Some(*when);
    }
    let rest = text.strip_prefix("last ").unwrap_or(&text);
    if let Some((_, weekday)) = WEEKDAYS.iter().find(|(name, _)| *name == rest) {
        return Some(When::Last(*weekday));
    }
    let (number, unit) = rest.split_once(' ')?;
    let days = match unit {
        "days" | "day" => 1,
        "weeks" | "week" => 7,
        _ => return None,
    };
    let days = digits::<u16>(number)?.checked_mul(days)?;
    (days > 0).then_some(When::LastDays(days))
}

/// `2026`, `2026-10` or `2026-10-01`.
fn written(text: &str) -> Option<When> {
    let parts: Vec<&str> = text.split('-').collect();
    let year = |text: &&str| digits(text).filter(|_| text.len() == 4);
    match &parts[..] {
        [just] => year(just).map(When::Year),
        [of, month] => {
            let (year, month) = (year(of)?, digits(month)?);
            Date::new(year, month, 1).ok()?;
            Some(When::Month { year, month })
        }
        _ => day(text).map(When::Day),
    }
}

fn day(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let year = parts.next().filter(|year| year.len() == 4)?;
    let date = Date::new(
        digits(year)?,
        digits(parts.next()?)?,
        digits(parts.next()?)?,
    );
    parts.next().is_none().then_some(date.ok()?)
}

/// Two days, or two moments in UTC.
fn span(first: &str, last: &str) -> Option<When> {
    if let (Some(first), Some(last)) = (day(first), day(last)) {
        return (first <= last).then_some(When::Days(first, last));
    }
    let (from, until) = (first.parse().ok()?, last.parse().ok()?);
    (from <= until).then_some(When::Between(from, until))
}

fn digits<T: std::str::FromStr>(text: &str) -> Option<T> {
    let plain = text.chars().all(|c| c.is_ascii_digit());
    Some(text).filter(|_| plain)?.parse().ok()
}

impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((said, _)) = SAID.iter().find(|(_, when)| when == self) {
            return f.write_str(said);
        }
        match self {
            Self::Day(date) => write!(f, "{date}"),
            Self::Days(first, last) => write!(f, "{first}..{last}"),
            Self::Month { year, month } => write!(f, "{year:04}-{month:02}"),
            Self::Year(year) => write!(f, "{year:04}"),
            Self::LastDays(days) => write!(f, "last {days} days"),
            Self::Between(from, until) => write!(f, "{from}..{until}"),
            Self::Last(weekday) => {
                let name = WEEKDAYS.iter().find(|(_, day)| day == weekday);
                write!(f, "last {}", name.map_or("", |(name, _)| name))
            }
            // Said in words, above.
            Self::Today
            | Self::Yesterday
            | Self::ThisWeek
            | Self::LastWeek
            | Self::ThisMonth
            | Self::LastMonth
            | Self::ThisYear
            | Self::LastYear => Ok(()),
        }
    }
}
