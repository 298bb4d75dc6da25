//! One command in the palette.

use egui::text::{LayoutJob, TextFormat, TextWrapping};
use egui::{Align2, CornerRadius, Id, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::found::Entry;
use crate::ui::command::Command;
use crate::ui::theme::{RADIUS_BUTTON, Themed, text};

/// Points.
pub(super) const HEIGHT: f32 = 36.0;
const LEFT: f32 = 38.0;
const RIGHT: f32 = 12.0;

pub(super) fn id(command: Command) -> Id {
    Id::unique(("palette row", command))
}

pub(super) fn row_ui(ui: &mut Ui, entry: &Entry, is_chosen: bool) -> Response {
    let spec = entry.command.spec();
    let size = vec2(ui.available_width(), HEIGHT);
    let (_, rect) = ui.allocate_space(size);
    // The field keeps the focus: the arrows choose.
    let response = ui.interact(rect, id(entry.command), Sense::CLICK);
    let keys = entry.command.keys(ui.ctx());
    let is_enabled = entry.why_not.is_none();
    let told = match (entry.why_not, keys.as_str()) {
        (Some(why), _) => format!("{}, {why}", entry.words),
        (None, "") => entry.words.clone(),
        (None, keys) => format!("{}, {keys}", entry.words),
    };
    response
        .widget_info(|| WidgetInfo::selected(Role::ListBoxOption, is_enabled, is_chosen, &told));
    if ui.is_rect_visible(rect) {
        paint(ui, rect, entry, &keys, is_chosen);
    }
    response.on_hover_text_at_pointer(text::body(spec.tooltip))
}

fn paint(ui: &Ui, rect: Rect, entry: &Entry, keys: &str, is_chosen: bool) {
    let tokens = ui.tokens();
    let color = match (entry.why_not, is_chosen) {
        (Some(_), _) => tokens.text_subdued,
        (None, true) => tokens.text_strong,
        (None, false) => tokens.text,
    };
    if is_chosen {
        let radius = CornerRadius::same(RADIUS_BUTTON);
        ui.painter().rect_filled(rect, radius, tokens.selected);
    }
    if let Some(icon) = entry.command.spec().icon {
        let center = pos2(rect.left() + 20.0, rect.center().y);
        let square = Rect::from_center_size(center, vec2(16.0, 16.0));
        icon.paint_at(ui, square, color);
    }
    let right = entry.why_not.unwrap_or(keys);
    let right = ui.painter().text(
        pos2(rect.right() - RIGHT, rect.center().y),
        Align2::RIGHT_CENTER,
        right,
        text::caption_font(),
        tokens.text_subdued,
    );
    let mut job = LayoutJob::default();
    for (at, c) in entry.words.chars().enumerate() {
        let is_found = entry.chars.binary_search(&at).is_ok();
        let (font, color) = if is_found {
            (text::strong_font(), tokens.accent)
        } else {
            (text::body_font(), color)
        };
        job.append(
            c.encode_utf8(&mut [0; 4]),
            0.0,
            TextFormat::simple(font, color),
        );
    }
    let width = right.left() - 12.0 - rect.left() - LEFT;
    job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
    let galley = ui.ctx().fonts_mut(|fonts| fonts.layout_job(job));
    let at = pos2(rect.left() + LEFT, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, color);
}
