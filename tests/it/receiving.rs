//! Deliveries by HTTP: what is taken, what is answered, what is stored.

use std::io::{Read, Write};
use std::net::{Shutdown, TcpStream};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use callbook::receiver::answer::Answer;
use callbook::receiver::gate::limits::Limits;
use callbook::receiver::{Receiver, ReceiverError, Settings};
use callbook::store::StoreError;
use callbook::webhook::signature::Secret;
use serde_json::json;

use crate::book::{Book, Listening, named, post, processed, wait_for};

#[test]
fn handshake_answers_exactly_its_value_on_any_path() {
    let book = Book::new();
    let receiver = book.listen();
    let longest = "a".repeat(64);
    for value in ["0123456789abcdef0123456789abcdef", "x", "A-b-9", &longest] {
        for path in ["/", "/hooks/of/mine", "/health"] {
            let answer = receiver.get(&format!("{path}?echo={value}"));
            assert_eq!(
                (answer.status, answer.body.as_str()),
                (200, value),
                "{path}"
            );
        }
    }
    assert_eq!(receiver.get("/?of=me&echo=abc").body, "abc");
    let over = "a".repeat(65);
    for value in ["", "a b", "%41", "<b>", "a.b", "ä", &over] {
        let value = value.replace(' ', "+").replace('ä', "%C3%A4");
        let answer = receiver.get(&format!("/?echo={value}"));
        assert_eq!(answer.status, 400, "{value}");
        assert!(
            value.is_empty() || !answer.body.contains(&value),
            "{answer:?}"
        );
    }
    assert_eq!(receiver.get("/?echo").status, 400);
    assert!(book.deliveries().is_empty());
}

#[test]
fn other_requests_are_told_what_this_is_for() {
    let book = Book::new();
    let receiver = book.listen();
    let health = receiver.get("/health");
    assert_eq!((health.status, health.body.trim_end()), (200, "ok"));
    let greeting = receiver.get("/favicon.ico?a=b");
    assert_eq!(greeting.status, 200);
    assert!(greeting.body.contains("Callbook"), "{greeting:?}");
    assert_eq!(greeting.body.lines().count(), 1);
    assert_eq!(
        greeting.header("content-type"),
        Some("text/plain; charset=utf-8")
    );
    let head = receiver.exchange("HEAD /health HTTP/1.1\r\nHost: callbook\r\n", b"");
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    for method in ["PUT", "DELETE", "OPTIONS", "PATCH"] {
        let head = format!("{method} / HTTP/1.1\r\nHost: callbook\r\n");
        let answer = receiver.exchange(&head, b"");
        assert_eq!(answer.status, 405, "{method}");
        assert_eq!(answer.header("allow"), Some("GET, HEAD, POST"));
    }
    assert!(book.deliveries().is_empty());
}

#[test]
fn every_post_is_stored_whole_and_listed() {
    let book = Book::new();
    let receiver = book.listen();
    assert_eq!(receiver.post("/", &processed(2_482_086_262)).status, 200);
    assert_eq!(receiver.post("/secret-path?of=mine", b"").status, 200);
    assert_eq!(receiver.post("/", b"not JSON at all \xff").status, 200);
    let listed = book
        .deliveries_when(|all| all.len() == 3 && all.iter().all(|one| one["state"] != "pending"));
    let [broken, empty, call] = &listed[..] else {
        panic!("{listed:?}")
    };
    assert_eq!(call["state"], "projected");
    assert_eq!(call["source"], "http");
    assert_eq!(call["remote"], "127.0.0.1");
    assert_eq!(call["path"], "/");
    assert_eq!(call["bytes"], processed(2_482_086_262).len());
    assert_eq!(call["signature"], "unchecked");
    assert_eq!(call["status"], 200);
    assert_eq!(call["actions"], json!(["CallDetailsV5.CallProcessed"]));
    assert_eq!(call["attempt"], 1);
    assert_eq!(call["calls"].as_array().unwrap().len(), 1);
    assert!(call["received_at"].as_str().unwrap().ends_with('Z'));
    assert_eq!(
        (&empty["path"], &empty["bytes"]),
        (&json!("/secret-path?of=mine"), &json!(0))
    );
    for one in [empty, broken] {
        assert_eq!(one["state"], "not_understood");
        assert!(
            one["reason"]
                .as_str()
                .is_some_and(|reason| !reason.is_empty())
        );
    }
    assert_eq!(book.calls()[0]["vendor_id"], 2_482_086_262_i64);
}

