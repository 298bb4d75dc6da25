//! Hands a worker what is wanted now: the newest wish alone counts, and interrupts the work for an older one.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use crate::store::Interrupter;

/// The wish and the way to tell the worker of it.
pub(super) struct Newest<T> {
    shared: Arc<Shared<T>>,
}

impl<T> Clone for Newest<T> {
    fn clone(&self) -> Self {
        Self {
            shared: Arc::clone(&self.shared),
        }
    }
}

struct Shared<T> {
    state: Mutex<State<T>>,
    woken: Condvar,
}

struct State<T> {
    wanted: T,
    is_new: bool,
    /// The book changed since it was read.
    is_stale: bool,
    is_over: bool,
    interrupter: Option<Interrupter>,
}

/// What there is to do.
pub(super) struct Job<T> {
    pub wanted: T,
    /// False where the book changed under a wish that was fulfilled before.
    pub is_new: bool,
}

impl<T: Clone> Newest<T> {
    /// `wanted` is the first wish.
    pub fn new(wanted: T) -> Self {
        let state = State {
            wanted,
            is_new: true,
            is_stale: false,
            is_over: false,
            interrupter: None,
        };
        Self {
            shared: Arc::new(Shared {
                state: Mutex::new(state),
                woken: Condvar::new(),
            }),
        }
    }

    /// Wants something else from now on. It never waits for the worker.
    pub fn want(&self, wanted: T) {
        let mut state = self.state();
        state.wanted = wanted;
        state.is_new = true;
        self.interrupt(&state);
    }

    /// The book changed.
    pub fn refresh(&self) {
        self.state().is_stale = true;
        self.shared.woken.notify_all();
    }

    /// The worker is to end.
    pub fn end(&self) {
        let mut state = self.state();
        state.is_over = true;
        self.interrupt(&state);
    }

    /// For the worker: how to interrupt what it does.
    pub fn set_interrupter(&self, interrupter: Interrupter) {
        self.state().interrupter = Some(interrupter);
    }

    /// For the worker: true when what it does is not wanted any more.
    pub fn is_outdated(&self) -> bool {
        let state = self.state();
        state.is_new || state.is_over
    }

    /// For the worker: waits for something to do; none when it is to end. A change of the book counts from `rest`
    /// on, and at `again` it counts as changed.
    pub fn next(&self, rest: Instant, again: Option<Instant>) -> Option<Job<T>> {
        let mut state = self.state();
        loop {
            let now = Instant::now();
            if state.is_over {
                return None;
            }
            let is_due = again.is_some_and(|again| again <= now);
            if state.is_new || is_due || (state.is_stale && rest <= now) {
                let is_new = state.is_new;
                state.is_new = false;
                state.is_stale = false;
                return Some(Job {
                    wanted: state.wanted.clone(),
                    is_new,
                });
            }
            let rest = state.is_stale.then_some(rest);
            let until = rest.into_iter().chain(again).min();
            state = self.wait(state, until.map(|until| until - now));
        }
    }

    fn wait<'a>(
        &self,
        state: MutexGuard<'a, State<T>>,
        time: Option<std::time::Duration>,
    ) -> MutexGuard<'a, State<T>> {
        let woken = &self.shared.woken;
        match time {
            Some(time) => {
                let waited = woken.wait_timeout(state, time);
                waited.unwrap_or_else(PoisonError::into_inner).0
            }
            None => woken.wait(state).unwrap_or_else(PoisonError::into_inner),
        }
    }

    fn interrupt(&self, state: &State<T>) {
        if let Some(interrupter) = &state.interrupter {
            interrupter.interrupt();
        }
        self.shared.woken.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State<T>> {
        let state = self.shared.state.lock();
        state.unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn the_newest_wish_alone_is_handed_over() {
        let newest = Newest::new(1);
        let now = Instant::now();
        newest.want(2);
        newest.want(3);
        let job = newest.next(now, None).unwrap();
        assert_eq!((job.wanted, job.is_new), (3, true));
        assert!(!newest.is_outdated());
        newest.want(4);
        assert!(newest.is_outdated());
    }

    #[test]
    fn many_changes_are_one_and_wait_for_their_rest() {
        let newest = Newest::new(1);
        let start = Instant::now();
        newest.next(start, None).unwrap();
        for _ in 0..1_000 {
            newest.refresh();
        }
        let rest = start + Duration::from_millis(60);
        let job = newest.next(rest, None).unwrap();
        assert!(!job.is_new);
        assert!(Instant::now() >= rest);
        let again = Instant::now() + Duration::from_millis(20);
        newest.next(start, Some(again)).unwrap();
        assert!(Instant::now() >= again, "nothing else was to do");
    }

    #[test]
    fn an_end_is_an_end() {
        let newest = Newest::new(1);
        newest.end();
        assert!(newest.next(Instant::now(), None).is_none());
    }
}
