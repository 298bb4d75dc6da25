//! The transcript's lines laid over the sound.
//!
//! The sender gives times for keywords only. Those that fit the text are fixed points; between them lines are placed
//! where somebody speaks: a line of so many letters takes so much speech of one lane, begins where speech begins on
//! it, and ends before the next one begins. Whose lane that is follows from who says it as far as that is sure; where
//! it is not, the sound tells. The cheapest sequence of beginnings is found by dynamic programming, twice: first
//! among the beginnings of speech far around, then with how quickly each side speaks, and with places in between.

mod beginnings;
mod length;
mod path;
mod sound;

use crate::call::transcript::{Anchor, Line, LineTime};

use super::activity::Activity;
use beginnings::{Expected, Place};
use sound::Sound;

/// How often the lines are placed anew around where they came to stand.
const FINER: usize = 2;
/// Lines of so many letters tell how quickly one speaks, where there are at least a few.
const WORDY: f64 = 25.0;
const FEW: usize = 3;
/// What several lines tell about the lanes depends on each other: so many of them count as one.
const DEPENDENT: f64 = 4.0;
const NO_TIME: LineTime = LineTime {
    start_secs: 0.0,
    end_secs: 0.0,
    is_exact: false,
};

/// Which lane is whose.
#[derive(Clone, Copy, Debug)]
pub enum Lanes<'a> {
    Stereo {
        agent: &'a Activity,
        caller: &'a Activity,
    },
    Mono(&'a Activity),
}

/// Lines with their times.
#[derive(Clone, Debug, PartialEq)]
pub struct Alignment {
    pub times: Vec<LineTime>,
    /// How badly the text fits the sound, as odds in natural logarithms: smaller is better, comparable for one text and
    /// recording.
    pub misfit: f64,
}

/// Places the lines of a conversation. `anchors` are moments in seconds from the start of the recording at which words
/// may be said; those that fit hold.
/// None where there is no speech or nothing is said.
pub fn align(lines: &[Line], anchors: &[Anchor], recorded: Lanes<'_>) -> Option<Alignment> {
    let sound = Sound::of(recorded);
    let spoken: Vec<usize> = (0..lines.len()).filter(|at| !lines[*at].is_quiet).collect();
    let mut expected = beginnings::expected(lines, &spoken, anchors)?;
    if sound.total() <= 0.0 {
        return None;
    }
    let rough = beginnings::rough(&expected, &sound);
    let mut rates = even_rates(&expected, &sound);
    beginnings::set_places(&mut expected, &rough, &rates, &sound, false);
    let mut path = path::cheapest(&expected, &rates, &sound);
    for _ in 0..FINER {
        rates = heard_rates(&expected, &path.places, &rates, &sound);
        let near: Vec<f64> = path.places.iter().map(|place| place.at).collect();
        beginnings::set_places(&mut expected, &near, &rates, &sound, true);
        path = path::cheapest(&expected, &rates, &sound);
    }
    let starts = in_order(&path.places);
    let mut times = vec![NO_TIME; lines.len()];
    for (at, &line) in spoken.iter().enumerate() {
        let (start_secs, place) = (starts[at], &path.places[at]);
        let next = starts.get(at + 1).copied().unwrap_or(sound.length());
        let end = sound.end(place.lane);
        let after = path.places.get(at + 1).unwrap_or(&end);
        let mut fixed = expected[at].fixed.iter();
        times[line] = LineTime {
            start_secs,
            end_secs: sound.end_of(start_secs, next, place.lane),
            is_exact: fixed.any(|fixed| path::holds(*fixed, place, after, &rates, &sound)),
        };
    }
    place_quiet(lines, &mut times);
    Some(Alignment {
        times,
        misfit: path.cost,
    })
}

/// Seconds of speech a letter, the same for both.
fn even_rates(lines: &[Expected], sound: &Sound) -> [f64; 2] {
    let letters: f64 = lines.iter().map(|line| line.letters).sum();
    [sound.total() / letters.max(f64::MIN_POSITIVE); 2]
}

/// How quickly each side speaks, as its lines came out: the middle one of them.
fn heard_rates(lines: &[Expected], places: &[Place], even: &[f64; 2], sound: &Sound) -> [f64; 2] {
    let ends = places.iter().skip(1).map(|place| place.at);
    let ends = ends.chain([sound.length()]);
    let mut heard = [Vec::new(), Vec::new()];
    for ((line, place), end) in lines.iter().zip(places).zip(ends) {
        if line.letters >= WORDY {
            let speech = sound.until(place.lane, end) - place.before;
            heard[place.lane.index()].push(speech / line.letters);
        }
    }
    [0, 1].map(|lane: usize| {
        let rates = &mut heard[lane];
        rates.sort_by(f64::total_cmp);
        let middle = rates.get(rates.len() / 2).filter(|_| rates.len() >= FEW);
        middle.map_or(even[lane], |rate| {
            rate.clamp(0.5 * even[lane], 2.0 * even[lane])
        })
    })
}

/// A line never begins before the one above it.
fn in_order(places: &[Place]) -> Vec<f64> {
    let mut last = 0.0_f64;
    let start = |place: &Place| {
        last = last.max(place.at);
        last
    };
    places.iter().map(start).collect()
}

/// Lines without words stand between their neighbours.
fn place_quiet(lines: &[Line], times: &mut [LineTime]) {
    let mut at = 0.0;
    for (line, time) in lines.iter().zip(times) {
        if line.is_quiet {
            (time.start_secs, time.end_secs) = (at, at);
        }
        at = time.end_secs;
    }
}

/// Which of two lanes is the agent's, as the transcript has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LaneProposal {
    /// True where the agent is on the right.
    pub agent_right: bool,
    /// 0.5 to 1.
    pub confidence: f64,
}

/// Proposes whose lane is whose: the way round in which the text fits the sound better.
pub fn propose_lanes(
    lines: &[Line],
    anchors: &[Anchor],
    left: &Activity,
    right: &Activity,
) -> Option<LaneProposal> {
    let misfit = |agent, caller| {
        let found = align(lines, anchors, Lanes::Stereo { agent, caller })?;
        Some(found.misfit)
    };
    let as_is = misfit(left, right)?;
    let turned = misfit(right, left)?;
    Some(LaneProposal {
        agent_right: turned < as_is,
        confidence: 1.0 / (1.0 + (-(turned - as_is).abs() / DEPENDENT).exp()),
    })
}
