//! The word over a list that something new stands above what is looked at.

use egui::{
    Align2, Id, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use crate::ui::command::Command;
use crate::ui::icons::Icon;
use crate::ui::theme::{Themed, text};
use crate::ui::words;

const HEIGHT: f32 = 28.0;
const INSET: f32 = 12.0;
const ICON: f32 = 12.0;

/// Draws the button at the top of a view.
pub(super) fn fresh_ui(ui: &Ui, id: Id, view: Rect, count: usize) -> Response {
    let tokens = ui.tokens();
    let words = format!("{} new", words::count(count));
    let galley = ui
        .painter()
        .layout_no_wrap(words.clone(), text::medium_font(), tokens.on_accent);
    let width = galley.size().x + ICON + 6.0 + 2.0 * INSET;
    let top = pos2(view.center().x, view.top() + 8.0);
    let rect = Align2::CENTER_TOP.anchor_size(top, vec2(width, HEIGHT));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
    let fill = if response.hovered() {
        tokens.accent_hover
    } else {
        tokens.accent
    };
    let painter = ui.painter();
    painter.rect_filled(rect, HEIGHT / 2.0, fill);
    if response.has_focus() {
        let ring = Stroke::new(1.0, tokens.on_accent);
        painter.rect_stroke(rect.shrink(2.0), HEIGHT / 2.0, ring, StrokeKind::Inside);
    }
    let at = pos2(rect.left() + INSET, rect.center().y - ICON / 2.0);
    let icon = Rect::from_min_size(at, vec2(ICON, ICON));
    Icon::ArrowUp.paint_at(ui, icon, tokens.on_accent);
    let at = pos2(icon.right() + 6.0, rect.center().y - galley.size().y / 2.0);
    painter.galley(at, galley, tokens.on_accent);
    let hint = Command::ShowFresh.name_with_key("Show what is new", ui.ctx());
    response.on_hover_text(text::body(hint))
}
