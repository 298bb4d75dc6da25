//! A request that waits for its answer: the answer is sent, now or late or never, and what came of it is noted.

use std::io::Cursor;
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tiny_http::{Header, Method, Response};

use super::answer::Answer;
use super::desk::Desk;
use super::gate::turns::Rest;
use super::gate::{canonical, hold};
use super::seen::Seen;
use super::self_check;
use crate::call::purpose::Purpose;
use crate::call::{Request, RequestId};

/// A request whose answer is still to come.
pub struct Waiting {
    pub request: tiny_http::Request,
    /// Path and query without the secret; none until it was let in.
    pub path: Option<String>,
    /// What is wrong with it, where the answer does not say so.
    pub fault: Option<&'static str>,
    /// While it waits for the disk.
    pub rest: Option<Rest>,
    /// What the log says of the delivery that it brought.
    pub told: Option<String>,
    desk: Arc<Desk>,
    received_at: Timestamp,
    began: Instant,
    /// What is to be answered on purpose, once it is stored.
    purpose: Option<Purpose>,
}

impl Waiting {
    pub fn new(request: tiny_http::Request, desk: &Arc<Desk>) -> Self {
        Self {
            request,
            path: None,
            fault: None,
            rest: None,
            told: None,
            desk: Arc::clone(desk),
            received_at: Timestamp::now(),
            began: Instant::now(),
            purpose: None,
        }
    }

    /// Takes note of what is answered on purpose; the status that a delivery gets which would get `status`.
    pub fn status(&mut self, status: u16) -> Option<u16> {
        self.purpose = (status == 200).then(|| self.desk.purpose()).flatten();
        match self.purpose {
            None | Some(Purpose::Delay(_)) => Some(status),
            Some(Purpose::Error) => Some(500),
            Some(Purpose::TooMany) => Some(429),
            Some(Purpose::Silence) => None,
        }
    }

    /// Sends the answer to a delivery, on purpose another than it deserves.
    pub fn answer(self, answer: &Answer) {
        let stored = answer.delivery.is_some() && answer.status == 200;
        match self.purpose.filter(|_| stored) {
            None | Some(Purpose::Delay(_) | Purpose::Silence) => self.send(answer),
            Some(Purpose::Error) => self.send(&answer.instead(500)),
            Some(Purpose::TooMany) => self.send(&answer.instead(429)),
        }
    }

    /// Sends an answer. A client that has gone is none of our business: what it sent is stored or refused.
    pub fn send(mut self, answer: &Answer) {
        self.rest = None;
        let mut headers = vec![header("Content-Type", "text/plain; charset=utf-8")];
        let retry_after = answer.retry_after_secs().map(|secs| secs.to_string());
        headers.push(retry_after.and_then(|secs| header("Retry-After", &secs)));
        headers.push(answer.allow().and_then(|methods| header("Allow", methods)));
        let purpose = self.purpose.filter(|_| answer.delivery.is_some());
        let hold = purpose.and_then(hold::of);
        headers.push(hold.and_then(|hold| header(hold::NAME, &hold)));
        let response = Response::new(
            answer.status.into(),
            headers.into_iter().flatten().collect(),
            Cursor::new(answer.body.as_bytes()),
            Some(answer.body.len()),
            None,
        );
        let noted = (answer.delivery.is_none() && !self.is_own()).then(|| self.note(answer));
        if let Err(error) = self.request.respond(response) {
            log::debug!("an answer could not be sent: {error}");
        }
        let took = self.began.elapsed();
        if let Some(id) = answer.delivery {
            match purpose {
                // Held back by the gate from now on.
                Some(Purpose::Delay(delay)) => self.desk.requests.answered(id, took + delay),
                Some(Purpose::Silence) => {}
                None | Some(Purpose::Error | Purpose::TooMany) => {
                    self.desk.requests.answered(id, took);
                }
            }
            if let Some(told) = self.told {
                log::info!("delivery {id}: {told}");
            }
        }
        if let Some((request, head)) = noted {
            self.desk.requests.note(Request { took, ..request }, head);
        }
    }

    /// True for what this program asks itself: the gate before it opens, the receiver's look at its own port, and a
    /// window.
    fn is_own(&self) -> bool {
        let headers = self.request.headers();
        if canonical::remote(headers) == Some(canonical::GATE) || canonical::is_window(headers) {
            return true;
        }
        let is_look =
            *self.request.method() == Method::Get && self.request.url() == self_check::PATH;
        is_look
            && canonical::client_headers(headers)
                .iter()
                .any(|(name, value)| {
                    name.eq_ignore_ascii_case("user-agent") && value == self_check::USER_AGENT
                })
    }

    /// What is kept of a request of which nothing is stored, and its head.
    fn note(&self, answer: &Answer) -> (Request, String) {
        let seen = Seen::of_request(&self.request);
        let request = Request {
            id: RequestId(0),
            received_at: self.received_at,
            remote: canonical::remote(self.request.headers()).map(str::to_owned),
            method: seen.method,
            path: self.path.clone().unwrap_or(seen.path),
            bytes: seen.bytes,
            status: Some(answer.status),
            said: answer.body.trim_end().to_owned(),
            fault: self.fault.or(fault_of(answer)).map(str::to_owned),
            took: Duration::ZERO,
        };
        (request, seen.head)
    }
}

/// Why a delivery is to come again, in the words of whoever looks on: the sender is not told.
fn fault_of(answer: &Answer) -> Option<&'static str> {
    match answer.status {
        503 => Some("it could not be stored at that time"),
        507 => Some("there was no room for it on the disk"),
        _ => None,
    }
}

/// Sends answers, as one of the threads that share this channel, until the writer has ended.
pub fn send_answers(answers: &Mutex<Receiver<Vec<(Waiting, Answer)>>>) {
    loop {
        let next = answers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .recv();
        match next {
            Ok(answers) => {
                for (waiting, answer) in answers {
                    waiting.answer(&answer);
                }
            }
            Err(_) => return,
        }
    }
}

fn header(name: &str, value: &str) -> Option<Header> {
    Header::from_bytes(name, value).ok()
}
