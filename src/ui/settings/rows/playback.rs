//! What is fetched, how much room it takes, how it plays.

use egui::{Key, Role, TextEdit, Ui, WidgetInfo};

use super::{APART, radio_ui};
use crate::ui::Action;
use crate::ui::model::Choice;
use crate::ui::player::{PlayerAction, Speed};
use crate::ui::settings::{Row, Scale, SettingsPanel, Value, hidden_ui};
use crate::ui::theme::{Themed, text};
use crate::ui::widgets;

pub const ROWS: &[Row] = &[
    Row::new(
        "Speed",
        "How fast recordings play; voices keep their pitch.",
        Value::Of(speed_ui),
    )
    .also("faster slower rate tempo"),
    Row::new(
        "Silence",
        "Passes over ringing and pauses, but for a blink at either end.",
        Value::Check(
            "Skip silence and ringing",
            |model| model.player.skips_silence,
            |on, _| Action::Player(PlayerAction::SkipSilence(on)),
        ),
    )
    .also("pause quiet ringing skip"),
    Row::new(
        "Loudness",
        "Brings both sides to the same loudness, so that the quieter one is not lost.",
        Value::Check(
            "Level both sides",
            |model| model.player.sound.is_leveled,
            |on, _| Action::Player(PlayerAction::Level(on)),
        ),
    )
    .also("volume normalize balance gain"),
    Row::new(
        "Going back after a pause",
        "When playing goes on, what was heard last is heard again, to find back into it.",
        Value::Slider(Scale {
            range: 0..=60,
            step: 1.0,
            suffix: " s",
            now: |choices| choices.resume_back_secs,
            choice: Choice::ResumeBackSecs,
        }),
    )
    .of("resume_back_secs")
    .also("rewind resume seconds"),
    Row::new(
        "The next call",
        "Goes on with the next call of the list that has a recording when one was heard to its end.",
        Value::Check(
            "Play the next call after each",
            |model| model.player.goes_on,
            |on, _| Action::Player(PlayerAction::GoOn(on)),
        ),
    )
    .also("autoplay continuous queue"),
    Row::new(
        "Sound device",
        "Where recordings are heard.",
        Value::Of(device_ui),
    )
    .also("audio output speaker headphones headset"),
    Row::new(
        "Recordings of new calls",
        "Fetches the recordings of the newest calls as they come, so that they play at once.",
        Value::Check(
            "Fetch them before they are played",
            |model| model.choices.fetches_new,
            |on, _| Action::Choose(Choice::FetchesNew(on)),
        ),
    )
    .of("fetches_new")
    .also("download prefetch automatic"),
    Row::new(
        "Plain http",
        "Fetches recordings over connections that are not encrypted too: others on the way can listen.",
        Value::Check(
            "Allow plain http",
            |model| model.choices.allows_http,
            |on, _| Action::Choose(Choice::AllowsHttp(on)),
        ),
    )
    .of("allows_http")
    .also("https tls insecure security"),
    Row::new(
        "Largest recording",
        "Recordings that are larger are not fetched. An hour of speech has some 30 MB.",
        Value::Slider(Scale {
            range: 10..=2_000,
            step: 10.0,
            suffix: " MB",
            now: |choices| choices.recording_megabytes,
            choice: Choice::RecordingMegabytes,
        }),
    )
    .of("recording_megabytes")
    .also("download size maximum limit"),
    Row::new(
        "Room for recordings",
        "Beyond this, recordings that were heard longest ago are thrown away, but for those that are kept for good.",
        Value::Slider(Scale {
            range: 0..=20_480,
            step: 256.0,
            suffix: " MB",
            now: |choices| choices.cache_megabytes,
            choice: Choice::CacheMegabytes,
        }),
    )
    .of("cache_megabytes")
    .also("cache disk space storage size maximum limit"),
    Row::new(
        "Patience with a recording",
        "A server that sends nothing of a recording for so long is given up.",
        Value::Slider(Scale {
            range: 1..=600,
            step: 1.0,
            suffix: " s",
            now: |choices| choices.stall_secs,
            choice: Choice::StallSecs,
        }),
    )
    .of("stall_secs")
    .also("timeout download slow seconds limit"),
    Row::new(
        "Private hosts of recordings",
        "Recordings are fetched from public addresses alone, but for the hosts that are named here, with commas between them.",
        Value::Of(hosts_ui),
    )
    .of("private_hosts")
    .also("intranet local network server allow security"),
];

fn speed_ui(ui: &mut Ui, panel: &mut SettingsPanel<'_>) {
    let speed = panel.model.player.speed;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = APART;
        for choice in Speed::ALL {
            if radio_ui(ui, choice == speed, &choice.words()).clicked() {
                let action = PlayerAction::Speed(choice);
                panel.actions.push(Action::Player(action));
            }
        }
    });
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

/// They are taken over when the field is left, or with Enter; Esc takes back what was typed.
fn hosts_ui(ui: &mut Ui, panel: &mut SettingsPanel<'_>) {
    if hidden_ui(ui, panel.model) {
        return;
    }
    let now = &panel.model.choices.private_hosts;
    let mut typed = panel.state.hosts.take().unwrap_or_else(|| now.clone());
    let field = TextEdit::singleline(&mut typed)
        .desired_width(360.0_f32.min(ui.available_width() - 8.0))
        .hint_text(text::subdued("None"))
        .background_color(ui.tokens().raised);
    let field = ui.add(field);
    let is_enabled = ui.is_enabled();
    field.widget_info(|| {
        WidgetInfo::labeled(Role::TextInput, is_enabled, "Private hosts of recordings")
    });
    let is_left = field.lost_focus();
    let is_taken_back = is_left && ui.input(|input| input.key_pressed(Key::Escape));
    if is_left && !is_taken_back && typed.trim() != now {
        panel.choose(Choice::PrivateHosts(typed.trim().to_owned()));
    } else if !is_left && typed != *now {
        panel.state.hosts = Some(typed);
    }
}
