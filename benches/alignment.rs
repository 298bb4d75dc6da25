//! How well lines are laid over the sound: the error of the beginnings of turns in spoken dialogues, and how quickly
//! the outline of an hour is made. Fails where a bar is missed. Needs espeak-ng, and lame for the hour.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark prints, and stops where it cannot go on"
)]

use std::process::{Command, Stdio};
use std::time::Instant;

use callbook::call::transcript::{anchors, candidates, estimate};
use callbook::recording::activity::{Activity, Span};
use callbook::recording::align::{Lanes, align};
use callbook::recording::peaks::{Builder, Peaks};

#[path = "../tests/it/dialogue/mod.rs"]
mod dialogue;
#[path = "transcript/mod.rs"]
mod transcript;

use dialogue::{Dialogue, Kind, decoded, encoded, has_voices, script, wav};
use transcript::conversation::Dice;

/// Dialogues of each kind.
const SEEDS: u64 = 3;
/// Bars of the median error, seconds: stereo and mono, each with keywords.
const STEREO: f64 = 0.5;
const MONO: f64 = 2.0;
/// Bars of the outline of an hour: seconds and bytes.
const HOUR: (f64, usize) = (4.0, 20_000_000);
/// Bar of laying its lines over it, seconds.
const LINES_OF_AN_HOUR: f64 = 2.0;

const PLAIN: Kind = Kind {
    lines: 40,
    rate: 8000,
    overlapping: 0,
    long_silences: 0,
    rings: 0,
    leak: 0.05,
};

fn main() {
    if !has_voices() {
        println!("espeak-ng is not installed: nothing measured");
        return;
    }
    let kinds = [
        ("plain", PLAIN),
        (
            "16 kHz",
            Kind {
                rate: 16_000,
                ..PLAIN
            },
        ),
        (
            "overlaps",
            Kind {
                overlapping: 35,
                ..PLAIN
            },
        ),
        (
            "long silences",
            Kind {
                long_silences: 12,
                ..PLAIN
            },
        ),
        ("ringing and notice", Kind { rings: 3, ..PLAIN }),
        (
            "all of it",
            Kind {
                overlapping: 20,
                long_silences: 8,
                rings: 2,
                lines: 90,
                ..PLAIN
            },
        ),
    ];
    println!(
        "{:<20} {:<7} {:>8} {:>9} {:>9}",
        "dialogue", "lanes", "keywords", "median", "90 %"
    );
    let mut missed = Vec::new();
    for (name, kind) in kinds {
        let dialogues: Vec<Dialogue> = (0..SEEDS).map(|seed| script(seed, &kind)).collect();
        for sound in [Sound::Stereo, Sound::Mono, Sound::None] {
            let heard: Vec<[Activity; 2]> = dialogues
                .iter()
                .map(|dialogue| activities(dialogue, sound))
                .collect();
            for keywords in [3, 1, 0] {
                let (median, worst) = errors(&dialogues, &heard, sound, keywords);
                let (lanes, bar) = sound.words();
                println!("{name:<20} {lanes:<7} {keywords:>8} {median:>7.2} s {worst:>7.2} s");
                if keywords > 0 && median > bar {
                    missed.push(format!(
                        "{name}, {lanes}, {keywords} keywords: {median:.2} s"
                    ));
                }
            }
        }
    }
    hour_of_lines(&mut missed);
    hour(&mut missed);
    assert!(missed.is_empty(), "bars were missed: {missed:#?}");
}

/// What there is to hear.
#[derive(Clone, Copy)]
enum Sound {
    Stereo,
    Mono,
    /// The times are estimated from the text.
    None,
}

impl Sound {
    /// Its name, and the bar of its median error.
    fn words(self) -> (&'static str, f64) {
        match self {
            Self::Stereo => ("stereo", STEREO),
            Self::Mono => ("mono", MONO),
            Self::None => ("none", f64::INFINITY),
        }
    }
}

/// Median and 90th percentile of the errors, seconds.
fn errors(
    dialogues: &[Dialogue],
    heard: &[[Activity; 2]],
    sound: Sound,
    keywords: usize,
) -> (f64, f64) {
    let mut errors = Vec::new();
    for (seed, (dialogue, [own, other])) in (0..).zip(dialogues.iter().zip(heard)) {
        let sent = dialogue.sent(&mut Dice(seed));
        let lines = &sent.repaired.lines;
        let (hits, length) = (dialogue.hits(keywords), dialogue.length_secs());
        let fixed = candidates(lines, &hits, length);
        let times = match sound {
            Sound::Stereo => {
                let (agent, caller) = (own, other);
                align(lines, &fixed, Lanes::Stereo { agent, caller })
                    .unwrap()
                    .times
            }
            Sound::Mono => align(lines, &fixed, Lanes::Mono(own)).unwrap().times,
            Sound::None => {
                let from = dialogue.spoken[0].start_secs;
                estimate(lines, &anchors(lines, &hits, length), (from, length))
            }
        };
        let known = times.iter().zip(&sent.starts);
        errors.extend(known.filter_map(|(time, start)| Some((time.start_secs - (*start)?).abs())));
    }
    errors.sort_by(f64::total_cmp);
    (errors[errors.len() / 2], errors[errors.len() * 9 / 10])
}

