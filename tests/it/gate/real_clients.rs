//! Clients as they are installed; those that are not are skipped.

use std::process::{Command, Stdio};

use super::good_client_is_served;
use crate::book::{Book, Listening, processed, wait_for};

const PYTHON: &str = r#"
import http.client, sys, urllib.request
host, port = sys.argv[1].split(":")
body = open(sys.argv[2], "rb").read()
kept = http.client.HTTPConnection(host, int(port), timeout=10)
for _ in range(3):
    kept.request("POST", "/python", body, {"Content-Type": "application/json"})
    answer = kept.getresponse()
    assert answer.status == 200 and answer.read() == b"stored\n", answer.status
kept.request("POST", "/python-chunked", iter([body[:100], body[100:]]), {"Content-Type": "application/json"}, encode_chunked=True)
answer = kept.getresponse()
assert answer.status == 200 and answer.read() == b"stored\n", answer.status
assert urllib.request.urlopen(f"http://{sys.argv[1]}/?echo=abc", timeout=10).read() == b"abc"
try:
    import requests
except ImportError:
    print("without requests")
else:
    session = requests.Session()
    for _ in range(3):
        answer = session.post(f"http://{sys.argv[1]}/requests", data=body, timeout=10)
        assert answer.status_code == 200 and answer.text == "stored\n", answer.status_code
    answer = session.post(f"http://{sys.argv[1]}/requests", data=iter([body]), timeout=10)
    assert answer.status_code == 200, answer.status_code
"#;

const NODE: &str = r#"
const { readFileSync } = require("fs");
const [addr, file] = process.argv.slice(1);
(async () => {
  const body = readFileSync(file);
  const one = async () => {
    const answer = await fetch(`http://${addr}/node`, { method: "POST", body });
    const text = await answer.text();
    if (answer.status !== 200 || text !== "stored\n") throw new Error(`${answer.status} ${text}`);
  };
  for (let n = 0; n < 3; n++) await one();
  await Promise.all(Array.from({ length: 64 }, one));
  const stream = new ReadableStream({ start(c) { c.enqueue(body); c.close(); } });
  const answer = await fetch(`http://${addr}/node`, { method: "POST", body: stream, duplex: "half" });
  if (answer.status !== 200) throw new Error(answer.status);
})().then(() => process.exit(0), (error) => { console.error(error); process.exit(1); });
"#;

/// False where there is no such program, which is said.
#[expect(clippy::print_stderr, reason = "a test that was skipped says so")]
fn installed(program: &str) -> bool {
    let found = Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    if !found {
        eprintln!("skipped: there is no {program}");
    }
    found
}

#[track_caller]
fn run(command: &mut Command) -> String {
    let done = command.stdin(Stdio::null()).output().unwrap();
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(done.status.success(), "{said}");
    String::from_utf8(done.stdout).unwrap()
}

/// A book, its receiver and a file with a delivery.
fn scene() -> (Book, Listening, std::path::PathBuf) {
    let book = Book::new();
    let receiver = book.listen();
    let body = String::from_utf8(processed(1)).unwrap();
    let file = book.file("body.json", &body);
    (book, receiver, file)
}

fn calls_are_one(book: &Book) {
    wait_for(|| (book.calls().len() == 1).then_some(()));
}

#[test]
fn curl_in_all_its_ways() {
    if !installed("curl") {
        return;
    }
    let (book, receiver, file) = scene();
    let ways: [&[&str]; 6] = [
        &[],
        &["-H", "Expect: 100-continue"],
        &["-H", "Expect:"],
        &["--http1.0"],
        &["-H", "Transfer-Encoding: chunked"],
        &["--http2"],
    ];
    for way in ways {
        let url = format!("http://{}/curl", receiver.addr);
        let said = run(Command::new("curl")
            .args(["-sS", "-m", "10", "-w", "%{http_code}", "--data-binary"])
            .arg(format!("@{}", file.display()))
            .args(way)
            // Twice on one connection, where it is kept.
            .args([&url, &url]));
        assert_eq!(said, "stored\n200stored\n200", "{way:?}");
    }
    calls_are_one(&book);
    let large = book.file("large", &"x".repeat(20 << 20));
    let said = run(Command::new("curl")
        .args(["-sS", "-m", "10", "-o", "-", "-w", "%{http_code}"])
        .arg("--data-binary")
        .arg(format!("@{}", large.display()))
        .arg(format!("http://{}/curl", receiver.addr)));
    assert!(said.ends_with("413"), "{said}");
    good_client_is_served(&receiver);
}

#[test]
fn python_with_its_own_client_and_with_requests() {
    if !installed("python3") {
        return;
    }
    let (book, receiver, file) = scene();
    run(Command::new("python3")
        .args(["-c", PYTHON, &receiver.addr])
        .arg(file));
    calls_are_one(&book);
}

#[test]
fn fetch_of_node() {
    if !installed("node") {
        return;
    }
    let (book, receiver, file) = scene();
    run(Command::new("node")
        .args(["-e", NODE, &receiver.addr])
        .arg(file));
    calls_are_one(&book);
}
