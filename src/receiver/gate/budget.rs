//! The bytes of all bodies that are under way.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many bytes of each body do not count, so that small deliveries get through while large ones fill the rest.
pub const FREE_BYTES: usize = 64 << 10;

/// The room for bodies.
#[derive(Clone)]
pub struct Budget(Arc<Room>);

struct Room {
    bytes: AtomicUsize,
    taken: AtomicUsize,
}

/// What one body has taken of it; given back when dropped.
pub struct Share {
    budget: Budget,
    taken: usize,
}

impl Budget {
    pub fn new(bytes: usize) -> Self {
        Self(Arc::new(Room {
            bytes: AtomicUsize::new(bytes),
            taken: AtomicUsize::new(0),
        }))
    }

    /// Makes the room larger or smaller. What was taken stays taken, also where it is more than that.
    pub fn set(&self, bytes: usize) {
        self.0.bytes.store(bytes, Ordering::Release);
    }

    /// A share, empty yet.
    pub fn share(&self) -> Share {
        let budget = self.clone();
        Share { budget, taken: 0 }
    }
}

impl Share {
    /// Makes the share large enough for a body of this capacity. False where that much is not left.
    #[must_use]
    pub fn cover(&mut self, capacity: usize) -> bool {
        let further = capacity
            .saturating_sub(FREE_BYTES)
            .saturating_sub(self.taken);
        if further == 0 {
            return true;
        }
        let room = &self.budget.0;
        let most = room.bytes.load(Ordering::Acquire);
        let took = room
            .taken
            .try_update(Ordering::AcqRel, Ordering::Acquire, |taken| {
                taken.checked_add(further).filter(|taken| *taken <= most)
            });
        if took.is_ok() {
            self.taken += further;
        }
        took.is_ok()
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        if self.taken > 0 {
            self.budget.0.taken.fetch_sub(self.taken, Ordering::AcqRel);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Budget, FREE_BYTES};

    #[test]
    fn what_was_taken_comes_back_and_no_more() {
        let budget = Budget::new(100);
        let (mut first, mut second) = (budget.share(), budget.share());
        assert!(first.cover(FREE_BYTES) && first.cover(FREE_BYTES + 60));
        assert!(!second.cover(FREE_BYTES + 41));
        assert!(second.cover(FREE_BYTES + 40));
        assert!(!first.cover(FREE_BYTES + 61));
        drop(first);
        assert!(second.cover(FREE_BYTES + 100));
        assert!(!second.cover(FREE_BYTES + 101));
    }

    #[test]
    fn a_room_that_shrinks_takes_nothing_away_and_gives_nothing_more() {
        let budget = Budget::new(100);
        let (mut first, mut second) = (budget.share(), budget.share());
        assert!(first.cover(FREE_BYTES + 80));
        budget.set(50);
        assert!(first.cover(FREE_BYTES + 80));
        assert!(!second.cover(FREE_BYTES + 1));
        drop(first);
        assert!(second.cover(FREE_BYTES + 50));
        assert!(!second.cover(FREE_BYTES + 51));
        budget.set(51);
        assert!(second.cover(FREE_BYTES + 51));
    }
}
