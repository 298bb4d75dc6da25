//! The envelope `{Id, Attempt, Properties, Notifications}` of Microsoft ASP.NET WebHooks.
//!
//! The vendor documents it inside `{HttpMethod, URL, Headers, RequestBody}` as well; that is unwrapped.

use jiff::Timestamp;
use serde_json::Value;

use super::action::{self, Action};
use super::fields::{self, Context};
use super::json::{self, Document};
use super::names::squash;
use super::notes::{Notes, SHOWN, cut};
use super::object::Object;
use super::{Reading, clocks, digest, scalar};
use crate::call::{CallEvent, Facts, Said};

/// The most reasons that are given, and the most notifications that carry what the envelope itself has to
/// tell: a hostile delivery could ask for millions.
const MOST_REASONS: usize = 10;
const MOST_SHARING: usize = 16;

/// What all notifications of a delivery share.
#[derive(Default)]
struct Envelope {
    id: Said<String>,
    request_id: Said<String>,
    /// As sent, for the retry key.
    sent: String,
    sent_at: Option<Timestamp>,
    collection: Said<String>,
    organization_id: Said<String>,
    /// Warnings and unknown fields of the envelope itself: each event carries them.
    notes: Notes,
}

/// Reads a delivery that is JSON.
pub fn read(document: &Document) -> Reading {
    let Some(map) = document.value.as_object() else {
        return not_understood("no call in it: no \"Notifications\"");
    };
    let mut outer = Object::new(Vec::new(), map);
    if outer.take(&["notifications"]).is_some() {
        return read_envelope(outer, &document.warnings);
    }
    let Some(inner) = outer.take(&["requestbody"]).map(|found| found.value) else {
        return not_understood("no call in it: no \"Notifications\"");
    };
    let mut warnings = document.warnings.clone();
    let decoded = match inner {
        Value::String(text) => match json::parse_text(text) {
            Ok(inside) => {
                warnings.extend(inside.warnings);
                inside.value
            }
            Err(fault) => return not_understood(&format!("RequestBody: {fault}")),
        },
        other => other.clone(),
    };
    match decoded.as_object() {
        Some(map) if map.keys().any(|name| squash(name) == "notifications") => {
            read_envelope(Object::new(Vec::new(), map), &warnings)
        }
        _ => not_understood("no call in it: no \"Notifications\""),
    }
}

fn not_understood(reason: &str) -> Reading {
    Reading {
        reason: Some(reason.to_owned()),
        ..Reading::default()
    }
}

fn read_envelope(mut object: Object, warnings: &[&str]) -> Reading {
    let notifications = object.take(&["notifications"]).map(|found| found.value);
    let mut notes = Notes::default();
    for warning in warnings {
        notes.warn(warning);
    }
    let attempt = object
        .read(&mut notes, &["attempt"], "a count", scalar::count)
        .copied();
    let mut envelope = properties(&mut object, &mut notes);
    object.leave(&mut notes);
    envelope.notes = notes;

    let items = match notifications {
        Some(Value::Array(items)) => items.as_slice(),
        Some(one @ Value::Object(_)) => std::slice::from_ref(one),
        _ => &[],
    };
    let mut reading = Reading {
        attempt,
        retry_key: retry_key(&envelope, items),
        ..Reading::default()
    };
    let mut reasons: Vec<String> = Vec::new();
    for (place, item) in items.iter().enumerate() {
        if place == MOST_SHARING {
            envelope.notes = Notes::default();
        }
        match notification(&envelope, item, &mut reading.actions) {
            Ok(event) => reading.events.push((place, event)),
            Err(reason) if reasons.len() < MOST_REASONS && !reasons.contains(&reason) => {
                reasons.push(reason);
            }
            Err(_) => {}
        }
    }
    if items.is_empty() {
        reasons.push("no call in it: \"Notifications\" is empty".to_owned());
    }
    reading.reason = (!reasons.is_empty()).then(|| reasons.join("; "));
    reading
}

fn properties(object: &mut Object, notes: &mut Notes) -> Envelope {
    let mut envelope = Envelope {
        id: object.id(notes, &["id"]),
        ..Envelope::default()
    };
    if let Some(mut properties) = object.object(notes, &["properties"]) {
        let sent = properties
            .take(&["utc"])
            .and_then(|found| scalar::text(found.value));
        envelope.sent = sent.unwrap_or_default();
        envelope.sent_at = clocks::utc(&mut properties, notes, &["utc"]).copied();
        envelope.request_id = properties.id(notes, &["requestid"]);
        envelope.collection = properties.text(notes, &["collectiontype"]);
        envelope.organization_id = properties.id(notes, &["organization"]);
        properties.leave(notes);
    }
    envelope
}

/// Reads one notification; the reason where no call can be read from it.
fn notification(
    envelope: &Envelope,
    item: &Value,
    actions: &mut Vec<String>,
) -> Result<CallEvent, String> {
    let Some(map) = item.as_object() else {
        return Err("a notification is not an object".to_owned());
    };
    let mut notes = envelope.notes.clone();
    let mut object = Object::new(Vec::new(), map);
    let Said::Value(name) = object.text(&mut notes, &["action"]) else {
        return Err("a notification has no \"Action\"".to_owned());
    };
    actions.push(name.clone());
    let Some(Action { dialect, kind }) =
        action::parse(name.trim(), envelope.collection.text(), &object)
    else {
        return Err(format!("unknown action “{}”", cut(name.trim(), SHOWN)));
    };
    let context = Context {
        dialect,
        kind,
        sent_at: envelope.sent_at,
        organization_id: &envelope.organization_id,
    };
    let (vendor_id, mut facts) = fields::read(&mut object, &mut notes, &context);
    object.leave(&mut notes);
    if vendor_id.is_none() && nameless(&facts) {
        return Err(format!("{name}: neither a call id nor a number nor a time"));
    }
    facts.extra.0 = notes.extra;
    Ok(CallEvent {
        dialect,
        kind,
        action: name,
        sent_at: envelope.sent_at,
        vendor_id,
        digest: digest::of(item),
        facts,
        warnings: notes.warnings,
        unseen: notes.unseen,
    })
}

/// True when nothing tells of which call the facts are.
fn nameless(facts: &Facts) -> bool {
    facts.tracking_number.get().is_none()
        && facts.caller_number.get().is_none()
        && facts.started_at.get().is_none()
}

/// The same for all attempts at one delivery and no other: all that is sent, except `Attempt`. Neither `Id`
/// nor the ids inside are enough: the vendor's samples carry one `Id` for different calls, and an edit sends
/// the same call again with other words. The message's time counts only where no `RequestId` names the
/// message.
fn retry_key(envelope: &Envelope, items: &[Value]) -> Option<[u8; 32]> {
    let id = envelope.id.text()?;
    let request = envelope.request_id.text().unwrap_or_default();
    let sent = if request.is_empty() {
        envelope.sent.as_str()
    } else {
        ""
    };
    let mut key = digest::Parts::new("callbook retry key");
    for text in [id, request, sent] {
        key.text(text);
    }
    for item in items {
        key.value(item);
    }
    Some(key.finish())
}
