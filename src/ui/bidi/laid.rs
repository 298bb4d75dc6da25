//! A text that is laid out, and where its letters stand in the text as written.

use std::sync::Arc;

use egui::epaint::text::Glyph;
use egui::text::CharIndex;
use egui::{Galley, Rect};

use super::plan::Plan;

/// A text that is laid out.
#[derive(Clone)]
pub struct Laid {
    pub galley: Arc<Galley>,
    /// None where it is drawn as it is written.
    plan: Option<Arc<Plan>>,
}

impl Laid {
    /// A text that is drawn as it is written.
    pub fn plain(galley: Arc<Galley>) -> Self {
        Self { galley, plan: None }
    }

    pub(super) fn planned(source: &Galley, plan: &Arc<Plan>, room: f32) -> Self {
        Self {
            galley: Arc::new(settled(source, plan, room)),
            plan: Some(Arc::clone(plan)),
        }
    }

    /// The text as written.
    pub fn written(&self) -> &str {
        let plan = self.plan.as_ref();
        plan.map_or_else(|| self.galley.text(), |plan| &plan.written)
    }

    /// Where each letter that is drawn stands in the text as written, bytes, row by row. A break counts as a letter.
    pub fn places(&self) -> Box<dyn Iterator<Item = usize> + '_> {
        match &self.plan {
            Some(plan) => Box::new(plan.places.iter().copied()),
            None => Box::new(self.galley.text().char_indices().map(|(at, _)| at)),
        }
    }

    /// The same for one letter.
    pub fn place(&self, letter: CharIndex) -> Option<usize> {
        match &self.plan {
            Some(plan) => plan.places.get(letter.0).copied(),
            None => self.places().nth(letter.0),
        }
    }
}

/// With one glyph for each letter, in the order in which they are drawn, and rows that are read from the right there.
fn settled(source: &Galley, plan: &Plan, room: f32) -> Galley {
    let mut galley = source.clone();
    let pixels = galley.pixels_per_point;
    let is_aligned = galley.rows.len() > 1 && room.is_finite();
    let rows = galley.rows.iter_mut().zip(plan.drawn.split('\n'));
    let mut bounds = Rect::NOTHING;
    for ((placed, letters), from_right) in rows.zip(&plan.from_right) {
        let row = Arc::make_mut(&mut placed.row);
        row.glyphs = one_each(&row.glyphs, letters);
        if is_aligned && *from_right {
            placed.pos.x = ((room - placed.row.size.x) * pixels).round() / pixels;
            galley.rect.max.x = galley.rect.max.x.max(room);
        }
        bounds |= placed
            .row
            .visuals
            .mesh_bounds
            .translate(placed.pos.to_vec2());
    }
    galley.mesh_bounds = bounds;
    let mut job = (*galley.job).clone();
    job.text.clone_from(&plan.drawn);
    galley.job = Arc::new(job);
    galley
}

/// egui has glyphs of no width for letters that others stand for, for words that go from right to left too many.
fn one_each(glyphs: &[Glyph], letters: &str) -> Vec<Glyph> {
    let is_drawn = |glyph: &&Glyph| glyph.advance_width > 0.0 || !glyph.uv_rect.is_nothing();
    let mut left: Vec<Glyph> = glyphs.iter().filter(is_drawn).copied().collect();
    left.reverse();
    let mut all: Vec<Glyph> = Vec::with_capacity(letters.len());
    let mut missing = letters.chars().count();
    for letter in letters.chars() {
        let has_enough = left.len() >= missing;
        let next = left.last().copied();
        missing -= 1;
        if next.is_some_and(|glyph| glyph.chr == letter || has_enough) {
            left.pop();
            all.extend(next.map(|mut glyph| {
                glyph.chr = letter;
                glyph
            }));
            continue;
        }
        // One that joins its neighbour.
        let beside = all.last().copied().or(next);
        all.extend(beside.map(|mut glyph| {
            if !all.is_empty() {
                glyph.pos.x += glyph.advance_width;
            }
            (glyph.chr, glyph.advance_width) = (letter, 0.0);
            glyph
        }));
    }
    all
}
