//! The deliveries that a call came from: one line each, opened to its headers and its raw body.

use std::collections::HashMap;

use egui::{Color32, CornerRadius, Label, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use jiff::tz::TimeZone;

use super::body::body_ui;
use super::delivery_words::{action, facts, fate, signature};
use super::headline;
use super::quiet::quiet_button_ui;
use super::reflow::Rows;
use crate::call::DeliveryId;
use crate::call::delivery::WholeDelivery;
use crate::ui::icons::Icon;
use crate::ui::theme::{RADIUS_BUTTON, Themed, text};
use crate::ui::widgets::{card_ui, paint_elided, pair_ui};
use crate::ui::{Action, Actions, words};

const LINE: f32 = 32.0;

/// Which deliveries are open, with their bodies ready to be drawn.
#[derive(Default)]
pub struct DeliveriesState {
    open: HashMap<DeliveryId, Rows>,
}

/// The card of the deliveries; absent when there are none.
pub fn deliveries_ui(
    ui: &mut Ui,
    deliveries: &[WholeDelivery],
    zone: &TimeZone,
    state: &mut DeliveriesState,
    actions: &mut Actions,
) {
    if deliveries.is_empty() {
        return;
    }
    card_ui(ui, "Deliveries", |ui| {
        for whole in deliveries {
            let id = whole.delivery.id;
            let open = state.open.contains_key(&id);
            if line_ui(ui, whole, zone, open).clicked() {
                if open {
                    state.open.remove(&id);
                } else {
                    state.open.insert(id, Rows::new(&whole.body));
                }
            }
            if let Some(rows) = state.open.get_mut(&id) {
                opened_ui(ui, whole, rows, actions);
            }
        }
    });
}

/// The line of a delivery: when, what, and whether it can be trusted. The whole line is the target.
fn line_ui(ui: &mut Ui, whole: &WholeDelivery, zone: &TimeZone, open: bool) -> Response {
    let delivery = &whole.delivery;
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), LINE), Sense::click());
    let (icon, trust, tone) = signature(delivery.signature);
    let at = words::moment(delivery.received_at, zone);
    let what = match fate(delivery) {
        Some(fate) => format!("{}, {fate}", action(delivery)),
        None => action(delivery),
    };
    let name = format!("Delivery: {what}, {at}, {trust}");
    response.widget_info(|| WidgetInfo::selected(Role::DisclosureTriangle, true, open, &name));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let tokens = ui.tokens();
    if response.hovered() || response.has_focus() {
        let ground = rect.expand2(vec2(8.0, 0.0));
        ui.painter()
            .rect_filled(ground, CornerRadius::same(RADIUS_BUTTON), tokens.hover);
    }
    let chevron = if open {
        Icon::ChevronDown
    } else {
        Icon::ChevronRight
    };
    icon_at(ui, chevron, rect.left() + 7.0, rect, tokens.text_subdued);

    let color = tone.color(tokens);
    let galley = ui
        .painter()
        .layout_no_wrap(trust.to_owned(), text::caption_font(), color);
    let words_at = rect.right() - galley.size().x;
    let center = rect.center().y - galley.size().y / 2.0;
    ui.painter().galley(pos2(words_at, center), galley, color);
    icon_at(ui, icon, words_at - 12.0, rect, color);

    let body = text::body_font();
    let top = rect.center().y - ui.ctx().fonts_mut(|fonts| fonts.row_height(&body)) / 2.0;
    let at = pos2(rect.left() + 22.0, top);
    let room = words_at - 28.0 - at.x;
    let (said, cut) = paint_elided(ui, at, room, &what, body.clone(), tokens.text);
    let when = words::clock(delivery.received_at, zone);
    let when = ui.painter().layout_no_wrap(when, body, tokens.text_subdued);
    let at = pos2(said.right() + 10.0, top);
    if !cut && at.x + when.size().x <= words_at - 28.0 {
        ui.painter().galley(at, when, tokens.text_subdued);
    }
    response.on_hover_text(format!(
        "{what}\n{}",
        headline::clocks(delivery.received_at, zone)
    ))
}

fn icon_at(ui: &Ui, icon: Icon, x: f32, line: Rect, color: Color32) {
    let rect = Rect::from_center_size(pos2(x, line.center().y), vec2(14.0, 14.0));
    icon.paint_at(ui, rect, color);
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
