//! Draws the model, collects actions.

use std::path::PathBuf;

use egui::Ui;

use crate::ui::model::Model;
use crate::ui::{Action, Actions, ViewState, root_ui};

/// One frame.
pub(super) fn show(ui: &mut Ui, model: &Model, actions: &mut Actions, view: &mut ViewState) {
    root_ui(ui, model, actions, view);
    let dropped: Vec<PathBuf> = ui.input(|input| {
        let files = &input.raw.dropped_files;
        let paths = files.iter().map(|file| file.path().to_owned());
        paths.filter(|path| !path.as_os_str().is_empty()).collect()
    });
    if !dropped.is_empty() {
        actions.push(Action::Import(dropped));
    }
}
