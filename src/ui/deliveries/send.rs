//! The dialog that sends a delivery again: where to, signed how, what to beware of, and what was answered.

use egui::{
    Frame, Id, Key, Label, Margin, Modal, Role, ScrollArea, TextEdit, Ui, WidgetInfo, vec2,
};

use crate::call::DeliveryId;
use crate::ui::icons::Icon;
use crate::ui::model::{Judged, Model, ResendState, Resending};
use crate::ui::theme::{Themed, text};
use crate::ui::widgets::{self, Tone};
use crate::ui::{Action, Actions, words};

const WIDTH: f32 = 460.0;
/// What is left around it in a small window, its own margin included, and what its title and buttons take, points.
const AROUND: f32 = 64.0;
const ENDS: f32 = 78.0;
/// Height that an answer may take, points.
const ANSWER_HEIGHT: f32 = 96.0;

/// What is entered in the dialog. The address stays for the next delivery.
#[derive(Default)]
pub struct SendPanel {
    of: Option<DeliveryId>,
    goes_elsewhere: bool,
    typed: String,
    signs_anew: bool,
}

/// Draws it over everything.
pub fn send_ui(
    ui: &Ui,
    model: &Model,
    resending: &Resending,
    actions: &mut Actions,
    panel: &mut SendPanel,
) {
    let is_new = panel.of.replace(resending.delivery) != Some(resending.delivery);
    if is_new {
        panel.signs_anew = false;
    }
    let frame = Frame::popup(ui.style()).inner_margin(24);
    let dialog = Modal::new(Id::unique("send again")).frame(frame);
    let shown = dialog.show(ui.ctx(), |ui| {
        let room = ui.ctx().content_rect().size() - vec2(AROUND, AROUND);
        ui.set_width(WIDTH.min(room.x));
        ui.spacing_mut().interact_size.y = 22.0;
        let title = ui.label(text::title("Send again"));
        title.widget_info(|| WidgetInfo::labeled(Role::Heading, true, "Send again"));
        let enters = widgets::scrolled_ui(ui, room.y - ENDS, |ui| {
            ui.add(Label::new(text::subdued(what(resending))).wrap());
            ui.add_space(12.0);
            let enters = choices_ui(ui, model, resending, actions, panel);
            warnings_ui(ui, resending, panel);
            state_ui(ui, resending, panel);
            enters
        });
        ui.add_space(16.0);
        buttons_ui(ui, model, resending, actions, panel, enters)
    });
    if shown.inner || shown.should_close() {
        panel.of = None;
        actions.push(Action::CloseResend);
    }
}

/// Where it goes and how it is signed; true when an address was entered.
fn choices_ui(
    ui: &mut Ui,
    model: &Model,
    resending: &Resending,
    actions: &mut Actions,
    panel: &mut SendPanel,
) -> bool {
    let enters = ui.scope(|ui| {
        let enters = target_ui(ui, model, resending, actions, panel);
        ui.add_space(8.0);
        signature_ui(ui, model, panel);
        enters
    });
    enters.inner
}

fn what(resending: &Resending) -> String {
    let headers = match resending.headers {
        0 => "no header".to_owned(),
        1 => "the header".to_owned(),
        count => format!("the {} headers", words::count(count)),
    };
    let size = words::bytes(resending.bytes);
    format!(
        "The same {size} and {headers} as received, without those of the connection; elsewhere also without those that let somebody in."
    )
}

/// True when an address was entered.
fn target_ui(
    ui: &mut Ui,
    model: &Model,
    resending: &Resending,
    actions: &mut Actions,
    panel: &mut SendPanel,
) -> bool {
    let ours = model.receiver.url();
    panel.goes_elsewhere |= ours.is_none();
    let place = ours.map(|url| url.strip_prefix("http://").unwrap_or(url));
    let own = match place {
        Some(place) => format!("To this Callbook, {place}"),
        None => "To this Callbook, which receives nowhere now".to_owned(),
    };
    ui.add_enabled_ui(ours.is_some(), |ui| {
        if widgets::radio_ui(ui, !panel.goes_elsewhere, own).clicked() {
            panel.goes_elsewhere = false;
        }
    });
    if widgets::radio_ui(ui, panel.goes_elsewhere, "To another address").clicked() {
        panel.goes_elsewhere = true;
    }
    if !panel.goes_elsewhere {
        return false;
    }
    let field = TextEdit::singleline(&mut panel.typed)
        .hint_text(text::subdued("https://example.com/calls"))
        .desired_width(f32::INFINITY)
        .margin(Margin::symmetric(10, 6))
        .background_color(ui.tokens().raised);
    let field = ui.add(field);
    field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Address to send to"));
    if resending.judged.typed != panel.typed {
        actions.push(Action::JudgeTarget(panel.typed.clone()));
    }
    field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter))
}

