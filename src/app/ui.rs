//! Draws the model, collects actions.

use egui::Ui;

use crate::ui::model::Model;
use crate::ui::{Actions, ViewState, root_ui};

/// One frame.
pub(super) fn show(ui: &mut Ui, model: &Model, actions: &mut Actions, view: &mut ViewState) {
    root_ui(ui, model, actions, view);
}
