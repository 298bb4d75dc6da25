//! Text on one line that is cut with `…` where it does not fit.

use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{Align2, Color32, FontId, Galley, Pos2, Rect, Ui};

use crate::ui::words;

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
    let laid = move |text: String| {
        let mut job = LayoutJob::simple_singleline(text, font.clone(), color);
        job.wrap = TextWrapping::truncate_at_width(max_width.max(0.0));
        ui.ctx().fonts_mut(|fonts| fonts.layout_job(job))
    };
    let whole = laid(words::drawn(text).into_owned());
    if whole.elided && words::begins_right(text) {
        // Its end stands at the left, and is what has no room.
        let mut left = text.trim_end();
        while let Some((shorter, _)) = left.rsplit_once(' ') {
            left = shorter.trim_end();
            let cut = laid(format!("… {}", words::drawn(left)));
            if !cut.elided {
                return (cut, true);
            }
        }
    }
    let is_cut = whole.elided;
    (whole, is_cut)
}
