//! Changes deliveries as JSON, so that most of what is tried gets past the reader and into the decoders.

use libfuzzer_sys::fuzzer_mutate;
use serde_json::{Map, Value, json};

use crate::call::BETWEEN;

/// Texts that a field can hold and someone reads as more than text.
const TEXTS: [&str; 24] = [
    "", "n/a", "N\\A", "true", "False", "0", "-1", "416-555-0199", "+4930123456", "9007199254740993",
    "2026-11-01T01:30:00", "2026-03-08T02:30:00.000", "9999-12-31T23:59:59.999", "-009999-01-01T00:00:00",
    "4/30/2021 1:31:38 PM", "Eastern", "Pacific", "00:00:23,96|00:01:05,73", "99:99:99|", "Agent: hello Caller: hi",
    "Agent:.[tone]Caller:", "{\"a\":[null,{\"b\":\"c\"}]}", "CallDetails.CallProcessed", "CallDetailsV5.CallStartCall",
];

/// A random source: splitmix64.
struct Draws(u64);

impl Draws {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut drawn = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        drawn = (drawn ^ (drawn >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((drawn ^ (drawn >> 31)) % (below.max(1) as u64)).unwrap()
    }
}

/// Changes one delivery of an input in place; gives the new size.
pub fn deliveries(data: &mut [u8], size: usize, most: usize, seed: u32) -> usize {
    let mut draws = Draws(u64::from(seed));
    if draws.next(4) == 0 {
        return fuzzer_mutate(data, size, most);
    }
    let mut all: Vec<Vec<u8>> = data[..size].split(|byte| *byte == BETWEEN).map(<[u8]>::to_vec).collect();
    let at = draws.next(all.len());
    let Ok(mut value) = serde_json::from_slice::<Value>(&all[at]) else {
        return fuzzer_mutate(data, size, most);
    };
    if draws.next(8) == 0 && all.len() < 6 {
        all.push(all[at].clone());
    } else {
        for _ in 0..=draws.next(3) {
            change(&mut value, &mut draws);
        }
        all[at] = value.to_string().into_bytes();
    }
    let joined = all.join(&BETWEEN);
    if joined.len() > most {
        return fuzzer_mutate(data, size, most);
    }
    data[..joined.len()].copy_from_slice(&joined);
    joined.len()
}

/// Changes one value somewhere inside.
fn change(root: &mut Value, draws: &mut Draws) {
    let values = count(root);
    let (mut pick, mut from) = (draws.next(values), draws.next(values));
    let other = nth(root, &mut from).map(|it| it.clone()).unwrap_or_default();
    let Some(value) = nth(root, &mut pick) else { return };
    match value {
        Value::Object(map) if draws.next(4) > 0 => change_object(map, other, draws),
        Value::Array(list) if draws.next(4) > 0 => match draws.next(3) {
            0 => list.push(other),
            1 if !list.is_empty() => {
                list.remove(draws.next(list.len()));
            }
            _ => list.extend(list.first().cloned()),
        },
        Value::String(text) if draws.next(3) == 0 => splice(text, draws),
        value => *value = if draws.next(4) == 0 { other } else { drawn(draws) },
    }
}

fn change_object(map: &mut Map<String, Value>, other: Value, draws: &mut Draws) {
    let Some((name, value)) = map.iter().nth(draws.next(map.len())) else {
        map.insert("Action".to_owned(), other);
        return;
    };
    let (name, value) = (name.clone(), value.clone());
    match draws.next(4) {
        0 => {
            map.shift_remove(&name);
        }
        1 => {
            map.insert(name.to_ascii_uppercase(), value);
        }
        2 => {
            map.insert(name + "_", value);
        }
        _ => {
            map.insert(name, other);
        }
    }
}

fn splice(text: &mut String, draws: &mut Draws) {
    let mut chars: Vec<char> = text.chars().collect();
    let at = draws.next(chars.len() + 1);
    match draws.next(3) {
        0 if at < chars.len() => {
            chars.remove(at);
        }
        1 => chars.insert(at, ['0', '9', ':', '|', ',', '-', 'T', '\u{0}', '\u{e9}', '\u{1f4de}'][draws.next(10)]),
        _ => chars.truncate(at),
    }
    *text = chars.into_iter().collect();
}

fn drawn(draws: &mut Draws) -> Value {
    match draws.next(12) {
        0 => Value::Null,
        1 => Value::Bool(draws.next(2) == 0),
        2 => json!([i64::MIN, -1, 0, 1, 2, i64::from(u32::MAX), i64::MAX][draws.next(7)]),
        3 => json!([0.5, -1.5, 1e300, -0.0, 1e-9, 4_294_967_296.5][draws.next(6)]),
        4 => json!({}),
        5 => json!([]),
        6 => json!({ "status": { "status": [true] } }),
        _ => TEXTS[draws.next(TEXTS.len())].into(),
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Object(map) => map.values().map(count).sum(),
        Value::Array(list) => list.iter().map(count).sum(),
        _ => 0,
    }
}

/// The value of this place, counted from the root on.
fn nth<'a>(value: &'a mut Value, place: &mut usize) -> Option<&'a mut Value> {
    if *place == 0 {
        return Some(value);
    }
    *place -= 1;
    match value {
        Value::Object(map) => map.values_mut().find_map(|member| nth(member, place)),
        Value::Array(list) => list.iter_mut().find_map(|item| nth(item, place)),
        _ => None,
    }
}
