//! The player's thread: makes what is wanted so, and keeps the ring full.

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use rtrb::{Producer, RingBuffer};

use super::chain::{Chain, Manner, Step};
use super::output::{OpenDevice, Output};
use super::source::{PlayerSource, Ready};
use super::stretch::Placed;
use super::{Device, Shared, Told, Wanted};
use crate::recording::decode::Sound;
use crate::recording::failure::Failure;
use crate::recording::growing::Growing;
use crate::recording::length;

/// How much sound is ready ahead, milliseconds: enough for a machine that is busy elsewhere.
const AHEAD_MILLIS: u32 = 400;
/// How soon a full ring is looked at again.
const NAP: Duration = Duration::from_millis(15);
/// How soon a recording on its way is looked at again while nothing plays.
const GLANCE: Duration = Duration::from_millis(200);
/// A device that plays nothing for so long is given back.
const GIVE_BACK: Duration = Duration::from_secs(3);
/// What devices mostly play at; used until one is open.
const USUAL_RATE: u32 = 48_000;

pub(super) struct Engine {
    shared: Arc<Shared>,
    output: Box<dyn Output>,
    changed: Box<dyn Fn() + Send>,
    lost: Arc<AtomicBool>,
    device: Option<OpenRing>,
    chain: Option<Chain>,
    /// Which recording the chain is of.
    number: u64,
    /// Which epoch the chain plays; none while it has to be brought to its place.
    epoch: Option<u32>,
    /// Where an epoch goes on that was broken off: by other wishes while bytes were waited for, or by a change of
    /// device. Seconds.
    resume: Option<(u32, f64)>,
    is_measured: bool,
    listing: u64,
    /// Frames that did not fit into the ring.
    over: VecDeque<Ready>,
    is_last: bool,
    has_failed: bool,
    idle_since: Option<Instant>,
}

/// A device and the way to it.
struct OpenRing {
    device: Box<dyn OpenDevice>,
    ring: Producer<Ready>,
    /// The name under which it was asked for.
    name: Option<String>,
}

/// When to look again.
enum Next {
    Now,
    After(Duration),
    /// When something is wanted.
    Woken,
    Never,
}

impl Engine {
    pub fn new(
        shared: Arc<Shared>,
        output: Box<dyn Output>,
        changed: Box<dyn Fn() + Send>,
    ) -> Self {
        Self {
            shared,
            output,
            changed,
            lost: Arc::default(),
            device: None,
            chain: None,
            number: 0,
            epoch: None,
            resume: None,
            is_measured: false,
            listing: 0,
            over: VecDeque::new(),
            is_last: false,
            has_failed: false,
            idle_since: None,
        }
    }

    /// Until the player is dropped.
    pub fn run(mut self, woken: &Receiver<()>) {
        loop {
            let is_over = match self.turn() {
                Next::Now => false,
                Next::After(most) => {
                    woken.recv_timeout(most) == Err(RecvTimeoutError::Disconnected)
                }
                Next::Woken => woken.recv().is_err(),
                Next::Never => true,
            };
            if is_over {
                return;
            }
        }
    }

    fn turn(&mut self) -> Next {
        self.shared.interrupt.store(false, Ordering::Release);
        let wanted = self.shared.wanted().clone();
        if wanted.is_closing {
            return Next::Never;
        }
        self.list_devices(&wanted);
        if self.number != wanted.number {
            self.number = wanted.number;
            self.chain = None;
            self.has_failed = false;
        }
        let is_ready = match &wanted.recording {
            Some(recording) if !self.has_failed => self.prepare(recording, &wanted),
            _ => false,
        };
        self.mind_device(&wanted, is_ready);
        if self.device.is_some() && is_ready && self.epoch.is_none() {
            return Next::Now;
        }
        match &wanted.recording {
            Some(recording) if is_ready && self.device.is_some() => self.fill(recording),
            Some(recording) if recording.progress().end.is_none() => Next::After(GLANCE),
            _ if self.device.is_some() => Next::After(GIVE_BACK),
            _ => Next::Woken,
        }
    }

