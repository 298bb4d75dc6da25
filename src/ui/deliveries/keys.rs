//! The keys of the inspector, apart from those that move in its list.

use egui::{Event, Key, Ui};

use super::narrow::search_id;
use super::page::copy_as_curl;
use crate::ui::model::{Model, Opened};
use crate::ui::{Action, Actions, keys};

/// What `?` shows of them.
pub const HELP: [(&str, &str); 4] = [
    ("/", "search the deliveries"),
    ("P", "pause the list of deliveries, or resume"),
    ("S", "send the delivery again…"),
    ("C", "copy the delivery as curl"),
];

/// Takes them out of the input.
pub fn take_keys(ui: &Ui, model: &Model, actions: &mut Actions) {
    if takes_slash(ui) {
        ui.memory_mut(|memory| memory.request_focus(search_id()));
    }
    if keys::take(ui, Key::P) {
        actions.push(Action::PauseDeliveries(model.deliveries.paused.is_none()));
    }
    let Opened::Ready(open) = &model.open_delivery else {
        return;
    };
    if model.open_request.is_some() {
        return;
    }
    if keys::take(ui, Key::S) {
        actions.push(Action::AskResend(open.whole.delivery.id));
    }
    if keys::take(ui, Key::C) {
        actions.push(copy_as_curl(&open.whole, model));
    }
}

/// Takes a `/` out of the input, on whatever key the keyboard has it: else it would be typed into the field that it
/// leads to.
fn takes_slash(ui: &Ui) -> bool {
    let is_slash = |event: &Event| matches!(event, Event::Text(text) if text == "/");
    ui.input_mut(|input| {
        let before = input.events.len();
        input.events.retain(|event| !is_slash(event));
        input.events.len() < before
    })
}
