//! How the receiver is: in the top bar in as many words as have room, the rest on hover; behind one button where
//! there is room for none.

use egui::{Color32, Label, Popup, PopupCloseBehavior, Response, Role, Sense, Ui, WidgetInfo};

use crate::ui::icons::Icon;
use crate::ui::model::{Model, ReceiverStatus};
use crate::ui::receiving::PortPanel;
use crate::ui::theme::{Themed, Tokens, text};
use crate::ui::{Action, Actions, closing, widgets, words};

/// The room from which on it is told when something was heard last, where it listens, how it is; points.
const WITH_HEARD: f32 = 800.0;
const WITH_ADDRESS: f32 = 600.0;
const WITH_WORD: f32 = 480.0;
/// What is behind the button is no wider, points.
const MENU: f32 = 280.0;

const CHECKED: &str =
    "Signatures are checked: deliveries signed with another secret are kept aside";
const UNCHECKED: &str = "Not verified: no signing secret is set, so anyone who knows the address can send. \
                         Set one with: callbook secret set";

/// From right to left: when it last heard, where it listens, how it is.
pub(super) fn status_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, port: &mut PortPanel) {
    let room = ui.available_width();
    if room < WITH_WORD {
        folded_ui(ui, model, actions, port);
        return;
    }
    let tokens = ui.tokens();
    trust_ui(ui, model);
    let mut unsaid = Vec::new();
    let heard = heard(model);
    if room >= WITH_HEARD {
        ui.add(Label::new(text::subdued(heard)).selectable(false));
    } else {
        unsaid.push(heard);
    }
    if let Some(url) = url(&model.receiver) {
        if room >= WITH_ADDRESS {
            address_ui(ui, url, model.secret_path.as_deref(), actions);
        } else {
            unsaid.insert(0, short(url).to_owned());
        }
    }
    port_ui(ui, model, port);
    let (color, word) = of(model, tokens);
    word_ui(ui, model, word, &unsaid, actions);
    widgets::status_dot_ui(ui, color);
}

/// All of it behind one button.
fn folded_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, port: &mut PortPanel) {
    let (color, word) = of(model, ui.tokens());
    let icon = match &model.receiver {
        ReceiverStatus::Starting => Icon::Resume,
        ReceiverStatus::Listening { .. } if !model.secured => Icon::ShieldOff,
        ReceiverStatus::Listening { .. } => Icon::Shield,
        ReceiverStatus::Elsewhere { .. } | ReceiverStatus::Background { .. } => Icon::Monitor,
        ReceiverStatus::PortInUse { .. } | ReceiverStatus::Failed { .. } => Icon::Warning,
    };
    let button = ui.scope(|ui| {
        ui.visuals_mut().widgets.inactive.fg_stroke.color = color;
        widgets::icon_button_ui(ui, icon, &format!("{word}, {}", heard(model)))
    });
    let menu = Popup::menu(&button.inner).close_behavior(PopupCloseBehavior::CloseOnClickOutside);
    menu.show(|ui| {
        ui.set_max_width(MENU);
        ui.label(text::strong(word));
        if let Some(url) = url(&model.receiver) {
            address_ui(ui, url, model.secret_path.as_deref(), actions);
        }
        ui.label(text::subdued(heard(model)));
        let trust = if model.secured { CHECKED } else { UNCHECKED };
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().interact_size.y = 16.0;
            ui.label(text::caption(trust));
        });
        port_ui(ui, model, port);
        match &model.receiver {
            ReceiverStatus::Background { .. } => take_over_ui(ui, actions),
            ReceiverStatus::Listening { .. } => {
                ui.add_space(8.0);
                closing::choices_ui(ui, model, actions);
            }
            _ => {}
        }
    });
}

/// Colour and word for how it is.
fn of(model: &Model, tokens: &Tokens) -> (Color32, &'static str) {
    match &model.receiver {
        ReceiverStatus::Starting => (tokens.text_subdued, "Starting"),
        ReceiverStatus::Listening { .. } if model.exposure.is_some() => {
            (tokens.warning, "Listening, open to other computers")
        }
        ReceiverStatus::Listening { .. } => (tokens.sentiment_positive, "Listening"),
        ReceiverStatus::Elsewhere { .. } => (tokens.accent, "Another Callbook listens"),
        ReceiverStatus::Background { .. } => {
            (tokens.sentiment_positive, "Receiving in the background")
        }
        ReceiverStatus::PortInUse { .. } => (tokens.warning, "Not listening"),
        ReceiverStatus::Failed { .. } => (tokens.sentiment_negative, "Not listening"),
    }
}

fn heard(model: &Model) -> String {
    match model.last_heard_at {
        Some(at) => format!("last heard {}", words::ago(at, model.now)),
        None => "nothing received yet".to_owned(),
    }
}

/// Where calls come in, if they do.
fn url(receiver: &ReceiverStatus) -> Option<&str> {
    match receiver {
        ReceiverStatus::Listening { url }
        | ReceiverStatus::Elsewhere { url: Some(url) }
        | ReceiverStatus::Background { url: Some(url) } => Some(url),
        _ => None,
    }
}

fn short(url: &str) -> &str {
    url.strip_prefix("http://").unwrap_or(url)
}

/// How it is, in a word; while this window receives, a press lets choose what happens when it is closed.
fn word_ui(ui: &mut Ui, model: &Model, word: &str, unsaid: &[String], actions: &mut Actions) {
    let label = Label::new(text::body(word)).selectable(false);
    let mut hints = unsaid.to_vec();
    let status = match &model.receiver {
        ReceiverStatus::Listening { .. } => {
            let status = ui.add(label.sense(Sense::click()));
            status.widget_info(|| WidgetInfo::labeled(Role::Button, true, word));
            closing::choice_ui(&status, model, actions);
            hints.extend(model.exposure.clone());
            hints.push("Press to choose what happens when this window is closed".to_owned());
            status
        }
        ReceiverStatus::Background { .. } => {
            take_over_ui(ui, actions);
            ui.add(label)
        }
        _ => ui.add(label),
    };
    if !hints.is_empty() {
        status.on_hover_text(text::body(hints.join("\n")));
    }
}

fn take_over_ui(ui: &mut Ui, actions: &mut Actions) {
    if widgets::link_ui(ui, "Receive here").clicked() {
        actions.push(Action::TakeOver);
    }
}

/// Leads back to the question for another port.
fn port_ui(ui: &mut Ui, model: &Model, port: &mut PortPanel) {
    if port.is_hidden && matches!(model.receiver, ReceiverStatus::PortInUse { .. }) {
        port.is_hidden = !widgets::link_ui(ui, "Choose another port").clicked();
    }
}

/// The address without its scheme and secret path; a press copies it whole.
fn address_ui(ui: &mut Ui, url: &str, secret_path: Option<&str>, actions: &mut Actions) {
    let label = Label::new(text::subdued(short(url))).selectable(false);
    let response = ui.add(label.sense(Sense::click()));
    let name = format!("Copy the address {url}");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
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
        named(shield, CHECKED);
    } else {
        let shield = Icon::ShieldOff.show(ui, 15.0, tokens.warning);
        named(shield, UNCHECKED);
    }
}

fn named(response: Response, words: &str) {
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, words));
    response.on_hover_text(text::body(words));
}
