//! Faults that last: killed again and again, a book that another process holds, clocks that jump.

#[cfg(target_os = "linux")]
mod clock;
#[cfg(target_os = "linux")]
mod network;

use std::collections::BTreeMap;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use crate::book::{Book, named, processed, try_post, wait_for};

const KILLS: u32 = 20;

/// How many deliveries are acknowledged before the first kill; each time one more.
const LEAST: u32 = 10;

/// How many send at the same time.
const SENDERS: i64 = 4;

/// A sender that goes on after each kill with what was not acknowledged, as the real one does.
struct Sender {
    next: i64,
    step: i64,
    /// Sent, but without an answer; with the attempt that is next.
    open: Option<(i64, u32)>,
    acknowledged: Vec<i64>,
    /// Sent more than once.
    again: u32,
}

impl Sender {
    fn new(first: i64) -> Self {
        Self {
            next: first,
            step: SENDERS,
            open: None,
            acknowledged: Vec::new(),
            again: 0,
        }
    }

    /// Sends until nobody answers.
    fn run(&mut self, addr: &str, taken: &AtomicU32) {
        loop {
            let (id, attempt) = self.open.unwrap_or((self.next, 1));
            if self.open.is_none() {
                self.next += self.step;
            } else {
                self.again += 1;
            }
            self.open = Some((id, attempt + 1));
            let body = String::from_utf8(processed(id)).unwrap();
            let body = body.replace("\"Attempt\": 1", &format!("\"Attempt\": {attempt}"));
            match try_post(addr, body.as_bytes()) {
                Ok(answer) if answer.status == 200 => {
                    self.acknowledged.push(id);
                    self.open = None;
                    taken.fetch_add(1, Ordering::AcqRel);
                }
                // Answered otherwise, it is tried again; where there is no answer, the receiver is dead.
                Ok(_) => {}
                Err(_) => return,
            }
        }
    }
}

#[test]
fn killed_twenty_times_under_load_nothing_acknowledged_is_lost_or_counted_twice() {
    let book = Book::new();
    let mut senders: Vec<Sender> = (1..=SENDERS).map(Sender::new).collect();
    for kill in 0..KILLS {
        let receiver = book.listen();
        let taken = Arc::new(AtomicU32::new(0));
        let threads: Vec<_> = senders
            .into_iter()
            .map(|mut sender| {
                let (addr, taken) = (receiver.addr.clone(), Arc::clone(&taken));
                named(move || {
                    sender.run(&addr, &taken);
                    sender
                })
            })
            .collect();
        // At another moment each time, however fast it goes here.
        wait_for(|| (taken.load(Ordering::Acquire) >= LEAST + kill).then_some(()));
        thread::sleep(Duration::from_millis(u64::from(kill % 7)));
        receiver.kill();
        senders = threads.into_iter().map(|it| it.join().unwrap()).collect();
        is_whole(&book);
    }
    let again: u32 = senders.iter().map(|sender| sender.again).sum();
    assert!(again >= KILLS, "{again}");
    let acknowledged: Vec<i64> = senders.into_iter().flat_map(|it| it.acknowledged).collect();

    let receiver = book.listen();
    assert_eq!(receiver.post("/", &processed(1_000_000)).status, 200);
    let deliveries = book.deliveries_when(|all| all.iter().all(|one| one["state"] != "pending"));
    receiver.end();
    let calls = ids(&book.calls());
    for id in &acknowledged {
        assert_eq!(calls.get(id), Some(&1), "{id}");
    }
    assert!(calls.values().all(|count| *count == 1), "{calls:?}");
    let read = deliveries
        .iter()
        .filter(|one| one["state"] == "projected")
        .count();
    assert_eq!(read, calls.len(), "what came twice counts once");
    is_whole(&book);
}

/// How often each of the sender's ids is there.
fn ids(calls: &[serde_json::Value]) -> BTreeMap<i64, u32> {
    let mut ids = BTreeMap::new();
    for call in calls {
        *ids.entry(call["vendor_id"].as_i64().unwrap()).or_default() += 1;
    }
    ids
}

#[track_caller]
fn is_whole(book: &Book) {
    let db = Connection::open(book.dir().join(callbook::store::BOOK_FILE)).unwrap();
    let said: String = db
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(said, "ok");
}

