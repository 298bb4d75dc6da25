//! What the sender's analysis makes of a call, at a glance.

use serde_json::Value;

use super::{Call, Facts};

/// Whether the call is a lead: the disposition, else the lead outcome, else v4's voice trends; none is
/// guessed from an unknown value.
pub fn lead(facts: &Facts) -> Option<bool> {
    flag(facts.dispositions.get("lead"))
        .or_else(|| flag(facts.lead_outcome.get("lead")))
        .or_else(|| flag(trend(facts, "lead")))
}

/// Whether the caller spoke to a voicemail: the disposition, else v4's flag, else v4's voice trends.
pub fn voicemail(facts: &Facts) -> Option<bool> {
    flag(facts.dispositions.get("voicemail"))
        .or_else(|| flag(facts.custom.get("voice_mail_detected")))
        .or_else(|| flag(trend(facts, "voice_mail")))
}

/// The dispositions that are set.
pub fn set_dispositions(facts: &Facts) -> impl Iterator<Item = &str> {
    let all = facts.dispositions.0.iter();
    all.filter(|(_, value)| flag(Some(value)) == Some(true))
        .map(|(name, _)| name.as_str())
}

/// Why it is a lead or none, in the sender's words.
pub fn lead_reason(facts: &Facts) -> Option<&str> {
    facts
        .lead_outcome
        .get("lead_reason")
        .and_then(Value::as_str)
}

/// Where the call came from: UTM source, else the rule of attribution, else the name of the ad or study.
pub fn source(call: &Call) -> Option<&str> {
    let facts = &call.facts;
    facts
        .attribution
        .utm_source
        .text()
        .or_else(|| facts.attribution.rule.text())
        .or_else(|| facts.custom.get("ad")?.get("ad_definition_name")?.as_str())
        .or_else(|| facts.custom.get("study_name")?.as_str())
}

fn trend<'a>(facts: &'a Facts, key: &str) -> Option<&'a Value> {
    facts.custom.get("voice_trends")?.get(key)
}

/// A flag, however it is written; none for anything else.
pub fn flag(value: Option<&Value>) -> Option<bool> {
    match value? {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) if text.eq_ignore_ascii_case("true") => Some(true),
        Value::String(text) if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}
