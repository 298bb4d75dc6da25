//! One thread commits deliveries in groups; the answers go out after the commit.
//!
//! Whatever has gathered while one commit ran is the next group, so no delay is needed to form groups, and many
//! senders share the cost of one flush to the disk.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError};
use std::time::Duration;

use jiff::Timestamp;

use super::answer::Answer;
use super::follow::Follower;
use super::health::{Health, Part};
use super::secrets::Secrets;
use super::space::Space;
use crate::call::DeliveryId;
use crate::store::{ReadyDelivery, Store, StoreError, StoreErrorKind};

/// How many deliveries may wait for the writer before senders are told to come again.
pub const QUEUE: usize = 4096;

/// How many deliveries one transaction takes at most, and after how many bytes of bodies it takes no more.
const GROUP: usize = 256;
const GROUP_BYTES: usize = 64 << 20;

/// How long deliveries wait for another process that writes to the book. Then senders are told to come again, before
/// they give up by themselves.
const LONGEST_WAIT: Duration = Duration::from_secs(4);

/// How long those wait that came meanwhile, and the next ones, until it has let go: they have waited already.
const HELD_WAIT: Duration = Duration::from_secs(1);

/// Threads that send answers after the commit.
pub const SENDERS: usize = 2;

/// A delivery to be stored, and the one who waits for the answer.
pub struct Job<W> {
    pub delivery: ReadyDelivery<'static>,
    /// The generation of the secrets that it was checked with.
    pub generation: u64,
    pub waiting: W,
}

/// What the writer is told.
pub enum Order<W> {
    Store(Box<Job<W>>),
    /// Store what has been handed over, then end.
    Stop,
}

/// What the writer does its work with.
pub struct Writer<W> {
    pub store: Store,
    pub orders: Receiver<Order<W>>,
    /// Where the answers to several are sent from.
    pub answers: SyncSender<Vec<(W, Answer)>>,
    /// Sends one: that is sooner done than handed over.
    pub answer: fn(W, &Answer),
    pub follower: Follower,
    pub health: Arc<Health>,
    pub secrets: Arc<Secrets>,
    pub space: Arc<Space>,
}

impl<W> Writer<W> {
    /// Works until told to stop, and ends with everything written that was handed over.
    pub fn run(mut self) {
        self.store.wait_at_most(LONGEST_WAIT);
        let mut ending = false;
        while !ending {
            let Ok(first) = self.orders.recv() else {
                return;
            };
            let (jobs, stopped) = self.gather(first);
            ending = stopped;
            self.store_group(jobs);
        }
        while let Ok(order) = self.orders.try_recv() {
            let (jobs, _) = self.gather(order);
            self.store_group(jobs);
        }
    }

    fn gather(&self, first: Order<W>) -> (Vec<Job<W>>, bool) {
        let mut jobs = Vec::new();
        let mut bytes = 0;
        let mut order = Ok(first);
        loop {
            match order {
                Ok(Order::Store(job)) => {
                    bytes += job.delivery.bytes();
                    jobs.push(*job);
                }
                Ok(Order::Stop) | Err(TryRecvError::Disconnected) => return (jobs, true),
                Err(TryRecvError::Empty) => return (jobs, false),
            }
            if jobs.len() >= GROUP || bytes >= GROUP_BYTES {
                return (jobs, false);
            }
            order = self.orders.try_recv();
        }
    }

    fn store_group(&mut self, jobs: Vec<Job<W>>) {
        if jobs.is_empty() {
            return;
        }
        let mut waiting = Vec::with_capacity(jobs.len());
        let mut deliveries = Vec::with_capacity(jobs.len());
        let mut oldest = u64::MAX;
        for job in jobs {
            waiting.push(job.waiting);
            deliveries.push(job.delivery);
            oldest = oldest.min(job.generation);
        }
        let results = self.commit(&deliveries);
        let stored = results.iter().any(Result::is_ok);
        let answers = results
            .into_iter()
            .zip(&deliveries)
            .map(|(result, delivery)| {
                result.map_or_else(
                    |answer| answer,
                    |id| Answer::stored(delivery.signature()).to(id),
                )
            });
        let share = waiting.len().div_ceil(SENDERS);
        let is_alone = waiting.len() == 1;
        let mut answered = waiting.into_iter().zip(answers);
        if is_alone && let Some((waiting, answer)) = answered.next() {
            (self.answer)(waiting, &answer);
        }
        loop {
            let part: Vec<_> = answered.by_ref().take(share).collect();
            if part.is_empty() {
                break;
            }
            // The threads that send answers end after this one.
            let _ = self.answers.send(part);
        }
        if stored {
            self.health.works(Part::Storing);
            self.health.heard(Timestamp::now());
        }
        self.follower
            .stored(deliveries.len(), oldest < self.secrets.generation());
    }

    /// One transaction for all, while there is room.
    fn commit(&mut self, deliveries: &[ReadyDelivery<'_>]) -> Vec<Result<DeliveryId, Answer>> {
        if self.space.is_short(&self.health) {
            return vec![Err(Answer::full()); deliveries.len()];
        }
        let results = self.store.insert_ready(deliveries);
        let is_held = results.as_ref().is_err_and(StoreError::is_busy);
        self.store
            .wait_at_most(if is_held { HELD_WAIT } else { LONGEST_WAIT });
        match results {
            Ok(results) => results
                .into_iter()
                .map(|result| result.map_err(|error| self.refuse(&error)))
                .collect(),
            Err(error) => vec![Err(self.refuse(&error)); deliveries.len()],
        }
    }

    fn refuse(&self, error: &StoreError) -> Answer {
        self.health.fails(Part::Storing, trouble(error));
        Answer::not_stored(error)
    }
}

/// Why deliveries are turned away, in words.
fn trouble(error: &StoreError) -> String {
    match error.kind() {
        StoreErrorKind::Full => {
            "The disk is full. Deliveries are turned away, to be sent again, until there is room."
                .to_owned()
        }
        StoreErrorKind::Unavailable if error.is_busy() => {
            "Another program holds the book. Deliveries are turned away, to be sent again, until it lets go."
                .to_owned()
        }
        StoreErrorKind::Unavailable | StoreErrorKind::Interrupted | StoreErrorKind::Broken => {
            format!(
                "Deliveries cannot be stored and are turned away, to be sent again: {error}"
            )
        }
    }
}