#[test]
fn while_another_process_holds_the_book_deliveries_are_to_come_again() {
    let book = Book::new();
    let receiver = book.listen();
    assert_eq!(receiver.post("/", &processed(1)).status, 200);
    book.deliveries_when(|all| all.iter().all(|one| one["state"] == "projected"));
    let other = Connection::open(book.dir().join(callbook::store::BOOK_FILE)).unwrap();
    other.busy_timeout(Duration::from_secs(10)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();

    let send = |id| {
        let addr = receiver.addr.clone();
        named(move || wait_long(&addr, &processed(id)))
    };
    // More than can be behind the gate at once.
    let senders: Vec<_> = (2..=120).map(send).collect();
    let held = Arc::new(AtomicBool::new(true));
    let asking = {
        let (held, addr) = (Arc::clone(&held), receiver.addr.clone());
        named(move || {
            let mut slowest = Duration::ZERO;
            while held.load(Ordering::Acquire) {
                let started = Instant::now();
                let answer =
                    crate::book::exchange(&addr, "GET /health HTTP/1.1\r\nHost: x\r\n", b"");
                assert_eq!(answer.unwrap().status, 200);
                slowest = slowest.max(started.elapsed());
                thread::sleep(Duration::from_millis(100));
            }
            slowest
        })
    };
    for sender in senders {
        let (answer, took) = sender.join().unwrap();
        assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
        assert!(answer.contains("\r\nRetry-After: "), "{answer}");
        // Its own wait and that of those before it, and some time for a machine that is busy.
        assert!(took < Duration::from_secs(12), "{took:?}");
    }
    held.store(false, Ordering::Release);
    let slowest = asking.join().unwrap();
    assert!(slowest < Duration::from_secs(2), "{slowest:?}");
    assert_eq!(book.deliveries().len(), 1);
    let log = || std::fs::read_to_string(book.dir().join("logs/callbook_rCURRENT.log")).unwrap();
    assert!(
        log().contains("Another program holds the book."),
        "{}",
        log()
    );

    other.execute_batch("ROLLBACK").unwrap();
    for id in 2..=9 {
        assert_eq!(receiver.post("/", &processed(id)).status, 200);
    }
    book.deliveries_when(|all| all.iter().all(|one| one["state"] == "projected"));
    assert_eq!(ids(&book.calls()).len(), 9);
    assert!(
        log().contains("over: Another program holds the book."),
        "{}",
        log()
    );
    receiver.end();
    is_whole(&book);
}

#[test]
fn a_bad_row_does_not_refuse_the_others_of_its_group() {
    let book = Book::new();
    let receiver = book.listen();
    let other = Connection::open(book.dir().join(callbook::store::BOOK_FILE)).unwrap();
    other.busy_timeout(Duration::from_secs(10)).unwrap();
    other
        .execute_batch(
            "CREATE TRIGGER bad BEFORE INSERT ON deliveries WHEN NEW.path = '/bad'
             BEGIN SELECT RAISE(ABORT, 'bad'); END;
             BEGIN IMMEDIATE",
        )
        .unwrap();
    // They wait together, and are one group then.
    let senders: Vec<_> = (0..20)
        .map(|id| {
            let addr = receiver.addr.clone();
            let path = if id % 10 == 5 { "/bad" } else { "/good" };
            named(move || {
                let body = processed(id + 1);
                let head = format!(
                    "POST {path} HTTP/1.1\r\nHost: x\r\nContent-Length: {}\r\n",
                    body.len()
                );
                let answer = crate::book::exchange(&addr, &head, &body).unwrap();
                (path, answer)
            })
        })
        .collect();
    thread::sleep(Duration::from_millis(500));
    other.execute_batch("ROLLBACK").unwrap();
    for sender in senders {
        let (path, answer) = sender.join().unwrap();
        let expected = if path == "/bad" { 503 } else { 200 };
        assert_eq!(answer.status, expected, "{path}: {answer:?}");
        assert_eq!(answer.header("retry-after").is_some(), path == "/bad");
    }
    assert_eq!(book.deliveries().len(), 18);
    receiver.end();
}

/// Posts and waits longer than the receiver waits for the book: what it said, and how long that took.
fn wait_long(addr: &str, body: &[u8]) -> (String, Duration) {
    let began = Instant::now();
    let mut stream = TcpStream::connect(addr).unwrap();
    stream
        .set_read_timeout(Some(Duration::from_mins(1)))
        .unwrap();
    let head = format!(
        "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(body).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    (answer, began.elapsed())
}
