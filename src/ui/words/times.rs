//! Lengths of time and moments. A moment is told in the zone of the business that was called.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::call::{Gap, Seconds};
use crate::ui::model::Clock;

/// A length as on a clock: `0:30`, `12:04`, `1:02:03`; whole seconds, cut.
pub fn duration(length: Seconds) -> String {
    let secs = whole(length.0);
    let (hours, minutes, secs) = (secs / 3600, secs / 60 % 60, secs % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{secs:02}")
    } else {
        format!("{minutes}:{secs:02}")
    }
}

/// A length in words: `22 s`, `3 min`, `2 h 5 min`, `4 days`; rounded to the unit shown.
pub fn spoken_duration(length: Seconds) -> String {
    let secs = whole(length.0.round());
    let minutes = whole((length.0 / 60.0).round());
    let (hours, rest) = (minutes / 60, minutes % 60);
    match (secs, hours) {
        (..90, _) => format!("{secs} s"),
        (_, 0) => format!("{minutes} min"),
        (_, ..10) if rest > 0 => format!("{hours} h {rest} min"),
        (_, ..48) => format!("{hours} h"),
        _ => format!("{} days", hours / 24),
    }
}

/// How long ago something was: `just now`, `2 min ago`, `3 h ago`, `4 days ago`.
pub fn ago(then: Timestamp, now: Timestamp) -> String {
    let secs = now.duration_since(then).as_secs();
    match secs {
        ..45 => "just now".to_owned(),
        45..3_570 => format!("{} min ago", (secs + 30) / 60),
        3_570..171_000 => format!("{} h ago", (secs + 1_800) / 3_600),
        _ => format!("{} days ago", (secs + 43_200) / 86_400),
    }
}

/// The zone of that IANA name; UTC for none and for one that the database does not know.
pub fn zone(name: Option<&str>) -> TimeZone {
    name.and_then(|name| TimeZone::get(name).ok())
        .unwrap_or(TimeZone::UTC)
}

/// The zone in words at that moment: `Eastern`, else its abbreviation such as `CET`, else `UTC+3`.
pub fn zone_name(at: Timestamp, zone: &TimeZone) -> String {
    let info = zone.to_offset_info(at);
    let short = info.abbreviation();
    let is_american = zone.iana_name().is_some_and(|name| {
        ["America/", "US/", "Canada/", "Pacific/Honolulu"]
            .iter()
            .any(|of| name.starts_with(of))
    });
    let word = match short {
        "NST" | "NDT" => "Newfoundland",
        "AST" | "ADT" => "Atlantic",
        "EST" | "EDT" => "Eastern",
        "CST" | "CDT" => "Central",
        "MST" | "MDT" => "Mountain",
        "PST" | "PDT" => "Pacific",
        "AKST" | "AKDT" => "Alaska",
        "HST" | "HDT" => "Hawaii",
        _ => short,
    };
    match (is_american, short.starts_with(['+', '-'])) {
        (true, false) => word.to_owned(),
        (false, false) => short.to_owned(),
        (_, true) => format!("UTC{short}"),
    }
}

/// A moment in full: `Wed 26 Feb 2025, 4:42 PM Eastern`.
pub fn moment(at: Timestamp, zone: &TimeZone, clock: Clock) -> String {
    let told = at.to_zoned(zone.clone());
    let time = time_of_day(at, zone, clock);
    let date = told.strftime("%a %-d %b %Y");
    format!("{date}, {time} {}", zone_name(at, zone))
}

/// The time of day: `4:42 PM`, or `16:42`.
pub fn time_of_day(at: Timestamp, zone: &TimeZone, clock: Clock) -> String {
    let form = match clock {
        Clock::Twelve => "%-I:%M %p",
        Clock::TwentyFour => "%H:%M",
    };
    at.to_zoned(zone.clone()).strftime(form).to_string()
}

/// When a call was, as short as it can be told at `now`: `4:42 PM` today, `Yesterday`, `26 Feb`, `26 Feb 2024`. What is
/// today and what was yesterday is told by the second zone, all else by the first.
pub fn list_time(
    at: Timestamp,
    (zone, days): (&TimeZone, &TimeZone),
    clock: Clock,
    now: Timestamp,
) -> String {
    let [seen, today] = [at, now].map(|at| at.to_zoned(days.clone()).date());
    if seen == today {
        time_of_day(at, zone, clock)
    } else if is_yesterday(seen, today) {
        day(seen, today)
    } else {
        date_of(at.to_zoned(zone.clone()).date(), today)
    }
}

