//! How many requests are behind the gate at once, and whose turn it is.
//!
//! A few at a time keep the server behind busy; more only have threads take turns. One that waits for the disk costs
//! nothing meanwhile, so another may go in its place: the more deliveries share a flush, the better.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, Thread};
use std::time::{Duration, Instant};

/// How often a request lets others run before it sleeps until its turn: under load it mostly comes by then, and the
/// wake-up saved is a good part of what a request costs (with 64 clients 0.7 of bare `tiny_http`'s throughput instead
/// of 0.5).
const YIELDS: usize = 4;

/// So long newcomers that are awake may go before one that sleeps. After that it is next, whoever else comes.
const FAIR: Duration = Duration::from_millis(5);

/// Whose turn it is.
pub struct Turns {
    /// How many may be worked on at once.
    few: usize,
    /// How many may be behind the gate, those included that rest.
    most: AtomicUsize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    taken: usize,
    resting: usize,
    closed: bool,
    /// Who waits, in the order of arrival.
    waiting: VecDeque<Arc<Waiter>>,
}

struct Waiter {
    since: Instant,
    thread: Thread,
    /// It has its turn, and need not ask for it.
    granted: AtomicBool,
}

impl Turns {
    /// So many are worked on at once, and so many are behind the gate with those that rest.
    pub fn new(few: usize, most: usize) -> Arc<Self> {
        Arc::new(Self {
            few,
            most: AtomicUsize::new(most),
            state: Mutex::default(),
        })
    }

    /// How many may be behind the gate.
    pub fn most(&self) -> usize {
        self.most.load(Ordering::Relaxed)
    }

    /// Lets so many be behind the gate from now on; those that are stay.
    pub fn set_most(&self, most: usize) {
        self.most.store(most, Ordering::Relaxed);
        self.wake(&mut self.state());
    }

    /// Waits for a turn, but no longer than that.
    pub fn take(&self, patience: Duration) -> Option<Turn<'_>> {
        for _ in 0..YIELDS {
            if self.step_in() {
                return Some(Turn(self));
            }
            thread::yield_now();
        }
        let waiter = Arc::new(Waiter {
            since: Instant::now(),
            thread: thread::current(),
            granted: AtomicBool::new(false),
        });
        self.state().waiting.push_back(Arc::clone(&waiter));
        let taken = self.wait(&waiter, patience);
        taken.then(|| Turn(self))
    }

    /// From now on there are no turns, neither for those who wait.
    pub fn close(&self) {
        let mut state = self.state();
        state.closed = true;
        for waiter in &state.waiting {
            waiter.thread.unpark();
        }
    }

    /// A delivery rests from now on until what is given is dropped: others may take its place.
    pub fn rest(self: &Arc<Self>) -> Rest {
        let mut state = self.state();
        state.resting += 1;
        self.wake(&mut state);
        drop(state);
        Rest(Arc::clone(self))
    }

    /// Takes a free turn, unless somebody has waited for too long.
    fn step_in(&self) -> bool {
        let mut state = self.state();
        let overdue = state
            .waiting
            .front()
            .is_some_and(|first| first.is_overdue());
        let free = !overdue && self.is_free(&state);
        state.taken += usize::from(free);
        free
    }

    /// Sleeps until this one has its turn; false when it did not come in time.
    fn wait(&self, waiter: &Arc<Waiter>, patience: Duration) -> bool {
        loop {
            let left = patience.saturating_sub(waiter.since.elapsed());
            let mut state = self.state();
            if waiter.granted.load(Ordering::Relaxed) {
                return true;
            }
            let is_first = state
                .waiting
                .front()
                .is_some_and(|first| Arc::ptr_eq(first, waiter));
            let is_free = is_first && self.is_free(&state);
            if is_free || left.is_zero() || state.closed {
                state.taken += usize::from(is_free);
                state.waiting.retain(|other| !Arc::ptr_eq(other, waiter));
                self.wake(&mut state);
                return is_free;
            }
            drop(state);
            thread::park_timeout(left);
        }
    }

    fn is_free(&self, state: &State) -> bool {
        let worked_on = state.taken.saturating_sub(state.resting);
        !state.closed && worked_on < self.few && state.taken < self.most()
    }

    /// Wakes whoever is next, where there is a turn; one that has waited for too long gets it.
    fn wake(&self, state: &mut State) {
        while self.is_free(state) {
            let Some(first) = state.waiting.front() else {
                return;
            };
            first.thread.unpark();
            if !first.is_overdue() {
                return;
            }
            first.granted.store(true, Ordering::Relaxed);
            state.taken += 1;
            state.waiting.pop_front();
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiter {
    fn is_overdue(&self) -> bool {
        self.since.elapsed() >= FAIR
    }
}

/// Behind the gate until dropped.
pub struct Turn<'a>(&'a Turns);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut state = self.0.state();
        state.taken -= 1;
        self.0.wake(&mut state);
    }
}

