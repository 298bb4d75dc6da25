//! What was turned away or only asked, and how long answers took: kept in memory, the newest.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

use crate::call::{DeliveryId, Request, RequestId};

/// How many are kept of each.
pub const MOST: usize = 10_000;

/// How many bytes of heads are kept in all; the oldest go first.
pub const MOST_HEAD_BYTES: usize = 4 << 20;

/// A bounded log that the threads of the receiver append to.
pub struct Requests {
    kept: Mutex<Kept>,
    run: i64,
}

impl Default for Requests {
    fn default() -> Self {
        Self {
            kept: Mutex::default(),
            run: Timestamp::now().as_microsecond(),
        }
    }
}

/// What was noted from one time to another, oldest first.
pub struct Noted {
    /// Requests with their heads, and up to which number that is.
    pub requests: Vec<(Arc<Request>, String)>,
    pub until: u64,
    /// How long answers to deliveries took, and how many had been noted then.
    pub took: Vec<(DeliveryId, Duration)>,
    pub answered_until: u64,
    /// There is more.
    pub goes_on: bool,
}

#[derive(Default)]
struct Kept {
    noted: u64,
    /// Oldest first.
    requests: VecDeque<Arc<Request>>,
    /// Heads as received, oldest first.
    heads: VecDeque<(RequestId, String)>,
    head_bytes: usize,
    answered: u64,
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
        let mut kept = self.kept();
        kept.answered += 1;
        push(&mut kept.took, (delivery, took));
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
        self.kept().head(id)
    }

    /// What tells this log from that of another run of the program.
    pub fn run(&self) -> i64 {
        self.run
    }

    /// What was noted after so many requests and so many answers, at most so many of each.
    pub fn since(&self, noted: u64, answered: u64, most: usize) -> Noted {
        let kept = self.kept();
        let further = kept.requests.iter().filter(|it| it.id.0 > noted);
        let requests: Vec<_> = further
            .take(most)
            .map(|request| {
                (
                    Arc::clone(request),
                    kept.head(request.id).unwrap_or_default(),
                )
            })
            .collect();
        let until = requests.last().map_or(kept.noted, |(last, _)| last.id.0);
        let gone = kept.answered - kept.took.len() as u64;
        let known = usize::try_from(answered.saturating_sub(gone)).unwrap_or(usize::MAX);
        let took: Vec<_> = kept.took.iter().skip(known).take(most).copied().collect();
        let answered_until = answered.max(gone) + took.len() as u64;
        Noted {
            goes_on: until < kept.noted || answered_until < kept.answered,
            requests,
            until,
            took,
            answered_until,
        }
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
    fn head(&self, id: RequestId) -> Option<String> {
        let at = self.heads.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        self.heads.get(at).map(|(_, head)| head.clone())
    }

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
