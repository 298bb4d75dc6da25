//! What faces the network: hostile bytes, slow and broken clients, crowds. The program runs as it is shipped.

mod canonical;
mod changing;
mod crowds;
mod ending;
mod faults;
mod framing;
mod keeping;
mod memory;
#[cfg(unix)]
mod private;
mod real_clients;
mod slow;
mod table;

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::book::{Book, Listening};

/// What a good client may wait, whatever else goes on.
const AT_ONCE: Duration = Duration::from_secs(1);

/// A receiver with this in its file of settings.
fn listen_with(book: &Book, settings: &str) -> Listening {
    fs::create_dir_all(book.dir()).unwrap();
    fs::write(book.dir().join("config.toml"), settings).unwrap();
    book.listen()
}

fn connect(receiver: &Listening) -> TcpStream {
    let stream = TcpStream::connect(&receiver.addr).unwrap();
    let patience = Some(Duration::from_secs(15));
    stream.set_read_timeout(patience).unwrap();
    stream.set_write_timeout(patience).unwrap();
    stream
}

/// A connection on which these bytes were sent.
fn sent(receiver: &Listening, bytes: &[u8]) -> TcpStream {
    let mut stream = connect(receiver);
    stream.write_all(bytes).unwrap();
    stream
}

/// Everything that is answered until the receiver closes.
fn read_all(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    // A reset after the answer takes nothing away from it.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8(answer).unwrap()
}

/// The same on a connection of its own.
fn told(receiver: &Listening, bytes: &[u8]) -> String {
    read_all(&mut sent(receiver, bytes))
}

/// One answer, with as much of its body as its length says.
fn read_answer(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let mut byte = [0];
    while !answer.ends_with(b"\r\n\r\n") {
        stream.read_exact(&mut byte).unwrap();
        answer.push(byte[0]);
    }
    let head = String::from_utf8(answer).unwrap();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("Content-Length: "))
        .map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    stream.read_exact(&mut body).unwrap();
    head + &String::from_utf8(body).unwrap()
}

#[track_caller]
fn status(answer: &str) -> u16 {
    let status = answer.strip_prefix("HTTP/1.1 ").and_then(|it| it.get(..3));
    let status = status.and_then(|it| it.parse().ok());
    status.unwrap_or_else(|| panic!("{answer:?}"))
}

/// Asks and delivers like any good client, and checks that neither has to wait.
#[track_caller]
fn good_client_is_served(receiver: &Listening) {
    for bytes in [
        &b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"[..],
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}",
    ] {
        // The disk and the processors are other tests' too: one delay of theirs is not the receiver's.
        let mut times = (0..3).map(|_| time_to_serve(receiver, bytes));
        assert!(times.any(|took| took < AT_ONCE));
    }
}

#[track_caller]
fn time_to_serve(receiver: &Listening, bytes: &[u8]) -> Duration {
    let started = Instant::now();
    assert_eq!(status(&told(receiver, bytes)), 200);
    started.elapsed()
}

/// A number that Linux tells of a process, such as `Threads` or `VmRSS` (in kB).
#[cfg(target_os = "linux")]
fn process_figure(receiver: &Listening, name: &str) -> u64 {
    let text = fs::read_to_string(format!("/proc/{}/status", receiver.id())).unwrap();
    let line = text.lines().find(|line| line.starts_with(name)).unwrap();
    let number = line.split_whitespace().nth(1).unwrap();
    number.parse().unwrap()
}

#[cfg(target_os = "linux")]
fn descriptors(receiver: &Listening) -> usize {
    let open = fs::read_dir(format!("/proc/{}/fd", receiver.id()));
    open.unwrap().count()
}
