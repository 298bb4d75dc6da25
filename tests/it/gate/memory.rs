//! Large bodies and large heads.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use super::{
    connect, good_client_is_served, listen_with, read_all, read_answer, sent, status, told,
};
use crate::book::{Book, Listening, named};

fn head(length: usize) -> Vec<u8> {
    format!("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {length}\r\n\r\n").into_bytes()
}

#[test]
fn a_body_over_the_limit_is_refused_unread() {
    let book = Book::new();
    let receiver = listen_with(&book, "max_body_bytes = 1000\n");
    assert_eq!(status(&told(&receiver, &head(100_000_000_000))), 413);
    let mut eager = sent(&receiver, &head(100_000_000));
    let started = Instant::now();
    let piece = vec![b'x'; 1 << 20];
    let mut pieces = 0;
    while pieces < 95 && eager.write_all(&piece).is_ok() {
        pieces += 1;
    }
    assert!(pieces < 20, "{pieces} MB were taken");
    assert!(started.elapsed() < Duration::from_secs(3));
    let mut exact = head(1000);
    exact.extend([b'x'; 1000]);
    assert_eq!(status(&read_answer(&mut sent(&receiver, &exact))), 200);
    let chunks = format!(
        "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n{}",
        format!("64\r\n{}\r\n", "x".repeat(100)).repeat(11)
    );
    assert_eq!(status(&told(&receiver, chunks.as_bytes())), 413);
    good_client_is_served(&receiver);
    let sizes: Vec<_> = book
        .deliveries()
        .iter()
        .map(|one| one["bytes"].as_u64())
        .collect();
    assert!(
        sizes.iter().all(|size| matches!(size, Some(2 | 1000))),
        "{sizes:?}"
    );
}

#[test]
fn endless_headers_are_refused() {
    let book = Book::new();
    let receiver = book.listen();
    let mut stream = sent(&receiver, b"GET / HTTP/1.1\r\n");
    let line = format!("X: {}\r\n", "y".repeat(1000));
    let mut lines = 0;
    while lines < 32_000 && stream.write_all(line.as_bytes()).is_ok() {
        lines += 1;
    }
    // The answer may be lost to a reset, but not all 32 MB are taken, more than lie anywhere on the way.
    assert!(lines < 32_000);
    let all_at_once = format!("GET / HTTP/1.1\r\n{}", line.repeat(40));
    assert_eq!(status(&told(&receiver, all_at_once.as_bytes())), 431);
    good_client_is_served(&receiver);
}

#[test]
fn a_body_in_the_smallest_chunks_is_no_burden() {
    let book = Book::new();
    let receiver = book.listen();
    let mut request = b"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n".to_vec();
    request.extend(b"1\r\nx\r\n".repeat(1 << 20));
    request.extend(b"0\r\n\r\n");
    let started = Instant::now();
    let mut stream = connect(&receiver);
    stream.write_all(&request).unwrap();
    assert_eq!(status(&read_answer(&mut stream)), 200);
    let took = started.elapsed();
    assert!(took < Duration::from_secs(5), "{took:?}");
    assert_eq!(book.deliveries()[0]["bytes"], 1 << 20);
}

#[test]
fn bodies_share_the_memory_and_small_ones_are_not_held_up() {
    let book = Book::new();
    let receiver = listen_with(
        &book,
        "max_body_bytes = 1048576\n[limits]\nmemory_bytes = 1048576\n",
    );
    // The first must have been read before the second comes, which cannot be seen from outside: on a machine
    // that has much else to do it takes longer.
    let pauses = [200, 500, 1_000, 3_000].map(Duration::from_millis);
    assert!(
        pauses
            .iter()
            .any(|pause| one_of_two_fits(&receiver, *pause))
    );
}

/// Sends a body that fills the memory, all but its end, and after a pause another. True where that one was
/// refused, others were served meanwhile, and the first was answered in the end.
fn one_of_two_fits(receiver: &Listening, pause: Duration) -> bool {
    let length = 1 << 20;
    let mut first = sent(receiver, &head(length));
    first.write_all(&vec![b'x'; 1_000_000]).unwrap();
    thread::sleep(pause);
    let mut second = sent(receiver, &head(length));
    let sending = named(move || {
        // It may be refused before it has sent all.
        let _ = second.write_all(&vec![b'x'; 1_000_000]);
        read_all(&mut second)
    });
    let refused = sending.join().unwrap();
    if !refused.starts_with("HTTP/1.1 503 ") {
        return false;
    }
    assert!(refused.contains("\r\nRetry-After: "), "{refused}");
    good_client_is_served(receiver);
    let ended = first.write_all(&vec![b'x'; length - 1_000_000]);
    ended.is_ok() && first_answer(&mut first).starts_with("HTTP/1.1 200 ")
}

/// What there is to read of an answer at once.
fn first_answer(stream: &mut TcpStream) -> String {
    let mut bytes = [0; 1024];
    let read = stream.read(&mut bytes).unwrap_or(0);
    String::from_utf8_lossy(&bytes[..read]).into_owned()
}

#[cfg(target_os = "linux")]
#[test]
fn many_large_bodies_at_once_stay_within_bounds() {
    let book = Book::new();
    let receiver = book.listen();
    let length = 8 << 20;
    let senders: Vec<_> = (0..100)
        .map(|_| {
            let mut stream = sent(&receiver, &head(length));
            named(move || {
                let _ = stream.write_all(&vec![b'x'; length - 1]);
                stream
            })
        })
        .collect();
    let started = Instant::now();
    while senders.iter().any(|sender| !sender.is_finished())
        && started.elapsed() < Duration::from_secs(10)
    {
        good_client_is_served(&receiver);
    }
    let most = super::process_figure(&receiver, "VmHWM");
    // Of 800 MB that are sent.
    assert!(most < 400_000, "{most} kB");
}