    fn list_devices(&mut self, wanted: &Wanted) {
        if self.listing != wanted.listing {
            self.listing = wanted.listing;
            let devices = self.output.devices();
            self.tell(|told| told.devices = devices);
        }
    }

    /// Brings the chain to where it is wanted. False where it cannot be there yet, or not at all.
    fn prepare(&mut self, recording: &Arc<Growing>, wanted: &Wanted) -> bool {
        let manner = Manner {
            speed: wanted.speed,
            looped: wanted.looped,
            skips: Arc::clone(&wanted.skips),
        };
        let epoch = self.shared.controls.epoch();
        if self.chain.is_none() {
            if self.is_last && self.epoch == Some(epoch) {
                return false;
            }
            match self.make(recording, manner.clone()) {
                Ok(chain) => {
                    self.chain = Some(chain);
                    self.is_measured = false;
                }
                Err(_) if self.is_interrupted(recording) => return false,
                Err(failure) => {
                    self.has_failed = true;
                    self.shared.controls.paused.store(true, Ordering::Release);
                    self.tell(|told| told.failure = Some(failure));
                    return false;
                }
            }
            self.epoch = None;
        }
        self.measure(recording);
        let Some(chain) = self.chain.as_mut().filter(|_| self.epoch != Some(epoch)) else {
            return true;
        };
        let broken_off = self.resume.filter(|&(of, _)| of == epoch);
        let from = if let Some((_, at_secs)) = broken_off {
            at_secs
        } else {
            self.over.clear();
            self.shared.controls.target_secs()
        };
        self.is_last = chain.restart(manner, from).is_err();
        if self.is_last {
            // What has failed once is not used again.
            self.chain = None;
            if self.is_interrupted(recording) {
                return false;
            }
        }
        self.epoch = Some(epoch);
        self.resume = None;
        if self.is_last {
            // There is nothing so far behind.
            self.shared.controls.end(epoch);
            (self.changed)();
        }
        !self.is_last
    }

    fn make(&self, recording: &Arc<Growing>, manner: Manner) -> Result<Chain, Failure> {
        let reader = recording.reader(Arc::clone(&self.shared.interrupt))?;
        let sound = Sound::open(reader).map_err(|_| Failure::Damaged)?;
        let (is_stereo, promised) = (sound.is_stereo(), sound.promised());
        self.tell(|told| {
            told.is_stereo = Some(is_stereo);
            told.length_secs = promised.map(|length| length.as_secs_f64());
            told.failure = None;
        });
        let device = self.device.as_ref();
        let rate = device.map_or(USUAL_RATE, |open| open.device.rate().get());
        Ok(Chain::new(sound, rate, manner))
    }

    /// A length that no header tells is measured once the recording is whole.
    fn measure(&mut self, recording: &Growing) {
        if self.is_measured || recording.progress().end != Some(Ok(())) {
            return;
        }
        self.is_measured = true;
        if self.shared.told().length_secs.is_none() {
            let length_secs = length::walk(&recording.path());
            if length_secs.is_some() {
                self.tell(|told| told.length_secs = length_secs);
            }
        }
    }

    /// Opens a device when there is something to hear, and gives it back when there is not.
    fn mind_device(&mut self, wanted: &Wanted, is_ready: bool) {
        if self.lost.swap(false, Ordering::AcqRel) && self.device.take().is_some() {
            self.stop(Device::Lost);
        }
        let controls = &self.shared.controls;
        let is_heard =
            is_ready && !controls.paused.load(Ordering::Acquire) && !controls.has_ended();
        if !is_heard {
            let since = *self.idle_since.get_or_insert_with(Instant::now);
            if since.elapsed() >= GIVE_BACK && self.device.take().is_some() {
                self.tell(|told| told.device = Device::Closed);
            }
            return;
        }
        self.idle_since = None;
        let is_open = self.device.as_ref().map(|open| &open.name) == Some(&wanted.device);
        if !is_open {
            self.open(wanted);
        }
    }

