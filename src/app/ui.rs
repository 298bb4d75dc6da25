//! Draws the model, collects actions.

use eframe::egui::Ui;

use crate::ui::model::Model;
use crate::ui::{Action, Actions, ViewState, root_ui};

/// One frame.
pub(super) fn show(ui: &mut Ui, model: &Model, actions: &mut Actions, view: &mut ViewState) {
    root_ui(ui, model, actions, view);
    let dropped: Vec<_> = ui.input(|input| {
        let files = &input.raw.dropped_files;
        files.iter().filter_map(|file| file.path.clone()).collect()
    });
    if !dropped.is_empty() {
        actions.push(Action::Import(dropped));
    }
}
