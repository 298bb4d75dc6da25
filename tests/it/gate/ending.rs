//! The receiver ends while clients are connected.

use std::io::Write;
use std::time::{Duration, Instant};

use super::{connect, read_all, read_answer, sent, status};
use crate::book::{Book, named};

#[cfg(unix)]
#[test]
fn whoever_is_idle_is_closed_and_whoever_asked_is_answered() {
    let book = Book::new();
    let receiver = book.listen();
    let mut kept = sent(&receiver, b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n");
    assert_eq!(status(&read_answer(&mut kept)), 200);
    let silent = connect(&receiver);
    let half = sent(
        &receiver,
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{",
    );
    let addr = receiver.addr.clone();
    let busy = named(move || {
        let mut answers = Vec::new();
        // Until it is told to go, or cannot connect any more.
        while let Ok(mut stream) = std::net::TcpStream::connect(&addr) {
            let asked = stream.write_all(
                b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}",
            );
            let answer = read_all(&mut stream);
            answers.push((asked.is_ok(), answer));
        }
        answers
    });
    std::thread::sleep(Duration::from_millis(300));
    let started = Instant::now();
    receiver.end();
    assert!(started.elapsed() < Duration::from_secs(2));
    assert_eq!(read_all(&mut { kept }), "");
    assert_eq!(read_all(&mut { silent }), "");
    assert_eq!(status(&read_all(&mut { half })), 503);
    let answers = busy.join().unwrap();
    let stored = answers
        .iter()
        .filter(|(_, answer)| answer.starts_with("HTTP/1.1 200"))
        .count();
    assert!(stored > 0);
    // None but the last, which knocked when the door was closing, may be without its answer.
    let (_, all_but_last) = answers.split_last().unwrap();
    assert!(all_but_last.iter().all(|(_, answer)| status(answer) == 200));
    assert!(book.deliveries().len() >= stored);
}

#[cfg(unix)]
#[test]
fn those_who_wait_for_the_disk_are_told_to_come_again() {
    let book = Book::new();
    let receiver = book.listen();
    let other = rusqlite::Connection::open(book.dir().join(callbook::store::BOOK_FILE)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    // More than are behind the gate at once.
    let mut senders: Vec<_> = (0..80)
        .map(|_| {
            sent(
                &receiver,
                b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}",
            )
        })
        .collect();
    std::thread::sleep(Duration::from_millis(500));
    let started = Instant::now();
    receiver.end();
    assert!(started.elapsed() < Duration::from_secs(2));
    for sender in &mut senders {
        let answer = read_all(sender);
        assert_eq!(status(&answer), 503);
        assert!(answer.contains("\r\nRetry-After: "), "{answer}");
    }
    other.execute_batch("ROLLBACK").unwrap();
    assert!(book.deliveries().is_empty());
}

#[cfg(unix)]
#[test]
fn those_who_have_just_connected_are_answered() {
    let book = Book::new();
    let receiver = book.listen();
    // Nobody takes a connection meanwhile.
    receiver.signal("-STOP");
    let mut waiting: Vec<_> = (0..200)
        .map(|_| {
            sent(
                &receiver,
                b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}",
            )
        })
        .collect();
    receiver.signal("-TERM");
    receiver.signal("-CONT");
    receiver.end_by_itself();
    let answers: Vec<_> = waiting.iter_mut().map(read_all).collect();
    assert!(
        answers
            .iter()
            .all(|answer| matches!(status(answer), 200 | 503))
    );
    let stored = answers.iter().filter(|answer| status(answer) == 200);
    assert_eq!(book.deliveries().len(), stored.count());
}
