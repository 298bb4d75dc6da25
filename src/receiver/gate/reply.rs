//! What a client is answered.

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimePrinter;
use tiny_http::StatusCode;

use super::hold;
use super::private::Answered;
use crate::receiver::answer::Answer;

/// Leave to send a body: nothing but this line, which every client understands.
pub const CONTINUE: &[u8] = b"HTTP/1.1 100 Continue\r\n\r\n";

/// Writes the answer of the server behind as the client gets it. Nothing of the connection behind shows.
pub fn of_server(answered: &Answered, keeps_alive: bool, old: bool, reply: &mut Vec<u8>) {
    start(answered.status, reply);
    for header in answered.headers {
        if !is_private(header.name) {
            push(reply, header.name, header.value);
        }
    }
    if !keeps_alive {
        push(reply, "Connection", b"close");
    } else if old {
        push(reply, "Connection", b"keep-alive");
    }
    reply.extend_from_slice(b"\r\n");
    reply.extend_from_slice(answered.body);
}

/// What concerns the connection behind, and the name of the server there.
fn is_private(name: &str) -> bool {
    ["connection", "server", hold::NAME]
        .iter()
        .any(|private| name.eq_ignore_ascii_case(private))
}

/// Writes an answer of the gate's own, the last on its connection.
pub fn of_gate(answer: &Answer, reply: &mut Vec<u8>) {
    start(answer.status, reply);
    if let Ok(date) = DateTimePrinter::new().timestamp_to_rfc9110_string(&Timestamp::now()) {
        push(reply, "Date", date.as_bytes());
    }
    push(reply, "Content-Type", b"text/plain; charset=utf-8");
    if let Some(secs) = answer.retry_after_secs() {
        push(reply, "Retry-After", secs.to_string().as_bytes());
    }
    if let Some(methods) = answer.allow() {
        push(reply, "Allow", methods.as_bytes());
    }
    let length = answer.body.len().to_string();
    push(reply, "Content-Length", length.as_bytes());
    push(reply, "Connection", b"close");
    reply.extend_from_slice(b"\r\n");
    reply.extend_from_slice(answer.body.as_bytes());
}

fn start(status: u16, reply: &mut Vec<u8>) {
    let reason = StatusCode(status).default_reason_phrase();
    reply.clear();
    reply.extend_from_slice(b"HTTP/1.1 ");
    reply.extend_from_slice(status.to_string().as_bytes());
    reply.push(b' ');
    reply.extend_from_slice(reason.as_bytes());
    reply.extend_from_slice(b"\r\n");
}

fn push(reply: &mut Vec<u8>, name: &str, value: &[u8]) {
    reply.extend_from_slice(name.as_bytes());
    reply.extend_from_slice(b": ");
    reply.extend_from_slice(value);
    reply.extend_from_slice(b"\r\n");
}
