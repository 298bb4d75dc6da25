//! The outline of a recording: for each lane and 10 ms its extremes and loudness, and coarser levels of the same.

use std::ops::Range;

/// Length of a bin of the finest level, seconds.
pub const BIN_SECS: f64 = 0.01;
/// Bins of a level that make one of the next.
pub const STEP: usize = 8;
/// A column is drawn from at least so many bins, so that its edges are right.
const FINER: usize = 4;
/// The quietest loudness that is told apart from silence, decibels below full scale.
const QUIETEST: f32 = -102.0;
/// Steps of loudness for each decibel.
const PER_DECIBEL: f32 = 2.5;

/// 10 ms of one lane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bin {
    /// The extremes, full scale is 127.
    pub min: i8,
    pub max: i8,
    /// Loudness in steps; see [`Bin::rms`].
    pub loudness: u8,
    /// How well one or two pure tones explain the sound, decibels; high for ringing, low for speech.
    pub purity: u8,
}

impl Bin {
    /// The root of the mean square; full scale is 1.
    pub fn rms(self) -> f32 {
        if self.loudness == 0 {
            return 0.0;
        }
        let decibels = QUIETEST + f32::from(self.loudness) / PER_DECIBEL;
        10_f32.powf(decibels / 20.0)
    }

    fn join(&mut self, other: Self) {
        self.min = self.min.min(other.min);
        self.max = self.max.max(other.max);
    }
}

/// The outline of one lane.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lane {
    bins: Vec<Bin>,
    /// Extremes of [`STEP`] bins, of [`STEP`] of those, and so on.
    coarse: Vec<Vec<Bin>>,
}

impl Lane {
    /// The bins of 10 ms.
    pub fn bins(&self) -> &[Bin] {
        &self.bins
    }

    /// The extremes in `columns` equal parts of a span of bins, from the coarsest level that is fine enough.
    /// Parts beyond the end of the recording are silent.
    pub fn columns(&self, span: &Range<f64>, columns: usize) -> Vec<(i8, i8)> {
        let width = (span.end - span.start) / as_f64(columns.max(1));
        let mut level = &self.bins;
        let mut bin_width = 1.0;
        for coarse in &self.coarse {
            if bin_width * as_f64(STEP * FINER) > width {
                break;
            }
            bin_width *= as_f64(STEP);
            level = coarse;
        }
        (0..columns)
            .map(|column| {
                let from = (span.start + width * as_f64(column)) / bin_width;
                let until = (span.start + width * as_f64(column + 1)) / bin_width;
                extremes(level, from, until)
            })
            .collect()
    }

    /// Takes the next bin.
    pub fn push(&mut self, bin: Bin) {
        self.bins.push(bin);
        let mut index = self.bins.len() - 1;
        for level in 0.. {
            index /= STEP;
            if self.coarse.len() == level {
                if index == 0 && self.bins.len() < STEP.pow(u32::try_from(level).unwrap_or(8) + 1) {
                    return;
                }
                let below = if level == 0 {
                    &self.bins
                } else {
                    &self.coarse[level - 1]
                };
                let joined = below.chunks(STEP).map(joined).collect();
                self.coarse.push(joined);
                continue;
            }
            match self.coarse[level].get_mut(index) {
                Some(known) => known.join(bin),
                None => self.coarse[level].push(bin),
            }
        }
    }
}

fn joined(bins: &[Bin]) -> Bin {
    let mut all = bins.first().copied().unwrap_or_default();
    for bin in bins {
        all.join(*bin);
    }
    all
}

fn extremes(level: &[Bin], from: f64, until: f64) -> (i8, i8) {
    let from = as_index(from.max(0.0).floor());
    let until = as_index(until.max(0.0).ceil())
        .max(from + 1)
        .min(level.len());
    let bins = level.get(from..until).unwrap_or_default();
    let joined = joined(bins);
    (joined.min, joined.max)
}

/// The outline of a recording, as far as it was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Peaks {
    /// One where the recording is mono, two where it is stereo: left and right.
    pub lanes: Vec<Lane>,
}

impl Peaks {
    /// Length of what was read, seconds.
    pub fn length_secs(&self) -> f64 {
        as_f64(self.lanes.first().map_or(0, |lane| lane.bins.len())) * BIN_SECS
    }

    /// Bytes of memory it takes.
    pub fn memory(&self) -> usize {
        let of = |lane: &Lane| {
            let coarse: usize = lane.coarse.iter().map(Vec::capacity).sum();
            (lane.bins.capacity() + coarse) * size_of::<Bin>()
        };
        self.lanes.iter().map(of).sum()
    }
}

/// A recording in outline before all of it was read: the extremes of a glance in each of its equal parts, as far as it
/// is there.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sketch {
    /// As many as the recording has, all of one length.
    pub lanes: Vec<Vec<(i8, i8)>>,
    /// Of what was there.
    pub length_secs: f64,
    /// Of all of it: near, where its bit rate varies and no header says it.
    pub whole_secs: f64,
}

impl Sketch {
    /// The extremes of a lane between two moments.
    pub fn extremes(&self, lane: usize, from_secs: f64, until_secs: f64) -> (i8, i8) {
        let parts = self.lanes.get(lane).map_or(&[][..], Vec::as_slice);
        let per_sec = as_f64(parts.len()) / self.length_secs.max(f64::MIN_POSITIVE);
        let from = as_index((from_secs * per_sec).max(0.0).floor());
        let until = as_index((until_secs * per_sec).max(0.0).ceil());
        let until = until.max(from + 1).min(parts.len());
        let seen = parts.get(from..until).unwrap_or_default();
        seen.iter()
            .fold((0, 0), |(min, max), one| (one.0.min(min), one.1.max(max)))
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the range of a byte"
)]
/// Loudness in steps, of the root of a mean square.
pub fn loudness(rms: f32) -> u8 {
    let decibels = 20.0 * rms.max(f32::MIN_POSITIVE).log10();
    ((decibels - QUIETEST) * PER_DECIBEL)
        .round()
        .clamp(0.0, 255.0) as u8
}

#[expect(clippy::cast_precision_loss, reason = "bins of a recording")]
fn as_f64(count: usize) -> f64 {
    count as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "not below 0; what is too large lies beyond the end"
)]
fn as_index(place: f64) -> usize {
    place as usize
}
