//! Choices with an edge, so that they are seen where they are not made too.

use std::sync::Arc;

use egui::{IntoAtoms, Response, Stroke, Ui};

use crate::ui::theme::Themed;

/// One of several choices.
pub fn radio_ui<'a>(ui: &mut Ui, is_on: bool, words: impl IntoAtoms<'a>) -> Response {
    edged_ui(ui, |ui| ui.radio(is_on, words))
}

/// A choice that is on or off.
pub fn checkbox_ui<'a>(ui: &mut Ui, on: &'a mut bool, words: impl IntoAtoms<'a>) -> Response {
    edged_ui(ui, |ui| ui.checkbox(on, words))
}

/// Not within a scope: a choice that does not fit beside the others goes below them, whole.
fn edged_ui(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> Response) -> Response {
    let tokens = ui.tokens();
    let edge = Stroke::new(1.0, tokens.text_subdued);
    let before = Arc::clone(ui.style());
    let widgets = &mut ui.style_mut().visuals.widgets;
    widgets.inactive.bg_fill = tokens.raised;
    widgets.inactive.bg_stroke = edge;
    widgets.hovered.bg_stroke = edge;
    let response = add(ui);
    ui.set_style(before);
    response
}
