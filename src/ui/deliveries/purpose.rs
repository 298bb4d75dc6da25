//! Answers on purpose: what deliveries are answered for a while, chosen here.

use std::time::Duration;

use egui::{Label, Ui};
use jiff::Timestamp;

use crate::call::{OnPurpose, Purpose};
use crate::ui::model::{Model, ReceiverStatus};
use crate::ui::theme::{Themed, text};
use crate::ui::{Action, Actions, widgets};

/// How late a delayed answer is: longer than senders wait who are in a hurry.
const DELAY: Duration = Duration::from_secs(20);

/// Draws the card's contents.
pub(super) fn purpose_ui(ui: &mut Ui, model: &Model, actions: &mut Actions) {
    if !matches!(model.receiver, ReceiverStatus::Listening { .. }) {
        ui.add(Label::new(text::subdued("This window does not receive.")).wrap());
        return;
    }
    if let Some(on) = model.on_purpose {
        let told = format!("Answering {}", told(on.purpose));
        ui.label(text::body(told).color(ui.tokens().warning));
        let caption = format!(
            "everything is stored all the same; back to normal in {}",
            left(on, model.now)
        );
        ui.add(Label::new(text::caption(caption)).wrap());
        if widgets::button_ui(ui, None, "Back to normal now").clicked() {
            actions.push(Action::AnswerOnPurpose(None));
        }
        return;
    }
    ui.label(text::subdued("Show how the sender retries."));
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        for (name, purpose) in [
            ("500", Purpose::Error),
            ("429", Purpose::TooMany),
            ("Delay 20 s", Purpose::Delay(DELAY)),
            ("No answer", Purpose::Silence),
        ] {
            if widgets::button_ui(ui, None, name).clicked() {
                actions.push(Action::AnswerOnPurpose(Some(purpose)));
            }
        }
    });
    ui.label(text::caption("goes back to normal after 2 minutes"));
}

/// What is answered, in words: `500 on purpose`.
pub fn told(purpose: Purpose) -> String {
    match purpose {
        Purpose::Error => "500 on purpose".to_owned(),
        Purpose::TooMany => "429 on purpose".to_owned(),
        Purpose::Delay(delay) => format!("{} s late on purpose", delay.as_secs()),
        Purpose::Silence => "nothing on purpose".to_owned(),
    }
}

/// How long that goes on: `1:43`.
pub fn left(on: OnPurpose, now: Timestamp) -> String {
    let secs = on.until.duration_since(now).as_secs().max(0);
    format!("{}:{:02}", secs / 60, secs % 60)
}
