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

    /// Notes at least so often from the last note on.
    pub fn set_pace(&mut self, every: Duration) {
        self.longest_pause = every * 3;
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

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;
    use crate::call::Gap;

    const EVERY: Duration = Duration::from_secs(30);

    /// Notes at these seconds, and gives the gaps at the last of them.
    fn gaps_after(notes: &[i64]) -> Vec<Gap> {
        let dir = tempfile::tempdir().unwrap();
        let start: Timestamp = "2026-03-01T18:00:00Z".parse().unwrap();
        let mut beat = Beat::new(Store::open(dir.path()).unwrap(), EVERY);
        let mut now = start;
        for secs in notes {
            now = start + SignedDuration::from_secs(*secs);
            beat.note(now).unwrap();
        }
        Store::open(dir.path()).unwrap().gaps(now).unwrap()
    }

    #[test]
    fn notes_in_time_leave_no_gap() {
        assert!(gaps_after(&[0, 30, 60, 145, 175]).is_empty());
    }

    #[test]
    fn a_sleep_is_a_gap_although_the_process_lived() {
        let gaps = gaps_after(&[0, 30, 53_700, 53_730]);
        let told: Vec<String> = gaps
            .iter()
            .map(|gap| {
                format!(
                    "{} {:?}",
                    gap.from,
                    gap.until.map(|until| until.to_string())
                )
            })
            .collect();
        assert_eq!(
            told,
            ["2026-03-01T18:00:30Z Some(\"2026-03-02T08:55:00Z\")"]
        );
    }

    #[test]
    fn a_clock_that_is_set_back_and_forth_hides_nothing_and_stops_nothing() {
        assert!(gaps_after(&[0, 30, -3600, -3570, -3540]).is_empty());
        assert_eq!(gaps_after(&[0, 30, -3600, -3570, 600, 630]).len(), 1);
    }
}
