//! A device that is an ear: what the player gives out is pulled from its own source, as fast as it comes.

use std::num::NonZero;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use callbook::recording::growing::Growing;
use callbook::recording::player::{
    Lost, NoDevice, OpenDevice, Output, Player, PlayerSource, Snapshot,
};

pub const RATE: u32 = 48_000;
const LONG: Duration = Duration::from_secs(30);

#[derive(Default)]
struct Plug {
    source: Option<PlayerSource>,
    lost: Option<Lost>,
    is_missing: bool,
    opened: Vec<Option<String>>,
}

/// The device, as the player sees it.
struct Device {
    plug: Arc<Mutex<Plug>>,
    channels: u16,
}

impl Output for Device {
    fn open(&mut self, name: Option<&str>, lost: Lost) -> Result<Box<dyn OpenDevice>, NoDevice> {
        let mut plug = self.plug.lock().unwrap();
        if plug.is_missing {
            return Err(NoDevice);
        }
        plug.lost = Some(lost);
        plug.opened.push(name.map(str::to_owned));
        Ok(Box::new(Opened(Arc::clone(&self.plug), self.channels)))
    }

    fn devices(&mut self) -> Vec<String> {
        vec!["Headset".to_owned(), "Speakers".to_owned()]
    }
}

struct Opened(Arc<Mutex<Plug>>, u16);

impl OpenDevice for Opened {
    fn rate(&self) -> NonZero<u32> {
        NonZero::new(RATE).unwrap()
    }

    fn channels(&self) -> u16 {
        self.1
    }

    fn play(&mut self, source: PlayerSource) {
        self.0.lock().unwrap().source = Some(source);
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        self.0.lock().unwrap().source = None;
    }
}

/// A player and the one who listens.
pub struct Ear {
    pub player: Player,
    channels: u16,
    plug: Arc<Mutex<Plug>>,
}

impl Ear {
    pub fn new() -> Self {
        Self::with_channels(2)
    }

    pub fn with_channels(channels: u16) -> Self {
        let plug = Arc::<Mutex<Plug>>::default();
        let device = Device {
            plug: Arc::clone(&plug),
            channels,
        };
        Self {
            player: Player::start(device, || {}).unwrap(),
            channels,
            plug,
        }
    }

    /// Takes a file and plays it from the start.
    pub fn playing(path: &std::path::Path) -> Self {
        let ear = Self::new();
        ear.take(path);
        ear.player.play();
        ear
    }

    pub fn take(&self, path: &std::path::Path) {
        let bytes = path.metadata().unwrap().len();
        let whole = Growing::whole(path.to_owned(), bytes);
        self.player.load(Arc::new(whole), 0.0);
    }

    /// Listens for so many seconds, or to the end; both ears.
    pub fn hear(&self, secs: f64) -> [Vec<f32>; 2] {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "seconds in frames"
        )]
        let wanted = (secs * f64::from(RATE)) as usize;
        let mut heard = [Vec::new(), Vec::new()];
        let started = Instant::now();
        while heard[0].len() < wanted {
            assert!(started.elapsed() < LONG, "{:?}", self.player.snapshot());
            if self.player.snapshot().state == callbook::recording::player::State::Ended {
                break;
            }
            if self.some(wanted, &mut heard) == 0 {
                thread::sleep(Duration::from_millis(1));
            }
        }
        heard
    }

    /// Takes the frames that are ready.
    fn some(&self, wanted: usize, heard: &mut [Vec<f32>; 2]) -> usize {
        let mut plug = self.plug.lock().unwrap();
        let Some(source) = &mut plug.source else {
            return 0;
        };
        let ready = source.ready_frames().min(wanted - heard[0].len());
        for _ in 0..ready {
            for lane in &mut heard[..usize::from(self.channels)] {
                lane.push(source.next().unwrap());
            }
        }
        ready
    }

    /// Waits until the player is so.
    pub fn until(&self, is_so: impl Fn(&Snapshot) -> bool) -> Snapshot {
        let started = Instant::now();
        loop {
            let snapshot = self.player.snapshot();
            if is_so(&snapshot) {
                return snapshot;
            }
            assert!(started.elapsed() < LONG, "{snapshot:?}");
            thread::sleep(Duration::from_millis(2));
        }
    }

    pub fn set_missing(&self, on: bool) {
        self.plug.lock().unwrap().is_missing = on;
    }

    /// The device is pulled out, and says so without pause.
    pub fn pull_out(&self) {
        let lost = self.plug.lock().unwrap().lost.clone().unwrap();
        for _ in 0..10_000 {
            lost();
        }
    }

    /// Under which names a device was opened.
    pub fn opened(&self) -> Vec<Option<String>> {
        self.plug.lock().unwrap().opened.clone()
    }
}
