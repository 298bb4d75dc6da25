//! From a recording to frames for the device: decode, stretch, resample, with the loop that is wanted.

use std::sync::Arc;

use super::level::Level;
use super::resample::Resample;
use super::stretch::{Placed, Stretch};
use crate::recording::decode::{Sound, Unreadable};
use crate::recording::growing::GrowingReader;

/// How a recording is played.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Manner {
    /// 1 is as it was recorded.
    pub speed: f64,
    /// From and to, seconds.
    pub looped: Option<(f64, f64)>,
    /// What is passed over: from and to, seconds, in order.
    pub skips: Arc<[(f64, f64)]>,
}

impl Manner {
    /// The loop, where it still lies ahead.
    fn loop_from(&self, at_secs: f64) -> Option<(f64, f64)> {
        self.looped.filter(|&(_, end)| at_secs < end)
    }
}

/// What comes out of one step.
pub(super) enum Step {
    Frames(Vec<Placed>),
    /// These are the last, however the reader ended.
    Last(Vec<Placed>),
}

pub(super) struct Chain {
    sound: Sound<GrowingReader>,
    stretch: Stretch,
    resample: Resample,
    rate_out: u32,
    level: Level,
    speed: f64,
    /// The loop that is played: none where it was begun behind it.
    looped: Option<(f64, f64)>,
    skips: Arc<[(f64, f64)]>,
}

impl Chain {
    /// Plays from where the sound is, for a device that takes `rate_out` frames a second.
    pub fn new(sound: Sound<GrowingReader>, rate_out: u32, manner: Manner) -> Self {
        Self {
            stretch: Stretch::new(sound.rate(), manner.speed, sound.at_secs()),
            resample: Resample::new(sound.rate(), rate_out),
            rate_out,
            level: Level::new(sound.rate()),
            speed: manner.speed,
            looped: manner.loop_from(sound.at_secs()),
            skips: manner.skips,
            sound,
        }
    }

    /// Frames per second that come out.
    pub fn rate_out(&self) -> u32 {
        self.rate_out
    }

    /// Where the frames that come out next are from, seconds.
    pub fn next_secs(&self) -> f64 {
        self.stretch.next_secs()
    }

    pub fn sound(&self) -> &Sound<GrowingReader> {
        &self.sound
    }

    /// Goes on elsewhere, perhaps in another manner.
    pub fn restart(&mut self, manner: Manner, from_secs: f64) -> Result<(), Unreadable> {
        self.sound.seek(from_secs)?;
        self.stretch = Stretch::new(self.sound.rate(), manner.speed, self.sound.at_secs());
        self.resample.reset();
        self.speed = manner.speed;
        self.looped = manner.loop_from(self.sound.at_secs());
        self.skips = manner.skips;
        Ok(())
    }

    /// What each lane is to be multiplied with to be as loud as the other.
    pub fn gains(&self) -> [f64; 2] {
        self.level.gains()
    }

    /// What is passed over next: where it begins, and where it goes on.
    fn next_skip(&self) -> Option<(f64, f64)> {
        let at_secs = self.sound.at_secs();
        let after = self.skips.partition_point(|&(_, end)| end <= at_secs);
        self.skips.get(after).copied()
    }

    /// Some more frames; around at the end of a loop, and past what is passed over.
    pub fn step(&mut self) -> Result<Step, Unreadable> {
        let end = self.looped.map(|(_, end)| end);
        let skip = self.next_skip();
        let (sound, level) = (&mut self.sound, &mut self.level);
        let stretched = self.stretch.next(|| {
            let at_secs = sound.at_secs();
            if end.is_some_and(|end| at_secs >= end)
                || skip.is_some_and(|(from, to)| (from..to).contains(&at_secs))
            {
                return None;
            }
            let frame = sound.next_frame()?;
            level.hear(frame);
            Some(frame)
        });
        if !stretched.is_empty() {
            return Ok(Step::Frames(self.resample.push(stretched)));
        }
        let at_secs = sound.at_secs();
        let around = self.looped.filter(|&(_, end)| at_secs >= end);
        let past = skip.filter(|&(from, to)| (from..to).contains(&at_secs));
        let to = match (around, past) {
            (Some((start, _)), _) => start,
            (None, Some((_, to))) => end.map_or(to, |end| to.min(end)),
            (None, None) => return Ok(Step::Last(self.resample.finish())),
        };
        self.sound.seek(to)?;
        self.stretch = Stretch::new(self.sound.rate(), self.speed, self.sound.at_secs());
        Ok(Step::Frames(Vec::new()))
    }
}
