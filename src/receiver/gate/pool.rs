//! The connections to the server behind: a few from the start, more when many requests wait for the disk.

use std::io::{self, ErrorKind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::private::{Address, Answered, Private};
use super::turns::Turns;

/// Connections to the server behind, each used by one request at a time.
pub struct Pool {
    address: Address,
    turns: Arc<Turns>,
    state: Mutex<State>,
    returned: Condvar,
    /// Held while one is opened: one by one.
    opening: Mutex<()>,
    /// Set once nobody takes connections at the private address any more.
    deserted: AtomicBool,
}

struct State {
    /// Those that nobody uses; none stands for one that has to be opened.
    free: Vec<Option<Private>>,
    /// How many there are, used or not.
    all: usize,
    closed: bool,
}

/// How long a request waits for its turn.
const PATIENCE: Duration = Duration::from_secs(10);

impl Pool {
    /// Opens so many connections, one by one, later as many as there are turns.
    pub fn open(address: &Address, connections: usize, turns: Arc<Turns>) -> io::Result<Self> {
        let mut free = Vec::with_capacity(connections);
        for _ in 0..connections {
            free.push(Some(open(address)?));
        }
        Ok(Self {
            address: address.clone(),
            turns,
            state: Mutex::new(State {
                all: free.len(),
                free,
                closed: false,
            }),
            returned: Condvar::new(),
            opening: Mutex::new(()),
            deserted: AtomicBool::new(false),
        })
    }

    /// True when the server behind was found to take no connections any more: it lost its own for want of descriptors,
    /// or its socket was removed. Those that are open go on; only a new server helps.
    pub fn is_deserted(&self) -> bool {
        self.deserted.load(Ordering::Acquire)
    }

    /// Whoever waits for a turn or a connection, or comes from now on, waits in vain.
    pub fn close(&self) {
        self.turns.close();
        self.state().closed = true;
        self.returned.notify_all();
    }

    /// The secret that requests must bring.
    pub fn key(&self) -> Option<&str> {
        self.address.key()
    }

    /// Has a request answered, and the answer used. `without_body` says that HEAD is asked.
    pub fn exchange<T>(
        &self,
        head: &[u8],
        body: &mut Vec<u8>,
        without_body: bool,
        answered: impl FnOnce(&Answered) -> T,
    ) -> io::Result<T> {
        let _turn = self.turns.take(PATIENCE).ok_or(ErrorKind::TimedOut)?;
        let mut used = self.connection()?;
        let mut private = match used.private.take() {
            Some(private) => private,
            None => self.reopen()?,
        };
        let answer = private.exchange(head, body, without_body, answered)?;
        used.private = Some(private);
        Ok(answer)
    }

    fn reopen(&self) -> io::Result<Private> {
        let _one_by_one = self.opening.lock().unwrap_or_else(PoisonError::into_inner);
        self.open_another()
    }

    /// A connection for a request whose turn it is.
    fn connection(&self) -> io::Result<Used<'_>> {
        let used = |private| Used {
            pool: self,
            private,
        };
        if let Some(private) = self.state().free.pop() {
            return Ok(used(private));
        }
        if let Some(private) = self.grow() {
            return Ok(used(Some(private)));
        }
        let (mut state, _) = self
            .returned
            .wait_timeout_while(self.state(), PATIENCE, |state| {
                state.free.is_empty() && !state.closed
            })
            .unwrap_or_else(PoisonError::into_inner);
        if state.closed {
            return Err(ErrorKind::ConnectionAborted.into());
        }
        let private = state.free.pop().ok_or(ErrorKind::TimedOut)?;
        Ok(used(private))
    }

    /// Opens one more. None where there are enough, where another is being opened and where it does not succeed,
    /// such as for want of descriptors.
    fn grow(&self) -> Option<Private> {
        let _one_by_one = self.opening.try_lock().ok()?;
        if self.state().all >= self.turns.most() {
            return None;
        }
        let private = self.open_another().ok()?;
        self.state().all += 1;
        Some(private)
    }

    fn open_another(&self) -> io::Result<Private> {
        open(&self.address).inspect_err(|error| {
            let deserted = matches!(
                error.kind(),
                ErrorKind::ConnectionRefused | ErrorKind::NotFound
            );
            if deserted && !self.deserted.swap(true, Ordering::AcqRel) {
                log::error!("nobody serves at the private address any more: {error}");
            }
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection in use; back in the pool when dropped, to be opened anew unless it was put back.
struct Used<'a> {
    pool: &'a Pool,
    private: Option<Private>,
}

impl Drop for Used<'_> {
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
