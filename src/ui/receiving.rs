//! What stands under the top bar while something is wrong or takes long: each with a way on.

use std::net::SocketAddr;

use egui::{Align2, Frame, Label, Margin, Panel, ProgressBar, ScrollArea, TextEdit, Ui};

use super::icons::Icon;
use super::model::{Model, Progress, ReceiverStatus};
use super::theme::{Themed, text};
use super::{Action, Actions, deliveries, shell, widgets, words};

/// How much of a window with hardly any height they take at most.
const OF_SHORT: f32 = 0.4;

/// What is typed where the port is taken.
#[derive(Default)]
pub struct PortPanel {
    /// The address that was found taken; another one opens the panel again.
    addr: String,
    typed: String,
    /// True when the person would rather go on looking.
    pub(super) is_hidden: bool,
}

/// The notices, from the most urgent. Where there is hardly any height they scroll, and leave most of it.
pub fn notices_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, port: &mut PortPanel) {
    if !shell::is_short(ui) {
        all_ui(ui, model, actions, port);
        return;
    }
    let is_told = model.trouble.is_some()
        || model.reprocess.is_some()
        || deliveries::tells_purpose(model)
        || match model.receiver {
            ReceiverStatus::PortInUse { .. } => !port.is_hidden,
            ReceiverStatus::Failed { .. } => true,
            _ => false,
        };
    if is_told {
        let height = ui.ctx().content_rect().height() * OF_SHORT;
        Panel::top("notices that scroll")
            .frame(Frame::new())
            .show(ui, |ui| {
                // As much as there is room for, however low it was before.
                let area = ScrollArea::vertical()
                    .max_height(height)
                    .min_scrolled_height(height);
                widgets::scroll_ui(ui, area, |ui| all_ui(ui, model, actions, port));
            });
    }
}

fn all_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, port: &mut PortPanel) {
    if let Some(trouble) = &model.trouble {
        notice_ui(ui, "trouble", |ui| words_ui(ui, trouble));
    }
    match &model.receiver {
        ReceiverStatus::PortInUse { addr } => {
            port.take(addr);
            if !port.is_hidden {
                notice_ui(ui, "port", |ui| port_ui(ui, addr, actions, port));
            }
        }
        ReceiverStatus::Failed { reason } => {
            notice_ui(ui, "receiver", |ui| words_ui(ui, reason));
        }
        ReceiverStatus::Starting
        | ReceiverStatus::Listening { .. }
        | ReceiverStatus::Elsewhere { .. }
        | ReceiverStatus::Background { .. } => {}
    }
    if deliveries::tells_purpose(model) {
        notice_ui(ui, "purpose", |ui| {
            deliveries::purpose_notice_ui(ui, model, actions);
        });
    }
    if let Some(progress) = model.reprocess {
        notice_ui(ui, "reprocess", |ui| progress_ui(ui, progress, actions));
    }
}

impl PortPanel {
    fn take(&mut self, addr: &str) {
        if self.addr != addr {
            let taken = addr
                .rsplit_once(':')
                .and_then(|(_, port)| port.parse::<u16>().ok());
            let next = taken.and_then(|port| port.checked_add(1)).unwrap_or(8787);
            *self = Self {
                addr: addr.to_owned(),
                typed: next.to_string(),
                is_hidden: false,
            };
        }
    }

    /// The address that was typed, if it is one: `HOST:PORT`, or a port of the same host.
    fn wanted(&self) -> Option<String> {
        let typed = self.typed.trim();
        if let Ok(addr) = typed.parse::<SocketAddr>() {
            return Some(addr.to_string());
        }
        let port: u16 = typed.parse().ok().filter(|&port| port > 0)?;
        let host = self
            .addr
            .rsplit_once(':')
            .map_or("127.0.0.1", |(host, _)| host);
        Some(format!("{host}:{port}"))
    }
}

