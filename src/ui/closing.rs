//! What happens to the receiving when the window is closed: the question, and the choice for the next times.

use egui::{Frame, Id, Label, Modal, Popup, Response, Ui};

use super::model::{Model, OnClose};
use super::theme::text;
use super::{Action, Actions, widgets};

const WORDS: &str = "Marketing Edge tries to deliver a call for five minutes, then it is lost. Callbook can go on \
                     receiving without its window.";

/// What is entered while the question is open.
#[derive(Default)]
pub struct ClosingPanel {
    is_remembered: bool,
}

/// Asks, over everything.
pub fn closing_ui(ui: &Ui, actions: &mut Actions, panel: &mut ClosingPanel) {
    let frame = Frame::popup(ui.style()).inner_margin(24);
    let modal = Modal::new(Id::unique("closing")).frame(frame);
    let modal = modal.show(ui.ctx(), |ui| {
        ui.set_max_width(440.0_f32.min(ui.ctx().content_rect().width() - 96.0));
        ui.label(text::title("Go on receiving?"));
        ui.add_space(8.0);
        ui.add(Label::new(text::body(WORDS)).wrap());
        ui.add_space(12.0);
        widgets::checkbox_ui(ui, &mut panel.is_remembered, "Do the same next time");
        ui.add_space(12.0);
        let mut chosen = None;
        ui.horizontal_wrapped(|ui| {
            if widgets::primary_button_ui(ui, None, "Go on in the background").clicked() {
                chosen = Some(OnClose::Background);
            }
            if widgets::button_ui(ui, None, "Stop receiving").clicked() {
                chosen = Some(OnClose::Stop);
            }
            if widgets::button_ui(ui, None, "Cancel").clicked() {
                actions.push(Action::KeepOpen);
            }
        });
        chosen
    });
    if let Some(chosen) = modal.inner {
        if panel.is_remembered {
            actions.push(Action::SetOnClose(chosen));
        }
        actions.push(Action::Close(chosen));
    } else if modal.should_close() {
        actions.push(Action::KeepOpen);
    }
}

/// Lets the choice be changed, from the word that says that this window receives.
pub fn choice_ui(status: &Response, model: &Model, actions: &mut Actions) {
    Popup::menu(status)
        .show(|ui| widgets::menu_scrolled_ui(ui, |ui| choices_ui(ui, model, actions)));
}

/// The choices under their heading.
pub fn choices_ui(ui: &mut Ui, model: &Model, actions: &mut Actions) {
    ui.label(text::strong("When this window is closed"));
    for (choice, words) in [
        (OnClose::Ask, "Ask"),
        (OnClose::Background, "Go on receiving in the background"),
        (OnClose::Stop, "Stop receiving"),
    ] {
        if widgets::radio_ui(ui, model.on_close == choice, words).clicked() {
            actions.push(Action::SetOnClose(choice));
        }
    }
}
