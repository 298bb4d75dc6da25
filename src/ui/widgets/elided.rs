//! Text on one line that is cut with `…` where it does not fit.

use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{Align2, Color32, FontId, Galley, Pos2, Rect, Ui};

/// Paints `text` from `at`, the middle of its left edge, within `max_width`; returns where it lies and whether it was cut.
pub fn paint_elided(
    ui: &Ui,
    at: Pos2,
    max_width: f32,
    text: &str,
    font: FontId,
    color: Color32,
) -> (Rect, bool) {
    let galley = galley(ui, text, font, color, max_width);
    let cut = galley.elided;
    let rect = Align2::LEFT_CENTER.anchor_size(at, galley.size());
    ui.painter().galley(rect.min, galley, color);
    (rect, cut)
}

pub(super) fn galley(
    ui: &Ui,
    text: &str,
    font: FontId,
    color: Color32,
    max_width: f32,
) -> Arc<Galley> {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font, color);
    job.wrap = TextWrapping::truncate_at_width(max_width.max(0.0));
    ui.ctx().fonts_mut(|fonts| fonts.layout_job(job))
}
