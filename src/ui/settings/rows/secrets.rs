//! The signing secrets: set, told by their fingerprints, removed; never shown.

use egui::{Role, TextEdit, Ui, WidgetInfo};

use super::field_width;
use crate::ui::model::{Hidden, Housekeeping, KeptSecret};
use crate::ui::settings::{Row, SettingsPanel, Value};
use crate::ui::theme::{Themed, text};
use crate::ui::{Action, widgets};

/// How many hold at a time.
const MOST: usize = 2;
/// Width of the button beside a new one, points.
const SET_IT: f32 = 64.0;

pub const ROWS: &[Row] = &[
    Row::new(
        "Secrets that hold",
        "A delivery that is signed with none of them is kept aside. They are told by their fingerprints and never shown.",
        Value::Of(secrets_ui),
    )
    .also("hmac signature key verify sha256 webhook delete"),
    Row::new(
        "Set a secret",
        "As it is set for the webhook in Marketing Edge. Two can hold at a time, so that one can be replaced without a gap. “callbook secret set” does the same without a window.",
        Value::Of(set_ui),
    )
    .also("hmac signature key verify sha256 webhook add new"),
];

fn secrets_ui(ui: &mut Ui, panel: &mut SettingsPanel<'_>) {
    let Some(house) = &panel.model.house else {
        ui.label(text::subdued("Looking…"));
        return;
    };
    if house.secrets.is_empty() {
        let words = "None: anyone who knows the address can send, and every call is marked as not verified.";
        ui.label(text::body(words).color(ui.tokens().warning));
    }
    for secret in &house.secrets {
        secret_ui(ui, secret, panel.actions, &mut panel.state.going);
    }
}

fn secret_ui(
    ui: &mut Ui,
    secret: &KeptSecret,
    actions: &mut Vec<Action>,
    going: &mut Option<String>,
) {
    let fingerprint = &secret.fingerprint;
    ui.horizontal_wrapped(|ui| {
        ui.label(text::mono(fingerprint));
        ui.label(text::subdued(&secret.place));
        if secret.is_given {
            return;
        }
        let is_going = going.as_ref() == Some(fingerprint);
        let label = if is_going {
            "Press again to remove it"
        } else {
            "Remove…"
        };
        let button = widgets::button_ui(ui, None, label);
        let name = format!("{label} {fingerprint}");
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
        if button.clicked() {
            if is_going {
                *going = None;
                let removal = Housekeeping::RemoveSecret(fingerprint.clone());
                actions.push(Action::Keep(removal));
            } else {
                *going = Some(fingerprint.clone());
            }
        }
    });
}

fn set_ui(ui: &mut Ui, panel: &mut SettingsPanel<'_>) {
    let held = panel.model.house.as_ref().map_or(0, |it| it.secrets.len());
    if held >= MOST {
        ui.label(text::body("Two hold already: remove one first."));
        return;
    }
    let typed = &mut panel.state.secret;
    let mut is_wanted = false;
    ui.horizontal(|ui| {
        let field = TextEdit::singleline(typed)
            .password(true)
            .desired_width(field_width(ui, SET_IT))
            .background_color(ui.tokens().raised);
        let field = ui.add(field);
        field.widget_info(|| WidgetInfo::labeled(Role::PasswordInput, true, "New secret"));
        is_wanted = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let button = ui.add_enabled_ui(!typed.trim().is_empty(), |ui| {
            widgets::button_ui(ui, None, "Set it")
        });
        is_wanted |= button.inner.clicked();
    });
    if is_wanted && !typed.trim().is_empty() {
        let secret = Hidden(std::mem::take(typed));
        panel
            .actions
            .push(Action::Keep(Housekeeping::SetSecret(secret)));
    }
}
