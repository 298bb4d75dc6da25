//! Whose turn it is to write.
//!
//! SQLite lets one connection write at a time and has the others try again after ever longer pauses. Connections
//! that share a pen wake each other instead, and whoever is waited for goes first.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use rusqlite::{InterruptHandle, Transaction};

/// How soon somebody has to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Haste {
    /// A sender waits for the outcome.
    Urgent,
    /// Whatever is urgent goes first, for a while.
    Patient,
}

/// How soon it is asked again to give way: between two statements there is nothing to be ended.
const ASK_AGAIN: Duration = Duration::from_millis(5);

/// So long the patient let others go first.
const GRACE: Duration = Duration::from_millis(50);

/// Shared by the connections of one process to a book.
#[derive(Default)]
pub(super) struct Pen {
    state: Mutex<State>,
    put_down: Condvar,
}

/// Ends what takes its time, of some connections to a book.
#[derive(Clone)]
pub struct Hurry {
    pen: Arc<Pen>,
    is_on: Arc<AtomicBool>,
}

impl Hurry {
    /// Of those that look whether it is on.
    pub(super) fn of(pen: &Arc<Pen>, is_on: &Arc<AtomicBool>) -> Self {
        Self {
            pen: Arc::clone(pen),
            is_on: Arc::clone(is_on),
        }
    }

    /// From now on whichever of them finds the book taken by another process is told so at once. The one who gives way while
    /// it writes does so.
    pub fn begin(&self) {
        self.is_on.store(true, Ordering::Release);
        if let Some(statement) = &self.pen.state().gives_way {
            statement.interrupt();
        }
    }
}

#[derive(Default)]
struct State {
    taken: bool,
    /// Who waits, and since when: the first is next.
    waiting: BTreeSet<Place>,
    places: u64,
    /// Ends the statement of the one who writes, where that one gives way.
    gives_way: Option<InterruptHandle>,
}

type Place = (Haste, u64);

impl State {
    fn is_turn_of(&self, place: Place) -> bool {
        !self.taken && self.waiting.first() == Some(&place)
    }
}

impl Pen {
    /// True while somebody waits for their turn.
    pub(super) fn is_waited_for(&self) -> bool {
        !self.state().waiting.is_empty()
    }

    /// Waits for one's turn, but not much longer than that; none when it did not come.
    pub(super) fn take(self: &Arc<Self>, haste: Haste, patience: Duration) -> Option<Turn> {
        let mut state = self.state();
        let mut place = (haste, state.places);
        state.places += 1;
        state.waiting.insert(place);
        if haste == Haste::Patient {
            state = self.wait(state, place, GRACE);
            if !state.is_turn_of(place) {
                state.waiting.remove(&place);
                place.0 = Haste::Urgent;
                state.waiting.insert(place);
            }
        }
        state = self.wait(state, place, patience);
        let granted = state.is_turn_of(place);
        state.waiting.remove(&place);
        state.taken |= granted;
        if granted {
            return Some(Turn(Arc::clone(self)));
        }
        drop(state);
        self.put_down.notify_all();
        None
    }

    fn wait<'a>(
        &self,
        mut state: MutexGuard<'a, State>,
        place: Place,
        patience: Duration,
    ) -> MutexGuard<'a, State> {
        let until = Instant::now() + patience;
        while !state.is_turn_of(place) {
            let mut left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                break;
            }
            if let Some(statement) = &state.gives_way {
                statement.interrupt();
                left = left.min(ASK_AGAIN);
            }
            let waited = self.put_down.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        state
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Has the pen until dropped.
pub(super) struct Turn(Arc<Pen>);

impl Turn {
    /// Gives way during this work: a statement of the connection ends as interrupted as soon as somebody else waits.
    fn give_way<T>(&self, statement: InterruptHandle, work: impl FnOnce() -> T) -> T {
        self.0.state().gives_way = Some(statement);
        self.0.put_down.notify_all();
        let done = work();
        self.0.state().gives_way = None;
        done
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.state().taken = false;
        self.0.put_down.notify_all();
    }
}

/// A transaction that may write; dropped without a commit, none of it happened.
pub struct Writing<'a> {
    tx: Transaction<'a>,
    /// Given back after the transaction has ended.
    turn: Turn,
}

impl<'a> Writing<'a> {
    pub(super) fn new(tx: Transaction<'a>, turn: Turn) -> Self {
        Self { tx, turn }
    }