/// Who speaks when: agent and caller, or both and nobody.
fn activities(dialogue: &Dialogue, sound: Sound) -> [Activity; 2] {
    let peaks = match sound {
        Sound::Stereo => outline(dialogue, true),
        Sound::Mono => outline(dialogue, false),
        Sound::None => return Default::default(),
    };
    let bins = |lane: usize| {
        let lane = peaks.lanes.get(lane);
        lane.map(callbook::call::outline::Lane::bins)
    };
    [(0, 1), (1, 0)].map(|(own, other)| {
        bins(own).map_or_else(Activity::default, |own| Activity::of(own, bins(other)))
    })
}

fn outline(dialogue: &Dialogue, stereo: bool) -> Peaks {
    let mut builder = Builder::new(dialogue.rate, if stereo { 2 } else { 1 });
    for [agent, caller] in &dialogue.frames {
        if stereo {
            builder.push(&[*agent, *caller]);
        } else {
            builder.push(&[0.5 * (agent + caller)]);
        }
    }
    builder.finish()
}

/// Lays the lines of an hour over its sound: a dialogue again and again.
fn hour_of_lines(missed: &mut Vec<String>) {
    let dialogue = script(1, &Kind { lines: 90, ..PLAIN });
    let length = dialogue.length_secs();
    let sent = dialogue.sent(&mut Dice(1)).repaired.lines;
    let heard = activities(&dialogue, Sound::Stereo);
    let (mut lines, mut sides) = (Vec::new(), [Activity::default(), Activity::default()]);
    while sides[0].length_secs < 3600.0 {
        lines.extend(sent.iter().cloned());
        for (lane, heard) in sides.iter_mut().zip(&heard) {
            let from = lane.length_secs;
            lane.speech.extend(heard.speech.iter().map(|span| Span {
                start_secs: from + span.start_secs,
                end_secs: from + span.end_secs,
            }));
            lane.length_secs += length;
        }
    }
    let [agent, caller] = &sides;
    let start = Instant::now();
    let found = align(&lines, &[], Lanes::Stereo { agent, caller });
    let took = start.elapsed().as_secs_f64();
    println!("{} lines of an hour: {took:.2} s", lines.len());
    if took > LINES_OF_AN_HOUR || found.is_none() {
        missed.push(format!("{} lines of an hour: {took:.2} s", lines.len()));
    }
}

/// True where lame is installed.
fn has_lame() -> bool {
    let found = Command::new("lame")
        .arg("--version")
        .stdout(Stdio::null())
        .status();
    found.is_ok_and(|status| status.success())
}

/// Makes the outline of an hour of mp3.
fn hour(missed: &mut Vec<String>) {
    if !has_lame() {
        println!("lame is not installed: the outline of an hour is not measured");
        return;
    }
    for rate in [8000, 16_000] {
        let dialogue = script(1, &Kind { rate, ..PLAIN });
        let frames = dialogue.frames.iter().cycle().take(3600 * rate as usize);
        let frames: Vec<Vec<f32>> = frames.map(|frame| frame.to_vec()).collect();
        let mp3 = encoded(&wav(&frames, rate), &["-b", "32", "-m", "s"]);
        drop(frames);
        let start = Instant::now();
        let mut builder: Option<Builder> = None;
        decoded(mp3, |rate, channels, frame| {
            builder
                .get_or_insert_with(|| Builder::new(rate, channels))
                .push(frame);
        });
        let peaks = builder.unwrap().finish();
        let (took, memory) = (start.elapsed().as_secs_f64(), peaks.memory());
        #[expect(clippy::cast_precision_loss, reason = "megabytes")]
        let megabytes = memory as f64 / 1e6;
        println!(
            "outline of an hour, {rate} Hz: {took:.2} s, {megabytes:.1} MB, {:.0} s long",
            peaks.length_secs()
        );
        let start = Instant::now();
        let columns = peaks.lanes[0].columns(&(0.0..360_000.0), 1400);
        println!(
            "1,400 columns of it: {:.2} ms ({} columns)",
            start.elapsed().as_secs_f64() * 1e3,
            columns.len()
        );
        if took > HOUR.0 || memory > HOUR.1 {
            missed.push(format!(
                "outline of an hour, {rate} Hz: {took:.2} s, {megabytes:.1} MB"
            ));
        }
    }
}
