//! What the callback that feeds the device reads and tells: numbers that are read and written whole, no lock.

use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, AtomicU64, Ordering};

/// Which lane is heard.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Solo {
    #[default]
    Both,
    Left,
    Right,
}

/// Shared by the player's handle, its thread and the device's callback.
pub(super) struct Controls {
    /// Goes up with every seek; frames of an older one are dropped.
    epoch: AtomicU32,
    /// Where the last seek went, seconds.
    target_secs: Number,
    /// What was heard last, seconds, and of which epoch it was. A frame that was on its way during a seek may be told
    /// after it: it is neither where the seek went nor its end.
    heard_secs: Number,
    heard_epoch: AtomicU32,
    pub paused: AtomicBool,
    pub muted: AtomicBool,
    pub leveled: AtomicBool,
    volume: Number,
    solo: AtomicU8,
    /// What brings each lane to the same loudness.
    gains: [Number; 2],
    /// The epoch whose last frame was heard; 0 for none.
    ended: AtomicU32,
    /// The epoch whose last frame is in the ring; 0 for none.
    complete: AtomicU32,
    /// True while there should be sound and no frame is there.
    pub starved: AtomicBool,
    /// How often frames were missing in the middle of the sound.
    pub underruns: AtomicU64,
    /// Frames that were heard.
    pub heard_frames: AtomicU64,
}

/// A float that is read and written whole.
#[derive(Default)]
struct Number(AtomicU64);

impl Number {
    fn new(value: f64) -> Self {
        Self(AtomicU64::new(value.to_bits()))
    }

    fn get(&self) -> f64 {
        f64::from_bits(self.0.load(Ordering::Acquire))
    }

    fn set(&self, value: f64) {
        self.0.store(value.to_bits(), Ordering::Release);
    }
}

impl Default for Controls {
    fn default() -> Self {
        Self {
            // Epoch 0 is that before the first recording.
            epoch: AtomicU32::new(1),
            target_secs: Number::default(),
            heard_secs: Number::default(),
            heard_epoch: AtomicU32::new(0),
            paused: AtomicBool::new(true),
            muted: AtomicBool::new(false),
            leveled: AtomicBool::new(false),
            volume: Number::new(1.0),
            solo: AtomicU8::new(0),
            gains: [Number::new(1.0), Number::new(1.0)],
            ended: AtomicU32::new(0),
            complete: AtomicU32::new(0),
            starved: AtomicBool::new(false),
            underruns: AtomicU64::new(0),
            heard_frames: AtomicU64::new(0),
        }
    }
}

impl Controls {
    /// What is heard next is what lies at this moment.
    pub fn seek(&self, to_secs: f64) {
        self.target_secs.set(to_secs);
        self.epoch.fetch_add(1, Ordering::AcqRel);
    }

    pub fn epoch(&self) -> u32 {
        self.epoch.load(Ordering::Acquire)
    }

    /// Where the last seek went, seconds.
    pub fn target_secs(&self) -> f64 {
        self.target_secs.get()
    }

    /// Seconds from the start of the recording.
    pub fn heard_secs(&self) -> f64 {
        if self.heard_epoch.load(Ordering::Acquire) == self.epoch() {
            self.heard_secs.get()
        } else {
            self.target_secs()
        }
    }

    /// Told by the callback with each frame.
    pub fn hear(&self, epoch: u32, at_secs: f64, is_last: bool) {
        self.heard_secs.set(at_secs);
        self.heard_epoch.store(epoch, Ordering::Release);
        self.heard_frames.fetch_add(1, Ordering::Relaxed);
        if is_last {
            self.end(epoch);
        }
    }

    /// All frames of an epoch are in the ring.
    pub fn complete(&self, epoch: u32) {
        self.complete.store(epoch, Ordering::Release);
    }

    pub fn is_complete(&self, epoch: u32) -> bool {
        self.complete.load(Ordering::Acquire) == epoch
    }

    pub fn has_ended(&self) -> bool {
        self.ended.load(Ordering::Acquire) == self.epoch()
    }

    /// There is nothing more of this epoch.
    pub fn end(&self, epoch: u32) {
        self.ended.store(epoch, Ordering::Release);
    }

    pub fn set_volume(&self, volume: f64) {
        self.volume.set(volume.clamp(0.0, 1.0));
    }

    pub fn volume(&self) -> f64 {
        self.volume.get()
    }

    pub fn set_solo(&self, solo: Solo) {
        self.solo.store(solo as u8, Ordering::Release);
    }

    pub fn solo(&self) -> Solo {
        match self.solo.load(Ordering::Acquire) {
            1 => Solo::Left,
            2 => Solo::Right,
            _ => Solo::Both,
        }
    }

    pub fn set_gains(&self, gains: [f64; 2]) {
        for (number, gain) in self.gains.iter().zip(gains) {
            number.set(gain);
        }
    }

    pub fn gains(&self) -> [f64; 2] {
        [self.gains[0].get(), self.gains[1].get()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_of_before_a_seek_does_not_undo_it() {
        let controls = Controls::default();
        let before = controls.epoch();
        controls.hear(before, 3.0, false);
        assert!((controls.heard_secs() - 3.0).abs() < 1e-9);
        controls.seek(13.0);
        // The frame was taken before, and the last there was.
        controls.hear(before, 3.1, true);
        assert!((controls.heard_secs() - 13.0).abs() < 1e-9);
        assert!(!controls.has_ended());
        controls.hear(controls.epoch(), 13.1, true);
        assert!((controls.heard_secs() - 13.1).abs() < 1e-9);
        assert!(controls.has_ended());
        controls.seek(0.0);
        assert!(!controls.has_ended());
    }
}
