//! How the window looks.

use egui::Ui;

use super::{radios_ui, slider_ui};
use crate::call::{Density, Look};
use crate::ui::Action;
use crate::ui::model::{Choice, Model, TEXT_PERCENT, ThemeChoice};
use crate::ui::settings::{Row, SettingsPanel, Value};
use crate::ui::shell::zoom;
use crate::ui::theme::text;

pub const ROWS: &[Row] = &[
    Row::new(
        "Colours",
        "Light or dark, or as the rest of this computer.",
        Value::Of(theme_ui),
    )
    .also("theme mode night colors appearance"),
    Row::new(
        "High contrast",
        "Makes text stand out at least seven to one, and draws the edges of buttons.",
        Value::Check(
            "High contrast",
            |model| model.choices.has_high_contrast,
            |on, _| Action::Choose(Choice::HighContrast(on)),
        ),
    )
    .of("has_high_contrast")
    .also("accessibility readable"),
    Row::new(
        "Text size",
        "Makes everything larger or smaller, as far as the window has room for its parts.",
        Value::Of(size_ui),
    )
    .of("text_percent")
    .also("zoom font scale bigger accessibility"),
    Row::new(
        "Density",
        "Shows more calls at once, or more of each.",
        Value::Of(density_ui),
    )
    .also("compact comfortable rows spacing"),
    Row::new(
        "List",
        "Shows the calls in columns of your choice, where the window is wide enough.",
        Value::Check(
            "Calls as a table",
            |model| model.look.is_table,
            |is_table, model| of_look(model, |look| look.is_table = is_table),
        ),
    )
    .also("columns grid view"),
    Row::new(
        "Motion",
        "Has nothing move by itself: panels open at once, lists jump, the cursor does not blink.",
        Value::Check(
            "Reduced motion",
            |model| model.choices.has_reduced_motion,
            |on, _| Action::Choose(Choice::ReducedMotion(on)),
        ),
    )
    .of("has_reduced_motion")
    .also("animation accessibility"),
];

fn of_look(model: &Model, change: impl FnOnce(&mut Look)) -> Action {
    let mut look = model.look.clone();
    change(&mut look);
    Action::SetLook(look)
}

fn theme_ui(ui: &mut Ui, panel: &mut SettingsPanel<'_>) {
    ui.horizontal_wrapped(|ui| {
        let all = [
            (ThemeChoice::System, "As the system"),
            (ThemeChoice::Light, "Light"),
            (ThemeChoice::Dark, "Dark"),
        ];
        if let Some(theme) = radios_ui(ui, panel.model.theme, &all) {
            panel.actions.push(Action::SetTheme(theme));
        }
    });
}

fn density_ui(ui: &mut Ui, panel: &mut SettingsPanel<'_>) {
    ui.horizontal_wrapped(|ui| {
        let all = [
            (Density::Comfortable, "Rows with room"),
            (Density::Compact, "Rows close together"),
        ];
        let model = panel.model;
        if let Some(density) = radios_ui(ui, model.look.density, &all) {
            let action = of_look(model, |look| look.density = density);
            panel.actions.push(action);
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
