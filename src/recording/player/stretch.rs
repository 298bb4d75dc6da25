//! Speed without changing pitch: WSOLA (Verhelst and Roelands, 1993). Short pieces of the sound are laid over one another
//! closer together or further apart than they were, each where it fits what would have followed the one before.

use crate::recording::decode::Frame;

/// Half a piece, seconds: each piece fades in over so long while the one before fades out.
const HOP_SECS: f64 = 0.015;
/// How far from its place a piece is looked for, seconds: a period of a low voice.
const SEARCH_SECS: f64 = 0.010;
/// The search looks at so many samples a second; more do not make it better.
const SEARCH_RATE: u32 = 8_000;

/// A frame and where in the recording it is from, in seconds.
#[derive(Clone, Copy, Debug)]
pub struct Placed {
    pub frame: Frame,
    pub at_secs: f64,
}

/// Stretches one run of frames, from a place to an end.
pub struct Stretch {
    speed: f64,
    rate: f64,
    hop: usize,
    search: usize,
    stride: usize,
    /// What has been read and is still needed.
    buffer: Vec<Frame>,
    /// Frames of the run before the buffer's first.
    dropped: usize,
    /// Where the run began, in seconds of the recording.
    from_secs: f64,
    /// The place of the next piece, in frames of the run.
    at: f64,
    /// Where the piece before began, in frames of the run.
    before: Option<usize>,
    /// Frames that the run has, once that is known.
    length: Option<usize>,
}

impl Stretch {
    /// For frames of `rate` a second that begin at `from_secs`.
    pub fn new(rate: u32, speed: f64, from_secs: f64) -> Self {
        let frames = |secs: f64| index(secs * f64::from(rate)).max(1);
        Self {
            speed,
            rate: f64::from(rate),
            hop: frames(HOP_SECS),
            search: frames(SEARCH_SECS),
            stride: usize::try_from(rate / SEARCH_RATE).unwrap_or(1).max(1),
            buffer: Vec::new(),
            dropped: 0,
            from_secs,
            at: 0.0,
            before: None,
            length: None,
        }
    }

    /// Where the next piece is from, seconds.
    pub fn next_secs(&self) -> f64 {
        self.from_secs + self.at / self.rate
    }

    /// The next piece of stretched sound, from as many frames of `read` as it takes; empty at the end.
    pub fn next(&mut self, mut read: impl FnMut() -> Option<Frame>) -> Vec<Placed> {
        if (self.speed - 1.0).abs() < f64::EPSILON {
            return self.pass_on(read);
        }
        let target = index(self.at);
        let last = self.before.map_or(0, |before| before + 2 * self.hop);
        self.fill(last.max(target + self.search + self.hop), &mut read);
        if self.length.is_some_and(|length| target >= length) {
            return Vec::new();
        }
        let piece = self.find(target);
        let faded = (0..self.hop).map(|i| {
            let new = self.frame(piece + i);
            let frame = match self.before {
                None => new,
                Some(before) => fade(self.frame(before + self.hop + i), new, i, self.hop),
            };
            Placed {
                frame,
                at_secs: self.from_secs + (self.at + float(i) * self.speed) / self.rate,
            }
        });
        let faded = faded.collect();
        self.before = Some(piece);
        self.at += float(self.hop) * self.speed;
        self.drop_old();
        faded
    }

    /// At the usual speed nothing is touched.
    fn pass_on(&mut self, mut read: impl FnMut() -> Option<Frame>) -> Vec<Placed> {
        let mut passed = Vec::with_capacity(self.hop);
        while passed.len() < self.hop {
            let Some(frame) = read() else { break };
            let at_secs = self.from_secs + self.at / self.rate;
            passed.push(Placed { frame, at_secs });
            self.at += 1.0;
        }
        passed
    }

    /// Reads until the run's frame `to` is there, or the end; after the end there is silence.
    fn fill(&mut self, to: usize, read: &mut impl FnMut() -> Option<Frame>) {
        while self.length.is_none() && self.dropped + self.buffer.len() < to {
            match read() {
                Some(frame) => self.buffer.push(frame),
                None => self.length = Some(self.dropped + self.buffer.len()),
            }
        }
    }

    fn frame(&self, at: usize) -> Frame {
        let at = at.checked_sub(self.dropped);
        at.and_then(|at| self.buffer.get(at))
            .copied()
            .unwrap_or_default()
    }

    /// The place near `target` where the sound is most like what would have followed the piece before.
    fn find(&self, target: usize) -> usize {
        let Some(before) = self.before else {
            return target;
        };
        let natural: Vec<f32> = (0..self.hop)
            .step_by(self.stride)
            .map(|i| mono(self.frame(before + self.hop + i)))
            .collect();
        let first = target.saturating_sub(self.search).max(self.dropped);
        let coarse = (first..=target + self.search).step_by(self.stride);
        let best = self.best(&natural, coarse, target);
        if self.stride == 1 {
            return best;
        }
        let near = best.saturating_sub(self.stride).max(self.dropped)..=best + self.stride;
        self.best(&natural, near, best)
    }

    fn best(
        &self,
        natural: &[f32],
        places: impl Iterator<Item = usize>,
        otherwise: usize,
    ) -> usize {
        let mut best = (otherwise, 0.0);
        for place in places {
            let likeness = self.likeness(natural, place);
            if likeness > best.1 {
                best = (place, likeness);
            }
        }
        best.0
    }

    /// Correlation, against the loudness there.
    fn likeness(&self, natural: &[f32], place: usize) -> f32 {
        let (mut product, mut energy) = (0.0, 1.0e-9);
        for (i, &wanted) in natural.iter().enumerate() {
            let there = mono(self.frame(place + i * self.stride));
            product += wanted * there;
            energy += there * there;
        }
        product / energy.sqrt()
    }

    /// Frames that no piece can need any more.
    fn drop_old(&mut self) {
        let next = index(self.at).saturating_sub(self.search);
        let natural = self.before.map_or(next, |before| before + self.hop);
        let needed = next.min(natural).saturating_sub(self.dropped);
        let old = needed.min(self.buffer.len());
        // Moving the rest for every piece would cost more than it frees.
        if old > 4 * self.hop {
            self.buffer.drain(..old);
            self.dropped += old;
        }
    }
}

fn mono([left, right]: Frame) -> f32 {
    left + right
}

/// From one frame to another, `i` of `of` on the way, along a raised cosine.
#[expect(clippy::cast_possible_truncation, reason = "a weight from 0 to 1")]
fn fade(from: Frame, to: Frame, i: usize, of: usize) -> Frame {
    let way = std::f64::consts::PI * (float(i) + 0.5) / float(of);
    let weight = (0.5 - 0.5 * way.cos()) as f32;
    [0, 1].map(|lane| from[lane] * (1.0 - weight) + to[lane] * weight)
}

#[expect(
    clippy::cast_precision_loss,
    reason = "frames of a recording are far below 2⁵³"
)]
fn float(frames: usize) -> f64 {
    frames as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "frames of a recording: positive and far below 2⁵³"
)]
fn index(frames: f64) -> usize {
    frames.max(0.0) as usize
}
