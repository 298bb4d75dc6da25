//! Where calls come in, and who can reach it.

use egui::{Role, TextEdit, Ui, WidgetInfo};

use super::{asked_ui, field_width, radios_ui};
use crate::ui::model::{Choice, Housekeeping, OnClose};
use crate::ui::settings::{Row, SettingsPanel, Value, hidden_ui};
use crate::ui::theme::{Themed, text};
use crate::ui::{Action, widgets};

/// Width of the button beside the address, points.
const RECEIVE_THERE: f32 = 112.0;

pub const ROWS: &[Row] = &[
    Row::new(
        "Address",
        "Where deliveries are received, as HOST:PORT; 127.0.0.1 is reached from this computer alone. “callbook listen” goes by --listen and the settings file.",
        Value::Of(address_ui),
    )
    .of("listen")
    .also("port host ip listen url webhook endpoint network bind"),
    Row::new(
        "Secret path",
        "While it is on, only those who were told the path reach the receiver; all else is answered 404.",
        Value::Of(path_ui),
    )
    .also("token url security hidden endpoint webhook"),
    Row::new(
        "When this window is closed",
        "The sender tries for five minutes, then a call is lost: receiving can go on without the window.",
        Value::Of(|ui, panel| {
            let all = [
                (OnClose::Ask, "Ask"),
                (OnClose::Background, "Go on receiving in the background"),
                (OnClose::Stop, "Stop receiving"),
            ];
            if let Some(choice) = radios_ui(ui, panel.model.on_close, &all) {
                panel.actions.push(Action::SetOnClose(choice));
            }
        }),
    )
    .also("background quit exit tray daemon"),
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
            .desired_width(field_width(ui, RECEIVE_THERE))
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
    ui.label(text::body(if is_on { "On" } else { "Off" }));
    ui.horizontal_wrapped(|ui| {
        if !is_on {
            if widgets::button_ui(ui, None, "Make one").clicked() {
                panel.actions.push(Action::Keep(Housekeeping::MakePath));
            }
            return;
        }
        // Whoever was told the path before does not get through any more, the sender of the calls included.
        let another = ["Make another…", "Press again: the old path ends"];
        if asked_ui(ui, panel, another) {
            panel.actions.push(Action::Keep(Housekeeping::MakePath));
        }
        if asked_ui(ui, panel, ["Turn off…", "Press again to turn it off"]) {
            panel.actions.push(Action::Keep(Housekeeping::RemovePath));
        }
    });
    if is_on {
        let words = "The command “Copy the receiver’s address” copies the address with its path.";
        ui.label(text::caption(words));
    }
}
