//! How the window looks.

use egui::Ui;

use super::{checkbox_ui, radio_ui, slider_ui};
use crate::call::{Density, Look};
use crate::ui::Action;
use crate::ui::model::{Choice, TEXT_PERCENT, ThemeChoice};
use crate::ui::settings::{Row, SettingsPanel};
use crate::ui::shell::zoom;
use crate::ui::theme::text;

pub const ROWS: &[Row] = &[
    Row {
        title: "Colours",
        words: "Light or dark, or as the rest of this computer.",
        key: "",
        value_ui: theme_ui,
    },
    Row {
        title: "High contrast",
        words: "Makes text stand out at least seven to one, and draws the edges of buttons.",
        key: "has_high_contrast",
        value_ui: |ui, panel| {
            let mut on = panel.model.choices.has_high_contrast;
            if checkbox_ui(ui, &mut on, "High contrast").changed() {
                panel.choose(Choice::HighContrast(on));
            }
        },
    },
    Row {
        title: "Text size",
        words: "Makes everything larger or smaller, as far as the window has room for its parts.",
        key: "text_percent",
        value_ui: size_ui,
    },
    Row {
        title: "Density",
        words: "Shows more calls at once, or more of each.",
        key: "",
        value_ui: density_ui,
    },
    Row {
        title: "List",
        words: "Shows the calls in columns of your choice, where the window is wide enough.",
        key: "",
        value_ui: |ui, panel| {
            let mut on = panel.model.look.is_table;
            if checkbox_ui(ui, &mut on, "Calls as a table").changed() {
                let look = Look {
                    is_table: on,
                    ..panel.model.look.clone()
                };
                panel.actions.push(Action::SetLook(look));
            }
        },
    },
    Row {
        title: "Motion",
        words: "Has nothing move by itself: panels open at once, lists jump, the cursor does not blink.",
        key: "has_reduced_motion",
        value_ui: |ui, panel| {
            let mut on = panel.model.choices.has_reduced_motion;
            if checkbox_ui(ui, &mut on, "Reduced motion").changed() {
                panel.choose(Choice::ReducedMotion(on));
            }
        },
    },
];

fn theme_ui(ui: &mut Ui, panel: &mut SettingsPanel<'_>) {
    ui.horizontal_wrapped(|ui| {
        for (choice, words) in [
            (ThemeChoice::System, "As the system"),
            (ThemeChoice::Light, "Light"),
            (ThemeChoice::Dark, "Dark"),
        ] {
            if radio_ui(ui, panel.model.theme == choice, words).clicked() {
                panel.actions.push(Action::SetTheme(choice));
            }
        }
    });
}

fn density_ui(ui: &mut Ui, panel: &mut SettingsPanel<'_>) {
    ui.horizontal_wrapped(|ui| {
        for (density, words) in [
            (Density::Comfortable, "Rows with room"),
            (Density::Compact, "Rows close together"),
        ] {
            if radio_ui(ui, panel.model.look.density == density, words).clicked() {
                let look = Look {
                    density,
                    ..panel.model.look.clone()
                };
                panel.actions.push(Action::SetLook(look));
            }
        }
    });
}

fn size_ui(ui: &mut Ui, panel: &mut SettingsPanel<'_>) {
    let now = panel.model.choices.text_percent;
    let [least, most] = TEXT_PERCENT;
    let range = (least..=most, 10.0);
    if let Some(percent) = slider_ui(ui, "Text size", now, range, " %") {
        panel.choose(Choice::TextPercent(percent));
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "hundreds at most"
    )]
    let shown = (zoom(ui.ctx(), now) * 100.0).round() as u64;
    if shown < now {
        let words = format!("This window has room for {shown} %; a larger one shows more.");
        ui.label(text::caption(words));
    }
}
