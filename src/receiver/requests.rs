//! What was turned away or only asked, and how long answers took: kept in memory, the newest.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::call::{DeliveryId, Request, RequestId};

/// How many are kept of each.
pub const MOST: usize = 10_000;

/// A bounded log that the threads of the receiver append to.
#[derive(Default)]
pub struct Requests {
    kept: Mutex<Kept>,
}

#[derive(Default)]
struct Kept {
    noted: u64,
    /// Oldest first.
    requests: VecDeque<Arc<Request>>,
    took: VecDeque<(DeliveryId, Duration)>,
}

impl Requests {
    /// Appends a request; its number is given here.
    pub fn note(&self, mut request: Request) {
        let mut kept = self.kept();
        kept.noted += 1;
        request.id = RequestId(kept.noted);
        push(&mut kept.requests, Arc::new(request));
    }

    /// How long the answer to a delivery took.
    pub fn answered(&self, delivery: DeliveryId, took: Duration) {
        push(&mut self.kept().took, (delivery, took));
    }

    /// The requests, newest first.
    pub fn newest(&self) -> Vec<Arc<Request>> {
        self.kept().requests.iter().rev().cloned().collect()
    }

    /// How long answers to deliveries took.
    pub fn took(&self) -> Vec<(DeliveryId, Duration)> {
        self.kept().took.iter().copied().collect()
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn push<T>(kept: &mut VecDeque<T>, one: T) {
    if kept.len() >= MOST {
        kept.pop_front();
    }
    kept.push_back(one);
}
