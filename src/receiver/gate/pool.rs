//! The connections to the server behind: a few from the start, more when many requests wait for the disk.

use std::io::{self, ErrorKind};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use super::private::{Address, Answered, Private};

/// Connections to the server behind, each used by one request at a time.
pub struct Pool {
    address: Address,
    /// How many there may be.
    most: usize,
    state: Mutex<State>,
    returned: Condvar,
    /// Held while one is opened: one by one.
    opening: Mutex<()>,
}

struct State {
    /// Those that nobody uses; none stands for one that has to be opened.
    free: Vec<Option<Private>>,
    /// How many there are, used or not.
    all: usize,
}

/// How long a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often a request lets others run before it sleeps until its turn: under load a connection is mostly free by
/// then, and the wake-up saved is a good part of what a request costs (with 64 clients 0.7 of bare `tiny_http`'s
/// throughput instead of 0.5).
const YIELDS: usize = 4;

impl Pool {
    /// Opens so many connections, one by one, later up to `most`.
    pub fn open(address: &Address, connections: usize, most: usize) -> io::Result<Self> {
        let mut free = Vec::with_capacity(connections);
        for _ in 0..connections {
            free.push(Some(open(address)?));
        }
        Ok(Self {
            address: address.clone(),
            most,
            state: Mutex::new(State {
                all: free.len(),
                free,
            }),
            returned: Condvar::new(),
            opening: Mutex::new(()),
        })
    }

    /// The secret that requests must bring.
    pub fn key(&self) -> Option<&str> {
        self.address.key()
    }

    /// Has a request answered, and the answer used. `without_body` says that HEAD is asked.
    pub fn exchange<T>(
        &self,
        head: &[u8],
        body: Vec<u8>,
        without_body: bool,
        answered: impl FnOnce(&Answered) -> T,
    ) -> io::Result<T> {
        let mut turn = self.turn()?;
        let mut private = match turn.private.take() {
            Some(private) => private,
            None => self.reopen()?,
        };
        let used = private.exchange(head, body, without_body, answered)?;
        turn.private = Some(private);
        Ok(used)
    }

    fn reopen(&self) -> io::Result<Private> {
        let _one_by_one = self.opening.lock().unwrap_or_else(PoisonError::into_inner);
        open(&self.address)
    }

    fn turn(&self) -> io::Result<Turn<'_>> {
        let turn = |private| Turn {
            pool: self,
            private,
        };
        for _ in 0..YIELDS {
            if let Some(private) = self.state().free.pop() {
                return Ok(turn(private));
            }
            thread::yield_now();
        }
        if let Some(private) = self.grow() {
            return Ok(turn(Some(private)));
        }
        let (mut state, _) = self
            .returned
            .wait_timeout_while(self.state(), PATIENCE, |state| state.free.is_empty())
            .unwrap_or_else(PoisonError::into_inner);
        let private = state.free.pop().ok_or(ErrorKind::TimedOut)?;
        Ok(turn(private))
    }

    /// Opens one more. None where there are enough, where another is being opened and where it does not succeed,
    /// such as for want of descriptors.
    fn grow(&self) -> Option<Private> {
        let _one_by_one = self.opening.try_lock().ok()?;
        if self.state().all >= self.most {
            return None;
        }
        let private = open(&self.address).ok()?;
        self.state().all += 1;
        Some(private)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection in use; back in the pool when dropped, to be opened anew unless it was put back.
struct Turn<'a> {
    pool: &'a Pool,
    private: Option<Private>,
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut state = self.pool.state();
        match self.private.take() {
            Some(private) => state.free.push(Some(private)),
            // Those that are open are taken first.
            None => state.free.insert(0, None),
        }
        drop(state);
        self.pool.returned.notify_one();
    }
}

/// A second try, because the server may have missed the first.
fn open(address: &Address) -> io::Result<Private> {
    address.open().or_else(|_| address.open())
}
