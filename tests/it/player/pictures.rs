//! The player while there is something to hear; what else there is, is in `troubles`.

use std::sync::Arc;
use std::time::Duration;

use callbook::call::outline::{Lane, Peaks, Sketch};
use callbook::ui::model::{Model, ThemeChoice};
use callbook::ui::player::{Hearing, Lanes, Loop, Percent, PlayerView, Sound, Speed};
use egui_kittest::{Harness, SnapshotOptions, SnapshotResults};

use super::heard::with_sound;
use super::playing;
use crate::drawing::can_draw;
use crate::window::build;

pub(super) const SIZE: [f32; 2] = [1200.0, 420.0];

pub(super) fn picture(results: &mut SnapshotResults, name: &str, size: [f32; 2], model: Model) {
    let mut harness = build(Harness::builder().wgpu(), model, size);
    harness.run_steps(4);
    let options = SnapshotOptions::new();
    results.add(harness.try_snapshot_options(format!("player-{name}"), &options));
}

pub(super) fn with(theme: ThemeChoice, change: impl FnOnce(&mut PlayerView)) -> Model {
    let mut model = playing();
    model.theme = theme;
    change(&mut model.player);
    model
}

#[test]
fn playing_and_waiting() {
    if !can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    for (theme, word) in [(ThemeChoice::Dark, "dark"), (ThemeChoice::Light, "light")] {
        let large = [1440.0, 900.0];
        picture(&mut results, word, large, with(theme, |_| {}));
    }
    let looped = with(ThemeChoice::Dark, |player| {
        player.looped = Loop::Between(Duration::from_secs(10), Duration::from_secs(18));
        player.speed = Speed(150);
        player.sound = Sound {
            is_muted: true,
            volume: Percent(60),
            lanes: Lanes::Left,
            ..Sound::default()
        };
    });
    picture(&mut results, "loop", SIZE, looped);
    let coming = with(ThemeChoice::Light, |player| {
        player.state = Hearing::Waiting;
        player.fetched = Some(0.42);
    });
    picture(&mut results, "coming", SIZE, coming);
    let first = with(ThemeChoice::Dark, |player| {
        player.state = Hearing::Waiting;
        player.at = Duration::ZERO;
        player.length = None;
        player.fetched = None;
    });
    picture(&mut results, "fetching", SIZE, first);
    let narrow = with(ThemeChoice::Light, |player| {
        player.at = Duration::from_secs(3_700);
        player.length = Some(Duration::from_secs(4_000));
        if let Some(call) = &mut player.call {
            call.who = "Marguerite Vandenberghe-Castellanos of the Northern Counties".to_owned();
        }
    });
    picture(&mut results, "narrow", [800.0, 600.0], narrow);
}

/// Of every half a second, a glance.
fn sketch(outline: &Peaks) -> Sketch {
    let glanced = |lane: &Lane| {
        let parts = lane.bins().chunks(50);
        parts.map(|bins| (bins[0].min, bins[0].max)).collect()
    };
    Sketch {
        lanes: outline.lanes.iter().map(glanced).collect(),
        length_secs: outline.length_secs(),
        whole_secs: outline.length_secs(),
    }
}

/// The waveform in both themes, narrow and at twice the size, looked at closely, with one lane, while it comes.
#[test]
fn waveforms() {
    if !can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    let sound = |theme, lanes| Model {
        theme,
        ..with_sound(lanes)
    };
    for (theme, word) in [(ThemeChoice::Dark, "dark"), (ThemeChoice::Light, "light")] {
        let large = [1440.0, 500.0];
        let name = format!("waveform-{word}");
        picture(&mut results, &name, large, sound(theme, 2));
    }
    picture(
        &mut results,
        "waveform-mono",
        SIZE,
        sound(ThemeChoice::Dark, 1),
    );
    let mut narrow = sound(ThemeChoice::Light, 2);
    narrow.player.looped = Loop::Between(Duration::from_secs(20), Duration::from_secs(31));
    narrow.player.sound.lanes = Lanes::Left;
    narrow.player.skips_silence = true;
    picture(&mut results, "waveform-narrow", [800.0, 600.0], narrow);
    // The smallest window with text of twice the size.
    let tight = sound(ThemeChoice::Dark, 2);
    picture(&mut results, "waveform-tight", [400.0, 300.0], tight);
    let mut coming = sound(ThemeChoice::Dark, 2);
    let call = coming.player.call.as_ref().unwrap().id;
    let mut heard = (**coming.sounds.of(call).unwrap()).clone();
    let whole = Arc::clone(&heard.outline);
    let mut half = (*whole).clone();
    half.lanes = half
        .lanes
        .iter()
        .map(|lane| {
            let mut part = Lane::default();
            for bin in &lane.bins()[..lane.bins().len() / 2] {
                part.push(*bin);
            }
            part
        })
        .collect();
    heard.outline = Arc::new(half);
    heard.analysis = None;
    // What came was glanced at, and most of it read.
    let mut came = sketch(&whole);
    came.length_secs *= 0.6;
    for lane in &mut came.lanes {
        lane.truncate(lane.len() * 6 / 10);
    }
    heard.sketch = Some(Arc::new(came));
    coming.sounds.take(Arc::new(heard));
    coming.player.fetched = Some(0.6);
    // All of it was glanced at, and half of it read.
    let mut sketched = sound(ThemeChoice::Dark, 2);
    let mut heard = (**coming.sounds.of(call).unwrap()).clone();
    heard.sketch = Some(Arc::new(sketch(&whole)));
    sketched.sounds.take(Arc::new(heard));
    picture(&mut results, "waveform-coming", SIZE, coming);
    picture(&mut results, "waveform-sketched", SIZE, sketched);
    let mut closer = build(
        Harness::builder().wgpu(),
        sound(ThemeChoice::Light, 2),
        SIZE,
    );
    closer.run_steps(3);
    for _ in 0..2 {
        closer.key_press(egui::Key::Plus);
        closer.run_steps(2);
    }
    let options = SnapshotOptions::new();
    results.add(closer.try_snapshot_options("player-waveform-closer", &options));
}
