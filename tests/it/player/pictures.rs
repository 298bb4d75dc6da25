//! The player in every state.

use std::time::Duration;

use callbook::ui::model::{Model, Screen, ThemeChoice};
use callbook::ui::player::{
    Hearing, Lanes, Loop, Percent, PlayerView, Sound, Speed, Trouble, WayOut,
};
use egui_kittest::{Harness, SnapshotOptions, SnapshotResults};

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
