//! A dot that says how something is; a word stands beside it.

use egui::{Color32, Sense, Ui, vec2};

/// A dot of 8 points, no more than an ornament to the word beside it.
pub fn status_dot_ui(ui: &mut Ui, color: Color32) {
    let (rect, _) = ui.allocate_exact_size(vec2(8.0, 8.0), Sense::hover());
    ui.painter().circle_filled(rect.center(), 4.0, color);
}
