//! Connections that serve more than one request.

use std::fmt::Write as _;
use std::io::Write;

use super::{good_client_is_served, read_all, read_answer, sent, status, told};
use crate::book::Book;

#[test]
fn a_connection_is_kept_and_answers_come_in_order() {
    let book = Book::new();
    let receiver = book.listen();
    let mut requests = String::new();
    for n in 0..50 {
        write!(
            requests,
            "GET /?echo=first{n} HTTP/1.1\r\nHost: x\r\n\r\nPOST /{n} HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx\
             \r\n\r\nHEAD /health HTTP/1.1\r\nHost: x\r\n\r\n"
        )
        .unwrap();
    }
    requests += "GET /?echo=last HTTP/1.1\r\nHost: x\r\nConnection: CLOSE\r\n\r\n";
    let answer = told(&receiver, requests.as_bytes());
    let bodies: Vec<_> = answer
        .split("HTTP/1.1 200 OK\r\n")
        .skip(1)
        .map(|one| one.split_once("\r\n\r\n").unwrap().1.to_owned())
        .collect();
    let expected: Vec<_> = (0..50)
        .flat_map(|n| [format!("first{n}"), "stored\n".to_owned(), String::new()])
        .chain(["last".to_owned()])
        .collect();
    assert_eq!(bodies, expected);
    let paths: Vec<_> = book
        .deliveries()
        .iter()
        .rev()
        .map(|one| one["path"].as_str().unwrap().to_owned())
        .collect();
    let expected: Vec<_> = (0..50).map(|n| format!("/{n}")).collect();
    assert_eq!(paths, expected);
}

#[test]
fn old_clients_are_kept_only_where_they_ask() {
    let book = Book::new();
    let receiver = book.listen();
    let answer = told(&receiver, b"GET /health HTTP/1.0\r\n\r\n");
    assert_eq!(status(&answer), 200);
    assert!(answer.contains("Connection: close\r\n"), "{answer}");
    let request = b"POST / HTTP/1.0\r\nContent-Length: 2\r\nConnection: Keep-Alive\r\n\r\n{}";
    let mut kept = sent(&receiver, request);
    for _ in 0..3 {
        let answer = read_answer(&mut kept);
        assert_eq!(status(&answer), 200);
        assert!(answer.contains("Connection: keep-alive\r\n"), "{answer}");
        kept.write_all(request).unwrap();
    }
    let chunked = b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n";
    assert_eq!(status(&told(&receiver, chunked)), 400);
}

#[test]
fn an_upgrade_is_ignored() {
    let book = Book::new();
    let receiver = book.listen();
    for upgrade in ["websocket", "h2c"] {
        let request = format!(
            "GET /health HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: {upgrade}\r\n\r\n"
        );
        let mut stream = sent(&receiver, request.as_bytes());
        assert_eq!(status(&read_answer(&mut stream)), 200);
        stream
            .write_all(b"GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            .unwrap();
        assert_eq!(status(&read_all(&mut stream)), 200);
    }
    let delivery = b"POST / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nContent-Length: 2\r\n\r\n{}";
    assert_eq!(status(&read_answer(&mut sent(&receiver, delivery))), 200);
    good_client_is_served(&receiver);
}

#[test]
fn a_request_is_the_same_however_its_bytes_are_cut() {
    let book = Book::new();
    let receiver = book.listen();
    let whole = b"POST /cut HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{\"a\r\n4;x=y\r\n\":1}\r\n0\r\nT: u\r\n\r\n\
                  HEAD /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    let mut cuts: Vec<Vec<&[u8]>> = (1..whole.len())
        .map(|at| vec![&whole[..at], &whole[at..]])
        .collect();
    cuts.push(whole.chunks(1).collect());
    let sent: Vec<_> = cuts
        .into_iter()
        .map(|pieces| {
            let mut stream = super::connect(&receiver);
            stream.set_nodelay(true).unwrap();
            for piece in pieces {
                stream.write_all(piece).unwrap();
                // Long enough for the piece to arrive alone.
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
            read_all(&mut stream)
        })
        .collect();
    for answers in &sent {
        assert_eq!(
            answers.matches("HTTP/1.1 200 OK\r\n").count(),
            2,
            "{answers}"
        );
    }
    let stored = book.deliveries();
    assert_eq!(stored.len(), sent.len());
    assert!(stored.iter().all(|one| one["bytes"] == 7));
}

#[test]
fn it_listens_at_ipv6_too() {
    // Where there is no IPv6 there is nothing to see.
    if std::net::TcpListener::bind("[::1]:0").is_err() {
        return;
    }
    let book = Book::new();
    let receiver = crate::book::Listening::start(book.command(["listen", "--listen", "[::1]:0"]));
    good_client_is_served(&receiver);
    assert_eq!(book.deliveries()[0]["remote"], "::1");
}