fn signature_ui(ui: &mut Ui, model: &Model, panel: &mut SendPanel) {
    if !model.secured {
        panel.signs_anew = false;
        return;
    }
    widgets::checkbox_ui(
        ui,
        &mut panel.signs_anew,
        "Sign it anew with the current secret",
    );
    let words = if panel.signs_anew {
        "The signature received is left out."
    } else {
        "It goes with the signature that it was received with."
    };
    ui.add(Label::new(text::caption(words)).wrap());
}

fn warnings_ui(ui: &mut Ui, resending: &Resending, panel: &SendPanel) {
    let Some(judged) = judged(resending, panel) else {
        return;
    };
    for warning in &judged.warnings {
        told_ui(ui, Icon::Warning, Tone::Warning, warning);
    }
    if let Some(fault) = judged.fault.as_ref().filter(|_| !judged.typed.is_empty()) {
        told_ui(ui, Icon::Warning, Tone::Negative, &words::sentence(fault));
    }
}

/// What there is to say of the address, once what is typed was looked at.
fn judged<'a>(resending: &'a Resending, panel: &SendPanel) -> Option<&'a Judged> {
    let judged = &resending.judged;
    (panel.goes_elsewhere && judged.typed == panel.typed).then_some(judged)
}

fn state_ui(ui: &mut Ui, resending: &Resending, panel: &SendPanel) {
    match &resending.state {
        ResendState::NotSent => {}
        ResendState::UnderWay => {
            ui.add_space(8.0);
            ui.label(text::subdued("Sending, and waiting for the answer"));
        }
        ResendState::Failed(why) => {
            told_ui(ui, Icon::Warning, Tone::Negative, &words::sentence(why));
        }
        ResendState::Answered { status, took, body } => {
            let (icon, tone) = match status {
                200..300 => (Icon::Check, Tone::Positive),
                _ => (Icon::Warning, Tone::Negative),
            };
            let told = format!("Answered {status} in {}", words::millis(*took));
            told_ui(ui, icon, tone, &told);
            if !body.is_empty() {
                ScrollArea::vertical()
                    .max_height(ANSWER_HEIGHT)
                    .show(ui, |ui| ui.add(Label::new(text::mono(body)).wrap()));
            }
            if !panel.goes_elsewhere {
                ui.label(text::caption("It is in the list as a delivery of its own."));
            }
        }
    }
}

fn told_ui(ui: &mut Ui, icon: Icon, tone: Tone, words: &str) {
    let color = tone.color(ui.tokens());
    ui.add_space(8.0);
    ui.horizontal_top(|ui| {
        icon.show(ui, 16.0, color);
        ui.add(Label::new(text::body(words).color(color)).wrap());
    });
}

/// True when the dialog is to be closed.
fn buttons_ui(
    ui: &mut Ui,
    model: &Model,
    resending: &Resending,
    actions: &mut Actions,
    panel: &SendPanel,
    enters: bool,
) -> bool {
    let can_go = if panel.goes_elsewhere {
        judged(resending, panel).is_some_and(|judged| judged.fault.is_none())
    } else {
        model.receiver.url().is_some()
    };
    let is_idle = resending.state != ResendState::UnderWay;
    let name = match resending.state {
        ResendState::NotSent | ResendState::UnderWay => "Send",
        ResendState::Answered { .. } | ResendState::Failed(_) => "Send once more",
    };
    ui.horizontal(|ui| {
        let is_open = can_go && is_idle;
        ui.add_enabled_ui(is_open, |ui| {
            let send = widgets::primary_button_ui(ui, Some(Icon::Send), name);
            if send.clicked() || (enters && is_open) {
                actions.push(Action::Resend {
                    delivery: resending.delivery,
                    to: panel.goes_elsewhere.then(|| panel.typed.clone()),
                    signs_anew: panel.signs_anew,
                });
            }
        });
        widgets::button_ui(ui, None, "Close").clicked()
    })
    .inner
}
