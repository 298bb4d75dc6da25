//! Looks after a running receiver, from a thread of its own, whether anything comes in or not.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use super::Health;
use super::space::Space;

/// How often it looks.
const TICK: Duration = Duration::from_secs(1);

/// What it looks after.
pub struct Keeper {
    pub space: Arc<Space>,
    pub health: Arc<Health>,
    pub stopping: Arc<AtomicBool>,
}

impl Keeper {
    /// Works until the receiver ends.
    pub fn run(self) {
        while !self.stopping.load(Ordering::Acquire) {
            // Told to the health: what it says is for those who store.
            let _ = self.space.is_short(&self.health);
            thread::park_timeout(TICK);
        }
    }
}
