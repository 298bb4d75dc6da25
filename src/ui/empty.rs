//! The page of a book without calls: what to do next.

use egui::{Frame, Label, Margin, ScrollArea, Ui};

use super::icons::Icon;
use super::model::{Model, ReceiverStatus};
use super::theme::{RADIUS_BUTTON, Themed, text};
use super::{Action, Actions, widgets};

/// Width of the column, points.
const WIDTH: f32 = 560.0;

/// Tells how calls get here.
pub fn empty_book_ui(ui: &mut Ui, model: &Model, actions: &mut Actions) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        let free = ui.available_size();
        let width = WIDTH.min(free.x - 48.0);
        let top = ((free.y - 470.0) * 0.42).max(24.0);
        ui.add_space(top);
        ui.horizontal(|ui| {
            ui.add_space((free.x - width) / 2.0);
            ui.vertical(|ui| {
                ui.set_width(width);
                steps_ui(ui, model, actions);
                ui.add_space(24.0);
            });
        });
    });
}

fn steps_ui(ui: &mut Ui, model: &Model, actions: &mut Actions) {
    ui.label(text::title("Waiting for the first call"));
    ui.label(
        text::transcript(
            "Callbook listens on this computer. Tell Marketing Edge where to send your calls.",
        )
        .weak(),
    );
    ui.add_space(16.0);
    let (ReceiverStatus::Listening { url } | ReceiverStatus::Elsewhere { url: Some(url) }) =
        &model.receiver
    else {
        widgets::card_ui(ui, "First", |ui| {
            ui.label(text::body(
                "Calls cannot come in yet: see the line at the top of the window.",
            ));
        });
        return;
    };
    step_ui(ui, 1, "Make it reachable", |ui| {
        ui.label(text::body(
            "A tunnel gives this computer an address on the internet that begins with https://. \
             With cloudflared installed, run this in a terminal:",
        ));
        ui.add_space(6.0);
        copied_ui(ui, &format!("cloudflared tunnel --url {url}"), actions);
    });
    ui.add_space(12.0);
    step_ui(
        ui,
        2,
        "Paste its address into Marketing Edge, Settings, Webhooks",
        |ui| {
            ui.label(text::body(
                "Subscribe to the start of a call, the preprocessed and the processed call. \
             On this computer itself, deliveries go to:",
            ));
            ui.add_space(6.0);
            copied_ui(ui, url, actions);
        },
    );
    ui.add_space(12.0);
    ui.horizontal(|ui| {
        Icon::Import.show(ui, 16.0, ui.tokens().text_subdued);
        ui.add(
            Label::new(text::subdued(
                "Or drop files of deliveries on this window to import them.",
            ))
            .wrap(),
        );
    });
}

fn step_ui(ui: &mut Ui, number: u8, heading: &str, add_contents: impl FnOnce(&mut Ui)) {
    widgets::card_ui(ui, &format!("{number}   {heading}"), add_contents);
}

/// A text to take elsewhere, and the button that does.
fn copied_ui(ui: &mut Ui, words: &str, actions: &mut Actions) {
    ui.horizontal(|ui| {
        let field = ui.available_width() - 92.0;
        Frame::new()
            .fill(ui.tokens().raised)
            .corner_radius(RADIUS_BUTTON)
            .inner_margin(Margin::symmetric(10, 7))
            .show(ui, |ui| {
                ui.set_width(field - 20.0);
                ui.add(Label::new(text::mono(words)).truncate().selectable(true));
            });
        let button = widgets::button_ui(ui, Some(Icon::Copy), "Copy");
        button.widget_info(|| {
            egui::WidgetInfo::labeled(egui::Role::Button, true, format!("Copy {words}"))
        });
        if button.clicked() {
            actions.push(Action::CopyText(words.to_owned()));
        }
    });
}
