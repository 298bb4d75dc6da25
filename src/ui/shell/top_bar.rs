//! The top bar: the name at the left, at the right whether and where calls come in.

use egui::{Align, Color32, Label, Layout, Margin, Rangef, Rect, Sense, Ui, UiBuilder, pos2};

use crate::ui::icons::Icon;
use crate::ui::model::{Model, ReceiverStatus, Screen};
use crate::ui::receiving::PortPanel;
use crate::ui::theme::{GAP, Themed, Tokens, text};
use crate::ui::view::ViewState;
use crate::ui::{Action, Actions, deliveries, search, words};
use crate::ui::{closing, command, widgets};

/// Where the search begins where there is room, and how wide it is, points.
const SEARCH_LEFT: f32 = 512.0;
const SEARCH_WIDTH: f32 = 520.0;
/// What it keeps in a narrow window, points.
const SEARCH_LEAST: f32 = 240.0;
/// Between it and what stands beside it, points.
const SEARCH_GAP: f32 = 16.0;

pub(super) fn top_bar_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, state: &mut ViewState) {
    let tokens = ui.tokens();
    egui::Frame::new()
        .inner_margin(Margin::symmetric(16, 0))
        .show(ui, |ui| {
            ui.horizontal_centered(|ui| {
                ui.set_height(52.0);
                Icon::Phone.show(ui, 16.0, tokens.text_strong);
                ui.add_space(4.0);
                ui.add(Label::new(text::name("Callbook")).selectable(false));
                command::menu_ui(ui, model, actions, state);
                let left = ui.cursor().left();
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    status_ui(ui, model, actions, &mut state.port);
                    if model.screen == Screen::Calls {
                        let rect = field_rect(ui.available_rect_before_wrap());
                        let (field, filters) = (&mut state.search, &mut state.filters.is_shown);
                        search::search_ui(ui, rect, &model.search, actions, field, filters);
                    }
                    if model.screen == Screen::Deliveries {
                        let room = Rangef::new(left + SEARCH_GAP, ui.cursor().right() - SEARCH_GAP);
                        search_ui(ui, model, actions, room);
                    }
                });
            });
        });
}

/// Where the field of the search stands in the room between the name and the status.
fn field_rect(room: Rect) -> Rect {
    let right = room.right() - GAP;
    let left = SEARCH_LEFT.min(right - SEARCH_WIDTH).max(room.left() + GAP);
    Rect::from_min_max(
        pos2(left, room.top()),
        pos2(right.min(left + SEARCH_WIDTH), room.bottom()),
    )
}

/// From right to left: when it last heard, where it listens, how it is.
fn status_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, port: &mut PortPanel) {
    let tokens = ui.tokens();
    trust_ui(ui, model);
    let heard = match model.last_heard_at {
        Some(at) => format!("last heard {}", words::ago(at, model.now)),
        None => "nothing received yet".to_owned(),
    };
    ui.add(Label::new(text::subdued(heard)).selectable(false));
    let (mut color, mut word) = of(&model.receiver, tokens);
    if model.exposure.is_some() && matches!(model.receiver, ReceiverStatus::Listening { .. }) {
        (color, word) = (tokens.warning, "Listening, open to other computers");
    }
    match &model.receiver {
        ReceiverStatus::Listening { url }
        | ReceiverStatus::Elsewhere { url: Some(url) }
        | ReceiverStatus::Background { url: Some(url) } => {
            address_ui(ui, url, model.secret_path.as_deref(), actions);
        }
        ReceiverStatus::PortInUse { .. } if port.is_hidden => {
            port.is_hidden = !widgets::link_ui(ui, "Choose another port").clicked();
        }
        _ => {}
    }
    word_ui(ui, model, word, actions);
    widgets::status_dot_ui(ui, color);
}

/// The search field, above the page where there is room for it, else as far to the right as it goes.
fn search_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, room: Rangef) {
    let left = SEARCH_LEFT.min(room.max - SEARCH_LEAST).max(room.min);
    let width = (room.max - left).clamp(0.0, SEARCH_WIDTH);
    let bar = ui.max_rect().y_range();
    let rect = Rect::from_x_y_ranges(left..=left + width, bar);
    let layout = Layout::left_to_right(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), |ui| {
        deliveries::search_ui(ui, &model.deliveries, actions, width);
    });
}

fn of(receiver: &ReceiverStatus, tokens: &Tokens) -> (Color32, &'static str) {
    match receiver {
        ReceiverStatus::Starting => (tokens.text_subdued, "Starting"),
        ReceiverStatus::Listening { .. } => (tokens.sentiment_positive, "Listening"),
        ReceiverStatus::Elsewhere { .. } => (tokens.accent, "Another Callbook listens"),
        ReceiverStatus::Background { .. } => {
            (tokens.sentiment_positive, "Receiving in the background")
        }
        ReceiverStatus::PortInUse { .. } => (tokens.warning, "Not listening"),
        ReceiverStatus::Failed { .. } => (tokens.sentiment_negative, "Not listening"),
    }
}

/// How it is, in a word; while this window receives, a press lets choose what happens when it is closed.
fn word_ui(ui: &mut Ui, model: &Model, word: &str, actions: &mut Actions) {
    let label = Label::new(text::body(word)).selectable(false);
    match &model.receiver {
        ReceiverStatus::Listening { .. } => {
            let status = ui.add(label.sense(Sense::click()));
            status.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, word));
            closing::choice_ui(&status, model, actions);
            let hint = "Press to choose what happens when this window is closed";
            status.on_hover_text(text::body(match &model.exposure {
                Some(words) => format!("{words}\n{hint}"),
                None => hint.to_owned(),
            }));
        }
        ReceiverStatus::Background { .. } => {
            if widgets::link_ui(ui, "Receive here").clicked() {
                actions.push(Action::TakeOver);
            }
            ui.add(label);
        }
        _ => {
            ui.add(label);
        }
    }
}

/// The address without its scheme and secret path; a press copies it whole.
fn address_ui(ui: &mut Ui, url: &str, secret_path: Option<&str>, actions: &mut Actions) {
    let short = url.strip_prefix("http://").unwrap_or(url);
    let label = Label::new(text::subdued(short)).selectable(false);
    let response = ui.add(label.sense(Sense::click()));
    let name = format!("Copy the address {url}");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    if response.on_hover_text(text::body(name)).clicked() {
        let secret_path = secret_path.unwrap_or_default();
        actions.push(Action::CopyText(format!("{url}{secret_path}")));
    }
}

/// Whether what comes in is vouched for.
fn trust_ui(ui: &mut Ui, model: &Model) {
    let tokens = ui.tokens();
    if model.secured {
        let shield = Icon::Shield.show(ui, 15.0, tokens.text_subdued);
        named(
            shield,
            "Signatures are checked: deliveries signed with another secret are kept aside",
        );
    } else {
        let shield = Icon::ShieldOff.show(ui, 15.0, tokens.warning);
        named(
            shield,
            "Not verified: no signing secret is set, so anyone who knows the address can send. \
             Set one with: callbook secret set",
        );
    }
}

fn named(response: egui::Response, words: &str) {
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, words));
    response.on_hover_text(text::body(words));
}