    fn open(&mut self, wanted: &Wanted) {
        self.device = None;
        let (flag, shared) = (Arc::clone(&self.lost), Arc::clone(&self.shared));
        let lost = Arc::new(move || {
            flag.store(true, Ordering::Release);
            shared.look();
        });
        let name = wanted.device.clone();
        let Ok(mut device) = self.output.open(name.as_deref(), lost) else {
            self.stop(Device::Missing);
            return;
        };
        let rate = device.rate();
        let frames = rate.get() / 1000 * AHEAD_MILLIS;
        let (ring, consumer) = RingBuffer::new(usize::try_from(frames).unwrap_or(usize::MAX));
        let controls = Arc::clone(&self.shared.controls);
        device.play(PlayerSource::new(
            controls,
            consumer,
            rate,
            device.channels(),
        ));
        self.device = Some(OpenRing { device, ring, name });
        if self
            .chain
            .as_ref()
            .is_some_and(|chain| chain.rate_out() != rate.get())
        {
            self.chain = None;
        }
        // The new ring begins where the old one was heard last. A seek meanwhile is of a newer epoch, and counts.
        let epoch = self.shared.controls.epoch();
        self.resume = Some((epoch, self.shared.controls.heard_secs()));
        self.over.clear();
        self.epoch = None;
        self.tell(|told| told.device = Device::Open);
    }

    /// Without a device nothing plays.
    fn stop(&self, device: Device) {
        self.shared.controls.paused.store(true, Ordering::Release);
        self.tell(|told| told.device = device);
    }

    /// Fills the ring, until it is full or something else is wanted.
    fn fill(&mut self, recording: &Growing) -> Next {
        while !self.shared.interrupt.load(Ordering::Acquire) {
            let (Some(open), Some(chain), Some(epoch)) =
                (&mut self.device, &mut self.chain, self.epoch)
            else {
                return Next::Now;
            };
            while let Some(ready) = self.over.front() {
                if open.ring.push(*ready).is_err() {
                    return Next::After(NAP);
                }
                self.over.pop_front();
            }
            if self.is_last {
                self.shared.controls.complete(epoch);
                return Next::After(GIVE_BACK);
            }
            let place = |placed: Placed| Ready {
                frame: placed.frame,
                at_secs: placed.at_secs,
                epoch,
                is_last: false,
            };
            let stepped = chain.step();
            let (gains, next_secs) = (chain.gains(), chain.next_secs());
            match stepped {
                Ok(Step::Frames(frames)) => {
                    self.over.extend(frames.into_iter().map(place));
                    self.shared.controls.set_gains(gains);
                }
                // Waiting for bytes was broken off: it goes on from here.
                Ok(Step::Last(_)) | Err(_) if self.is_interrupted(recording) => {
                    self.resume = Some((epoch, next_secs));
                    self.chain = None;
                }
                Ok(Step::Last(frames)) => self.end(frames.into_iter().map(place)),
                Err(_) => self.end(std::iter::empty()),
            }
        }
        Next::Now
    }

    /// These are the last frames; a silent one behind them says so to the callback.
    fn end(&mut self, frames: impl Iterator<Item = Ready>) {
        let at_secs = self
            .chain
            .as_ref()
            .map_or(0.0, |chain| chain.sound().at_secs());
        self.over.extend(frames);
        self.over.push_back(Ready {
            frame: [0.0; 2],
            at_secs,
            epoch: self.epoch.unwrap_or_default(),
            is_last: true,
        });
        self.is_last = true;
        self.tell(|told| told.length_secs = Some(at_secs));
    }

    /// True when bytes were waited for and something else is wanted meanwhile.
    fn is_interrupted(&self, recording: &Growing) -> bool {
        self.shared.interrupt.load(Ordering::Acquire) && recording.progress().end.is_none()
    }

    fn tell(&self, change: impl FnOnce(&mut Told)) {
        change(&mut self.shared.told());
        (self.changed)();
    }
}