/// When nobody listened, told at `now`: `not listening from 6:02 PM to 8:55 PM`, with the days where they are not
/// today, `not listening since 6:02 PM` while it goes on.
pub fn gap(gap: &Gap, zone: &TimeZone, clock: Clock, now: Timestamp) -> String {
    let today = now.to_zoned(zone.clone()).date();
    let time = |at: Timestamp| {
        let told = at.to_zoned(zone.clone());
        (told.date(), time_of_day(at, zone, clock))
    };
    let dated = |date: Date, time: &str| {
        if date == today {
            time.to_owned()
        } else {
            format!(
                "{} {time}",
                day(date, today).replace("Yesterday", "yesterday")
            )
        }
    };
    let (from_date, from) = time(gap.from);
    let from = dated(from_date, &from);
    let Some((until_date, until)) = gap.until.map(time) else {
        return format!("not listening since {from}");
    };
    let until = if until_date == from_date {
        until
    } else if until_date == today {
        format!("today {until}")
    } else {
        dated(until_date, &until)
    };
    format!("not listening from {from} to {until}")
}

/// The same for a screen reader, which has no column to save: `today 11:43 AM`, `26 Feb 4:42 PM`.
pub fn spoken_time(
    at: Timestamp,
    zones: (&TimeZone, &TimeZone),
    clock: Clock,
    now: Timestamp,
) -> String {
    let (zone, days) = zones;
    let [seen, today] = [at, now].map(|at| at.to_zoned(days.clone()).date());
    let time = time_of_day(at, zone, clock);
    if seen == today {
        format!("today {time}")
    } else {
        format!("{} {time}", list_time(at, zones, clock, now))
    }
}

/// A day told at `today`: `Today`, `Yesterday`, `26 Feb`, `26 Feb 2024`.
pub fn day(date: Date, today: Date) -> String {
    if date == today {
        "Today".to_owned()
    } else if is_yesterday(date, today) {
        "Yesterday".to_owned()
    } else {
        date_of(date, today)
    }
}

fn is_yesterday(date: Date, today: Date) -> bool {
    today.yesterday().is_ok_and(|yesterday| date == yesterday)
}

/// With its year where that is another than today's.
fn date_of(date: Date, today: Date) -> String {
    let form = if date.year() == today.year() {
        "%-d %b"
    } else {
        "%-d %b %Y"
    };
    date.strftime(form).to_string()
}

/// How long an answer took: `0.9 ms`, `14 ms`, `1.5 s`.
pub fn millis(took: std::time::Duration) -> String {
    let millis = took.as_secs_f64() * 1e3;
    match millis {
        ..10.0 => format!("{millis:.1} ms"),
        ..1000.0 => format!("{millis:.0} ms"),
        _ => format!("{:.1} s", millis / 1e3),
    }
}

/// A time of day to the second: `4:42:09 PM`, or `16:42:09`.
pub fn second_of_day(at: Timestamp, zone: &TimeZone, clock: Clock) -> String {
    let form = match clock {
        Clock::Twelve => "%-I:%M:%S %p",
        Clock::TwentyFour => "%H:%M:%S",
    };
    at.to_zoned(zone.clone()).strftime(form).to_string()
}

