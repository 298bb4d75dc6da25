//! The bytes of all bodies that are under way.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many bytes of each body do not count, so that small deliveries get through while large ones fill the rest.
pub const FREE_BYTES: usize = 64 << 10;

/// What is left for bodies.
#[derive(Clone)]
pub struct Budget(Arc<AtomicUsize>);

/// What one body has taken of it; given back when dropped.
pub struct Share {
    budget: Budget,
    taken: usize,
}

impl Budget {
    pub fn new(bytes: usize) -> Self {
        Self(Arc::new(AtomicUsize::new(bytes)))
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
        let left = &self.budget.0;
        let took = left.try_update(Ordering::AcqRel, Ordering::Acquire, |left| {
            left.checked_sub(further)
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
            self.budget.0.fetch_add(self.taken, Ordering::AcqRel);
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
}
