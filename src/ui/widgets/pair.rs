//! A label and its value, as most facts of a call are shown.

use egui::{Align, Label, Layout, Response, RichText, Ui, vec2};

use crate::ui::bidi;
use crate::ui::theme::text;

/// Width of the column of labels, points.
pub const LABEL_WIDTH: f32 = 108.0;

/// A label in a column of its own; the value beside it wraps and can be selected.
pub fn pair_ui(ui: &mut Ui, label: &str, value: impl Into<RichText>) -> Response {
    let value = value.into();
    pair_with_ui(ui, label, |ui| bidi::wrapped_ui(ui, value))
}

/// A label with something else than text beside it.
pub fn pair_with_ui<R>(ui: &mut Ui, label: &str, add_value: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let column = vec2(LABEL_WIDTH - 8.0, 20.0);
        ui.allocate_ui_with_layout(column, Layout::top_down(Align::Min), |ui| {
            ui.set_width(column.x);
            ui.add(Label::new(text::subdued(label)).wrap().selectable(false));
        });
        ui.add_space(8.0);
        ui.vertical(|ui| add_value(ui)).inner
    })
    .inner
}
