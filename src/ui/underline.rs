//! Lines under words: egui's own stand at the foot of a high row, too far below the letters.

use std::ops::Range;

use egui::{Rect, vec2};

use crate::ui::bidi::Laid;

/// From the line on which letters stand to the line under them, points.
const BELOW: f32 = 3.0;
const THICK: f32 = 2.0;

/// Where the lines under these byte ranges lie, from the corner of the laid out text.
pub fn underlines(laid: &Laid, marks: &[Range<usize>]) -> Vec<Rect> {
    let mut lines: Vec<Rect> = Vec::new();
    let mut places = laid.places();
    for row in &laid.galley.rows {
        let mut open = None;
        for (glyph, at) in row.glyphs.iter().zip(&mut places) {
            let next = marks.partition_point(|mark| mark.end <= at);
            if marks.get(next).is_some_and(|mark| mark.start <= at) {
                let left = row.pos + vec2(glyph.pos.x, glyph.pos.y + BELOW);
                let line = Rect::from_min_size(left, vec2(glyph.advance_width, THICK));
                match lines.last_mut() {
                    Some(known) if open == Some(next) => *known = known.union(line),
                    _ => lines.push(line),
                }
                open = Some(next);
            } else {
                open = None;
            }
        }
        if row.ends_with_newline {
            places.next();
        }
    }
    lines
}
