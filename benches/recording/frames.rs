//! What the waveform costs in a frame: the program's own window with a call of an hour and 1,000 turns in the player, once
//! with its recording and once without, `logic` and `ui` together. The settings are shown, so that all else is the same.

use std::path::Path;
use std::time::Duration;

use callbook::call::CallId;
use callbook::recording::fetch::Link;
use callbook::ui::model::{Model, Opened, Screen};
use egui::{Event, Key, Modifiers, Pos2, pos2};

use super::hands::{button, pressed, wheel};
use super::window::{Span, Window, Work};
use super::{hour, millis, talk, verdict};

/// Bar: so much more than without.
const MORE: Duration = Duration::from_millis(2);
/// Frames of each kind.
const FRAMES: usize = 900;
const TURNS: usize = 1_000;
const LINK: &str = "https://recordings.example.com/hour.mp3";
/// The name of the waveform, for those who cannot see it.
const TRACK: &str = "Position in the recording";

const WORKS: [(&str, Work); 5] = [
    ("all of it in view", |_, _| Vec::new()),
    ("pointing at it", |window, n| {
        vec![Event::PointerMoved(place(window, n))]
    }),
    ("looking closer and at more", |window, n| {
        let down = if n % 120 < 60 { -40.0 } else { 40.0 };
        // Another place each time that all of it is in view.
        wheel(place(window, n / 120 * 31), down, Modifiers::COMMAND)
    }),
    ("moving along while close", |window, n| {
        if n < 40 {
            return wheel(place(window, 50), -40.0, Modifiers::COMMAND);
        }
        let down = if n % 300 < 150 { 60.0 } else { -60.0 };
        wheel(place(window, 50), down, Modifiers::NONE)
    }),
    ("dragging the position", |window, n| {
        let at = place(window, n);
        match n % 100 {
            0 => vec![Event::PointerMoved(at), button(at, true)],
            99 => vec![button(at, false)],
            _ => vec![Event::PointerMoved(at)],
        }
    }),
];

pub fn frames() -> bool {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("book");
    let recordings = dir.join("recordings");
    std::fs::create_dir_all(&recordings).unwrap();
    let path = hour(folder.path(), 8_000, &["-V", "6"]);
    let name = Link::parse(LINK).unwrap().name();
    let bytes = path.metadata().unwrap().len();
    std::fs::rename(path, recordings.join(format!("{name}-{bytes}.sound"))).unwrap();
    fill(&dir);
    let mut window = Window::over(&dir);
    window.until("the calls", |model| {
        model.calls.ids.as_ref().is_some_and(|ids| ids.len() == 2)
    });
    let without = open(&mut window, false);
    let base = figures(&window.work(FRAMES, |_, _| Vec::new()));
    let with = open(&mut window, true);
    assert_ne!(without, with);
    window.until("the outline", |model| {
        let heard = model.sounds.of(with);
        heard.is_some_and(|heard| heard.is_whole && heard.analysis.is_some())
    });
    println!("frames over an hour of {TURNS} turns, median and p99 in ms");
    println!("{:34}{:8.2}{:8.2}", "without a recording", base[0], base[1]);
    let mut is_met = true;
    for (name, work) in WORKS {
        let took = figures(&window.work(FRAMES, work));
        let more = [took[0] - base[0], took[1] - base[1]];
        let is_within = more.iter().all(|more| *more <= millis(MORE));
        println!(
            "{name:34}{:8.2}{:8.2}, {:.2} and {:.2} more: {}",
            took[0],
            took[1],
            more[0],
            more[1],
            verdict(is_within)
        );
        is_met &= is_within;
    }
    is_met
}

/// The newer call has the recording.
fn fill(dir: &Path) {
    let calls = [
        talk::call(1, "2026-09-30T15:00:00", TURNS, None),
        talk::call(2, "2026-09-30T16:00:00", TURNS, Some(LINK)),
    ];
    talk::fill(dir, &calls);
}

/// Opens the call with the recording, or the one without, and then the settings.
fn open(window: &mut Window, has_recording: bool) -> CallId {
    window.work(1, |_, _| pressed(Key::Num1, Modifiers::COMMAND));
    let key = if has_recording {
        Key::ArrowUp
    } else {
        Key::ArrowDown
    };
    let opened = |model: &Model| match &model.open_call {
        Opened::Ready(open) => {
            let link = open.call.facts.recording_url.text();
            (link.is_some() == has_recording).then_some(open.call.id)
        }
        _ => None,
    };
    while opened(window.model()).is_none() {
        window.work(20, |_, _| Vec::new());
        if opened(window.model()).is_none() {
            let go: Work = if key == Key::ArrowUp {
                |_, _| pressed(Key::ArrowUp, Modifiers::NONE)
            } else {
                |_, _| pressed(Key::ArrowDown, Modifiers::NONE)
            };
            window.work(1, go);
        }
    }
    let call = opened(window.model()).unwrap();
    window.work(1, |_, _| pressed(Key::Comma, Modifiers::COMMAND));
    window.until("the settings", |model| model.screen == Screen::Settings);
    call
}

/// A place on the waveform: there are a hundred, from left to right.
fn place(window: &Window, n: usize) -> Pos2 {
    let rect = window.place(TRACK);
    #[expect(clippy::cast_precision_loss, reason = "a place on the screen")]
    let part = (n % 100) as f32 / 100.0;
    pos2(rect.left() + part * rect.width(), rect.center().y)
}

/// Median and 99th percentile, milliseconds.
fn figures(spans: &[Span]) -> [f64; 2] {
    let mut took: Vec<Duration> = spans.iter().map(|span| span.logic + span.ui).collect();
    took.sort_unstable();
    [50, 99].map(|percent| millis(took[(took.len() - 1) * percent / 100]))
}
