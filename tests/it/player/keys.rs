//! Keys, buttons and the track.

use std::time::Duration;

use callbook::ui::model::{Model, Screen};
use callbook::ui::player::{Hearing, PlayerAction, PlayerView, Speed};
use egui::{Event, Key, Modifiers, PointerButton, pos2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{asked, open, playing};

#[test]
fn the_keys_of_the_field_do_what_they_do() {
    let mut harness = open(playing());
    for (key, action) in [
        (Key::Space, PlayerAction::Toggle),
        (Key::K, PlayerAction::Toggle),
        (Key::J, PlayerAction::Skip(-10_000)),
        (Key::L, PlayerAction::Skip(10_000)),
        (Key::ArrowLeft, PlayerAction::Skip(-5_000)),
        (Key::ArrowRight, PlayerAction::Skip(5_000)),
        (Key::Comma, PlayerAction::Skip(-1_000)),
        (Key::Period, PlayerAction::Skip(1_000)),
        (Key::OpenBracket, PlayerAction::LoopFrom),
        (Key::CloseBracket, PlayerAction::LoopTo),
        (Key::Backslash, PlayerAction::ToggleSpeed),
        (Key::Num0, PlayerAction::Seek(Duration::ZERO)),
        (Key::R, PlayerAction::Loop),
        (Key::M, PlayerAction::Mute(true)),
    ] {
        harness.key_press(key);
        assert_eq!(asked(&mut harness), [action], "{key:?}");
    }
    for (key, action) in [
        (Key::Comma, PlayerAction::Speed(Speed(75))),
        (Key::Period, PlayerAction::Speed(Speed(125))),
        (Key::N, PlayerAction::Next),
        (Key::P, PlayerAction::Previous),
    ] {
        harness.key_press_modifiers(Modifiers::SHIFT, key);
        assert_eq!(asked(&mut harness), [action], "{key:?}");
    }
    // Those of the list stay the list's.
    for key in [Key::ArrowDown, Key::Home, Key::PageDown] {
        harness.key_press(key);
        assert_eq!(asked(&mut harness), [], "{key:?}");
    }
}

#[test]
fn no_key_is_taken_from_a_text_field() {
    let model = Model {
        screen: Screen::Deliveries,
        ..playing()
    };
    let mut harness = open(model);
    harness
        .get_by_role_and_label(egui::Role::SearchInput, "Search deliveries")
        .click();
    harness.run_steps(2);
    harness.state_mut().log.clear();
    for key in [
        Key::Space,
        Key::K,
        Key::J,
        Key::ArrowLeft,
        Key::Comma,
        Key::S,
    ] {
        harness.key_press(key);
    }
    harness.event(Event::Text("jkl, ".to_owned()));
    assert_eq!(asked(&mut harness), []);
    assert_eq!(harness.state().model.deliveries.search, "jkl, ");
}

#[test]
fn space_presses_the_button_that_has_the_focus() {
    let mut harness = open(playing());
    harness.get_by_label("Mute (M)").focus();
    harness.run_steps(1);
    harness.key_press(Key::Space);
    assert_eq!(asked(&mut harness), [PlayerAction::Mute(true)]);
}

#[test]
fn a_held_down_key_plays_and_pauses_only_once() {
    let mut harness = open(playing());
    for repeat in [false, true, true] {
        harness.event(Event::Key {
            key: Key::K,
            physical_key: None,
            pressed: true,
            repeat,
            modifiers: Modifiers::NONE,
        });
        harness.run_steps(1);
    }
    assert_eq!(asked(&mut harness), [PlayerAction::Toggle]);
}

#[test]
fn buttons_ask_for_what_they_say() {
    let mut harness = open(playing());
    for (name, action) in [
        ("Pause (Space)", PlayerAction::Toggle),
        ("5 s back (Left)", PlayerAction::Skip(-5_000)),
        ("5 s on (Right)", PlayerAction::Skip(5_000)),
        ("Play the next call (Shift+N)", PlayerAction::Next),
        ("Play the previous call (Shift+P)", PlayerAction::Previous),
        ("Mute (M)", PlayerAction::Mute(true)),
        ("Repeat from here (R)", PlayerAction::Loop),
        ("Sound and playing", PlayerAction::ListDevices),
    ] {
        harness.get_by_label(name).click();
        assert_eq!(asked(&mut harness), [action], "{name}");
    }
    harness.run_steps(2);
    harness.get_by_label("Both sides equally loud").click();
    assert_eq!(asked(&mut harness), [PlayerAction::Level(true)]);
    harness
        .get_by_label("Play the next call after each")
        .click();
    assert_eq!(asked(&mut harness), [PlayerAction::GoOn(true)]);
}

#[test]
fn a_click_and_a_drag_on_the_track_go_there() {
    let mut harness = open(playing());
    let track = harness.get_by_label("Position in the recording").rect();
    let at = |part: f32| pos2(track.left() + track.width() * part, track.center().y);
    let press = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    let is_near = |action: &PlayerAction, secs: f32| match action {
        PlayerAction::Seek(to) => (to.as_secs_f32() - secs).abs() < 0.2,
        _ => false,
    };
    harness.event(Event::PointerMoved(at(0.5)));
    harness.run_steps(1);
    harness.event(press(at(0.5), true));
    harness.run_steps(1);
    harness.event(press(at(0.5), false));
    let clicked = asked(&mut harness);
    assert!(
        matches!(&clicked[..], [one] if is_near(one, 15.2)),
        "{clicked:?}"
    );

    harness.event(press(at(0.5), true));
    for part in [0.55, 0.6, 0.7, 0.75] {
        harness.event(Event::PointerMoved(at(part)));
        harness.run_steps(1);
    }
    assert_eq!(asked(&mut harness), [], "only where it ends");
    harness.event(press(at(0.75), false));
    let dragged = asked(&mut harness);
    assert!(
        matches!(&dragged[..], [one] if is_near(one, 22.8)),
        "{dragged:?}"
    );
}

#[test]
fn what_cannot_be_played_asks_for_nothing_but_another_call() {
    let model = playing();
    let mut harness = open(Model {
        player: PlayerView {
            state: Hearing::NoRecording,
            ..model.player.clone()
        },
        ..model
    });
    for key in [Key::J, Key::ArrowRight, Key::Backslash, Key::R] {
        harness.key_press(key);
    }
    assert_eq!(asked(&mut harness), []);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::N);
    assert_eq!(asked(&mut harness), [PlayerAction::Next]);
}

