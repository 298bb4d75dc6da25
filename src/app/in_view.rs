//! Which rows of the list of calls the person looks at: the newest view alone counts.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::call::CallId;
use crate::call::question::Question;

/// A view.
#[derive(Default)]
pub(super) struct Viewed {
    /// Rows and the revision in which the window has each; none where it does not have it.
    pub rows: Vec<(CallId, Option<i64>)>,
    /// The question whose words are to be shown in them, and its number.
    pub sought: Option<(u64, Question)>,
}

/// What the window leaves and the reader takes.
#[derive(Clone, Default)]
pub(super) struct InView {
    slot: Arc<Mutex<Slot>>,
}

#[derive(Default)]
struct Slot {
    viewed: Option<Viewed>,
    /// True once the reader knows that there is something to take.
    is_told: bool,
}

impl InView {
    /// Leaves a view. True when the reader has to be told of it.
    pub fn set(&self, viewed: Viewed) -> bool {
        let mut slot = self.slot();
        slot.viewed = Some(viewed);
        !std::mem::replace(&mut slot.is_told, true)
    }

    /// The reader could not be told; the next view tells it.
    pub fn not_told(&self) {
        self.slot().is_told = false;
    }

    /// For the reader: the view that was left since it took the last one.
    pub fn take(&self) -> Option<Viewed> {
        let mut slot = self.slot();
        slot.is_told = false;
        slot.viewed.take()
    }

    fn slot(&self) -> MutexGuard<'_, Slot> {
        self.slot.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
