//! The deliveries that a call came from: one line each, opened to its headers and its raw body.

use std::collections::HashMap;

use egui::{Label, Ui};

use super::body::body_ui;
use super::delivery_line::{Clock, line_ui};
use super::delivery_words::facts;
use super::quiet::quiet_button_ui;
use super::reflow::Rows;
use crate::call::DeliveryId;
use crate::call::delivery::WholeDelivery;
use crate::ui::deliveries::in_short;
use crate::ui::model::OpenCall;
use crate::ui::theme::text;
use crate::ui::widgets::{card_ui, pair_ui};
use crate::ui::{Action, Actions};

/// Width of what stands before the words of a delivery, points.
const CHEVRON: f32 = 22.0;

/// Which deliveries are open, with their bodies ready to be drawn.
#[derive(Default)]
pub struct DeliveriesState {
    open: HashMap<DeliveryId, Rows>,
}

/// The card of the deliveries; absent when there are none.
pub fn deliveries_ui(
    ui: &mut Ui,
    call: &OpenCall,
    clock: Clock,
    state: &mut DeliveriesState,
    actions: &mut Actions,
) {
    if call.deliveries.is_empty() {
        return;
    }
    card_ui(ui, "Deliveries", |ui| {
        for whole in &call.deliveries {
            let id = whole.delivery.id;
            let open = state.open.contains_key(&id);
            if line_ui(ui, &whole.delivery, clock, open).clicked() {
                if open {
                    state.open.remove(&id);
                } else {
                    state.open.insert(id, Rows::new(&whole.body));
                }
            }
            if let Some(told) = call.changed.get(&id).and_then(in_short) {
                ui.horizontal(|ui| {
                    ui.add_space(CHEVRON);
                    ui.add(Label::new(text::caption(told)).wrap().selectable(false));
                });
            }
            if let Some(rows) = state.open.get_mut(&id) {
                opened_ui(ui, whole, rows, actions);
            }
        }
    });
}

fn opened_ui(ui: &mut Ui, whole: &WholeDelivery, rows: &mut Rows, actions: &mut Actions) {
    let id = whole.delivery.id;
    for (label, value) in facts(whole) {
        pair_ui(ui, label, text::body(value));
    }
    if !whole.headers.is_empty() {
        ui.add_space(4.0);
        caption_ui(ui, "Headers");
        for (name, value) in &whole.headers {
            pair_ui(ui, name, text::mono(value));
        }
        ui.add_space(4.0);
    }
    if whole.body.is_empty() {
        caption_ui(ui, "The body is empty");
    } else {
        ui.horizontal(|ui| {
            ui.spacing_mut().interact_size.y = 20.0;
            caption_ui(ui, "Body");
            if quiet_button_ui(ui, "Copy as received", "Copy the body as received").clicked() {
                actions.push(Action::CopyText(
                    String::from_utf8_lossy(&whole.body).into_owned(),
                ));
            }
        });
        body_ui(ui, &format!("body {id}"), rows);
    }
    ui.add_space(8.0);
}

fn caption_ui(ui: &mut Ui, caption: &str) {
    ui.add(Label::new(text::caption(caption)).selectable(false));
}
