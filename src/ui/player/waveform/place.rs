//! Moments ↔ points of the waveform.

use egui::Rect;

/// Where the lanes lie, and which stretch of the recording they show.
pub(super) struct Place {
    pub rect: Rect,
    pub from_secs: f64,
    pub until_secs: f64,
    pub length_secs: f64,
}

impl Place {
    #[expect(clippy::cast_possible_truncation, reason = "points of a window")]
    pub fn x_of(&self, at_secs: f64) -> f32 {
        let share = (at_secs - self.from_secs) / self.span_secs();
        self.rect.left() + (share * f64::from(self.rect.width())) as f32
    }

    /// The moment at a place, inside the recording.
    pub fn secs_at(&self, x: f32) -> f64 {
        let at = self.from_secs + f64::from(x - self.rect.left()) * self.secs_per_point();
        at.clamp(self.from_secs, self.until_secs)
    }

    pub fn secs_per_point(&self) -> f64 {
        self.span_secs() / f64::from(self.rect.width().max(1.0))
    }

    /// Where a moment lies, if it is in view.
    pub fn visible_x(&self, at_secs: f64) -> Option<f32> {
        let is_in_view = self.until_secs > self.from_secs
            && (self.from_secs..=self.until_secs).contains(&at_secs);
        is_in_view.then(|| self.x_of(at_secs))
    }

    /// The part of a stretch that is in view.
    pub fn visible(&self, from_secs: f64, until_secs: f64) -> Option<(f32, f32)> {
        let from = from_secs.max(self.from_secs);
        let until = until_secs.min(self.until_secs);
        (from < until).then(|| (self.x_of(from), self.x_of(until)))
    }

    fn span_secs(&self) -> f64 {
        (self.until_secs - self.from_secs).max(1e-6)
    }
}
