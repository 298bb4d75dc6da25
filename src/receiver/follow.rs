//! Follows the writer: has stored deliveries read into calls, and quarantined ones admitted. When nothing comes it keeps
//! the full-text index in order and makes digests of what calls say.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::admission::admit_verified;
use super::health::{Health, Part, Progress};
use super::projector::{Projector, resume_reprocess};
use super::secrets::Secrets;
use crate::store::{Store, StoreError};

/// How often it looks by itself: another process may have stored something and ended before it was read, and
/// the secrets may have changed.
const LOOK_EVERY: Duration = Duration::from_millis(500);

/// How long what is pending is still read once the receiver ends; the rest is read at the next start.
const LAST_READ: Duration = Duration::from_millis(500);

/// Reading waits a little for what else comes, longer where it took long: one transaction for many costs less than
/// one for each, above all where they go to one call of many events.
const GATHER: Duration = Duration::from_millis(10);

/// While so many deliveries come until the next are read, reading rests for as long as it took: senders wait while it
/// writes.
const CROWD: usize = 8;

/// Where more come than can be read even so, senders go first: it rests for so many times as long as it took, and no longer
/// than that.
const REST: u32 = 20;
const LONGEST_REST: Duration = Duration::from_millis(600);

/// While deliveries come, digests are made in so small a part of the time.
const DIGEST_PART: u32 = 10;

/// So long nothing has come when it has time for what nobody waits for.
const QUIET: Duration = Duration::from_secs(if cfg!(debug_assertions) { 1 } else { 10 });

/// Tells the follower that there is something to do.
#[derive(Clone)]
pub struct Follower {
    wake: SyncSender<()>,
    readmit: Arc<AtomicBool>,
    stored: Arc<AtomicUsize>,
}

impl Follower {
    /// So many deliveries were stored at once. `overtaken` says that the secrets had changed since one was checked.
    pub fn stored(&self, deliveries: usize, overtaken: bool) {
        if overtaken {
            self.readmit.store(true, Ordering::Release);
        }
        self.stored.fetch_add(deliveries, Ordering::AcqRel);
        self.look();
    }

    /// Has it look whether there is something to do.
    pub fn look(&self) {
        match self.wake.try_send(()) {
            // A full channel means that it is about to look; a closed one that it has ended.
            Ok(()) | Err(TrySendError::Full(()) | TrySendError::Disconnected(())) => {}
        }
    }
}

/// The follower, to be run on a thread of its own.
pub struct Following {
    store: Store,
    projector: Projector,
    secrets: Arc<Secrets>,
    health: Arc<Health>,
    stopping: Arc<AtomicBool>,
    woken: Receiver<()>,
    readmit: Arc<AtomicBool>,
    /// How many were stored since the last were read.
    stored: Arc<AtomicUsize>,
    /// No digests are made before, unless nothing comes.
    digests_from: Instant,
}

/// A time in which nothing comes.
struct Quiet {
    since: Instant,
    /// The full-text index is in order.
    is_merged: bool,
    /// There is nothing else to be done.
    is_done: bool,
}

impl Quiet {
    fn begin() -> Self {
        Self {
            since: Instant::now(),
            is_merged: false,
            is_done: false,
        }
    }
}

/// Makes a follower and the way to tell it.
pub fn follower(
    store: Store,
    secrets: Arc<Secrets>,
    health: Arc<Health>,
    stopping: Arc<AtomicBool>,
) -> (Follower, Following) {
    let (wake, woken) = sync_channel(1);
    let readmit = Arc::new(AtomicBool::new(true));
    let told = Follower {
        wake,
        readmit: Arc::clone(&readmit),
        stored: Arc::default(),
    };
    let following = Following {
        store,
        projector: Projector::default(),
        secrets,
        health,
        stopping,
        woken,
        readmit,
        stored: Arc::clone(&told.stored),
        digests_from: Instant::now(),
    };
    (told, following)
}

