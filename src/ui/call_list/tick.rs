//! The box at the left of a row that chooses it together with others, in the place of the drawing of its kind.

use egui::{
    CornerRadius, Id, Modifiers, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, vec2,
};

use crate::ui::icons::Icon;
use crate::ui::theme::{RADIUS_CHIP, Themed, text};
use crate::ui::words;

/// Length of its sides, points.
const SIDE: f32 = 16.0;
/// What takes the pointer, points.
const TARGET: f32 = 32.0;

/// Draws it where it `is_shown`; a screen reader finds it anyway, by the number of its row.
pub(super) fn tick_ui(
    ui: &Ui,
    center: Pos2,
    id: Id,
    is_on: bool,
    is_shown: bool,
    row: usize,
) -> Response {
    let target = Rect::from_center_size(center, vec2(TARGET, TARGET));
    let response = ui.interact(target, id, Sense::CLICK);
    let label = format!("Choose row {}", words::count(row));
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, true, is_on, &label));
    if !is_shown {
        return response;
    }
    let tokens = ui.tokens();
    let rect = Rect::from_center_size(center, vec2(SIDE, SIDE));
    let radius = CornerRadius::same(RADIUS_CHIP);
    let painter = ui.painter();
    if is_on {
        painter.rect_filled(rect, radius, tokens.accent);
        Icon::Check.paint_at(ui, rect.shrink(2.0), tokens.on_accent);
    } else {
        let color = if response.hovered() {
            tokens.accent
        } else {
            tokens.text_subdued
        };
        painter.rect_filled(rect, radius, tokens.surface);
        painter.rect_stroke(rect, radius, Stroke::new(1.0, color), StrokeKind::Inside);
    }
    let key = ui.ctx().format_modifiers(Modifiers::COMMAND);
    response.on_hover_text(text::body(format!(
        "Choose together with others ({key} and a press)"
    )))
}