/// A time of day to the millisecond: `11:58:04.112 AM`, or `11:58:04.112`.
pub fn millisecond_of_day(at: Timestamp, zone: &TimeZone, clock: Clock) -> String {
    let form = match clock {
        Clock::Twelve => "%-I:%M:%S.%3f %p",
        Clock::TwentyFour => "%H:%M:%S.%3f",
    };
    at.to_zoned(zone.clone()).strftime(form).to_string()
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a length in seconds, cut on purpose; saturates"
)]
fn whole(secs: f64) -> i64 {
    secs.max(0.0) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(time: &str) -> Timestamp {
        time.parse().unwrap()
    }

    #[test]
    fn gaps_are_told_with_the_days_that_are_not_today() {
        let now = at("2026-03-04T12:00:00Z");
        for (from, until, told) in [
            (
                "04T07:00",
                Some("04T08:55"),
                "not listening from 07:00 to 08:55",
            ),
            (
                "03T18:02",
                Some("04T08:55"),
                "not listening from yesterday 18:02 to today 08:55",
            ),
            (
                "03T07:00",
                Some("03T08:55"),
                "not listening from yesterday 07:00 to 08:55",
            ),
            (
                "01T18:02",
                Some("03T08:55"),
                "not listening from 1 Mar 18:02 to yesterday 08:55",
            ),
            ("04T11:02", None, "not listening since 11:02"),
        ] {
            let time = |time: &str| at(&format!("2026-03-{time}:00Z"));
            let (from, until) = (time(from), until.map(time));
            let missed = Gap { from, until };
            assert_eq!(gap(&missed, &TimeZone::UTC, Clock::TwentyFour, now), told);
        }
    }

    #[test]
    fn lengths_read_as_on_a_clock() {
        for (secs, told) in [
            (0.4, "0:00"),
            (30.9, "0:30"),
            (724.0, "12:04"),
            (3_723.0, "1:02:03"),
            (-3.0, "0:00"),
        ] {
            assert_eq!(duration(Seconds(secs)), told);
        }
    }

    #[test]
    fn lengths_read_in_words() {
        for (secs, told) in [
            (21.9, "22 s"),
            (0.2, "0 s"),
            (89.0, "89 s"),
            (180.0, "3 min"),
            (3_590.0, "1 h"),
            (7_500.0, "2 h 5 min"),
            (90_000.0, "25 h"),
            (604_800.0, "7 days"),
        ] {
            assert_eq!(spoken_duration(Seconds(secs)), told);
        }
    }

    #[test]
    fn the_past_is_told_roughly() {
        let now = at("2026-11-22T12:00:00Z");
        for (then, told) in [
            ("2026-11-22T12:00:03Z", "just now"),
            ("2026-11-22T11:59:30Z", "just now"),
            ("2026-11-22T11:58:00Z", "2 min ago"),
            ("2026-11-22T11:00:40Z", "59 min ago"),
            ("2026-11-22T11:00:20Z", "1 h ago"),
            ("2026-11-20T12:00:00Z", "2 days ago"),
        ] {
            assert_eq!(ago(at(then), now), told);
        }
    }

    #[test]
    fn a_moment_is_told_in_the_zone_of_the_business() {
        let start = at("2025-02-26T21:42:09Z");
        let told = |name| moment(start, &zone(name), Clock::Twelve);
        assert_eq!(
            told(Some("America/New_York")),
            "Wed 26 Feb 2025, 4:42 PM Eastern"
        );
        assert_eq!(
            told(Some("America/Los_Angeles")),
            "Wed 26 Feb 2025, 1:42 PM Pacific"
        );
        assert_eq!(
            told(Some("America/St_Johns")),
            "Wed 26 Feb 2025, 6:12 PM Newfoundland"
        );
        assert_eq!(told(Some("Europe/Berlin")), "Wed 26 Feb 2025, 10:42 PM CET");
        assert_eq!(told(Some("Asia/Shanghai")), "Thu 27 Feb 2025, 5:42 AM CST");
        assert_eq!(
            told(Some("America/Sao_Paulo")),
            "Wed 26 Feb 2025, 6:42 PM UTC-03"
        );
        assert_eq!(told(Some("Nowhere/Land")), "Wed 26 Feb 2025, 9:42 PM UTC");
        assert_eq!(told(None), "Wed 26 Feb 2025, 9:42 PM UTC");
    }

    #[test]
    fn the_list_tells_the_time_of_the_business_and_today_as_here() {
        let eastern = zone(Some("America/New_York"));
        let now = at("2026-11-22T17:00:00Z");
        let here = (&eastern, &eastern);
        let told = |then| list_time(at(then), here, Clock::Twelve, now);
        assert_eq!(told("2026-11-22T16:43:00Z"), "11:43 AM");
        assert_eq!(told("2026-11-22T04:30:00Z"), "Yesterday");
        assert_eq!(told("2026-02-26T21:42:00Z"), "26 Feb");
        assert_eq!(told("2025-02-26T21:42:00Z"), "26 Feb 2025");
        assert_eq!(
            spoken_time(at("2026-02-26T21:42:00Z"), here, Clock::Twelve, now),
            "26 Feb 4:42 PM"
        );
        assert_eq!(
            spoken_time(at("2026-11-22T16:43:00Z"), here, Clock::Twelve, now),
            "today 11:43 AM"
        );
        let morning = at("2026-11-22T16:43:00Z");
        let told = list_time(morning, here, Clock::TwentyFour, now);
        assert_eq!(told, "11:43");
        // For somebody in Berlin it is the morning of the 23rd: what came after midnight is today's.
        let berlin = zone(Some("Europe/Berlin"));
        let now = at("2026-11-23T05:30:00Z");
        let told = |then| list_time(at(then), (&eastern, &berlin), Clock::Twelve, now);
        assert_eq!(told("2026-11-23T04:10:00Z"), "11:10 PM");
        assert_eq!(told("2026-11-22T23:30:00Z"), "6:30 PM");
        assert_eq!(told("2026-11-22T22:30:00Z"), "Yesterday");
        assert_eq!(told("2026-11-21T22:30:00Z"), "21 Nov");
        let spoken = |then| spoken_time(at(then), (&eastern, &berlin), Clock::Twelve, now);
        assert_eq!(spoken("2026-11-23T04:10:00Z"), "today 11:10 PM");
        assert_eq!(spoken("2026-11-22T22:30:00Z"), "Yesterday 5:30 PM");
    }

    #[test]
    fn both_clocks_go_to_the_millisecond() {
        let then = at("2026-11-22T16:08:04.1129Z");
        let told = |clock| {
            let zone = &TimeZone::UTC;
            [time_of_day, second_of_day, millisecond_of_day].map(|tell| tell(then, zone, clock))
        };
        assert_eq!(
            told(Clock::Twelve),
            ["4:08 PM", "4:08:04 PM", "4:08:04.112 PM"]
        );
        assert_eq!(
            told(Clock::TwentyFour),
            ["16:08", "16:08:04", "16:08:04.112"]
        );
        let missed = Gap {
            from: at("2026-11-22T15:02:00Z"),
            until: Some(then),
        };
        assert_eq!(
            gap(&missed, &TimeZone::UTC, Clock::Twelve, then),
            "not listening from 3:02 PM to 4:08 PM"
        );
    }
}