impl Following {
    /// Works until the receiver ends.
    pub fn run(mut self) {
        let mut generation = 0;
        let mut quiet = Quiet::begin();
        loop {
            let ending = self.stopping.load(Ordering::Acquire);
            self.admit(&mut generation);
            let began = Instant::now();
            self.project(ending.then(|| Instant::now() + LAST_READ));
            let took = began.elapsed();
            if ending {
                return;
            }
            match self.woken.recv_timeout(LOOK_EVERY) {
                Ok(()) => {
                    quiet = Quiet::begin();
                    self.rest(took.clamp(GATHER, LONGEST_REST));
                }
                Err(RecvTimeoutError::Timeout) => self.tidy(&mut quiet),
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    /// Admits at the start, when the secrets have changed, and when a delivery was checked with older ones.
    fn admit(&mut self, generation: &mut u64) {
        let today = match self.secrets.today() {
            Ok(today) => today,
            Err(error) => return self.health.fails(Part::Secrets, error.to_string()),
        };
        self.health.works(Part::Secrets);
        let changed = today.generation != *generation;
        if !self.readmit.swap(false, Ordering::AcqRel) && !changed {
            return;
        }
        *generation = today.generation;
        match admit_verified(&mut self.store, &today) {
            Ok(0) => {}
            Ok(admitted) => {
                log::info!("{admitted} quarantined deliveries are now signed with a known secret");
                self.health.changed();
            }
            Err(error) => {
                self.readmit.store(true, Ordering::Release);
                let trouble = format!("quarantined deliveries cannot be admitted: {error}");
                self.health.fails(Part::Projecting, trouble);
            }
        }
    }

    fn project(&mut self, until: Option<Instant>) {
        let mut rested = GATHER;
        while until.is_none_or(|until| Instant::now() < until) {
            let began = Instant::now();
            let read = match self.projector.project_pending(&mut self.store) {
                Ok(0) => return self.health.works(Part::Projecting),
                Ok(read) => read,
                Err(error) => {
                    let trouble = format!("deliveries cannot be read into calls: {error}");
                    return self.health.fails(Part::Projecting, trouble);
                }
            };
            self.health.changed();
            self.digest();
            if until.is_none() && self.stopping.load(Ordering::Acquire) {
                return;
            }
            let came = self.stored.swap(0, Ordering::AcqRel);
            rested = rest_after(read, began.elapsed(), came, rested);
            self.rest(rested);
        }
    }

    /// Makes some digests where they are wanting although deliveries come again and again, in a part of the time.
    fn digest(&mut self) {
        let began = Instant::now();
        if began < self.digests_from || self.stopping.load(Ordering::Acquire) {
            return;
        }
        let wants = self.store.wants_digests();
        let digested = wants.and_then(|wants| Ok(wants && self.store.digest_blocks()?));
        match digested {
            Ok(false) => {}
            Ok(true) => self.digests_from = began + began.elapsed() * DIGEST_PART,
            Err(error) => {
                log::warn!("digests of what calls say cannot be made: {error}");
                self.digests_from = began + QUIET;
            }
        }
    }

    /// Merges the pieces of the full-text index for a while, then makes digests, when there has been nothing else to do for
    /// long.
    fn tidy(&self, quiet: &mut Quiet) {
        if quiet.is_done || quiet.since.elapsed() < QUIET {
            return;
        }
        match self.tidy_until(Instant::now() + LOOK_EVERY, quiet) {
            Ok(()) => {}
            Err(error) => {
                log::warn!("the index of what calls say cannot be put in order: {error}");
                quiet.is_done = true;
            }
        }
    }

    fn tidy_until(&self, until: Instant, quiet: &mut Quiet) -> Result<(), StoreError> {
        quiet.is_merged = !self.store.words_are_in_pieces()?;
        while !quiet.is_done && Instant::now() < until && !self.stopping.load(Ordering::Acquire) {
            if self.woken.try_recv().is_ok() {
                *quiet = Quiet::begin();
                return Ok(());
            }
            let began = Instant::now();
            if quiet.is_merged {
                quiet.is_done = !self.store.digest_blocks()?;
            } else {
                quiet.is_merged = !self.store.merge_words()?;
            }
            self.rest(began.elapsed());
        }
        Ok(())
    }

    /// Does nothing for so long, unless the receiver ends.
    fn rest(&self, time: Duration) {
        let until = Instant::now() + time;
        while !self.stopping.load(Ordering::Acquire) {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return;
            }
            thread::park_timeout(left);
        }
    }
}

/// How long reading rests after it read so many, which took so long; so many came since it began to rest the last time, for so
/// long.
fn rest_after(read: usize, took: Duration, came: usize, rested: Duration) -> Duration {
    if came < CROWD {
        return Duration::ZERO;
    }
    // Senders that wait while it writes send nothing meanwhile: what came is to be read in the time that it rests.
    if times(took, came) > times(rested, read) {
        (took * REST).min(LONGEST_REST)
    } else {
        took
    }
}

fn times(time: Duration, count: usize) -> Duration {
    time.saturating_mul(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Goes on with a reading of all deliveries that was interrupted, or starts one that a newer decoder asks for.
pub fn resume(mut store: Store, health: &Health, cancelled: &AtomicBool) {
    let mut show = |done, total| health.reprocesses(Some(Progress { done, total }));
    if let Err(error) = resume_reprocess(&mut store, cancelled, &mut show) {
        let trouble = format!("deliveries cannot be read again: {error}");
        health.fails(Part::Projecting, trouble);
    }
    health.reprocesses(None);
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOOK: Duration = Duration::from_millis(10);

    #[test]
    fn what_is_left_is_read_without_a_rest_when_little_comes() {
        assert_eq!(rest_after(32, TOOK, CROWD - 1, TOOK), Duration::ZERO);
    }

    #[test]
    fn senders_have_half_of_the_time_while_what_they_send_can_be_read_in_the_other() {
        assert_eq!(rest_after(32, TOOK, 32, TOOK), TOOK);
        // The same rate after a long rest.
        assert_eq!(rest_after(32, TOOK, 9 * 32, 9 * TOOK), TOOK);
    }

    #[test]
    fn senders_go_first_where_more_comes_than_can_be_read() {
        assert_eq!(rest_after(32, TOOK, 33, TOOK), TOOK * REST);
        assert_eq!(rest_after(32, TOOK, 9 * 33, 9 * TOOK), TOOK * REST);
        assert_eq!(rest_after(32, 10 * TOOK, 400, 10 * TOOK), LONGEST_REST);
    }
}
