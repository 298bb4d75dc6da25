//! What holds for every delivery.

use callbook::call::{CallEvent, Facts, Free};
use callbook::webhook::decode;
use callbook::webhook::samples::samples;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value};

use super::{SAMPLES, V4_PREPROCESSED, V4_PROCESSED, V4_START, event, plain};

/// Draws of a random source: each decision takes the next one.
struct Draws<'a>(std::iter::Cycle<std::slice::Iter<'a, u8>>);

impl<'a> Draws<'a> {
    fn new(draws: &'a [u8]) -> Self {
        Self(draws.iter().cycle())
    }

    fn next(&mut self) -> u8 {
        *self.0.next().unwrap()
    }
}

fn draws() -> impl Strategy<Value = Vec<u8>> {
    vec(any::<u8>(), 1..97)
}

fn read(value: &Value) -> CallEvent {
    event(value.to_string().as_bytes())
}

/// The same value with other keys in all its objects, in another order.
fn with_keys(
    value: &Value,
    change: &mut impl FnMut(Vec<(String, Value)>) -> Vec<(String, Value)>,
) -> Value {
    match value {
        Value::Object(map) => {
            let members = map
                .iter()
                .map(|(name, value)| (name.clone(), with_keys(value, change)));
            let members = members.collect();
            Value::Object(change(members).into_iter().collect())
        }
        Value::Array(list) => list.iter().map(|item| with_keys(item, change)).collect(),
        scalar => scalar.clone(),
    }
}

/// The same scalars in another form; objects of free shape are left as they are.
fn with_scalars(value: &mut Value, draws: &mut Draws) {
    let free = ["google_analytics", "session_tag", "page_variables"];
    match value {
        Value::Object(map) => {
            let members = map
                .iter_mut()
                .filter(|(name, _)| !free.contains(&name.as_str()));
            members.for_each(|(_, member)| with_scalars(member, draws));
        }
        Value::Array(list) => list.iter_mut().for_each(|item| with_scalars(item, draws)),
        Value::Number(number) if draws.next() > 127 => *value = number.to_string().into(),
        Value::Bool(flag) => {
            let forms = [
                Value::Bool(*flag),
                flag.to_string().into(),
                flag.to_string().to_uppercase().into(),
            ];
            *value = forms[usize::from(draws.next()) % 3].clone();
        }
        Value::String(text) if draws.next() > 127 => {
            let read: Option<Value> = serde_json::from_str(text).ok();
            if let Some(scalar @ (Value::Number(_) | Value::Bool(_))) = read {
                *value = scalar;
            }
        }
        _ => {}
    }
}

/// Without the part that keeps values in the form in which they were sent.
fn typed(mut facts: Facts) -> Facts {
    facts.custom = Free(Map::new());
    facts
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn arbitrary_bytes_are_read_or_refused_with_a_reason(
        body in vec(any::<u8>(), 0..300),
        text in "[{}\\[\\]\":,/*#a\\\\u0-9 \n]{0,80}",
        content_type in select(vec![None, Some("application/json"), Some("text/plain"), Some("")]),
    ) {
        for body in [body.as_slice(), text.as_bytes()] {
            let reading = decode(body, content_type);
            prop_assert!(reading.reason.is_some() || !reading.events.is_empty());
            if let Ok(found) = samples(body) {
                prop_assert!(!found.is_empty());
            }
        }
    }

    #[test]
    fn mutated_samples_are_read_or_refused_with_a_reason(
        sample in select(SAMPLES.to_vec()),
        edits in vec((any::<proptest::sample::Index>(), 0_usize..40, vec(any::<u8>(), 0..4)), 1..6),
    ) {
        let mut body = sample.to_vec();
        for (place, cut, put) in edits {
            let from = place.index(body.len().max(1)).min(body.len());
            let to = (from + cut).min(body.len());
            body.splice(from..to, put);
        }
        let reading = decode(&body, Some("application/json"));
        prop_assert!(reading.reason.is_some() || !reading.events.is_empty());
        if let Ok(found) = samples(&body) {
            prop_assert!(!found.is_empty());
        }
    }

    #[test]
    fn any_field_may_hold_anything(
        sample in select(SAMPLES.to_vec()),
        place in any::<proptest::sample::Index>(),
        value in select(vec!["null", "\"\"", "\"n/a\"", "7", "-1.5", "1e300", "true", "[]", "{}", "[[1]]",
            "[{\"a\": null}]", "{\"status\": {\"status\": []}}", "\"x|00:01\"", "\"9999-12-31T23:59:59\""]),
    ) {
        let mut delivery = plain(sample);
        let fields = delivery["Notifications"][0].as_object_mut().unwrap();
        let name = fields.keys().nth(place.index(fields.len())).unwrap().clone();
        fields[&name] = serde_json::from_str(value).unwrap();
        if name != "Action" {
            prop_assert_eq!(decode(delivery.to_string().as_bytes(), None).events.len(), 1);
        }
    }

    #[test]
    fn the_order_of_keys_does_not_matter(sample in select(SAMPLES.to_vec()), draws in draws()) {
        let delivery = plain(sample);
        let mut draws = Draws::new(&draws);
        let mixed = with_keys(&delivery, &mut |mut members| {
            members.sort_by_cached_key(|_| draws.next());
            members
        });
        prop_assert_eq!(read(&mixed), read(&delivery));
        prop_assert_eq!(decode(mixed.to_string().as_bytes(), None), decode(delivery.to_string().as_bytes(), None));
    }

    #[test]
    fn the_casing_of_v4_keys_does_not_matter(
        sample in select(vec![V4_PREPROCESSED, V4_PROCESSED, V4_START]),
        draws in draws(),
    ) {
        let delivery = plain(sample);
        let mut draws = Draws::new(&draws);
        let spelled = with_keys(&delivery, &mut |members| {
            let spelled = |name: String| -> String {
                name.chars().map(|c| if draws.next() > 127 { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() }).collect()
            };
            let (names, values): (Vec<_>, Vec<_>) = members.into_iter().unzip();
            names.into_iter().map(spelled).zip(values).collect()
        });
        let (read, expected) = (read(&spelled), read(&delivery));
        prop_assert_eq!(read.facts, expected.facts);
        prop_assert_eq!((read.vendor_id, read.sent_at), (expected.vendor_id, expected.sent_at));
    }

    #[test]
    fn the_form_of_scalars_does_not_matter(sample in select(SAMPLES.to_vec()), draws in draws()) {
        let delivery = plain(sample);
        let mut formed = delivery.clone();
        with_scalars(&mut formed["Notifications"][0], &mut Draws::new(&draws));
        let (read, expected) = (read(&formed), read(&delivery));
        prop_assert_eq!(typed(read.facts), typed(expected.facts));
        prop_assert_eq!(read.vendor_id, expected.vendor_id);
        prop_assert_eq!(read.warnings, expected.warnings);
    }
}
