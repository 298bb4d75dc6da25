//! A long list of rows of equal height, with quiet lines between some, of which only the visible ones are drawn. Rows that arrive move
//! neither the selection nor what is being looked at; what is new above is told.

mod bar;
mod fresh;
mod heights;
mod moves;
mod row;
mod scroll;
mod view;

use std::hash::Hash;
use std::sync::Arc;

use egui::{Rect, Ui, UiBuilder, pos2};

pub use heights::Heights;
pub use moves::{Move, Reach};
pub use row::{RowLook, focus_row, placeholder_ui, row_ui};
pub use view::index_near;

use bar::{Bar, Grip, Track};
use heights::Place;

/// Rows beyond the visible ones that are asked for beforehand.
const AHEAD: usize = 12;
/// Seconds after which rows that did not come are asked for again.
const PATIENCE: f64 = 2.0;

/// What a list remembers between frames.
pub struct RowList<Id> {
    /// As drawn last.
    ids: Arc<Vec<Id>>,
    heights: Heights,
    place: Place,
    /// Height of the view, points.
    height: f32,
    /// Widgets of the rows drawn last.
    drawn: Vec<egui::Id>,
    /// The index of the first of them.
    first: usize,
    /// What was asked for last, and when in seconds of the window's clock.
    asked: (Vec<Id>, f64),
    /// Row to bring into view.
    reveal: Option<usize>,
    /// Whether one of the rows had the focus when they were drawn last.
    has_focus: bool,
    /// Row to begin with once it is there, and how much of it is to be above the view, points.
    begins_with: Option<(Id, f32)>,
    /// Where the selection was found last.
    selected_at: usize,
    grip: Grip,
    /// How many rows came above what is looked at, and were not looked at.
    came: usize,
    /// Which list this is.
    number: u64,
}

impl<Id> Default for RowList<Id> {
    fn default() -> Self {
        Self {
            ids: Arc::default(),
            heights: Heights::default(),
            place: Place::default(),
            height: 0.0,
            drawn: Vec::new(),
            first: 0,
            asked: (Vec::new(), 0.0),
            reveal: None,
            has_focus: false,
            begins_with: None,
            selected_at: 0,
            grip: None,
            came: 0,
            number: 0,
        }
    }
}

impl<Id: Copy + Eq + Hash> RowList<Id> {
    /// Begins at the top when the list that is shown is another one than before.
    pub fn begin(&mut self, number: u64) {
        if number != self.number {
            *self = Self {
                number,
                ..Self::default()
            };
        }
    }

    /// Begins with a row once it is there, and with so much of it above the view, points; unless the person moves
    /// the list before.
    pub fn begin_with(&mut self, id: Id, into: f32) {
        self.begins_with = Some((id, into));
    }

    /// The row at the upper edge of the view, and how much of it is above, points; none at the top.
    pub fn first_row(&self) -> Option<(Id, f32)> {
        let is_top = self.place == Place::default();
        let first = self.ids.get(self.place.row).filter(|_| !is_top);
        self.begins_with
            .or_else(|| first.map(|id| (*id, self.place.into)))
    }

