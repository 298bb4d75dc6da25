//! What is fetched, how much room it takes, how it plays.

use egui::Ui;

use super::{checkbox_ui, radio_ui, slider_ui};
use crate::ui::Action;
use crate::ui::model::Choice;
use crate::ui::player::{PlayerAction, Speed};
use crate::ui::settings::{Row, SettingsPanel};
use crate::ui::widgets;

pub const ROWS: &[Row] = &[
    Row {
        title: "Speed",
        words: "How fast recordings play; voices keep their pitch.",
        key: "",
        value_ui: speed_ui,
    },
    Row {
        title: "Silence",
        words: "Passes over ringing and pauses, but for a blink at either end.",
        key: "",
        value_ui: |ui, panel| {
            let on = panel.model.player.skips_silence;
            check_ui(
                ui,
                panel,
                on,
                "Skip silence and ringing",
                PlayerAction::SkipSilence,
            );
        },
    },
    Row {
        title: "Loudness",
        words: "Brings both sides to the same loudness, so that the quieter one is not lost.",
        key: "",
        value_ui: |ui, panel| {
            let on = panel.model.player.sound.is_leveled;
            check_ui(ui, panel, on, "Level both sides", PlayerAction::Level);
        },
    },
    Row {
        title: "Going back after a pause",
        words: "When playing goes on, what was heard last is heard again, to find back into it.",
        key: "resume_back_secs",
        value_ui: |ui, panel| {
            let now = panel.model.choices.resume_back_secs;
            if let Some(secs) = slider_ui(ui, "Going back", now, (0..=60, 1.0), " s") {
                panel.choose(Choice::ResumeBackSecs(secs));
            }
        },
    },
    Row {
        title: "The next call",
        words: "Goes on with the next call of the list that has a recording when one was heard to its end.",
        key: "",
        value_ui: |ui, panel| {
            let on = panel.model.player.goes_on;
            check_ui(
                ui,
                panel,
                on,
                "Play the next call after each",
                PlayerAction::GoOn,
            );
        },
    },
    Row {
        title: "Sound device",
        words: "Where recordings are heard.",
        key: "",
        value_ui: device_ui,
    },
    Row {
        title: "Recordings of new calls",
        words: "Fetches the recordings of the newest calls as they come, so that they play at once.",
        key: "fetches_new",
        value_ui: |ui, panel| {
            let mut on = panel.model.choices.fetches_new;
            if checkbox_ui(ui, &mut on, "Fetch them before they are played").changed() {
                panel.choose(Choice::FetchesNew(on));
            }
        },
    },
    Row {
        title: "Plain http",
        words: "Fetches recordings over connections that are not encrypted too: others on the way can listen.",
        key: "allows_http",
        value_ui: |ui, panel| {
            let mut on = panel.model.choices.allows_http;
            if checkbox_ui(ui, &mut on, "Allow plain http").changed() {
                panel.choose(Choice::AllowsHttp(on));
            }
        },
    },
    Row {
        title: "Largest recording",
        words: "Recordings that are larger are not fetched. An hour of speech has some 30 MB.",
        key: "recording_megabytes",
        value_ui: |ui, panel| {
            let now = panel.model.choices.recording_megabytes;
            let range = (10..=2_000, 10.0);
            if let Some(size) = slider_ui(ui, "Largest recording", now, range, " MB") {
                panel.choose(Choice::RecordingMegabytes(size));
            }
        },
    },
    Row {
        title: "Room for recordings",
        words: "Beyond this, recordings that were heard longest ago are thrown away, but for those that are kept for good.",
        key: "cache_megabytes",
        value_ui: |ui, panel| {
            let now = panel.model.choices.cache_megabytes;
            let range = (0..=20_480, 256.0);
            if let Some(size) = slider_ui(ui, "Room for recordings", now, range, " MB") {
                panel.choose(Choice::CacheMegabytes(size));
            }
        },
    },
];

fn speed_ui(ui: &mut Ui, panel: &mut SettingsPanel<'_>) {
    let speed = panel.model.player.speed;
    ui.horizontal_wrapped(|ui| {
        for choice in Speed::ALL {
            if radio_ui(ui, choice == speed, &choice.words()).clicked() {
                let action = PlayerAction::Speed(choice);
                panel.actions.push(Action::Player(action));
            }
        }
    });
}

fn check_ui(
    ui: &mut Ui,
    panel: &mut SettingsPanel<'_>,
    mut on: bool,
    words: &str,
    action: fn(bool) -> PlayerAction,
) {
    if checkbox_ui(ui, &mut on, words).changed() {
        panel.actions.push(Action::Player(action(on)));
    }
}

fn device_ui(ui: &mut Ui, panel: &mut SettingsPanel<'_>) {
    let sound = &panel.model.player.sound;
    let system = (None, "The system’s choice");
    let named = sound.devices.iter();
    let named = named.map(|name| (Some(name), name.as_str()));
    for (device, words) in std::iter::once(system).chain(named) {
        if radio_ui(ui, sound.device.as_ref() == device, words).clicked() {
            let action = PlayerAction::Device(device.cloned());
            panel.actions.push(Action::Player(action));
        }
    }
    if widgets::button_ui(ui, None, "Look for devices").clicked() {
        panel
            .actions
            .push(Action::Player(PlayerAction::ListDevices));
    }
}
