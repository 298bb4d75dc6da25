//! Names of time zones, and what is done without one.

use callbook::call::fold::fold;
use callbook::call::{CallId, DeliveryId, Grade, Said};
use serde_json::json;

use super::{start, times, v4};
use crate::wire::{V5_START, at, changed, event};

#[test]
fn an_unknown_zone_is_read_as_utc_and_said_so() {
    let event = v4(
        None,
        &json!({ "TimeZone": "Foo", "StartTime": "2024-07-15T09:00:00",
            "AnswerTime": "2024-07-15T09:00:10", "MonitorStartTime": "2024-07-16T10:00:00.5" }),
    );
    assert_eq!(event.facts.time_zone, Said::Nothing);
    assert_eq!(
        event.warnings,
        ["time zone “Foo” is not known: local times are read as UTC"]
    );
    assert_eq!(event.facts.custom.0["time_zone_name"], "Foo");
    assert_eq!(
        start(&event).0,
        "2024-07-16T10:00:00.5Z",
        "the monitor, within 26 hours"
    );
    assert_eq!(
        at(&event.facts.answered_at).as_deref(),
        Some("2024-07-15T09:00:10Z")
    );

    let missing = v4(
        None,
        &json!({ "TimeZone": null, "StartTime": "2024-07-15T09:00:00" }),
    );
    assert_eq!(start(&missing).0, "2024-07-15T09:00:00Z");
    assert_eq!(
        missing.warnings,
        ["no time zone: local times are read as UTC"]
    );
}

#[test]
fn zones_are_known_by_many_names() {
    let known = [
        ("Eastern", "America/New_York"),
        ("CENTRAL", "America/Chicago"),
        ("mountain", "America/Denver"),
        ("Pacific", "America/Los_Angeles"),
        ("Atlantic", "America/Halifax"),
        ("Newfoundland", "America/St_Johns"),
        ("Alaska", "America/Anchorage"),
        ("Hawaii", "Pacific/Honolulu"),
        ("Arizona", "America/Phoenix"),
        ("Saskatchewan", "America/Regina"),
        ("UTC", "UTC"),
        ("EST", "America/New_York"),
        ("pdt", "America/Los_Angeles"),
        ("Eastern Standard Time", "America/New_York"),
        ("(UTC-06:00) Central Time (US & Canada)", "America/Chicago"),
        ("US Mountain Standard Time", "America/Phoenix"),
        ("US/Eastern", "America/New_York"),
        ("america/toronto", "America/Toronto"),
        ("America/New York", "America/New_York"),
        ("Europe/Berlin", "Europe/Berlin"),
        ("Eastern Time (ET)", "America/New_York"),
        ("Newfoundland and Labrador", "America/St_Johns"),
        ("Canada Central Standard Time", "America/Regina"),
        ("Canada Central", "America/Regina"),
        ("Central (Saskatchewan)", "America/Regina"),
        ("(UTC-06:00) Saskatchewan", "America/Regina"),
        ("US Mountain (Arizona)", "America/Phoenix"),
        ("Mountain Time (Arizona)", "America/Phoenix"),
        ("Mountain (no DST)", "America/Phoenix"),
        ("Samoa", "Pacific/Pago_Pago"),
        ("Guam", "Pacific/Guam"),
        ("Chamorro Standard Time", "Pacific/Guam"),
        ("Aleutian Standard Time", "America/Adak"),
        ("Puerto Rico", "America/Puerto_Rico"),
        ("London", "Europe/London"),
        ("GMT Standard Time", "Europe/London"),
        ("UTC-5", "Etc/GMT+5"),
        ("UTC-05:00", "Etc/GMT+5"),
        ("GMT+1", "Etc/GMT-1"),
    ];
    for (name, iana) in known {
        let event = v4(None, &json!({ "TimeZone": name }));
        assert_eq!(event.facts.time_zone.text(), Some(iana), "{name}");
    }
    for name in [
        "Etc/Unknown",
        "../../etc/passwd",
        "posix/America/New_York",
        "Middle",
        "Central (Moon)",
        "UTC-25",
        "UTC-5:99",
        "-",
    ] {
        let event = v4(None, &json!({ "TimeZone": name }));
        assert_eq!(event.facts.time_zone, Said::Nothing, "{name}");
        assert_eq!(event.warnings.len(), 1, "{name}");
    }
    let numbered = event(&changed(V5_START, &json!({ "time_zone_name": null })));
    assert_eq!(
        numbered.facts.time_zone.text(),
        Some("America/New_York"),
        "number 2"
    );
}

#[test]
fn a_fixed_distance_from_utc_needs_no_name() {
    for name in ["UTC+05:30", "utc +0530", "+05:30"] {
        let fields = json!({ "TimeZone": name, "StartTime": "2024-07-15T09:00:00" });
        let event = v4(None, &fields);
        assert_eq!(start(&event), ("2024-07-15T03:30:00Z".to_owned(), true));
        assert_eq!(event.facts.time_zone, Said::Nothing);
        assert!(event.warnings.is_empty(), "{:?}", event.warnings);
    }
}

#[test]
fn the_monitor_tells_how_far_an_unknown_zone_is_from_utc() {
    let fields = json!({ "TimeZone": "Foo", "StartTime": "2024-07-15T11:00:00",
        "AnswerTime": "2024-07-15T11:00:10", "EndTime": "2024-07-15T11:00:25",
        "MonitorStartTime": "2024-07-15T01:00:00.4", "MonitorEndTime": "2024-07-15T01:00:25.1" });
    let event = v4(None, &fields);
    assert_eq!(
        times(&event.facts).map(Option::unwrap),
        [
            "2024-07-15T01:00:00.4Z",
            "2024-07-15T01:00:10Z",
            "2024-07-15T01:00:25.1Z"
        ]
    );
    assert_eq!(
        event.warnings,
        ["time zone “Foo” is not known: the monitor's times tell the distance from UTC"]
    );
    assert_eq!(event.facts.answered_at.get().unwrap().grade, Grade::Settled);
    assert_eq!(event.facts.time_zone, Said::Nothing);
    let call = fold(CallId(1), &[(DeliveryId(1), event)]).unwrap();
    assert_eq!(call.wait_secs.map(|wait| wait.0), Some(9.6));
}

#[test]
fn one_time_of_the_monitor_is_enough() {
    let fields = json!({ "TimeZone": null, "StartTime": "2024-07-15T06:45:00",
        "EndTime": "2024-07-15T06:45:25", "MonitorEndTime": "2024-07-15T01:00:25.1" });
    let event = v4(None, &fields);
    assert_eq!(start(&event), ("2024-07-15T01:00:00Z".to_owned(), true));
    assert_eq!(
        at(&event.facts.ended_at).as_deref(),
        Some("2024-07-15T01:00:25.1Z")
    );
}

#[test]
fn a_monitor_at_no_zones_distance_measures_none() {
    for monitor in ["2024-07-15T01:07:00", "2024-07-14T18:00:00"] {
        let fields = json!({ "TimeZone": "Foo", "StartTime": "2024-07-15T11:00:00",
            "AnswerTime": "2024-07-15T11:00:10", "MonitorStartTime": monitor });
        let answer = v4(None, &fields).facts.answered_at;
        assert_eq!(at(&answer).as_deref(), Some("2024-07-15T11:00:10Z"));
        assert_eq!(answer.get().unwrap().grade, Grade::Guessed);
    }
}
