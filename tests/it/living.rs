//! Living with it: a receiver that has gone deaf starts again, and what nobody heard is known.

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::process::Command;
use std::time::{Duration, Instant};
use std::{fs, thread};

use callbook::call::Gap;
use callbook::receiver::exposure::exposure;
use callbook::receiver::self_check::{Heard, look};
use callbook::store::Store;
use jiff::{SignedDuration, Timestamp};

use crate::book::{Book, Listening, named, processed, try_post, wait_for};

fn at(time: &str) -> Timestamp {
    time.parse().unwrap()
}

/// A book in which was listened in these spans.
fn listened(spans: &[(&str, &str)]) -> (Book, Store) {
    let book = Book::new();
    let store = Store::open(&book.dir()).unwrap();
    for (from, until) in spans {
        let span = store.begin_listening(at(from)).unwrap();
        store.still_listening(span, at(until)).unwrap();
    }
    (book, store)
}

fn gap(from: &str, until: Option<&str>) -> Gap {
    let (from, until) = (at(from), until.map(at));
    Gap { from, until }
}

#[test]
fn gaps_lie_between_spans_of_listening_newest_first() {
    let (_book, store) = listened(&[
        ("2026-03-01T09:00:00Z", "2026-03-01T18:02:00Z"),
        ("2026-03-02T08:55:00Z", "2026-03-02T09:00:00Z"),
        // Shorter than a sender's patience.
        ("2026-03-02T09:01:59Z", "2026-03-02T10:00:00Z"),
        ("2026-03-02T10:02:00Z", "2026-03-02T11:00:00Z"),
    ]);
    let known = [
        gap("2026-03-02T10:00:00Z", Some("2026-03-02T10:02:00Z")),
        gap("2026-03-01T18:02:00Z", Some("2026-03-02T08:55:00Z")),
    ];
    assert_eq!(store.gaps(at("2026-03-02T11:01:00Z")).unwrap(), known);
    let gaps = store.gaps(at("2026-03-02T12:00:00Z")).unwrap();
    assert_eq!(gaps[0], gap("2026-03-02T11:00:00Z", None));
    assert_eq!(gaps[1..], known);
}

#[test]
fn before_the_first_listening_nothing_is_missing() {
    let (_book, store) = listened(&[]);
    assert!(store.gaps(Timestamp::now()).unwrap().is_empty());
}

#[test]
fn a_clock_that_was_fast_hides_no_gap() {
    let (_book, store) = listened(&[
        ("2026-03-01T09:00:00Z", "2026-03-01T10:00:00Z"),
        ("2031-03-01T10:00:00Z", "2031-03-01T11:00:00Z"),
        // Set right.
        ("2026-03-01T12:00:00Z", "2026-03-01T13:00:00Z"),
        ("2026-03-01T15:00:00Z", "2026-03-01T15:00:00Z"),
    ]);
    assert_eq!(
        store.gaps(at("2026-03-01T15:00:00Z")).unwrap(),
        [
            gap("2026-03-01T13:00:00Z", Some("2026-03-01T15:00:00Z")),
            gap("2026-03-01T10:00:00Z", Some("2026-03-01T12:00:00Z")),
        ]
    );
}

#[test]
fn spans_that_overlap_leave_no_gap() {
    let spans = [("09:00", "12:00"), ("10:00", "11:00"), ("11:30", "13:00")];
    let time = |time: &str| at(&format!("2026-03-01T{time}:00Z"));
    let spans = spans.map(|(from, until)| (time(from), time(until)));
    assert!(Gap::between(spans.to_vec(), time("13:01")).is_empty());
}

/// Waits until it is noted that someone listens, ends it, and checks that the end is known to the minute.
fn its_end_is_known(end: impl FnOnce(Listening)) {
    let book = Book::new();
    let receiver = book.listen();
    let later = SignedDuration::from_mins(10);
    let store = Store::open(&book.dir()).unwrap();
    wait_for(|| store.gaps(Timestamp::now() + later).unwrap().pop());
    end(receiver);
    let ended_at = Timestamp::now();
    let gaps = store.gaps(ended_at + later).unwrap();
    let [gap] = gaps.as_slice() else {
        panic!("{gaps:?}")
    };
    assert_eq!(gap.until, None);
    let apart = ended_at.duration_since(gap.from).abs();
    assert!(apart < SignedDuration::from_mins(1), "{gap:?}");
}

#[test]
fn after_a_crash_the_end_of_listening_is_known() {
    its_end_is_known(Listening::kill);
}

#[test]
fn after_an_orderly_end_too() {
    its_end_is_known(Listening::end);
}

