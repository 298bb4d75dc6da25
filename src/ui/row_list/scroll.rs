//! How a list is moved: wheel, touch, scrollbar, keys, and rows that come or go.

use std::hash::Hash;
use std::sync::Arc;

use egui::{Rect, Ui};

use super::bar::Bar;
use super::heights::{Heights, Place};
use super::{RowList, view};

impl<Id: Copy + Eq + Hash> RowList<Id> {
    /// Takes over the rows as they are now. What is looked at stays where it is; at the very top that is the newest
    /// row, unless the pointer could be about to press another.
    pub(super) fn take_over(
        &mut self,
        ids: &Arc<Vec<Id>>,
        heights: &Heights,
        height: f32,
        is_pointed_at: bool,
    ) {
        let is_same = Arc::ptr_eq(&self.ids, ids) && self.heights.is_as(heights);
        self.height = height;
        if !is_same {
            let is_top = self.heights.depth(self.place) < 1.0;
            if !is_top || (is_pointed_at && !Arc::ptr_eq(&self.ids, ids)) {
                self.anchor(ids, heights);
            }
            self.ids = Arc::clone(ids);
        }
        self.heights = heights.clone();
        self.go_to(self.heights.depth(self.place));
        if !is_same
            && let Some((id, into)) = self.begins_with
            && let Some(index) = view::index_near(ids, id, 0)
        {
            self.begins_with = None;
            self.go_to(self.heights.start(index) + f64::from(into));
        }
        if let Some(target) = self.reveal.take() {
            self.reveal(target);
        }
    }

    /// Finds the place in other rows at which the first visible row that is still there is where it was.
    fn anchor(&mut self, ids: &Arc<Vec<Id>>, heights: &Heights) {
        let shown = self.place.row..(self.place.row + self.drawn.len()).min(self.ids.len());
        let Some((was_at, is_at)) = view::first_kept(&self.ids, shown, ids) else {
            return;
        };
        let row_top =
            |heights: &Heights, index| heights.start(index) + f64::from(heights.lines_above(index));
        let above = row_top(&self.heights, was_at) - self.heights.depth(self.place);
        let depth = (row_top(heights, is_at) - above).max(0.0);
        self.place = heights.place(depth, self.height, ids.len());
        self.came += is_at.saturating_sub(was_at);
    }

    /// Brings a row into view by the shortest way.
    fn reveal(&mut self, target: usize) {
        let top = self.heights.start(target);
        let from = self.heights.depth(self.place);
        let bottom = top + f64::from(self.heights.lines_above(target) + self.heights.row());
        let lowest = bottom - f64::from(self.height);
        self.go_to(from.min(top).max(lowest));
    }

    /// Lets the view begin at a depth, or as near to it as it can.
    fn go_to(&mut self, depth: f64) {
        self.place = self.heights.place(depth, self.height, self.ids.len());
        self.came = self.came.min(self.place.row);
    }

    /// Moves the view as wheel, touch and scrollbar want it.
    pub(super) fn scroll(&mut self, ui: &Ui, view: Rect, bar: Option<&Bar>) {
        let depth = self.heights.depth(self.place);
        let held = bar.and_then(|bar| bar.moved(ui, depth, &mut self.grip));
        let pushed = pushed(ui, view);
        let before = self.place;
        match held {
            Some(depth) => self.go_to(depth),
            None if pushed != 0.0 => self.go_to(depth + f64::from(pushed)),
            None => {}
        }
        if self.place != before {
            self.begins_with = None;
            ui.request_repaint();
        }
    }

    /// The top of the list.
    pub(super) fn go_to_top(&mut self) {
        self.place = Place::default();
        self.begins_with = None;
        self.came = 0;
    }
}

/// How far down the wheel over the rows, or a finger on them, wants them, points.
fn pushed(ui: &Ui, view: Rect) -> f32 {
    if !ui.rect_contains_pointer(view) {
        return 0.0;
    }
    let (wheel, touch) = ui.input(|input| {
        let drags = input.any_touches() && input.pointer.is_decidedly_dragging();
        let touch = if drags { input.pointer.delta().y } else { 0.0 };
        (input.smooth_scroll_delta().y, touch)
    });
    if wheel != 0.0 {
        // Nothing else under the pointer is scrolled by it.
        ui.input_mut(|input| input.smooth_scroll_delta.y = 0.0);
    }
    -(wheel + touch)
}
