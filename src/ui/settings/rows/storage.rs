//! Where everything is, and how much of it there is.

use egui::Ui;

use super::asked_ui;
use crate::ui::model::{House, Housekeeping};
use crate::ui::settings::{Row, SettingsPanel, Value, hidden_ui};
use crate::ui::theme::text;
use crate::ui::widgets::{self, pair_ui};
use crate::ui::{Action, words};

pub const ROWS: &[Row] = &[
    Row::new(
        "Folder",
        "The book, the recordings that were fetched, the logs and the settings file are in one folder, its owner’s alone.",
        Value::Of(|ui, panel| {
            if !hidden_ui(ui, panel.model) {
                with_house_ui(ui, panel, folder_ui);
            }
        }),
    )
    .also("path directory location data database"),
    Row::new(
        "Sizes",
        "What each takes on the disk.",
        Value::Of(|ui, panel| with_house_ui(ui, panel, sizes_ui)),
    )
    .also("disk space usage"),
    Row::new(
        "Throw recordings away",
        "They are fetched again when they are played, as long as the vendor has them; those kept for good stay.",
        Value::Of(clear_ui),
    )
    .also("delete clear clean cache disk space"),
];

fn with_house_ui(
    ui: &mut Ui,
    panel: &mut SettingsPanel<'_>,
    add: fn(&mut Ui, &House, &mut Vec<Action>),
) {
    match &panel.model.house {
        Some(house) => add(ui, house, panel.actions),
        None => {
            ui.label(text::subdued("Looking…"));
        }
    }
}

fn folder_ui(ui: &mut Ui, house: &House, actions: &mut Vec<Action>) {
    ui.add(egui::Label::new(text::mono(&house.data_dir)).wrap());
    if widgets::button_ui(ui, None, "Copy the path").clicked() {
        actions.push(Action::CopyText(house.data_dir.clone()));
    }
}

fn sizes_ui(ui: &mut Ui, house: &House, _: &mut Vec<Action>) {
    for (label, bytes) in [
        ("Book", house.book_bytes),
        ("Recordings", house.recordings_bytes),
        ("Logs", house.logs_bytes),
    ] {
        pair_ui(ui, label, text::body(words::bytes(bytes)));
    }
}

fn clear_ui(ui: &mut Ui, panel: &mut SettingsPanel<'_>) {
    let words = ["Throw recordings away…", "Press again to throw them away"];
    if asked_ui(ui, panel, words) {
        let clearing = Housekeeping::ClearRecordings;
        panel.actions.push(Action::Keep(clearing));
    }
}
