//! A JSON value in which the first non-null of several equal keys wins.
//!
//! The sender writes `MonitorStartTime` twice in one object, the second time null: a derived struct would
//! fail at the repeat and an ordinary map would keep the null.

use std::fmt;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::map::Entry;
use serde_json::{Map, Number, Value};

/// A value read in that way.
pub struct Tolerant(pub Value);

/// The same, but an error where a number is so large that digits may be lost.
pub struct Exact(pub Value);

impl<'de> Deserialize<'de> for Tolerant {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Values::<false>.deserialize(deserializer).map(Self)
    }
}

impl<'de> Deserialize<'de> for Exact {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Values::<true>.deserialize(deserializer).map(Self)
    }
}

/// True for null and for text of nothing but white space: both count as absent.
///
/// An empty list is not: it says that there is nothing (tags that were taken off, no keyword heard) and so
/// replaces what was known. An empty object says nothing of any key; its readers leave it out.
pub fn is_absent(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        _ => false,
    }
}

#[derive(Clone, Copy)]
struct Values<const EXACT: bool>;

/// 2⁶³: whole numbers below it come as integers.
const BEYOND: f64 = 9_223_372_036_854_775_808.0;

impl<'de, const EXACT: bool> DeserializeSeed<'de> for Values<EXACT> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, const EXACT: bool> Visitor<'de> for Values<EXACT> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        if EXACT && value.abs() >= BEYOND {
            return Err(E::custom("number beyond 64 bits"));
        }
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self)? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let value = members.next_value_seed(self)?;
            match map.entry(name) {
                Entry::Vacant(free) => {
                    free.insert(value);
                }
                Entry::Occupied(mut first) if is_absent(first.get()) && !value.is_null() => {
                    first.insert(value);
                }
                Entry::Occupied(_) => {}
            }
        }
        Ok(Value::Object(map))
    }
}
