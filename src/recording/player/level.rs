//! What brings two lanes to the same loudness: agents sit at a headset, callers stand in the street.

use crate::recording::decode::Frame;

/// Speech is brought to this (root mean square).
const WANTED: f64 = 0.1;
/// What is quieter than this is no speech and changes nothing.
const FLOOR: f64 = 0.003;
/// How long loudness is remembered, seconds of speech.
const MEMORY_SECS: f64 = 1.5;
const LEAST: f64 = 0.25;
const MOST: f64 = 8.0;
/// Blocks of so many seconds are judged whole.
const BLOCK_SECS: f64 = 0.02;

/// Follows the loudness of both lanes.
pub(super) struct Level {
    block_frames: u32,
    frames: u32,
    sums: [f64; 2],
    power: [Option<f64>; 2],
}

impl Level {
    /// For frames of `rate` a second.
    pub fn new(rate: u32) -> Self {
        Self {
            block_frames: (rate / 50).max(1),
            frames: 0,
            sums: [0.0; 2],
            power: [None; 2],
        }
    }

    /// Takes a frame in.
    pub fn hear(&mut self, frame: Frame) {
        for (sum, sample) in self.sums.iter_mut().zip(frame) {
            *sum += f64::from(sample).powi(2);
        }
        self.frames += 1;
        if self.frames < self.block_frames {
            return;
        }
        for (sum, power) in self.sums.iter_mut().zip(&mut self.power) {
            let block = *sum / f64::from(self.frames);
            *sum = 0.0;
            if block > FLOOR * FLOOR {
                let before = power.unwrap_or(block);
                *power = Some(before + (block - before) * (BLOCK_SECS / MEMORY_SECS));
            }
        }
        self.frames = 0;
    }

    /// What each lane is to be multiplied with.
    pub fn gains(&self) -> [f64; 2] {
        self.power.map(|power| {
            let gain = power.map(|power| WANTED / power.sqrt());
            gain.unwrap_or(1.0).clamp(LEAST, MOST)
        })
    }
}
