//! The body of a delivery, to be read: only the rows in view are laid out.

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, CornerRadius, Frame, Label, Margin, ScrollArea, Ui};

use super::reflow::Rows;
use crate::ui::theme::{RADIUS_BUTTON, Themed, text};

const ROW: f32 = 18.0;
/// Height of the longest body before it scrolls, points.
const TALLEST: f32 = 432.0;

/// Draws the body in monospace on a ground of its own.
pub fn body_ui(ui: &mut Ui, name: &str, rows: &mut Rows) {
    let tokens = ui.tokens();
    Frame::new()
        .fill(tokens.raised)
        .corner_radius(CornerRadius::same(RADIUS_BUTTON))
        .inner_margin(Margin::symmetric(12, 8))
        .show(ui, |ui| {
            let cell = ui
                .ctx()
                .fonts_mut(|fonts| fonts.glyph_width(&text::mono_font(), '0'));
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a few hundred columns"
            )]
            let columns = ((ui.available_width() - 12.0) / cell).floor().max(1.0) as usize;
            let count = rows.broken(columns).len();
            #[expect(
                clippy::cast_precision_loss,
                reason = "compared with a few hundred points"
            )]
            let height = count as f32 * ROW;
            ui.spacing_mut().item_spacing.y = 0.0;
            ScrollArea::vertical()
                .id_salt(name)
                .max_height(TALLEST)
                .min_scrolled_height(height.min(TALLEST))
                .auto_shrink([false, true])
                .show_rows(ui, ROW, count, |ui, seen| {
                    for row in seen {
                        let job = job(rows.row(row), tokens.text, tokens.text_strong);
                        ui.add(Label::new(job).extend().selectable(true));
                    }
                });
        });
}

/// One row, its key brighter than its value.
fn job(row: &str, plain: Color32, strong: Color32) -> LayoutJob {
    let format = |color| TextFormat {
        font_id: text::mono_font(),
        line_height: Some(ROW),
        color,
        ..TextFormat::default()
    };
    let key = key_end(row);
    let mut job = LayoutJob::default();
    job.append(&row[..key], 0.0, format(strong));
    // A row without text has no height of its own.
    job.append(
        if row.is_empty() { " " } else { &row[key..] },
        0.0,
        format(plain),
    );
    job
}

/// Where the key of a row ends; 0 where it has none.
fn key_end(row: &str) -> usize {
    let start = row.len() - row.trim_start().len();
    if !row[start..].starts_with('"') {
        return 0;
    }
    let mut escaped = false;
    for (at, c) in row[start + 1..].char_indices() {
        match c {
            '"' if !escaped => {
                let end = start + 1 + at + 1;
                return if row[end..].starts_with(':') { end } else { 0 };
            }
            _ => escaped = c == '\\' && !escaped,
        }
    }
    0
}
