//! What is said on one connection: request, answer, next request.
//!
//! The next request is read only when the answer to the last one is sent, so a client that sends many at once
//! waits in its own send buffer, and gets its answers in order.

use std::io::{ErrorKind, Write};
use std::mem;
use std::net::Shutdown;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::Shared;
use super::body::Body;
use super::budget::Share;
use super::crowd::Member;
use super::framing::Framing;
use super::head::{Head, LONGEST_LINE, Method, parse};
use super::hold::{self, Hold};
use super::inbox::{Cut, Inbox};
use super::limits::Limits;
use super::line::{Line, Phase, Told};
use super::refusal::Refusal;
use super::{canonical, chunks, reply};
use crate::receiver::answer::Answer;
use crate::receiver::desk::LASTS;
use crate::receiver::seen::Seen;

/// A connection and what goes with it.
pub struct Connection {
    shared: Arc<Shared>,
    member: Member,
    inbox: Inbox,
    remote: String,
    /// The memory of one request serves the next.
    request: Vec<u8>,
    body: Vec<u8>,
    reply: Vec<u8>,
    /// When the request under way began to arrive.
    began: (Timestamp, Instant),
    /// True once its head was read, so that `request` has it and not the inbox.
    has_head: bool,
}

/// Why a connection ends before its request is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The request is answered with why.
    Refused(Refusal),
    /// There is nobody to answer, or nothing to answer to.
    Silently,
}

/// Memory that a connection keeps from one request to the next.
pub const KEPT_BYTES: usize = 16 << 10;

/// How long, and for how many bytes, a client that was answered for good may go on sending: closed at once, the
/// system would take the answer back from it.
const LINGER: Duration = Duration::from_secs(1);
const LINGER_BYTES: usize = 4 << 20;

/// How often a connection whose answer is held back looks whether it is to end.
const HOLD_STEP: Duration = Duration::from_millis(50);

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// In the midst of a request.
impl From<Cut> for Stop {
    fn from(cut: Cut) -> Self {
        match cut {
            Cut::Ended => Self::Refused(Refusal::CutShort),
            Cut::Late => Self::Refused(Refusal::Late),
            Cut::Told(Told::Evicted) => Self::Refused(Refusal::Busy),
            Cut::Told(Told::SentHome) => Self::Refused(Refusal::Unavailable),
            Cut::Gone => Self::Silently,
        }
    }
}

impl Connection {
    pub fn new(shared: Arc<Shared>, member: Member) -> Self {
        let inbox = Inbox::new(Arc::clone(&member.line));
        let remote = member.line.remote().ip().to_canonical().to_string();
        Self {
            shared,
            member,
            inbox,
            remote,
            request: Vec::new(),
            body: Vec::new(),
            reply: Vec::new(),
            began: (Timestamp::now(), Instant::now()),
            has_head: false,
        }
    }

    /// Serves it until it ends.
    pub fn run(mut self) {
        let mut idle_time = self.limits().head_time;
        loop {
            match self.serve_one(Instant::now() + idle_time) {
                Ok(true) => idle_time = self.limits().idle_time,
                Ok(false) => return self.linger(),
                Err(Stop::Refused(refusal)) => return self.refuse(refusal),
                Err(Stop::Silently) => return,
            }
        }
    }

    /// One request and its answer. True where another may follow.
    fn serve_one(&mut self, idle_until: Instant) -> Result<bool, Stop> {
        let head = self.read_head(idle_until)?;
        let (body, share) = self.read_body(&head)?;
        self.line().enter(Phase::Handling);
        let (goes_on, hold) = self.ask(&head, body)?;
        if self.request.capacity() > KEPT_BYTES {
            self.request = Vec::new();
        }
        drop(share);
        if let Some(hold) = hold {
            self.line().enter(Phase::Held);
            self.hold_back(hold)?;
        }
        self.line().enter(Phase::Answering);
        self.send(&self.reply)?;
        Ok(goes_on)
    }

    fn read_head(&mut self, idle_until: Instant) -> Result<Head, Stop> {
        self.line().enter(Phase::Idle);
        self.has_head = false;
        self.inbox.shrink();
        if self.inbox.data().is_empty() {
            self.inbox
                .fill(idle_until)
                .map_err(|_nothing_sent| Stop::Silently)?;
        }
        self.line().enter(Phase::Head);
        self.began = (Timestamp::now(), Instant::now());
        let limits = self.limits();
        let deadline = self.began.1 + limits.head_time;
        let most = limits.head_bytes;
        let mut tried = 0;
        loop {
            let data = self.inbox.data();
            // Not with each byte anew: that would cost more the slower a head comes.
            let line_too_long = (tried..=data.len()).contains(&LONGEST_LINE);
            let ended = ends(&data[tried.saturating_sub(3)..]);
            if data.len() >= 2 * tried || line_too_long || ended {
                if let Some((head, length)) = parse(data, &self.remote, &mut self.request)? {
                    if length > most {
                        return Err(Refusal::LargeHead.into());
                    }
                    self.inbox.consume(length);
                    self.has_head = true;
                    return Ok(head);
                }
                tried = data.len();
            }
            if data.len() >= most {
                return Err(Refusal::LargeHead.into());
            }
            self.inbox.fill(deadline)?;
        }
    }

