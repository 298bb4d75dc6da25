//! The second line of a row where words were searched: what was found, with the words marked.

use egui::text::{LayoutJob, TextFormat};
use egui::{Align2, Pos2, Rect, Stroke, Ui};

use crate::call::listing::Snippet;
use crate::ui::bidi;
use crate::ui::theme::{Themed, text};

/// Paints it from `at`, the middle of its left edge; true when it was cut.
pub(super) fn paint(ui: &Ui, at: Pos2, max_width: f32, snippet: &Snippet) -> bool {
    let tokens = ui.tokens();
    let plain = TextFormat {
        font_id: text::small_font(),
        color: tokens.text_subdued,
        ..TextFormat::default()
    };
    let marked = TextFormat {
        color: tokens.text_strong,
        underline: Stroke::new(1.5, tokens.warning),
        ..plain.clone()
    };
    let mut job = LayoutJob::default();
    let whole = &snippet.text;
    let mut from = 0;
    for mark in &snippet.marks {
        let before = whole.get(from..mark.start).unwrap_or_default();
        job.append(before, 0.0, plain.clone());
        let found = whole.get(mark.clone()).unwrap_or_default();
        job.append(found, 0.0, marked.clone());
        from = mark.end;
    }
    job.append(whole.get(from..).unwrap_or_default(), 0.0, plain);
    let (galley, is_cut) = bidi::line(ui, job, max_width);
    let rect: Rect = Align2::LEFT_CENTER.anchor_size(at, galley.size());
    ui.painter().galley(rect.min, galley, tokens.text_subdued);
    is_cut
}
