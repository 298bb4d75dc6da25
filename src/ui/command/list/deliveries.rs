//! The inspector of deliveries.

use std::sync::Arc;

use egui::Key;

use crate::ui::command::{Now, Press, Scope, Section, Spec};
use crate::ui::icons::Icon;
use crate::ui::model::{Model, OpenDelivery, Opened};
use crate::ui::{Action, deliveries};

pub const PAUSE: Spec = Spec::new(
    Section::Deliveries,
    "Pause or resume the list of deliveries",
    "Lets the list stand still while it is looked at.",
    |at| {
        let is_paused = at.model.deliveries.paused.is_some();
        at.actions.push(Action::PauseDeliveries(!is_paused));
    },
)
.icon(Icon::Pause)
.keys(&[Press::key(Key::P)])
.on(Scope::Deliveries)
.told(|now| {
    let is_paused = now.model.deliveries.paused.is_some();
    let verb = if is_paused { "Resume" } else { "Pause" };
    Some(format!("{verb} the list of deliveries"))
});

pub const SEND_AGAIN: Spec = Spec::new(
    Section::Deliveries,
    "Send the delivery again…",
    "Sends the open delivery to this receiver or to another address.",
    |at| {
        if let Some(open) = open_delivery(at.model) {
            at.actions.push(Action::AskResend(open.whole.delivery.id));
        }
    },
)
.icon(Icon::Send)
.keys(&[Press::key(Key::S)])
.on(Scope::Deliveries)
.when(no_delivery);

pub const COPY_AS_CURL: Spec = Spec::new(
    Section::Deliveries,
    "Copy the delivery as curl",
    "Copies a command for the shell that sends the open delivery.",
    |at| {
        if let Some(open) = open_delivery(at.model) {
            at.actions
                .push(deliveries::copy_as_curl(&open.whole, at.model));
        }
    },
)
.icon(Icon::Copy)
.keys(&[Press::key(Key::C)])
.on(Scope::Deliveries)
.when(no_delivery);

/// The delivery that is shown.
fn open_delivery(model: &Model) -> Option<&Arc<OpenDelivery>> {
    match &model.open_delivery {
        Opened::Ready(open) if model.open_request.is_none() => Some(open),
        _ => None,
    }
}

fn no_delivery(now: &Now<'_>) -> Option<&'static str> {
    let is_missing = open_delivery(now.model).is_none();
    is_missing.then_some("No delivery is open")
}
