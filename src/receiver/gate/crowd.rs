//! Who is connected, and who gives way when there is no room.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr, SocketAddr, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::limits::InForce;
use super::line::Line;

/// All connections at the moment.
pub struct Crowd {
    limits: Arc<InForce>,
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
    /// The address that it is counted under.
    counted: Option<IpAddr>,
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
    pub fn new(limits: Arc<InForce>) -> Self {
        Self {
            limits,
            lines: Mutex::default(),
            left: Condvar::new(),
        }
    }

    /// Whether one from this address would be let in now.
    pub fn room(&self, remote: SocketAddr) -> Result<(), Full> {
        let limits = self.limits.now();
        let lines = self.lines();
        if let Some(address) = counted(remote, limits.loopback_exempt) {
            let there = lines.per_address.get(&address).copied().unwrap_or(0);
            if there >= limits.connections_per_address {
                return Err(Full::ForAddress);
            }
        }
        if lines.all.len() >= limits.connections {
            return Err(Full::InAll);
        }
        Ok(())
    }

    /// Lets one in.
    pub fn join(self: &Arc<Self>, stream: TcpStream, remote: SocketAddr) -> Member {
        let line = Arc::new(Line::new(stream, remote));
        let counted = counted(remote, self.limits.now().loopback_exempt);
        let mut lines = self.lines();
        let id = lines.next;
        lines.next += 1;
        lines.all.insert(id, Arc::clone(&line));
        if let Some(address) = counted {
            *lines.per_address.entry(address).or_default() += 1;
        }
        let crowd = Arc::clone(self);
        Member {
            crowd,
            id,
            counted,
            line,
        }
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

    fn lines(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The address to count one under; none where it is exempt.
fn counted(remote: SocketAddr, loopback_exempt: bool) -> Option<IpAddr> {
    let address = remote.ip().to_canonical();
    if loopback_exempt && address.is_loopback() {
        return None;
    }
    Some(match address {
        IpAddr::V4(_) => address,
        // Whoever has one IPv6 address has a network of them.
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & (!0 << 64))),
    })
}

impl Drop for Member {
    fn drop(&mut self) {
        let mut lines = self.crowd.lines();
        lines.all.remove(&self.id);
        if let Some(address) = self.counted
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
