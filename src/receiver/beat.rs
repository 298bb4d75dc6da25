//! Notes in the book that deliveries are taken, so that it is known afterwards when none were.

use std::time::Duration;

use jiff::Timestamp;

use crate::store::{SpanId, Store, StoreError};

/// Notes spans of listening.
pub struct Beat {
    store: Store,
    /// The span under way, and when it was noted last.
    span: Option<(SpanId, Timestamp)>,
    /// Two notes that are further apart belong to two spans.
    longest_pause: Duration,
}

impl Beat {
    /// Notes at least every `every`: when two notes on end are missing, nobody listened in between.
    pub fn new(store: Store, every: Duration) -> Self {
        Self {
            store,
            span: None,
            longest_pause: every * 3,
        }
    }

    /// Deliveries are taken at this time.
    pub fn note(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let goes_on = self.span.filter(|&(_, noted_at)| {
            let pause = Duration::try_from(now.duration_since(noted_at));
            // A clock that was set back begins a new span.
            pause.is_ok_and(|pause| pause <= self.longest_pause)
        });
        let span = match goes_on {
            Some((span, _)) => {
                self.store.still_listening(span, now)?;
                span
            }
            None => self.store.begin_listening(now)?,
        };
        self.span = Some((span, now));
        Ok(())
    }
}
