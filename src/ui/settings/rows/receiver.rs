//! Where calls come in, and who can reach it.

use egui::{Role, TextEdit, Ui, WidgetInfo};

use super::radio_ui;
use crate::ui::model::{Choice, Housekeeping, OnClose};
use crate::ui::settings::{Row, SettingsPanel, hidden_ui};
use crate::ui::theme::{Themed, text};
use crate::ui::{Action, widgets};

pub const ROWS: &[Row] = &[
    Row {
        title: "Address",
        words: "Where deliveries are received, as HOST:PORT; 127.0.0.1 is reached from this computer alone. “callbook listen” goes by --listen and the settings file.",
        key: "listen",
        value_ui: address_ui,
    },
    Row {
        title: "Secret path",
        words: "While it is on, only those who were told the path reach the receiver; all else is answered 404.",
        key: "",
        value_ui: path_ui,
    },
    Row {
        title: "When this window is closed",
        words: "The sender tries for five minutes, then a call is lost: receiving can go on without the window.",
        key: "",
        value_ui: |ui, panel| {
            for (choice, words) in [
                (OnClose::Ask, "Ask"),
                (OnClose::Background, "Go on receiving in the background"),
                (OnClose::Stop, "Stop receiving"),
            ] {
                if radio_ui(ui, panel.model.on_close == choice, words).clicked() {
                    panel.actions.push(Action::SetOnClose(choice));
                }
            }
        },
    },
];

fn address_ui(ui: &mut Ui, panel: &mut SettingsPanel<'_>) {
    if hidden_ui(ui, panel.model) {
        return;
    }
    let url = panel.model.receiver.url().unwrap_or_default();
    let now = url.strip_prefix("http://").unwrap_or(url);
    let typed = panel.state.listen.get_or_insert_with(|| now.to_owned());
    let mut wanted = None;
    ui.horizontal(|ui| {
        let field = TextEdit::singleline(typed)
            .desired_width(220.0)
            .background_color(ui.tokens().raised);
        let field = ui.add(field);
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Address to receive at"));
        let enters = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let is_address = typed.trim().parse::<std::net::SocketAddr>().is_ok();
        let button = ui.add_enabled_ui(is_address && typed.trim() != now, |ui| {
            widgets::button_ui(ui, None, "Receive there")
        });
        let button = button.inner.on_disabled_hover_text(text::body(
            "Another address than now, with its port, such as 127.0.0.1:8788",
        ));
        if is_address && (button.clicked() || enters) {
            wanted = Some(typed.trim().to_owned());
        }
    });
    if let Some(wanted) = wanted {
        panel.state.listen = None;
        panel.choose(Choice::Listen(wanted));
    }
    if let Some(words) = &panel.model.exposure {
        ui.label(text::body(words).color(ui.tokens().warning));
    }
}

fn path_ui(ui: &mut Ui, panel: &mut SettingsPanel<'_>) {
    let is_on = panel.model.secret_path.is_some();
    let mut keep = |housekeeping| panel.actions.push(Action::Keep(housekeeping));
    ui.label(text::body(if is_on { "On" } else { "Off" }));
    ui.horizontal_wrapped(|ui| {
        if !is_on {
            if widgets::button_ui(ui, None, "Make one").clicked() {
                keep(Housekeeping::MakePath);
            }
            return;
        }
        if widgets::button_ui(ui, None, "Make another").clicked() {
            keep(Housekeeping::MakePath);
        }
        if widgets::button_ui(ui, None, "Turn off").clicked() {
            keep(Housekeeping::RemovePath);
        }
    });
    if is_on {
        let words = "The command “Copy the receiver’s address” copies the address with its path.";
        ui.label(text::caption(words));
    }
}
