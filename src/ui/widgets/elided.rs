//! Text on one line that is cut with `…` where it does not fit.

use std::sync::Arc;

use egui::text::LayoutJob;
use egui::{Align2, Color32, FontId, Galley, Pos2, Rect, Ui};

use crate::ui::bidi;

/// Paints `text` from `at`, the middle of its left edge, within `max_width`; returns where it lies and whether it was cut.
pub fn paint_elided(
    ui: &Ui,
    at: Pos2,
    max_width: f32,
    text: &str,
    font: FontId,
    color: Color32,
) -> (Rect, bool) {
    let (galley, cut) = galley(ui, text, font, color, max_width);
    let rect = Align2::LEFT_CENTER.anchor_size(at, galley.size());
    ui.painter().galley(rect.min, galley, color);
    (rect, cut)
}

/// The text as it is drawn, and whether it was cut.
pub(super) fn galley(
    ui: &Ui,
    text: &str,
    font: FontId,
    color: Color32,
    max_width: f32,
) -> (Arc<Galley>, bool) {
    let job = LayoutJob::simple_singleline(text.to_owned(), font, color);
    bidi::line(ui, job, max_width)
}
