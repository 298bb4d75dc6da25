//! Requests that could be read in two ways, or not at all.

use std::fmt::Write as _;
use std::io::Write;

use serde_json::json;

use super::{connect, good_client_is_served, read_answer, sent, status, told};
use crate::book::Book;

/// What follows the body that is claimed to be empty: a request that must not be taken for one.
const SMUGGLED: &str = "POST /smuggled HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx";

#[test]
fn a_length_is_said_in_one_way_or_refused() {
    let book = Book::new();
    let receiver = book.listen();
    let cases = [
        ("Content-Length: abc", 400),
        ("Content-Length: -1", 400),
        ("Content-Length: +5", 400),
        ("Content-Length: 5, 5", 400),
        ("Content-Length: 0x5", 400),
        ("Content-Length:", 400),
        ("Content-Length: 5\r\nContent-Length: 5", 400),
        ("Content-Length: 5\r\nContent-Length: 6", 400),
        ("Content-Length: 5\r\nTransfer-Encoding: chunked", 400),
        ("Transfer-Encoding: chunked\r\nContent-Length: 5", 400),
        (
            "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
            400,
        ),
        ("Transfer-Encoding: identity", 501),
        ("Transfer-Encoding: gzip, chunked", 501),
        ("Transfer-Encoding: chunked, identity", 501),
        ("Transfer-Encoding: xchunked", 501),
        ("Content-Length : 5", 400),
        ("Content-Length: 5\r\n folded: 1", 400),
        ("X: a\nContent-Length: 5", 400),
        ("X: \0\r\nContent-Length: 5", 400),
        ("X y: 1\r\nContent-Length: 5", 400),
        ("Host: y\r\nContent-Length: 5", 400),
        ("Expect: 200-ok\r\nContent-Length: 5", 417),
        ("X: 1", 411),
        ("Content-Length: 100000000000", 413),
        ("Content-Length: 99999999999999999999999999", 413),
    ];
    for (framing, expected) in cases {
        let head = format!("POST / HTTP/1.1\r\nHost: x\r\n{framing}\r\n\r\n");
        let answer = told(&receiver, (head + SMUGGLED).as_bytes());
        assert_eq!(status(&answer), expected, "{framing}: {answer}");
        assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{framing}");
        assert!(answer.contains("Connection: close\r\n"), "{answer}");
        good_client_is_served(&receiver);
    }
    let stored = book.deliveries();
    assert!(stored.len() >= cases.len());
    // Only those of the good client.
    assert!(
        stored
            .iter()
            .all(|one| one["path"] == "/" && one["bytes"] == 2)
    );
}

#[test]
fn what_is_no_request_is_told_so() {
    let book = Book::new();
    let receiver = book.listen();
    let long = format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(9000));
    let unended = format!("GET /{}", "a".repeat(9000));
    let many = format!("GET / HTTP/1.1\r\n{}\r\n", "a: b\r\n".repeat(200));
    let large = format!("GET / HTTP/1.1\r\na: {}\r\n\r\n", "b".repeat(33_000));
    // Its target alone would do; the line as a whole is what is known when it comes in pieces.
    let line = format!("GET /{} HTTP/1.1\r\nHost: x\r\n\r\n", "a".repeat(8185));
    let cases: [(&[u8], u16); 18] = [
        (b"GET / HTTP/2.0\r\nHost: x\r\n\r\n", 505),
        (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505),
        (b"GET / HTTP/0.9\r\n\r\n", 505),
        (b"GET /\r\n\r\n", 400),
        (b"GET / FTP/1.1\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
        (b"\xff\xfe\xfd\r\n\r\n", 400),
        (b"GET x HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        (b"GET /\xc3\xa4 HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        (b"GET / HTTP/1.1\nHost: x\n\n", 400),
        (b"\nGET / HTTP/1.1\r\nHost: x\r\n\r\n", 400),
        (line.as_bytes(), 414),
        (b"PUT / HTTP/1.1\r\nHost: x\r\n\r\n", 405),
        (b"BREW / HTTP/1.1\r\nHost: x\r\n\r\n", 501),
        (long.as_bytes(), 414),
        (unended.as_bytes(), 414),
        (many.as_bytes(), 431),
        (large.as_bytes(), 431),
    ];
    for (bytes, expected) in cases {
        let shown = String::from_utf8_lossy(&bytes[..bytes.len().min(60)]).into_owned();
        let answer = told(&receiver, bytes);
        assert_eq!(status(&answer), expected, "{shown}");
        assert_eq!(answer.contains("\r\nAllow: "), expected == 405, "{answer}");
        good_client_is_served(&receiver);
    }
}

#[test]
fn chunks_are_put_together_and_broken_ones_refused() {
    let book = Book::new();
    let receiver = book.listen();
    // However it is cut, and not only where it comes slowly.
    let long = format!("2;{}\r\n{{}}\r\n0\r\n\r\n", "a".repeat(1100));
    let head = "POST /chunks HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    let cases = [
        ("2\r\n{}\r\n0\r\n\r\n", 200),
        ("1\r\n{\r\n1\r\n}\r\n000\r\n\r\n", 200),
        ("2;a=b\r\n{}\r\n0;c\r\nTrailer: x\r\n\r\n", 200),
        ("0\r\n\r\n", 200),
        ("2\r\n{}0\r\n\r\n", 400),
        ("\r\n2\r\n{}\r\n0\r\n\r\n", 400),
        ("-2\r\n{}\r\n0\r\n\r\n", 400),
        ("2\n{}\n0\n\n", 400),
        ("2;a\nb\r\n{}\r\n0\r\n\r\n", 400),
        ("g\r\n", 400),
        ("ffffffffffffffff\r\n", 413),
        ("fffffffffffffffff\r\n", 400),
        ("2\r\n{}\r\n0\r\nno trailer\r\n\r\n", 400),
        // Ends that others in front of us may not take for any.
        ("2\r\n{}\r\n0\r\n\n", 400),
        ("2\r\n{}\r\n0\r\nTrailer: x\n\r\n", 400),
        (long.as_str(), 400),
    ];
    for (body, expected) in cases {
        // The connection is kept where all is well: the next request shows that the end was found.
        let next = "GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        let answer = told(&receiver, format!("{head}{body}{next}").as_bytes());
        assert_eq!(status(&answer), expected, "{body:?}");
        let answers = answer.matches("HTTP/1.1 ").count();
        assert_eq!(answers, if expected == 200 { 2 } else { 1 }, "{body:?}");
    }
    let mut sizes: Vec<_> = book
        .deliveries()
        .iter()
        .map(|one| one["bytes"].clone())
        .collect();
    sizes.reverse();
    assert_eq!(sizes, [json!(2), json!(2), json!(2), json!(0)]);
}

