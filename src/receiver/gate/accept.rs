//! Takes connections, as long as the receiver runs and whatever happens.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::Shared;
use super::connection::Connection;
use super::crowd::Full;
use super::refusal::Refusal;
use super::reply;
use crate::receiver::answer::Answer;
use crate::receiver::health::Part;
use crate::receiver::listen::BACKLOG;
use crate::receiver::seen::Seen;

/// How long a newcomer waits for somebody to leave.
const PATIENCE: Duration = Duration::from_secs(1);

/// How soon another is asked to leave where the last one did not.
const NEXT_EVICTION: Duration = Duration::from_millis(10);

/// How soon it is tried again when the system gives no connection.
const AGAIN: Duration = Duration::from_millis(50);

/// Of each connection's thread: what is large is on the heap.
const STACK_BYTES: usize = 256 << 10;

/// Takes connections until the gate closes.
pub fn run(listener: &TcpListener, shared: &Arc<Shared>) {
    loop {
        let accepted = listener.accept();
        if shared.closing.load(Ordering::Acquire) {
            if let Ok((stream, remote)) = accepted {
                welcome(shared, stream, remote);
            }
            return let_in_the_last(listener, shared);
        }
        match accepted {
            Ok((stream, remote)) => {
                shared.health.works(Part::Serving);
                welcome(shared, stream, remote);
            }
            Err(error) => out_of_order(shared, &error),
        }
    }
}

/// Whoever had connected before the gate closes is answered.
fn let_in_the_last(listener: &TcpListener, shared: &Arc<Shared>) {
    if listener.set_nonblocking(true).is_err() {
        return;
    }
    // Where others go on coming, there has to be an end.
    for _ in 0..BACKLOG {
        match listener.accept() {
            Ok((stream, remote)) if stream.set_nonblocking(false).is_ok() => {
                welcome(shared, stream, remote);
            }
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_nobody) => return,
        }
    }
}

/// No descriptors are left, the client has gone already, or something else that may pass.
fn out_of_order(shared: &Shared, error: &io::Error) {
    if matches!(
        error.kind(),
        ErrorKind::ConnectionAborted | ErrorKind::ConnectionReset | ErrorKind::Interrupted
    ) {
        return;
    }
    let trouble = format!("connections cannot be taken at the moment: {error}");
    shared.health.fails(Part::Serving, trouble);
    if shared.crowd.evict() {
        shared.crowd.wait(AGAIN);
    } else {
        thread::sleep(AGAIN);
    }
}

fn welcome(shared: &Arc<Shared>, stream: TcpStream, remote: SocketAddr) {
    if let Err(refusal) = make_room(shared, remote) {
        return turn_away(shared, &stream, remote, refusal);
    }
    let prepared = stream
        .set_nodelay(true)
        .and_then(|()| stream.set_write_timeout(Some(shared.limits.now().answer_time)));
    if prepared.is_err() {
        // Gone already.
        return;
    }
    let member = shared.crowd.join(stream, remote);
    let connection = Connection::new(Arc::clone(shared), member);
    let builder = thread::Builder::new()
        .name("connection".to_owned())
        .stack_size(STACK_BYTES);
    if let Err(error) = builder.spawn(move || connection.run()) {
        out_of_order(shared, &error);
    }
}

/// Waits for room, and has others give way.
fn make_room(shared: &Shared, remote: SocketAddr) -> Result<(), Refusal> {
    let deadline = Instant::now() + PATIENCE;
    loop {
        match shared.crowd.room(remote) {
            Ok(()) => return Ok(()),
            // Whose own address is the crowd does not hold up the others.
            Err(Full::ForAddress) => return Err(Refusal::Busy),
            Err(Full::InAll) if shared.closing.load(Ordering::Acquire) => {
                return Err(Refusal::Unavailable);
            }
            Err(Full::InAll) if Instant::now() >= deadline => return Err(Refusal::Busy),
            Err(Full::InAll) => {
                shared.crowd.evict();
                shared.crowd.wait(NEXT_EVICTION);
            }
        }
    }
}

/// Answers without waiting for anything, and without knowing what would have been asked.
fn turn_away(shared: &Shared, mut stream: &TcpStream, remote: SocketAddr, refusal: Refusal) {
    let began = (Timestamp::now(), Instant::now());
    let remote = remote.ip().to_canonical().to_string();
    log::debug!("turned away from {remote}: {refusal}");
    let mut answer = Vec::new();
    reply::of_gate(&Answer::turned_away(refusal), &mut answer);
    // The client may have gone, and may lose the answer where it sends a lot: it comes again either way.
    let _ = stream.set_nonblocking(true).and_then(|()| {
        stream.write_all(&answer)?;
        stream.shutdown(Shutdown::Write)?;
        stream.read(&mut [0; 16 << 10])
    });
    shared.note(refusal, remote, Seen::default(), began);
}