    fn read_body(&mut self, head: &Head) -> Result<(Vec<u8>, Share), Stop> {
        let limits = self.limits();
        let line = &self.member.line;
        let spare = mem::take(&mut self.body);
        let mut body = Body::new(line, &self.shared.budget, limits.body_bytes, spare);
        if head.framing == Framing::Length(0) {
            return Ok(body.finish());
        }
        if let Framing::Length(length) = head.framing {
            body.announce(length)?;
        }
        line.enter(Phase::Body);
        if head.expects_continue && self.inbox.data().is_empty() {
            self.send(reply::CONTINUE)?;
        }
        let deadline = Instant::now() + limits.body_time;
        match head.framing {
            Framing::Length(length) => body.read(&mut self.inbox, length, deadline)?,
            Framing::Chunked => chunks::read(&mut self.inbox, &mut body, deadline)?,
        }
        Ok(body.finish())
    }

    /// Has the server behind answer. True where the connection goes on afterwards; how the answer is held back.
    fn ask(&mut self, head: &Head, mut body: Vec<u8>) -> Result<(bool, Option<Hold>), Refusal> {
        let pool = match head.method {
            Method::Post => &self.shared.deliveries,
            Method::Get | Method::Head => {
                // What comes with a question is not heeded.
                body.clear();
                &self.shared.questions
            }
        };
        canonical::end(&mut self.request, pool.key(), body.len());
        let without_body = head.method == Method::Head;
        let (line, reply) = (&self.member.line, &mut self.reply);
        let answered = pool.exchange(&self.request, &mut body, without_body, |answered| {
            let goes_on = head.keeps_alive && line.told().is_none();
            reply::of_server(answered, goes_on, head.old, reply);
            (goes_on, hold::of_answer(answered))
        });
        self.body = body;
        self.inbox.take_back(&mut self.body);
        answered.map_err(|error| {
            log::warn!("a request was not handled: {error}");
            Refusal::Unavailable
        })
    }

    /// Holds an answer back on purpose, but not when the connection is to end.
    fn hold_back(&self, hold: Hold) -> Result<(), Stop> {
        let time = match hold {
            Hold::Delay(delay) => delay,
            Hold::Silence => LASTS,
        };
        let until = Instant::now() + time;
        while Instant::now() < until && self.line().told().is_none() {
            thread::sleep(HOLD_STEP.min(until.saturating_duration_since(Instant::now())));
        }
        match hold {
            Hold::Delay(_) => Ok(()),
            Hold::Silence => Err(Stop::Silently),
        }
    }

    fn refuse(mut self, refusal: Refusal) {
        log::debug!("turned away from {}: {refusal}", self.remote);
        self.note(refusal);
        self.line().enter(Phase::Answering);
        reply::of_gate(&Answer::turned_away(refusal), &mut self.reply);
        if self.send(&self.reply).is_ok() {
            self.linger();
        }
    }

    /// Keeps what was turned away for whoever looks, as much of it as arrived.
    fn note(&self, refusal: Refusal) {
        let seen = if self.has_head {
            Seen::of_canonical(&self.request)
        } else {
            Seen::of_bytes(self.inbox.data())
        };
        self.shared
            .note(refusal, self.remote.clone(), seen, self.began);
    }

    /// Sends within the time that a client has to take its answer.
    fn send(&self, mut bytes: &[u8]) -> Result<(), Stop> {
        let deadline = Instant::now() + self.limits().answer_time;
        loop {
            match self.line().stream().write(bytes) {
                Ok(sent) => bytes = &bytes[sent..],
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => return Err(Stop::Silently),
            }
            if bytes.is_empty() {
                return Ok(());
            }
            if Instant::now() >= deadline {
                return Err(Stop::Silently);
            }
        }
    }

    /// Waits a little for the client to end its side.
    fn linger(&mut self) {
        self.line().enter(Phase::Lingering);
        let mut left = LINGER_BYTES;
        let deadline = Instant::now() + LINGER;
        let ended = self.line().stream().shutdown(Shutdown::Write);
        if ended.is_err() {
            return;
        }
        while left > 0 {
            self.inbox.consume(usize::MAX);
            if self.inbox.fill(deadline).is_err() {
                return;
            }
            left = left.saturating_sub(self.inbox.data().len());
        }
    }

    fn limits(&self) -> Arc<Limits> {
        self.shared.limits.now()
    }

    fn line(&self) -> &Line {
        &self.member.line
    }
}

fn ends(data: &[u8]) -> bool {
    data.windows(4).any(|four| four == b"\r\n\r\n")
}
