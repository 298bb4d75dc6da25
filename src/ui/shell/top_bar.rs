//! The top bar: the name at the left, at the right whether and where calls come in, the search between them.

use egui::{Align, Label, Layout, Margin, Rangef, Rect, Ui, UiBuilder, pos2};

use super::{is_short, status};
use crate::ui::icons::Icon;
use crate::ui::model::{Model, Screen};
use crate::ui::theme::{GAP, Themed, text};
use crate::ui::view::ViewState;
use crate::ui::{Actions, command, deliveries, search};

/// Where the search begins where there is room, and how wide it is, points.
const SEARCH_LEFT: f32 = 512.0;
const SEARCH_WIDTH: f32 = 520.0;
/// What it keeps in a narrow window, points.
const SEARCH_LEAST: f32 = 240.0;
/// Between it and what stands beside it, points.
const SEARCH_GAP: f32 = 16.0;
/// Below this width the bar has no name, points.
const WITH_NAME: f32 = 560.0;

/// Its height, points.
pub(super) fn height(ui: &Ui) -> f32 {
    if is_short(ui) { 44.0 } else { 52.0 }
}

pub(super) fn top_bar_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, state: &mut ViewState) {
    let tokens = ui.tokens();
    let (height, has_name) = (height(ui), ui.available_width() >= WITH_NAME);
    egui::Frame::new()
        .inner_margin(Margin::symmetric(16, 0))
        .show(ui, |ui| {
            ui.horizontal_centered(|ui| {
                ui.set_height(height);
                Icon::Phone.show(ui, 16.0, tokens.text_strong);
                if has_name {
                    ui.add_space(4.0);
                    ui.add(Label::new(text::name("Callbook")).selectable(false));
                }
                command::menu_ui(ui, model, actions, state);
                let left = ui.cursor().left();
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    status::status_ui(ui, model, actions, &mut state.port);
                    if model.screen == Screen::Calls {
                        let rect = field_rect(ui.available_rect_before_wrap());
                        let (field, filters) = (&mut state.search, &mut state.filters.is_shown);
                        search::search_ui(ui, rect, &model.search, actions, field, filters);
                    }
                    if model.screen == Screen::Deliveries {
                        let room = Rangef::new(left + SEARCH_GAP, ui.cursor().right() - SEARCH_GAP);
                        search_ui(ui, model, actions, room);
                    }
                });
            });
        });
}

/// Where the field of the search stands in the room between the name and the status.
fn field_rect(room: Rect) -> Rect {
    let right = room.right() - GAP;
    let left = SEARCH_LEFT.min(right - SEARCH_WIDTH).max(room.left() + GAP);
    Rect::from_min_max(
        pos2(left, room.top()),
        pos2(right.min(left + SEARCH_WIDTH), room.bottom()),
    )
}

/// The search field, above the page where there is room for it, else as far to the right as it goes.
fn search_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, room: Rangef) {
    let left = SEARCH_LEFT.min(room.max - SEARCH_LEAST).max(room.min);
    let width = (room.max - left).clamp(0.0, SEARCH_WIDTH);
    let bar = ui.max_rect().y_range();
    let rect = Rect::from_x_y_ranges(left..=left + width, bar);
    let layout = Layout::left_to_right(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), |ui| {
        deliveries::search_ui(ui, &model.deliveries, actions, width);
    });
}