#[test]
fn same_bytes_again_are_a_repeat() {
    let book = Book::new();
    let receiver = book.listen();
    for _ in 0..2 {
        assert_eq!(receiver.post("/", &processed(7)).status, 200);
    }
    let listed = book
        .deliveries_when(|all| all.len() == 2 && all.iter().all(|one| one["state"] != "pending"));
    assert_eq!(listed[0]["state"], "repeat");
    assert_eq!(listed[1]["state"], "projected");
    assert_eq!(book.calls().len(), 1);
}

#[test]
fn a_body_that_ends_early_is_neither_acknowledged_nor_stored() {
    let book = Book::new();
    let receiver = book.listen();
    for declared in [100, 5000] {
        let mut stream = TcpStream::connect(&receiver.addr).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(10)))
            .unwrap();
        write!(
            stream,
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: {declared}\r\n\r\n{{"
        )
        .unwrap();
        stream.shutdown(Shutdown::Write).unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 400 "),
            "{answer}"
        );
    }
    let head = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n";
    let mut stream = TcpStream::connect(&receiver.addr).unwrap();
    write!(stream, "{head}\r\nzz\r\nnot a chunk").unwrap();
    stream.shutdown(Shutdown::Write).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
    assert_eq!(receiver.post("/", b"{}").status, 200);
    assert_eq!(book.deliveries().len(), 1);
}

#[test]
fn a_chunked_body_is_stored_as_its_content() {
    let book = Book::new();
    let receiver = book.listen();
    let head = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n";
    let answer = receiver.exchange(head, b"3\r\n{\"a\r\n4\r\n\": 1\r\n1\r\n}\r\n0\r\n\r\n");
    assert_eq!(answer.status, 200);
    assert_eq!(book.deliveries()[0]["bytes"], 8);
}

#[test]
fn a_body_over_the_limit_is_refused() {
    let book = Book::new();
    let config = book.file("callbook.toml", "max_body_bytes = 2000\n");
    let receiver = book.listen_with(&[("CALLBOOK_CONFIG", config.to_str().unwrap())]);
    assert_eq!(receiver.post("/", &[b' '; 2000]).status, 200);
    assert_eq!(receiver.post("/", &[b' '; 2001]).status, 413);
    let head = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n";
    let mut chunked = b"fa0\r\n".to_vec();
    chunked.extend([b' '; 4000]);
    chunked.extend(b"\r\n0\r\n\r\n");
    assert_eq!(receiver.exchange(head, &chunked).status, 413);
    assert_eq!(book.deliveries().len(), 1);
}

#[test]
fn unsigned_and_wrongly_signed_wait_until_the_secret_is_set() {
    let book = Book::with_env_secret("the wrong one");
    let receiver = book.listen();
    let right = Secret::new("the right one").unwrap();
    let (early, unsigned) = (processed(1), processed(2));
    let answer = receiver.post_signed("/", &early, Some(&right.sign(&early)));
    assert_eq!(answer.status, 401);
    assert_eq!(receiver.post("/", &unsigned).status, 401);
    let wrong = Secret::new("the wrong one").unwrap();
    let taken = processed(3);
    let answer = receiver.post_signed("/", &taken, Some(&wrong.sign(&taken)));
    assert_eq!(answer.status, 200);
    let listed = book.deliveries_when(|all| all.len() == 3 && all[0]["state"] == "projected");
    let facts = |at: usize| ["state", "signature", "status"].map(|key| listed[at][key].clone());
    assert_eq!(
        facts(2),
        [json!("quarantined"), json!("invalid"), json!(401)]
    );
    assert_eq!(
        facts(1),
        [json!("quarantined"), json!("missing"), json!(401)]
    );
    assert_eq!(facts(0), [json!("projected"), json!("valid"), json!(200)]);
    assert_eq!(book.calls().len(), 1);

    book.run_with_input(["secret", "set"], b"the right one\n")
        .ok();
    let listed = book.deliveries_when(|all| all[2]["state"] == "projected");
    assert_eq!(listed[2]["signature"], "valid");
    assert_eq!(listed[1]["state"], "quarantined");
    let late = processed(4);
    let answer = receiver.post_signed("/", &late, Some(&right.sign(&late)));
    assert_eq!(answer.status, 200);
}

#[test]
fn a_running_receiver_admits_when_the_file_of_secrets_changes() {
    let book = Book::with_env_secret("another");
    let receiver = book.listen();
    let secret = Secret::new("one that comes later").unwrap();
    let body = processed(1);
    assert_eq!(
        receiver
            .post_signed("/", &body, Some(&secret.sign(&body)))
            .status,
        401
    );
    std::fs::write(book.dir().join("secrets"), "one that comes later\n").unwrap();
    let listed = book.deliveries_when(|all| all[0]["state"] == "projected");
    assert_eq!(listed[0]["signature"], "valid");
}

