//! Pictures of places that no other test pictures: those where nothing is, what lies over a screen, and with the highest
//! contrast also what is large.

use std::sync::Arc;

use callbook::call::Stage;
use callbook::ui::model::{Choice, Model, Opened, ThemeChoice, Work};
use egui::{Event, HoveredFile, Key, Modifiers};
use egui_kittest::{Harness, SnapshotResults};

use super::reached::places::PLACES;
use super::sizes::{MIDDLE, SMALL, picture, press};
use super::{Window, build, calls, settings};
use crate::drawing::can_draw;
use crate::page::extremes::ringing;

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

/// A file of calls is being written, and a start is open of which nothing has followed for twenty minutes.
fn under_way() -> Model {
    let mut open = ringing();
    let mut model = calls();
    model.now = "2025-02-26T22:29:51Z".parse().unwrap();
    let rows = model.calls.rows.values();
    let rings = rows.filter(|row| row.stage == Stage::Ringing);
    open.row.id = rings.max_by_key(|row| row.started_at).unwrap().id;
    let row = Arc::new(open.row.clone());
    model.calls.rows.insert(row.id, row);
    model.calls.selected = Some(open.row.id);
    model.open_call = Opened::Ready(Arc::new(open));
    model.bulk.work = Some(Work {
        words: "Exporting",
        done: 12_500,
        total: 1_000_000,
    });
    model
}

#[test]
fn what_is_not_over_yet() {
    if !can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    for (theme, file, size, is_table) in [
        (Dark, "dark", MIDDLE, false),
        (Light, "light-800", SMALL, false),
        (Light, "table-light", [1440.0, 900.0], true),
    ] {
        let mut model = under_way();
        model.theme = theme;
        model.look.is_table = is_table;
        let mut window = build(Harness::builder().wgpu(), model, size);
        window.run_steps(6);
        picture(&mut results, &format!("state-under-way-{file}"), window);
    }
}

type Change = fn(&mut Model);

#[test]
fn another_look_is_whole_from_its_first_frame_on() {
    if !can_draw() {
        return;
    }
    let changes: [(&str, Change); 2] = [
        ("theme", |model| model.theme = Light),
        ("contrast", |model| {
            model.take_choice(Choice::HighContrast(true));
        }),
    ];
    for place in PLACES {
        for (name, change) in changes {
            let mut model = (place.model)();
            model.theme = Dark;
            let mut window = build(Harness::builder().wgpu(), model, MIDDLE);
            window.run_steps(6);
            (place.work)(&mut window);
            window.remove_cursor();
            window.run_steps(8);
            let before = window.render().unwrap();
            change(&mut window.state_mut().model);
            window.step();
            let first = window.render().unwrap();
            window.run_steps(8);
            let later = window.render().unwrap();
            assert!(first != before, "{}, {name}: nothing changed", place.name);
            assert!(first == later, "{}, {name}: mixed at first", place.name);
        }
    }
}
