//! How much the gate takes, and for how long it waits.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

/// The limits of the gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Connections at once, in all.
    pub connections: usize,
    /// Connections at once from one remote address (of IPv6, from one network of 64 bits).
    pub connections_per_address: usize,
    /// Whether connections from this machine are exempt from the limit for one address. Whatever comes through a
    /// tunnel or a proxy on this machine shares its address.
    pub loopback_exempt: bool,
    /// Bytes of a request's head: its line and its headers.
    pub head_bytes: usize,
    /// Bytes of a body.
    pub body_bytes: usize,
    /// Bytes of all bodies under way together, besides the first 64 kB of each.
    pub memory_bytes: usize,
    /// From a request's first byte, on a new connection from its start, to the end of its head.
    pub head_time: Duration,
    /// From the end of the head to the end of the body.
    pub body_time: Duration,
    /// From one request to the next on a connection that is kept.
    pub idle_time: Duration,
    /// For a client to take its answer.
    pub answer_time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 256,
            connections_per_address: 64,
            loopback_exempt: true,
            head_bytes: 32 << 10,
            body_bytes: 16 << 20,
            memory_bytes: 64 << 20,
            head_time: Duration::from_secs(10),
            body_time: Duration::from_secs(30),
            idle_time: Duration::from_mins(1),
            answer_time: Duration::from_secs(10),
        }
    }
}

impl Limits {
    /// The same, but such that they can be kept: the largest body fits into memory, and the connections into the
    /// descriptors that the system gives to this process.
    #[must_use]
    pub fn feasible(mut self) -> Self {
        self.memory_bytes = self.memory_bytes.max(self.body_bytes);
        if let Some(descriptors) = descriptors() {
            let left = descriptors.saturating_sub(OTHER_DESCRIPTORS);
            let most = (left / 2).max(left.saturating_sub(BURST_DESCRIPTORS));
            self.connections = self.connections.min(most.max(FEWEST_CONNECTIONS));
        }
        self
    }
}

/// The limits that hold at the moment. Others may hold at any time: who is connected stays, and is held to them from the
/// next step on.
pub struct InForce(RwLock<Arc<Limits>>);

impl InForce {
    /// These limits, as far as they can be kept.
    pub fn new(limits: &Limits) -> Arc<Self> {
        let limits = limits.clone().feasible();
        Arc::new(Self(RwLock::new(Arc::new(limits))))
    }

    pub fn now(&self) -> Arc<Limits> {
        let held = self.0.read().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(&held)
    }

    /// Lets these hold from now on, as far as they can be kept.
    pub fn set(&self, limits: &Limits) {
        let limits = Arc::new(limits.clone().feasible());
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = limits;
    }
}

/// Descriptors that are not for clients: of the book, the log, the private connections, the window.
const OTHER_DESCRIPTORS: usize = 96;

/// Of the private connections that come with many clients: three for each, and for four clients one.
const BURST_DESCRIPTORS: usize = 168;

/// However few descriptors there are.
const FEWEST_CONNECTIONS: usize = 8;

/// As many descriptors as it takes to receive at all.
pub const FEWEST_DESCRIPTORS: usize = OTHER_DESCRIPTORS + FEWEST_CONNECTIONS;

/// How many descriptors this process may have open, where there is a limit.
pub fn descriptors() -> Option<usize> {
    #[cfg(unix)]
    return rustix::process::getrlimit(rustix::process::Resource::Nofile)
        .current
        .and_then(|most| usize::try_from(most).ok());
    #[cfg(not(unix))]
    None
}
