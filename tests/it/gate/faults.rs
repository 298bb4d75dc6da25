//! Clients that break off, and a system that gives nothing more.

use std::io::Write;
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use socket2::SockRef;

use super::{connect, good_client_is_served, sent};
use crate::book::{Book, Done, wait_for};

#[cfg(target_os = "linux")]
#[test]
fn refused_requests_leave_nothing_behind() {
    let book = Book::new();
    let receiver = book.listen();
    good_client_is_served(&receiver);
    let figures = || {
        (
            super::process_figure(&receiver, "Threads"),
            super::descriptors(&receiver),
        )
    };
    thread::sleep(Duration::from_millis(100));
    let before = figures();
    for bytes in [
        &b"GET / HTTP/2.0\r\nHost: x\r\n\r\n"[..],
        b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n",
        b"",
    ] {
        for _ in 0..100 {
            drop(sent(&receiver, bytes));
        }
    }
    wait_for(|| (figures() <= before).then_some(()));
    good_client_is_served(&receiver);
}

#[test]
fn clients_that_reset_do_no_harm() {
    let book = Book::new();
    let log = book.dir().join("logs");
    let receiver = book.listen();
    let cases = [
        &b""[..],
        b"GET / HT",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nx",
        b"GET /health HTTP/1.1\r\nHost: x\r\n\r\nGET /health HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}",
    ];
    for round in 0..200 {
        let stream = sent(&receiver, cases[round % cases.len()]);
        // Closed so, the connection is reset.
        SockRef::from(&stream)
            .set_linger(Some(Duration::ZERO))
            .unwrap();
    }
    good_client_is_served(&receiver);
    drop(receiver);
    for name in crate::book::names(&log) {
        let text = std::fs::read_to_string(log.join(name)).unwrap();
        assert!(!text.contains("panic") && !text.contains("fault"), "{text}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn without_descriptors_the_port_stays_and_serves_again() {
    let book = Book::new();
    let receiver = book.listen();
    let idle: Vec<_> = (0..20).map(|_| connect(&receiver)).collect();
    good_client_is_served(&receiver);
    let limit = |most: usize| {
        let id = rustix::process::Pid::from_raw(i32::try_from(receiver.id()).unwrap());
        let most = Some(most as u64);
        let limit = rustix::process::Rlimit {
            current: most,
            maximum: Some(20_000),
        };
        rustix::process::prlimit(id, rustix::process::Resource::Nofile, limit).unwrap()
    };
    // As many as are open: somebody has to give way for each newcomer.
    let before = limit(super::descriptors(&receiver));
    let mut late = 0;
    for _ in 0..5 {
        thread::sleep(Duration::from_millis(250));
        let started = Instant::now();
        assert_eq!(receiver.get("/health").status, 200);
        late += usize::from(started.elapsed() > super::AT_ONCE);
    }
    // The processors are other tests' too: one delay of theirs is not the receiver's.
    assert!(late <= 1, "{late}");
    drop(idle);
    // Fewer than are open already: nobody can be let in.
    limit(10);
    let waiting: Vec<TcpStream> = (0..20).map(|_| connect(&receiver)).collect();
    thread::sleep(Duration::from_millis(500));
    drop(waiting);
    limit(usize::try_from(before.current.unwrap()).unwrap());
    good_client_is_served(&receiver);
}

#[cfg(unix)]
#[test]
fn few_descriptors_are_shared_out_from_the_start() {
    let book = Book::new();
    let mut command = std::process::Command::new("sh");
    command
        .args([
            "-c",
            "ulimit -n 128; exec \"$0\" listen --listen 127.0.0.1:0",
        ])
        .arg(env!("CARGO_BIN_EXE_callbook"))
        .env("CALLBOOK_DATA_DIR", book.dir());
    let receiver = crate::book::Listening::start(command);
    let crowd: Vec<_> = (0..150)
        .map(|_| {
            let mut stream = connect(&receiver);
            // Those that gave way to others are closed already.
            let _ = stream.write_all(b"POST / HTTP/1.1\r\n");
            stream
        })
        .collect();
    thread::sleep(Duration::from_millis(300));
    good_client_is_served(&receiver);
    drop(crowd);
    good_client_is_served(&receiver);
}

#[cfg(unix)]
#[test]
fn too_few_descriptors_are_told_in_one_line() {
    let book = Book::new();
    for few in [40, 60, 100] {
        let mut command = std::process::Command::new("sh");
        command
            .arg("-c")
            .arg(format!(
                "ulimit -n {few}; exec \"$0\" listen --listen 127.0.0.1:0"
            ))
            .arg(env!("CARGO_BIN_EXE_callbook"))
            .env("CALLBOOK_DATA_DIR", book.dir());
        let said = Done::with_input(command, b"").failed();
        assert!(said.contains(&format!("only {few} files")), "{said}");
        assert!(said.contains("ulimit -n"), "{said}");
    }
}
