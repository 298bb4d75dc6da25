//! What was turned away or only asked, and how long answers took: kept in memory, the newest.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::call::{DeliveryId, Request, RequestId};

/// How many are kept of each.
pub const MOST: usize = 10_000;

/// How many bytes of heads are kept in all; the oldest go first.
pub const MOST_HEAD_BYTES: usize = 4 << 20;

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
    /// Heads as received, oldest first.
    heads: VecDeque<(RequestId, String)>,
    head_bytes: usize,
    took: VecDeque<(DeliveryId, Duration)>,
}

impl Requests {
    /// Appends a request and its head as received, empty where there is none; its number is given here.
    pub fn note(&self, mut request: Request, head: String) {
        let mut kept = self.kept();
        kept.noted += 1;
        request.id = RequestId(kept.noted);
        if !head.is_empty() {
            kept.add_head(request.id, head);
        }
        push(&mut kept.requests, Arc::new(request));
    }

    /// How long the answer to a delivery took.
    pub fn answered(&self, delivery: DeliveryId, took: Duration) {
        push(&mut self.kept().took, (delivery, took));
    }

    /// A number that changes whenever a request is noted.
    pub fn noted(&self) -> u64 {
        self.kept().noted
    }

    /// The requests, newest first.
    pub fn newest(&self) -> Vec<Arc<Request>> {
        self.kept().requests.iter().rev().cloned().collect()
    }

    /// The head of a request as received, without secrets; none where there was none, or it is too long ago.
    pub fn head(&self, id: RequestId) -> Option<String> {
        let kept = self.kept();
        let at = kept.heads.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        kept.heads.get(at).map(|(_, head)| head.clone())
    }

    /// How long answers to deliveries took.
    pub fn took(&self) -> Vec<(DeliveryId, Duration)> {
        self.kept().took.iter().copied().collect()
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn add_head(&mut self, id: RequestId, head: String) {
        self.head_bytes += head.len();
        self.heads.push_back((id, head));
        while self.heads.len() > MOST || self.head_bytes > MOST_HEAD_BYTES {
            let Some((_, oldest)) = self.heads.pop_front() else {
                return;
            };
            self.head_bytes -= oldest.len();
        }
    }
}

fn push<T>(kept: &mut VecDeque<T>, one: T) {
    if kept.len() >= MOST {
        kept.pop_front();
    }
    kept.push_back(one);
}
