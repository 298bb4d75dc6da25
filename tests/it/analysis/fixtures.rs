//! The recordings in `tests/fixtures/recordings`: a short call of two voices, in several kinds of files, with its truth.
//!
//! `MAKE_RECORDINGS=1 cargo test --test it analysis::fixtures` makes them again, with espeak-ng and lame.

use std::fs;
use std::path::{Path, PathBuf};

use callbook::call::Speaker;
use callbook::recording::peaks::{Builder, Peaks};
use serde_json::{Value, json};

use crate::dialogue::files::{decoded, encoded, wav};
use crate::dialogue::{Dialogue, Kind, Spoken, script};

/// The files: name, lanes, rate, options of lame.
const FILES: [(&str, usize, u32, &[&str]); 4] = [
    (
        "stereo-16k-cbr.mp3",
        2,
        16_000,
        &["-b", "48", "-m", "s", "--resample", "16"],
    ),
    (
        "stereo-8k-vbr-without-xing.mp3",
        2,
        8000,
        &["-V", "6", "-t", "-m", "s", "--resample", "8"],
    ),
    (
        "mono-8k-vbr-id3.mp3",
        1,
        8000,
        &[
            "-V",
            "6",
            "--tt",
            "A call",
            "--ta",
            "Two voices",
            "--id3v2-only",
            "--resample",
            "8",
        ],
    ),
    ("mono-8k.wav", 1, 8000, &[]),
];
const TRUTH: &str = "two-voices.json";
const SHORT: Kind = Kind {
    lines: 7,
    rate: 16_000,
    overlapping: 0,
    long_silences: 0,
    rings: 1,
    leak: 0.03,
};
const SEED: u64 = 5;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/recordings")
}

/// The bytes of a file.
pub fn bytes(name: &str) -> Vec<u8> {
    fs::read(folder().join(name)).unwrap()
}

/// The outline of a file.
pub fn outline(name: &str) -> Peaks {
    let mut builder: Option<Builder> = None;
    decoded(
        fs::read(folder().join(name)).unwrap(),
        |rate, channels, frame| {
            builder
                .get_or_insert_with(|| Builder::new(rate, channels))
                .push(frame);
        },
    );
    builder.unwrap().finish()
}

/// The names of all files with one lane, or two.
pub fn files(lanes: usize) -> impl Iterator<Item = &'static str> {
    FILES
        .into_iter()
        .filter(move |file| file.1 == lanes)
        .map(|file| file.0)
}

/// What is said in all of them, without sound.
pub fn truth() -> Dialogue {
    let text = fs::read_to_string(folder().join(TRUTH)).unwrap();
    let all: Value = serde_json::from_str(&text).unwrap();
    let spoken = all.as_array().unwrap().iter().map(|one| Spoken {
        speaker: if one["speaker"] == "agent" {
            Speaker::Agent
        } else {
            Speaker::Caller
        },
        text: one["text"].as_str().unwrap().to_owned(),
        start_secs: one["start_secs"].as_f64().unwrap(),
        end_secs: one["end_secs"].as_f64().unwrap(),
    });
    Dialogue {
        spoken: spoken.collect(),
        rate: 0,
        frames: Vec::new(),
    }
}

#[test]
fn they_are_small_and_of_one_length() {
    if std::env::var_os("MAKE_RECORDINGS").is_some() {
        make();
    }
    let mut bytes = 0;
    let end = truth().spoken.last().unwrap().end_secs;
    for (name, lanes, ..) in FILES {
        bytes += fs::metadata(folder().join(name)).unwrap().len();
        let outline = outline(name);
        assert_eq!(outline.lanes.len(), lanes, "{name}");
        let length = outline.length_secs();
        assert!(
            (end..end + 1.5).contains(&length),
            "{name}: {length} s, spoken until {end} s"
        );
    }
    assert!(bytes < 2_000_000, "{bytes}");
}

fn make() {
    fs::create_dir_all(folder()).unwrap();
    for (name, lanes, rate, options) in FILES {
        let call = script(SEED, &Kind { rate, ..SHORT });
        let mixed = |[agent, caller]: &[f32; 2]| match lanes {
            1 => vec![0.5 * (agent + caller)],
            _ => vec![*agent, *caller],
        };
        let frames: Vec<Vec<f32>> = call.frames.iter().map(mixed).collect();
        let plain = wav(&frames, rate);
        let file = if options.is_empty() {
            plain
        } else {
            encoded(&plain, options)
        };
        fs::write(folder().join(name), file).unwrap();
        let lines = call.spoken.iter().map(|one| {
            let speaker = if one.speaker == Speaker::Agent { "agent" } else { "caller" };
            json!({"speaker": speaker, "text": one.text, "start_secs": one.start_secs, "end_secs": one.end_secs})
        });
        let lines: Value = lines.collect();
        fs::write(
            folder().join(TRUTH),
            serde_json::to_string_pretty(&lines).unwrap() + "\n",
        )
        .unwrap();
    }
}
