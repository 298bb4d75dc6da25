//! The page of a book without calls: what to do next.

use egui::{Align, Frame, Label, Layout, Margin, Role, ScrollArea, Ui, WidgetInfo, vec2};

use super::icons::Icon;
use super::model::{Model, ReceiverStatus, Screen};
use super::theme::{RADIUS_BUTTON, Themed, text};
use super::{Action, Actions, widgets};

/// Width of the column, points.
const WIDTH: f32 = 560.0;
/// Roughly its height, points.
const HEIGHT: f32 = 450.0;

const TUNNEL: &str = "A tunnel gives this computer an address on the internet that begins with https://. \
                      With cloudflared installed, run this in a terminal:";
const EVENTS: &str = "Subscribe to the start of a call, the preprocessed and the processed call. \
                      On this computer itself, deliveries go to:";

/// Tells how calls get here.
pub fn empty_book_ui(ui: &mut Ui, model: &Model, actions: &mut Actions) {
    widgets::scroll_ui(ui, ScrollArea::vertical().auto_shrink(false), |ui| {
        let free = ui.available_size();
        let width = WIDTH.min(free.x - 48.0);
        let top = ((free.y - HEIGHT) * 0.46).max(24.0);
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
    let (ReceiverStatus::Listening { url }
    | ReceiverStatus::Elsewhere { url: Some(url) }
    | ReceiverStatus::Background { url: Some(url) }) = &model.receiver
    else {
        let lead = "Calls cannot come in yet: the line at the top of the window says why.";
        ui.label(text::transcript(lead).weak());
        return;
    };
    let lead = "Callbook listens on this computer. Two steps bring your calls here.";
    ui.label(text::transcript(lead).weak());
    ui.add_space(16.0);
    let whole = format!("{url}{}", model.secret_path.as_deref().unwrap_or_default());
    step_ui(ui, 1, "Make it reachable", |ui| {
        ui.label(text::body(TUNNEL));
        ui.add_space(6.0);
        copied_ui(ui, &format!("cloudflared tunnel --url {url}"), actions);
    });
    ui.add_space(8.0);
    let heading = "Paste its address into Marketing Edge, Settings, Webhooks";
    step_ui(ui, 2, heading, |ui| {
        ui.label(text::body(EVENTS));
        ui.add_space(6.0);
        copied_ui(ui, &whole, actions);
    });
    ui.add_space(12.0);
    if !model.secured {
        hint_ui(ui, Icon::ShieldOff, |ui| {
            if widgets::link_ui(ui, "Set a signing secret").clicked() {
                actions.push(Action::ShowScreen(Screen::Settings));
            }
            let words = "in the settings, so that nobody else can send calls.";
            ui.add(Label::new(text::subdued(words)).wrap());
        });
    }
    hint_ui(ui, Icon::Import, |ui| {
        let words = "Deliveries kept in files? Drop them on this window to import them.";
        ui.add(Label::new(text::subdued(words)).wrap());
    });
}

fn hint_ui(ui: &mut Ui, icon: Icon, add_words: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.spacing_mut().interact_size.y = 22.0;
        icon.show(ui, 16.0, ui.tokens().text_subdued);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            add_words(ui);
        });
    });
}

/// A card with its number before the heading, which wraps beside it.
fn step_ui(ui: &mut Ui, number: u8, heading: &str, add_contents: impl FnOnce(&mut Ui)) {
    widgets::card_body_ui(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 10.0;
            ui.spacing_mut().interact_size.y = 0.0;
            ui.label(text::heading(number.to_string()));
            ui.vertical(|ui| widgets::heading_ui(ui, heading));
        });
        ui.add_space(4.0);
        add_contents(ui);
    });
}

/// A text to take elsewhere, and the button that does.
fn copied_ui(ui: &mut Ui, words: &str, actions: &mut Actions) {
    let size = vec2(ui.available_width(), 32.0);
    ui.allocate_ui_with_layout(size, Layout::right_to_left(Align::Center), |ui| {
        let button = widgets::button_ui(ui, Some(Icon::Copy), "Copy");
        let name = format!("Copy {words}");
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if button.clicked() {
            actions.push(Action::CopyText(words.to_owned()));
        }
        let size = ui.available_size();
        ui.allocate_ui_with_layout(size, Layout::left_to_right(Align::Center), |ui| {
            Frame::new()
                .fill(ui.tokens().raised)
                .corner_radius(RADIUS_BUTTON)
                .inner_margin(Margin::symmetric(10, 5))
                .show(ui, |ui| {
                    ui.set_width(ui.available_width());
                    ui.add(Label::new(text::mono(words)).truncate().selectable(true));
                });
        });
    });
}
