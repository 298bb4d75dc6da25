//! The connections to the server behind: a few from the start, more when many requests wait for the disk.

use std::io::{self, ErrorKind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::private::{Address, Answered, Private};
use super::turns::Turns;

/// Connections to the server behind, each used by one request at a time.
pub struct Pool {
    address: Address,
    turns: Arc<Turns>,
    state: Mutex<State>,
    /// Told when one comes free, and when another may be opened.
    changed: Condvar,
    /// Set once nobody takes connections at the private address any more.
    deserted: AtomicBool,
}

struct State {
    /// Those that nobody uses.
    free: Vec<Private>,
    /// How many there are, used or not.
    all: usize,
    /// Another is being opened: one by one.
    opening: bool,
    /// None is opened before that.
    open_at: Instant,
    closed: bool,
}

/// How long a request waits for its turn and for a connection, both together.
const PATIENCE: Duration = Duration::from_secs(10);

/// How soon another is tried where the last one could not be opened.
const AGAIN: Duration = Duration::from_millis(100);

impl Pool {
    /// Opens so many connections, one by one, later as many as there are turns.
    pub fn open(address: &Address, connections: usize, turns: Arc<Turns>) -> io::Result<Self> {
        let mut free = Vec::with_capacity(connections);
        for _ in 0..connections {
            free.push(open(address)?);
        }
        Ok(Self {
            address: address.clone(),
            turns,
            state: Mutex::new(State {
                all: free.len(),
                free,
                opening: false,
                open_at: Instant::now(),
                closed: false,
            }),
            changed: Condvar::new(),
            deserted: AtomicBool::new(false),
        })
    }

    /// Lets so many requests be behind the gate from now on, on as many connections.
    pub fn set_most(&self, most: usize) {
        self.turns.set_most(most);
        self.changed.notify_all();
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
        self.changed.notify_all();
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
        let deadline = Instant::now() + PATIENCE;
        let _turn = self.turns.take(PATIENCE).ok_or(ErrorKind::TimedOut)?;
        let mut private = self.connection(deadline)?;
        let mut used = Used {
            pool: self,
            private: None,
        };
        let answer = private.exchange(head, body, without_body, answered)?;
        used.private = Some(private);
        Ok(answer)
    }

    /// True when the server behind answers on a connection of its own.
    pub fn is_answered(&self) -> bool {
        self.open_another().is_ok()
    }

    /// A connection for a request whose turn it is: one that is free, or another while there may be more.
    fn connection(&self, deadline: Instant) -> io::Result<Private> {
        let mut state = self.state();
        loop {
            if state.closed {
                return Err(ErrorKind::ConnectionAborted.into());
            }
            if let Some(private) = state.free.pop() {
                return Ok(private);
            }
            let now = Instant::now();
            if now >= deadline {
                return Err(ErrorKind::TimedOut.into());
            }
            let may_grow = !state.opening && state.all < self.turns.most();
            if may_grow && state.open_at <= now {
                state.opening = true;
                drop(state);
                if let Some(private) = self.grow()? {
                    return Ok(private);
                }
                state = self.state();
                continue;
            }
            let until = if may_grow {
                deadline.min(state.open_at)
            } else {
                deadline
            };
            let waited = self.changed.wait_timeout(state, until - now);
            (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Opens one more. None where that does not succeed, such as for want of descriptors, while there are others that
    /// will come free.
    fn grow(&self) -> io::Result<Option<Private>> {
        let opened = self.open_another();
        let mut state = self.state();
        state.opening = false;
        let grown = match opened {
            Ok(private) => {
                state.all += 1;
                Ok(Some(private))
            }
            Err(error) => {
                state.open_at = Instant::now() + AGAIN;
                if state.all == 0 { Err(error) } else { Ok(None) }
            }
        };
        drop(state);
        self.changed.notify_all();
        grown
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

/// A connection in use. When this is dropped, it comes free where it was put back, and is no more where it was not.
struct Used<'a> {
    pool: &'a Pool,
    private: Option<Private>,
}

impl Drop for Used<'_> {
    fn drop(&mut self) {
        let mut state = self.pool.state();
        match self.private.take() {
            Some(private) => state.free.push(private),
            None => state.all -= 1,
        }
        drop(state);
        self.pool.changed.notify_all();
    }
}

/// A second try, because the server may have missed the first.
fn open(address: &Address) -> io::Result<Private> {
    address.open().or_else(|_| address.open())
}
