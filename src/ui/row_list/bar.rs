//! The scrollbar: what there is of the list, and how far down the view is.

use egui::accesskit::{Action, ActionData, Orientation};
use egui::{Id, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::ui::theme::Themed;
use crate::ui::words;

/// Width of what takes the pointer, points.
const TARGET: f32 = 14.0;
/// Widths of the handle at rest and under the pointer, points.
const THIN: f32 = 4.0;
const THICK: f32 = 8.0;
const MARGIN: f32 = 2.0;
/// The handle of the longest list is still so long, points.
const SHORTEST: f32 = 28.0;

/// A list as its scrollbar sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Track {
    /// Length of the bar, points.
    pub length: f32,
    /// Height of the view, points.
    pub view: f64,
    /// Height of the list, points.
    pub total: f64,
}

impl Track {
    /// True when there is something to scroll.
    pub fn is_needed(&self) -> bool {
        self.deepest() > 0.0
    }

    fn deepest(&self) -> f64 {
        self.total - self.view
    }

    fn handle_length(&self) -> f32 {
        #[expect(clippy::cast_possible_truncation, reason = "a part of the bar")]
        let share = (self.view / self.total) as f32;
        (self.length * share).max(SHORTEST).min(self.length)
    }

    /// Where the handle begins when the view begins at a depth.
    fn handle_start(&self, depth: f64) -> f32 {
        #[expect(clippy::cast_possible_truncation, reason = "a part of one")]
        let share = (depth / self.deepest()).clamp(0.0, 1.0) as f32;
        (self.length - self.handle_length()) * share
    }

    /// Where the view begins when the handle does there.
    fn depth(&self, handle_start: f32) -> f64 {
        let free = self.length - self.handle_length();
        let share = f64::from(handle_start) / f64::from(free.max(1.0));
        self.deepest() * share.clamp(0.0, 1.0)
    }
}

/// The bar of one list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bar {
    id: Id,
    rect: Rect,
    track: Track,
}

/// Where a drag took hold of the handle, points below its upper end.
pub(super) type Grip = Option<f32>;

impl Bar {
    /// The bar at the right edge of a view.
    pub fn of(id: Id, view: Rect, track: Track) -> Self {
        let corner = pos2(view.right() - TARGET, view.top());
        Self {
            id,
            rect: Rect::from_min_max(corner, view.max),
            track,
        }
    }

    /// Where the pointer or a screen reader takes a view that begins at `depth`; none when neither does.
    pub fn moved(&self, ui: &Ui, depth: f64, grip: &mut Grip) -> Option<f64> {
        if let Some(depth) = self.asked(ui, depth) {
            return Some(depth);
        }
        let response = ui.ctx().read_response(self.id)?;
        if !response.is_pointer_button_down_on() {
            *grip = None;
            return None;
        }
        let at = response.interact_pointer_pos()?.y - self.rect.top();
        let start = self.track.handle_start(depth);
        let length = self.track.handle_length();
        let held = *grip.get_or_insert_with(|| {
            let within = at - start;
            // A press beside the handle brings its middle there.
            if (0.0..=length).contains(&within) {
                within
            } else {
                length / 2.0
            }
        });
        Some(self.track.depth(at - held))
    }

    fn asked(&self, ui: &Ui, depth: f64) -> Option<f64> {
        ui.input(|input| {
            let count = |action| input.num_accesskit_action_requests(self.id, action);
            let set = input
                .accesskit_action_requests(self.id, Action::SetValue)
                .filter_map(|request| match request.data {
                    Some(ActionData::NumericValue(share)) => Some(share),
                    _ => None,
                })
                .last();
            if let Some(share) = set {
                return Some(self.track.deepest() * (share / 100.0).clamp(0.0, 1.0));
            }
            #[expect(clippy::cast_precision_loss, reason = "requests of one frame")]
            let pages = count(Action::Increment) as f64 - count(Action::Decrement) as f64;
            (pages != 0.0).then_some(depth + pages * self.track.view)
        })
    }

    /// Draws the bar of a view that begins at `depth` and shows `rows`, from 1 on, of `count`.
    pub fn ui(&self, ui: &Ui, depth: f64, rows: (usize, usize), count: usize) -> Response {
        let response = ui.interact(self.rect, self.id, Sense::CLICK | Sense::DRAG);
        response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, "Place in the list"));
        ui.ctx().accesskit_node_builder(self.id, |node| {
            node.set_orientation(Orientation::Vertical);
            node.set_min_numeric_value(0.0);
            node.set_max_numeric_value(100.0);
            node.set_numeric_value(100.0 * depth / self.track.deepest());
            let (first, last) = (words::count(rows.0), words::count(rows.1));
            let count = words::count(count);
            node.set_value(format!("rows {first} to {last} of {count}"));
            for action in [Action::SetValue, Action::Increment, Action::Decrement] {
                node.add_action(action);
            }
        });
        self.paint(ui, depth, &response);
        response
    }

    fn paint(&self, ui: &Ui, depth: f64, response: &Response) {
        let is_held = response.is_pointer_button_down_on();
        let near = ui
            .ctx()
            .animate_bool_responsive(self.id.with("near"), response.hovered() || is_held);
        let width = egui::lerp(THIN..=THICK, near);
        let tokens = ui.tokens();
        let color = if is_held {
            tokens.text_subdued
        } else {
            tokens.unheard
        };
        let corner = pos2(
            self.rect.right() - MARGIN - width,
            self.rect.top() + self.track.handle_start(depth),
        );
        let handle = Rect::from_min_size(corner, vec2(width, self.track.handle_length()));
        ui.painter().rect_filled(handle, width / 2.0, color);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const LONG: Track = Track {
        length: 700.0,
        view: 700.0,
        total: 600_000_000.0,
    };

    #[test]
    fn the_handle_reaches_both_ends() {
        assert!(LONG.handle_start(0.0).abs() < 1e-6);
        let lowest = LONG.handle_start(LONG.deepest());
        assert!((lowest + LONG.handle_length() - LONG.length).abs() < 1e-3);
        assert!((LONG.depth(lowest) - LONG.deepest()).abs() < 1e-3);
        assert!(LONG.depth(-5.0).abs() < 1e-9);
    }

    #[test]
    fn a_short_list_needs_no_bar() {
        let short = Track {
            total: 600.0,
            ..LONG
        };
        assert!(!short.is_needed());
        assert!(LONG.is_needed());
    }

    proptest! {
        #[test]
        fn a_handle_that_is_held_stays_under_the_pointer(start in 0.0_f32..660.0, total in 701.0..6e9_f64) {
            let track = Track { total, ..LONG };
            let start = start.min(track.length - track.handle_length());
            let back = track.handle_start(track.depth(start));
            prop_assert!((back - start).abs() < 0.01, "{start} came back as {back}");
        }
    }
}
