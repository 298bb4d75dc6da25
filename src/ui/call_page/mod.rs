//! The page of a call.

use egui::Ui;

use super::Actions;
use super::model::{Model, Opened};
use super::widgets;

/// What the page remembers between frames.
#[derive(Default)]
pub struct PageState;

/// Draws the page of the open call into the space that is left.
pub fn call_page_ui(ui: &mut Ui, model: &Model, _actions: &mut Actions, _state: &mut PageState) {
    match &model.open_call {
        Opened::Nothing => widgets::empty_ui(
            ui,
            "Choose a call",
            "It is shown here with everything that is known of it.",
        ),
        Opened::Loading => widgets::empty_ui(ui, "Opening the call", "One moment."),
        Opened::Failed(why) => widgets::empty_ui(ui, "The call cannot be shown", why),
        Opened::Ready(open) => {
            widgets::empty_ui(ui, open.row.caller_name.as_deref().unwrap_or("Call"), "");
        }
    }
}
