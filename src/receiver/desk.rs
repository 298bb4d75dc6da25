//! What a receiver shares with whoever sits before it: what came besides deliveries, and what is answered on purpose.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::requests::Requests;
use crate::call::purpose::{OnPurpose, Purpose};

/// How long answers are given on purpose before all is as always again.
pub const LASTS: Duration = Duration::from_mins(2);

/// Outlives the receivers that it is given to, one after the other.
#[derive(Default)]
pub struct Desk {
    pub requests: Requests,
    purpose: Mutex<Option<(Purpose, Instant)>>,
}

impl Desk {
    /// From now on, for that long, deliveries are answered so; says until when.
    pub fn answer(&self, purpose: Purpose, lasts: Duration) -> OnPurpose {
        *self.state() = Some((purpose, Instant::now() + lasts));
        OnPurpose {
            purpose,
            until: Timestamp::now() + lasts,
        }
    }

    /// From now on deliveries are answered as always.
    pub fn answer_as_always(&self) {
        *self.state() = None;
    }

    /// What is answered on purpose now.
    pub fn purpose(&self) -> Option<Purpose> {
        let mut state = self.state();
        if state.is_some_and(|(_, until)| Instant::now() >= until) {
            *state = None;
        }
        state.map(|(purpose, _)| purpose)
    }

    fn state(&self) -> MutexGuard<'_, Option<(Purpose, Instant)>> {
        self.purpose.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
