//! The second line of a row where words were searched: what was found, with the words marked.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Align2, Galley, Pos2, Rect, Stroke, Ui};

use crate::call::listing::Snippet;
use crate::ui::bidi;
use crate::ui::theme::{Themed, text};
use crate::ui::widgets;

/// Paints it from `at`, the middle of its left edge; true when it was cut.
pub(super) fn paint(ui: &Ui, at: Pos2, max_width: f32, snippet: &Snippet) -> bool {
    let beginning = widgets::beginning(&snippet.text, max_width);
    let (mut galley, mut is_cut) = laid(ui, max_width, snippet, beginning);
    if !is_cut && beginning.len() < snippet.text.len() {
        (galley, is_cut) = laid(ui, max_width, snippet, &snippet.text);
    }
    let rect: Rect = Align2::LEFT_CENTER.anchor_size(at, galley.size());
    ui.painter()
        .galley(rect.min, galley, ui.tokens().text_subdued);
    is_cut
}

/// So much of its text laid out, and whether it was cut.
fn laid(ui: &Ui, max_width: f32, snippet: &Snippet, shown: &str) -> (Arc<Galley>, bool) {
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
    let mut from = 0;
    for mark in &snippet.marks {
        let Some(before) = shown.get(from..mark.start) else {
            break;
        };
        job.append(before, 0.0, plain.clone());
        let end = mark.end.min(shown.len());
        let found = shown.get(mark.start..end).unwrap_or_default();
        job.append(found, 0.0, marked.clone());
        from = end;
    }
    job.append(shown.get(from..).unwrap_or_default(), 0.0, plain);
    bidi::line(ui, job, max_width)
}
