//! Digits in cells of equal width, so that times stand under each other. The tabular figures of a font
//! cannot be switched on in egui.

use egui::{Align2, Color32, FontId, Painter, Pos2, Rect, vec2};

/// The width of `text` when its digits lie in cells.
pub fn digits_width(painter: &Painter, text: &str, font: &FontId) -> f32 {
    let cell = cell_width(painter, font);
    text.chars().map(|c| advance(painter, c, font, cell)).sum()
}

/// Paints `text` with its digits in cells, aligned to `at`, and returns where it lies.
pub fn paint_digits(
    painter: &Painter,
    at: Pos2,
    align: Align2,
    text: &str,
    font: &FontId,
    color: Color32,
) -> Rect {
    let cell = cell_width(painter, font);
    let height = painter
        .layout_no_wrap("0".into(), font.clone(), color)
        .size()
        .y;
    let size = vec2(digits_width(painter, text, font), height);
    let rect = align.anchor_size(at, size);
    let mut x = rect.left();
    for c in text.chars() {
        let advance = advance(painter, c, font, cell);
        let galley = painter.layout_no_wrap(c.to_string(), font.clone(), color);
        let inset = (advance - galley.size().x) / 2.0;
        painter.galley(Pos2::new(x + inset, rect.top()), galley, color);
        x += advance;
    }
    rect
}

fn cell_width(painter: &Painter, font: &FontId) -> f32 {
    painter.fonts_mut(|fonts| {
        ('0'..='9')
            .map(|c| fonts.glyph_width(font, c))
            .fold(0.0, f32::max)
    })
}

fn advance(painter: &Painter, c: char, font: &FontId, cell: f32) -> f32 {
    if c.is_ascii_digit() {
        cell
    } else {
        painter.fonts_mut(|fonts| fonts.glyph_width(font, c))
    }
}