#[test]
fn quarantined_is_never_the_original_of_a_repeat() {
    let book = Book::new();
    book.run_with_input(["secret", "set"], b"secret").ok();
    let receiver = book.listen();
    let (secret, body) = (Secret::new("secret").unwrap(), processed(1));
    assert_eq!(receiver.post("/", &body).status, 401);
    assert_eq!(
        receiver
            .post_signed("/", &body, Some(&secret.sign(&body)))
            .status,
        200
    );
    let listed = book.deliveries_when(|all| all.len() == 2 && all[0]["state"] != "pending");
    assert_eq!(listed[0]["state"], "projected");
    assert_eq!(listed[1]["state"], "quarantined");
}

#[test]
fn a_change_of_secrets_holds_at_once() {
    let book = Book::new();
    let receiver = book.listen();
    assert_eq!(receiver.post("/", b"{\"a\": 1}").status, 200);
    let set = book.run_with_input(["secret", "set"], b"secret\r\n").ok();
    assert_eq!(receiver.post("/", b"{\"a\": 2}").status, 401);
    let fingerprint = Secret::new("secret").unwrap().fingerprint();
    assert!(set.stdout.contains(&fingerprint), "{set:?}");
    book.run(["secret", "remove"]).ok();
    assert_eq!(receiver.post("/", b"{\"a\": 3}").status, 200);
}

#[test]
#[expect(clippy::print_stderr, reason = "a test that was skipped says so")]
fn curl_delivers_with_and_without_expect() {
    if Command::new("curl").arg("--version").output().is_err() {
        eprintln!("skipped: there is no curl");
        return;
    }
    let book = Book::new();
    let receiver = book.listen();
    let expects = ["Expect: 100-continue", "Expect:"];
    for (vendor_id, expect) in (1..).zip(expects) {
        let file = book.file(
            "body.json",
            &String::from_utf8(processed(vendor_id)).unwrap(),
        );
        let sent = Command::new("curl")
            .args([
                "-sS",
                "-m",
                "10",
                "-o",
                "-",
                "-w",
                "%{http_code}",
                "-H",
                expect,
            ])
            .args(["-H", "Content-Type: application/json", "--data-binary"])
            .arg(format!("@{}", file.display()))
            .arg(format!("http://{}/hooks", receiver.addr))
            .output()
            .unwrap();
        let said = String::from_utf8(sent.stdout).unwrap();
        assert!(
            said.ends_with("200"),
            "{said} {:?}",
            String::from_utf8(sent.stderr)
        );
    }
    let calls = wait_for(|| Some(book.calls()).filter(|calls| calls.len() == 2));
    assert!(calls.iter().all(|call| call["verified"] == false));
}

#[cfg(unix)]
#[test]
fn what_cannot_be_stored_is_not_acknowledged() {
    let book = Book::new();
    book.run(["calls"]).ok();
    // A limit on the length of files stands in for a disk that fails; the signal that it sends would end the program.
    let mut command = Command::new("sh");
    command
        .args([
            "-c",
            "ulimit -f 600; exec \"$0\" listen --listen 127.0.0.1:0",
        ])
        .arg(env!("CARGO_BIN_EXE_callbook"))
        .env("CALLBOOK_DATA_DIR", book.dir());
    let receiver = Listening::start(command);
    let mut acknowledged = 0;
    let refused = wait_for(|| {
        let answer = receiver.post("/", format!("{acknowledged:50000}").as_bytes());
        acknowledged += usize::from(answer.status == 200);
        (answer.status != 200).then_some(answer)
    });
    assert!(matches!(refused.status, 503 | 507), "{refused:?}");
    let retry_after = refused.header("retry-after").unwrap();
    assert!(retry_after.parse::<u32>().unwrap() > 0);
    assert!(acknowledged > 0);
    receiver.kill();
    assert_eq!(book.deliveries().len(), acknowledged);
    let receiver = book.listen();
    assert_eq!(receiver.post("/", b"{}").status, 200);
}

#[cfg(unix)]
#[test]
fn a_client_that_dawdles_does_not_keep_the_receiver_from_ending() {
    let book = Book::new();
    let receiver = book.listen();
    let mut slow = TcpStream::connect(&receiver.addr).unwrap();
    write!(
        slow,
        "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n{{"
    )
    .unwrap();
    let idle = TcpStream::connect(&receiver.addr).unwrap();
    assert_eq!(receiver.post("/", &processed(1)).status, 200);
    receiver.end();
    assert_eq!(book.calls().len(), 1);
    drop((slow, idle));
}