/// Waits for the disk until dropped.
pub struct Rest(Arc<Turns>);

impl Drop for Rest {
    fn drop(&mut self) {
        self.0.state().resting -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Duration = Duration::from_secs(20);

    #[test]
    fn a_few_are_worked_on_and_those_that_rest_give_their_place_to_others() {
        let turns = Turns::new(2, 3);
        let _first = turns.take(Duration::ZERO).unwrap();
        let _second = turns.take(Duration::ZERO).unwrap();
        assert!(turns.take(Duration::ZERO).is_none());
        let rest = turns.rest();
        let _third = turns.take(Duration::ZERO).unwrap();
        let _other = turns.rest();
        assert!(turns.take(Duration::ZERO).is_none(), "more than the most");
        drop(rest);
        assert!(turns.take(Duration::ZERO).is_none());
    }

    #[test]
    fn more_turns_let_those_in_who_wait_and_fewer_turn_nobody_out() {
        let turns = Turns::new(3, 1);
        let first = turns.take(Duration::ZERO).unwrap();
        thread::scope(|scope| {
            let waiting = scope.spawn(|| turns.take(PATIENCE).map(std::mem::forget).is_some());
            while turns.state().waiting.is_empty() {
                thread::yield_now();
            }
            turns.set_most(2);
            assert!(waiting.join().unwrap());
        });
        turns.set_most(1);
        assert!(turns.take(Duration::ZERO).is_none());
        drop(first);
        assert!(turns.take(Duration::ZERO).is_none(), "one is still there");
    }

    #[test]
    fn who_waits_when_no_more_are_given_does_not_wait_on() {
        let turns = Turns::new(1, 1);
        let turn = turns.take(Duration::ZERO).unwrap();
        thread::scope(|scope| {
            let waiting = scope.spawn(|| turns.take(PATIENCE).is_some());
            while turns.state().waiting.is_empty() {
                thread::yield_now();
            }
            turns.close();
            assert!(!waiting.join().unwrap());
        });
        drop(turn);
        assert!(turns.take(Duration::ZERO).is_none());
    }

    #[test]
    fn who_has_waited_too_long_is_next_whoever_else_comes() {
        let turns = Turns::new(1, 1);
        let turn = turns.take(PATIENCE).unwrap();
        let ended = AtomicBool::new(false);
        thread::scope(|scope| {
            let patient = scope.spawn(|| {
                let turn = turns.take(PATIENCE);
                while !ended.load(Ordering::Acquire) {
                    thread::yield_now();
                }
                turn.is_some()
            });
            let first = || turns.state().waiting.front().cloned();
            while first().is_none_or(|first| !first.is_overdue()) {
                thread::yield_now();
            }
            drop(turn);
            let overtaken = turns.take(Duration::ZERO).is_some();
            ended.store(true, Ordering::Release);
            assert!(!overtaken);
            assert!(patient.join().unwrap());
        });
        assert!(turns.take(Duration::ZERO).is_some());
    }
}
