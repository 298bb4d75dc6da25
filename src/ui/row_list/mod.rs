//! A long list of rows of equal height, with quiet lines between some, of which only the visible ones are drawn. Rows that arrive move
//! neither the selection nor what is being looked at.

mod heights;
mod moves;
mod row;

use std::hash::Hash;
use std::sync::Arc;

use egui::{Rect, ScrollArea, Ui, pos2};

pub use heights::Heights;
pub use moves::Move;
pub use row::{RowLook, focus_row, placeholder_ui, row_ui};

/// Rows beyond the visible ones that are asked for beforehand.
const AHEAD: usize = 12;
/// Seconds after which rows that did not come are asked for again.
const PATIENCE: f64 = 2.0;

/// What a list remembers between frames.
pub struct RowList<Id> {
    /// As drawn last.
    ids: Arc<Vec<Id>>,
    heights: Heights,
    /// Where the view begins, points from the top of the first row.
    offset: f32,
    /// Height of the view, points.
    height: f32,
    /// Widgets of the rows drawn last.
    drawn: Vec<egui::Id>,
    /// What was asked for last, and when in seconds of the window's clock.
    asked: (Vec<Id>, f64),
    /// Row to bring into view.
    reveal: Option<usize>,
    /// Where the view should begin and could not yet: an area that grows scrolls so far in its next frame.
    still_wanted: Option<f32>,
}

impl<Id> Default for RowList<Id> {
    fn default() -> Self {
        Self {
            ids: Arc::default(),
            heights: Heights::default(),
            offset: 0.0,
            height: 0.0,
            drawn: Vec::new(),
            asked: (Vec::new(), 0.0),
            reveal: None,
            still_wanted: None,
        }
    }
}

impl<Id: Copy + Eq + Hash> RowList<Id> {
    /// Draws the visible rows of `ids` into the space that is left.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        ids: &Arc<Vec<Id>>,
        heights: &Heights,
        mut row: impl FnMut(&mut Ui, Rect, usize, Id) -> egui::Id,
    ) {
        let view = ui.available_height();
        let mut area = ScrollArea::vertical().auto_shrink(false);
        let wanted = self.wanted_offset(ids, heights, view).or(self.still_wanted);
        if let Some(offset) = wanted {
            // Beyond the end that the area knows of it would spring back.
            let known_end = (self.heights.total(self.ids.len()) - self.height).max(0.0);
            area = area.vertical_scroll_offset(offset.min(known_end));
        }
        ui.spacing_mut().item_spacing.y = 0.0;
        let output = area.show_viewport(ui, |ui, viewport| {
            ui.set_height(heights.total(ids.len()));
            let range = heights.visible(viewport.y_range().min, viewport.height(), ids.len());
            let column = ui.max_rect();
            self.drawn.clear();
            for index in range {
                let top = column.top() + heights.top(index);
                let rect = Rect::from_min_max(
                    pos2(column.left(), top),
                    pos2(column.right(), top + heights.row()),
                );
                self.drawn.push(row(ui, rect, index, ids[index]));
            }
        });
        self.ids = Arc::clone(ids);
        self.heights = heights.clone();
        self.offset = output.state.clamped_offset().y;
        self.height = output.inner_rect.height();
        let lowest = heights.total(ids.len()) - self.height;
        let is_missed =
            |wanted: &f32| self.still_wanted.is_none() && self.offset + 1.0 < wanted.min(lowest);
        self.still_wanted = wanted.filter(is_missed);
        if self.still_wanted.is_some() {
            ui.request_repaint();
        }
    }

    /// The ids in and near the view that `is_missing`, when they are not asked for already; `now` in seconds
    /// of the window's clock.
    pub fn wanted(&mut self, now: f64, is_missing: impl Fn(Id) -> bool) -> Option<Vec<Id>> {
        let range = self
            .heights
            .visible(self.offset, self.height, self.ids.len());
        let range = range.start.saturating_sub(AHEAD)..(range.end + AHEAD).min(self.ids.len());
        let missing: Vec<Id> = self.ids[range]
            .iter()
            .copied()
            .filter(|&id| is_missing(id))
            .collect();
        let (asked, asked_at) = &self.asked;
        let is_asked = missing == *asked && now - asked_at < PATIENCE;
        if missing.is_empty() {
            self.asked.0.clear();
            None
        } else if is_asked {
            None
        } else {
            self.asked = (missing.clone(), now);
            Some(missing)
        }
    }

    /// True when the keyboard belongs to this list: no other widget has the focus.
    pub fn has_keys(&self, ui: &Ui) -> bool {
        let focused = ui.memory(egui::Memory::focused);
        focused.is_none_or(|id| self.drawn.contains(&id))
    }

    /// The index that a key leads to, which then comes into view.
    pub fn go(&mut self, step: Move, selected: Option<Id>, ids: &[Id]) -> Option<usize> {
        let at = selected.and_then(|id| ids.iter().position(|&other| other == id));
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
        Some(target)
    }

    /// Where the view has to begin, when it is not where it was.
    fn wanted_offset(&mut self, ids: &Arc<Vec<Id>>, heights: &Heights, view: f32) -> Option<f32> {
        let kept = self.anchored(ids, heights);
        let Some(target) = self.reveal.take() else {
            return kept;
        };
        let from = kept.unwrap_or(self.offset);
        let top = heights.top(target);
        Some(from.min(top).max(top + heights.row() - view))
    }

    /// Where the view has to begin so that what is looked at stays in place. At the very top the new rows
    /// are what is looked at.
    fn anchored(&self, ids: &Arc<Vec<Id>>, heights: &Heights) -> Option<f32> {
        let is_same = Arc::ptr_eq(&self.ids, ids) && self.heights.is_as(heights);
        if is_same || self.offset < 1.0 {
            return None;
        }
        let mut seen = self
            .heights
            .visible(self.offset, self.height, self.ids.len());
        seen.find_map(|index| {
            let anchor = self.ids[index];
            let now_at = ids.iter().position(|&id| id == anchor)?;
            Some(self.offset + heights.top(now_at) - self.heights.top(index))
        })
    }
}
