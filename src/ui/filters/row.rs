//! One filter: its name, whether it is on, and its count.

use egui::{
    Align2, CornerRadius, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2,
    vec2,
};

use crate::ui::icons::Icon;
use crate::ui::theme::{RADIUS_CHIP, Themed, text};
use crate::ui::{widgets, words};

const HEIGHT: f32 = 26.0;

pub(super) struct Row<'a> {
    /// The heading above it, read out with it.
    pub group: &'a str,
    pub name: &'a str,
    pub count: u64,
    pub is_on: bool,
    /// True while the count belongs to an older question.
    pub is_old: bool,
}

impl Row<'_> {
    pub fn ui(&self, ui: &mut Ui) -> Response {
        let tokens = ui.tokens();
        let size = vec2(ui.available_width(), HEIGHT);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        let count = words::count(usize::try_from(self.count).unwrap_or(usize::MAX));
        let name = format!("{}: {}, {count}", self.group, self.name);
        response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, self.is_on, &name));
        let radius = CornerRadius::same(RADIUS_CHIP);
        let painter = ui.painter();
        if self.is_on {
            painter.rect_filled(rect, radius, tokens.selected);
        } else if response.hovered() {
            painter.rect_filled(rect, radius, tokens.hover);
        }
        if response.has_focus() {
            let ring = Stroke::new(1.0, tokens.accent);
            painter.rect_stroke(rect, radius, ring, StrokeKind::Inside);
        }
        let color = if self.is_old {
            tokens.unheard
        } else {
            tokens.text_subdued
        };
        let right = pos2(rect.right() - 8.0, rect.center().y);
        let font = text::caption_font();
        let count =
            widgets::paint_digits(painter, right, Align2::RIGHT_CENTER, &count, &font, color);
        let mut left = rect.left() + 8.0;
        if self.is_on {
            let center = pos2(left + 6.0, rect.center().y);
            let mark = Rect::from_center_size(center, vec2(13.0, 13.0));
            Icon::Check.paint_at(ui, mark, tokens.accent);
            left += 18.0;
        }
        let room = count.left() - 8.0 - left;
        let at = pos2(left, rect.center().y);
        let color = if self.is_on {
            tokens.text_strong
        } else {
            tokens.text
        };
        let (_, is_cut) = widgets::paint_elided(ui, at, room, self.name, text::small_font(), color);
        if is_cut {
            response.on_hover_text(text::body(self.name))
        } else {
            response
        }
    }
}
