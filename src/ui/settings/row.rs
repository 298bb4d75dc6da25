//! One setting: its name, what it does, and what it is.

use std::ops::RangeInclusive;

use egui::{Label, Role, Ui, WidgetInfo};

use super::SettingsState;
use super::number::{Unit, number_ui, switch_ui};
use super::rows::{checkbox_ui, slider_ui};
use crate::ui::icons::Icon;
use crate::ui::model::{Choice, Choices, Model};
use crate::ui::theme::{Themed, text};
use crate::ui::{Action, Actions};

/// What a setting is drawn from and works on.
pub struct SettingsPanel<'a> {
    pub model: &'a Model,
    pub actions: &'a mut Actions,
    pub state: &'a mut SettingsState,
}

impl SettingsPanel<'_> {
    /// Makes a choice.
    pub(super) fn choose(&mut self, choice: Choice) {
        self.actions.push(Action::Choose(choice));
    }
}

/// One setting.
pub struct Row {
    pub title: &'static str,
    /// What it does, in a sentence.
    pub words: &'static str,
    /// Other words by which it may be sought.
    pub also: &'static str,
    /// The key of the choice that it makes, or the name of the limit; empty where it makes none.
    pub key: &'static str,
    pub value: Value,
}

/// How a setting is shown and changed.
pub enum Value {
    /// On or off, with words beside it: what it is now, and what changes it.
    Check(&'static str, fn(&Model) -> bool, fn(bool, &Model) -> Action),
    Slider(Scale),
    /// A limit of the receiver that is typed, in this unit.
    Number(Unit),
    /// A limit that is on or off, with words beside it.
    Switch(&'static str),
    /// Anything else.
    Of(fn(&mut Ui, &mut SettingsPanel<'_>)),
}

/// A choice of a number on a slider.
pub struct Scale {
    pub range: RangeInclusive<u64>,
    pub step: f64,
    /// The unit, as it stands after the number.
    pub suffix: &'static str,
    pub now: fn(&Choices) -> u64,
    pub choice: fn(u64) -> Choice,
}

impl Row {
    /// A setting that makes no choice by a key.
    pub const fn new(title: &'static str, words: &'static str, value: Value) -> Self {
        Self {
            title,
            words,
            also: "",
            key: "",
            value,
        }
    }

    /// The choice of this key, or the limit of this name.
    pub const fn of(self, key: &'static str) -> Self {
        Self { key, ..self }
    }

    /// Sought by these words too.
    pub const fn also(self, also: &'static str) -> Self {
        Self { also, ..self }
    }

    /// True when every word of what is typed, in small letters, stands somewhere in it.
    pub(super) fn is_found(&self, section: &str, typed: &str) -> bool {
        let Self {
            title, words, also, ..
        } = self;
        let text = format!("{section} {title} {words} {also} {}", self.key).to_lowercase();
        typed.split_whitespace().all(|word| text.contains(word))
    }
}

/// Stands for what may tell of somebody, while names are masked; true where it does.
pub(super) fn hidden_ui(ui: &mut Ui, model: &Model) -> bool {
    if model.is_masked {
        ui.label(text::subdued("Hidden while names and numbers are masked"));
    }
    model.is_masked
}

pub(super) fn row_ui(ui: &mut Ui, row: &Row, panel: &mut SettingsPanel<'_>) {
    let title = ui.label(text::strong(row.title));
    title.widget_info(|| WidgetInfo::labeled(Role::Heading, true, row.title));
    ui.add(Label::new(text::subdued(row.words)).wrap());
    ui.add_space(6.0);
    let given_by = panel.model.given_by(row.key);
    if let Some(by) = given_by {
        ui.horizontal(|ui| {
            Icon::Shield.show(ui, 14.0, ui.tokens().text_subdued);
            let words = format!("Set by {by}: it cannot be changed here.");
            ui.add(Label::new(text::caption(words)).wrap());
        });
    }
    ui.add_enabled_ui(given_by.is_none(), |ui| value_ui(ui, row, panel));
}

fn value_ui(ui: &mut Ui, row: &Row, panel: &mut SettingsPanel<'_>) {
    let model = panel.model;
    match &row.value {
        Value::Check(words, now, change) => {
            let mut on = now(model);
            if checkbox_ui(ui, &mut on, words).changed() {
                panel.actions.push(change(on, model));
            }
        }
        Value::Slider(scale) => {
            let range = (scale.range.clone(), scale.step);
            let now = (scale.now)(&model.choices);
            if let Some(number) = slider_ui(ui, row.title, now, range, scale.suffix) {
                panel.choose((scale.choice)(number));
            }
        }
        Value::Number(unit) => number_ui(ui, row, *unit, panel),
        Value::Switch(words) => switch_ui(ui, row, words, panel),
        Value::Of(value_ui) => value_ui(ui, panel),
    }
}
