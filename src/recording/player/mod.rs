//! Plays a recording: at any speed without changing its pitch, from any moment, over and over between two.
//!
//! The handle never waits: what is wanted is written down, and a thread makes it so. What the device takes comes
//! through a ring without a lock; a seek counts up an epoch, and frames of an older one are dropped on the way.

mod chain;
mod controls;
mod engine;
mod level;
mod output;
mod resample;
mod source;
mod status;
mod stretch;

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

use self::controls::Controls;
use self::engine::Engine;
use super::failure::Failure;
use super::growing::Growing;

pub use self::controls::Solo;
pub use self::output::{Lost, NoDevice, OpenDevice, Output, Speakers};
pub use self::source::PlayerSource;
pub use self::status::{Device, Snapshot, State};

/// Speeds that can be chosen.
pub const SPEEDS: std::ops::RangeInclusive<f64> = 0.5..=3.0;
/// A loop is at least this long, seconds.
const SHORTEST_LOOP: f64 = 0.1;

/// What is wanted of the thread.
#[derive(Clone, Default)]
struct Wanted {
    recording: Option<Arc<Growing>>,
    /// Counts the recordings that were loaded.
    number: u64,
    speed: f64,
    looped: Option<(f64, f64)>,
    skips: Arc<[(f64, f64)]>,
    device: Option<String>,
    /// Counts the times that the list of devices was asked for.
    listing: u64,
    is_closing: bool,
}

/// What the thread tells.
#[derive(Clone, Default)]
struct Told {
    device: Device,
    length_secs: Option<f64>,
    is_stereo: Option<bool>,
    failure: Option<Failure>,
    devices: Vec<String>,
}

struct Shared {
    controls: Arc<Controls>,
    wanted: Mutex<Wanted>,
    told: Mutex<Told>,
    /// Ends the thread's waiting for bytes.
    interrupt: Arc<AtomicBool>,
    wake: SyncSender<()>,
}

impl Shared {
    fn wanted(&self) -> MutexGuard<'_, Wanted> {
        self.wanted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was told of a recording holds for that one only.
    fn forget_recording(&self) {
        let mut told = self.told();
        told.length_secs = None;
        told.is_stereo = None;
        told.failure = None;
    }

    /// Has the thread look at what is wanted.
    fn look(&self) {
        self.interrupt.store(true, Ordering::Release);
        // Where it is about to look anyway, that look sees all.
        let _ = self.wake.try_send(());
    }
}

/// A player. Nothing here waits; the thread ends when this is dropped.
pub struct Player(Arc<Shared>);

impl Player {
    /// Starts the thread. `changed` is called on another thread when there is something new to tell, other than
    /// the position.
    pub fn start(
        output: impl Output + 'static,
        changed: impl Fn() + Send + 'static,
    ) -> io::Result<Self> {
        let (wake, woken) = sync_channel(1);
        let shared = Arc::new(Shared {
            controls: Arc::default(),
            wanted: Mutex::new(Wanted {
                speed: 1.0,
                ..Wanted::default()
            }),
            told: Mutex::default(),
            interrupt: Arc::default(),
            wake,
        });
        let engine_shared = Arc::clone(&shared);
        thread::Builder::new()
            .name("player".to_owned())
            .spawn(move || {
                Engine::new(engine_shared, Box::new(output), Box::new(changed)).run(&woken);
            })?;
        Ok(Self(shared))
    }

    /// Takes a recording, whole or on its way, to be played from a moment; it does not play yet.
    pub fn load(&self, recording: Arc<Growing>, from_secs: f64) {
        self.0.controls.paused.store(true, Ordering::Release);
        let mut wanted = self.0.wanted();
        wanted.recording = Some(recording);
        wanted.number += 1;
        wanted.looped = None;
        wanted.skips = Arc::default();
        // Before the thread can have looked at the new one.
        self.0.forget_recording();
        drop(wanted);
        self.seek(from_secs);
    }

    /// Takes the recording out.
    pub fn unload(&self) {
        self.0.controls.paused.store(true, Ordering::Release);
        let mut wanted = self.0.wanted();
        wanted.recording = None;
        wanted.number += 1;
        wanted.looped = None;
        self.0.forget_recording();
        drop(wanted);
        self.seek(0.0);
    }

