//! The bars themselves.

use egui::{CornerRadius, Rect, Response, Stroke, StrokeKind, Ui, pos2};

use crate::call::listing::Histogram;
use crate::ui::theme::Themed;

/// Between two bars, points.
const GAP: f32 = 2.0;
/// A bar of one call among thousands is still so high, points.
const LOWEST: f32 = 2.0;

/// Bars from one to another, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chosen {
    pub first: usize,
    pub last: usize,
}

impl Chosen {
    /// The bars between two, in either order.
    pub fn of((one, other): (usize, usize)) -> Self {
        Self {
            first: one.min(other),
            last: one.max(other),
        }
    }
}

/// A histogram in its place.
pub(super) struct Bars<'a> {
    pub histogram: &'a Histogram,
    pub rect: Rect,
}

impl Bars<'_> {
    /// The bar at a place on the screen, the nearest beyond the ends.
    pub fn index_at(&self, x: f32) -> usize {
        let share = (x - self.rect.left()) / self.rect.width();
        let last = self.histogram.counts.len() - 1;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "some dozens"
        )]
        let index = (share.max(0.0) * (last + 1) as f32) as usize;
        index.min(last)
    }

    pub fn paint(&self, ui: &Ui, chosen: Option<Chosen>, is_old: bool, response: &Response) {
        let tokens = ui.tokens();
        let highest = self.histogram.counts.iter().copied().max().unwrap_or(1);
        #[expect(clippy::cast_precision_loss, reason = "drawn")]
        let (each, highest) = (
            self.rect.width() / self.histogram.counts.len() as f32,
            highest.max(1) as f32,
        );
        for (index, &count) in self.histogram.counts.iter().enumerate() {
            if count == 0 {
                continue;
            }
            #[expect(clippy::cast_precision_loss, reason = "drawn")]
            let (at, count) = (index as f32, count as f32);
            let height = (self.rect.height() * count / highest).max(LOWEST);
            let left = self.rect.left() + at * each;
            let bar = Rect::from_min_max(
                pos2(left, self.rect.bottom() - height),
                pos2(left + (each - GAP).max(1.0), self.rect.bottom()),
            );
            let is_chosen =
                chosen.is_some_and(|chosen| (chosen.first..=chosen.last).contains(&index));
            let color = if is_chosen && !is_old {
                tokens.accent
            } else {
                tokens.unheard
            };
            ui.painter().rect_filled(bar, CornerRadius::same(1), color);
        }
        if response.has_focus() {
            let ring = Stroke::new(1.0, tokens.accent);
            let around = self.rect.expand(3.0);
            ui.painter()
                .rect_stroke(around, 4.0, ring, StrokeKind::Inside);
        }
    }
}
