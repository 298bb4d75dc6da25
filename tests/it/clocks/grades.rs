//! Several words about one moment: the better known one stays.

use callbook::call::fold::fold;
use callbook::call::{CallEvent, CallId, DeliveryId, Facts};
use serde_json::{Value, json};

use super::{ended, of, times, v4};

/// What two events of one call say together, whichever comes first.
fn together(first: &CallEvent, later: &CallEvent) -> Facts {
    let fold = |one: &CallEvent, other: &CallEvent| {
        let events = [(DeliveryId(1), one.clone()), (DeliveryId(2), other.clone())];
        fold(CallId(1), &events).unwrap().facts
    };
    let facts = fold(first, later);
    assert_eq!(facts, fold(later, first));
    facts
}

fn local(zone: &Value) -> Value {
    json!({ "TimeZone": zone, "time_zone_name": zone, "StartTime": "2024-07-15T09:00:00",
        "AnswerTime": "2024-07-15T09:00:10", "EndTime": "2024-07-15T09:01:00" })
}

#[test]
fn times_without_a_known_zone_replace_none_that_had_one() {
    for dialect in ["CallDetails", "CallDetailsV5"] {
        let action = |name: &str| format!("{dialect}.{name}");
        let known = of(
            &action("CallPreprocessed"),
            Some("2024-07-15T13:01:10"),
            &local(&json!("Eastern")),
        );
        for zone in [json!(null), json!("Foo")] {
            let unknown = of(
                &action("CallProcessed"),
                Some("2024-07-15T13:05:00"),
                &local(&zone),
            );
            assert_eq!(
                times(&together(&known, &unknown)).map(Option::unwrap),
                [
                    "2024-07-15T13:00:00Z",
                    "2024-07-15T13:00:10Z",
                    "2024-07-15T13:01:00Z"
                ],
                "{dialect} {zone}"
            );
        }
    }
}

#[test]
fn an_edit_long_after_the_double_hour_moves_nothing() {
    let fields = json!({ "StartTime": "2024-11-03T01:30:00" });
    let first = ended(Some("2024-11-03T05:30:31"), &fields);
    let edited = v4(Some("2024-11-03T06:50:00"), &fields);
    assert_eq!(
        times(&together(&first, &edited))[0].as_deref(),
        Some("2024-11-03T05:30:00Z")
    );
}

#[test]
fn a_measured_start_is_not_given_up_for_whole_seconds() {
    let fields = json!({ "StartTime": "2024-07-15T09:00:00",
        "MonitorStartTime": "2024-07-15T13:00:00.5" });
    let first = ended(Some("2024-07-15T13:01:10"), &fields);
    let later = v4(
        Some("2024-07-15T13:05:00"),
        &json!({ "StartTime": "2024-07-15T09:00:00" }),
    );
    assert_eq!(
        times(&together(&first, &later))[0].as_deref(),
        Some("2024-07-15T13:00:00.5Z")
    );
    let corrected = v4(
        Some("2024-07-15T13:05:00"),
        &json!({ "StartTime": "2024-07-15T10:00:00" }),
    );
    assert_eq!(
        times(&together(&first, &corrected))[0].as_deref(),
        Some("2024-07-15T14:00:00Z"),
        "a correction"
    );
}

#[test]
fn a_v5_start_in_an_unknown_zone_is_sure_only_near_its_message() {
    let read = |local: &str| {
        let fields =
            json!({ "TimeZone": "Foo", "tracking_number": "1", "id": null, "start_time": local });
        let event = of(
            "CallDetailsV5.CallStartCall",
            Some("2024-07-15T13:00:03"),
            &fields,
        );
        super::start(&event)
    };
    assert_eq!(
        read("2024-07-15T13:00:00"),
        super::settled("2024-07-15T13:00:00Z")
    );
    assert_eq!(
        read("2024-07-15T03:00:00"),
        super::unsettled("2024-07-15T03:00:00Z")
    );
}
