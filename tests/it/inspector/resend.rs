//! A delivery sent again: the same bytes, to ourselves and elsewhere.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread::JoinHandle;
use std::time::Duration;

use callbook::call::delivery::WholeDelivery;
use callbook::call::{DeliveryId, DeliveryState, Signature};
use callbook::receiver::resend::target::{Target, TargetError};
use callbook::receiver::resend::{Resend, ResendError, Sent, send};
use callbook::store::Store;
use callbook::webhook::signature::Secret;

use super::purpose::{Running, running, running_on};
use crate::book::{Book, exchange, named, wait_for};
use crate::made::MadeCall;

const SECRET: &str = "a secret of the book that is long enough";

/// Posts a delivery with headers that a proxy adds, signed where there is a secret.
fn receive(running: &Running, path: &str, body: &[u8], signed_with: Option<&str>) {
    let signature = signed_with.map_or_else(String::new, |secret| {
        let signature = Secret::new(secret).unwrap().sign(body);
        format!("ms-signature: {signature}\r\n")
    });
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: calls.example.com\r\nContent-Type: application/json\r\n\
         X-Twice: one\r\nX-Twice: two\r\nX-Original-URI: {path}\r\nTE: trailers\r\n{signature}\
         X-Api-Key: lets-in\r\nKeep-Alive: timeout=5\r\nContent-Length: {}\r\n",
        body.len()
    );
    let answer = exchange(&running.addr, &head, body).unwrap();
    assert_eq!(answer.status, 200, "{answer:?}");
}

fn resend(
    running: &Running,
    id: i64,
    target: Target,
    signs_anew: bool,
) -> Result<Sent, ResendError> {
    let resend = Resend {
        delivery: DeliveryId(id),
        target,
        signs_anew,
    };
    send(&running.book.dir(), &[], &resend)
}

/// A delivery once it is read.
fn whole(running: &Running, id: i64) -> WholeDelivery {
    let store = Store::open(&running.book.dir()).unwrap();
    wait_for(|| {
        let whole = store.whole_delivery(DeliveryId(id)).unwrap()?;
        (whole.delivery.state != DeliveryState::Pending).then_some(whole)
    })
}

/// Their values, whatever the case of the name.
fn values<'a>(whole: &'a WholeDelivery, name: &str) -> Vec<&'a str> {
    let headers = whole.headers.iter();
    headers
        .filter(|(found, _)| found.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str())
        .collect()
}

#[test]
fn to_ourselves_it_comes_as_it_was_and_counts_as_a_repeat() {
    let book = Book::new();
    let path = book.run(["path", "on"]).ok().stdout.trim().to_owned();
    let secret = format!("{SECRET}\n");
    book.run_with_input(["secret", "set"], secret.as_bytes())
        .ok();
    let running = running_on(book);
    let body = MadeCall::v5(7, 0).ended();
    let target = format!("{path}/of/mine?x=1");
    receive(&running, &target, &body, Some(SECRET));
    let first = whole(&running, 1);

    let sent = resend(
        &running,
        1,
        Target::ourselves(&running.url()).unwrap(),
        false,
    )
    .unwrap();
    assert_eq!((sent.status, sent.body.as_str()), (200, "stored"));
    let again = whole(&running, 2);
    assert_eq!(again.body, first.body);
    assert_eq!(again.delivery.path.as_deref(), Some("/c/…/of/mine?x=1"));
    assert_eq!(again.delivery.signature, Signature::Valid);
    assert_eq!(again.delivery.state, DeliveryState::Repeat);
    for name in [
        "content-type",
        "x-twice",
        "x-original-uri",
        "ms-signature",
        "x-api-key",
    ] {
        assert_eq!(values(&again, name), values(&first, name), "{name}");
    }
    assert_eq!(values(&again, "x-twice"), ["one", "two"]);
    assert_eq!(values(&again, "host"), [running.addr.as_str()]);
    assert_eq!(values(&again, "keep-alive"), [""; 0]);
    assert_eq!(values(&again, "te"), [""; 0]);
    let store = Store::open(&running.book.dir()).unwrap();
    assert_eq!(store.call_ids().unwrap().len(), 1);

    // By the address that was typed, and signed by nobody who knows the secret.
    let typed = format!("{}{path}", running.url());
    let typed = Target::typed(&typed, Some(&running.url())).unwrap();
    assert_eq!(resend(&running, 1, typed, false).unwrap().status, 200);
    assert_eq!(whole(&running, 3).delivery.path.as_deref(), Some("/c/…"));
}

