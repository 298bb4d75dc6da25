//! Who is connected, and who gives way when there is no room.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::limits::Limits;
use super::line::Line;

/// All connections at the moment.
pub struct Crowd {
    most: usize,
    most_per_address: usize,
    loopback_exempt: bool,
    lines: Mutex<Lines>,
    /// Told each time that one leaves.
    left: Condvar,
}

#[derive(Default)]
struct Lines {
    all: HashMap<u64, Arc<Line>>,
    /// Of each address, how many; of those only that are not exempt.
    per_address: HashMap<IpAddr, usize>,
    next: u64,
}

/// One of the crowd, until dropped.
pub struct Member {
    crowd: Arc<Crowd>,
    id: u64,
    pub line: Arc<Line>,
}

/// Why one cannot join.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Full {
    /// Somebody has to leave first.
    InAll,
    /// Its address has as many as it may have.
    ForAddress,
}

impl Crowd {
    pub fn new(limits: &Limits) -> Self {
        Self {
            most: limits.connections,
            most_per_address: limits.connections_per_address,
            loopback_exempt: limits.loopback_exempt,
            lines: Mutex::default(),
            left: Condvar::new(),
        }
    }

    /// Whether one from this address would be let in now.
    pub fn room(&self, remote: SocketAddr) -> Result<(), Full> {
        let lines = self.lines();
        if let Some(address) = self.counted(remote) {
            let there = lines.per_address.get(&address).copied().unwrap_or(0);
            if there >= self.most_per_address {
                return Err(Full::ForAddress);
            }
        }
        if lines.all.len() >= self.most {
            return Err(Full::InAll);
        }
        Ok(())
    }

    /// Lets one in.
    pub fn join(self: &Arc<Self>, stream: TcpStream, remote: SocketAddr) -> Member {
        let line = Arc::new(Line::new(stream, remote));
        let mut lines = self.lines();
        let id = lines.next;
        lines.next += 1;
        lines.all.insert(id, Arc::clone(&line));
        if let Some(address) = self.counted(remote) {
            *lines.per_address.entry(address).or_default() += 1;
        }
        let crowd = Arc::clone(self);
        Member { crowd, id, line }
    }

    /// Has the one leave that can best be spared. False where nobody can.
    pub fn evict(&self) -> bool {
        let now = Instant::now();
        let lines = self.lines();
        let spared = lines
            .all
            .values()
            .filter_map(|line| line.spare(now).map(|rank| (rank, line)))
            .min_by_key(|(rank, _)| *rank);
        spared.is_some_and(|(_, line)| line.evict(now))
    }

    /// Waits until somebody leaves, but no longer than that.
    pub fn wait(&self, timeout: Duration) {
        let lines = self.lines();
        // Whether it was in vain is seen by whoever looks for room again.
        let _ = self.left.wait_timeout(lines, timeout);
    }

    /// Has those leave that are idle or still sending, and the others as soon as they are answered.
    pub fn send_home(&self) {
        for line in self.lines().all.values() {
            line.send_home();
        }
    }

    /// Cuts everybody off.
    pub fn disperse(&self) {
        for line in self.lines().all.values() {
            line.cut();
        }
    }

    /// Waits until nobody is left, but no longer than that.
    pub fn wait_for_all(&self, deadline: Instant) -> bool {
        let mut lines = self.lines();
        while !lines.all.is_empty() {
            let rest = deadline.saturating_duration_since(Instant::now());
            if rest.is_zero() {
                return false;
            }
            let (again, _) = self
                .left
                .wait_timeout(lines, rest)
                .unwrap_or_else(PoisonError::into_inner);
            lines = again;
        }
        true
    }

    /// The address to count one under; none where it is exempt.
    fn counted(&self, remote: SocketAddr) -> Option<IpAddr> {
        let address = remote.ip().to_canonical();
        if self.loopback_exempt && address.is_loopback() {
            return None;
        }
        Some(match address {
            IpAddr::V4(_) => address,
            // Whoever has one IPv6 address has a network of them.
            IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (!0 << 64))),
        })
    }

    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        let counted = self.crowd.counted(self.line.remote());
        let mut lines = self.crowd.lines();
        lines.all.remove(&self.id);
        if let Some(address) = counted
            && let Some(there) = lines.per_address.get_mut(&address)
        {
            *there -= 1;
            if *there == 0 {
                lines.per_address.remove(&address);
            }
        }
        drop(lines);
        self.crowd.left.notify_all();
    }
}
