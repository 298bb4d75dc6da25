//! The call as scripts see it: one JSON object whose keys are a contract.
//!
//! Times are RFC 3339 in UTC with `Z`, `vendor_id` is an integer or null, all other identifiers are text,
//! counts and seconds are numbers, and what is unknown is null.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Call, CallRow, Delivery, Dialect, Entered, Facts, Note};

/// A call, whole.
pub fn call(call: &Call) -> Value {
    let facts = &call.facts;
    json!({
        "id": call.id.to_string(),
        "vendor_id": call.vendor_id,
        "dialects": call.dialects.iter().map(Dialect::to_string).collect::<Vec<_>>(),
        "stage": call.stage.word(),
        "organization_id": facts.organization_id,
        "tracking_number": facts.tracking_number,
        "caller_number": facts.caller_number,
        "termination_number": facts.termination_number,
        "caller": facts.caller,
        "group": facts.group,
        "started_at": time(facts.started_at.at()),
        "answered_at": time(facts.answered_at.at()),
        "ended_at": time(facts.ended_at.at()),
        "time_zone": facts.time_zone,
        "answered": call.answered,
        "answer_status": facts.answer_status,
        "ring_count": facts.ring_count,
        "wait_secs": call.wait_secs,
        "talk_secs": facts.talk_secs,
        "recording_url": facts.recording_url,
        "redacted": facts.redacted,
        "do_not_call": facts.do_not_call,
        "transcript": call.transcript,
        "summary": facts.summary,
        "sentiment": facts.sentiment,
        "dispositions": facts.dispositions,
        "lead_outcome": facts.lead_outcome,
        "lead_value": facts.lead_value,
        "topics": facts.topics,
        "keywords": facts.keywords.get().map_or(&[][..], Vec::as_slice),
        "attribution": attribution(facts),
        "custom": facts.custom,
        "events": events(call),
        "warnings": call.warnings,
        "extra": facts.extra,
    })
}

/// What a person entered about a call: null where the sender's word holds.
pub fn entered(entered: &Entered) -> Value {
    let own = &entered.overrules;
    let dispositions: serde_json::Map<String, Value> = own
        .dispositions
        .iter()
        .map(|(name, ruled)| (name.clone(), json!(ruled.value)))
        .collect();
    let note = |note: &Note| {
        json!({
            "text": note.text,
            "at_ms": note.at_ms,
            "created_at": time(Some(note.created_at)),
            "changed_at": time(Some(note.changed_at)),
        })
    };
    json!({
        "overruled": {
            "lead": own.lead.map(|ruled| ruled.value),
            "sentiment": own.sentiment.map(|ruled| ruled.value.word()),
            "dispositions": dispositions,
        },
        "notes": entered.notes.iter().map(note).collect::<Vec<_>>(),
        "speakers_swapped": entered.swapped,
    })
}

fn attribution(facts: &Facts) -> Value {
    let mut value = json!(facts.attribution);
    if value["page_tracks"].is_null() {
        value["page_tracks"] = json!([]);
    }
    value
}

fn events(call: &Call) -> Vec<Value> {
    let event = |event: &super::EventRef| {
        json!({
            "action": event.action,
            "sent_at": time(event.sent_at),
            "delivery_id": event.delivery_id.to_string(),
        })
    };
    call.events.iter().map(event).collect()
}

/// A call as one line of the list.
pub fn row(row: &CallRow) -> Value {
    json!({
        "id": row.id.to_string(),
        "vendor_id": row.vendor_id,
        "stage": row.stage.word(),
        "started_at": time(row.started_at),
        "time_zone": row.time_zone,
        "caller_number": row.caller_number,
        "caller": { "name": row.caller_name },
        "tracking_number": row.tracking_number,
        "group": { "name": row.group_name },
        "source": row.source,
        "answered": row.answered,
        "wait_secs": row.wait_secs,
        "talk_secs": row.talk_secs,
        "sentiment": { "overall": row.sentiment },
        "lead": row.lead,
        "voicemail": row.voicemail,
        "verified": row.verified,
    })
}

/// A delivery as one line of its list.
pub fn delivery(delivery: &Delivery) -> Value {
    json!({
        "id": delivery.id.to_string(),
        "received_at": time(Some(delivery.received_at)),
        "source": delivery.source.word(),
        "remote": delivery.remote,
        "path": delivery.path,
        "bytes": delivery.bytes,
        "signature": delivery.signature.word(),
        "status": delivery.status,
        "state": delivery.state.word(),
        "actions": delivery.actions,
        "calls": delivery.calls.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "attempt": delivery.attempt,
        "reason": delivery.reason,
    })
}

fn time(at: Option<Timestamp>) -> Option<String> {
    at.map(|at| at.to_string())
}
