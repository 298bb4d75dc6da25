//! Which moment a time means.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod grades;
mod zones;

use callbook::call::{CallEvent, Facts, Grade, Moment, Said};
use serde_json::{Value, json};

use crate::wire::{V5_START, at, event};

/// A result of the fourth version in the Eastern zone with these fields.
fn v4(utc: Option<&str>, fields: &Value) -> CallEvent {
    of("CallDetails.CallProcessed", utc, fields)
}

/// The same as the call ended.
fn ended(utc: Option<&str>, fields: &Value) -> CallEvent {
    of("CallDetails.CallPreprocessed", utc, fields)
}

fn v5(utc: Option<&str>, fields: &Value) -> CallEvent {
    of("CallDetailsV5.CallProcessed", utc, fields)
}

fn of(action: &str, utc: Option<&str>, fields: &Value) -> CallEvent {
    let mut notification = json!({ "Action": action, "id": 7, "TimeZone": "Eastern" });
    for (name, value) in fields.as_object().unwrap() {
        notification[name] = value.clone();
    }
    let delivery = json!({ "Properties": { "UTC": utc }, "Notifications": [notification] });
    event(delivery.to_string().as_bytes())
}

fn times(facts: &Facts) -> [Option<String>; 3] {
    [
        at(&facts.started_at),
        at(&facts.answered_at),
        at(&facts.ended_at),
    ]
}

fn start(event: &CallEvent) -> (String, bool) {
    let Said::Value(Moment { at, grade }) = event.facts.started_at else {
        panic!("no start: {:?}", event.warnings);
    };
    (at.to_string(), grade > Grade::Guessed)
}

fn settled(at: &str) -> (String, bool) {
    (at.to_owned(), true)
}

fn unsettled(at: &str) -> (String, bool) {
    (at.to_owned(), false)
}

#[test]
fn local_times_follow_daylight_saving() {
    let read = |local: &str| start(&v4(None, &json!({ "StartTime": local })));
    assert_eq!(read("2024-01-15T09:00:00"), settled("2024-01-15T14:00:00Z"));
    assert_eq!(read("2024-07-15T09:00:00"), settled("2024-07-15T13:00:00Z"));
    assert_eq!(
        read("2024-07-15 09:00:00.123456789"),
        settled("2024-07-15T13:00:00.123456789Z")
    );
    assert_eq!(
        read("2024-07-15T09:00:00Z"),
        settled("2024-07-15T09:00:00Z")
    );
    assert_eq!(
        read("2024-07-15T09:00:00+02:00"),
        settled("2024-07-15T07:00:00Z")
    );
}

#[test]
fn the_monitor_is_believed_within_two_minutes_of_the_local_time() {
    let read = |monitor: &str| {
        let fields = json!({ "StartTime": "2024-07-15T09:00:00", "MonitorStartTime": monitor });
        start(&v4(None, &fields)).0
    };
    assert_eq!(read("2024-07-15T13:01:59.500"), "2024-07-15T13:01:59.5Z");
    assert_eq!(read("2024-07-15T12:58:00.000"), "2024-07-15T12:58:00Z");
    assert_eq!(read("2024-07-15T13:02:01.000"), "2024-07-15T13:00:00Z");
    assert_eq!(
        read("2024-07-15T14:00:00.000"),
        "2024-07-15T13:00:00Z",
        "an hour off"
    );
}

#[test]
fn the_double_hour_is_settled_by_the_monitor() {
    let read = |monitor: &str| {
        v4(
            Some("2024-11-03T09:00:00"),
            &json!({ "StartTime": "2024-11-03T01:30:00", "AnswerTime": "2024-11-03T01:30:05",
                "EndTime": "2024-11-03T01:31:00", "MonitorStartTime": monitor }),
        )
    };
    let first = read("2024-11-03T05:29:59.700");
    assert_eq!(start(&first), settled("2024-11-03T05:29:59.7Z"));
    assert_eq!(
        at(&first.facts.answered_at).as_deref(),
        Some("2024-11-03T05:30:05Z")
    );
    assert_eq!(
        at(&first.facts.ended_at).as_deref(),
        Some("2024-11-03T05:31:00Z")
    );
    let second = read("2024-11-03T06:29:59.700");
    assert_eq!(start(&second), settled("2024-11-03T06:29:59.7Z"));
    assert_eq!(
        at(&second.facts.answered_at).as_deref(),
        Some("2024-11-03T06:30:05Z")
    );
    assert!(second.facts.answered_at.get().unwrap().grade > Grade::Guessed);
}

#[test]
fn the_double_hour_is_settled_by_a_message_sent_before_its_other_reading() {
    let read = |utc| start(&v4(utc, &json!({ "StartTime": "2024-11-03T01:30:00" })));
    for message in [
        "2024-11-03T05:33:00",
        "2024-11-03T06:15:00",
        "2024-11-03T06:27:59",
    ] {
        assert_eq!(
            read(Some(message)),
            settled("2024-11-03T05:30:00Z"),
            "no message speaks of a call that has not begun"
        );
    }
    for message in ["2024-11-03T06:33:00", "2024-11-05T12:00:00"] {
        assert_eq!(read(Some(message)), unsettled("2024-11-03T06:30:00Z"));
    }
    assert_eq!(
        read(Some("2024-11-03T05:20:00")),
        unsettled("2024-11-03T05:30:00Z"),
        "a message before both"
    );
    assert_eq!(read(None), unsettled("2024-11-03T05:30:00Z"));
}

