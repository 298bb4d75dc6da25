//! Recordings of any length in every form, made as they are needed: their sound is what they say they are.

use std::path::Path;
use std::sync::Arc;

use callbook::call::Speaker;
use callbook::call::outline::Lane;
use callbook::recording::activity::Activity;
use callbook::recording::growing::Growing;
use callbook::recording::peaks;

use crate::dialogue::{Dialogue, Form, Kind, Spoken, has_voices, recorded, script};

/// Of lame; none for a wave file.
const OPTIONS: [(&str, Option<&[&str]>); 5] = [
    ("wave", None),
    ("constant bit rate", Some(&["--cbr", "-b", "32"])),
    ("variable", Some(&["-V", "6"])),
    ("variable, without a header", Some(&["-V", "6", "-t"])),
    (
        "variable, with a tag before it",
        Some(&["-V", "6", "--tt", "A call", "--id3v2-only"]),
    ),
];

/// A dialogue of so many lines.
fn dialogue(lines: usize, rate: u32) -> Dialogue {
    let kind = Kind {
        lines,
        rate,
        overlapping: 0,
        long_silences: 0,
        rings: 0,
        leak: 0.02,
    };
    script(21, &kind)
}

/// Makes a recording and finds in it what is said in it, each side on its lane.
fn is_as_it_says(dialogue: &Dialogue, form: &Form<'_>, folder: &Path, name: &str) {
    let folder = tempfile::tempdir_in(folder).unwrap();
    let path = folder.path().join("recording");
    let spoken = recorded(dialogue, form, &path);
    let bytes = path.metadata().unwrap().len();
    let whole = Arc::new(Growing::whole(path, bytes));
    let outline = peaks::read(&whole, &Arc::default(), |_| {}).unwrap();
    let off = outline.length_secs() - f64::from(form.secs);
    assert!(off.abs() < 0.3, "{name}: {off} s too long");
    assert_eq!(outline.lanes.len(), usize::from(form.lanes), "{name}");
    let lanes: Vec<Activity> = (0..outline.lanes.len())
        .map(|lane| {
            let other = outline.lanes.get(1 - lane).map(Lane::bins);
            Activity::of(outline.lanes[lane].bins(), other.filter(|_| form.lanes > 1))
        })
        .collect();
    assert!(!spoken.is_empty(), "{name}");
    for one in &spoken {
        let lane = match (form.lanes, one.speaker) {
            (2, Speaker::Caller) => 1,
            _ => 0,
        };
        let heard = heard(&lanes[lane], one);
        assert!(heard > 0.6, "{name}: {heard} of {one:?}");
    }
}

/// How much of it lies in what is found to be speech, from 0 to 1.
fn heard(lane: &Activity, one: &Spoken) -> f64 {
    let within = lane.speech.iter().map(|span| {
        let end = span.end_secs.min(one.end_secs);
        (end - span.start_secs.max(one.start_secs)).max(0.0)
    });
    within.sum::<f64>() / (one.end_secs - one.start_secs)
}

#[test]
fn ten_seconds_in_every_form() {
    if !has_voices() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for rate in [8_000, 16_000] {
        let dialogue = dialogue(5, rate);
        for lanes in [1, 2] {
            for (name, options) in OPTIONS {
                let name = format!("{rate} Hz, {lanes} lanes, {name}");
                let form = Form {
                    secs: 10,
                    lanes,
                    options,
                };
                is_as_it_says(&dialogue, &form, folder.path(), &name);
            }
        }
    }
}

#[test]
fn five_minutes() {
    if !has_voices() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let dialogue = dialogue(20, 8_000);
    for (lanes, (name, options)) in [(2, OPTIONS[3]), (1, OPTIONS[4])] {
        let form = Form {
            secs: 300,
            lanes,
            options,
        };
        is_as_it_says(&dialogue, &form, folder.path(), name);
    }
}

#[test]
#[ignore = "an hour of sound takes a while to be made; the benchmarks measure with it"]
fn an_hour() {
    let folder = tempfile::tempdir().unwrap();
    let dialogue = dialogue(60, 16_000);
    let form = Form {
        secs: 3_600,
        lanes: 2,
        options: OPTIONS[2].1,
    };
    is_as_it_says(&dialogue, &form, folder.path(), "an hour");
}
