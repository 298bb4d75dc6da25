//! The cheapest sequence of beginnings.

use super::beginnings::{Expected, Place};
use super::sound::{LaneOf, Sound};

/// How far the speech of a line may be off, as a share of it and in seconds, before it costs 1.
const OFF: (f64, f64) = (0.25, 0.4);
/// The same for a fixed point.
const OFF_FIXED: (f64, f64) = (0.2, 0.25);
/// Costs of a fixed point count for more than others.
const FIXED: f64 = 4.0;
/// For a second of the other's speech within a line.
const BESIDE: f64 = 0.6;
/// For a beginning where speech goes on, more where the other begins.
const NO_PAUSE: (f64, f64) = (0.6, 1.2);
/// Pauses longer than this are all alike, seconds.
const LONG_PAUSE: f64 = 0.6;

/// The beginnings of the lines, seconds.
pub(super) struct Path {
    pub starts: Vec<f64>,
    pub cost: f64,
}

/// Finds it. There is at least one line, and a place for each.
pub(super) fn cheapest(lines: &[Expected], sound: &Sound) -> Path {
    let mut from: Vec<Vec<usize>> = Vec::with_capacity(lines.len());
    let mut costs: Vec<f64> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let before = at.checked_sub(1).map(|before| &lines[before]);
        let (next, ways) = step(before, &costs, line, sound);
        costs = next;
        from.push(ways);
    }
    if let Some(last) = lines.last() {
        for (cost, place) in costs.iter_mut().zip(&last.places) {
            *cost += taken(last, place.at, sound.length(), sound);
        }
    }
    let best = (0..costs.len()).min_by(|one, other| costs[*one].total_cmp(&costs[*other]));
    let mut place = best.unwrap_or_default();
    let cost = costs.get(place).copied().unwrap_or_default();
    let mut starts = Vec::with_capacity(lines.len());
    for (line, ways) in lines.iter().zip(&from).rev() {
        starts.push(line.places.get(place).map_or(0.0, |place| place.at));
        place = ways.get(place).copied().unwrap_or_default();
    }
    starts.reverse();
    // A line never begins before the one above it.
    for at in 1..starts.len() {
        starts[at] = starts[at].max(starts[at - 1]);
    }
    Path { starts, cost }
}

/// The cost of each place of a line with the best place of the line before it.
fn step(
    before: Option<&Expected>,
    costs: &[f64],
    line: &Expected,
    sound: &Sound,
) -> (Vec<f64>, Vec<usize>) {
    let places = line.places.iter().map(|place| {
        let own = own_cost(before, line, place, sound);
        let Some(before) = before else {
            let skipped = sound.until(LaneOf::Any, place.at);
            return (own + curve(skipped / (OFF.1 + 1.0)), 0);
        };
        let ways = before
            .places
            .iter()
            .zip(costs)
            .enumerate()
            .map(|(index, (start, cost))| {
                // Two people may begin at about the same time, but not one before the one above.
                let back = (start.at - place.at).max(0.0);
                let taken = taken(before, start.at, place.at.max(start.at), sound);
                (cost + taken + 20.0 * back, index)
            });
        let best = ways.min_by(|one, other| one.0.total_cmp(&other.0));
        let (cost, way) = best.unwrap_or_default();
        (cost + own, way)
    });
    places.unzip()
}

/// What it costs that a line has the time from `start` to `end`.
fn taken(line: &Expected, start: f64, end: f64, sound: &Sound) -> f64 {
    let speech = sound.until(line.lane, end) - sound.until(line.lane, start);
    let off = (speech - line.speech).abs() / (OFF.0 * line.speech + OFF.1);
    curve(off) + BESIDE * sound.beside(line.lane, start, end).min(4.0)
}

/// What it costs that a line begins at a place.
fn own_cost(before: Option<&Expected>, line: &Expected, place: &Place, sound: &Sound) -> f64 {
    let is_other = before.is_none_or(|before| before.lane != line.lane || line.lane == LaneOf::Any);
    let no_pause = if is_other { NO_PAUSE.1 } else { NO_PAUSE.0 };
    let pause = place.pause.unwrap_or(0.0).min(LONG_PAUSE) / LONG_PAUSE;
    let begins = if place.pause.is_some() {
        no_pause * 0.5 * (1.0 - pause)
    } else {
        no_pause
    };
    let fixed: f64 = line
        .fixed
        .iter()
        .map(|(moment, letters)| {
            let speech = sound.until(line.lane, *moment) - sound.until(line.lane, place.at);
            let late = (place.at - moment).max(0.0);
            let off = ((speech - letters).abs() + late) / (OFF_FIXED.0 * letters + OFF_FIXED.1);
            FIXED * curve(off)
        })
        .sum();
    begins + fixed
}

/// Grows with the square of what is a little off, and evenly with what is far off.
fn curve(off: f64) -> f64 {
    off.mul_add(off, 1.0).sqrt() - 1.0
}