#[test]
fn many_senders_at_once_are_all_answered_and_stored() {
    let book = Book::new();
    let receiver = book.listen();
    let senders: Vec<_> = (0..8)
        .map(|sender| {
            let addr = receiver.addr.clone();
            named(move || {
                for n in 1..=50 {
                    let answer = post(&addr, &processed(sender * 1000 + n));
                    assert_eq!(answer.status, 200);
                }
            })
        })
        .collect();
    for sender in senders {
        sender.join().unwrap();
    }
    assert_eq!(book.deliveries().len(), 400);
    let calls = wait_for(|| Some(book.calls()).filter(|calls| calls.len() == 400));
    assert!(calls.iter().all(|call| call["stage"] == "complete"));
}

/// A call that started at this second after 15:00 on 2 March 2026.
fn started_at(vendor_id: i64, second: u8) -> Vec<u8> {
    let (minute, own) = (vendor_id / 60 % 60, vendor_id % 60);
    let text = String::from_utf8(processed(vendor_id)).unwrap();
    let moved = text.replace(
        &format!(":{minute:02}:{own:02}.000"),
        &format!(":00:{second:02}.000"),
    );
    moved.into_bytes()
}

#[test]
fn more_calls_of_one_second_than_have_room_in_it_are_all_listed_at_their_time() {
    const BURST: i64 = 200;
    let book = Book::new();
    let receiver = book.listen();
    for id in 1..=BURST {
        assert_eq!(receiver.post("/", &started_at(id, 30)).status, 200);
    }
    for (id, second) in [(1001, 29), (1002, 31), (1003, 50)] {
        assert_eq!(receiver.post("/", &started_at(id, second)).status, 200);
    }
    let calls = wait_for(|| Some(book.calls()).filter(|calls| calls.len() == 203));
    let at = |call: &serde_json::Value| call["started_at"].as_str().unwrap().to_owned();
    let mut burst: Vec<i64> = calls
        .iter()
        .filter(|call| at(call) == "2026-03-02T15:00:30Z")
        .map(|call| call["vendor_id"].as_i64().unwrap())
        .collect();
    burst.sort_unstable();
    assert!(burst.iter().copied().eq(1..=BURST), "{burst:?}");
    // Those before and after them stand before and after them.
    assert_eq!(at(&calls[0]), "2026-03-02T15:00:50Z");
    assert_eq!(at(&calls[202]), "2026-03-02T15:00:29Z");
    // Read again, they are the same calls.
    receiver.end();
    book.run(["reprocess"]).ok();
    assert_eq!(book.calls().len(), 203);
}

#[test]
fn a_receiver_can_be_started_again_at_its_own_address() {
    let book = Book::new();
    let mut settings = Settings {
        listen: "127.0.0.1:0".to_owned(),
        data_dir: book.dir(),
        min_free_bytes: 0,
        check_every: Duration::from_secs(30),
        in_background: false,
        limits: Limits {
            body_bytes: 1000,
            ..Limits::default()
        },
        secrets_from_env: Vec::new(),
    };
    let changes = Arc::new(AtomicUsize::new(0));
    for round in 1..=5 {
        let told = Arc::clone(&changes);
        let on_change = Arc::new(move || {
            told.fetch_add(1, Ordering::Relaxed);
        });
        let receiver = Receiver::start(&settings, on_change).unwrap();
        settings.listen = receiver.local_addr().to_string();
        assert_eq!(receiver.url(), format!("http://{}", settings.listen));
        assert_eq!(receiver.health().last_heard_at(), None);
        let before = changes.load(Ordering::Relaxed);
        assert_eq!(
            post(
                &settings.listen,
                format!("{{\"round\": {round}}}").as_bytes()
            )
            .status,
            200
        );
        wait_for(|| receiver.health().last_heard_at());
        assert!(changes.load(Ordering::Relaxed) > before);
        assert_eq!(receiver.health().trouble(), None);
        let second = Receiver::start(&settings, Arc::new(|| {})).err();
        let url = Some(receiver.url());
        assert!(
            matches!(second, Some(ReceiverError::AlreadyReceiving { url: at, .. }) if at == url)
        );
        receiver.stop();
    }
    assert_eq!(book.deliveries().len(), 5);
}

#[test]
fn a_fault_of_the_book_is_never_blamed_on_the_sender() {
    let answers = [
        (13, 507),
        (5, 503),
        (6, 503),
        (10, 503),
        (778, 503),
        (14, 503),
        (11, 503),
        (19, 503),
    ];
    for (code, status) in answers {
        let fault = rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None);
        let answer = Answer::not_stored(&StoreError::from(fault));
        assert_eq!(answer.status, status, "{code}");
        assert!(answer.retry_after_secs().is_some_and(|secs| secs > 0));
    }
}
