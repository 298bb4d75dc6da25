//! What the device plays: frames out of a ring, on a thread that must never wait.

use std::num::NonZero;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use rodio::Source;
use rtrb::Consumer;

use super::controls::{Controls, Solo};
use crate::recording::decode::Frame;

/// What is left of a jump in the sound after each frame: it is gone within some 5 ms, and does not click.
const DECAY: f32 = 0.985;
/// More than a device takes at once.
const LEAD_MILLIS: u32 = 80;
/// How far lane gains move towards what they should be with each frame.
const GLIDE: f32 = 0.0005;

/// A frame on its way to the device.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ready {
    pub frame: Frame,
    pub at_secs: f64,
    pub epoch: u32,
    pub is_last: bool,
}

/// The player's own source: two channels, or one where the device has one, at the device's rate, without an end.
pub struct PlayerSource {
    controls: Arc<Controls>,
    ring: Consumer<Ready>,
    rate: NonZero<u32>,
    channels: NonZero<u16>,
    /// So many frames are waited for before sound begins, so that it does not break off at once.
    lead: usize,
    /// What comes next of the frame that is being given out.
    rest: Option<f32>,
    last: Frame,
    /// What the last jump has left.
    jump: Frame,
    heard_epoch: u32,
    was_silent: bool,
    gains: Frame,
}

impl PlayerSource {
    pub(super) fn new(
        controls: Arc<Controls>,
        ring: Consumer<Ready>,
        rate: NonZero<u32>,
        channels: u16,
    ) -> Self {
        let channels = if channels == 1 { 1 } else { 2 };
        Self {
            controls,
            ring,
            rate,
            channels: NonZero::new(channels).unwrap_or(NonZero::<u16>::MIN),
            lead: usize::try_from(rate.get() / 1000 * LEAD_MILLIS).unwrap_or(0),
            rest: None,
            last: [0.0; 2],
            jump: [0.0; 2],
            heard_epoch: 0,
            was_silent: true,
            gains: [1.0; 2],
        }
    }

    /// Frames that are ready to be played; none while there are too few to begin with.
    pub fn ready_frames(&mut self) -> usize {
        let epoch = self.controls.epoch();
        while self.ring.peek().is_ok_and(|ready| ready.epoch != epoch) {
            // What was just looked at is there.
            let _ = self.ring.pop();
        }
        let ready = self.ring.slots();
        let begins = self.was_silent || self.heard_epoch != epoch;
        if begins && ready < self.lead && !self.controls.is_complete(epoch) {
            return 0;
        }
        ready
    }

    fn next_frame(&mut self) -> Frame {
        let ready = if self.controls.paused.load(Ordering::Relaxed) {
            self.controls.starved.store(false, Ordering::Relaxed);
            None
        } else {
            self.pop()
        };
        let (new, epoch) = match ready {
            Some(ready) => {
                self.controls
                    .hear(ready.epoch, ready.at_secs, ready.is_last);
                (self.mix(ready.frame), ready.epoch)
            }
            None => ([0.0; 2], self.heard_epoch),
        };
        let is_silent = ready.is_none();
        if epoch != self.heard_epoch || is_silent != self.was_silent {
            self.jump = [0, 1].map(|lane| self.last[lane] - new[lane]);
        }
        self.heard_epoch = epoch;
        self.was_silent = is_silent;
        let out = [0, 1].map(|lane| new[lane] + self.jump[lane]);
        self.jump = self.jump.map(|rest| rest * DECAY);
        self.last = out;
        out
    }

    /// The next frame of the present epoch.
    fn pop(&mut self) -> Option<Ready> {
        let epoch = self.controls.epoch();
        // Only where it begins is there more to look at than the next frame.
        let begins = self.was_silent || self.heard_epoch != epoch;
        if !begins || self.ready_frames() > 0 {
            while let Ok(ready) = self.ring.pop() {
                if ready.epoch == epoch {
                    self.controls.starved.store(false, Ordering::Relaxed);
                    return Some(ready);
                }
            }
        }
        let is_starved = !self.controls.has_ended();
        let was_starved = self.controls.starved.swap(is_starved, Ordering::Relaxed);
        // Frames of this epoch were heard, and now there are none.
        if is_starved && !was_starved && !self.was_silent && self.heard_epoch == epoch {
            self.controls.underruns.fetch_add(1, Ordering::Relaxed);
        }
        None
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "volumes and gains are small"
    )]
    fn mix(&mut self, [left, right]: Frame) -> Frame {
        let wanted = if self.controls.leveled.load(Ordering::Relaxed) {
            self.controls.gains()
        } else {
            [1.0; 2]
        };
        for (gain, wanted) in self.gains.iter_mut().zip(wanted) {
            *gain += (wanted as f32 - *gain) * GLIDE;
        }
        let (left, right) = (left * self.gains[0], right * self.gains[1]);
        let volume = if self.controls.muted.load(Ordering::Relaxed) {
            0.0
        } else {
            self.controls.volume() as f32
        };
        let heard = match self.controls.solo() {
            Solo::Both => [left, right],
            Solo::Left => [left; 2],
            Solo::Right => [right; 2],
        };
        heard.map(|sample| (sample * volume).clamp(-1.0, 1.0))
    }
}

impl Iterator for PlayerSource {
    type Item = f32;

    fn next(&mut self) -> Option<f32> {
        if let Some(right) = self.rest.take() {
            return Some(right);
        }
        let [left, right] = self.next_frame();
        if self.channels.get() == 1 {
            return Some(f32::midpoint(left, right));
        }
        self.rest = Some(right);
        Some(left)
    }
}

impl Source for PlayerSource {
    fn current_span_len(&self) -> Option<usize> {
        None
    }

    fn channels(&self) -> NonZero<u16> {
        self.channels
    }

    fn sample_rate(&self) -> NonZero<u32> {
        self.rate
    }

    fn total_duration(&self) -> Option<Duration> {
        None
    }
}
