//! What reaches the URL and is no call: kept, with the reason in words.

use callbook::webhook::decode;
use serde_json::json;

use super::{V4_PREPROCESSED, V5_PROCESSED, plain};

fn reason(body: &[u8], content_type: Option<&str>) -> String {
    let reading = decode(body, content_type);
    assert!(reading.events.is_empty());
    reading.reason.unwrap()
}

const JSON: Option<&str> = Some("application/json; charset=utf-8");

#[test]
fn broken_json_says_line_and_column() {
    assert_eq!(
        reason(b"{\r\n  \"Id\": \"1\",\r\n  \"b\": }", None),
        "not valid JSON: line 3, column 8: expected value"
    );
    assert_eq!(
        reason(b"\xEF\xBB\xBF{\"Id\" 1}", None),
        "not valid JSON: line 1, column 7: expected `:`"
    );
    assert_eq!(
        reason(b"hello", JSON),
        "not valid JSON: line 1, column 1: expected value"
    );
    assert_eq!(
        reason("{\"ä\": \"öü\" \"b\"}".as_bytes(), None),
        "not valid JSON: line 1, column 12: expected `,` or `}`",
        "columns are characters"
    );
    assert!(reason(b"[1, 2", None).starts_with("not valid JSON: line 1, column "));
    assert_eq!(
        reason(b"{} trailing", None),
        "not valid JSON: line 1, column 4: trailing characters"
    );
}

/// The place is that in the bytes as sent, whatever comments stand before it.
#[test]
fn comments_do_not_shift_the_place_of_an_error() {
    let body = b"{ // one\n/* two\nthree */ \"a\": 1, // four\n\"b\": ? }";
    assert_eq!(
        reason(body, None),
        "not valid JSON: line 4, column 6: expected value"
    );
}

#[test]
fn what_does_not_claim_json_is_just_not_json() {
    assert_eq!(reason(b"hello", None), "not JSON");
    assert_eq!(
        reason(b"caller=1&b=2", Some("application/x-www-form-urlencoded")),
        "not JSON"
    );
    assert_eq!(reason(b"<xml/>", Some("text/xml")), "not JSON");
    assert_eq!(reason(&[0, 159, 146, 150], None), "not JSON");
    for empty in ["", " \r\n", "\u{FEFF}"] {
        assert_eq!(reason(empty.as_bytes(), JSON), "empty body");
    }
}

#[test]
fn json_without_notifications_is_no_call() {
    for body in [
        "{}",
        "[]",
        "7",
        "null",
        "{\"Notifications\": null}",
        "[{\"Notifications\": []}]",
        "{\"RequestBody\": {}}",
        "{\"RequestBody\": {\"RequestBody\": {\"Notifications\": []}}}",
    ] {
        assert_eq!(
            reason(body.as_bytes(), JSON),
            "no call in it: no \"Notifications\"",
            "{body}"
        );
    }
    assert_eq!(
        reason(b"{\"Notifications\": []}", JSON),
        "no call in it: \"Notifications\" is empty"
    );
}

#[test]
fn other_webhooks_are_named_by_their_action() {
    let rescue = json!({
        "Id": "f1", "Attempt": 2, "Properties": { "Organization": "test:0a1b", "Scenario": "TEST" },
        "Notifications": [{ "Action": "SalesRescueNew.NewRescueCall", "CallId": 5_000_000_000_i64,
            "CallDate": "4/30/2021 1:31:38 PM" }]
    });
    let reading = decode(rescue.to_string().as_bytes(), JSON);
    assert_eq!(reading.actions, ["SalesRescueNew.NewRescueCall"]);
    assert_eq!(reading.attempt, Some(2));
    assert_eq!(
        reading.reason.as_deref(),
        Some("unknown action “SalesRescueNew.NewRescueCall”")
    );
    assert!(reading.events.is_empty());
    for action in [
        "SmsDetails.SmsConversationStart",
        "CallDetails.CallVanished",
        "Else.CallProcessed",
    ] {
        let body = json!({ "Notifications": [{ "Action": action, "TelmetricsId": 7 }] });
        assert_eq!(
            reason(body.to_string().as_bytes(), None),
            format!("unknown action “{action}”")
        );
    }
}

#[test]
fn what_is_understood_is_taken_though_the_rest_is_not() {
    let call = plain(V4_PREPROCESSED)["Notifications"][0].clone();
    let other = plain(V5_PROCESSED)["Notifications"][0].clone();
    let body = json!({ "Notifications": [{ "Action": "A.B" }, call, 7, {}, other,
        { "Action": "CallDetails.CallProcessed" }] });
    let reading = decode(body.to_string().as_bytes(), JSON);
    let places: Vec<usize> = reading.events.iter().map(|(place, _)| *place).collect();
    assert_eq!(places, [1, 4]);
    assert_eq!(
        reading.reason.as_deref(),
        Some(
            "unknown action “A.B”; a notification is not an object; a notification has no \"Action\"; \
             CallDetails.CallProcessed: neither a call id nor a number nor a time"
        )
    );
    assert_eq!(
        reading.actions,
        [
            "A.B",
            "CallDetails.CallPreprocessed",
            "CallDetailsV5.CallProcessed",
            "CallDetails.CallProcessed"
        ]
    );
}

#[test]
fn hostile_bytes_cost_neither_the_stack_nor_the_day() {
    let deep = |piece: &str| piece.repeat(500_000);
    for body in [
        deep("["),
        deep("{\"a\":"),
        format!("{{\"Notifications\":{}", deep("[")),
        deep("/*"),
        deep("{\"\\ud800"),
    ] {
        assert!(
            reason(body.as_bytes(), None).starts_with("not valid JSON: line 1, column ")
                || body.starts_with('/')
        );
    }
    let many = |piece: fn(usize) -> String| (0..40_000).map(piece).collect::<Vec<_>>().join(",");
    let fields = many(|at| format!("\"f{at}\":1"));
    let times = many(|at| format!("\"{at}\""));
    let broken = many(|at| format!("\"x{at}\""));
    let actions = many(|at| format!("{{\"Action\":\"A{at}\"}}"));
    let call = "\"Action\":\"CallDetails.CallProcessed\",\"id\":1";
    for notifications in [
        format!("{{{call},{fields}}}"),
        format!(
            "{{{call},\"keyword_list\":[{{\"keywords\":[{{\"keyword\":\"k\",\"agent\":[{times}]}}]}}]}}"
        ),
        format!(
            "{{{call},\"keyword_list\":[{{\"keywords\":[{{\"keyword\":\"k\",\"agent\":[{broken}]}}]}}]}}"
        ),
        actions,
    ] {
        let begun = std::time::Instant::now();
        let body = format!("{{{fields},\"Notifications\":[{notifications}]}}");
        let reading = decode(body.as_bytes(), None);
        assert!(begun.elapsed().as_secs() < 5);
        assert!(reading.reason.is_none_or(|reason| reason.len() < 1000));
    }
}
