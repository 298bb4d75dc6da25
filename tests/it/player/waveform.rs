//! The waveform: what it tells, and what a pointer, the wheel and the keys do with it.

use std::time::Duration;

use callbook::ui::player::PlayerAction;
use egui::{
    Event, Key, Modifiers, MouseWheelUnit, PointerButton, Pos2, Rect, Role, TouchPhase, pos2,
};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::heard::with_sound;
use super::{asked, open};
use crate::window::Window;

const NAME: &str = "Position in the recording";

fn lanes(harness: &Harness<'_, Window>) -> Rect {
    harness.get_by_role_and_label(Role::Slider, NAME).rect()
}

fn at(harness: &Harness<'_, Window>, secs: f32) -> Pos2 {
    let rect = lanes(harness);
    let length = harness.state().model.player.length.unwrap().as_secs_f32();
    pos2(rect.left() + rect.width() * secs / length, rect.center().y)
}

fn value(harness: &Harness<'_, Window>) -> String {
    let node = harness.get_by_role_and_label(Role::Slider, NAME);
    node.accesskit_node().value().unwrap_or_default()
}

fn point(harness: &mut Harness<'_, Window>, to: Pos2) {
    harness.event(Event::PointerMoved(to));
    harness.run_steps(3);
}

fn press(harness: &mut Harness<'_, Window>, pos: Pos2, pressed: bool, modifiers: Modifiers) {
    harness.event(Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers,
    });
    harness.run_steps(1);
}

fn wheel(harness: &mut Harness<'_, Window>, up: f32, modifiers: Modifiers) {
    harness.event_modifiers(
        Event::MouseWheel {
            unit: MouseWheelUnit::Line,
            delta: egui::vec2(0.0, up),
            modifiers,
            phase: TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
        },
        modifiers,
    );
    harness.run_steps(12);
}

/// From where to where one looks, as the strip below says; none while all is in view.
fn in_view(harness: &Harness<'_, Window>) -> Option<String> {
    let map = harness.query_by_label_contains("In view:")?;
    map.accesskit_node().label()
}

#[test]
fn it_is_a_slider_that_says_where_it_is_and_what_is_said_there() {
    let mut harness = open(with_sound(2));
    let said = value(&harness);
    assert!(
        said.starts_with("0:24 of 0:55, Caller: It makes a grinding"),
        "{said}"
    );
    harness.state_mut().model.player.at = Duration::from_secs(2);
    harness.run_steps(2);
    let said = value(&harness);
    assert!(said.contains("Ringing"), "{said}");
}

#[test]
fn pointing_shows_what_is_said_there_and_that_it_rings() {
    let mut harness = open(with_sound(2));
    let there = at(&harness, 36.0);
    point(&mut harness, there);
    let told = harness.query_all_by_label_contains("Agent: So what I");
    assert_eq!(
        told.count(),
        2,
        "at the pointer, and of the turn's own mark"
    );
    for (secs, told) in [(1.0, "Ringing, "), (4.0, "Silence, ")] {
        let there = at(&harness, secs);
        point(&mut harness, there);
        let shown = harness
            .query_by_label_contains(told)
            .map(|told| told.rect());
        let shown = shown.unwrap_or_else(|| panic!("{told}"));
        assert!(
            shown.bottom() < lanes(&harness).top(),
            "{told} covers the lanes"
        );
    }
}

#[test]
fn each_mark_plays_from_two_seconds_before_and_those_that_collide_unfold() {
    let mut harness = open(with_sound(2));
    let call = harness.state().model.player.call.as_ref().unwrap().id;
    let from = |secs: f64| PlayerAction::PlayFrom(call, Duration::from_secs_f64(secs));
    harness
        .get_by_label_contains("keyword “transmission” · caller")
        .click();
    assert_eq!(asked(&mut harness), [from(14.4)]);
    harness.get_by_label_contains("note · promises").click();
    assert_eq!(asked(&mut harness), [from(31.0)]);
    // Two keywords within half a second share a head.
    harness.get_by_label_contains("and 1 more").click();
    assert_eq!(asked(&mut harness), []);
    harness.get_by_label_contains("“grinding noise”").click();
    assert_eq!(asked(&mut harness), [from(26.4)]);
    // Where somebody begins to speak.
    harness.get_by_label_contains("Agent: So what I").click();
    let began = asked(&mut harness);
    assert!(
        matches!(began[..], [PlayerAction::PlayFrom(_, at)] if (at.as_secs_f64() - 29.0).abs() < 0.5),
        "{began:?}"
    );
}

