//! A quiet line where calls may be missing.

use egui::{Id, Rect, Role, Sense, Ui, WidgetInfo, pos2};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::row;
use crate::call::Gap;
use crate::ui::model::{Clock, Gaps};
use crate::ui::theme::{Themed, text};
use crate::ui::{widgets, words};

/// Height of a line, points.
pub(super) const HEIGHT: f32 = 28.0;

/// The lines of a list.
pub(super) struct GapLines<'a> {
    pub gaps: &'a Gaps,
    pub zone: &'a TimeZone,
    pub clock: Clock,
    pub now: Timestamp,
}

impl GapLines<'_> {
    /// Draws the lines right above a row and, where it is the last of `count`, those below it.
    pub(super) fn around_row_ui(&self, ui: &Ui, rect: Rect, index: usize, count: usize) {
        let above = self.gaps.above(index);
        let top = rect.top() - HEIGHT * lines(above.len());
        self.lines_ui(ui, rect, top, above);
        if index + 1 == count {
            self.lines_ui(ui, rect, rect.bottom(), self.gaps.above(count));
        }
    }

    fn lines_ui(&self, ui: &Ui, row: Rect, mut top: f32, gaps: &[Gap]) {
        for gap in gaps {
            let bottom = top + HEIGHT;
            let rect = Rect::from_min_max(pos2(row.left(), top), pos2(row.right(), bottom));
            self.line_ui(ui, rect, gap);
            top = bottom;
        }
    }

    fn line_ui(&self, ui: &Ui, rect: Rect, gap: &Gap) {
        let told = words::gap(gap, self.zone, self.clock, self.now);
        let id = Id::unique(("gap", gap.from.as_microsecond()));
        let response = ui.interact(rect, id, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &told));
        let at = pos2(rect.left() + row::LEFT, rect.center().y);
        let room = rect.right() - 14.0 - at.x;
        let color = ui.tokens().text_subdued;
        let (_, is_cut) = widgets::paint_elided(ui, at, room, &told, text::caption_font(), color);
        if is_cut {
            response.on_hover_text(text::body(told));
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a handful")]
fn lines(count: usize) -> f32 {
    count as f32
}
