//! What a long recording looks like, soon: glances all over it, few and then more, before all of it is read.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::level;
use crate::call::outline::Sketch;
use crate::recording::decode::Sound;
use crate::recording::growing::{Growing, GrowingReader};
use crate::recording::length;

/// Shorter recordings are read before anyone sees a sketch, seconds.
const SHORTEST: f64 = 300.0;
/// Glances of the first sketch and of the second; more would cost more than they show.
const GLANCES: [u32; 2] = [60, 480];
/// Of one glance, seconds: enough that the frames before, which are not read, make no difference in most of it.
const GLANCE: f64 = 0.4;

/// Sketches a whole recording, better and better. None of one that is short, or where `interrupt` broke it off.
pub(super) fn sketch(
    recording: &Arc<Growing>,
    interrupt: &Arc<AtomicBool>,
    mut told: impl FnMut(&Arc<Sketch>),
) -> Option<Arc<Sketch>> {
    if recording.progress().end != Some(Ok(())) {
        return None;
    }
    let open = || Sound::open(recording.reader(Arc::clone(interrupt)).ok()?).ok();
    let length_secs = match open()?.promised() {
        Some(promised) => promised.as_secs_f64(),
        None => length::walk(&recording.path())?,
    };
    if length_secs < SHORTEST {
        return None;
    }
    let mut last = None;
    for glances in GLANCES {
        let sketch = Arc::new(glance(open()?, length_secs, glances, interrupt)?);
        told(&sketch);
        last = Some(sketch);
    }
    last
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
