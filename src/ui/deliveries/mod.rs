//! Deliveries as they were received: the list, and one of them whole.

mod body;
mod changed;
mod columns;
mod curl;
mod footer;
mod laid;
mod lines;
mod narrow;
mod page;
mod pretty;
mod purpose;
mod request_page;
mod request_row;
mod row;
mod send;
mod signature;
mod told;

use std::sync::Arc;

use egui::{Id, Rect, Response, Role, Ui, UiBuilder};
use jiff::tz::TimeZone;

use super::call_list::quiet_ui;
use super::model::Model;
use super::row_list::{Heights, Move, RowList, RowLook, focus_row, placeholder_ui};
use super::{Action, Actions};
use crate::call::EntryId;

pub use changed::in_short;
pub use laid::Laid;
pub use lines::Lines;
pub use narrow::{search_id, search_ui};
pub use page::{DeliveryPage, copy_as_curl, delivery_page_ui};
pub use purpose::{purpose_notice_ui, tells_purpose};
pub use send::{SendPanel, send_ui};

const ROW_HEIGHT: f32 = 54.0;

/// Draws the list with its heading; times are told in `zone`.
pub fn delivery_list_ui(
    ui: &mut Ui,
    model: &Model,
    actions: &mut Actions,
    list: &mut RowList<EntryId>,
    zone: &TimeZone,
) {
    let deliveries = &model.deliveries;
    narrow::narrow_ui(ui, deliveries, actions);
    footer::footer_ui(ui, deliveries);
    match deliveries.ids() {
        None => quiet_ui(ui, "Opening the book"),
        Some(ids) if ids.is_empty() && deliveries.is_narrowed() => {
            quiet_ui(ui, "No delivery is like that.");
        }
        Some(ids) if ids.is_empty() => quiet_ui(ui, "Deliveries will appear here as they come in."),
        Some(ids) => rows_ui(ui, model, actions, ids, list, zone),
    }
    let now = ui.input(|input| input.time);
    let is_missing = |id| matches!(id, EntryId::Delivery(id) if !deliveries.rows.contains_key(&id));
    if let Some(ids) = list.wanted(now, is_missing) {
        let ids = ids.into_iter().filter_map(|id| match id {
            EntryId::Delivery(id) => Some(id),
            EntryId::Request(_) => None,
        });
        actions.push(Action::LoadDeliveryRows(ids.collect()));
    }
}

/// Moves the selection by a key.
pub fn step(
    ui: &Ui,
    model: &Model,
    actions: &mut Actions,
    list: &mut RowList<EntryId>,
    step: Move,
) {
    let Some(ids) = model.deliveries.ids() else {
        return;
    };
    if let Some(index) = list.go(step, model.deliveries.selected, ids) {
        let id = ids[index];
        focus_row(ui, row_id(id));
        if model.deliveries.selected != Some(id) {
            actions.push(select(id));
        }
    }
}

fn select(id: EntryId) -> Action {
    match id {
        EntryId::Delivery(id) => Action::SelectDelivery(id),
        EntryId::Request(id) => Action::SelectRequest(id),
    }
}

fn rows_ui(
    ui: &mut Ui,
    model: &Model,
    actions: &mut Actions,
    ids: &Arc<Vec<EntryId>>,
    list: &mut RowList<EntryId>,
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
                chosen: None,
                has_cells: false,
                is_selected,
                takes_tab,
            };
            if entry_ui(ui, rect, id, look, model, zone).clicked() {
                actions.push(select(id));
            }
            row_id(id)
        });
    });
}

fn entry_ui(
    ui: &mut Ui,
    rect: Rect,
    id: EntryId,
    look: RowLook,
    model: &Model,
    zone: &TimeZone,
) -> Response {
    let deliveries = &model.deliveries;
    let widget = row_id(id);
    match id {
        EntryId::Delivery(id) => deliveries
            .rows
            .get(&id)
            .map(|delivery| row::delivery_row_ui(ui, rect, widget, look, delivery, model, zone)),
        EntryId::Request(id) => deliveries.entries.requests.get(&id).map(|request| {
            request_row::request_row_ui(ui, rect, widget, look, request, model, zone)
        }),
    }
    .unwrap_or_else(|| placeholder_ui(ui, widget, rect, look, row::left(model.times.clock)))
}

fn row_id(id: EntryId) -> Id {
    Id::unique(("delivery row", id))
}