    /// Does work whose statements end as interrupted as soon as somebody else of this process wants to write. Those that
    /// end the transaction do not: it would stay open.
    pub(super) fn give_way<T>(&self, work: impl FnOnce() -> T) -> T {
        self.turn.give_way(self.tx.get_interrupt_handle(), work)
    }

    /// Makes it happen.
    pub fn commit(self) -> rusqlite::Result<()> {
        self.tx.commit()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::sync_channel;
    use std::thread;

    use rusqlite::{Connection, ErrorCode};

    use super::*;

    const PATIENCE: Duration = Duration::from_secs(20);

    /// Has these wait for a pen that is taken, one after the other, and says who got it first.
    fn order(waiting: &'static [(Haste, &str)], held: Duration) -> Vec<&'static str> {
        let pen = Arc::new(Pen::default());
        let turn = pen.take(Haste::Urgent, PATIENCE);
        let (got, order) = sync_channel(waiting.len());
        let threads: Vec<_> = (1..)
            .zip(waiting)
            .map(|(count, (haste, name))| {
                let (theirs, got) = (Arc::clone(&pen), got.clone());
                let work = move || {
                    let _turn = theirs.take(*haste, PATIENCE).unwrap();
                    got.send(*name).unwrap();
                };
                let thread = thread::Builder::new().name((*name).to_owned());
                let thread = thread.spawn(work).unwrap();
                while pen.state().waiting.len() < count {
                    thread::yield_now();
                }
                thread
            })
            .collect();
        thread::sleep(held);
        drop(turn);
        for thread in threads {
            thread.join().unwrap();
        }
        order.try_iter().collect()
    }

    #[test]
    fn who_came_first_writes_first() {
        let waiting = &[(Haste::Urgent, "one"), (Haste::Urgent, "other")];
        assert_eq!(order(waiting, Duration::ZERO), ["one", "other"]);
    }

    #[test]
    fn the_patient_does_not_wait_for_ever() {
        let waiting = &[(Haste::Patient, "patient"), (Haste::Urgent, "urgent")];
        assert_eq!(order(waiting, GRACE * 4), ["patient", "urgent"]);
    }

    const ENDLESS: &str =
        "WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n) SELECT count(*) FROM n";

    fn is_interrupted(db: &Connection) -> bool {
        let ended = db.query_row(ENDLESS, [], |row| row.get::<_, i64>(0));
        ended.unwrap_err().sqlite_error_code() == Some(ErrorCode::OperationInterrupted)
    }

    #[test]
    fn who_gives_way_is_interrupted_for_whoever_waits() {
        let db = Connection::open_in_memory().unwrap();
        for haste in [Haste::Urgent, Haste::Patient] {
            let pen = Arc::new(Pen::default());
            let turn = pen.take(Haste::Patient, PATIENCE).unwrap();
            let theirs = Arc::clone(&pen);
            let other = thread::Builder::new().name("other".to_owned());
            let other = other.spawn(move || theirs.take(haste, PATIENCE).is_some());
            assert!(turn.give_way(db.get_interrupt_handle(), || is_interrupted(&db)));
            // Whoever still waits interrupts nothing else.
            db.execute_batch("BEGIN; COMMIT;").unwrap();
            drop(turn);
            assert!(other.unwrap().join().unwrap());
        }
    }

    #[test]
    fn who_gives_way_is_interrupted_in_a_hurry() {
        let mut db = Connection::open_in_memory().unwrap();
        let pen = Arc::new(Pen::default());
        let turn = pen.take(Haste::Patient, PATIENCE).unwrap();
        let hurry = Hurry::of(&pen, &Arc::default());
        let (begun, has_begun) = sync_channel(1);
        let tell = move || {
            let _ = begun.try_send(());
            false
        };
        db.progress_handler(100, Some(tell)).unwrap();
        let other = thread::Builder::new().name("other".to_owned());
        let other = other.spawn(move || {
            has_begun.recv().unwrap();
            hurry.begin();
        });
        assert!(turn.give_way(db.get_interrupt_handle(), || is_interrupted(&db)));
        other.unwrap().join().unwrap();
        drop(turn);
    }

    #[test]
    fn who_does_not_get_it_in_time_keeps_nobody_out() {
        let pen = Arc::new(Pen::default());
        let turn = pen.take(Haste::Urgent, PATIENCE);
        assert!(pen.take(Haste::Urgent, Duration::from_millis(1)).is_none());
        drop(turn);
        assert!(pen.take(Haste::Patient, PATIENCE).is_some());
    }
}