#[test]
fn a_port_that_does_not_answer_as_ours_is_deaf() {
    let patience = Duration::from_millis(300);
    let cases: [(&[u8], Heard); 5] = [
        (b"HTTP/1.1 200 OK\r\n\r\n", Heard::Server),
        (b"HTTP/1.1 503 Service Unavailable\r\n", Heard::Gate),
        (b"HTTP/1.1 404 Not Found\r\n\r\n", Heard::Nothing),
        (b"220 mail\r\n", Heard::Nothing),
        (b"", Heard::Nothing),
    ];
    for (answer, heard) in cases {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let addr = listener.local_addr().unwrap();
        let server = named(move || {
            let (mut client, _) = listener.accept().unwrap();
            let mut request = [0; 1000];
            let read = client.read(&mut request).unwrap();
            assert!(request[..read].starts_with(b"GET /health HTTP/1.1\r\n"));
            client.write_all(answer).unwrap();
        });
        assert_eq!(look(addr, patience), heard, "{answer:?}");
        server.join().unwrap();
    }
    // Taken and never answered; then nobody there.
    let mute = TcpListener::bind("127.0.0.1:0").unwrap();
    let addr = mute.local_addr().unwrap();
    let started = Instant::now();
    assert_eq!(look(addr, patience), Heard::Nothing);
    assert!(started.elapsed() < Duration::from_secs(3));
    drop(mute);
    assert_eq!(look(addr, patience), Heard::Nothing);
}

/// Sets how many descriptors a process may have.
fn limit_descriptors(id: u32, limit: &str) -> bool {
    let done = Command::new("prlimit")
        .args(["--pid", &id.to_string(), &format!("--nofile={limit}")])
        .status();
    done.is_ok_and(|status| status.success())
}

/// Asks for its health, but not for long.
fn is_well(addr: &str) -> bool {
    look(addr.parse().unwrap(), Duration::from_millis(500)) == Heard::Server
}

#[cfg(target_os = "linux")]
#[test]
fn a_receiver_that_has_gone_deaf_hears_again_by_itself() {
    let book = Book::new();
    let config = book.file("callbook.toml", "check_every_secs = 1\n");
    let receiver = book.listen_with(&[("CALLBOOK_CONFIG", config.to_str().unwrap())]);
    wait_for(|| is_well(&receiver.addr).then_some(()));
    // So few that no connection can be taken any more, nor a listener made.
    if !limit_descriptors(receiver.id(), "6:4096") {
        return;
    }
    wait_for(|| (!is_well(&receiver.addr)).then_some(()));
    thread::sleep(Duration::from_secs(5));
    assert!(limit_descriptors(receiver.id(), "4096:4096"));
    wait_for(|| is_well(&receiver.addr).then_some(()));
    assert_eq!(receiver.post("/", &processed(7)).status, 200);
    let log = fs::read_to_string(book.dir().join("logs/callbook_rCURRENT.log")).unwrap();
    assert!(log.contains("does not answer"), "{log}");
    receiver.end();
}

/// What the receiver of this book has told its log.
fn log_of(book: &Book) -> String {
    fs::read_to_string(book.dir().join("logs/callbook_rCURRENT.log")).unwrap()
}

/// A receiver with room for a few, which looks often whether it hears, and a delivery from each of those few.
fn crowded(book: &Book, get_stuck: impl FnOnce()) -> (Listening, Vec<TcpStream>) {
    const FEW: usize = 8;
    let settings = format!("check_every_secs = 2\n[limits]\nconnections = {FEW}\n");
    let config = book.file("callbook.toml", &settings);
    let receiver = book.listen_with(&[("CALLBOOK_CONFIG", config.to_str().unwrap())]);
    wait_for(|| is_well(&receiver.addr).then_some(()));
    get_stuck();
    let body = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";
    let crowd = (0..FEW).map(|_| {
        let mut stream = TcpStream::connect(&receiver.addr).unwrap();
        stream.write_all(body).unwrap();
        stream
    });
    let crowd = crowd.collect();
    (receiver, crowd)
}

#[cfg(target_os = "linux")]
#[test]
fn a_crowd_that_waits_for_the_book_does_not_make_the_receiver_start_again() {
    let book = Book::new();
    book.run(["calls"]).ok();
    let other = rusqlite::Connection::open(book.dir().join(callbook::store::BOOK_FILE)).unwrap();
    let (receiver, crowd) = crowded(&book, || other.execute_batch("BEGIN IMMEDIATE").unwrap());
    // One more after the other, so that there is never room while the book is held.
    let until = Instant::now() + Duration::from_secs(12);
    let more: Vec<_> = (0..10)
        .map(|_| {
            let addr = receiver.addr.clone();
            named(move || {
                while Instant::now() < until {
                    // Whoever is turned away unread may lose the answer to a reset.
                    let answer = try_post(&addr, b"{}");
                    assert!(answer.is_err() || answer.unwrap().status == 503);
                }
            })
        })
        .collect();
    for one in more {
        one.join().unwrap();
    }
    other.execute_batch("ROLLBACK").unwrap();
    drop(crowd);
    wait_for(|| (receiver.post("/", b"{}").status == 200).then_some(()));
    let log = log_of(&book);
    assert!(!log.contains("does not answer"), "{log}");
    assert_eq!(log.matches("INFO  listening on ").count(), 1, "{log}");
    receiver.end();
}

