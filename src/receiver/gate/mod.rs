//! The gate: what faces the network, in front of the server.
//!
//! The server, `tiny_http`, trusts its clients: it has no time limits, takes any declared length at its word, and
//! loses connections of a burst. So the gate owns the public port, reads one whole request under limits, and hands
//! it on in one canonical form over a few private connections that were seen to work. Only complete requests with
//! one meaning reach the server; whatever else arrives is answered here or cut off.
//!
//! | file | does |
//! | --- | --- |
//! | [`limits`] | how much is taken, and how long is waited |
//! | `accept` | takes connections, whatever happens |
//! | `crowd`, `line` | who is connected, where each stands, who gives way |
//! | `connection` | request, answer, next request |
//! | `inbox` | reads under deadlines |
//! | [`head`], [`framing`] | what a request asks for, and how long it is |
//! | `body`, `chunks`, `budget` | its bytes, within its size and the memory of all |
//! | [`coding`] | where the parts of a body in chunks end |
//! | [`canonical`] | how a request is handed on |
//! | [`hold`] | answers that are held back on purpose |
//! | [`private`], `pool` | the private address, and the connections to it |
//! | [`behind`] | whether the server behind answers, for whoever looks after the receiver |
//! | [`mod@turns`] | how many requests are behind the gate at once, and whose turn it is |
//! | [`refusal`], `reply` | why a request is turned away, and what the client reads |
//!
//! A thread serves each connection with plain blocking reads; deadlines are socket timeouts, and a connection is
//! told to end by closing its reading side, after which what had arrived is still served.

mod accept;
pub mod behind;
mod body;
mod budget;
pub mod canonical;
mod chunks;
pub mod coding;
mod connection;
mod crowd;
pub mod framing;
pub mod head;
pub mod hold;
mod inbox;
pub mod limits;
mod line;
mod pool;
pub mod private;
#[cfg(unix)]
mod quiet;
pub mod refusal;
mod reply;
pub mod turns;

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use socket2::SockRef;

use self::behind::Behind;
use self::budget::Budget;
use self::crowd::Crowd;
use self::limits::{InForce, Limits};
use self::pool::Pool;
use self::private::Address;
use self::refusal::Refusal;
use self::turns::Turns;
use super::answer::Answer;
use super::desk::Desk;
use super::seen::Seen;
use super::{Health, ReceiverError};
use crate::call::{Request, RequestId};

/// Private connections for deliveries at first.
const FOR_DELIVERIES: usize = 8;

/// Deliveries that are worked on behind the gate at once, besides those that wait for the disk.
const FEW_DELIVERIES: usize = 8;

/// As many as are behind the gate at most, and one for so many clients: so many deliveries can share one flush to the
/// disk.
const MOST_FOR_DELIVERIES: usize = 64;
const CLIENTS_FOR_EACH: usize = 4;

/// Private connections for all other requests, so that a disk that hangs does not keep them waiting.
const FOR_QUESTIONS: usize = 2;

/// The gate, open.
pub struct Gate {
    shared: Arc<Shared>,
    listener: Option<Arc<TcpListener>>,
    accepting: Option<JoinHandle<()>>,
}

/// What all connections share.
struct Shared {
    limits: Arc<InForce>,
    crowd: Arc<Crowd>,
    budget: Budget,
    deliveries: Pool,
    questions: Pool,
    health: Arc<Health>,
    desk: Arc<Desk>,
    closing: AtomicBool,
}

impl Shared {
    /// Keeps for whoever looks what was turned away, and when it had begun.
    fn note(
        &self,
        refusal: Refusal,
        remote: String,
        seen: Seen,
        (received_at, began): (Timestamp, Instant),
    ) {
        let answer = Answer::turned_away(refusal);
        let request = Request {
            id: RequestId(0),
            received_at,
            remote: Some(remote),
            method: seen.method,
            path: seen.path,
            bytes: seen.bytes,
            status: Some(answer.status),
            said: answer.body.trim_end().to_owned(),
            fault: Some(refusal.to_string()),
            took: began.elapsed(),
        };
        self.desk.requests.note(request, seen.head);
    }
}

/// The turns of deliveries under these limits, for a gate and the server behind it.
pub fn turns(limits: &InForce) -> Arc<Turns> {
    Turns::new(FEW_DELIVERIES, most_turns(&limits.now()))
}

fn most_turns(limits: &Limits) -> usize {
    let most = limits.connections / CLIENTS_FOR_EACH;
    most.clamp(FOR_DELIVERIES, MOST_FOR_DELIVERIES)
}

