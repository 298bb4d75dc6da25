//! What makes two deliveries attempts at one, and two notifications the same.

use callbook::call::{Said, Seconds};
use callbook::webhook::decode;
use serde_json::{Value, json};

use super::{V4_PREPROCESSED, V5_PREPROCESSED, event, plain};

#[test]
fn the_retry_key_is_that_of_the_delivery_and_not_of_the_attempt() {
    let key = |change: fn(&mut Value)| {
        let mut delivery = plain(V4_PREPROCESSED);
        change(&mut delivery);
        decode(delivery.to_string().as_bytes(), None).retry_key
    };
    let first = key(|_| ());
    assert!(first.is_some());
    assert_eq!(key(|delivery| delivery["Attempt"] = json!(2)), first);
    let pretty = serde_json::to_vec_pretty(&plain(V4_PREPROCESSED)).unwrap();
    assert_eq!(
        decode(&pretty, None).retry_key,
        first,
        "formatting does not matter"
    );
    assert_ne!(
        key(|delivery| delivery["Properties"]["RequestId"] = json!("x")),
        first
    );
    assert_eq!(
        key(|delivery| delivery["Properties"]["UTC"] = json!("2019-11-15T14:10:04")),
        first,
        "the request's id names the message"
    );
    let unnamed = |utc: &str| {
        let mut delivery = plain(V4_PREPROCESSED);
        delivery["Properties"]["RequestId"] = json!(null);
        delivery["Properties"]["UTC"] = json!(utc);
        decode(delivery.to_string().as_bytes(), None).retry_key
    };
    assert_ne!(
        unnamed("2019-11-15T14:10:03"),
        unnamed("2019-11-15T14:10:04")
    );
    assert_ne!(
        key(|delivery| delivery["Notifications"][0]["CallerName"] = json!("Corrected")),
        first,
        "an edit is no attempt at what was sent before"
    );
    assert_ne!(
        key(|delivery| delivery["Notifications"][0]["TelmetricsId"] = json!(8)),
        first
    );
    assert_eq!(key(|delivery| delivery["Id"] = json!(null)), None);
    let keys = super::SAMPLES.map(|sample| decode(sample, None).retry_key);
    assert!(
        keys[3] != keys[4] && keys[4] != keys[5],
        "the v5 samples share one Id"
    );
}

#[test]
fn the_digest_is_that_of_the_notification() {
    let digest = |change: fn(&mut Value)| {
        let mut delivery = plain(V5_PREPROCESSED);
        change(&mut delivery);
        event(delivery.to_string().as_bytes()).digest
    };
    let first = event(V5_PREPROCESSED).digest;
    assert_eq!(digest(|delivery| delivery["Attempt"] = json!(2)), first);
    assert_ne!(
        digest(|delivery| delivery["Notifications"][0]["call_duration"] = json!(31)),
        first
    );
    assert_eq!(
        event(V5_PREPROCESSED).facts.talk_secs,
        Said::Value(Seconds(30.0))
    );
}
