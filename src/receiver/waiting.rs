//! A request that waits for its answer: the answer is sent, now or late or never, and what came of it is noted.

use std::io::Cursor;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use tiny_http::{Header, Response};

use super::answer::Answer;
use super::desk::Desk;
use crate::call::purpose::Purpose;
use crate::call::{Request, RequestId};

/// A request whose answer is still to come.
pub struct Waiting {
    pub request: tiny_http::Request,
    desk: Arc<Desk>,
    received_at: Timestamp,
    began: Instant,
    /// What is to be answered on purpose, once it is stored.
    purpose: Option<Purpose>,
}

/// An answer that is due later.
pub type Late = (Instant, Waiting, Answer);

impl Waiting {
    pub fn new(request: tiny_http::Request, desk: &Arc<Desk>) -> Self {
        Self {
            request,
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
    fn answer(self, answer: Answer, late: &SyncSender<Late>) {
        let stored = answer.delivery.is_some() && answer.status == 200;
        match self.purpose.filter(|_| stored) {
            None => self.send(&answer),
            Some(Purpose::Error) => self.send(&answer.instead(500)),
            Some(Purpose::TooMany) => self.send(&answer.instead(429)),
            Some(Purpose::Delay(delay)) => {
                match late.try_send((self.began + delay, self, answer)) {
                    Ok(()) => {}
                    // Too many wait already.
                    Err(
                        TrySendError::Full((_, waiting, answer))
                        | TrySendError::Disconnected((_, waiting, answer)),
                    ) => waiting.send(&answer),
                }
            }
            // Nothing is written; the client waits as long as it likes.
            Some(Purpose::Silence) => drop(self.request.into_writer()),
        }
    }

    /// Sends an answer. A client that has gone is none of our business: what it sent is stored or refused.
    pub fn send(self, answer: &Answer) {
        let mut headers = vec![header("Content-Type", "text/plain; charset=utf-8")];
        let retry_after = answer.retry_after_secs().map(|secs| secs.to_string());
        headers.push(retry_after.and_then(|secs| header("Retry-After", &secs)));
        headers.push(answer.allow().and_then(|methods| header("Allow", methods)));
        let response = Response::new(
            answer.status.into(),
            headers.into_iter().flatten().collect(),
            Cursor::new(answer.body.as_bytes()),
            Some(answer.body.len()),
            None,
        );
        let noted = answer.delivery.is_none().then(|| self.note(answer));
        if let Err(error) = self.request.respond(response) {
            log::debug!("an answer could not be sent: {error}");
        }
        let took = self.began.elapsed();
        match (answer.delivery, noted) {
            (Some(id), _) => self.desk.requests.answered(id, took),
            (None, Some(request)) => self.desk.requests.note(Request { took, ..request }),
            (None, None) => {}
        }
    }

    /// What is kept of a request of which nothing is stored.
    fn note(&self, answer: &Answer) -> Request {
        let length = self.request.body_length();
        Request {
            id: RequestId(0),
            received_at: self.received_at,
            remote: remote(&self.request),
            method: self.request.method().to_string(),
            path: self.request.url().to_owned(),
            bytes: length.and_then(|length| i64::try_from(length).ok()),
            status: Some(answer.status),
            said: answer.body.trim_end().to_owned(),
            took: Duration::ZERO,
        }
    }
}

/// Who sent a request.
pub fn remote(request: &tiny_http::Request) -> Option<String> {
    request.remote_addr().map(|addr| addr.ip().to_string())
}

/// Sends answers, as one of the threads that share this channel, until the writer has ended.
pub fn send_answers(answers: &Mutex<Receiver<(Waiting, Answer)>>, late: &SyncSender<Late>) {
    loop {
        let next = answers
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .recv();
        match next {
            Ok((waiting, answer)) => waiting.answer(answer, late),
            Err(_) => return,
        }
    }
}

/// Sends the answers that are late on purpose, each when it is due; those that are left at the end at once.
pub fn send_late_answers(late: &Receiver<Late>) {
    let mut held: Vec<Late> = Vec::new();
    loop {
        let now = Instant::now();
        let (due, kept) = held.into_iter().partition(|(due, ..)| *due <= now);
        held = kept;
        for (_, waiting, answer) in Vec::<Late>::from(due) {
            waiting.send(&answer);
        }
        let next = held.iter().map(|(due, ..)| *due).min();
        let wait = next.map_or(Duration::from_secs(3600), |due| {
            due.saturating_duration_since(now)
        });
        match late.recv_timeout(wait) {
            Ok(one) => held.push(one),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    for (_, waiting, answer) in held {
        waiting.send(&answer);
    }
}

fn header(name: &str, value: &str) -> Option<Header> {
    Header::from_bytes(name, value).ok()
}
