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

/// Few letters are narrower on average, points.
const NARROW: f32 = 5.0;

/// The beginning of a text that most likely fills `width` points: what comes after it would be laid out in vain.
pub fn beginning(text: &str, width: f32) -> &str {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "some hundred letters; none where there is no width"
    )]
    let letters = ((width / NARROW) as usize).saturating_add(8);
    let end = text.char_indices().nth(letters);
    end.map_or(text, |(end, _)| &text[..end])
}

/// The text as it is drawn, and whether it was cut.
pub(super) fn galley(
    ui: &Ui,
    text: &str,
    font: FontId,
    color: Color32,
    max_width: f32,
) -> (Arc<Galley>, bool) {
    let line = |text: &str, font| {
        let job = LayoutJob::simple_singleline(text.to_owned(), font, color);
        bidi::line(ui, job, max_width)
    };
    let beginning = beginning(text, max_width);
    if beginning.len() < text.len() {
        let (galley, is_cut) = line(beginning, font.clone());
        if is_cut {
            return (galley, is_cut);
        }
    }
    line(text, font)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_laid_out_as_far_as_it_may_have_room() {
        let text = "é".repeat(200);
        assert_eq!(beginning(&text, 500.0).chars().count(), 108);
        assert_eq!(beginning(&text, 0.0).chars().count(), 8);
        assert_eq!(beginning(&text, f32::INFINITY), text);
        assert_eq!(beginning("short", 500.0), "short");
    }
}
