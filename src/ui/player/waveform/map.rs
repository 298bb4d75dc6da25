//! Below the lanes while one looks closer: which part of the recording is in view; a drag moves it.

use egui::{Id, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::Place;
use super::marks::TURNS;
use super::zoom::Zoom;
use crate::ui::player::PlayerView;
use crate::ui::player::words::clock;
use crate::ui::theme::Themed;

/// Points.
pub(super) const HEIGHT: f32 = 8.0;
/// The part in view is drawn at least so wide.
const LEAST: f32 = 8.0;

pub(super) fn map_ui(ui: &Ui, place: &Place, player: &PlayerView, zoom: &mut Zoom) {
    let tokens = ui.tokens();
    let top = place.rect.bottom() + TURNS + 2.0;
    let rect = Rect::from_min_size(
        pos2(place.rect.left(), top),
        vec2(place.rect.width(), HEIGHT),
    );
    let response = ui.interact(rect, Id::unique("player map"), Sense::CLICK | Sense::DRAG);
    let name = format!(
        "In view: {} to {} of {}",
        clock(place.from_secs),
        clock(place.until_secs),
        clock(place.length_secs)
    );
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, &name));
    if let Some(pointer) = response.interact_pointer_pos() {
        let share = f64::from((pointer.x - rect.left()) / rect.width());
        zoom.center(share * place.length_secs, place.length_secs);
        zoom.look_elsewhere();
    }
    let whole = Place {
        rect,
        from_secs: 0.0,
        until_secs: place.length_secs,
        length_secs: place.length_secs,
    };
    let line = Rect::from_center_size(rect.center(), vec2(rect.width(), 4.0));
    ui.painter().rect_filled(line, 2, tokens.hover);
    let left = whole.x_of(place.from_secs);
    let right = whole.x_of(place.until_secs).max(left + LEAST);
    let thumb = Rect::from_min_max(pos2(left, line.top()), pos2(right, line.bottom()));
    let color = if response.hovered() || response.dragged() {
        tokens.text_subdued
    } else {
        tokens.unheard
    };
    ui.painter().rect_filled(thumb, 2, color);
    if let Some(x) = whole.visible_x(player.at.as_secs_f64()) {
        let now = Rect::from_center_size(pos2(x, rect.center().y), vec2(2.0, HEIGHT));
        ui.painter().rect_filled(now, 0, tokens.text_strong);
    }
}