#[test]
fn an_old_delivery_leads_below_todays_secret_path_and_back() {
    let running = running();
    receive(&running, "/hook?a=1", &MadeCall::v5(7, 0).ended(), None);
    running.book.run(["path", "on"]).ok();
    let ours = Target::ourselves(&running.url()).unwrap();
    assert_eq!(
        resend(&running, 1, ours.clone(), false).unwrap().status,
        200
    );
    assert_eq!(
        whole(&running, 2).delivery.path.as_deref(),
        Some("/c/…/hook?a=1")
    );
    running.book.run(["path", "off"]).ok();
    assert_eq!(resend(&running, 2, ours, false).unwrap().status, 200);
    assert_eq!(
        whole(&running, 3).delivery.path.as_deref(),
        Some("/hook?a=1")
    );
}

#[test]
fn signed_anew_it_carries_the_signature_of_the_current_secret_alone() {
    let running = running();
    let body = MadeCall::v5(7, 0).ended();
    receive(
        &running,
        "/",
        &body,
        Some("a secret that nobody knows here any more"),
    );
    let ours = Target::ourselves(&running.url()).unwrap();
    let refused = resend(&running, 1, ours.clone(), true);
    assert!(matches!(refused, Err(ResendError::NoSecret)), "{refused:?}");

    for secret in ["the secret that was set before it", SECRET] {
        let secret = format!("{secret}\n");
        running
            .book
            .run_with_input(["secret", "set"], secret.as_bytes())
            .ok();
    }
    assert_eq!(
        resend(&running, 1, ours.clone(), false).unwrap().status,
        401
    );
    assert_eq!(resend(&running, 1, ours, true).unwrap().status, 200);
    let again = whole(&running, 3);
    let signature = Secret::new(SECRET).unwrap().sign(&body);
    assert_eq!(values(&again, "ms-signature"), [signature.as_str()]);
    assert_eq!(again.delivery.signature, Signature::Valid);
}

/// A server that answers once so, and gives what it was sent.
fn elsewhere(answer: &'static str) -> (String, JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}/their/hook?key=1", listener.local_addr().unwrap());
    let server = named(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(5)))
            .unwrap();
        let mut heard = Vec::new();
        let mut part = [0; 4096];
        while !heard.ends_with(b"the end") {
            let read = stream.read(&mut part).unwrap();
            assert!(read > 0);
            heard.extend_from_slice(&part[..read]);
        }
        stream.write_all(answer.as_bytes()).unwrap();
        String::from_utf8(heard).unwrap()
    });
    (url, server)
}

#[test]
fn elsewhere_gets_the_same_bytes_but_never_the_secret_path() {
    let book = Book::new();
    let path = book.run(["path", "on"]).ok().stdout.trim().to_owned();
    let running = running_on(book);
    let body = b"not JSON at all\r\n\tbut this is the end";
    receive(&running, &path, body, None);
    let (url, server) = elsewhere(
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 5\r\n\r\nmoved",
    );
    let target = Target::typed(&url, Some(&running.url())).unwrap();
    assert!(!target.is_ours());
    let sent = resend(&running, 1, target, false).unwrap();
    assert_eq!(
        (sent.status, sent.body.as_str()),
        (302, "moved"),
        "nothing is followed"
    );
    let spoken = server.join().unwrap();
    let (head, payload) = spoken.split_once("\r\n\r\n").unwrap();
    assert_eq!(payload.as_bytes(), body);
    assert!(
        head.starts_with("POST /their/hook?key=1 HTTP/1.1\r\n"),
        "{head}"
    );
    let small = head.to_lowercase();
    let host = url
        .strip_prefix("http://")
        .unwrap()
        .split('/')
        .next()
        .unwrap();
    assert!(
        small.contains(&format!("\r\nhost: {host}\r\n"))
            || small.ends_with(&format!("host: {host}")),
        "{head}"
    );
    assert!(
        !small.contains("calls.example.com") && !small.contains("keep-alive"),
        "{head}"
    );
    assert!(
        small.contains("x-twice: one") && small.contains("x-twice: two"),
        "{head}"
    );
    assert!(
        small.contains(&format!("content-length: {}", body.len())),
        "{head}"
    );
    assert!(!spoken.contains(path.strip_prefix("/c/").unwrap()));
    assert!(!spoken.contains("lets-in"), "{head}");
}

