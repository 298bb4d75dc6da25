//! One connection as others see it: where it stands, and how it is told to end.

use std::net::{Shutdown, SocketAddr, TcpStream};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The connection of a client.
pub struct Line {
    stream: TcpStream,
    remote: SocketAddr,
    state: Mutex<State>,
}

struct State {
    phase: Phase,
    since: Instant,
    /// Bytes of the body that arrived so far.
    received: usize,
    told: Option<Told>,
}

/// What a connection is at. In this order they give way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Answered for good; what still arrives is thrown away.
    Lingering,
    /// Between two requests, or before the first.
    Idle,
    /// A head has begun to arrive.
    Head,
    /// The client takes its answer.
    Answering,
    /// The answer is held back on purpose.
    Held,
    /// The head is there, the body is not.
    Body,
    /// The request is there whole, the answer is not: never evicted.
    Handling,
}

/// What a connection was told from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// To give way to another.
    Evicted,
    /// To end because the receiver ends.
    SentHome,
}

/// How long each may take before it can be asked to give way. A newcomer's first bytes may be on their way still; a
/// head that has begun mostly comes in one piece, and the shorter its grace, the more newcomers get through a flood
/// of halves.
const GRACE: Duration = Duration::from_millis(200);
const GRACE_FOR_HEAD: Duration = Duration::from_millis(50);
const GRACE_FOR_BODY: Duration = Duration::from_millis(500);

/// A body that comes faster is not evicted.
const FAST_BYTES_PER_SEC: u128 = 64 << 10;

impl Line {
    pub fn new(stream: TcpStream, remote: SocketAddr) -> Self {
        let state = State {
            phase: Phase::Idle,
            since: Instant::now(),
            received: 0,
            told: None,
        };
        Self {
            stream,
            remote,
            state: Mutex::new(state),
        }
    }

    pub fn stream(&self) -> &TcpStream {
        &self.stream
    }

    pub fn remote(&self) -> SocketAddr {
        self.remote
    }

    /// Enters a phase.
    pub fn enter(&self, phase: Phase) {
        let mut state = self.state();
        state.phase = phase;
        state.since = Instant::now();
        state.received = 0;
    }

    /// Further bytes of the body arrived.
    pub fn received(&self, bytes: usize) {
        self.state().received += bytes;
    }

    /// What it was told; nothing to the one that may go on.
    pub fn told(&self) -> Option<Told> {
        self.state().told
    }

    /// How well it can be spared: less is sooner. None where it cannot be, or is about to leave anyway.
    pub fn spare(&self, now: Instant) -> Option<(Phase, Instant)> {
        let state = self.state();
        (state.told.is_none() && state.can_be_spared(now)).then_some((state.phase, state.since))
    }

    /// Tells it to give way. What it sent until now can still be read; false where it has moved on meanwhile.
    pub fn evict(&self, now: Instant) -> bool {
        let mut state = self.state();
        if state.told.is_some() || !state.can_be_spared(now) {
            return false;
        }
        state.told = Some(Told::Evicted);
        let end = match state.phase {
            Phase::Lingering | Phase::Answering => Shutdown::Both,
            Phase::Idle | Phase::Head | Phase::Held | Phase::Body | Phase::Handling => {
                Shutdown::Read
            }
        };
        self.shutdown(end);
        true
    }

    /// Tells it that the receiver ends: nothing further is read, what is under way is answered.
    pub fn send_home(&self) {
        let mut state = self.state();
        state.told.get_or_insert(Told::SentHome);
        self.shutdown(Shutdown::Read);
    }

    /// Cuts it off.
    pub fn cut(&self) {
        self.state().told.get_or_insert(Told::SentHome);
        self.shutdown(Shutdown::Both);
    }

    fn shutdown(&self, how: Shutdown) {
        // The client may have gone already.
        let _ = self.stream.shutdown(how);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn can_be_spared(&self, now: Instant) -> bool {
        let age = now.saturating_duration_since(self.since);
        match self.phase {
            Phase::Lingering => true,
            Phase::Idle | Phase::Held => age >= GRACE,
            Phase::Head => age >= GRACE_FOR_HEAD,
            Phase::Answering => age >= GRACE_FOR_BODY,
            Phase::Body => {
                let fast = FAST_BYTES_PER_SEC * age.as_millis() / 1000;
                age >= GRACE_FOR_BODY && (self.received as u128) < fast
            }
            Phase::Handling => false,
        }
    }
}
