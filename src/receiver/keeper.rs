//! Looks after a running receiver, from a thread of its own, whether anything comes in or not.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::Health;
use super::beat::Beat;
use super::clock::Clock;
use super::gate::behind::Behind;
use super::health::Part;
use super::self_check::{Heard, look, reachable};
use super::space::Space;

/// How often it looks.
const TICK: Duration = Duration::from_secs(1);

/// How long the receiver's own port may take to answer, and how soon after a failure it is asked again.
const PATIENCE: Duration = Duration::from_secs(4);

/// So many checks on end without an answer and the receiver is deaf.
const DEAF: u32 = 2;

/// What it looks after.
pub struct Keeper {
    pub space: Arc<Space>,
    pub beat: Beat,
    pub health: Arc<Health>,
    pub local_addr: SocketAddr,
    pub behind: Behind,
    pub pace: Arc<Pace>,
    pub deaf: Arc<AtomicBool>,
    pub stopping: Arc<AtomicBool>,
}

/// How often the receiver's own port is asked. It may change at any time.
pub struct Pace(AtomicU64);

impl Pace {
    pub fn new(every: Duration) -> Self {
        let pace = Self(AtomicU64::new(0));
        pace.set(every);
        pace
    }

    pub fn set(&self, every: Duration) {
        let millis = u64::try_from(every.as_millis()).unwrap_or(u64::MAX);
        self.0.store(millis, Ordering::Relaxed);
    }

    fn get(&self) -> Duration {
        Duration::from_millis(self.0.load(Ordering::Relaxed))
    }
}

impl Keeper {
    /// Works until the receiver ends.
    pub fn run(mut self) {
        let mut every = self.pace.get();
        let mut clock = Clock::new();
        // The port has just been opened.
        self.note();
        let mut due_at = Instant::now() + every;
        let mut failures = 0;
        while !self.stopping.load(Ordering::Acquire) {
            self.space.is_short(&self.health);
            let pace = self.pace.get();
            // At another pace it is asked at once: what was listened until now is noted by the old one.
            if clock.leapt(every.max(TICK * 2)) || pace != every {
                due_at = Instant::now();
            }
            if Instant::now() >= due_at {
                failures = self.check(failures, every);
                if failures == 0 && self.lets_in() {
                    self.note();
                }
                every = pace;
                self.beat.set_pace(every);
                let pause = if failures == 0 {
                    every
                } else {
                    every.min(PATIENCE)
                };
                due_at = Instant::now() + pause;
            }
            thread::park_timeout(TICK.min(every));
        }
        if failures == 0 && self.lets_in() {
            self.note();
        }
    }

    /// Deliveries are not turned away for want of room, or because it cannot be known who may send them.
    fn lets_in(&self) -> bool {
        let mut needed = [Part::Space, Part::Secrets, Part::Path].into_iter();
        !needed.any(|part| self.health.is_in_trouble(part))
    }

    /// Asks the port; gives how many checks on end have failed.
    fn check(&self, failures: u32, every: Duration) -> u32 {
        if self.hears(every) {
            self.deaf.store(false, Ordering::Release);
            self.health.works(Part::Serving);
            return 0;
        }
        let failures = failures.saturating_add(1);
        if failures >= DEAF && !self.stopping.load(Ordering::Acquire) {
            let trouble = format!(
                "Callbook does not answer at {} any more. It is being started again.",
                self.local_addr
            );
            self.health.fails(Part::Serving, trouble);
            self.deaf.store(true, Ordering::Release);
        }
        failures
    }

    /// True when the server behind answers: through the port, or to the gate alone where a crowd is in the way. To start
    /// again would turn that away and not help.
    fn hears(&self, every: Duration) -> bool {
        let patience = PATIENCE.min(every);
        let from = reachable(self.local_addr);
        match look(self.local_addr, patience) {
            Heard::Server => true,
            Heard::Gate => self.behind.is_answered(),
            Heard::Nothing => self.behind.is_crowded(from) && self.behind.is_answered(),
        }
    }

    /// Notes that deliveries are taken. That it could be written says that the book works.
    fn note(&mut self) {
        match self.beat.note(Timestamp::now()) {
            Ok(()) => self.health.works(Part::Storing),
            Err(error) => log::warn!("that Callbook listens cannot be noted: {error}"),
        }
    }
}
