//! The player's keys. Called only where no text is being entered.

use std::time::Duration;

use egui::{Key, Modifiers, Ui};

use super::{PlayerAction, PlayerView};
use crate::ui::{Action, Actions};

/// Keys that go on or back, with milliseconds.
const SKIPS: [(Key, i64); 6] = [
    (Key::J, -10_000),
    (Key::L, 10_000),
    (Key::ArrowLeft, -5_000),
    (Key::ArrowRight, 5_000),
    (Key::Comma, -1_000),
    (Key::Period, 1_000),
];

/// What `?` shows of them.
pub const HELP: [(&str, &str); 9] = [
    ("Space, K", "play, pause"),
    ("J, L", "10 s back, on"),
    ("Left, Right", "5 s back, on"),
    (", .", "1 s back, on"),
    ("0", "to the start of the recording"),
    ("[ ] \\", "slower, faster; usual speed and back"),
    ("R", "repeat: from here, to here, off"),
    ("M", "mute"),
    ("Shift+P, Shift+N", "play the previous, next call"),
];

/// Takes the player's keys out of the input. Space presses what has the focus, so it is the player's only while
/// nothing has that could be pressed: `is_space_free`.
pub fn take_keys(ui: &Ui, player: &PlayerView, actions: &mut Actions, is_space_free: bool) {
    if player.call.is_none() {
        return;
    }
    let mut push = |action| actions.push(Action::Player(action));
    if press(ui, Key::K) || (is_space_free && press(ui, Key::Space)) {
        push(PlayerAction::Toggle);
    }
    if press_shifted(ui, Key::N) {
        push(PlayerAction::Next);
    }
    if press_shifted(ui, Key::P) {
        push(PlayerAction::Previous);
    }
    if !player.can_play() {
        return;
    }
    let is_volume_focused = ui.memory(|memory| memory.has_focus(super::volume_id()));
    for (key, millis) in SKIPS {
        let is_arrow = matches!(key, Key::ArrowLeft | Key::ArrowRight);
        // A key that is held down goes on.
        while !(is_arrow && is_volume_focused) && take(ui, key) {
            push(PlayerAction::Skip(millis));
        }
    }
    if press(ui, Key::Num0) {
        push(PlayerAction::Seek(Duration::ZERO));
    }
    for (key, is_faster) in [(Key::OpenBracket, false), (Key::CloseBracket, true)] {
        if take(ui, key) {
            push(PlayerAction::Speed(player.speed.step(is_faster)));
        }
    }
    if press(ui, Key::Backslash) {
        push(PlayerAction::ToggleSpeed);
    }
    if press(ui, Key::R) {
        push(PlayerAction::Loop);
    }
    if press(ui, Key::M) {
        push(PlayerAction::Mute(!player.sound.is_muted));
    }
}

fn take(ui: &Ui, key: Key) -> bool {
    ui.input_mut(|input| input.consume_key(Modifiers::NONE, key))
}

fn press_shifted(ui: &Ui, key: Key) -> bool {
    ui.input_mut(|input| input.consume_key(Modifiers::SHIFT, key))
}

/// A press, not the repeats of a key that is held down.
fn press(ui: &Ui, key: Key) -> bool {
    let is_new = ui.input(|input| {
        input.events.iter().any(|event| {
            matches!(event, egui::Event::Key { key: other, pressed: true, repeat: false, .. } if *other == key)
        })
    });
    take(ui, key) && is_new
}
