//! Whatever becomes of a recording, what one works with in the player stays: the focus, a press, a menu that is open.

use std::time::Duration;

use callbook::recording::failure::Failure;
use callbook::ui::model::Model;
use callbook::ui::player::{Hearing, PlayerAction, PlayerView, Trouble};
use egui::{Event, Id, Modifiers, PointerButton, Pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::heard::with_sound;
use super::{asked, open, playing};
use crate::window::Window;

fn with(model: Model, change: impl FnOnce(&mut PlayerView)) -> Model {
    let mut model = model;
    change(&mut model.player);
    model
}

fn untouched(state: Hearing) -> Model {
    with(playing(), |player| {
        player.state = state;
        player.at = Duration::ZERO;
        player.length = None;
    })
}

/// Before it is played.
fn ready() -> Model {
    untouched(Hearing::Ready)
}

/// When it cannot be.
fn failed() -> Model {
    with(untouched(Hearing::Failed), |player| {
        player.trouble = Some(Trouble::from(&Failure::Offline));
    })
}

/// From when it is played first, as it comes: waited for, heard, read, with devices to choose from, without any.
fn begun() -> [Model; 5] {
    [
        with(playing(), |player| {
            player.state = Hearing::Waiting;
            player.fetched = Some(0.4);
        }),
        playing(),
        with_sound(2),
        with(with_sound(2), |player| {
            player.sound.devices = ["Headphones", "Speakers"].map(str::to_owned).to_vec();
        }),
        with(with_sound(1), |player| {
            player.state = Hearing::Paused;
            player.trouble = Some(Trouble::from(&Failure::NoDevice));
        }),
    ]
}

fn turn_into(window: &mut Harness<'static, Window>, model: Model) {
    window.state_mut().model = model;
    window.run_steps(3);
}

fn focused(window: &Harness<'static, Window>) -> Option<Id> {
    window.ctx.memory(egui::Memory::focused)
}

/// A control keeps the focus through all of these.
#[track_caller]
fn keeps_the_focus(name: &str, first: Model, others: impl IntoIterator<Item = Model>) {
    let mut window = open(first);
    window.get_by_label(name).focus();
    window.run_steps(2);
    let before = focused(&window);
    assert!(before.is_some(), "{name}");
    for model in others {
        let state = model.player.state;
        turn_into(&mut window, model);
        assert_eq!(focused(&window), before, "{name}: {state:?}");
    }
}

#[test]
fn the_focus_stays_on_a_control_whatever_becomes_of_the_recording() {
    for name in [
        "Play (Space)",
        "Play the previous call (Shift+P)",
        "Play the next call (Shift+N)",
        "Speed 1×",
        "Mute (M)",
        "Volume",
        "Sound and playing",
        "Show the call of Ted Robertson",
    ] {
        let others = begun().into_iter().chain([failed(), ready()]);
        keeps_the_focus(name, ready(), others);
    }
    for name in [
        "5 s back (Left)",
        "5 s on (Right)",
        "Repeat from here (R)",
        "Position in the recording",
    ] {
        let [first, others @ ..] = begun();
        keeps_the_focus(name, first, others);
    }
}

#[test]
fn the_focus_stays_where_a_window_becomes_another() {
    let mut window = open(with_sound(2));
    for name in ["Pause (Space)", "Sound and playing", "Repeat from here (R)"] {
        window.get_by_label(name).focus();
        window.run_steps(2);
        let before = focused(&window);
        for size in [[800.0, 600.0], [400.0, 300.0], [1440.0, 900.0]] {
            window.set_size(size.into());
            window.run_steps(4);
            assert_eq!(focused(&window), before, "{name}: {size:?}");
        }
    }
}

#[test]
fn a_menu_stays_open_whatever_becomes_of_the_recording() {
    for (button, choice) in [
        ("Sound and playing", "Play the next call after each"),
        ("Sound and playing", "The system’s choice"),
        ("Speed 1×", "1.5×"),
    ] {
        let mut window = open(ready());
        window.get_by_label(button).click();
        window.run_steps(3);
        window.get_by_label(choice).focus();
        window.run_steps(2);
        let before = focused(&window);
        assert!(before.is_some(), "{choice}");
        for model in begun().into_iter().chain([failed(), ready()]) {
            let state = model.player.state;
            turn_into(&mut window, model);
            assert!(
                window.query_by_label(choice).is_some(),
                "{choice}: {state:?}"
            );
            assert_eq!(focused(&window), before, "{choice}: {state:?}");
        }
    }
}

/// Presses or lets go, within a frame: what takes long is no click.
fn pointer(window: &mut Harness<'static, Window>, pos: Pos2, pressed: bool) {
    window.event(Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    });
    window.run_steps(1);
}

#[test]
fn a_press_counts_that_began_before_the_recording_was_read() {
    for (name, action) in [
        ("Mute (M)", PlayerAction::Mute(true)),
        ("Repeat from here (R)", PlayerAction::Loop),
        ("5 s on (Right)", PlayerAction::Skip(5_000)),
        ("Pause (Space)", PlayerAction::Toggle),
    ] {
        let mut window = open(playing());
        let at = window.get_by_label(name).rect().center();
        window.event(Event::PointerMoved(at));
        window.run_steps(1);
        pointer(&mut window, at, true);
        window.state_mut().model = with_sound(2);
        pointer(&mut window, at, false);
        assert_eq!(asked(&mut window), [action], "{name}");
    }
}

#[test]
fn what_could_not_be_fetched_is_tried_again_by_the_button_as_by_the_key() {
    let mut window = open(failed());
    window.get_by_label("Play (Space)").click();
    assert_eq!(asked(&mut window), [PlayerAction::Toggle]);
    window.key_press(egui::Key::K);
    assert_eq!(asked(&mut window), [PlayerAction::Toggle]);
}
