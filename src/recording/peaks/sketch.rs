//! What a long recording looks like, soon: glances all over what is there of it, few and then more, before all of that is
//! read.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::level;
use crate::call::outline::Sketch;
use crate::recording::decode::Sound;
use crate::recording::growing::{Growing, GrowingReader, Progress};
use crate::recording::length;

/// Shorter recordings are read before anyone sees a sketch, seconds.
const SHORTEST: f64 = 300.0;
/// Glances of the first sketch and of the second; more would cost more than they show.
const GLANCES: [u32; 2] = [60, 480];
/// Of one glance, seconds: enough that the frames before, which are not read, make no difference in most of it.
const GLANCE: f64 = 0.4;

/// Sketches a recording while it is read: all that is there of it, and again once there is much more.
pub(super) struct Sketcher<'a> {
    recording: &'a Arc<Growing>,
    interrupt: &'a Arc<AtomicBool>,
    /// How much was there when it was looked last.
    looked_bytes: u64,
    last: Option<Arc<Sketch>>,
}

impl<'a> Sketcher<'a> {
    pub fn new(recording: &'a Arc<Growing>, interrupt: &'a Arc<AtomicBool>) -> Self {
        Self {
            recording,
            interrupt,
            looked_bytes: 0,
            last: None,
        }
    }

    /// The best there is so far.
    pub fn last(&self) -> Option<&Arc<Sketch>> {
        self.last.as_ref()
    }

    /// Sketches what is there, better and better, where that is far more than was read.
    pub fn look(&mut self, read_secs: f64, mut told: impl FnMut(&Arc<Sketch>)) {
        let progress = self.recording.progress();
        let have_bytes = progress.have_bytes;
        let is_more = have_bytes > self.looked_bytes;
        let is_much_more = 2 * have_bytes > 3 * self.looked_bytes;
        if !(is_much_more || is_more && progress.end.is_some()) {
            return;
        }
        self.looked_bytes = have_bytes;
        let there = Arc::new(self.recording.so_far());
        let Some(length_secs) = self.length_secs(&there, &progress) else {
            return;
        };
        if length_secs < read_secs + SHORTEST {
            return;
        }
        for glances in GLANCES {
            let Some(sound) = self.open(&there) else {
                return;
            };
            let Some(mut sketch) = glance(sound, length_secs, glances, self.interrupt) else {
                return;
            };
            sketch.whole_secs = length_secs / share(&progress).unwrap_or(1.0);
            told(self.last.insert(Arc::new(sketch)));
        }
    }

    /// How long that is which is there, seconds: what the header promises of all of it, by its share of the bytes, else
    /// what is there frame by frame.
    fn length_secs(&self, there: &Arc<Growing>, progress: &Progress) -> Option<f64> {
        let promised = self.open(there)?.promised();
        match (promised, share(progress)) {
            (Some(promised), Some(share)) => Some(promised.as_secs_f64() * share),
            _ => length::walk(&there.path()),
        }
    }

    fn open(&self, there: &Arc<Growing>) -> Option<Sound<GrowingReader>> {
        Sound::open(there.reader(Arc::clone(self.interrupt)).ok()?).ok()
    }
}

/// How much of a recording is there, from 0 to 1, where it is said how much there will be.
fn share(progress: &Progress) -> Option<f64> {
    let whole_bytes = progress.whole_bytes.filter(|bytes| *bytes > 0)?;
    #[expect(clippy::cast_precision_loss, reason = "a share of the whole")]
    let share = progress.have_bytes as f64 / whole_bytes as f64;
    Some(share.min(1.0)).filter(|share| *share > 0.0)
}

/// So many glances, each in the middle of its part.
fn glance(
    mut sound: Sound<GrowingReader>,
    length_secs: f64,
    glances: u32,
    interrupt: &AtomicBool,
) -> Option<Sketch> {
    let lanes = if sound.is_stereo() { 2 } else { 1 };
    let mut sketch = Sketch {
        lanes: vec![Vec::new(); lanes],
        length_secs,
        whole_secs: length_secs,
    };
    let part = length_secs / f64::from(glances);
    for number in 0..glances {
        if interrupt.load(Ordering::Acquire) {
            return None;
        }
        let middle = part * (f64::from(number) + 0.5);
        let (mut min, mut max) = ([0.0_f32; 2], [0.0_f32; 2]);
        for frame in sound.glance(middle, GLANCE) {
            for (lane, sample) in frame.into_iter().enumerate() {
                min[lane] = min[lane].min(sample);
                max[lane] = max[lane].max(sample);
            }
        }
        for (lane, seen) in sketch.lanes.iter_mut().enumerate() {
            seen.push((level(min[lane]), level(max[lane])));
        }
    }
    Some(sketch)
}
