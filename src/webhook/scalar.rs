//! Scalars in whatever form they come: the sender writes one field as a number here and as text there.

use serde_json::Value;

/// The longest identifier, in bytes: what is longer is something else.
const LONGEST_ID: usize = 256;

/// True for `n/a`, `N/A` and `N\A`: an answer that says there is no value.
pub fn is_not_applicable(value: &Value) -> bool {
    let Value::String(text) = value else {
        return false;
    };
    let text = text.trim();
    text.eq_ignore_ascii_case("n/a") || text.eq_ignore_ascii_case("n\\a")
}

/// Text as sent; numbers and booleans written out.
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(flag) => Some(flag.to_string()),
        Value::Number(_) => {
            Some(whole(value).map_or_else(|| value.to_string(), |id| id.to_string()))
        }
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// An identifier or a phone number: text without white space around it.
pub fn id(value: &Value) -> Option<String> {
    match value {
        Value::Bool(_) => None,
        Value::String(text) if text.len() > LONGEST_ID => None,
        other => text(other).map(|text| text.trim().to_owned()),
    }
}

/// A flag.
pub fn flag(value: &Value) -> Option<bool> {
    let text = match value {
        Value::Bool(flag) => return Some(*flag),
        Value::Number(_) => whole(value)?.to_string(),
        Value::String(text) => text.trim().to_ascii_lowercase(),
        _ => return None,
    };
    match text.as_str() {
        "true" | "1" | "yes" | "y" => Some(true),
        "false" | "0" | "no" | "n" => Some(false),
        _ => None,
    }
}

/// A finite number.
pub fn number(value: &Value) -> Option<f64> {
    let number = match value {
        Value::Number(number) => number.as_f64()?,
        Value::String(text) => text.trim().parse().ok()?,
        _ => return None,
    };
    number.is_finite().then_some(number)
}

/// The most that is counted or measured in seconds: more than thirty years are something else.
const MOST: f64 = 1e9;

/// A number that is not negative, at most 10⁹.
pub fn amount(value: &Value) -> Option<f64> {
    number(value)
        .filter(|number| (0.0..=MOST).contains(number))
        .map(f64::abs)
}

/// A whole number, also as `7.0` or text.
pub fn whole(value: &Value) -> Option<i64> {
    let exact = match value {
        Value::Number(number) => number.as_i64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => return None,
    };
    #[expect(clippy::cast_possible_truncation, reason = "whole and within ±2⁵³")]
    exact.or_else(|| {
        number(value)
            .filter(|number| number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_992.0)
            .map(|number| number as i64)
    })
}

/// A whole number that is not negative, at most 10⁹.
pub fn count(value: &Value) -> Option<i64> {
    whole(value).filter(|count| (0..=1_000_000_000).contains(count))
}
