//! Lets workers wait while the window is drawn, where there are few processors.
//!
//! Where another thread waits for the processor that draws, a system gives it one in turn for some milliseconds, however far
//! behind it stands: the frame is late then. So workers wait until it is drawn, which is hardly ever longer than that. They
//! look by themselves whether it is: who draws would wake them on its own processor, and have to leave it to them.

use std::cell::Cell;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::store::{Store, StoreError};

/// With more processors than this there is one for each of those that work at the same time.
const FEW: usize = 3;
/// No longer than this is waited for one frame: longer ones are late already.
const LONGEST: Duration = Duration::from_millis(4);
/// How often it is looked whether it is drawn.
const LOOK_EVERY: Duration = Duration::from_micros(300);

/// Whether a frame is drawn.
#[derive(Clone)]
pub(super) struct Frames {
    /// How many frames have begun and ended: odd while one is drawn.
    count: Arc<AtomicU64>,
    are_waited_for: bool,
}

/// A frame that is drawn, until this is dropped.
pub(super) struct Frame<'f> {
    count: &'f AtomicU64,
}

impl Frames {
    pub fn of_this_machine() -> Self {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        Self::new(processors <= FEW)
    }

    fn new(are_waited_for: bool) -> Self {
        Self {
            count: Arc::default(),
            are_waited_for,
        }
    }

    /// From now on a frame is drawn. It never waits.
    pub fn begin(&self) -> Frame<'_> {
        self.count.fetch_add(1, Ordering::AcqRel);
        Frame { count: &self.count }
    }

    /// A book for a worker: its questions wait while a frame is drawn.
    pub fn open_book(&self, data_dir: &Path) -> Result<Store, StoreError> {
        let mut store = Store::open(data_dir)?;
        store.meanwhile(self.waiting())?;
        Ok(store)
    }

    /// For a worker: what it gives waits, whenever it is called, while a frame is drawn; for a long one once.
    pub fn waiting(&self) -> impl Fn() + Send + use<> {
        let frames = self.clone();
        let waited = Cell::new(0);
        move || {
            if let Some(frame) = frames.to_wait_for(&waited) {
                frames.wait(frame);
            }
        }
    }

    /// The frame that is drawn, unless it is the one that was waited for last.
    fn to_wait_for(&self, waited: &Cell<u64>) -> Option<u64> {
        let count = self.count.load(Ordering::Acquire);
        let is_drawn = count % 2 == 1;
        (self.are_waited_for && is_drawn && waited.replace(count) != count).then_some(count)
    }

    fn wait(&self, frame: u64) {
        let begun = Instant::now();
        while self.count.load(Ordering::Acquire) == frame && begun.elapsed() < LONGEST {
            thread::sleep(LOOK_EVERY);
        }
    }
}

impl Drop for Frame<'_> {
    fn drop(&mut self) {
        self.count.fetch_add(1, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_frame_is_waited_for_once_while_it_is_drawn() {
        let frames = Frames::new(true);
        let waited = Cell::new(0);
        assert_eq!(frames.to_wait_for(&waited), None, "none is drawn");
        for _ in 0..3 {
            let frame = frames.begin();
            let drawn = frames.to_wait_for(&waited);
            assert!(drawn.is_some());
            assert_eq!(frames.to_wait_for(&waited), None, "a long one");
            // Another worker waits as well.
            assert_eq!(frames.to_wait_for(&Cell::new(0)), drawn);
            drop(frame);
            assert_eq!(frames.to_wait_for(&Cell::new(0)), None, "it is drawn");
        }
    }

    #[test]
    fn nobody_waits_where_there_are_processors_enough() {
        let frames = Frames::new(false);
        let _frame = frames.begin();
        assert_eq!(frames.to_wait_for(&Cell::new(0)), None);
    }
}
