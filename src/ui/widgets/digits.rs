//! Digits in cells of equal width, so that times stand under each other. The tabular figures of a font
//! cannot be switched on in egui.

use std::sync::Arc;

use egui::{Align2, Color32, FontId, Id, Painter, Pos2, Rect, vec2};

/// How wide the letters of a font are. To ask the font each time takes as long as to lay them out.
struct Widths {
    /// Of a cell for a digit.
    cell: f32,
    /// From the space to the tilde.
    ascii: Vec<f32>,
}

impl Widths {
    /// Those of `font`, measured when they are wanted first.
    fn of(painter: &Painter, font: &FontId) -> Arc<Self> {
        let id = Id::unique(("widths", font));
        if let Some(known) = painter.ctx().data(|data| data.get_temp(id)) {
            return known;
        }
        let measured = painter.fonts_mut(|fonts| {
            let mut width = |c| fonts.glyph_width(font, c);
            Arc::new(Self {
                cell: ('0'..='9').map(&mut width).fold(0.0, f32::max),
                ascii: (' '..='~').map(&mut width).collect(),
            })
        });
        let kept = Arc::clone(&measured);
        painter.ctx().data_mut(|data| data.insert_temp(id, kept));
        measured
    }

    fn advance(&self, painter: &Painter, c: char, font: &FontId) -> f32 {
        if c.is_ascii_digit() {
            return self.cell;
        }
        let at = (c as usize).checked_sub(usize::from(b' '));
        let known = at.and_then(|at| self.ascii.get(at)).copied();
        known.unwrap_or_else(|| painter.fonts_mut(|fonts| fonts.glyph_width(font, c)))
    }

    fn whole(&self, painter: &Painter, text: &str, font: &FontId) -> f32 {
        let advance = |c| self.advance(painter, c, font);
        text.chars().map(advance).sum()
    }
}

/// The width of `text` when its digits lie in cells.
pub fn digits_width(painter: &Painter, text: &str, font: &FontId) -> f32 {
    Widths::of(painter, font).whole(painter, text, font)
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
    let widths = Widths::of(painter, font);
    let height = painter
        .layout_no_wrap("0".into(), font.clone(), color)
        .size()
        .y;
    let size = vec2(widths.whole(painter, text, font), height);
    let rect = align.anchor_size(at, size);
    let mut x = rect.left();
    for c in text.chars() {
        let advance = widths.advance(painter, c, font);
        let galley = painter.layout_no_wrap(c.to_string(), font.clone(), color);
        let inset = (advance - galley.size().x) / 2.0;
        painter.galley(Pos2::new(x + inset, rect.top()), galley, color);
        x += advance;
    }
    rect
}