    /// Plays on; from the start where it had ended. Where there was no device, one is looked for again.
    pub fn play(&self) {
        if self.0.controls.has_ended() {
            self.seek(0.0);
        }
        self.0.controls.paused.store(false, Ordering::Release);
        self.0.look();
    }

    pub fn pause(&self) {
        self.0.controls.paused.store(true, Ordering::Release);
        self.0.look();
    }

    /// Goes to a moment, playing or not.
    pub fn seek(&self, to_secs: f64) {
        let most = self.0.told().length_secs.unwrap_or(f64::MAX);
        self.0.controls.seek(to_secs.clamp(0.0, most));
        self.0.look();
    }

    /// Within [`SPEEDS`].
    pub fn set_speed(&self, speed: f64) {
        self.0.wanted().speed = speed.clamp(*SPEEDS.start(), *SPEEDS.end());
        self.seek(self.0.controls.heard_secs());
    }

    /// Plays over and over between two moments, from where it is; one that is too short to be heard is none.
    pub fn set_loop(&self, looped: Option<(f64, f64)>) {
        let looped = looped.map(|(one, other)| (one.min(other).max(0.0), one.max(other)));
        self.0.wanted().looped = looped.filter(|(from, to)| to - from >= SHORTEST_LOOP);
        self.seek(self.0.controls.heard_secs());
    }

    /// Passes over these stretches, in order and apart from each other: from and to, seconds.
    pub fn set_skips(&self, skips: &[(f64, f64)]) {
        let mut wanted = self.0.wanted();
        if *wanted.skips == *skips {
            return;
        }
        wanted.skips = Arc::from(skips);
        drop(wanted);
        self.seek(self.0.controls.heard_secs());
    }

    /// From 0 to 1.
    pub fn set_volume(&self, volume: f64) {
        self.0.controls.set_volume(volume);
    }

    pub fn set_muted(&self, on: bool) {
        self.0.controls.muted.store(on, Ordering::Release);
    }

    /// Which lane is heard, in both ears.
    pub fn set_solo(&self, solo: Solo) {
        self.0.controls.set_solo(solo);
    }

    /// Brings both lanes to the same loudness, or leaves them as they are.
    pub fn set_leveled(&self, on: bool) {
        self.0.controls.leveled.store(on, Ordering::Release);
    }

    /// Plays through the device of this name, or the system's choice.
    pub fn set_device(&self, name: Option<String>) {
        self.0.wanted().device = name;
        self.seek(self.0.controls.heard_secs());
    }

    /// Looks for devices anew.
    pub fn list_devices(&self) {
        self.0.wanted().listing += 1;
        self.0.look();
    }

    /// How it is now.
    pub fn snapshot(&self) -> Snapshot {
        let told = self.0.told().clone();
        let wanted = self.0.wanted().clone();
        let controls = &self.0.controls;
        let progress = wanted.recording.map(|recording| recording.progress());
        let fetch_failure = progress
            .as_ref()
            .and_then(|progress| progress.end.clone()?.err());
        // Why it did not come says more than that it cannot be read.
        let failure = fetch_failure.or(told.failure);
        let is_paused = controls.paused.load(Ordering::Acquire);
        let is_silent = told.is_stereo.is_none();
        let state = match () {
            () if progress.is_none() => State::Empty,
            () if failure.is_some() && is_silent => State::Failed,
            () if controls.has_ended() => State::Ended,
            () if is_paused => State::Paused,
            () if is_silent || controls.starved.load(Ordering::Acquire) => State::Waiting,
            () => State::Playing,
        };
        Snapshot {
            state,
            device: told.device,
            epoch: controls.epoch(),
            at_secs: controls.heard_secs(),
            length_secs: told.length_secs,
            is_stereo: told.is_stereo,
            progress,
            failure,
            speed: wanted.speed,
            looped: wanted.looped,
            volume: controls.volume(),
            is_muted: controls.muted.load(Ordering::Acquire),
            solo: controls.solo(),
            is_leveled: controls.leveled.load(Ordering::Acquire),
            devices: told.devices,
            device_name: wanted.device,
            underruns: controls.underruns.load(Ordering::Relaxed),
            heard_frames: controls.heard_frames.load(Ordering::Relaxed),
        }
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        self.0.wanted().is_closing = true;
        self.0.look();
    }
}
