//! How well lines are laid over the sound: the error of the beginnings of turns in spoken dialogues that nothing was
//! fitted to. Fails where a bar is missed. Needs espeak-ng and lame.

#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a benchmark prints, and stops where it cannot go on"
)]

use std::sync::Arc;
use std::time::Instant;

use callbook::call::outline::Lane;
use callbook::call::transcript::{LineTime, anchors, candidates, estimate};
use callbook::recording::activity::Activity;
use callbook::recording::align::{Lanes, align};
use callbook::recording::growing::Growing;
use callbook::recording::peaks::{self, Builder, Peaks};

#[path = "../tests/it/dialogue/mod.rs"]
#[expect(dead_code, reason = "files in memory are for the tests")]
mod dialogue;
#[path = "transcript/mod.rs"]
mod transcript;

use dialogue::{Dialogue, Form, Kind, has_voices, recorded, script};
use transcript::conversation::Dice;

/// Dialogues of each kind, of seeds that no test has: those were looked at while the laying was written.
const FIRST_SEED: u64 = 1_000;
const SEEDS: u64 = 3;
/// Bars of the median error, seconds: stereo and mono, each with keywords.
const STEREO: f64 = 0.5;
const MONO: f64 = 2.0;
const HOUR_SECS: u32 = 3_600;
/// Bar of laying the lines of an hour over it, seconds.
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
        let dialogues: Vec<Dialogue> = (FIRST_SEED..FIRST_SEED + SEEDS)
            .map(|seed| script(seed, &kind))
            .collect();
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
    for (seed, (dialogue, [own, other])) in (FIRST_SEED..).zip(dialogues.iter().zip(heard)) {
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
        errors.extend(off(&times, &sent.starts));
    }
    figures(errors)
}

/// How far beginnings are from where they are known to be, seconds.
fn off(times: &[LineTime], starts: &[Option<f64>]) -> impl Iterator<Item = f64> {
    let known = times.iter().zip(starts);
    known.filter_map(|(time, start)| Some((time.start_secs - (*start)?).abs()))
}

/// Median and 90th percentile.
fn figures(mut errors: Vec<f64>) -> (f64, f64) {
    errors.sort_by(f64::total_cmp);
    (errors[errors.len() / 2], errors[errors.len() * 9 / 10])
}

/// Who speaks when: agent and caller, or both and nobody.
fn activities(dialogue: &Dialogue, sound: Sound) -> [Activity; 2] {
    match sound {
        Sound::Stereo => lanes(&outline(dialogue, true)),
        Sound::Mono => lanes(&outline(dialogue, false)),
        Sound::None => Default::default(),
    }
}

/// Who speaks when on either lane.
fn lanes(peaks: &Peaks) -> [Activity; 2] {
    let bins = |lane: usize| peaks.lanes.get(lane).map(Lane::bins);
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

/// Lays the lines of an hour over its sound: of a dialogue that is spoken again and again.
fn hour(missed: &mut Vec<String>) {
    let dialogue = script(FIRST_SEED, &Kind { lines: 90, ..PLAIN });
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("hour.mp3");
    let form = Form {
        secs: HOUR_SECS,
        lanes: 2,
        options: Some(&["-V", "6"]),
    };
    recorded(&dialogue, &form, &path);
    let bytes = path.metadata().unwrap().len();
    let whole = Arc::new(Growing::whole(path, bytes));
    let outline = peaks::read(&whole, &Arc::default(), |_| {}).unwrap();
    let [agent, caller] = lanes(&outline);
    let sent = dialogue.sent(&mut Dice(FIRST_SEED));
    let rounds = (0_u32..).map(|round| f64::from(round) * dialogue.length_secs());
    let rounds = rounds.take_while(|from| from + dialogue.length_secs() <= f64::from(HOUR_SECS));
    let (mut lines, mut starts) = (Vec::new(), Vec::new());
    for from in rounds {
        lines.extend(sent.repaired.lines.iter().cloned());
        starts.extend(sent.starts.iter().map(|start| Some((*start)? + from)));
    }
    let begun = Instant::now();
    let times = align(
        &lines,
        &[],
        Lanes::Stereo {
            agent: &agent,
            caller: &caller,
        },
    );
    let took = begun.elapsed().as_secs_f64();
    let times = times.map_or_else(Vec::new, |found| found.times);
    let (median, worst) = figures(off(&times, &starts).collect());
    println!(
        "{:<20} {:<7} {:>8} {median:>7.2} s {worst:>7.2} s, {} lines laid in {took:.2} s",
        "an hour",
        "stereo",
        0,
        lines.len()
    );
    if took > LINES_OF_AN_HOUR {
        missed.push(format!("{} lines of an hour: {took:.2} s", lines.len()));
    }
}
