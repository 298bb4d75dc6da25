//! What goes well and what does not, for the status line.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;

/// A part of the receiver that can be in trouble on its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Taking connections.
    Serving,
    /// Reading the signing secrets.
    Secrets,
    /// Reading the secret path.
    Path,
    /// Keeping room on the disk.
    Space,
    /// Storing deliveries.
    Storing,
    /// Reading deliveries into calls.
    Projecting,
}

/// How far a reading of all deliveries is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    pub done: i64,
    pub total: i64,
}

/// The state of a receiver, shared by its threads and whoever shows it. Each change is told through the
/// closure that it was made with.
pub struct Health {
    state: Mutex<State>,
    on_change: Arc<dyn Fn() + Send + Sync>,
}

#[derive(Default)]
struct State {
    last_heard_at: Option<Timestamp>,
    troubles: [Option<String>; 6],
    reprocess: Option<Progress>,
}

impl Health {
    /// All well, nothing heard. `on_change` is called from any thread and must not block.
    pub fn new(on_change: Arc<dyn Fn() + Send + Sync>) -> Self {
        Self {
            state: Mutex::default(),
            on_change,
        }
    }

    /// When this receiver last stored a delivery.
    pub fn last_heard_at(&self) -> Option<Timestamp> {
        self.state().last_heard_at
    }

    /// The gravest fault that goes on, in words.
    pub fn trouble(&self) -> Option<String> {
        self.state().troubles.iter().flatten().next().cloned()
    }

    /// True while a part is in trouble.
    pub fn is_in_trouble(&self, part: Part) -> bool {
        self.state().troubles[part as usize].is_some()
    }

    /// How far a reading of all deliveries is, while one goes on.
    pub fn reprocess(&self) -> Option<Progress> {
        self.state().reprocess
    }

    /// A delivery was stored.
    pub fn heard(&self, at: Timestamp) {
        // The last one, also where the clock was set back meanwhile.
        self.state().last_heard_at = Some(at);
        self.changed();
    }

    /// A part is in trouble. It is logged once, not each time it is found.
    pub fn fails(&self, part: Part, trouble: String) {
        {
            let mut state = self.state();
            let known = &mut state.troubles[part as usize];
            if known.as_ref() == Some(&trouble) {
                return;
            }
            log::warn!("{trouble}");
            *known = Some(trouble);
        }
        self.changed();
    }

    /// A part works, perhaps again.
    pub fn works(&self, part: Part) {
        let was = self.state().troubles[part as usize].take();
        if let Some(was) = was {
            log::info!("over: {was}");
            self.changed();
        }
    }

    /// A reading of all deliveries goes on, or has ended.
    pub fn reprocesses(&self, progress: Option<Progress>) {
        self.state().reprocess = progress;
        self.changed();
    }

    /// Calls or deliveries changed.
    pub fn changed(&self) {
        (self.on_change)();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
