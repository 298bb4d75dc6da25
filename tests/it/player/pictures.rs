//! The player in every state.

use std::sync::Arc;
use std::time::Duration;

use callbook::call::outline::Lane;
use callbook::ui::model::{Model, Screen, ThemeChoice};
use callbook::ui::player::{
    Hearing, Lanes, Loop, Percent, PlayerView, Sound, Speed, Trouble, WayOut,
};
use egui_kittest::{Harness, SnapshotOptions, SnapshotResults};

use super::heard::with_sound;
use super::playing;
use crate::drawing::can_draw;
use crate::window::build;

const SIZE: [f32; 2] = [1200.0, 420.0];

fn picture(results: &mut SnapshotResults, name: &str, size: [f32; 2], model: Model) {
    let mut harness = build(Harness::builder().wgpu(), model, size);
    harness.run_steps(4);
    let options = SnapshotOptions::new();
    results.add(harness.try_snapshot_options(format!("player-{name}"), &options));
}

fn with(theme: ThemeChoice, change: impl FnOnce(&mut PlayerView)) -> Model {
    let mut model = playing();
    model.theme = theme;
    change(&mut model.player);
    model
}

fn trouble(what: &str, advice: &str, way_out: WayOut) -> Trouble {
    Trouble {
        what: what.to_owned(),
        advice: advice.to_owned(),
        way_out,
    }
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
    let mut half = (*heard.outline).clone();
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
    coming.sounds.take(Arc::new(heard));
    coming.player.fetched = Some(0.6);
    picture(&mut results, "waveform-coming", SIZE, coming);
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

#[test]
fn troubles() {
    if !can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    let states = [
        (
            "no-recording",
            Hearing::NoRecording,
            Some(trouble(
                "This call has no recording link.",
                "The vendor sends it some minutes after the call, where the call was recorded.",
                WayOut::None,
            )),
        ),
        ("ready", Hearing::Ready, None),
        (
            "gone",
            Hearing::Failed,
            Some(trouble(
                "The recording has been deleted by the vendor (410).",
                "Listen to it in the vendor’s portal, if it is still kept there.",
                WayOut::TryAgain,
            )),
        ),
        (
            "cut",
            Hearing::Paused,
            Some(trouble(
                "Only 1.4 MB of 2.0 MB of the recording came.",
                "What came can be heard. Try again to fetch the rest.",
                WayOut::TryAgain,
            )),
        ),
        (
            "no-device",
            Hearing::Paused,
            Some(trouble(
                "There is no sound device.",
                "Connect one, or choose another under “Sound and playing”.",
                WayOut::PlayAgain,
            )),
        ),
    ];
    for (at, (name, state, trouble)) in states.into_iter().enumerate() {
        let theme = [ThemeChoice::Dark, ThemeChoice::Light][at % 2];
        let model = with(theme, |player| {
            player.state = state;
            if matches!(
                state,
                Hearing::NoRecording | Hearing::Failed | Hearing::Ready
            ) {
                player.length = None;
                player.at = Duration::ZERO;
            }
            player.trouble = trouble;
        });
        picture(&mut results, name, SIZE, model);
    }
    let private = with(ThemeChoice::Dark, |player| {
        player.state = Hearing::Failed;
        player.trouble = Some(trouble_of_a_private_link());
    });
    let model = Model {
        screen: Screen::Deliveries,
        ..private
    };
    picture(&mut results, "private-narrow", [800.0, 600.0], model);
}

fn trouble_of_a_private_link() -> Trouble {
    trouble(
        "The recording’s link leads into a private network.",
        "A forged call could do that to reach your own devices. If it is right, add the link’s host to private_hosts under [recordings] in config.toml.",
        WayOut::None,
    )
}
