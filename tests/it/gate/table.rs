//! Whatever arrives, and while it goes on: a good client is answered within a second.
//!
//! One case for each sort of input that brought the server behind to its knees when it stood alone; what each of them
//! is answered is checked in the modules beside this one.

use std::io::{ErrorKind, Write};
use std::net::TcpStream;
use std::time::Duration;

use socket2::SockRef;

use super::{good_client_is_served, listen_with, read_answer, sent, status};
use crate::book::{Book, Listening};

const ASK: &[u8] = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n";

/// Connections that stay open while the good client comes.
type Open = Vec<TcpStream>;

/// What it is, and how it is sent.
type Case = (&'static str, fn(&Listening) -> Open);

fn many(receiver: &Listening, count: usize, bytes: &[u8]) -> Open {
    (0..count).map(|_| sent(receiver, bytes)).collect()
}

/// Sends until nobody takes any more of it, or that much is sent.
fn pour(receiver: &Listening, head: &[u8], piece: &[u8], most: usize) -> Open {
    let mut stream = sent(receiver, head);
    stream
        .set_write_timeout(Some(Duration::from_millis(300)))
        .unwrap();
    let mut poured = 0;
    while poured < most {
        match stream.write(piece) {
            Ok(bytes) => poured += bytes,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => break,
        }
    }
    vec![stream]
}

fn one_length_is_absurd(receiver: &Listening) -> Open {
    many(
        receiver,
        4,
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000000\r\n\r\nx",
    )
}

fn burst_that_stays(receiver: &Listening) -> Open {
    let mut open = many(receiver, 64, ASK);
    for stream in &mut open {
        assert_eq!(status(&read_answer(stream)), 200);
    }
    open
}

fn leave_asked_and_not_used(receiver: &Listening) -> Open {
    let head = b"POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 9\r\n\r\n";
    let mut open = many(receiver, 32, head);
    for stream in &mut open {
        assert_eq!(status(&read_answer(stream)), 100);
    }
    open
}

fn bodies_that_trickle(receiver: &Listening) -> Open {
    many(
        receiver,
        32,
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\nx",
    )
}

fn another_version(receiver: &Listening) -> Open {
    many(receiver, 64, b"GET / HTTP/2.0\r\n\r\n")
}

fn pipelining_without_end(receiver: &Listening) -> Open {
    pour(receiver, b"", &ASK.repeat(1000), 50 << 20)
}

fn half_open(receiver: &Listening) -> Open {
    let open = (0..500).filter_map(|_| {
        let mut stream = TcpStream::connect(&receiver.addr).ok()?;
        stream.write_all(b"POST / HTTP/1.1\r\nHost: x\r\n").ok()?;
        Some(stream)
    });
    open.collect()
}

fn resets(receiver: &Listening) -> Open {
    for stream in many(
        receiver,
        100,
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx",
    ) {
        // Closed so, the connection is reset.
        SockRef::from(&stream)
            .set_linger(Some(Duration::ZERO))
            .unwrap();
    }
    Open::new()
}

fn headers_without_end(receiver: &Listening) -> Open {
    let line = format!("X: {}\r\n", "y".repeat(1000));
    pour(receiver, b"GET / HTTP/1.1\r\n", line.as_bytes(), 8 << 20)
}

fn large_body(receiver: &Listening) -> Open {
    let head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n\r\n";
    pour(receiver, head, &vec![b'x'; 1 << 20], 100_000_000)
}

fn two_lengths(receiver: &Listening) -> Open {
    let framings = [
        "Transfer-Encoding: identity",
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: abc",
        "Content-Length: -1",
        "Content-Length: +5",
    ];
    framings
        .into_iter()
        .map(|framing| {
            let request = format!("POST / HTTP/1.1\r\nHost: x\r\n{framing}\r\n\r\nhello");
            sent(receiver, request.as_bytes())
        })
        .collect()
}

fn upgrades_and_old_ones(receiver: &Listening) -> Open {
    let mut open = many(
        receiver,
        8,
        b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
    );
    open.extend(many(
        receiver,
        8,
        b"GET /health HTTP/1.0\r\nConnection: keep-alive\r\n\r\n",
    ));
    for stream in &mut open {
        assert_eq!(status(&read_answer(stream)), 200);
    }
    open
}

#[test]
fn a_good_client_is_served_while_it_goes_on() {
    let cases: [Case; 12] = [
        ("a length of 100 GB", one_length_is_absurd),
        ("a burst of 64 that stay", burst_that_stays),
        ("leave to send, not used", leave_asked_and_not_used),
        ("bodies that trickle", bodies_that_trickle),
        ("HTTP/2.0", another_version),
        ("pipelining without end", pipelining_without_end),
        ("500 half-open requests", half_open),
        ("resets", resets),
        ("8 MB of headers", headers_without_end),
        ("a body of 100 MB", large_body),
        ("two lengths, or none that is one", two_lengths),
        ("Upgrade, and HTTP/1.0 that stays", upgrades_and_old_ones),
    ];
    let book = Book::new();
    let receiver = listen_with(&book, "max_body_bytes = 65536\n");
    good_client_is_served(&receiver);
    for (case, hostile) in cases {
        let named = Named(case);
        let open = hostile(&receiver);
        for _ in 0..3 {
            good_client_is_served(&receiver);
        }
        drop(open);
        good_client_is_served(&receiver);
        drop(named);
    }
    // Only those of the good client.
    assert!(book.deliveries().iter().all(|one| one["bytes"] == 2));
}

/// Says at which case a test failed.
struct Named(&'static str);

impl Drop for Named {
    #[expect(clippy::print_stderr, reason = "a test that fails says at what")]
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("it was {}", self.0);
        }
    }
}
