//! Where somebody speaks on a lane, where there are tones, and where nothing.

use crate::call::outline::{BIN_SECS, Bin};

pub use crate::call::sound::Span;

/// What is on a lane; all spans in order and apart from each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Activity {
    pub speech: Vec<Span>,
    /// Ringing, beeps, keys.
    pub tones: Vec<Span>,
    pub length_secs: f64,
}

/// Loudness counts as sound from this multiple of the floor, and from this share of what is loud.
const ABOVE_FLOOR: f32 = 4.0;
const OF_LOUD: f32 = 0.05;
/// Which part of all bins is quieter than the floor, and than what is loud.
const FLOOR: f64 = 0.20;
const LOUD: f64 = 0.95;
/// Pauses up to this are part of the speech, bins.
const PAUSE: usize = 30;
/// Shorter sounds are clicks, bins.
const CLICK: usize = 5;
/// Bins of a tone are at least so pure, decibels, and there are so many in a row.
const PURE: u8 = 22;
const TONE: usize = 25;
/// The other lane is heard on this one when it is so many times as loud there.
const CROSSTALK: f32 = 2.5;

impl Activity {
    /// Of one lane. Where `other` is given, its sound that is heard on this lane counts as nothing.
    pub fn of(bins: &[Bin], other: Option<&[Bin]>) -> Self {
        let loudness: Vec<f32> = bins.iter().map(|bin| bin.rms()).collect();
        let threshold = threshold(&loudness);
        let mut sound: Vec<bool> = loudness.iter().map(|rms| *rms > threshold).collect();
        if let Some(other) = other {
            for ((sound, own), other) in sound.iter_mut().zip(&loudness).zip(other) {
                *sound = *sound && other.rms() < CROSSTALK * own;
            }
        }
        let tonal: Vec<bool> = bins
            .iter()
            .zip(&sound)
            .map(|(bin, sound)| *sound && bin.purity >= PURE)
            .collect();
        let tones: Vec<(usize, usize)> = runs(&tonal, 3)
            .into_iter()
            .filter(|run| run.1 - run.0 >= TONE && is_steady(&loudness[run.0..run.1]))
            .collect();
        for &(start, end) in &tones {
            // The edges of a tone are not pure.
            let end = (end + 4).min(sound.len());
            sound[start.saturating_sub(4)..end].fill(false);
        }
        let clear: Vec<(usize, usize)> = runs(&sound, 8)
            .into_iter()
            .filter(|run| run.1 - run.0 >= CLICK)
            .collect();
        Self {
            speech: joined(&clear, PAUSE).into_iter().map(span).collect(),
            tones: joined(&tones, 8).into_iter().map(span).collect(),
            length_secs: secs(bins.len()),
        }
    }

    /// Where there is neither speech nor tone for at least so long.
    pub fn silences(&self, least_secs: f64) -> Vec<Span> {
        silences(&[self], least_secs)
    }
}

/// Where there is nothing on any of the lanes for at least so long.
pub fn silences(lanes: &[&Activity], least_secs: f64) -> Vec<Span> {
    let spans = lanes
        .iter()
        .flat_map(|lane| lane.speech.iter().chain(&lane.tones));
    let mut spans: Vec<Span> = spans.copied().collect();
    spans.sort_by(|one, other| one.start_secs.total_cmp(&other.start_secs));
    let length = lanes
        .iter()
        .map(|lane| lane.length_secs)
        .fold(0.0, f64::max);
    let mut silences = Vec::new();
    let mut at = 0.0_f64;
    for (start, end) in spans
        .iter()
        .map(|span| (span.start_secs, span.end_secs))
        .chain([(length, length)])
    {
        if start - at >= least_secs {
            silences.push(Span {
                start_secs: at,
                end_secs: start,
            });
        }
        at = at.max(end);
    }
    silences
}

fn threshold(loudness: &[f32]) -> f32 {
    let mut sorted = loudness.to_vec();
    sorted.sort_by(f32::total_cmp);
    let at = |share: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a place in the list"
        )]
        let index = (sorted.len() as f64 * share) as usize;
        sorted.get(index).copied().unwrap_or_default()
    };
    // What is loud enough to be louder than rounding.
    (ABOVE_FLOOR * at(FLOOR))
        .min(at(LOUD) * 0.5)
        .max(OF_LOUD * at(LOUD))
        .max(1e-4)
}

/// True where the loudness hardly changes, but for the beat of two tones.
fn is_steady(loudness: &[f32]) -> bool {
    let means: Vec<f32> = loudness
        .chunks_exact(5)
        .map(|five| five.iter().sum::<f32>() / 5.0)
        .collect();
    #[expect(clippy::cast_precision_loss, reason = "bins of a tone")]
    let count = means.len().max(1) as f32;
    let mean = means.iter().sum::<f32>() / count;
    let variance = means.iter().map(|one| (one - mean).powi(2)).sum::<f32>() / count;
    variance.sqrt() < 0.3 * mean
}

/// Runs of true, over gaps of at most so many bins.
fn runs(bins: &[bool], gap: usize) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (at, _) in bins.iter().enumerate().filter(|(_, is)| **is) {
        match runs.last_mut() {
            Some(run) if at - run.1 <= gap => run.1 = at + 1,
            _ => runs.push((at, at + 1)),
        }
    }
    runs
}

fn joined(runs: &[(usize, usize)], gap: usize) -> Vec<(usize, usize)> {
    let mut all: Vec<(usize, usize)> = Vec::new();
    for run in runs {
        match all.last_mut() {
            Some(last) if run.0 - last.1 < gap => last.1 = run.1,
            _ => all.push(*run),
        }
    }
    all
}

fn span((start, end): (usize, usize)) -> Span {
    Span {
        start_secs: secs(start),
        end_secs: secs(end),
    }
}

#[expect(clippy::cast_precision_loss, reason = "bins of a recording")]
fn secs(bins: usize) -> f64 {
    bins as f64 * BIN_SECS
}
