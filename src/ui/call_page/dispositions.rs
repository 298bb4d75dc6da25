//! The dispositions: those that apply as chips, the others when asked for.

use egui::{Label, Ui};
use serde_json::{Map, Value};

use super::evidence::{EvidenceState, evidence_ui};
use super::lines::lines;
use super::rows::{Whole, fold_ui, line_ui};
use crate::call::analysis::Claim;
use crate::call::{Facts, Overrules, verdict};
use crate::ui::model::OpenCall;
use crate::ui::theme::text;
use crate::ui::widgets::{Tone, card_ui, chip_ui, pair_ui};
use crate::ui::words;

const HEADING: &str = "Dispositions";

/// The dispositions, sorted by what they say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dispositions {
    /// Those that apply: name, words, and whether the person says so against the sender.
    pub apply: Vec<(String, String, bool)>,
    /// Those that the sender sets and the person does not.
    pub turned_off: Vec<String>,
    /// Those with a text instead, such as the department.
    pub told: Vec<(String, String)>,
    /// How many there are in all.
    pub total: usize,
}

impl Dispositions {
    /// Sorts them.
    pub fn of(facts: &Facts, overrules: &Overrules) -> Self {
        let dispositions = &facts.dispositions;
        let mut sorted = Self {
            total: dispositions.0.len(),
            ..Self::default()
        };
        for (key, value) in &dispositions.0 {
            let label = words::label(key);
            match (verdict::flag(Some(value)), value) {
                (Some(true), _) if overrules.disposition(key) == Some(false) => {
                    sorted.turned_off.push(label);
                }
                (Some(true), _) => sorted.apply.push((key.clone(), label, false)),
                (None, Value::String(text)) if !text.is_empty() => {
                    sorted.told.push((label, text.clone()));
                }
                _ => {}
            }
        }
        for name in overrules.set_dispositions(facts) {
            if sorted.apply.iter().all(|(known, ..)| *known != name) {
                let label = words::label(&name);
                sorted.apply.push((name, label, true));
            }
        }
        sorted
    }
}

/// The card of the dispositions; absent when none were sent. `whole` says whether all are shown.
pub fn dispositions_ui(
    ui: &mut Ui,
    open: &OpenCall,
    evidence: &mut EvidenceState,
    whole: &mut Whole,
) {
    let dispositions = &open.call.facts.dispositions;
    let sorted = Dispositions::of(&open.call.facts, &open.entered.overrules);
    if dispositions.is_empty() && sorted.apply.is_empty() {
        return;
    }
    card_ui(ui, HEADING, |ui| {
        let all = whole.shows(HEADING);
        if all {
            all_ui(ui, &dispositions.0);
        } else {
            sorted_ui(ui, &sorted);
        }
        for (name, label, _) in &sorted.apply {
            let claim = Claim::Disposition(name.clone());
            if !open.analysis.lines_of(&claim).is_empty() {
                ui.label(text::caption(label));
                evidence_ui(ui, open, &claim, label, evidence);
            }
        }
        let caption = if all {
            "Show only those that apply".to_owned()
        } else {
            format!("Show all {}", sorted.total)
        };
        let hidden = sorted.total > sorted.apply.len() + sorted.told.len();
        if hidden && fold_ui(ui, &caption, HEADING) {
            whole.toggle(HEADING);
        }
    });
}

fn sorted_ui(ui: &mut Ui, sorted: &Dispositions) {
    if sorted.apply.is_empty() {
        ui.label(text::subdued("None applies."));
    } else {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = egui::vec2(6.0, 6.0);
            for (_, label, is_own) in &sorted.apply {
                if *is_own {
                    chip_ui(ui, &format!("{label}, you say"), Tone::Accent);
                } else {
                    chip_ui(ui, label, Tone::Accent);
                }
            }
        });
    }
    for label in &sorted.turned_off {
        let words = format!("{label}, the vendor said; you say no.");
        ui.add(Label::new(text::subdued(words)).wrap());
    }
    for (label, told) in &sorted.told {
        pair_ui(ui, label, text::body(told));
    }
}

fn all_ui(ui: &mut Ui, dispositions: &Map<String, Value>) {
    for line in lines(dispositions) {
        line_ui(ui, &line);
    }
}
