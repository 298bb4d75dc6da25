//! What there is to hear and to see of an hour's recording, and how soon; bars from the product's own promises. No
//! device is needed. `cargo bench --bench recording -- outline` measures only that; needs espeak-ng and lame.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints its figures and stops when something fails"
)]

#[path = "../../tests/it/dialogue/mod.rs"]
#[expect(dead_code, reason = "only recordings are wanted of it")]
mod dialogue;
mod frames;
#[path = "../frame/hands.rs"]
mod hands;
mod hearing;
mod outline;
#[path = "../book/talk.rs"]
mod talk;
#[path = "../transcript/mod.rs"]
mod transcript;
#[path = "../frame/window.rs"]
#[expect(dead_code, reason = "how soon it opens is measured elsewhere")]
mod window;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use dialogue::{Form, Kind, has_voices, recorded, script};

/// Measures a class and prints it; false where a bar is missed.
type Class = fn() -> bool;

const CLASSES: [(&str, Class); 4] = [
    ("hearing", hearing::hearing),
    ("seeking", hearing::seeking),
    ("outline", outline::outline),
    ("frames", frames::frames),
];
const HOUR_SECS: u32 = 3600;

fn main() -> ExitCode {
    if let Some(recording) = outline::asked_for() {
        outline::read(&recording);
        return ExitCode::SUCCESS;
    }
    if !has_voices() {
        println!("espeak-ng is not installed: nothing measured");
        return ExitCode::SUCCESS;
    }
    let wanted: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .collect();
    let mut is_within = true;
    for (name, class) in CLASSES {
        if wanted.is_empty() || wanted.iter().any(|word| name.contains(word.as_str())) {
            is_within &= class();
        }
    }
    ExitCode::from(u8::from(!is_within))
}

/// An hour of two voices, a channel each, through lame with these options.
fn hour(folder: &Path, rate: u32, options: &[&str]) -> PathBuf {
    let kind = Kind {
        lines: 60,
        rate,
        overlapping: 10,
        long_silences: 8,
        rings: 1,
        leak: 0.05,
    };
    let form = Form {
        secs: HOUR_SECS,
        lanes: 2,
        options: Some(options),
    };
    let path = folder.join("hour.mp3");
    recorded(&script(1, &kind), &form, &path);
    path
}

/// Prints median and worst, with the bar that the worst has to keep.
fn print(name: &str, mut took: Vec<Duration>, bar: Duration) -> bool {
    took.sort_unstable();
    let worst = took[took.len() - 1];
    let is_met = worst <= bar;
    println!(
        "{name:<52} {:>8.1} ms, at worst {:>8.1} ms of {:.0} ms: {}",
        millis(took[took.len() / 2]),
        millis(worst),
        millis(bar),
        verdict(is_met)
    );
    is_met
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn verdict(is_met: bool) -> &'static str {
    if is_met { "met" } else { "MISSED" }
}
