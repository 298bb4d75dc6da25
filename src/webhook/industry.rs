//! Objects whose keys depend on the business's industry: read by key, never by a fixed list.

use serde_json::{Map, Value};

use super::names::{known, snake};
use super::scalar;
use super::tolerant::is_absent;
use crate::call::Free;

/// The names in the vendor's samples: in capitals alone they could not be split into words.
const NAMES: [&str; 31] = [
    "lead_reason",
    "insurance_discussed",
    "insurance_provider",
    "insurance_referral",
    "other_product_or_service",
    "product_or_service",
    "customer_type",
    "service_line",
    "maintenance_or_new_system",
    "age_over_10_years",
    "pricing_discussed",
    "scheduling_discussed",
    "walk_in_discussed",
    "recall_discussed",
    "warranty_discussed",
    "other_topics",
    "current_customer",
    "new_customer",
    "employment_inquiry",
    "no_agent",
    "no_caller",
    "lead",
    "sale",
    "sales",
    "appointment",
    "voicemail",
    "conversation",
    "opportunity",
    "abandon",
    "telemarketer",
    "department",
];

/// A key as it is kept.
pub fn key(name: &str) -> String {
    known(name, &NAMES).unwrap_or_else(|| snake(name))
}

/// Keys in `snake_case`, `"true"` and `"false"` as booleans, `n/a` as null; what is absent is left out.
pub fn read(map: &Map<String, Value>) -> Free {
    Free(members(map))
}

/// One value of such an object; none where it is absent.
pub fn value(value: &Value) -> Option<Value> {
    if is_absent(value) {
        return None;
    }
    Some(match value {
        Value::String(text) if text.trim().eq_ignore_ascii_case("true") => Value::Bool(true),
        Value::String(text) if text.trim().eq_ignore_ascii_case("false") => Value::Bool(false),
        answer if scalar::is_not_applicable(answer) => Value::Null,
        Value::Array(list) => Value::Array(list.iter().filter_map(self::value).collect()),
        Value::Object(map) => {
            Value::Object(Some(members(map)).filter(|members| !members.is_empty())?)
        }
        other => other.clone(),
    })
}

fn members(map: &Map<String, Value>) -> Map<String, Value> {
    let mut read = Map::new();
    for (name, member) in map {
        if let Some(member) = value(member) {
            read.entry(key(name)).or_insert(member);
        }
    }
    read
}
