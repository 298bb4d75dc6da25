//! From the recording's rate to the device's, by a windowed sinc: telephone sound is 8 kHz, and anything simpler adds
//! noise that can be heard.

use std::collections::VecDeque;

use rubato::audioadapter_buffers::direct::InterleavedSlice;
use rubato::{
    Async, FixedAsync, Resampler, SincInterpolationParameters, SincInterpolationType,
    WindowFunction,
};

use super::stretch::Placed;

/// Frames taken in at once.
const CHUNK: usize = 256;
const SINC_FRAMES: usize = 64;
const OVERSAMPLING: usize = 128;
const LANES: usize = 2;

/// Changes the rate of placed frames.
pub struct Resample {
    /// None where both rates are the same, or there is no such ratio.
    sinc: Option<Async<f32>>,
    /// Frames out for each frame in.
    ratio: f64,
    waiting: VecDeque<Placed>,
}

impl Resample {
    /// From and to in frames a second.
    pub fn new(from: u32, to: u32) -> Self {
        let ratio = f64::from(to) / f64::from(from);
        let parameters = SincInterpolationParameters::new(SINC_FRAMES, WindowFunction::Blackman2)
            .oversampling_factor(OVERSAMPLING)
            .interpolation(SincInterpolationType::Linear);
        let build = || Async::new_sinc(ratio, 1.0, &parameters, CHUNK, LANES, FixedAsync::Input);
        let sinc = if from == to {
            None
        } else {
            build()
                .inspect_err(|error| log::error!("a rate of {from} cannot become {to}: {error}"))
                .ok()
        };
        Self {
            sinc,
            ratio,
            waiting: VecDeque::new(),
        }
    }

    /// Forgets what is under way.
    pub fn reset(&mut self) {
        self.waiting.clear();
        if let Some(sinc) = &mut self.sinc {
            sinc.reset();
        }
    }

    /// Takes frames in and gives those out that are ready.
    pub fn push(&mut self, frames: Vec<Placed>) -> Vec<Placed> {
        if self.sinc.is_none() {
            return frames;
        }
        self.waiting.extend(frames);
        let mut out = Vec::new();
        while self.waiting.len() >= CHUNK {
            let chunk: Vec<Placed> = self.waiting.drain(..CHUNK).collect();
            self.chunk(&chunk, &mut out);
        }
        out
    }

    /// Gives the rest out: the end of the sound is in what comes after it.
    pub fn finish(&mut self) -> Vec<Placed> {
        let Some(last) = self.waiting.back().copied() else {
            return Vec::new();
        };
        let silence = Placed {
            frame: [0.0; LANES],
            ..last
        };
        let rest = self.waiting.len();
        self.waiting.resize(rest.div_ceil(CHUNK) * CHUNK, silence);
        let mut out = self.push(Vec::new());
        let used = self.index_out(rest + SINC_FRAMES);
        out.truncate(used);
        out
    }

    fn chunk(&mut self, chunk: &[Placed], out: &mut Vec<Placed>) {
        let Some(sinc) = &mut self.sinc else { return };
        let samples: Vec<f32> = chunk.iter().flat_map(|placed| placed.frame).collect();
        let Ok(input) = InterleavedSlice::new(&samples, LANES, chunk.len()) else {
            return;
        };
        let Ok(resampled) = sinc.process(&input, None) else {
            return;
        };
        let delay = sinc.output_delay();
        let samples = resampled.take_data();
        for (i, frame) in samples.as_chunks::<LANES>().0.iter().enumerate() {
            let at = chunk.get(self.index_in(i)).or(chunk.last());
            let at_secs = at.map_or(0.0, |placed| placed.at_secs);
            // What comes out now went in a little earlier.
            let step = Self::step(chunk) * self.index_in_float(delay);
            out.push(Placed {
                frame: *frame,
                at_secs: (at_secs - step).max(0.0),
            });
        }
    }

    /// Seconds of the recording from one frame in to the next, where the chunk is of one run.
    fn step(chunk: &[Placed]) -> f64 {
        match chunk {
            [first, second, ..] => (second.at_secs - first.at_secs).max(0.0),
            _ => 0.0,
        }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "an index within a chunk"
    )]
    fn index_in(&self, out: usize) -> usize {
        self.index_in_float(out) as usize
    }

    #[expect(clippy::cast_precision_loss, reason = "an index within a chunk")]
    fn index_in_float(&self, out: usize) -> f64 {
        out as f64 / self.ratio
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "an index within a chunk"
    )]
    fn index_out(&self, frames_in: usize) -> usize {
        (frames_in as f64 * self.ratio) as usize
    }
}