#[test]
fn marks_are_reached_by_keys() {
    let mut harness = open(with_sound(2));
    let call = harness.state().model.player.call.as_ref().unwrap().id;
    harness.key_press_modifiers(Modifiers::ALT, Key::ArrowRight);
    assert_eq!(
        asked(&mut harness),
        [PlayerAction::PlayFrom(call, Duration::from_secs(26))]
    );
    harness.key_press_modifiers(Modifiers::ALT, Key::ArrowLeft);
    let back = asked(&mut harness);
    assert!(
        matches!(back[..], [PlayerAction::PlayFrom(_, at)] if at < Duration::from_secs(23)),
        "{back:?}"
    );
    harness.get_by_role_and_label(Role::Slider, NAME).focus();
    harness.run_steps(2);
    harness.key_press(Key::ArrowDown);
    assert_eq!(
        asked(&mut harness),
        [PlayerAction::PlayFrom(call, Duration::from_secs(26))]
    );
}

#[test]
fn the_wheel_with_ctrl_looks_closer_and_without_moves_along() {
    let mut harness = open(with_sound(2));
    assert_eq!(in_view(&harness), None);
    let there = at(&harness, 27.0);
    point(&mut harness, there);
    wheel(&mut harness, 20.0, Modifiers::COMMAND | Modifiers::CTRL);
    let closer = in_view(&harness).expect("a part is in view");
    wheel(&mut harness, -3.0, Modifiers::NONE);
    let along = in_view(&harness).expect("a part is in view");
    assert_ne!(along, closer);
    harness.get_by_label("Show the whole waveform").click();
    harness.run_steps(2);
    assert_eq!(in_view(&harness), None);
}

#[test]
fn keys_look_closer_and_the_view_follows_what_is_heard() {
    let mut harness = open(with_sound(2));
    for _ in 0..3 {
        harness.key_press(Key::Plus);
        harness.run_steps(2);
    }
    let closer = in_view(&harness).unwrap();
    assert!(closer.starts_with("In view: 0:21 to 0:27"), "{closer}");
    harness.state_mut().model.player.at = Duration::from_secs(40);
    harness.run_steps(3);
    let later = in_view(&harness).unwrap();
    assert!(later.starts_with("In view: 0:39 to 0:46"), "{later}");
    for _ in 0..3 {
        harness.key_press(Key::Minus);
        harness.run_steps(2);
    }
    assert_eq!(in_view(&harness), None);
    assert_eq!(asked(&mut harness), [], "looking asks for nothing");
}

#[test]
fn a_drag_with_shift_draws_a_loop() {
    let mut harness = open(with_sound(2));
    let (from, to) = (at(&harness, 10.0), at(&harness, 20.0));
    point(&mut harness, from);
    harness.event(Event::ModifiersChanged(Modifiers::SHIFT));
    press(&mut harness, from, true, Modifiers::SHIFT);
    for x in [0.3, 0.6, 1.0] {
        point(&mut harness, from + (to - from) * x);
    }
    press(&mut harness, to, false, Modifiers::SHIFT);
    let looped = asked(&mut harness);
    assert!(
        matches!(looped[..], [PlayerAction::LoopBetween(from, to)]
            if (from.as_secs_f64() - 10.0).abs() < 0.3 && (to.as_secs_f64() - 20.0).abs() < 0.3),
        "{looped:?}"
    );
}

#[test]
fn each_side_can_be_heard_alone_and_pauses_passed_over() {
    let mut harness = open(with_sound(2));
    harness
        .get_by_label_contains("Hear the caller alone")
        .click();
    assert_eq!(
        asked(&mut harness),
        [PlayerAction::Lanes(callbook::ui::player::Lanes::Right)]
    );
    harness.get_by_label("Skip silence and ringing").click();
    assert_eq!(asked(&mut harness), [PlayerAction::SkipSilence(true)]);
    harness.get_by_label("Sound and playing").click();
    harness.run_steps(2);
    asked(&mut harness);
    let call = harness.state().model.player.call.as_ref().unwrap().id;
    harness.get_by_label("Swap agent and caller").click();
    assert_eq!(asked(&mut harness), [PlayerAction::AgentRight(call, true)]);
}

#[test]
fn one_voice_alone_has_one_lane_and_nobody_to_choose() {
    let harness = open(with_sound(1));
    assert!(harness.query_by_label_contains("Hear the").is_none());
    assert!(harness.query_by_label("Skip silence and ringing").is_some());
}

#[test]
fn a_length_that_is_only_expected_is_marked_as_such() {
    assert!(open(with_sound(2)).query_by_label("0:55").is_some());
    let mut model = with_sound(2);
    model.player.length = None;
    let harness = open(model);
    assert!(harness.query_by_label("≈ 0:55").is_some());
    assert!(harness.query_by_label("0:55").is_none());
}
