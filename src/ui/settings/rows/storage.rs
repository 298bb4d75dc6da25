//! Where everything is, and how much of it there is.

use egui::Ui;

use crate::ui::model::{House, Housekeeping};
use crate::ui::settings::{Row, SettingsPanel, hidden_ui};
use crate::ui::theme::text;
use crate::ui::widgets::{self, pair_ui};
use crate::ui::{Action, words};

/// What [`SettingsPanel`]'s `going` is while the recordings are about to go.
const RECORDINGS: &str = "recordings";

pub const ROWS: &[Row] = &[
    Row {
        title: "Folder",
        words: "The book, the recordings that were fetched, the logs and the settings file are in one folder, its owner’s alone.",
        key: "",
        value_ui: |ui, panel| {
            if !hidden_ui(ui, panel.model) {
                with_house_ui(ui, panel, folder_ui);
            }
        },
    },
    Row {
        title: "Sizes",
        words: "What each takes on the disk.",
        key: "",
        value_ui: |ui, panel| with_house_ui(ui, panel, sizes_ui),
    },
    Row {
        title: "Throw recordings away",
        words: "They are fetched again when they are played, as long as the vendor has them; those kept for good stay.",
        key: "",
        value_ui: clear_ui,
    },
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
    let going = &mut panel.state.going;
    let is_going = going.as_deref() == Some(RECORDINGS);
    let label = if is_going {
        "Press again to throw them away"
    } else {
        "Throw recordings away…"
    };
    if widgets::button_ui(ui, None, label).clicked() {
        if is_going {
            *going = None;
            let clearing = Housekeeping::ClearRecordings;
            panel.actions.push(Action::Keep(clearing));
        } else {
            *going = Some(RECORDINGS.to_owned());
        }
    }
}
