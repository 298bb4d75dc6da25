//! Clients that dawdle.

use std::io::Write;
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use super::{connect, good_client_is_served, listen_with, read_all, read_answer, sent, status};
use crate::book::{Book, Listening, named};

const SHORT: &str = "[limits]\nhead_secs = 1\nbody_secs = 1\nidle_secs = 1\nanswer_secs = 1\n";

/// Sends a byte every 100 ms, for 3 s at most, and gives what was answered.
fn trickle(mut stream: TcpStream) -> String {
    stream.set_nodelay(true).unwrap();
    for _ in 0..30 {
        thread::sleep(Duration::from_millis(100));
        if stream.write_all(b"x").is_err() {
            break;
        }
    }
    read_all(&mut stream)
}

fn served_meanwhile(receiver: &Listening, time: Duration) {
    let started = Instant::now();
    while started.elapsed() < time {
        good_client_is_served(receiver);
        thread::sleep(Duration::from_millis(50));
    }
}

#[test]
fn those_who_trickle_are_told_and_hold_nobody_up() {
    let book = Book::new();
    let receiver = listen_with(&book, SHORT);
    let heads = [
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n",
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1388\r\n",
        "GET / HTTP/1.1\r\nHost: x\r\nX: ",
        "GET /",
    ];
    let slow: Vec<_> = (0..32)
        .map(|n| sent(&receiver, heads[n % heads.len()].as_bytes()))
        .map(|stream| named(move || trickle(stream)))
        .collect();
    served_meanwhile(&receiver, Duration::from_millis(1500));
    for answer in slow {
        let answer = answer.join().unwrap();
        // A client that goes on sending may lose its answer to a reset.
        assert!(answer.is_empty() || status(&answer) == 408, "{answer}");
    }
    let polite = sent(&receiver, heads[0].as_bytes());
    assert_eq!(status(&read_all(&mut { polite })), 408);
}

#[test]
fn a_connection_that_says_nothing_is_closed_in_silence() {
    let book = Book::new();
    let receiver = listen_with(&book, SHORT);
    let started = Instant::now();
    assert_eq!(read_all(&mut connect(&receiver)), "");
    let mut kept = sent(&receiver, b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n");
    assert_eq!(status(&read_answer(&mut kept)), 200);
    assert_eq!(read_all(&mut kept), "");
    assert!(started.elapsed() < Duration::from_secs(4));
}

#[test]
fn a_long_time_without_clients_changes_nothing() {
    let book = Book::new();
    let receiver = listen_with(&book, SHORT);
    thread::sleep(Duration::from_millis(2500));
    good_client_is_served(&receiver);
}

#[test]
fn one_who_does_not_take_its_answers_is_cut_off_and_costs_no_memory() {
    let book = Book::new();
    let receiver = listen_with(&book, SHORT);
    let mut greedy = connect(&receiver);
    let request = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n".repeat(1000);
    let started = Instant::now();
    let mut bytes = 0;
    while greedy.write_all(&request).is_ok() {
        bytes += request.len();
        assert!(started.elapsed() < Duration::from_mins(1));
        #[cfg(target_os = "linux")]
        assert!(super::process_figure(&receiver, "VmRSS") < 200_000);
    }
    // What the buffers of the two ends hold, with their answers, and little more.
    assert!(bytes < 100 << 20, "{bytes}");
    good_client_is_served(&receiver);
}