#[test]
fn leave_to_send_the_body_is_one_bare_line() {
    let book = Book::new();
    let receiver = book.listen();
    let head = "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-Continue\r\nConnection: close\r\nContent-Length: ";
    let mut stream = sent(&receiver, format!("{head}2\r\n\r\n").as_bytes());
    assert_eq!(read_answer(&mut stream), "HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(b"{}").unwrap();
    assert_eq!(status(&read_answer(&mut stream)), 200);

    let refused = told(&receiver, format!("{head}99999999999\r\n\r\n").as_bytes());
    assert_eq!(status(&refused), 413);
    let unasked = told(&receiver, format!("{head}2\r\n\r\n{{}}").as_bytes());
    assert_eq!(status(&unasked), 200);
    let empty = told(&receiver, format!("{head}0\r\n\r\n").as_bytes());
    assert_eq!(status(&empty), 200);
    let mut old = connect(&receiver);
    old.write_all(b"POST / HTTP/1.0\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n{}")
        .unwrap();
    assert_eq!(status(&read_answer(&mut old)), 200);
}

#[test]
fn headers_are_stored_as_they_came_and_none_of_them_is_obeyed_behind() {
    let book = Book::new();
    let receiver = book.listen();
    let headers = [
        ("HOST", "x"),
        ("Remote", "6.6.6.6"),
        ("~Remote", "7.7.7.7"),
        ("Key", "guess"),
        ("TE", "chunked"),
        ("Connection", "Upgrade, close"),
        ("Upgrade", "websocket"),
        ("X-Percent", "100% %41 \u{e4}"),
        ("X-Empty", ""),
        ("x-twice", "1"),
        ("X-Twice", "2"),
        ("Content-Length", "2"),
    ];
    let mut lines = String::new();
    for (name, value) in headers {
        write!(lines, "{name}: {value}\r\n").unwrap();
    }
    let answer = told(
        &receiver,
        format!("POST http://x/of/mine?a=b HTTP/1.1\r\n{lines}\r\n{{}}").as_bytes(),
    );
    assert_eq!(status(&answer), 200, "{answer}");
    assert!(!answer.contains("6.6.6.6") && !answer.contains("guess"));
    assert!(!answer.to_lowercase().contains("tiny"), "{answer}");
    let listed = book.deliveries();
    assert_eq!(listed[0]["remote"], "127.0.0.1");
    assert_eq!(listed[0]["path"], "/of/mine?a=b");
    let store = callbook::store::Store::open(&book.dir()).unwrap();
    let newest = store.newest_delivery_id().unwrap().unwrap();
    let stored = store.whole_delivery(newest).unwrap().unwrap();
    let expected: Vec<_> = headers
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    assert_eq!(stored.headers, expected);
}

#[test]
fn of_a_whole_url_path_and_query_are_taken() {
    let book = Book::new();
    let receiver = book.listen();
    for (target, said) in [
        ("http://x/health", "ok"),
        ("HTTPS://x/some/where?echo=abc", "abc"),
        ("http://x?echo=abc", "abc"),
        ("http://x?echo=/health", "echo takes"),
        ("http://x", "This is Callbook's receiver."),
    ] {
        let request = format!("GET {target} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        let answer = told(&receiver, request.as_bytes());
        let (_, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(body.starts_with(said), "{target}: {answer}");
    }
}
