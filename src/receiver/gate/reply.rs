//! What a client is answered.

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;
use tiny_http::StatusCode;

use super::private::Answered;
use crate::receiver::answer::Answer;

/// Leave to send a body: nothing but this line, which every client understands.
pub const CONTINUE: &[u8] = b"HTTP/1.1 100 Continue\r\n\r\n";

/// The answer of the server behind, as the client gets it. Nothing of the connection behind shows.
pub fn of_server(answered: &Answered, keeps_alive: bool, old: bool) -> Vec<u8> {
    let mut reply = start(answered.status);
    for (name, value) in &answered.headers {
        push(&mut reply, name, value);
    }
    if !keeps_alive {
        push(&mut reply, "Connection", b"close");
    } else if old {
        push(&mut reply, "Connection", b"keep-alive");
    }
    reply.extend_from_slice(b"\r\n");
    reply.extend_from_slice(&answered.body);
    reply
}

/// An answer of the gate's own, the last on its connection.
pub fn of_gate(answer: &Answer) -> Vec<u8> {
    let mut reply = start(answer.status);
    if let Ok(date) = DateTimePrinter::new().timestamp_to_rfc9110_string(&Timestamp::now()) {
        push(&mut reply, "Date", date.as_bytes());
    }
    push(&mut reply, "Content-Type", b"text/plain; charset=utf-8");
    if let Some(secs) = answer.retry_after_secs() {
        push(&mut reply, "Retry-After", secs.to_string().as_bytes());
    }
    if let Some(methods) = answer.allow() {
        push(&mut reply, "Allow", methods.as_bytes());
    }
    let length = answer.body.len().to_string();
    push(&mut reply, "Content-Length", length.as_bytes());
    push(&mut reply, "Connection", b"close");
    reply.extend_from_slice(b"\r\n");
    reply.extend_from_slice(answer.body.as_bytes());
    reply
}

fn start(status: u16) -> Vec<u8> {
    let mut reply = Vec::with_capacity(512);
    let reason = StatusCode(status).default_reason_phrase();
    reply.extend_from_slice(format!("HTTP/1.1 {status} {reason}\r\n").as_bytes());
    reply
}

fn push(reply: &mut Vec<u8>, name: &str, value: &[u8]) {
    reply.extend_from_slice(name.as_bytes());
    reply.extend_from_slice(b": ");
    reply.extend_from_slice(value);
    reply.extend_from_slice(b"\r\n");
}
