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
