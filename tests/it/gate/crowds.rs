//! Many at once, and who gives way.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::mpsc::sync_channel;
use std::thread;
use std::time::{Duration, Instant};

use super::{connect, good_client_is_served, listen_with, read_all, read_answer, sent, status};
use crate::book::{Book, named, wait_for};

const KEPT: &[u8] = b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n";

#[test]
fn in_a_burst_nobody_starves() {
    let book = Book::new();
    let receiver = book.listen();
    for round in 0..20 {
        let mut streams: Vec<_> = (0..64).map(|_| connect(&receiver)).collect();
        let started = Instant::now();
        for stream in &mut streams {
            stream.write_all(KEPT).unwrap();
        }
        // All stay open until all are answered.
        for stream in &mut streams {
            assert_eq!(status(&read_answer(stream)), 200);
        }
        let body = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";
        for stream in &mut streams {
            stream.write_all(body).unwrap();
        }
        for stream in &mut streams {
            assert_eq!(status(&read_answer(stream)), 200);
        }
        let took = started.elapsed();
        assert!(took < Duration::from_secs(5), "round {round}: {took:?}");
    }
    good_client_is_served(&receiver);
}

#[test]
fn thousands_of_half_open_requests_leave_room_for_a_good_client() {
    let book = Book::new();
    let receiver = book.listen();
    // Where that many descriptors can be had.
    let half_open = if cfg!(target_os = "linux") { 4000 } else { 200 };
    let addr = receiver.addr.clone();
    let (whole, is_whole) = sync_channel(1);
    let (end, ended) = sync_channel::<()>(0);
    let crowd = named(move || {
        let streams: Vec<_> = (0..half_open)
            .filter_map(|_| {
                let mut stream = TcpStream::connect(&addr).ok()?;
                stream.write_all(b"POST / HTTP/1.1\r\nHost: x\r\n").ok()?;
                Some(stream)
            })
            .collect();
        whole.send(streams.len()).unwrap();
        // Until the other end is gone.
        let _ = ended.recv();
        streams.len()
    });
    // While they knock all at once the system itself lets some wait for a second, then nobody has to wait any more.
    let (mut asked, mut late) = (0, 0);
    let mut came = None;
    while asked < 50 {
        came = came.or_else(|| is_whole.try_recv().ok());
        let started = Instant::now();
        let answer = receiver.get("/health");
        assert_eq!(answer.status, 200);
        if came.is_some() {
            asked += 1;
            late += usize::from(started.elapsed() > super::AT_ONCE);
        }
        #[cfg(target_os = "linux")]
        assert!(super::process_figure(&receiver, "Threads") < 320);
    }
    drop(end);
    assert!(crowd.join().unwrap() > half_open / 2);
    assert!(late * 10 <= asked, "{late} of {asked}");
    good_client_is_served(&receiver);
}

#[test]
fn who_is_idle_or_slow_gives_way_when_it_is_full() {
    let book = Book::new();
    let receiver = listen_with(&book, "[limits]\nconnections = 4\n");
    let mut idle = sent(&receiver, KEPT);
    assert_eq!(status(&read_answer(&mut idle)), 200);
    let mut head = sent(&receiver, b"GET / HTTP/1.1\r\nHost: x\r\n");
    let slow = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nx";
    let mut bodies = [sent(&receiver, slow), sent(&receiver, slow)];
    thread::sleep(Duration::from_millis(600));

    good_client_is_served(&receiver);
    assert_eq!(read_all(&mut idle), "");
    let mut fourth = sent(&receiver, KEPT);
    assert_eq!(status(&read_answer(&mut fourth)), 200);
    let mut fifth = sent(&receiver, KEPT);
    assert_eq!(status(&read_answer(&mut fifth)), 200);
    let evicted = read_all(&mut head);
    assert_eq!(status(&evicted), 503);
    assert!(evicted.contains("\r\nRetry-After: "), "{evicted}");
    // Those that send a body are the last to give way.
    for body in &mut bodies {
        body.write_all(&[b'x'; 99]).unwrap();
        assert_eq!(status(&read_answer(body)), 200);
    }
}

#[test]
fn one_address_has_its_share_where_it_is_held_to_it() {
    let book = Book::new();
    let receiver = listen_with(
        &book,
        "[limits]\nconnections_per_address = 2\nloopback_exempt = false\n",
    );
    let mut two = [sent(&receiver, KEPT), sent(&receiver, KEPT)];
    for one in &mut two {
        assert_eq!(status(&read_answer(one)), 200);
    }
    let started = Instant::now();
    let refused = read_all(&mut connect(&receiver));
    assert_eq!(status(&refused), 503);
    assert!(refused.contains("\r\nRetry-After: "), "{refused}");
    assert!(started.elapsed() < super::AT_ONCE);
    drop(two);
    // As soon as it is seen that they have gone, both of them.
    let mut two = wait_for(|| {
        let mut two = [connect(&receiver), connect(&receiver)];
        two.iter_mut().all(is_served).then_some(two)
    });
    let refused = read_all(&mut connect(&receiver));
    assert_eq!(status(&refused), 503);
    assert!(two.iter_mut().all(is_served));

    let receiver_of_all = listen_with(&Book::new(), "[limits]\nconnections_per_address = 2\n");
    let many: Vec<_> = (0..8).map(|_| connect(&receiver_of_all)).collect();
    good_client_is_served(&receiver_of_all);
    drop(many);
}

/// Whether one who may be turned away, even before it has asked, is answered; its connection is kept.
fn is_served(stream: &mut TcpStream) -> bool {
    const SERVED: &[u8; 12] = b"HTTP/1.1 200";
    let mut start = *SERVED;
    let told = stream
        .write_all(KEPT)
        .and_then(|()| stream.read_exact(&mut start));
    let served = told.is_ok() && start == *SERVED;
    if served {
        read_answer(stream);
    }
    served
}
