//! One setting: its name, what it does, and what it is.

use egui::{Label, Role, Ui, WidgetInfo};

use super::SettingsState;
use crate::ui::icons::Icon;
use crate::ui::model::{Choice, Model};
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
    /// The key of the choice that it makes; empty where it makes none.
    pub key: &'static str,
    pub value_ui: fn(&mut Ui, &mut SettingsPanel<'_>),
}

impl Row {
    /// True when every word of what is typed, in small letters, stands somewhere in it.
    pub(super) fn is_found(&self, section: &str, typed: &str) -> bool {
        let text = format!("{section} {} {}", self.title, self.words).to_lowercase();
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
            ui.label(text::caption(words));
        });
    }
    ui.add_enabled_ui(given_by.is_none(), |ui| (row.value_ui)(ui, panel));
}