#[test]
fn what_cannot_be_sent_is_told_in_words_without_the_address_whole() {
    let running = running();
    receive(&running, "/", &MadeCall::v5(7, 0).ended(), None);
    let closed = TcpListener::bind("127.0.0.1:0").unwrap();
    let addr = closed.local_addr().unwrap();
    drop(closed);
    let told = |url: String| {
        let target = Target::typed(&url, None).unwrap();
        resend(&running, 1, target, false).unwrap_err().to_string()
    };
    let nobody = told(format!("http://{addr}/c/private"));
    assert!(
        nobody.starts_with(&format!("{addr} cannot be reached: ")),
        "{nobody}"
    );
    // The receiver speaks plain HTTP: a handshake of TLS fails with it.
    let no_tls = told(format!("https://{}/c/private", running.addr));
    let plain = format!(
        "{} cannot be reached: it does not speak https there",
        running.addr
    );
    assert_eq!(no_tls, plain);
    assert!(!nobody.contains("private") && !no_tls.contains("private"));
    let ours = Target::ourselves(&running.url()).unwrap();
    let missing = resend(&running, 99, ours, false).unwrap_err();
    assert_eq!(missing.to_string(), "no delivery 99 in this book");
}

#[test]
fn an_address_is_judged_before_anything_is_sent() {
    let ours = Some("http://127.0.0.1:8787");
    for (typed, fault) in [
        ("", TargetError::Empty),
        ("  ", TargetError::Empty),
        ("example.com", TargetError::Scheme),
        ("ftp://example.com", TargetError::Scheme),
        ("file:///etc/passwd", TargetError::Scheme),
        ("https://", TargetError::Unreadable),
        ("http://:80/", TargetError::Unreadable),
        ("http://exa mple.com", TargetError::Unreadable),
        ("http://example.com:99999", TargetError::Unreadable),
        ("https://me:secret@example.com", TargetError::Credentials),
    ] {
        assert_eq!(Target::typed(typed, ours), Err(fault), "{typed}");
    }
    for (typed, is_ours, warnings) in [
        ("http://127.0.0.1:8787/a", true, 0),
        ("http://localhost:8787", true, 0),
        ("HTTP://LocalHost:8787", true, 0),
        ("http://[::1]:8787/", true, 0),
        ("https://127.0.0.1:8787", false, 0),
        ("http://127.0.0.1:9000", false, 0),
        ("http://127.1.2.3/", false, 0),
        ("http://[::ffff:127.0.0.1]/", false, 0),
        ("http://api.localhost./", false, 0),
        ("https://example.com", false, 1),
        ("http://example.com", false, 2),
        ("http://192.168.1.7:8787", false, 2),
        ("https://localhost.example.com", false, 1),
        ("https://127.0.0.1.example.com", false, 1),
        ("https://example.com#127.0.0.1", false, 1),
    ] {
        let target = Target::typed(typed, ours).unwrap();
        assert_eq!(target.is_ours(), is_ours, "{typed}");
        assert_eq!(target.warnings().len(), warnings, "{typed}");
    }
    let there = Target::typed("http://example.com:8080/x", ours).unwrap();
    assert_eq!(
        there.warnings(),
        [
            "The caller's data leaves this computer, for example.com:8080.",
            "Without https everyone on the way can read it."
        ]
    );
    let everywhere = Target::typed("http://localhost:80/", Some("http://0.0.0.0:80")).unwrap();
    assert!(everywhere.is_ours());
}

#[test]
fn the_command_line_sends_too() {
    let book = Book::new();
    let receiver = book.listen();
    assert_eq!(receiver.post("/", &MadeCall::v5(7, 0).ended()).status, 200);
    let sent = book.run(["send", "1"]).ok();
    assert!(sent.stdout.starts_with("200 in "), "{sent:?}");
    assert!(sent.stdout.ends_with("\nstored\n"), "{sent:?}");
    let rows = book.deliveries_when(|rows| rows.len() == 2 && rows[0]["state"] == "repeat");
    assert_eq!(rows[0]["bytes"], rows[1]["bytes"]);

    let nowhere = format!("http://{}/health", receiver.addr);
    let done = book.run(["send", "1", "--to", &nowhere]).ok();
    assert!(!done.stderr.contains("leaves this computer"), "{done:?}");
    assert!(book.run(["send", "77"]).failed().contains("no delivery 77"));
    assert!(
        book.run(["send", "1", "--to", "example.com"])
            .failed()
            .contains("https://")
    );
    assert!(
        book.run(["send", "1", "--sign"])
            .failed()
            .contains("no signing secret")
    );
    let (url, server) = elsewhere("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n");
    assert_eq!(receiver.post("/", b"this is the end").status, 200);
    let newest = book.deliveries()[0]["id"].as_str().unwrap().to_owned();
    let refused = book.run(["send", &newest, "--to", &url]);
    assert_eq!(
        (refused.code, refused.stdout.starts_with("500 in ")),
        (Some(1), true),
        "{refused:?}"
    );
    server.join().unwrap();
    receiver.end();
    let nobody = book.run(["send", "1"]).failed();
    assert!(nobody.contains("no receiver runs"), "{nobody}");
}
