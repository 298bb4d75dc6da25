//! One token that no strict reader takes does not cost the call.

use std::time::Instant;

use callbook::call::{CallEvent, Seconds};
use callbook::webhook::decode;
use serde_json::json;

use super::{event, shown};

/// A delivery with these members, as they are written.
fn with(members: &str) -> String {
    format!(
        "{{\"Notifications\": [{{\"Action\": \"CallDetails.CallProcessed\", \"TelmetricsId\": 7,\n{members}}}]}}"
    )
}

fn read(members: &str) -> CallEvent {
    event(with(members).as_bytes())
}

#[test]
fn numbers_out_of_range_are_kept_as_text() {
    let event =
        read("\"CallSeconds\": 12, \"Score\": 1e999, \"Other\": [-2.5E+400, 0.1], \"Huge\": 1e300");
    assert_eq!(event.facts.talk_secs.copied(), Some(Seconds(12.0)));
    assert_eq!(
        shown(&event.facts.extra),
        json!({ "Score": "1e999", "Other": ["-2.5E+400", 0.1], "Huge": 1e300 })
    );
    assert_eq!(event.warnings, ["a number beyond 64 bits is kept as text"]);
}

#[test]
fn identifiers_keep_all_their_digits() {
    let event = read(
        "\"AttributionDetails\": {\"session_id\": 2386840770123456789012}, // the visit\n\"number_id\": -99999999999999999999, \"group_id\": 18446744073709551615",
    );
    assert_eq!(
        event.facts.attribution.session_id.text(),
        Some("2386840770123456789012")
    );
    assert_eq!(event.facts.custom.0["number_id"], "-99999999999999999999");
    assert_eq!(event.facts.group.id.text(), Some("18446744073709551615"));
    let text = read("\"CallerName\": \"1e999 [ 2386840770123456789012\", \"x\": 1e999");
    assert_eq!(
        text.facts.caller.name.text(),
        Some("1e999 [ 2386840770123456789012")
    );
}

#[test]
fn values_nested_too_deep_are_left_out() {
    let deep = format!("{}\"}}\\\"]\"{}", "[".repeat(5000), "]".repeat(5000));
    let event = read(&format!("\"Deep\": {deep}, \"CallerName\": \"A\""));
    assert_eq!(event.facts.caller.name.text(), Some("A"));
    assert_eq!(event.warnings, ["values nested too deep are left out"]);
    let mut inner = &shown(&event.facts.extra)["Deep"];
    while let Some(item) = inner.get(0) {
        inner = item;
    }
    assert!(inner.is_null());
}

#[test]
fn raw_control_characters_are_taken_as_they_are() {
    let event = read("\"CallSummary\": \"one\ntwo\tthree\u{1}\"");
    assert_eq!(event.facts.summary.text(), Some("one\ntwo\tthree\u{1}"));
    assert_eq!(event.warnings, ["a text has raw control characters"]);
}

#[test]
fn what_is_broken_beside_is_still_named_by_its_place() {
    let broken = |members: &str| decode(with(members).as_bytes(), None).reason.unwrap();
    assert_eq!(
        broken("\"a\": 1e999, \"b\": 99999999999999999999,\n\"c\": }"),
        "not valid JSON: line 3, column 6: expected value"
    );
    assert_eq!(
        broken("\"a\": \"\t\t\t\", \"c\": ?"),
        "not valid JSON: line 2, column 18: expected value"
    );
    let deep = format!("\"a\": {}{}, \"c\" 1", "[".repeat(500), "]".repeat(500));
    assert_eq!(
        broken(&deep),
        "not valid JSON: line 2, column 1012: expected `:`"
    );
}

#[test]
fn mending_takes_linear_time() {
    let bytes = 1024 * 1024;
    for piece in [
        "1e999,",
        "99999999999999999999,",
        "\"\n\",",
        "[",
        "[]",
        "\"",
        "9",
        "\\",
        "-",
    ] {
        for before in ["", "\"a\": [", &"[".repeat(200)] {
            let body = with(&(before.to_owned() + &piece.repeat(bytes / piece.len())));
            let begun = Instant::now();
            decode(body.as_bytes(), None);
            assert!(
                begun.elapsed().as_secs() < 5,
                "{piece} took {:?}",
                begun.elapsed()
            );
        }
    }
}
