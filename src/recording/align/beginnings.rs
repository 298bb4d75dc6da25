//! Where each line may begin: about where so much was spoken as stands before it, and near fixed points.

use super::sound::{LaneOf, Sound};
use crate::call::transcript::repair::SURE;
use crate::call::transcript::{Anchor, Line};

/// Onsets of speech that are tried for a line.
const ONSETS: usize = 56;
/// Places without an onset that are tried on either side of where a line is expected, and how far apart, seconds.
const PLACES: usize = 12;
const APART: f64 = 0.4;

/// What is known of a line before it is placed.
pub(super) struct Expected {
    pub lane: LaneOf,
    /// Seconds of speech that its text takes.
    pub speech: f64,
    /// Moments at which words of it are said, each with the seconds of speech before it in the line.
    pub fixed: Vec<(f64, f64)>,
    pub places: Vec<Place>,
}

/// One moment at which a line may begin.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub at: f64,
    /// The pause before it, seconds; none where speech goes on.
    pub pause: Option<f64>,
}

/// The lines that are spoken, with their places. None where there is nothing to place.
pub(super) fn expected(
    lines: &[Line],
    spoken: &[usize],
    anchors: &[Anchor],
    sound: &Sound,
) -> Option<Vec<Expected>> {
    let letters: Vec<f64> = spoken.iter().map(|&at| letters(&lines[at].text)).collect();
    let all: f64 = letters.iter().sum();
    let total = sound.total(LaneOf::Any);
    if all <= 0.0 || total <= 0.0 {
        return None;
    }
    let owners: Vec<LaneOf> = spoken
        .iter()
        .map(|&at| sound.lane_of(lines[at].speaker, lines[at].confidence >= SURE))
        .collect();
    let pace = |lane: LaneOf| {
        let of_lane = owners
            .iter()
            .zip(&letters)
            .filter(|(other, _)| **other == lane);
        let letters: f64 = of_lane.map(|(_, letters)| letters).sum();
        // Where few lines are sure to be of a lane, its speech says little about their pace.
        if lane == LaneOf::Any || letters < 0.3 * all || owners.contains(&LaneOf::Any) {
            total / all
        } else {
            sound.total(lane) / letters
        }
    };
    let mut lines_expected: Vec<Expected> = Vec::with_capacity(spoken.len());
    for ((&line, &lane), letters) in spoken.iter().zip(&owners).zip(&letters) {
        let pace = pace(lane);
        let fixed = anchors.iter().filter(|anchor| anchor.line == line);
        let fixed = fixed.map(|anchor| {
            (
                anchor.at_secs,
                pace * letters_before(&lines[line].text, anchor.word),
            )
        });
        lines_expected.push(Expected {
            lane,
            speech: pace * letters,
            fixed: fixed.collect(),
            places: Vec::new(),
        });
    }
    let near = rough(&lines_expected, sound);
    for (expected, near) in lines_expected.iter_mut().zip(near) {
        expected.places = places(expected, near, sound);
    }
    Some(lines_expected)
}

/// Where lines begin if all speech is shared out by length, between fixed points.
fn rough(lines: &[Expected], sound: &Sound) -> Vec<f64> {
    let mut at = 0.0;
    let mut starts = Vec::with_capacity(lines.len());
    let mut known = vec![(0.0, 0.0)];
    for line in lines {
        starts.push(at);
        for (moment, before) in &line.fixed {
            let point = (at + before, sound.until(LaneOf::Any, *moment));
            let last = known[known.len() - 1];
            if point.0 > last.0 && point.1 >= last.1 {
                known.push(point);
            }
        }
        at += line.speech;
    }
    let total = sound.total(LaneOf::Any);
    known.push((at.max(known[known.len() - 1].0), total));
    let of = |text: f64| {
        let after = known
            .partition_point(|(place, _)| *place <= text)
            .clamp(1, known.len() - 1);
        let (from, until) = (known[after - 1], known[after]);
        let width = (until.0 - from.0).max(f64::MIN_POSITIVE);
        let speech = from.1 + (until.1 - from.1) * ((text - from.0) / width).clamp(0.0, 1.0);
        sound.moment(LaneOf::Any, speech)
    };
    starts.into_iter().map(of).collect()
}

fn places(expected: &Expected, near: f64, sound: &Sound) -> Vec<Place> {
    let onsets = sound.onsets(expected.lane, near, ONSETS);
    let mut places: Vec<Place> = onsets
        .into_iter()
        .map(|(at, pause)| Place {
            at,
            pause: Some(pause),
        })
        .collect();
    let speech = sound.until(expected.lane, near);
    let total = sound.total(expected.lane);
    for place in 0..=2 * PLACES {
        #[expect(clippy::cast_precision_loss, reason = "a few places")]
        let off = (place as f64 - PLACES as f64) * APART;
        let at = sound.moment(expected.lane, (speech + off).clamp(0.0, total));
        places.push(Place { at, pause: None });
    }
    for (moment, before) in &expected.fixed {
        let there = sound.until(expected.lane, *moment);
        let at = sound
            .moment(expected.lane, (there - before).max(0.0))
            .min(*moment);
        places.push(Place { at, pause: None });
        let onsets = sound.onsets(expected.lane, at, 6).into_iter();
        places.extend(onsets.map(|(at, pause)| Place {
            at,
            pause: Some(pause),
        }));
    }
    places.sort_by(|one, other| {
        let has_pause = |place: &Place| place.pause.is_none();
        one.at
            .total_cmp(&other.at)
            .then(has_pause(one).cmp(&has_pause(other)))
    });
    places.dedup_by(|later, kept| later.at - kept.at < 0.02);
    places
}

/// The length of a text as it is spoken, in letters: digits are words of their own.
fn letters(text: &str) -> f64 {
    let of = |c: char| match c {
        c if c.is_ascii_digit() => 5.0,
        c if c.is_alphanumeric() => 1.0,
        ' ' => 0.7,
        ',' | ';' => 1.0,
        '.' | '?' | '!' => 2.0,
        _ => 0.0,
    };
    text.trim().chars().map(of).sum()
}

fn letters_before(text: &str, word: usize) -> f64 {
    let words = text
        .split_whitespace()
        .filter(|word| word.contains(char::is_alphanumeric));
    words.take(word).map(|word| letters(word) + 0.7).sum()
}
