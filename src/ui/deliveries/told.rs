//! A delivery in words.

use std::net::IpAddr;
use std::time::Duration;

use crate::call::delivery::WholeDelivery;
use crate::call::{CallRow, Delivery, DeliveryState, Request, Signature, Source, header};
use crate::ui::widgets::Tone;
use crate::ui::words;

/// What it says happened: `CallStartCall` and its dialect `v5`; several joined; none where none was read.
pub(super) fn action(delivery: &Delivery) -> (String, Option<&'static str>) {
    let mut names: Vec<&str> = delivery.actions.iter().map(|action| name(action)).collect();
    names.dedup();
    let dialect = delivery.actions.first().and_then(|action| dialect(action));
    match names.as_slice() {
        [] => ("No action read".to_owned(), None),
        names => (names.join(", "), dialect),
    }
}

/// What has become of it, in a few words.
pub(super) fn state(delivery: &Delivery) -> String {
    match delivery.state {
        DeliveryState::Pending => "Stored, not read yet".to_owned(),
        DeliveryState::Projected => match delivery.calls.len() {
            0 => "Read".to_owned(),
            1 => "Part of a call".to_owned(),
            count => format!("Part of {count} calls"),
        },
        DeliveryState::Repeat => match delivery.attempt {
            Some(attempt) if attempt > 1 => format!("Repeat, attempt {attempt}"),
            _ => "Repeat".to_owned(),
        },
        DeliveryState::NotUnderstood => "Not understood, kept".to_owned(),
        DeliveryState::Quarantined => "Kept aside".to_owned(),
    }
}

/// How what has become of it sounds.
pub(super) fn tone(state: DeliveryState) -> Tone {
    match state {
        DeliveryState::Quarantined => Tone::Negative,
        DeliveryState::NotUnderstood => Tone::Warning,
        DeliveryState::Pending => Tone::Accent,
        DeliveryState::Projected | DeliveryState::Repeat => Tone::Neutral,
    }
}

/// Who called in the call that it is part of.
pub(super) fn caller(row: &CallRow) -> Option<String> {
    let name = row
        .caller_name
        .clone()
        .filter(|name| !name.trim().is_empty());
    name.or_else(|| row.caller_number.as_deref().map(words::phone))
}

/// The answer that was given, with its tone; `import` for one that no one waited for.
pub(super) fn answer(delivery: &Delivery) -> (String, Tone) {
    match (delivery.source, delivery.status) {
        (Source::Import, _) => ("import".to_owned(), Tone::Neutral),
        (Source::Http, None) => ("–".to_owned(), Tone::Neutral),
        (Source::Http, Some(status @ 200..300)) => (status.to_string(), Tone::Positive),
        (Source::Http, Some(status)) => (status.to_string(), Tone::Negative),
    }
}

/// What a row tells besides what has become of it, where there is room: which attempt, from where, how large unless
/// that is told in place of the time that the answer took, and how its signature came out.
pub(super) fn further(delivery: &Delivery, took: Option<Duration>) -> Vec<String> {
    let is_told = delivery.state == DeliveryState::Repeat && delivery.attempt > Some(1);
    let attempt = delivery.attempt.filter(|_| !is_told);
    let mut further = Vec::from_iter(attempt.map(|attempt| format!("attempt {attempt}")));
    if delivery.source == Source::Http {
        further.extend(delivery.remote.clone());
    }
    further.extend(took.map(|_| words::bytes(delivery.bytes)));
    let (signature, _) = signature(delivery.signature, delivery.source);
    further.push(signature.to_lowercase());
    further
}

/// Where it came from: whoever the tunnel or proxy on this computer names, where it came through one.
pub(super) fn origin(whole: &WholeDelivery) -> String {
    let delivery = &whole.delivery;
    let Some(remote) = delivery.remote.as_deref() else {
        return "from an unknown address".to_owned();
    };
    let is_here = remote.parse().is_ok_and(|ip: IpAddr| ip.is_loopback());
    match header::forwarded_for(&whole.headers).filter(|_| is_here) {
        Some(sender) => format!("from {sender} through the tunnel"),
        None => format!("from {remote}"),
    }
}

/// Where from, how large, how its signature came out, which attempt, and what was answered how soon.
pub(super) fn facts(delivery: &Delivery, took: Option<Duration>) -> String {
    let mut facts = match (delivery.source, &delivery.remote) {
        (Source::Http, Some(remote)) => vec![format!("from {remote}")],
        (Source::Http, None) => vec!["from an unknown address".to_owned()],
        (Source::Import, _) => vec!["imported".to_owned()],
    };
    facts.push(words::bytes(delivery.bytes));
    facts.push(
        signature(delivery.signature, delivery.source)
            .0
            .to_lowercase(),
    );
    facts.extend(delivery.attempt.map(|attempt| format!("attempt {attempt}")));
    facts.extend(delivery.status.map(|status| match took {
        Some(took) => format!("answered {status} in {}", words::millis(took)),
        None => format!("answered {status}"),
    }));
    facts.join(" · ")
}

/// What a request asked for: `GET /health`; that it cannot be told where it did not arrive, or nobody had time for it.
pub(super) fn request(request: &Request) -> String {
    match (request.method.as_str(), request.path.as_str()) {
        ("", "") if request.status == Some(503) => "Not read".to_owned(),
        ("", "") => "Unreadable".to_owned(),
        ("", path) => path.to_owned(),
        (method, path) => format!("{method} {path}"),
    }
}

/// What became of a request, in a word or two.
pub(super) fn request_kind(request: &Request) -> &'static str {
    if request.is_refused() {
        "Turned away"
    } else {
        "Only asked"
    }
}

/// The answer that a request got, with its tone.
pub(super) fn request_answer(request: &Request) -> (String, Tone) {
    match request.status {
        None => ("–".to_owned(), Tone::Neutral),
        Some(status) if request.is_refused() => (status.to_string(), Tone::Negative),
        Some(status) => (status.to_string(), Tone::Neutral),
    }
}

/// What the check of the signature said, and why that is so.
pub(super) fn signature(signature: Signature, source: Source) -> (&'static str, &'static str) {
    match (signature, source) {
        (Signature::Valid, _) => (
            "Verified",
            "Signed with one of this book's secrets, over the bytes as received.",
        ),
        (Signature::Invalid, _) => (
            "Wrong signature",
            "None of this book's secrets gives the signature that was sent.",
        ),
        (Signature::Missing, _) => (
            "No signature",
            "A signing secret is set, and this came without a signature.",
        ),
        (Signature::Unchecked, Source::Import) => {
            ("Not verified", "It was imported, so nobody vouches for it.")
        }
        (Signature::Unchecked, Source::Http) => {
            ("Not verified", "No signing secret was set when it came.")
        }
    }
}

/// The last part of an action, which says what happened.
fn name(action: &str) -> &str {
    match action.rsplit_once('.') {
        Some((collection, name)) if collection.starts_with("CallDetails") => name,
        _ => action,
    }
}

fn dialect(action: &str) -> Option<&'static str> {
    match action.rsplit_once('.')?.0 {
        "CallDetailsV5" => Some("v5"),
        "CallDetails" => Some("v4"),
        _ => None,
    }
}
