//! Lengths of time as people type them: `>60`, `<=1m30s`, `1:30`.

use super::Compare;

/// The signs before a length, longer ones first.
const SIGNS: [(&str, Compare); 7] = [
    (">=", Compare::AtLeast),
    ("<=", Compare::AtMost),
    ("≥", Compare::AtLeast),
    ("≤", Compare::AtMost),
    (">", Compare::Over),
    ("<", Compare::Under),
    ("=", Compare::Exactly),
];

const UNITS: [(char, f64); 3] = [('h', 3600.0), ('m', 60.0), ('s', 1.0)];

/// How a length is compared, and the length in seconds.
pub fn parse(text: &str) -> Option<(Compare, f64)> {
    let text = text.trim();
    let sign = SIGNS
        .iter()
        .find_map(|(sign, compare)| Some((*compare, text.strip_prefix(sign)?)));
    let (compare, rest) = sign.unwrap_or((Compare::Exactly, text));
    let secs = seconds(&rest.trim().to_ascii_lowercase())?;
    secs.is_finite().then_some((compare, secs))
}

fn seconds(text: &str) -> Option<f64> {
    if let Some((minutes, secs)) = text.split_once(':') {
        return Some(number(minutes)? * 60.0 + number(secs)?);
    }
    if !text.ends_with(|c: char| c.is_ascii_alphabetic()) {
        return number(text);
    }
    let mut total = 0.0;
    let mut rest = text;
    let mut units = UNITS.iter();
    while !rest.is_empty() {
        let at = rest.find(|c: char| c.is_ascii_alphabetic())?;
        // Units come once each, the longer first.
        let (unit, secs) = units.find(|(unit, _)| rest[at..].starts_with(*unit))?;
        total += number(rest[..at].trim())? * secs;
        rest = rest[at + unit.len_utf8()..].trim_start();
    }
    Some(total)
}

/// Digits with a point at most; no sign, no exponent.
fn number(text: &str) -> Option<f64> {
    let plain = text.chars().all(|c| c.is_ascii_digit() || c == '.');
    Some(text).filter(|_| plain)?.parse().ok()
}

/// The sign that is written for a comparison.
pub fn sign(compare: Compare) -> &'static str {
    match compare {
        Compare::Over => ">",
        Compare::AtLeast => ">=",
        Compare::Under => "<",
        Compare::AtMost => "<=",
        Compare::Exactly => "",
    }
}
