//! At the left: whose recording it is, how far it is, and the buttons that one uses most.

use std::time::Duration;

use egui::{Align, Label, Layout, Popup, Sense, Ui};

use super::view::{Hearing, PlayerView, Speed};
use super::{PlayerAction, part_ui, row_ui};
use crate::call::Seconds;
use crate::ui::bidi;
use crate::ui::command::Command;
use crate::ui::icons::Icon;
use crate::ui::model::{Model, Opened};
use crate::ui::theme::{Themed, text};
use crate::ui::{Action, Actions, widgets, words};

pub(super) fn left_ui(ui: &mut Ui, model: &Model, actions: &mut Actions) {
    let player = &model.player;
    let Some(call) = &player.call else { return };
    let line = Layout::left_to_right(Align::Center);
    let width = ui.max_rect().width() - 20.0;
    row_ui(ui, 17.0, 20.0, line, |ui| {
        ui.set_max_width(width);
        let name = Label::new(text::strong(bidi::drawn(&call.who))).selectable(false);
        let name = name.truncate().sense(Sense::click());
        let response = part_ui(ui, "who", true, |ui| ui.add(name));
        let hint = format!("Show the call of {}", call.who);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &hint));
        if response.on_hover_text(text::body(hint)).clicked() {
            actions.push(Action::SelectCall(call.id));
        }
    });
    row_ui(ui, 39.0, 18.0, line, |ui| {
        ui.set_max_width(width);
        let told = Label::new(text::caption(told(player))).selectable(false);
        ui.add(told.truncate());
        other_call_ui(ui, model, actions);
    });
    row_ui(ui, 72.0, 30.0, line, |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        buttons_ui(ui, player, actions, false);
    });
}

/// Where it is and what it does: `0:14 of 0:30`.
pub(super) fn told(player: &PlayerView) -> String {
    let clock = |time: Duration| words::duration(Seconds(time.as_secs_f64()));
    let at = match player.length {
        Some(length) => format!("{} of {}", clock(player.at), clock(length)),
        None => clock(player.at),
    };
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a part of the whole"
    )]
    let percent = player.fetched.map(|part| (part * 100.0) as u8);
    let coming = percent.map(|percent| format!(" · {percent} % fetched"));
    let coming = coming.unwrap_or_default();
    match player.state {
        Hearing::NoRecording => "No recording".to_owned(),
        Hearing::BadLink => "The recording cannot be fetched".to_owned(),
        Hearing::Failed => "The recording cannot be heard".to_owned(),
        Hearing::Ready => match player.length {
            None => "Recording, not fetched yet".to_owned(),
            Some(_) if player.at > Duration::ZERO => format!("Left at {at}"),
            Some(length) => format!("Recording of {}", clock(length)),
        },
        Hearing::Waiting if player.length.is_none() => format!("Fetching{coming}"),
        Hearing::Waiting => format!("{at} · waiting{coming}"),
        Hearing::Ended => format!("{at} · heard to the end"),
        Hearing::Playing | Hearing::Paused => format!("{at}{coming}"),
    }
}

/// While one call plays and another is open, the other can be played instead.
fn other_call_ui(ui: &mut Ui, model: &Model, actions: &mut Actions) {
    let Opened::Ready(open) = &model.open_call else {
        return;
    };
    let is_other = model
        .player
        .call
        .as_ref()
        .is_some_and(|call| call.id != open.call.id);
    let has_recording = open.call.facts.recording_url.text().is_some();
    if !is_other || !has_recording {
        return;
    }
    let link = part_ui(ui, "other call", true, |ui| {
        widgets::link_ui(ui, "Play the open call")
    });
    if link.clicked() {
        actions.push(Action::Player(PlayerAction::PlayOpen));
    }
}

/// The buttons; where there is little room only those that one uses most.
pub(super) fn buttons_ui(ui: &mut Ui, player: &PlayerView, actions: &mut Actions, is_tight: bool) {
    let has_begun = player.has_begun();
    let mut button_ui = |command: Command, icon, is_enabled, action| {
        let name = match command {
            Command::Play => command.name_with_key(player.toggle_words(), ui.ctx()),
            _ => command.text_with_key(ui.ctx()),
        };
        let response = part_ui(ui, command, is_enabled, |ui| match command {
            Command::Play => widgets::primary_icon_button_ui(ui, icon, &name),
            _ => widgets::icon_button_ui(ui, icon, &name),
        });
        if response.clicked() {
            actions.push(Action::Player(action));
        }
    };
    if !is_tight {
        let action = PlayerAction::Previous;
        button_ui(Command::PreviousCall, Icon::Previous, true, action);
    }
    let back = PlayerAction::Skip(-5_000);
    button_ui(Command::BackFive, Icon::Rewind, has_begun, back);
    let icon = if player.is_playing() {
        Icon::Pause
    } else {
        Icon::Play
    };
    button_ui(
        Command::Play,
        icon,
        player.can_be_tried(),
        PlayerAction::Toggle,
    );
    let on = PlayerAction::Skip(5_000);
    button_ui(Command::OnFive, Icon::Forward, has_begun, on);
    if !is_tight {
        let action = PlayerAction::Next;
        button_ui(Command::NextCall, Icon::Next, true, action);
        speed_ui(ui, player.speed, actions);
    }
}

/// The speed; a press lets choose another.
fn speed_ui(ui: &mut Ui, speed: Speed, actions: &mut Actions) {
    let accent = ui.tokens().accent;
    let response = part_ui(ui, "speed", true, |ui| {
        ui.spacing_mut().button_padding.x = 8.0;
        if speed != Speed::USUAL {
            ui.visuals_mut().widgets.inactive.fg_stroke.color = accent;
        }
        widgets::button_ui(ui, None, &speed.words())
    });
    let name = format!("Speed {}", speed.words());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    let hint = format!(
        "Speed: {} slower, {} faster, {} usual and back",
        Command::Slower.keys(ui.ctx()),
        Command::Faster.keys(ui.ctx()),
        Command::UsualSpeed.keys(ui.ctx()),
    );
    let response = response.on_hover_text(text::body(hint));
    Popup::menu(&response)
        .show(|ui| widgets::menu_scrolled_ui(ui, |ui| speeds_ui(ui, speed, actions)));
}

/// All speeds.
pub(super) fn speeds_ui(ui: &mut Ui, speed: Speed, actions: &mut Actions) {
    for choice in Speed::ALL {
        if widgets::radio_ui(ui, choice == speed, choice.words()).clicked() {
            actions.push(Action::Player(PlayerAction::Speed(choice)));
        }
    }
}
