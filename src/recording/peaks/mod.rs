//! Builds the outline of a recording while it is decoded, and keeps it as a file. All other analysis starts from it, so
//! that a recording is decoded once.

mod file;
mod read;
mod sketch;
mod tone;

use tone::Predictor;

use crate::call::outline::loudness;

pub use crate::call::outline::{BIN_SECS, Bin, Lane, Peaks};
pub use file::PeaksError;
pub(in crate::recording) use read::forget;
pub use read::{SoFar, read};

/// Builds the outline from samples as they come.
pub struct Builder {
    peaks: Peaks,
    rate: u32,
    predictors: Vec<Predictor>,
    open: Vec<Open>,
    /// Frames in the open bin, and frames so far.
    filled: u64,
    frames: u64,
}

/// The bin that is being filled.
#[derive(Clone, Copy, Default)]
struct Open {
    min: f32,
    max: f32,
    square: f32,
}

impl Builder {
    /// For samples of so many frames a second; channels beyond the second are left out.
    pub fn new(rate: u32, channels: usize) -> Self {
        let lanes = channels.clamp(1, 2);
        Self {
            peaks: Peaks {
                lanes: vec![Lane::default(); lanes],
            },
            rate: rate.max(1),
            predictors: (0..lanes).map(|_| Predictor::new(rate)).collect(),
            open: vec![Open::default(); lanes],
            filled: 0,
            frames: 0,
        }
    }

    /// Takes the next frame: a sample for each channel, full scale is 1.
    pub fn push(&mut self, frame: &[f32]) {
        for ((open, predictor), sample) in self.open.iter_mut().zip(&mut self.predictors).zip(frame)
        {
            open.min = open.min.min(*sample);
            open.max = open.max.max(*sample);
            open.square += sample * sample;
            predictor.push(*sample);
        }
        self.filled += 1;
        self.frames += 1;
        // Where a hundredth of the rate is no whole number, bins differ by a frame and none is ever late.
        if self.frames * 100 >= self.bins_so_far() * u64::from(self.rate) {
            self.close();
        }
    }

    /// What was read so far.
    pub fn so_far(&self) -> &Peaks {
        &self.peaks
    }

    /// The whole, once all was read.
    pub fn finish(mut self) -> Peaks {
        if self.filled > 0 {
            self.close();
        }
        self.peaks
    }

    fn bins_so_far(&self) -> u64 {
        self.peaks.lanes[0].bins().len() as u64 + 1
    }

    fn close(&mut self) {
        #[expect(clippy::cast_precision_loss, reason = "frames of 10 ms")]
        let count = self.filled as f32;
        for (lane, (open, predictor)) in self
            .peaks
            .lanes
            .iter_mut()
            .zip(self.open.iter_mut().zip(&mut self.predictors))
        {
            lane.push(Bin {
                min: level(open.min),
                max: level(open.max),
                loudness: loudness((open.square / count).sqrt()),
                purity: predictor.purity(),
            });
            *open = Open::default();
        }
        self.filled = 0;
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "clamped to the range of a byte"
)]
fn level(sample: f32) -> i8 {
    (sample * 127.0).round().clamp(-127.0, 127.0) as i8
}
