//! The cheapest sequence of beginnings.
//!
//! Costs are like odds in natural logarithms: how unlikely it is that a line takes so much speech, begins there, and
//! is said on that lane.

use super::beginnings::{Expected, Place};
use super::sound::{Lane, Sound};

/// How much longer or shorter than its text a line is spoken, as the logarithm of a ratio, costs 0.5.
const OFF: f64 = 0.35;
/// So many seconds more or less are no matter even for a short line.
const SLACK: f64 = 0.15;
/// From so many times as far off on, the cost grows evenly.
const FAR: f64 = 2.5;
/// For a second of the other's speech within a line, and at most.
const BESIDE: (f64, f64) = (0.8, 4.0);
/// For a beginning where speech goes on: of the same side, and of either where both are on one lane. And for one after
/// the shortest pause.
const NO_PAUSE: f64 = 2.3;
const NO_PAUSE_BETWEEN: f64 = 1.2;
const SHORT_PAUSE: f64 = 0.8;
/// Pauses longer than this are all alike, seconds.
const LONG_PAUSE: f64 = 0.6;
/// What it is worth that a word is said when it is known to be.
const FIXED: f64 = 8.0;
/// How far off that may be: seconds, and a share of the speech before the word.
const OFF_FIXED: (f64, f64) = (0.4, 0.15);
/// From so many times as far off on, another moment was meant.
const HOLDS: f64 = 4.0;
/// How far outside its line a known moment may lie, seconds.
const OUTSIDE: f64 = 0.3;
/// For speech before the first line: for a second, and at most. Notices are not in every transcript.
const FIRST: (f64, f64) = (0.25, 3.0);
/// For a second that a line begins before the one above, and how much is tried.
const BACK: f64 = 4.0;
const MOST_BACK: f64 = 1.5;

/// The beginnings of the lines, as the indexes of their places.
pub(super) struct Path {
    pub places: Vec<Place>,
    pub cost: f64,
}

/// Finds it. There is at least one line, and a place for each. `rates` are seconds of speech a letter.
pub(super) fn cheapest(lines: &[Expected], rates: &[f64; 2], sound: &Sound) -> Path {
    let mut from: Vec<Vec<usize>> = Vec::with_capacity(lines.len());
    let mut costs: Vec<f64> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &lines[before]);
        let (next, ways) = step(before, &costs, line, rates, sound);
        costs = next;
        from.push(ways);
    }
    if let Some(last) = lines.last() {
        for (cost, place) in costs.iter_mut().zip(&last.places) {
            let end = sound.end(place.lane);
            *cost += taken(last, place, &end, rates) - fixed(last, place, &end, rates, sound);
        }
    }
    let best = (0..costs.len()).min_by(|one, other| costs[*one].total_cmp(&costs[*other]));
    let mut place = best.unwrap_or_default();
    let cost = costs.get(place).copied().unwrap_or_default();
    let mut places = Vec::with_capacity(lines.len());
    for (line, ways) in lines.iter().zip(&from).rev() {
        places.extend(line.places.get(place));
        place = ways.get(place).copied().unwrap_or_default();
    }
    places.reverse();
    Path { places, cost }
}

/// The cost of each place of a line with the best place of the line before it.
fn step(
    before: Option<&Expected>,
    costs: &[f64],
    line: &Expected,
    rates: &[f64; 2],
    sound: &Sound,
) -> (Vec<f64>, Vec<usize>) {
    let places = line.places.iter().map(|place| {
        let own = own_cost(line, place);
        let Some(before) = before else {
            let skipped = FIRST.0 * (place.before + place.beside);
            return (own + skipped.min(FIRST.1), 0);
        };
        let mut best = (f64::INFINITY, 0);
        let worth = FIXED * known(before.fixed.len());
        for (index, (start, cost)) in before.places.iter().zip(costs).enumerate() {
            let back = start.at - place.at;
            let least = cost - worth;
            if least >= best.0 || back > MOST_BACK {
                continue;
            }
            let mut cost = cost + taken(before, start, place, rates) + BACK * back.max(0.0);
            if !before.fixed.is_empty() {
                cost -= fixed(before, start, place, rates, sound);
            }
            if cost < best.0 {
                best = (cost, index);
            }
        }
        (best.0 + own, best.1)
    });
    places.unzip()
}

/// What it costs that a line has the time from its start to the place where the next one begins.
fn taken(line: &Expected, start: &Place, next: &Place, rates: &[f64; 2]) -> f64 {
    let (own, other) = if next.lane == start.lane {
        (next.before, next.beside)
    } else {
        (next.beside, next.before)
    };
    let speech = (own - start.before).max(0.0);
    let beside = (other - start.beside).max(0.0);
    let expected = rates[start.lane.index()] * line.letters;
    let off = ((speech + SLACK) / (expected + SLACK)).ln().abs() / OFF;
    let off = if off < FAR {
        0.5 * off * off
    } else {
        FAR * (off - 0.5 * FAR)
    };
    off + (BESIDE.0 * beside).min(BESIDE.1)
}

/// What it costs that a line begins at a place.
fn own_cost(line: &Expected, place: &Place) -> f64 {
    let no_pause = if place.lane == Lane::Only {
        NO_PAUSE_BETWEEN
    } else {
        NO_PAUSE
    };
    let begins = place.pause.map_or(no_pause, |pause| {
        SHORT_PAUSE * (1.0 - pause.min(LONG_PAUSE) / LONG_PAUSE)
    });
    begins + line.lane_cost(place.lane)
}

/// What it is worth that words of a line are said when they are known to be.
fn fixed(line: &Expected, start: &Place, next: &Place, rates: &[f64; 2], sound: &Sound) -> f64 {
    let worth = |fixed: &(f64, f64)| {
        let off = off_fixed(*fixed, start, next, rates, sound)?;
        Some(FIXED / (1.0 + off * off))
    };
    line.fixed.iter().filter_map(worth).sum()
}

/// How far off a known moment is where a line has the time from its start to the next one's, in parts of how far off
/// it may be. None where it lies outside.
fn off_fixed(
    (moment, letters): (f64, f64),
    start: &Place,
    next: &Place,
    rates: &[f64; 2],
    sound: &Sound,
) -> Option<f64> {
    let is_inside = start.at <= moment + OUTSIDE && moment < next.at + OUTSIDE;
    let wanted = rates[start.lane.index()] * letters;
    let speech = sound.until(start.lane, moment) - start.before;
    let late = (start.at - moment).max(0.0);
    let off = ((speech - wanted).abs() + late) / (OFF_FIXED.1 * wanted + OFF_FIXED.0);
    is_inside.then_some(off)
}

/// True where a word of a line is said about when it is known to be.
pub(super) fn holds(
    moment: (f64, f64),
    start: &Place,
    next: &Place,
    rates: &[f64; 2],
    sound: &Sound,
) -> bool {
    off_fixed(moment, start, next, rates, sound).is_some_and(|off| off <= HOLDS)
}

#[expect(clippy::cast_precision_loss, reason = "a few words")]
fn known(words: usize) -> f64 {
    words as f64
}
