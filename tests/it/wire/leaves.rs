//! Nothing that the samples say is dropped: whoever changes one value in them changes the call.

use callbook::call::fold::fold;
use callbook::call::{CallId, DeliveryId, document};
use callbook::webhook::decode;
use serde_json::{Value, json};

use super::{SAMPLES, plain};

/// Values that the call does not show, and why.
const UNSEEN: [(&str, &str); 8] = [
    ("Id", "of the delivery"),
    ("Attempt", "of the delivery"),
    ("Properties.RequestId", "of the delivery"),
    ("Properties.CollectionType", "every action names its own"),
    (
        "Properties.Organization",
        "where the call names none of its own",
    ),
    ("Notifications.0.start_time", "its twin in UTC says all"),
    ("Notifications.0.answer_time", "its twin in UTC says all"),
    ("Notifications.0.end_time", "its twin in UTC says all"),
];

/// The delivery's only call as scripts see it, without what could not be read.
fn call(delivery: &Value) -> Option<Value> {
    let reading = decode(delivery.to_string().as_bytes(), None);
    let events: Vec<_> = reading
        .events
        .into_iter()
        .map(|(_, event)| (DeliveryId(1), event))
        .collect();
    let mut call = document::call(&fold(CallId(1), &events)?);
    call["warnings"] = json!([]);
    Some(call)
}

/// JSON pointers of all values that are no objects, lists, nulls or empty texts.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Null => {}
        Value::String(text) if text.is_empty() => {}
        Value::Object(map) => {
            for (name, member) in map {
                leaves(member, &format!("{path}/{name}"), found);
            }
        }
        Value::Array(list) => {
            for (place, item) in list.iter().enumerate() {
                leaves(item, &format!("{path}/{place}"), found);
            }
        }
        _ => found.push(path.to_owned()),
    }
}

/// Another value of the same kind: another digit, the other truth, another letter.
fn other(value: &Value) -> Value {
    match value {
        Value::Bool(flag) => json!(!flag),
        Value::Number(number) if number.is_f64() => json!(number.as_f64().unwrap() + 1.0),
        Value::Number(number) => json!(number.as_i64().unwrap() + 1),
        Value::String(text) => match text.as_str() {
            "true" => json!("false"),
            "false" => json!("true"),
            text => {
                let place = text.rfind(|c: char| c.is_ascii_alphanumeric()).unwrap();
                let put = match &text[place..=place] {
                    "1" => "2",
                    digit if digit.chars().all(|c| c.is_ascii_digit()) => "1",
                    _ => "Q",
                };
                json!(format!("{}{put}{}", &text[..place], &text[place + 1..]))
            }
        },
        _ => unreachable!(),
    }
}

#[test]
fn each_value_of_the_samples_is_in_its_call() {
    let mut dropped = Vec::new();
    let mut seen = 0;
    for sample in SAMPLES {
        let delivery = plain(sample);
        let first = call(&delivery).unwrap();
        let mut places = Vec::new();
        leaves(&delivery, "", &mut places);
        for place in places {
            let mut changed = delivery.clone();
            let leaf = changed.pointer_mut(&place).unwrap();
            *leaf = other(leaf);
            seen += 1;
            if call(&changed).as_ref() == Some(&first) {
                dropped.push(place[1..].replace('/', "."));
            }
        }
    }
    assert!(seen > 300, "{seen}");
    dropped.retain(|place| !UNSEEN.iter().any(|(unseen, _)| unseen == place));
    assert!(dropped.is_empty(), "{dropped:#?}");
}