#[test]
fn what_has_no_meaning_before_a_recording_is_played_is_not_offered() {
    let model = playing();
    let mut harness = open(Model {
        player: PlayerView {
            state: Hearing::Ready,
            at: Duration::ZERO,
            length: None,
            ..model.player.clone()
        },
        ..model
    });
    assert!(harness.query_by_label("Skip silence and ringing").is_none());
    for name in ["5 s back (Left)", "5 s on (Right)", "Repeat from here (R)"] {
        let button = harness.get_by_label(name);
        assert!(button.accesskit_node().is_disabled(), "{name}");
    }
    for key in [
        Key::J,
        Key::ArrowRight,
        Key::Comma,
        Key::R,
        Key::OpenBracket,
        Key::CloseBracket,
    ] {
        harness.key_press(key);
    }
    assert_eq!(asked(&mut harness), []);
    harness.key_press(Key::K);
    assert_eq!(asked(&mut harness), [PlayerAction::Toggle]);
}

#[test]
fn without_a_call_there_is_no_player() {
    let mut harness = open(super::calls());
    assert!(
        harness
            .query_by_label("Position in the recording")
            .is_none()
    );
    harness.key_press(Key::K);
    assert_eq!(asked(&mut harness), []);
}

#[test]
fn nothing_is_drawn_while_nothing_plays() {
    let model = playing();
    let mut harness = open(Model {
        player: PlayerView {
            state: Hearing::Paused,
            ..model.player.clone()
        },
        ..model
    });
    // This settles, or the harness gives up.
    harness.run();
}