    /// Draws the visible rows of `ids` into the space that is left.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        ids: &Arc<Vec<Id>>,
        heights: &Heights,
        row: impl FnMut(&mut Ui, Rect, usize, Id) -> egui::Id,
    ) {
        let view = ui.available_rect_before_wrap();
        ui.advance_cursor_after_rect(view);
        let bar_id = ui.unique_id().with("scrollbar");
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_size_of_set(ids.len());
        });
        // Rows may be wider than what is seen of them.
        let seen = view.with_max_x(view.right().min(ui.clip_rect().right()));
        self.take_over(ids, heights, view.height(), ui.rect_contains_pointer(seen));
        let bar = self.bar(bar_id, seen);
        self.scroll(ui, seen, bar.as_ref());
        let mut rows = ui.new_child(UiBuilder::new().max_rect(view));
        rows.set_clip_rect(view.intersect(ui.clip_rect()));
        self.rows_ui(&mut rows, view, row);
        self.follow_focus(ui);
        self.over_ui(&rows, seen, bar.as_ref());
    }

    /// The row that Tab reaches: the selected one where it is in view, else the first that is.
    pub fn tab_stop(&self, selected: Option<Id>, ids: &[Id]) -> Option<Id> {
        let end = (self.first + self.drawn.len()).min(self.ids.len());
        let shown = &self.ids[self.first.min(end)..end];
        selected
            .filter(|id| shown.contains(id))
            .or_else(|| shown.first().copied())
            .or_else(|| selected.or_else(|| ids.first().copied()))
    }

    /// Goes to what is new above; false when there is nothing.
    pub fn show_fresh(&mut self) -> bool {
        let is_there = self.came > 0;
        if is_there {
            self.go_to_top();
        }
        is_there
    }

    /// True when the keyboard belongs to this list: no other widget has the focus.
    pub fn has_keys(&self, ui: &Ui) -> bool {
        let focused = ui.memory(egui::Memory::focused);
        focused.is_none_or(|id| self.drawn.contains(&id))
    }

    /// The index that a key leads to, which then comes into view.
    pub fn go(&mut self, step: Move, selected: Option<Id>, ids: &[Id]) -> Option<usize> {
        let at = selected.and_then(|id| self.index_of(id, ids));
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "rows of a view"
        )]
        let page = ((self.height / self.heights.row()) as usize)
            .saturating_sub(1)
            .max(1);
        let target = step.target(at, ids.len(), page)?;
        self.reveal = Some(target);
        self.begins_with = None;
        self.selected_at = target;
        Some(target)
    }

    fn index_of(&mut self, id: Id, ids: &[Id]) -> Option<usize> {
        let found = index_near(ids, id, self.selected_at)?;
        self.selected_at = found;
        Some(found)
    }

    fn rows_ui(
        &mut self,
        ui: &mut Ui,
        view: Rect,
        mut row: impl FnMut(&mut Ui, Rect, usize, Id) -> egui::Id,
    ) {
        self.drawn.clear();
        self.first = self.place.row;
        let ids = Arc::clone(&self.ids);
        let mut top = view.top() - self.place.into;
        for (index, &id) in ids.iter().enumerate().skip(self.place.row) {
            if top >= view.bottom() {
                break;
            }
            top += self.heights.lines_above(index);
            let bottom = top + self.heights.row();
            let rect = Rect::from_min_max(pos2(view.left(), top), pos2(view.right(), bottom));
            let widget = row(ui, rect, index, id);
            ui.ctx()
                .accesskit_node_builder(widget, |node| node.set_position_in_set(index));
            self.drawn.push(widget);
            top = bottom;
        }
    }

    /// Brings the row that Tab leads to into view where it is cut; one that is pressed stays where it is.
    fn follow_focus(&mut self, ui: &Ui) {
        let focused = ui.memory(egui::Memory::focused);
        let at = focused.and_then(|id| self.drawn.iter().position(|drawn| *drawn == id));
        let had_focus = std::mem::replace(&mut self.has_focus, at.is_some());
        if let Some(at) = at
            && !had_focus
            && !ui.input(|input| input.pointer.any_down() || input.pointer.any_released())
        {
            self.reveal = Some(self.first + at);
            ui.request_repaint();
        }
    }

    /// What lies over the rows: the scrollbar, and the word of what is new.
    fn over_ui(&mut self, ui: &Ui, view: Rect, bar: Option<&Bar>) {
        if let Some(bar) = bar {
            let depth = self.heights.depth(self.place);
            let rows = (self.first + 1, self.first + self.drawn.len());
            bar.ui(ui, depth, rows, self.ids.len());
        }
        if self.came > 0 {
            let id = ui.unique_id().with("fresh");
            if fresh::fresh_ui(ui, id, view, self.came).clicked() {
                self.show_fresh();
                ui.request_repaint();
            }
        }
    }

    fn bar(&self, id: egui::Id, view: Rect) -> Option<Bar> {
        let track = Track {
            length: view.height(),
            view: f64::from(view.height()),
            total: self.heights.total(self.ids.len()),
        };
        track.is_needed().then(|| Bar::of(id, view, track))
    }
}