fn notice_ui(ui: &mut Ui, salt: &str, add_contents: impl FnOnce(&mut Ui)) {
    let frame = Frame::new()
        .fill(ui.tokens().raised)
        .inner_margin(Margin::symmetric(16, 9));
    let contents_ui = |ui: &mut Ui| {
        let tokens = ui.tokens();
        let visuals = ui.visuals_mut();
        visuals.widgets.inactive.weak_bg_fill = tokens.surface;
        visuals.extreme_bg_color = tokens.unheard;
        ui.horizontal_wrapped(add_contents);
    };
    if shell::is_short(ui) {
        frame.show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            contents_ui(ui);
        });
    } else {
        Panel::top(egui::IdSalt::new(("notice", salt)))
            .frame(frame)
            .show(ui, contents_ui);
    }
}

fn words_ui(ui: &mut Ui, words: &str) {
    Icon::Warning.show(ui, 16.0, ui.tokens().sentiment_negative);
    ui.add(Label::new(text::body(words)).wrap());
}

fn port_ui(ui: &mut Ui, addr: &str, actions: &mut Actions, port: &mut PortPanel) {
    Icon::Warning.show(ui, 16.0, ui.tokens().warning);
    ui.label(text::body(format!(
        "Another program uses {addr}, so no calls come in. Listen on port"
    )));
    let wanted = port.wanted();
    let field = TextEdit::singleline(&mut port.typed)
        .desired_width(100.0)
        .align(Align2::LEFT_CENTER)
        .char_limit(47)
        .margin(Margin::symmetric(8, 5));
    let field = ui.add(field.background_color(ui.tokens().surface));
    field.widget_info(|| egui::WidgetInfo::labeled(egui::Role::TextInput, true, "Port"));
    let enters = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let button = ui.add_enabled_ui(wanted.is_some(), |ui| {
        widgets::primary_button_ui(ui, None, "Listen there")
    });
    let button = button
        .inner
        .on_disabled_hover_text("A port from 1 to 65535, or an address such as 127.0.0.1:8788");
    if let Some(wanted) = wanted
        && (button.clicked() || enters)
    {
        actions.push(Action::Listen(wanted));
    }
    if widgets::button_ui(ui, None, "Keep viewing").clicked() {
        port.is_hidden = true;
    }
}

fn progress_ui(ui: &mut Ui, progress: Progress, actions: &mut Actions) {
    let Progress { done, total } = progress;
    let count = |number: i64| words::count(usize::try_from(number).unwrap_or(0));
    let told = format!(
        "Reading all deliveries again: {} of {}",
        count(done),
        count(total)
    );
    ui.label(text::body(told));
    #[expect(clippy::cast_precision_loss, reason = "a bar of some hundred points")]
    let share = done as f32 / total.max(1) as f32;
    let bar = ui.add(
        ProgressBar::new(share)
            .fill(ui.tokens().accent)
            .desired_width(160.0)
            .desired_height(6.0),
    );
    bar.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ProgressIndicator, true, "Progress"));
    if widgets::button_ui(ui, None, "Stop").clicked() {
        actions.push(Action::CancelReprocess);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_or_an_address_can_be_typed() {
        let wanted = |addr: &str, typed: &str| {
            let mut port = PortPanel::default();
            port.take(addr);
            if !typed.is_empty() {
                port.typed = typed.to_owned();
            }
            port.wanted()
        };
        let taken = "127.0.0.1:8787";
        assert_eq!(wanted(taken, "").as_deref(), Some("127.0.0.1:8788"));
        assert_eq!(wanted(taken, " 9000 ").as_deref(), Some("127.0.0.1:9000"));
        assert_eq!(wanted("[::1]:8787", "9000").as_deref(), Some("[::1]:9000"));
        assert_eq!(wanted(taken, "0.0.0.0:80").as_deref(), Some("0.0.0.0:80"));
        for nonsense in ["0", "65536", "port", "127.0.0.1:", ":80"] {
            assert_eq!(wanted(taken, nonsense), None, "{nonsense}");
        }
    }
}
