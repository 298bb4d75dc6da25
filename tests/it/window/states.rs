//! Pictures of places that no other test pictures: those where nothing is, what lies over a screen, and with the highest
//! contrast also what is large.

use callbook::ui::model::{Choice, ThemeChoice};
use egui::{Event, HoveredFile, Key, Modifiers};
use egui_kittest::{Harness, SnapshotResults};

use super::reached::places::PLACES;
use super::sizes::{MIDDLE, SMALL, picture, press};
use super::{Window, build, calls, settings};
use crate::drawing::can_draw;

/// How a place is pictured.
#[derive(Clone, Copy)]
enum Look {
    Usual,
    Contrast,
    /// Text of twice the size, and the highest contrast.
    LargeContrast,
}

const TALL: [f32; 2] = [1280.0, 2000.0];

use Look::{Contrast, LargeContrast, Usual};
use ThemeChoice::{Dark, Light};

/// A place, its picture, and how it looks there.
type Pictured = (&'static str, &'static str, ThemeChoice, [f32; 2], Look);

const PICTURES: &[Pictured] = &[
    ("nothing found", "none-found-dark", Dark, MIDDLE, Usual),
    ("nothing found", "none-found-light-800", Light, SMALL, Usual),
    (
        "no deliveries",
        "none-delivered-light",
        Light,
        MIDDLE,
        Usual,
    ),
    (
        "no deliveries",
        "none-delivered-dark-800",
        Dark,
        SMALL,
        Usual,
    ),
    ("a page that fails", "failed-dark", Dark, MIDDLE, Usual),
    ("a page that fails", "failed-light-800", Light, SMALL, Usual),
    ("closing", "closing-dark-800", Dark, SMALL, Usual),
    ("closing", "closing-light", Light, MIDDLE, Usual),
    ("keeping a view", "keeping-dark", Dark, MIDDLE, Usual),
    (
        "bringing in subtitles",
        "bringing-light-800",
        Light,
        SMALL,
        Usual,
    ),
    ("menu of the player", "sound-dark", Dark, MIDDLE, Usual),
    ("menu of the player", "sound-light-800", Light, SMALL, Usual),
    ("order of the list", "order-light-800", Light, SMALL, Usual),
    ("chooser of columns", "columns-dark", Dark, MIDDLE, Usual),
    (
        "what happens on closing",
        "status-light",
        Light,
        MIDDLE,
        Usual,
    ),
    ("closing", "contrast-closing-dark", Dark, MIDDLE, Contrast),
    (
        "menu of the player",
        "contrast-menu-light",
        Light,
        MIDDLE,
        Contrast,
    ),
    (
        "overruling",
        "contrast-overruling-light",
        Light,
        MIDDLE,
        Contrast,
    ),
    ("keys", "contrast-keys-dark", Dark, MIDDLE, Contrast),
    (
        "nothing found",
        "contrast-none-found-light",
        Light,
        MIDDLE,
        Contrast,
    ),
    ("calls", "contrast-page-dark", Dark, TALL, Contrast),
    ("calls", "contrast-page-light", Light, TALL, Contrast),
    (
        "calls",
        "contrast-large-calls-dark",
        Dark,
        SMALL,
        LargeContrast,
    ),
    (
        "deliveries",
        "contrast-large-deliveries-light",
        Light,
        SMALL,
        LargeContrast,
    ),
    (
        "settings",
        "contrast-large-settings-light",
        Light,
        SMALL,
        LargeContrast,
    ),
    (
        "player and waveform",
        "contrast-large-player-dark",
        Dark,
        SMALL,
        LargeContrast,
    ),
];

#[test]
fn places_that_are_seen_seldom() {
    if !can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    for (name, file, theme, size, look) in PICTURES {
        let place = PLACES.iter().find(|place| place.name == *name).unwrap();
        let mut model = (place.model)();
        model.theme = *theme;
        if !matches!(look, Usual) {
            model.take_choice(Choice::HighContrast(true));
        }
        if matches!(look, LargeContrast) {
            model.take_choice(Choice::TextPercent(200));
        }
        let mut window = build(Harness::builder().wgpu(), model, *size);
        window.run_steps(6);
        (place.work)(&mut window);
        picture(&mut results, &format!("state-{file}"), window);
    }
}

fn searching(typed: &str, theme: ThemeChoice, size: [f32; 2]) -> Harness<'static, Window> {
    let mut model = settings::model();
    model.theme = theme;
    model.given = vec![("fetches_new", "the settings file")];
    let mut window = build(Harness::builder().wgpu(), model, size);
    window.run_steps(3);
    press(&mut window, Modifiers::COMMAND, Key::F);
    window.event(Event::Text(typed.to_owned()));
    window.run_steps(4);
    window
}

#[test]
fn settings_that_are_searched() {
    if !can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    for (typed, file, theme, size) in [
        ("recordings", "found-dark", Dark, MIDDLE),
        ("recordings", "found-light-800", Light, SMALL),
        ("zebra", "none-light-800", Light, SMALL),
    ] {
        let window = searching(typed, theme, size);
        picture(&mut results, &format!("settings-{file}"), window);
    }
}

#[test]
fn files_over_the_window() {
    if !can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    for (theme, word, path) in [
        (Dark, "dark", "/home/marie/calls.json"),
        (Light, "light", "/home/marie/a call.srt"),
    ] {
        let mut model = calls();
        model.theme = theme;
        let mut window = build(Harness::builder().wgpu(), model, MIDDLE);
        window.run_steps(3);
        let file = HoveredFile {
            path: Some(path.into()),
            ..HoveredFile::default()
        };
        window.input_mut().hovered_files.push(file);
        picture(&mut results, &format!("state-dropping-{word}"), window);
    }
}
