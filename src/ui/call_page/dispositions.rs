//! The dispositions: those that apply as chips, the others when asked for.

use egui::Ui;
use serde_json::{Map, Value};

use super::lines::lines;
use super::rows::{Whole, fold_ui, line_ui};
use crate::call::Free;
use crate::ui::theme::text;
use crate::ui::widgets::{Tone, card_ui, chip_ui, pair_ui};
use crate::ui::words;

const HEADING: &str = "Dispositions";

/// The dispositions, sorted by what they say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dispositions {
    /// Those that apply.
    pub apply: Vec<String>,
    /// Those with a text instead, such as the department.
    pub told: Vec<(String, String)>,
    /// How many there are in all.
    pub total: usize,
}

impl Dispositions {
    /// Sorts them.
    pub fn of(dispositions: &Free) -> Self {
        let mut sorted = Self {
            total: dispositions.0.len(),
            ..Self::default()
        };
        for (key, value) in &dispositions.0 {
            match value {
                Value::Bool(true) => sorted.apply.push(words::label(key)),
                Value::String(text) if !text.is_empty() => {
                    sorted.told.push((words::label(key), text.clone()));
                }
                _ => {}
            }
        }
        sorted
    }
}

/// The card of the dispositions; absent when none were sent. `whole` says whether all are shown.
pub fn dispositions_ui(ui: &mut Ui, dispositions: &Free, whole: &mut Whole) {
    if dispositions.is_empty() {
        return;
    }
    let sorted = Dispositions::of(dispositions);
    card_ui(ui, HEADING, |ui| {
        let all = whole.shows(HEADING);
        if all {
            all_ui(ui, &dispositions.0);
        } else {
            sorted_ui(ui, &sorted);
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
            for name in &sorted.apply {
                chip_ui(ui, name, Tone::Accent);
            }
        });
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
