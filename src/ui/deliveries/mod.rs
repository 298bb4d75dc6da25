//! Deliveries as they were received: the list, and one of them whole.

mod body;
mod changed;
mod curl;
mod narrow;
mod page;
mod pretty;
mod purpose;
mod row;
mod signature;
mod told;

use std::sync::Arc;

use egui::{Id, Role, Ui, UiBuilder};
use jiff::tz::TimeZone;

use super::call_list::quiet_ui;
use super::model::Model;
use super::row_list::{Heights, Move, RowList, RowLook, focus_row, placeholder_ui};
use super::{Action, Actions};
use crate::call::DeliveryId;

pub use page::{DeliveryPage, delivery_page_ui};
pub use purpose::{left, told as told_on_purpose};

const ROW_HEIGHT: f32 = 54.0;

/// Draws the list with its heading; times are told in `zone`.
pub fn delivery_list_ui(
    ui: &mut Ui,
    model: &Model,
    actions: &mut Actions,
    list: &mut RowList<DeliveryId>,
    zone: &TimeZone,
) {
    let deliveries = &model.deliveries;
    narrow::narrow_ui(ui, deliveries, actions);
    match &deliveries.ids {
        None => quiet_ui(ui, "Opening the book"),
        Some(ids) if ids.is_empty() && deliveries.is_narrowed() => {
            quiet_ui(ui, "No delivery is like that.");
        }
        Some(ids) if ids.is_empty() => quiet_ui(ui, "Deliveries will appear here as they come in."),
        Some(ids) => rows_ui(ui, model, actions, ids, list, zone),
    }
    let now = ui.input(|input| input.time);
    if let Some(ids) = list.wanted(now, |id| !deliveries.rows.contains_key(&id)) {
        actions.push(Action::LoadDeliveryRows(ids));
    }
}

/// Moves the selection by a key.
pub fn step(
    ui: &Ui,
    model: &Model,
    actions: &mut Actions,
    list: &mut RowList<DeliveryId>,
    step: Move,
) {
    let Some(ids) = &model.deliveries.ids else {
        return;
    };
    if let Some(index) = list.go(step, model.deliveries.selected, ids) {
        let id = ids[index];
        focus_row(ui, row_id(id));
        if model.deliveries.selected != Some(id) {
            actions.push(Action::SelectDelivery(id));
        }
    }
}

fn rows_ui(
    ui: &mut Ui,
    model: &Model,
    actions: &mut Actions,
    ids: &Arc<Vec<DeliveryId>>,
    list: &mut RowList<DeliveryId>,
    zone: &TimeZone,
) {
    let deliveries = &model.deliveries;
    let builder = UiBuilder::new().max_rect(ui.available_rect_before_wrap());
    ui.scope_builder(builder, |ui| {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(Role::List);
            node.set_label("Deliveries");
        });
        let tab_stop = list.tab_stop(deliveries.selected, ids);
        list.show(ui, ids, &Heights::even(ROW_HEIGHT), |ui, rect, _, id| {
            let is_selected = deliveries.selected == Some(id);
            let takes_tab = tab_stop == Some(id);
            let look = RowLook {
                is_selected,
                takes_tab,
            };
            let response = match deliveries.rows.get(&id) {
                Some(delivery) => {
                    row::delivery_row_ui(ui, rect, row_id(id), look, delivery, model, zone)
                }
                None => placeholder_ui(ui, row_id(id), rect, look, row::LEFT),
            };
            if response.clicked() {
                actions.push(Action::SelectDelivery(id));
            }
            row_id(id)
        });
    });
}

fn row_id(id: DeliveryId) -> Id {
    Id::unique(("delivery row", id))
}
