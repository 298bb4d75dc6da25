//! What is chosen rarely: whom one hears, how it sounds, where.

use egui::{Popup, Ui};

use super::left::speeds_ui;
use super::right::{Fold, mute_ui, volume_ui};
use super::sides::sides_of;
use super::view::{Hearing, Lanes, PlayerView};
use super::{PlayerAction, part_ui};
use crate::call::sound::{KnownBy, Sides};
use crate::ui::icons::Icon;
use crate::ui::model::Model;
use crate::ui::theme::text;
use crate::ui::{Action, Actions, widgets};

pub(super) fn menu_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, fold: &Fold) {
    let response = part_ui(ui, "menu", true, |ui| {
        widgets::icon_button_ui(ui, Icon::Sliders, "Sound and playing")
    });
    if response.clicked() {
        actions.push(Action::Player(PlayerAction::ListDevices));
    }
    let menu = Popup::menu(&response).close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside);
    menu.show(|ui| {
        ui.set_min_width(240.0);
        widgets::menu_scrolled_ui(ui, |ui| {
            folded_ui(ui, model, actions, fold);
            whom_ui(ui, model, actions);
            part_ui(ui, "choices", true, |ui| {
                choices_ui(ui, &model.player, actions);
            });
            ui.add_space(4.0);
            part_ui(ui, "devices", true, |ui| {
                devices_ui(ui, &model.player, actions);
            });
        });
    });
}

/// What has no room elsewhere.
fn folded_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, fold: &Fold) {
    let player = &model.player;
    if fold.is_narrow {
        ui.horizontal(|ui| {
            mute_ui(ui, player, actions);
            volume_ui(ui, player, actions);
        });
    }
    if fold.is_tight {
        if player.state == Hearing::Failed {
            let again = widgets::button_ui(ui, None, "Fetch the recording again");
            if again.clicked() {
                actions.push(Action::Player(PlayerAction::TryAgain));
            }
        }
        ui.horizontal(|ui| {
            for (name, action) in [
                ("Previous call", PlayerAction::Previous),
                ("Next call", PlayerAction::Next),
            ] {
                if widgets::button_ui(ui, None, name).clicked() {
                    actions.push(Action::Player(action));
                }
            }
        });
        ui.label(text::strong("Speed"));
        ui.horizontal_wrapped(|ui| speeds_ui(ui, player.speed, actions));
    }
}

/// Whom one hears, and whose lane is whose.
fn whom_ui(ui: &mut Ui, model: &Model, actions: &mut Actions) {
    let player = &model.player;
    let Some(call) = &player.call else { return };
    if !player.is_stereo {
        return;
    }
    let heard = model.sounds.of(call.id).map(|heard| &**heard);
    let mut pressed = |action| actions.push(Action::Player(action));
    let sides = sides_of(heard);
    ui.label(text::strong("Who is heard"));
    let alone = |lanes: Lanes| {
        let channel = match lanes {
            Lanes::Both => return "Both sides".to_owned(),
            Lanes::Left => "left channel",
            Lanes::Right => "right channel",
        };
        let side = sides.iter().flatten().find(|side| side.lanes == lanes);
        match side {
            Some(side) => format!("{} alone ({channel})", side.name),
            None => format!("{}{} alone", channel[..1].to_uppercase(), &channel[1..]),
        }
    };
    for lanes in [Lanes::Both, Lanes::Left, Lanes::Right] {
        if widgets::radio_ui(ui, player.sound.lanes == lanes, alone(lanes)).clicked() {
            pressed(PlayerAction::Lanes(lanes));
        }
    }
    if let Some(analysis) = heard.and_then(|heard| heard.analysis.as_ref())
        && let Sides::Stereo { agent, known_by } = analysis.sides
    {
        let why = match known_by {
            KnownBy::Person => "You said whose channel is whose.",
            KnownBy::Transcript => "Told from the transcript.",
            KnownBy::Usual => "As with other calls.",
        };
        if widgets::link_ui(ui, "Swap agent and caller")
            .on_hover_text(why)
            .clicked()
        {
            pressed(PlayerAction::AgentRight(call.id, agent == 0));
        }
    }
    ui.add_space(4.0);
}

fn choices_ui(ui: &mut Ui, player: &PlayerView, actions: &mut Actions) {
    let mut check = |ui: &mut Ui, mut on: bool, words: &str, action: fn(bool) -> PlayerAction| {
        if widgets::checkbox_ui(ui, &mut on, words).changed() {
            actions.push(Action::Player(action(on)));
        }
    };
    check(
        ui,
        player.skips_silence,
        "Skip silence and ringing",
        PlayerAction::SkipSilence,
    );
    check(
        ui,
        player.sound.is_leveled,
        "Both sides equally loud",
        PlayerAction::Level,
    );
    check(
        ui,
        player.goes_on,
        "Play the next call after each",
        PlayerAction::GoOn,
    );
    if player.can_play() {
        check(
            ui,
            player.is_kept,
            "Keep this recording for good",
            PlayerAction::Keep,
        );
    }
}

fn devices_ui(ui: &mut Ui, player: &PlayerView, actions: &mut Actions) {
    ui.label(text::strong("Sound device"));
    let system = std::iter::once((None, "The system’s choice"));
    let named = player
        .sound
        .devices
        .iter()
        .map(|name| (Some(name), name.as_str()));
    for (device, words) in system.chain(named) {
        let is_chosen = player.sound.device.as_ref() == device;
        let choice = part_ui(ui, ("device", device), true, |ui| {
            widgets::radio_ui(ui, is_chosen, words)
        });
        if choice.clicked() {
            actions.push(Action::Player(PlayerAction::Device(device.cloned())));
        }
    }
}