/// What each request has to read never ends: nobody writes to the pipe that stands in the file's place.
#[cfg(target_os = "linux")]
#[test]
fn a_server_behind_that_is_stuck_is_deaf_although_the_gate_answers() {
    let book = Book::new();
    let pipe = book.dir().join("secret-path");
    let (receiver, mut crowd) = crowded(&book, || {
        let made = Command::new("mkfifo").arg(&pipe).status().unwrap();
        assert!(made.success());
    });
    // The crowd is never sent away while it is handled, so that the gate has no room for the look at the port.
    wait_for(|| log_of(&book).contains("does not answer at").then_some(()));
    fs::remove_file(&pipe).unwrap();
    wait_for(|| is_well(&receiver.addr).then_some(()));
    assert_eq!(receiver.post("/", &processed(1)).status, 200);
    crowd.clear();
}

/// Until when somebody listened; none where nobody has yet.
fn noted(book: &Book) -> Option<Timestamp> {
    let store = Store::open(&book.dir()).unwrap();
    let later = Timestamp::now() + SignedDuration::from_mins(30);
    let gaps = store.gaps(later).unwrap();
    let open = gaps.iter().find(|gap| gap.until.is_none());
    open.map(|gap| gap.from)
}

#[test]
fn while_nobody_can_be_let_in_nobody_listens() {
    let book = Book::new();
    let config = book.file("callbook.toml", "check_every_secs = 1\n");
    book.run(["path", "on"]).ok();
    let receiver = book.listen_with(&[("CALLBOOK_CONFIG", config.to_str().unwrap())]);
    let since = Timestamp::now();
    wait_for(|| noted(&book).filter(|noted| *noted > since));

    // A file that holds no path lets nobody in, and says nothing of where they may.
    fs::write(book.dir().join("secret-path"), "").unwrap();
    assert_eq!(receiver.post("/", &processed(1)).status, 503);
    thread::sleep(Duration::from_secs(4));
    let pause = Timestamp::now().duration_since(noted(&book).unwrap());
    assert!(pause > SignedDuration::from_secs(2), "{pause}");
    let log = fs::read_to_string(book.dir().join("logs/callbook_rCURRENT.log")).unwrap();
    assert!(!log.contains("over: "), "{log}");

    book.run(["path", "off"]).ok();
    let again = Timestamp::now();
    wait_for(|| noted(&book).filter(|noted| *noted > again));
    assert_eq!(receiver.post("/", &processed(1)).status, 200);
    receiver.end();
}

/// A book with two calls that start at 15:00 on 2 March 2026 and four hours later, and gaps around them.
fn with_calls_and_gaps() -> Book {
    let (book, store) = listened(&[
        ("2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z"),
        ("2026-03-02T14:00:00Z", "2026-03-02T15:30:00Z"),
        ("2026-03-02T18:00:00Z", "2026-03-02T20:00:00Z"),
    ]);
    let now = store.begin_listening(Timestamp::now()).unwrap();
    store.still_listening(now, Timestamp::now()).unwrap();
    let later = String::from_utf8(processed(8)).unwrap();
    let later = later.replace("T15:00:", "T19:00:");
    for body in [processed(7), later.into_bytes()] {
        book.run_with_input(["import", "-"], &body).ok();
    }
    book
}

#[test]
fn the_list_of_calls_says_when_nobody_listened() {
    let book = with_calls_and_gaps();
    let said = |book: &Book, arguments: &[&str]| {
        let mut command = book.command(arguments);
        String::from_utf8(command.env("TZ", "UTC").output().unwrap().stdout).unwrap()
    };
    let listed = said(&book, &["calls"]);
    let lines: Vec<&str> = listed.lines().skip(1).collect();
    assert_eq!(lines.len(), 5, "{listed}");
    assert!(lines[0].starts_with("not listening from 2026-03-02 20:00 UTC to "));
    assert!(lines[1].contains("14:00:08"), "{listed}");
    assert_eq!(
        lines[2],
        "not listening from 2026-03-02 15:30 UTC to 2026-03-02 18:00 UTC"
    );
    assert!(lines[3].contains("10:00:07"), "{listed}");
    assert_eq!(
        lines[4],
        "not listening from 2026-03-02 10:00 UTC to 2026-03-02 14:00 UTC"
    );
    // What is older than the rows that were asked for is left out.
    assert_eq!(said(&book, &["calls", "--limit", "1"]).lines().count(), 3);
    assert!(!said(&book, &["calls", "--json"]).contains("listening"));
    assert_eq!(book.calls().len(), 2);
}

#[test]
fn an_address_that_others_can_reach_is_warned_of() {
    let warned = |addr: &str| {
        let book = Book::new();
        let receiver = Listening::start(book.command(["listen", "--listen", addr]));
        receiver.end();
        let log = fs::read_to_string(book.dir().join("logs/callbook_rCURRENT.log")).unwrap();
        log.contains("WARN  Other computers can reach Callbook")
    };
    assert!(warned("0.0.0.0:0"));
    assert!(!warned("127.0.0.1:0"));
    for addr in ["127.8.0.1:1", "[::1]:1", "[::ffff:127.0.0.1]:1"] {
        assert_eq!(exposure(addr.parse().unwrap()), None, "{addr}");
    }
    for addr in ["0.0.0.0:1", "[::]:1", "192.168.1.7:1"] {
        assert!(exposure(addr.parse().unwrap()).is_some(), "{addr}");
    }
}
