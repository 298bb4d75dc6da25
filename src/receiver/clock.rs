//! Notices that the system slept, or that its clock was set.

use std::time::{Duration, Instant};

use jiff::Timestamp;

/// Compares two looks at the clocks: the one on the wall, and the one that only ever goes on.
pub struct Clock {
    wall: Timestamp,
    steady: Instant,
}

impl Clock {
    /// Looks for the first time.
    pub fn new() -> Self {
        Self {
            wall: Timestamp::now(),
            steady: Instant::now(),
        }
    }

    /// Looks again. True when more than `limit` has passed on either clock since the last look, as after a sleep,
    /// or when the clock on the wall was set back that far.
    pub fn leapt(&mut self, limit: Duration) -> bool {
        let last = std::mem::replace(self, Self::new());
        let wall = self.wall.duration_since(last.wall).unsigned_abs();
        wall > limit || self.steady.duration_since(last.steady) > limit
    }
}
