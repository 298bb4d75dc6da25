//! Lines under words: egui's own stand at the foot of a high row, too far below the letters.

use std::ops::Range;

use egui::{Galley, Rect, vec2};

/// From the line on which letters stand to the line under them, points.
const BELOW: f32 = 3.0;
const THICK: f32 = 2.0;

/// Where the lines under these byte ranges lie, from the corner of the laid out text.
pub fn underlines(galley: &Galley, marks: &[Range<usize>]) -> Vec<Rect> {
    let mut lines: Vec<Rect> = Vec::new();
    let mut marks = marks.iter().peekable();
    let mut at = 0;
    for row in &galley.rows {
        let mut open = false;
        for glyph in &row.glyphs {
            while marks.next_if(|mark| mark.end <= at).is_some() {
                open = false;
            }
            if marks.peek().is_some_and(|mark| mark.start <= at) {
                let left = row.pos + vec2(glyph.pos.x, glyph.pos.y + BELOW);
                let line = Rect::from_min_size(left, vec2(glyph.advance_width, THICK));
                match lines.last_mut() {
                    Some(known) if open => *known = known.union(line),
                    _ => lines.push(line),
                }
                open = true;
            }
            at += glyph.chr.len_utf8();
        }
        at += usize::from(row.ends_with_newline);
    }
    lines
}
