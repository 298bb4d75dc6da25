//! Which stretch of the recording is in view: zoomed, moved, and following what is heard.

use crate::call::CallId;

/// The shortest stretch that can be looked at, seconds.
const SHORTEST: f64 = 2.0;
/// Where in view what is heard comes to stand when the view follows it, a share of the view.
const AHEAD: f64 = 0.08;

/// What is in view of the recording of one call; all of it unless the person zoomed in.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Zoom {
    call: Option<CallId>,
    part: Option<(f64, f64)>,
    /// Where what is heard stood last; the view goes with it once it was in view.
    was_in_view: bool,
}

impl Zoom {
    /// Looks at a call's recording; at all of it where it is another than before.
    pub fn look_at(&mut self, call: CallId) {
        if self.call.replace(call) != Some(call) {
            self.part = None;
        }
    }

    /// From where to where, seconds.
    pub fn shown(&self, length_secs: f64) -> (f64, f64) {
        let Some((from, until)) = self.part else {
            return (0.0, length_secs);
        };
        let span = (until - from).min(length_secs);
        let from = from.clamp(0.0, length_secs - span);
        (from, from + span)
    }

    /// True where only a part is in view.
    pub fn is_zoomed(&self) -> bool {
        self.part.is_some()
    }

    pub fn show_all(&mut self) {
        self.part = None;
    }

    /// Looks so many times closer, with the moment staying where it is.
    pub fn closer(&mut self, factor: f64, around_secs: f64, length_secs: f64) {
        let (from, until) = self.shown(length_secs);
        let shortest = SHORTEST.min(length_secs);
        let span = ((until - from) / factor).clamp(shortest, length_secs);
        if span >= length_secs {
            self.part = None;
            return;
        }
        let around = around_secs.clamp(from, until);
        let share = (around - from) / (until - from).max(f64::MIN_POSITIVE);
        let from = (around - share * span).clamp(0.0, length_secs - span);
        self.part = Some((from, from + span));
    }

    /// Moves the view; by less where the recording ends.
    pub fn pan(&mut self, by_secs: f64, length_secs: f64) {
        let (from, until) = self.shown(length_secs);
        if self.is_zoomed() {
            self.go_to(from + by_secs, until - from, length_secs);
        }
    }

    /// Brings a moment to the middle of the view.
    pub fn center(&mut self, at_secs: f64, length_secs: f64) {
        let (from, until) = self.shown(length_secs);
        if self.is_zoomed() {
            self.go_to(at_secs - (until - from) / 2.0, until - from, length_secs);
        }
    }

    fn go_to(&mut self, from_secs: f64, span_secs: f64, length_secs: f64) {
        let from = from_secs.clamp(0.0, (length_secs - span_secs).max(0.0));
        self.part = Some((from, from + span_secs));
    }

    /// Goes on with what is heard when it leaves the view; not where the person looks elsewhere.
    pub fn follow(&mut self, at_secs: f64, length_secs: f64) {
        let (from, until) = self.shown(length_secs);
        let is_in_view = (from..=until).contains(&at_secs);
        if self.is_zoomed() && !is_in_view && self.was_in_view {
            let span = until - from;
            self.go_to(at_secs - AHEAD * span, span, length_secs);
            return;
        }
        self.was_in_view = is_in_view;
    }

    /// The person moved the view: it stays there until what is heard comes into it.
    pub fn look_elsewhere(&mut self) {
        self.was_in_view = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: f64 = 3600.0;

    fn zoomed(factor: f64, around: f64) -> Zoom {
        let mut zoom = Zoom::default();
        zoom.look_at(CallId(1));
        zoom.closer(factor, around, HOUR);
        zoom
    }

    #[test]
    fn the_moment_under_the_pointer_stays_there() {
        let mut zoom = zoomed(4.0, 900.0);
        assert_eq!(zoom.shown(HOUR), (675.0, 1575.0));
        zoom.closer(2.0, 675.0, HOUR);
        assert_eq!(zoom.shown(HOUR), (675.0, 1125.0));
        zoom.closer(1e9, 700.0, HOUR);
        let (from, until) = zoom.shown(HOUR);
        assert!((until - from - SHORTEST).abs() < 1e-9);
        zoom.closer(1e-9, 700.0, HOUR);
        assert!(!zoom.is_zoomed());
        assert_eq!(zoom.shown(HOUR), (0.0, HOUR));
    }

    #[test]
    fn it_ends_where_the_recording_ends() {
        let mut zoom = zoomed(4.0, 0.0);
        zoom.pan(-10.0, HOUR);
        assert_eq!(zoom.shown(HOUR), (0.0, 900.0));
        zoom.pan(1e6, HOUR);
        assert_eq!(zoom.shown(HOUR), (2700.0, HOUR));
        // A recording that turned out to be shorter.
        assert_eq!(zoom.shown(500.0), (0.0, 500.0));
        zoom.look_at(CallId(2));
        assert!(!zoom.is_zoomed());
    }

    #[test]
    fn it_follows_what_is_heard_unless_the_person_looks_elsewhere() {
        let mut zoom = zoomed(4.0, 0.0);
        zoom.follow(899.0, HOUR);
        zoom.follow(901.0, HOUR);
        assert!((zoom.shown(HOUR).0 - (901.0 - AHEAD * 900.0)).abs() < 1e-9);
        zoom.pan(1500.0, HOUR);
        zoom.look_elsewhere();
        let there = zoom.shown(HOUR);
        zoom.follow(1000.0, HOUR);
        assert_eq!(zoom.shown(HOUR), there);
        // It comes into view, and is followed again.
        zoom.follow(there.0 + 1.0, HOUR);
        zoom.follow(there.1 + 1.0, HOUR);
        assert!(zoom.shown(HOUR).0 > there.0);
    }
}
