//! What is said of a delivery.

use crate::call::delivery::WholeDelivery;
use crate::call::{Delivery, DeliveryState, Signature, Source};
use crate::ui::icons::Icon;
use crate::ui::widgets::Tone;
use crate::ui::words;

/// What a delivery brought, such as `Call ended (CallPreprocessed)`.
pub fn action(delivery: &Delivery) -> String {
    if delivery.actions.is_empty() {
        return "No action".to_owned();
    }
    let named: Vec<String> = delivery.actions.iter().map(|action| one(action)).collect();
    named.join(", ")
}

fn one(action: &str) -> String {
    let short = action.rsplit('.').next().unwrap_or(action);
    let meaning = match short {
        "CallStartCall" => "Call started",
        "CallPreprocessed" => "Call ended",
        "CallProcessed" => "Call processed",
        _ => return action.to_owned(),
    };
    format!("{meaning} ({short})")
}

/// Icon, word and tone of the check of its signature.
pub fn signature(signature: Signature) -> (Icon, &'static str, Tone) {
    match signature {
        Signature::Valid => (Icon::Shield, "Signed", Tone::Positive),
        Signature::Invalid => (Icon::ShieldOff, "Wrong signature", Tone::Negative),
        Signature::Missing => (Icon::ShieldOff, "Not signed", Tone::Negative),
        Signature::Unchecked => (Icon::ShieldOff, "Unverified", Tone::Warning),
    }
}

/// What became of it, where that is not the usual, such as `again, attempt 2`.
pub fn fate(delivery: &Delivery) -> Option<String> {
    let again = match (delivery.state, delivery.attempt) {
        (DeliveryState::Repeat, Some(attempt)) => return Some(format!("again, attempt {attempt}")),
        (DeliveryState::Repeat, None) => "again",
        (DeliveryState::Pending, _) => "not read yet",
        (DeliveryState::NotUnderstood, _) => "not understood",
        (DeliveryState::Quarantined, _) => "kept aside",
        (DeliveryState::Projected, Some(attempt @ 2..)) => {
            return Some(format!("attempt {attempt}"));
        }
        (DeliveryState::Projected, _) => return None,
    };
    Some(again.to_owned())
}

/// How it came and how large it is.
pub fn facts(whole: &WholeDelivery) -> Vec<(&'static str, String)> {
    let delivery = &whole.delivery;
    let way = match (delivery.source, &delivery.remote, &delivery.path) {
        (Source::Http, Some(remote), Some(path)) => format!("from {remote} to {path}"),
        (Source::Http, Some(remote), None) => format!("from {remote}"),
        (Source::Http, None, _) => "by HTTP".to_owned(),
        (Source::Import, _, Some(path)) => format!("imported from {path}"),
        (Source::Import, _, None) => "imported".to_owned(),
    };
    let mut facts = vec![("Came", way), ("Size", words::bytes(delivery.bytes))];
    if let Some(status) = delivery.status {
        facts.push(("Answered", status.to_string()));
    }
    if let Some(reason) = &delivery.reason {
        facts.push(("Reason", reason.clone()));
    }
    facts
}
