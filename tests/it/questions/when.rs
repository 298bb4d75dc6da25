//! Times as people say them, on a clock that is set twice a year.

use callbook::call::WeekStart;
use callbook::call::question::When;
use jiff::{Timestamp, Zoned};

/// A Thursday.
const NOW: &str = "2026-10-15T14:30:00-04:00[America/New_York]";

fn range(said: &str, now: &str) -> (String, String) {
    range_of(said, now, WeekStart::Monday)
}

fn range_of(said: &str, now: &str, week: WeekStart) -> (String, String) {
    let now: Zoned = now.parse().unwrap();
    let when = When::parse(said).unwrap_or_else(|| panic!("{said}"));
    let range = when.range(&now, week);
    let local = |at: Timestamp| {
        let zoned = at.to_zoned(now.time_zone().clone());
        zoned.strftime("%Y-%m-%d %H:%M").to_string()
    };
    (local(range.start), local(range.end))
}

#[test]
fn what_is_said_is_reckoned_in_whole_days_of_the_zone() {
    let days = [
        ("today", "2026-10-15", "2026-10-16"),
        ("Yesterday", "2026-10-14", "2026-10-15"),
        ("2026-10-01", "2026-10-01", "2026-10-02"),
        ("2026-10-01..2026-10-15", "2026-10-01", "2026-10-16"),
        ("2026-02", "2026-02-01", "2026-03-01"),
        ("2026", "2026-01-01", "2027-01-01"),
        ("this week", "2026-10-12", "2026-10-19"),
        ("last week", "2026-10-05", "2026-10-12"),
        ("this month", "2026-10-01", "2026-11-01"),
        ("last-month", "2026-09-01", "2026-10-01"),
        ("this year", "2026-01-01", "2027-01-01"),
        ("last year", "2025-01-01", "2026-01-01"),
        ("last monday", "2026-10-12", "2026-10-13"),
        ("last thursday", "2026-10-08", "2026-10-09"),
        ("friday", "2026-10-09", "2026-10-10"),
        ("last 7 days", "2026-10-09", "2026-10-16"),
        ("last 1 day", "2026-10-15", "2026-10-16"),
        ("last 2 weeks", "2026-10-02", "2026-10-16"),
        ("last 30 days", "2026-09-16", "2026-10-16"),
    ];
    for (said, start, end) in days {
        let expected = (format!("{start} 00:00"), format!("{end} 00:00"));
        assert_eq!(range(said, NOW), expected, "{said}");
    }
}

#[test]
fn weeks_begin_with_the_day_that_was_chosen() {
    let sunday = "2026-10-18T00:10:00-04:00[America/New_York]";
    for (week, now, begins) in [
        (WeekStart::Monday, NOW, ["2026-10-12", "2026-10-05"]),
        (WeekStart::Sunday, NOW, ["2026-10-11", "2026-10-04"]),
        (WeekStart::Saturday, NOW, ["2026-10-10", "2026-10-03"]),
        (WeekStart::Monday, sunday, ["2026-10-12", "2026-10-05"]),
        (WeekStart::Sunday, sunday, ["2026-10-18", "2026-10-11"]),
        (WeekStart::Saturday, sunday, ["2026-10-17", "2026-10-10"]),
    ] {
        let [this, last] = begins.map(|day| format!("{day} 00:00"));
        let told = range_of("last week", now, week);
        assert_eq!(told, (last, this.clone()), "{week:?} {now}");
        assert_eq!(range_of("this week", now, week).0, this);
    }
}

#[test]
fn days_on_which_clocks_are_set_have_their_hours() {
    let hours = |day: &str, now: &str| {
        let now: Zoned = now.parse().unwrap();
        let range = When::parse(day).unwrap().range(&now, WeekStart::Monday);
        range.end.duration_since(range.start).as_hours()
    };
    assert_eq!(hours("2026-03-08", NOW), 23);
    assert_eq!(hours("2026-11-01", NOW), 25);
    assert_eq!(hours("2026-10-31", NOW), 24);
    // Clocks are set at midnight: the day starts at one.
    let cairo = "2026-05-01T12:00:00+03:00[Africa/Cairo]";
    assert_eq!(hours("2026-04-24", cairo), 23);
    assert_eq!(range("2026-04-24", cairo).0, "2026-04-24 01:00");
    let week_after = "2026-11-04T12:00:00-05:00[America/New_York]";
    assert_eq!(hours("last 7 days", week_after), 7 * 24 + 1);
}

#[test]
fn the_ends_of_the_calendar_hold() {
    let last = "9999-12-30T00:00:00+00:00[UTC]";
    for said in [
        "today",
        "this week",
        "2026",
        "9999",
        "9999-12",
        "9999-12-31",
        "0000",
        "0001-01-01",
        "last 65535 days",
    ] {
        let when = When::parse(said).unwrap();
        let range = when.range(&last.parse().unwrap(), WeekStart::Saturday);
        assert!(range.start <= range.end, "{said}: {range:?}");
    }
}

#[test]
fn moments_are_taken_as_they_are() {
    let said = "2026-10-01T00:00:00Z..2026-10-01T06:30:00Z";
    let when = When::parse(said).unwrap();
    let range = when.range(&NOW.parse().unwrap(), WeekStart::Monday);
    assert_eq!(format!("{}..{}", range.start, range.end), said);
    assert_eq!(when.to_string(), said);
}

#[test]
fn what_is_no_time_is_refused() {
    for said in [
        "",
        "tomorrow",
        "last",
        "last 0 days",
        "last 70000 days",
        "last x days",
        "2026-13",
        "2026-02-30",
        "26-10-01",
        "2026-1-1-1",
        "2026-10-15..2026-10-01",
        "..",
        "2026-10-01..",
        "-2026",
        "10/01/2026",
        "last 😀",
    ] {
        assert_eq!(When::parse(said), None, "{said}");
    }
}
