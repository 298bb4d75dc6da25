//! Where each line may begin: about where so much was spoken as stands before it, and near fixed points.

use super::length::{letters, letters_before};
use super::sound::{Lane, Sound};
use crate::call::Speaker;
use crate::call::transcript::{Anchor, Line};

/// Onsets of speech on each lane that are tried for a line.
const ONSETS: usize = 56;
/// Places without an onset that are tried on either side of where a line is expected, and how far apart, seconds.
const PLACES: usize = 14;
const APART: f64 = 0.4;
/// The same at first, where one lane is for both: who takes the word there often leaves no pause.
const FIRST_PLACES: usize = 16;
const FIRST_APART: f64 = 1.5;
/// How sure it is at most whose line it is: channels hear each other, and labels are wrong at times.
const SUREST: f64 = 0.97;

/// What is known of a line before it is placed.
pub(super) struct Expected {
    /// Length of its text, in letters.
    pub letters: f64,
    /// What it costs that it is said on a lane: by agent, by caller.
    pub lane_costs: [f64; 2],
    /// Moments at which words of it may be said, each with the letters before it in the line.
    pub fixed: Vec<(f64, f64)>,
    pub places: Vec<Place>,
}

impl Expected {
    /// What it costs that the line is said on a lane.
    pub fn lane_cost(&self, lane: Lane) -> f64 {
        match lane {
            Lane::Agent => self.lane_costs[0],
            Lane::Caller => self.lane_costs[1],
            Lane::Only => 0.0,
        }
    }
}

/// One moment at which a line may begin.
#[derive(Clone, Copy)]
pub(super) struct Place {
    pub at: f64,
    pub lane: Lane,
    /// The pause before it, seconds; none where speech goes on.
    pub pause: Option<f64>,
    /// Seconds of speech up to it: on its lane, and on the other.
    pub before: f64,
    pub beside: f64,
}

/// The lines that are spoken, without places. None where nothing is said.
pub(super) fn expected(
    lines: &[Line],
    spoken: &[usize],
    anchors: &[Anchor],
) -> Option<Vec<Expected>> {
    let of = |&at: &usize| {
        let line = &lines[at];
        let fixed = anchors.iter().filter(|anchor| anchor.line == at);
        let fixed = fixed.map(|anchor| (anchor.at_secs, letters_before(&line.text, anchor.word)));
        Expected {
            letters: letters(&line.text),
            lane_costs: lane_costs(line),
            fixed: fixed.collect(),
            places: Vec::new(),
        }
    };
    let expected: Vec<Expected> = spoken.iter().map(of).collect();
    expected
        .iter()
        .any(|line| line.letters > 0.0)
        .then_some(expected)
}

fn lane_costs(line: &Line) -> [f64; 2] {
    let sure = f64::from(line.confidence).clamp(0.5, SUREST);
    let (own, other) = (-sure.ln(), -(1.0 - sure).ln());
    match line.speaker {
        Speaker::Agent => [own, other],
        Speaker::Caller => [other, own],
        Speaker::Unknown => [0.5_f64.ln().abs(); 2],
    }
}

/// Where lines begin if all speech is shared out by length of text.
pub(super) fn rough(lines: &[Expected], sound: &Sound) -> Vec<f64> {
    let all: f64 = lines.iter().map(|line| line.letters).sum();
    let rate = sound.total() / all.max(f64::MIN_POSITIVE);
    let mut speech = 0.0;
    let of = |line: &Expected| {
        let at = sound.moment(speech);
        speech += rate * line.letters;
        at
    };
    lines.iter().map(of).collect()
}

/// Gives each line places around where it is thought to begin; `is_fine` for some without an onset as well.
pub(super) fn set_places(
    lines: &mut [Expected],
    near: &[f64],
    rates: &[f64; 2],
    sound: &Sound,
    is_fine: bool,
) {
    for (line, near) in lines.iter_mut().zip(near) {
        let mut places = Vec::new();
        for lane in sound.lanes() {
            places.extend(sound.onsets(*lane, *near, ONSETS));
            let rate = rates[lane.index()];
            if is_fine {
                places.extend(between(*lane, *near, (PLACES, APART), sound));
            } else if *lane == Lane::Only {
                places.extend(between(*lane, *near, (FIRST_PLACES, FIRST_APART), sound));
            }
            for (moment, letters) in &line.fixed {
                let at = sound.back(*lane, *moment, rate * letters).min(*moment);
                places.extend(sound.onsets(*lane, at, 8));
                places.extend(between(*lane, at, (usize::from(is_fine), APART), sound));
            }
        }
        // An onset stands before a place without one that is just there.
        places.sort_by(|one, other| {
            let by_lane = one.lane.index().cmp(&other.lane.index());
            let by_pause = one.pause.is_none().cmp(&other.pause.is_none());
            by_lane.then(one.at.total_cmp(&other.at)).then(by_pause)
        });
        places.dedup_by(|later, kept| later.lane == kept.lane && later.at - kept.at < 0.02);
        line.places = places;
    }
}

/// Places on either side of a moment, without regard to onsets.
fn between(
    lane: Lane,
    near: f64,
    (count, apart): (usize, f64),
    sound: &Sound,
) -> impl Iterator<Item = Place> {
    let here = sound.until(lane, near);
    (0..=2 * count).map(move |place| {
        #[expect(clippy::cast_precision_loss, reason = "a few places")]
        let off = (place as f64 - count as f64) * apart;
        sound.place(lane, here + off)
    })
}
