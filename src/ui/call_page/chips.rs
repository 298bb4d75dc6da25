//! What is to be known of a call at a glance, a word or two each.

use egui::Ui;
use serde_json::Value;

use super::lines::scalar;
use crate::call::{Mood, verdict};
use crate::ui::model::OpenCall;
use crate::ui::widgets::{Tone, chip_on_window_ui};
use crate::ui::words;

/// One chip under the title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    pub text: String,
    pub tone: Tone,
    /// What it means, where the word alone does not say.
    pub hover: Option<&'static str>,
}

const UNVERIFIED: &str = "Not every delivery of this call came with a signature of one of your secrets, so nobody \
    vouches that it was sent by Marketing Edge.";
const YOURS: &str = "You overruled the vendor’s analysis. Both words are kept; yours counts.";
const REDACTED: &str = "Card numbers were cut out of the recording.";
const VOICEMAIL: &str = "Voicemail";
const DO_NOT_CALL: &str = "The caller’s number is on a do-not-call list.";

/// The chips of a call, verdicts first.
pub fn chips(open: &OpenCall) -> Vec<Chip> {
    let facts = &open.call.facts;
    let mut chips = Vec::new();
    let mut add = |text: String, tone, hover| chips.push(Chip { text, tone, hover });
    let own = &open.entered.overrules;
    let vendors = verdict::lead(facts);
    let lead = |is_lead: bool| if is_lead { "Lead" } else { "Not a lead" };
    let tone = |is_lead: bool| {
        if is_lead {
            Tone::Positive
        } else {
            Tone::Neutral
        }
    };
    match (own.lead, vendors) {
        (Some(ruled), vendors) => {
            add(
                format!("{}, you say", lead(ruled.value)),
                tone(ruled.value),
                Some(YOURS),
            );
            if let Some(said) = vendors.filter(|said| *said != ruled.value) {
                add(
                    format!("Vendor said {}", lead(said).to_lowercase()),
                    Tone::Neutral,
                    None,
                );
            }
        }
        (None, Some(said)) => add(lead(said).to_owned(), tone(said), None),
        (None, None) => {}
    }
    if let Some(ruled) = own.sentiment {
        let word = words::sentence(ruled.value.word());
        let tone = match ruled.value {
            Mood::Positive => Tone::Positive,
            Mood::Neutral => Tone::Neutral,
            Mood::Negative => Tone::Negative,
        };
        add(format!("{word}, you say"), tone, Some(YOURS));
        if let Some(said) = facts
            .sentiment
            .overall
            .text()
            .filter(|said| Mood::from_word(said) != Some(ruled.value))
        {
            add(
                format!("Vendor said {}", said.to_lowercase()),
                Tone::Neutral,
                None,
            );
        }
    }
    if let Some(reason) = &open.row.lead_reason {
        let is_told = own.is_voicemail(facts) == Some(true);
        if !(is_told && reason.trim().eq_ignore_ascii_case(VOICEMAIL)) {
            add(dotted(reason), Tone::Neutral, None);
        }
    }
    match (own.disposition("voicemail"), verdict::voicemail(facts)) {
        (Some(true), _) => add("Voicemail, you say".to_owned(), Tone::Warning, Some(YOURS)),
        (Some(false), Some(true)) => add(
            "No voicemail, you say".to_owned(),
            Tone::Neutral,
            Some(YOURS),
        ),
        (None, Some(true)) => add(VOICEMAIL.to_owned(), Tone::Warning, None),
        _ => {}
    }
    if let Some(kind) = facts.lead_value.get("customer_type").and_then(scalar) {
        let kind = words::sentence(&kind);
        let kind = if kind.to_lowercase().contains("customer") {
            kind
        } else {
            kind + " customer"
        };
        add(kind, Tone::Neutral, None);
    }
    if let Some(trade) = trade(open) {
        add(trade, Tone::Neutral, None);
    }
    if facts.do_not_call.copied() == Some(true) {
        add("Do not call".to_owned(), Tone::Warning, Some(DO_NOT_CALL));
    }
    if facts.redacted.copied() == Some(true) {
        add(
            "Recording redacted".to_owned(),
            Tone::Neutral,
            Some(REDACTED),
        );
    }
    if !open.row.verified {
        add("Unverified".to_owned(), Tone::Warning, Some(UNVERIFIED));
    }
    chips
}

/// Draws them in as many rows as they need.
pub fn chips_ui(ui: &mut Ui, chips: &[Chip]) {
    if chips.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(8.0, 6.0);
        for chip in chips {
            let response = chip_on_window_ui(ui, &chip.text, chip.tone);
            if let Some(hover) = chip.hover {
                response.on_hover_text(hover);
            }
        }
    });
}

/// `Appointment - Confirming` as `Appointment · confirming`.
fn dotted(reason: &str) -> String {
    let mut parts = reason.split(" - ").map(str::trim);
    let first = words::sentence(parts.next().unwrap_or_default());
    parts.fold(first, |text, part| text + " · " + &lowered(part))
}

/// The text with its first letter small, unless its first word is all capitals.
fn lowered(text: &str) -> String {
    let mut chars = text.chars();
    let Some(first) = chars.next() else {
        return String::new();
    };
    let name = chars.clone().next().is_some_and(char::is_uppercase);
    if name {
        text.to_owned()
    } else {
        first.to_lowercase().chain(chars).collect()
    }
}

/// The line of business and what was asked for, such as `Exterior · doors, windows`.
fn trade(open: &OpenCall) -> Option<String> {
    let facts = &open.call.facts;
    let said = |value: Option<&Value>| value.and_then(scalar);
    let line = said(facts.lead_value.get("service_line"))
        .or_else(|| said(facts.custom.get("sub_industry")))
        .or_else(|| said(facts.custom.get("industry")));
    let products = match facts.lead_value.get("product_or_service") {
        Some(Value::Array(items)) => {
            let items: Vec<String> = items.iter().filter_map(scalar).collect();
            (!items.is_empty()).then(|| items.join(", "))
        }
        other => said(other),
    };
    match (line, products) {
        (Some(line), Some(products)) => Some(format!("{} · {products}", words::sentence(&line))),
        (line, products) => line.or(products).map(|text| words::sentence(&text)),
    }
}