impl Gate {
    /// Opens the gate at this port, before a server that already answers at this private address and says with
    /// `turns` which deliveries rest.
    pub fn open(
        listener: TcpListener,
        address: &Address,
        limits: Arc<InForce>,
        health: Arc<Health>,
        desk: Arc<Desk>,
        turns: Arc<Turns>,
    ) -> Result<Self, ReceiverError> {
        let fault = |error: std::io::Error| ReceiverError::Serve(error.to_string());
        let for_questions = Turns::new(FOR_QUESTIONS, FOR_QUESTIONS);
        let shared = Arc::new(Shared {
            crowd: Arc::new(Crowd::new(Arc::clone(&limits))),
            budget: Budget::new(limits.now().memory_bytes),
            deliveries: Pool::open(address, FOR_DELIVERIES, turns).map_err(fault)?,
            questions: Pool::open(address, FOR_QUESTIONS, for_questions).map_err(fault)?,
            limits,
            health,
            desk,
            closing: AtomicBool::new(false),
        });
        let listener = Arc::new(listener);
        let (port, sharing) = (Arc::clone(&listener), Arc::clone(&shared));
        let accepting = thread::Builder::new()
            .name("gate".to_owned())
            .spawn(move || accept::run(&port, &sharing))
            .map_err(ReceiverError::Thread)?;
        Ok(Self {
            shared,
            listener: Some(listener),
            accepting: Some(accepting),
        })
    }

    /// Takes no further connections, and waits until those there are answered, but no longer than that.
    pub fn close(&mut self, deadline: Instant) {
        self.shared.closing.store(true, Ordering::Release);
        if let Some((listener, accepting)) = self.listener.take().zip(self.accepting.take()) {
            knock(&listener);
            if !ends(&accepting, deadline.min(Instant::now() + KNOCKED)) {
                shut(&listener);
            }
            if ends(&accepting, deadline) && accepting.join().is_err() {
                log::error!("the gate ended in a fault");
            }
            drop(listener);
            thread::sleep(ON_THEIR_WAY.min(deadline.saturating_duration_since(Instant::now())));
        }
        self.shared.crowd.send_home();
        self.shared.crowd.wait_for_all(deadline);
        self.shared.deliveries.close();
    }

    /// Lets these limits hold from now on; nobody has to leave for it.
    pub fn hold_to(&self, limits: &Limits) {
        let shared = &self.shared;
        shared.limits.set(limits);
        let limits = shared.limits.now();
        shared.budget.set(limits.memory_bytes);
        shared.deliveries.set_most(most_turns(&limits));
    }

    /// True when the server behind takes no connections any more: only a new start helps.
    pub fn is_deserted(&self) -> bool {
        self.shared.deliveries.is_deserted() || self.shared.questions.is_deserted()
    }

    /// What stands behind it, to be looked after.
    pub fn behind(&self) -> Behind {
        Behind::of(Arc::clone(&self.shared))
    }

    /// Waits for the last answers, but no longer than that, and cuts off whoever is left.
    pub fn finish(&mut self, deadline: Instant) {
        if !self.shared.crowd.wait_for_all(deadline) {
            self.shared.crowd.disperse();
        }
    }
}

/// How long the requests of those who connected last may be on their way.
const ON_THEIR_WAY: Duration = Duration::from_millis(20);

/// How long the thread that waits for connections may take to notice a knock and to let in those who came before.
const KNOCKED: Duration = Duration::from_millis(200);

/// Wakes the thread that waits for connections. Those who connected before are ahead of the knock, and are let in;
/// ending the port instead would reset them.
fn knock(listener: &TcpListener) {
    if let Ok(mut addr) = listener.local_addr() {
        if addr.ip().is_unspecified() {
            addr.set_ip(loopback(addr));
        }
        // Refused where the thread is awake already.
        let _ = TcpStream::connect_timeout(&addr, Duration::from_millis(100));
    }
}

/// Ends the port, where the system heeds that: nobody can knock at an address that is gone.
fn shut(listener: &TcpListener) {
    if let Err(error) = SockRef::from(listener).shutdown(std::net::Shutdown::Both) {
        log::debug!("the port cannot be ended: {error}");
    }
}

/// Waits for a thread, but no longer than that; says whether it has ended.
fn ends(thread: &JoinHandle<()>, deadline: Instant) -> bool {
    while !thread.is_finished() && Instant::now() < deadline {
        thread::sleep(Duration::from_millis(1));
    }
    thread.is_finished()
}

fn loopback(addr: SocketAddr) -> IpAddr {
    match addr {
        SocketAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
        SocketAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
    }
}
