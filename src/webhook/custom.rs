//! What the sender is known to send but shapes freely, or what has no place of its own in a call.

use serde_json::{Map, Value};

use super::names::{known, snake};
use super::notes::Notes;
use super::object::Object;
use super::scalar;
use super::tolerant::is_absent;
use crate::call::Free;

/// A squashed key of the sender and the key under which its value is kept.
type Kept = (&'static str, &'static str);

/// Of the notification itself.
const OF_CALL: [Kept; 36] = [
    ("calltags", "tags"),
    ("telmetricsstudyid", "study_id"),
    ("numbercustomfields", "number_custom_fields"),
    ("groupcustomfields", "group_custom_fields"),
    ("groupownercustomfields", "group_owner_custom_fields"),
    ("rescue", "rescue"),
    ("calltype", "call_type"),
    ("calltypeid", "call_type_id"),
    ("numberid", "number_id"),
    ("studyname", "study_name"),
    ("billinggroupid", "billing_group_id"),
    ("billinggroupname", "billing_group_name"),
    ("numberpoolid", "number_pool_id"),
    ("calleridentity", "caller_identity"),
    ("routingkeypress", "routing_keypress"),
    ("routekey", "route_key"),
    ("segmentname", "segment_name"),
    ("smsresponse", "sms_response"),
    ("callertype", "caller_type"),
    ("calleraddress", "caller_address"),
    ("voicerecordid", "voice_record_id"),
    ("voicemaildetected", "voice_mail_detected"),
    ("incomplete", "incomplete"),
    ("status", "status"),
    ("monitorstarttime", "monitor_start_time"),
    ("monitorendtime", "monitor_end_time"),
    ("timezonename", "time_zone_name"),
    ("timezone", "time_zone_name"),
    ("timezoneid", "time_zone_id"),
    ("answerstatusid", "answer_status_id"),
    ("industry", "industry"),
    ("subindustry", "sub_industry"),
    ("callrecordfile", "call_record_file"),
    ("subresourceuris", "subresource_uris"),
    ("shortzip", "short_zip"),
    ("richdata", "rich_data"),
];

/// Of the caller's details.
pub const OF_CALLER: [Kept; 3] = [
    ("phonenumber", "phone_number"),
    ("shortzip", "short_zip"),
    ("richdata", "rich_data"),
];

/// Of the conversation's analysis.
pub const OF_ANALYSIS: [Kept; 4] = [
    ("industry", "industry"),
    ("subindustry", "sub_industry"),
    ("callrecordfile", "call_record_file"),
    ("subresourceuris", "subresource_uris"),
];

/// Of the attribution's details.
pub const OF_ATTRIBUTION: [Kept; 2] =
    [("adobeanalytics", "adobe_analytics"), ("ruleid", "rule_id")];

/// An object whose members are known: squashed key, the key kept, the members.
type Shape = (&'static str, &'static str, &'static [Kept]);

const SHAPES: [Shape; 4] = [
    (
        "studydetails",
        "study",
        &[
            ("studyid", "study_id"),
            ("customid", "custom_id"),
            ("customtext", "custom_text"),
            ("customtext2", "custom_text_2"),
            ("customtext3", "custom_text_3"),
        ],
    ),
    (
        "addetails",
        "ad",
        &[
            ("addefinitionid", "ad_definition_id"),
            ("addefinitionname", "ad_definition_name"),
            ("customid", "custom_id"),
            ("customtext", "custom_text"),
            ("customtext2", "custom_text_2"),
            ("customtext3", "custom_text_3"),
            ("customtext4", "custom_text_4"),
        ],
    ),
    (
        "advertiserdetails",
        "advertiser",
        &[
            ("advertiserid", "advertiser_id"),
            ("advertisername", "advertiser_name"),
            ("clientcode", "client_code"),
            ("customtext", "custom_text"),
            ("customtext2", "custom_text_2"),
        ],
    ),
    (
        "voicetrends",
        "voice_trends",
        &[("lead", "lead"), ("voicemail", "voice_mail")],
    ),
];

/// Keys of the tables above whose values are true or false.
const FLAGS: [&str; 4] = ["incomplete", "voice_mail_detected", "lead", "voice_mail"];

/// Members of free shape that the vendor's samples have.
const NAMES: [&str; 11] = [
    "tag_ids",
    "tag_id",
    "tag_data",
    "tag_time",
    "client_id",
    "java_enabled",
    "google_session_id",
    "outcome",
    "scorecards",
    "lead",
    "voice_mail",
];

/// Reads all of it from a notification.
pub fn read(object: &mut Object, notes: &mut Notes, custom: &mut Free) {
    keep(object, &OF_CALL, custom);
    for (name, kept_as, members) in SHAPES {
        let Some(found) = object.take(&[name]) else {
            continue;
        };
        if let Value::Object(map) = found.value {
            let mut shape = Object::new(object.path_below(found.name), map);
            let mut kept = Free::default();
            keep(&mut shape, members, &mut kept);
            shape.leave(notes);
            if !kept.is_empty() {
                custom.0.insert(kept_as.to_owned(), Value::Object(kept.0));
            }
        } else {
            put(custom, kept_as, found.value);
        }
    }
}

/// Keeps the fields of a table.
pub fn keep(object: &mut Object, table: &[Kept], custom: &mut Free) {
    for (name, kept_as) in table {
        if let Some(found) = object.take(&[name]) {
            put(custom, kept_as, found.value);
        }
    }
}

fn put(custom: &mut Free, key: &str, value: &Value) {
    let kept = if FLAGS.contains(&key) {
        flag(key, value)
    } else {
        clean(key, value)
    };
    if let Some(value) = kept {
        custom.0.entry(key.to_owned()).or_insert(value);
    }
}

/// A flag in whatever form it comes; `n/a` is null, and what is no flag stays as sent.
fn flag(key: &str, value: &Value) -> Option<Value> {
    match scalar::flag(value) {
        Some(flag) => Some(Value::Bool(flag)),
        None if scalar::is_not_applicable(value) => Some(Value::Null),
        None => clean(key, value),
    }
}

/// A value as sent, without what is absent and with identifiers as text. None where nothing is left.
pub fn clean(key: &str, value: &Value) -> Option<Value> {
    if is_absent(value) {
        return None;
    }
    match value {
        Value::Object(map) => {
            let members: Map<String, Value> = map
                .iter()
                .filter_map(|(name, member)| {
                    let name = plain(name);
                    let member = clean(&name, member)?;
                    Some((name, member))
                })
                .collect();
            (!members.is_empty()).then_some(Value::Object(members))
        }
        Value::Array(list) => Some(Value::Array(
            list.iter()
                .map(|item| clean(key, item).unwrap_or_else(|| item.clone()))
                .collect(),
        )),
        Value::Number(_) if is_id(key) => scalar::id(value).map(Value::String),
        other => Some(other.clone()),
    }
}

/// Names that are written like the sender's own (`TagIDs`) in `snake_case`, names with spaces and the like,
/// which a person chose, as sent.
fn plain(name: &str) -> String {
    if name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') {
        known(name, &NAMES).unwrap_or_else(|| snake(name))
    } else {
        name.to_owned()
    }
}

fn is_id(key: &str) -> bool {
    let key = snake(key);
    let named = ["caller_identity", "client_code", "phone_number"].contains(&key.as_str());
    named || matches!(key.rsplit('_').next(), Some("id" | "ids"))
}
