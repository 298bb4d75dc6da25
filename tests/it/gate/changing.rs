//! Limits that change while requests are under way: nobody is turned out, and nobody is counted who is gone.

use std::io::Write as _;
use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use callbook::receiver::{Receiver, Settings};

use super::{read_answer, status};
use crate::book::{Book, wait_for};

const ASK: &[u8] = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n";

fn settings(book: &Book) -> Settings {
    let mut settings = Settings::usual(book.dir(), "127.0.0.1:0".to_owned());
    settings.min_free_bytes = 0;
    settings
}

/// Asks on a connection of its own that stays open: what is answered, and the connection.
fn ask(receiver: &Receiver) -> (u16, TcpStream) {
    let mut stream = TcpStream::connect(receiver.local_addr()).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_secs(20)))
        .unwrap();
    stream.write_all(ASK).unwrap();
    (status(&read_answer(&mut stream)), stream)
}

fn ask_again(stream: &mut TcpStream) -> u16 {
    stream.write_all(ASK).unwrap();
    status(&read_answer(stream))
}

#[test]
fn whoever_was_let_in_stays_and_is_counted_as_when_it_came() {
    let book = Book::new();
    let mut settings = settings(&book);
    let receiver = Receiver::start(&settings, Arc::new(|| {})).unwrap();
    let mut exempt: Vec<TcpStream> = (0..3).map(|_| ask(&receiver).1).collect();

    settings.limits.loopback_exempt = false;
    settings.limits.connections_per_address = 2;
    receiver.hold_to(&settings);
    let counted: Vec<(u16, TcpStream)> = (0..3).map(|_| ask(&receiver)).collect();
    let answers: Vec<u16> = counted.iter().map(|(status, _)| *status).collect();
    assert_eq!(answers, [200, 200, 503]);
    for stream in &mut exempt {
        assert_eq!(ask_again(stream), 200);
    }

    // Those who were not counted go, and then those who were, while nobody is: none of them is missing or left over.
    drop(exempt);
    settings.limits.loopback_exempt = true;
    receiver.hold_to(&settings);
    drop(counted);
    settings.limits.loopback_exempt = false;
    receiver.hold_to(&settings);
    wait_for(|| {
        let two: Vec<(u16, TcpStream)> = (0..2).map(|_| ask(&receiver)).collect();
        two.iter().all(|(status, _)| *status == 200).then_some(())
    });
}

#[test]
fn fewer_connections_turn_nobody_out_who_is_working() {
    let book = Book::new();
    let mut settings = settings(&book);
    let receiver = Receiver::start(&settings, Arc::new(|| {})).unwrap();
    let mut under_way: Vec<TcpStream> = (0..4).map(|_| ask(&receiver).1).collect();
    let half = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{";
    for stream in &mut under_way {
        stream.write_all(half).unwrap();
    }
    settings.limits.connections = 1;
    settings.limits.memory_bytes = 1 << 20;
    receiver.hold_to(&settings);
    for stream in &mut under_way {
        stream.write_all(b"}").unwrap();
        assert_eq!(status(&read_answer(stream)), 200);
    }
    drop(under_way);
    settings.limits.connections = 64;
    receiver.hold_to(&settings);
    let many: Vec<(u16, TcpStream)> = (0..20).map(|_| ask(&receiver)).collect();
    assert!(many.iter().all(|(status, _)| *status == 200));
    assert_eq!(book.deliveries().len(), 4);
}

#[test]
fn room_that_is_kept_free_is_heeded_at_once() {
    let book = Book::new();
    let mut settings = settings(&book);
    let receiver = Receiver::start(&settings, Arc::new(|| {})).unwrap();
    let addr = receiver.local_addr().to_string();
    assert_eq!(crate::book::post(&addr, b"{}").status, 200);
    settings.min_free_bytes = u64::MAX;
    receiver.hold_to(&settings);
    assert_eq!(crate::book::post(&addr, b"{}").status, 507);
    settings.min_free_bytes = 0;
    receiver.hold_to(&settings);
    assert_eq!(crate::book::post(&addr, b"{}").status, 200);
}
