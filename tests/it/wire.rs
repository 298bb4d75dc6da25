//! Decoding deliveries: the vendor's samples, and whatever else may come.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

mod attempts;
mod empty;
mod leaves;
mod mended;
mod not_calls;
mod properties;
mod tolerance;
mod v4;
mod v5;

use callbook::call::{CallEvent, Facts};
use callbook::webhook::{Reading, decode};
use serde_json::{Value, json};

pub const V4_PREPROCESSED: &[u8] = include_bytes!("../fixtures/v4-preprocessed.json");
pub const V4_PROCESSED: &[u8] = include_bytes!("../fixtures/v4-processed.json");
pub const V4_START: &[u8] = include_bytes!("../fixtures/v4-start.json");
pub const V5_PREPROCESSED: &[u8] = include_bytes!("../fixtures/v5-preprocessed.json");
pub const V5_PROCESSED: &[u8] = include_bytes!("../fixtures/v5-processed.json");
pub const V5_START: &[u8] = include_bytes!("../fixtures/v5-start.json");

/// The six samples of the vendor's page.
pub const SAMPLES: [&[u8]; 6] = [
    V4_PREPROCESSED,
    V4_PROCESSED,
    V4_START,
    V5_PREPROCESSED,
    V5_PROCESSED,
    V5_START,
];

/// The only event of a delivery that is understood whole.
pub fn event(body: &[u8]) -> CallEvent {
    let Reading { events, reason, .. } = decode(body, Some("application/json; charset=utf-8"));
    assert_eq!(reason, None);
    let [(0, event)] = <[_; 1]>::try_from(events).unwrap() else {
        panic!("not in the first place");
    };
    event
}

/// The facts of such a delivery.
pub fn facts(body: &[u8]) -> Facts {
    event(body).facts
}

/// A sample as plain JSON, its envelope taken out of the vendor's wrapper.
pub fn plain(sample: &[u8]) -> Value {
    let mut text = String::from_utf8(sample.to_vec()).unwrap();
    json_strip_comments::strip(&mut text).unwrap();
    let mut value: Value = serde_json::from_str(&text).unwrap();
    if value["RequestBody"].is_object() {
        value["RequestBody"].take()
    } else {
        value
    }
}

/// A sample with changes to its notification.
pub fn changed(sample: &[u8], changes: &Value) -> Vec<u8> {
    let mut value = plain(sample);
    for (name, change) in changes.as_object().unwrap() {
        value["Notifications"][0][name] = change.clone();
    }
    value.to_string().into_bytes()
}

/// The smallest delivery of the fourth version, with these fields.
pub fn v4(fields: &Value) -> Vec<u8> {
    let mut notification = json!({ "Action": "CallDetails.CallProcessed", "TelmetricsId": 7 });
    for (name, value) in fields.as_object().unwrap() {
        notification[name] = value.clone();
    }
    json!({ "Notifications": [notification] })
        .to_string()
        .into_bytes()
}

/// What serialises as JSON.
pub fn shown(value: impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

/// The time of a moment as text.
pub fn at(said: &callbook::call::Said<callbook::call::Moment>) -> Option<String> {
    said.at().map(|at| at.to_string())
}
