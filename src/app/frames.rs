//! Lets workers wait while the window is drawn, where there are few processors.
//!
//! Where another thread waits for the processor that draws, a system gives it one in turn for some milliseconds, however far
//! behind it stands: the frame is late then. So workers wait until it is drawn, which is hardly ever longer than that. They
//! look by themselves whether it is: who draws would wake them on its own processor, and have to leave it to them.

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
    /// How long one is waited for at most; none where there are processors enough.
    longest: Option<Duration>,
}

/// A frame that is drawn, until this is dropped.
pub(super) struct Frame<'f> {
    count: &'f AtomicU64,
}

impl Frames {
    pub fn of_this_machine() -> Self {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        Self::new((processors <= FEW).then_some(LONGEST))
    }

    fn new(longest: Option<Duration>) -> Self {
        Self {
            count: Arc::default(),
            longest,
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
        store.keep_more_pages()?;
        store.meanwhile(self.waiting())?;
        Ok(store)
    }

    /// For a worker: what it gives waits, whenever it is called, while a frame is drawn; for a long one once.
    pub fn waiting(&self) -> impl Fn() + Clone + Send + use<> {
        let frames = self.clone();
        let waited = Arc::new(AtomicU64::new(0));
        move || {
            if let Some(longest) = frames.longest
                && let Some(frame) = frames.to_wait_for(&waited)
            {
                frames.wait(frame, longest);
            }
        }
    }

    /// The frame that is drawn, unless it is the one that was waited for last.
    fn to_wait_for(&self, waited: &AtomicU64) -> Option<u64> {
        let count = self.count.load(Ordering::Acquire);
        let is_drawn = count % 2 == 1;
        (is_drawn && waited.swap(count, Ordering::Relaxed) != count).then_some(count)
    }

    fn wait(&self, frame: u64, longest: Duration) {
        let begun = Instant::now();
        while self.count.load(Ordering::Acquire) == frame && begun.elapsed() < longest {
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
    use std::sync::atomic::AtomicBool;

    use super::*;

    #[test]
    fn each_frame_is_waited_for_once_while_it_is_drawn() {
        let frames = Frames::new(Some(LONGEST));
        let waited = AtomicU64::new(0);
        assert_eq!(frames.to_wait_for(&waited), None, "none is drawn");
        for _ in 0..3 {
            let frame = frames.begin();
            let drawn = frames.to_wait_for(&waited);
            assert!(drawn.is_some());
            assert_eq!(frames.to_wait_for(&waited), None, "a long one");
            // Another worker waits as well.
            assert_eq!(frames.to_wait_for(&AtomicU64::new(0)), drawn);
            drop(frame);
            assert_eq!(frames.to_wait_for(&AtomicU64::new(0)), None, "it is drawn");
        }
    }

    /// Asks on a thread of its own until the end, and counts how often; what is asked costs SQLite some steps.
    fn asks(frames: &Frames, dir: &Path) -> (Arc<AtomicU64>, impl FnOnce() + use<>) {
        let store = frames.open_book(dir).unwrap();
        let (asked, ends) = (
            Arc::new(AtomicU64::new(0)),
            Arc::new(AtomicBool::new(false)),
        );
        let (counted, ended) = (Arc::clone(&asked), Arc::clone(&ends));
        let asking = move || {
            while !ended.load(Ordering::Acquire) {
                store.call_ids().unwrap();
                counted.fetch_add(1, Ordering::AcqRel);
            }
        };
        let thread = thread::Builder::new().spawn(asking).unwrap();
        let end = move || {
            ends.store(true, Ordering::Release);
            thread.join().unwrap();
        };
        (asked, end)
    }

    /// True when nothing was asked for a while, or something was, in a time in which both are sure to come.
    fn comes_to(asked: &AtomicU64, stands: bool) -> bool {
        (0..600).any(|_| {
            let before = asked.load(Ordering::Acquire);
            thread::sleep(Duration::from_millis(100));
            (asked.load(Ordering::Acquire) == before) == stands
        })
    }

    #[test]
    fn a_question_stands_still_while_a_frame_is_drawn() {
        let dir = tempfile::tempdir().unwrap();
        let frames = Frames::new(Some(Duration::from_hours(1)));
        let (asked, end) = asks(&frames, dir.path());
        assert!(comes_to(&asked, false));
        let frame = frames.begin();
        assert!(comes_to(&asked, true), "{asked:?} questions, and no end");
        drop(frame);
        assert!(comes_to(&asked, false), "it goes on");
        end();
    }

    #[test]
    fn nobody_waits_where_there_are_processors_enough() {
        let dir = tempfile::tempdir().unwrap();
        let frames = Frames::new(None);
        let _frame = frames.begin();
        let (asked, end) = asks(&frames, dir.path());
        // It would stand still at the first look.
        while asked.load(Ordering::Acquire) < 2_000 {
            thread::sleep(Duration::from_millis(1));
        }
        end();
    }
}
