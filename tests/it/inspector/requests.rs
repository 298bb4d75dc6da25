//! What is kept of requests that brought no delivery: as much as arrived, and nothing secret.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::time::Duration;

use callbook::call::{Request, RequestId};
use callbook::receiver::gate::limits::Limits;
use callbook::receiver::requests::{MOST, MOST_HEAD_BYTES, Requests};
use callbook::receiver::self_check::{self, Heard};

use rusqlite::Connection;

use super::purpose::{Running, running, running_on, running_within};
use crate::book::{Book, PATIENCE, exchange, post, wait_for};

/// Sends these bytes and no more; gives what was answered.
fn raw(running: &Running, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(&running.addr).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.write_all(bytes).unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// The only request that is kept, and its head.
#[track_caller]
fn only(running: &Running) -> (Request, String) {
    let kept = wait_for(|| {
        let kept = running.desk.requests.newest();
        (!kept.is_empty()).then_some(kept)
    });
    let [request] = &kept[..] else {
        panic!("{kept:?}")
    };
    let head = running.desk.requests.head(request.id);
    (Request::clone(request), head.unwrap_or_default())
}

/// What is sent; status, method, path, announced length and fault that are kept of it.
type Case = (
    &'static [u8],
    u16,
    &'static str,
    &'static str,
    Option<i64>,
    &'static str,
);

#[test]
fn of_what_the_gate_turns_away_all_is_kept_that_arrived() {
    let cases: [Case; 5] = [
        (
            b"PUT /a?b=1 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc",
            405,
            "PUT",
            "/a?b=1",
            Some(3),
            "another method than GET, HEAD and POST",
        ),
        (
            b"POST /large HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n",
            413,
            "POST",
            "/large",
            Some(99_999_999_999),
            "a body that is too large",
        ),
        (
            b"POST /cut HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf",
            400,
            "POST",
            "/cut",
            Some(10),
            "a body that did not arrive whole",
        ),
        (
            b"POST /long HTTP/1.1\r\nHost: x\r\n\r\n",
            411,
            "POST",
            "/long",
            None,
            "a delivery without a length",
        ),
        (
            b"\x16\x03\x01\x00\xa5\x01\r\n\r\n",
            400,
            "",
            "",
            None,
            "not HTTP, or HTTP that can be read in two ways",
        ),
    ];
    for (sent, status, method, path, bytes, fault) in cases {
        let running = running();
        let answer = raw(&running, sent);
        assert!(
            answer.starts_with(&format!("HTTP/1.1 {status} ")),
            "{answer}"
        );
        let (request, head) = only(&running);
        assert_eq!(
            (request.method.as_str(), request.path.as_str()),
            (method, path)
        );
        assert_eq!((request.status, request.bytes), (Some(status), bytes));
        assert_eq!(request.fault.as_deref(), Some(fault));
        assert_eq!(request.remote.as_deref(), Some("127.0.0.1"));
        assert!(request.took > Duration::ZERO && request.took < PATIENCE);
        assert!(request.is_refused());
        let first = if method.is_empty() {
            "\\x16\\x03\\x01\\x00\\xa5\\x01".to_owned()
        } else {
            format!("{method} {path} HTTP/1.1\nHost: x")
        };
        assert!(head.starts_with(&first), "{head:?}");
        assert!(!head.contains("abc") && !head.contains("half"), "{head:?}");
    }
}

#[test]
fn whoever_finds_no_room_is_kept_too() {
    let limits = Limits {
        connections_per_address: 1,
        loopback_exempt: false,
        ..Limits::default()
    };
    let running = running_within(Book::new(), limits);
    let mut first = TcpStream::connect(&running.addr).unwrap();
    first.write_all(b"POST / HTTP/1.1\r\n").unwrap();
    let mut second = TcpStream::connect(&running.addr).unwrap();
    second.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut answer = String::new();
    second.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 503 "), "{answer}");
    let (request, head) = only(&running);
    assert_eq!((request.status, head.as_str()), (Some(503), ""));
    assert_eq!(request.remote.as_deref(), Some("127.0.0.1"));
    let fault = "more connections or bytes at once than can be held";
    assert_eq!(request.fault.as_deref(), Some(fault));
    assert!(request.is_refused());
}

#[test]
fn of_what_cannot_be_stored_is_told_why() {
    let running = running();
    let other = Connection::open(running.book.dir().join(callbook::store::BOOK_FILE)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(post(&running.addr, b"{}").status, 503);
    let (request, _) = only(&running);
    let fault = "it could not be stored at that time";
    assert_eq!(request.fault.as_deref(), Some(fault));
    assert_eq!((request.method.as_str(), request.bytes), ("POST", Some(2)));
    assert!(request.is_refused());
}

#[test]
fn nothing_that_is_kept_gives_a_secret_away() {
    let book = Book::new();
    let path = book.run(["path", "on"]).ok().stdout.trim().to_owned();
    let segment = path.strip_prefix("/c/").unwrap();
    let running = running_on(book);
    let almost = format!("/c/{}x", &segment[..segment.len() - 1]);
    let signature = "5E".repeat(32);
    let headers = format!(
        "Host: x\r\nX-Original-URI: {path}/of/mine\r\nReferer: https://example.com{path}?a\r\n\
         Cookie: a=private\r\nAuthorization: Bearer private\r\nX-Api-Key: private\r\nms-signature: sha256={signature}\r\n"
    );
    let sent = [
        format!("GET {path}?echo=abc"),
        format!("GET {path}/health"),
        format!("GET {almost}"),
        format!("POST {almost}/calls"),
        format!("PUT {path}/calls"),
        format!("POST {path}?chunked"),
        format!("GET /x/{segment}"),
        format!("GET /C/{}", segment.to_uppercase()),
    ];
    for line in &sent {
        let more = if line.ends_with("?chunked") {
            "Transfer-Encoding: gzip\r\n"
        } else {
            ""
        };
        exchange(
            &running.addr,
            &format!("{line} HTTP/1.1\r\n{headers}{more}"),
            b"",
        )
        .unwrap();
    }
    let kept = wait_for(|| {
        let kept = running.desk.requests.newest();
        (kept.len() == sent.len()).then_some(kept)
    });
    let heads = kept
        .iter()
        .map(|one| running.desk.requests.head(one.id).unwrap());
    let told = format!("{kept:?}\n{}", heads.collect::<Vec<_>>().join("\n"));
    let small = told.to_lowercase();
    for secret in [&segment[..20], &segment[12..], "private", &signature[..20]] {
        assert!(!small.contains(&secret.to_lowercase()), "{told}");
    }
    assert!(told.contains("/c/…/calls"), "{told}");
    assert!(told.contains("/c/…?echo=abc"), "{told}");
    let outside = kept.iter().filter(|one| one.status == Some(404));
    for one in outside {
        assert_eq!(one.fault.as_deref(), Some("not below the secret path"));
    }
}

#[test]
fn the_programs_own_look_at_its_port_is_not_listed() {
    let running = running();
    let addr = running.addr.parse().unwrap();
    assert_eq!(self_check::look(addr, PATIENCE), Heard::Server);
    let head = "GET /health HTTP/1.1\r\nHost: x\r\nUser-Agent: of another\r\n";
    exchange(&running.addr, head, b"").unwrap();
    let (request, _) = only(&running);
    assert_eq!(request.path, "/health");
    assert!(!request.is_refused());
}

#[test]
fn heads_take_no_more_memory_than_they_may() {
    let request = Request {
        id: RequestId(0),
        received_at: jiff::Timestamp::UNIX_EPOCH,
        remote: None,
        method: "GET".to_owned(),
        path: "/".to_owned(),
        bytes: None,
        status: Some(400),
        said: String::new(),
        fault: None,
        took: Duration::ZERO,
    };
    let requests = Requests::default();
    let head = "x".repeat(4_000);
    for _ in 0..2 * MOST {
        requests.note(request.clone(), head.clone());
    }
    let kept = requests.newest();
    assert_eq!(kept.len(), MOST);
    let with_head = kept.iter().filter(|one| requests.head(one.id).is_some());
    let bytes = with_head.count() * head.len();
    assert!(
        bytes <= MOST_HEAD_BYTES && bytes > MOST_HEAD_BYTES / 2,
        "{bytes}"
    );
    assert!(
        requests.head(kept[0].id).is_some(),
        "the newest has its head"
    );
    assert_eq!(requests.noted(), u64::try_from(2 * MOST).unwrap());
}