#[test]
fn the_double_hour_is_settled_by_a_message_sent_as_the_call_ended() {
    let read = |utc| start(&ended(utc, &json!({ "StartTime": "2024-11-03T01:30:00" })));
    let at = "2024-11-03T06:30:00Z";
    assert_eq!(read(Some("2024-11-03T06:33:00")), settled(at));
    assert_eq!(read(Some("2024-11-03T07:30:01")), unsettled(at));
}

#[test]
fn the_end_of_a_call_across_the_double_hour_keeps_its_order() {
    let event = v4(
        Some("2024-11-03T06:06:00"),
        &json!({ "StartTime": "2024-11-03T01:58:00", "EndTime": "2024-11-03T01:05:00" }),
    );
    let [start, _, end] = times(&event.facts);
    assert_eq!(start.as_deref(), Some("2024-11-03T05:58:00Z"));
    assert_eq!(end.as_deref(), Some("2024-11-03T06:05:00Z"));
}

#[test]
fn a_time_in_the_gap_has_two_readings_too() {
    let read = |utc| start(&ended(utc, &json!({ "StartTime": "2024-03-10T02:30:00" })));
    assert_eq!(
        read(Some("2024-03-10T07:33:00")),
        settled("2024-03-10T07:30:00Z")
    );
    assert_eq!(
        read(Some("2024-03-10T06:33:00")),
        settled("2024-03-10T06:30:00Z")
    );
    assert_eq!(read(None), unsettled("2024-03-10T07:30:00Z"));
}

#[test]
fn v5_takes_the_twin_in_utc_and_else_the_local_time() {
    let event = v5(
        None,
        &json!({ "start_time": "2024-07-15T09:00:00", "start_time_utc": "2024-07-15T13:00:00.250",
            "answer_time": "2024-07-15T09:00:10", "answer_time_utc": null,
            "end_time": "2024-07-15T09:01:00", "end_time_utc": "soon" }),
    );
    assert_eq!(
        times(&event.facts).map(Option::unwrap),
        [
            "2024-07-15T13:00:00.25Z",
            "2024-07-15T13:00:10Z",
            "2024-07-15T13:01:00Z"
        ]
    );
    assert_eq!(
        event.warnings,
        ["end_time_utc: expected a time, got \"soon\""]
    );
}

#[test]
fn v5_double_hour_is_settled_by_another_twin() {
    let event = v5(
        None,
        &json!({ "start_time": "2024-11-03T01:30:00", "end_time_utc": "2024-11-03T06:31:00.1" }),
    );
    assert_eq!(start(&event), settled("2024-11-03T06:30:00Z"));
}

#[test]
fn a_v5_start_takes_the_reading_nearest_to_its_message() {
    let read = |zone: &str, local: &str, utc: Option<&str>| {
        let mut delivery = crate::wire::plain(V5_START);
        delivery["Properties"]["UTC"] = json!(utc);
        delivery["Notifications"][0]["time_zone_name"] = json!(zone);
        delivery["Notifications"][0]["start_time"] = json!(local);
        start(&event(delivery.to_string().as_bytes()))
    };
    let message = Some("2025-07-04T13:46:02.600");
    assert_eq!(
        read("Eastern", "2025-07-04T13:45:59.619", message),
        settled("2025-07-04T13:45:59.619Z")
    );
    assert_eq!(
        read("Eastern", "2025-07-04T09:45:59", message),
        settled("2025-07-04T13:45:59Z")
    );
    assert_eq!(
        read("Hawaii", "2025-07-04T03:45:59", message),
        settled("2025-07-04T13:45:59Z")
    );
    assert_eq!(
        read("Eastern", "2025-07-04T13:45:59", None),
        settled("2025-07-04T13:45:59Z")
    );
    let autumn = Some("2024-11-03T06:30:03");
    assert_eq!(
        read("Eastern", "2024-11-03T01:30:00", autumn),
        settled("2024-11-03T06:30:00Z")
    );
    assert_eq!(
        read("Eastern", "2024-11-03T06:30:00", autumn),
        settled("2024-11-03T06:30:00Z")
    );
}

#[test]
fn what_is_no_time_is_left_out_with_a_warning() {
    for value in [
        json!("yesterday"),
        json!("0001-01-01T00:00:00"),
        json!("2024-13-01T00:00:00"),
        json!(7),
        json!("2024-07-15"),
    ] {
        let event = v4(None, &json!({ "StartTime": value }));
        assert_eq!(event.facts.started_at, Said::Nothing, "{value}");
        assert_eq!(
            event.warnings,
            [format!("StartTime: expected a time, got {value}")]
        );
    }
    let sent = v4(Some("soon"), &json!({}));
    assert_eq!(sent.sent_at, None);
    assert_eq!(
        sent.warnings,
        ["Properties.UTC: expected a time, got \"soon\""]
    );
}
