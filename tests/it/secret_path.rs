//! The secret path: who does not know it finds nothing.

use std::fs;

use crate::book::{Book, Listening, names, processed};

/// Switches it on and gives the path.
fn on(book: &Book) -> String {
    let said = book.run(["path", "on"]).ok().stdout;
    let path = said.trim_end().to_owned();
    assert!(path.starts_with("/c/"), "{said}");
    path
}

/// Everything that the program wrote of a book, but the secret path's own file.
fn written(book: &Book) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for folder in [book.dir(), book.dir().join("logs")] {
        for name in names(&folder) {
            let path = folder.join(&name);
            if path.is_file() && name != "secret-path" {
                files.push((name, fs::read(path).unwrap()));
            }
        }
    }
    files
}

fn is_nowhere(receiver: &Listening, head: &str) {
    let head = format!("{head} HTTP/1.1\r\nHost: callbook\r\nContent-Length: 2\r\n");
    let answer = receiver.exchange(&head, b"{}");
    assert_eq!(answer.status, 404, "{head}");
}

#[test]
fn only_what_is_below_the_secret_path_is_taken() {
    let book = Book::new();
    let path = on(&book);
    let receiver = book.listen();
    let almost = format!("{}{}", &path[..path.len() - 1], "g");
    for wrong in [
        "/".to_owned(),
        "/c/".to_owned(),
        "/c".to_owned(),
        almost,
        format!("{path}0"),
        path[..path.len() - 1].to_owned(),
        format!("/x{path}"),
        format!("/?of={path}"),
        path.to_uppercase(),
        path.replacen("/c/", "/", 1),
    ] {
        for method in ["GET", "HEAD", "POST"] {
            is_nowhere(&receiver, &format!("{method} {wrong}"));
        }
        let echo = if wrong.contains('?') {
            "&echo=abc"
        } else {
            "?echo=abc"
        };
        let answer = receiver.get(&format!("{wrong}{echo}"));
        assert_eq!(answer.status, 404, "{wrong}");
        assert!(!answer.body.contains("abc"));
    }
    is_nowhere(&receiver, "POST /health");
    assert!(book.deliveries().is_empty());

    assert_eq!(receiver.get(&format!("{path}?echo=abc")).body, "abc");
    assert_eq!(
        receiver.get(&format!("{path}/of/mine?echo=abc")).body,
        "abc"
    );
    for target in [
        &path,
        &format!("{path}/"),
        &format!("{path}/of/mine?x={path}"),
    ] {
        assert_eq!(receiver.post(target, &processed(7)).status, 200, "{target}");
    }
    assert_eq!(book.deliveries().len(), 3);
}

#[test]
fn health_is_answered_everywhere() {
    let book = Book::new();
    let path = on(&book);
    let receiver = book.listen();
    for target in ["/health", "/health?echo=abc", &format!("{path}/health")] {
        let answer = receiver.get(target);
        assert_eq!(
            (answer.status, answer.body.as_str()),
            (200, "ok"),
            "{target}"
        );
    }
    fs::write(book.dir().join("secret-path"), "").unwrap();
    assert_eq!(receiver.get("/health").status, 200);
    // A file without a secret opens nothing.
    assert_eq!(receiver.post("/", b"{}").status, 503);
    assert_eq!(receiver.post(&path, b"{}").status, 503);
    let said = book.run(["path", "show"]).failed();
    assert!(said.contains("callbook path on --new"), "{said}");
}

#[test]
fn a_running_receiver_heeds_a_change_at_once() {
    let book = Book::new();
    let receiver = book.listen();
    assert_eq!(book.run(["path", "show"]).ok().stdout, "off\n");
    assert_eq!(receiver.post("/", &processed(1)).status, 200);
    let first = on(&book);
    assert_eq!(on(&book), first);
    assert_eq!(book.run(["path", "show"]).ok().stdout.trim_end(), first);
    assert_eq!(receiver.post("/", &processed(2)).status, 404);
    assert_eq!(receiver.post(&first, &processed(2)).status, 200);

    let second = book.run(["path", "on", "--new"]).ok().stdout;
    let second = second.trim_end();
    assert_ne!(first, second);
    assert_eq!(receiver.post(&first, &processed(3)).status, 404);
    assert_eq!(receiver.post(second, &processed(3)).status, 200);

    assert_eq!(book.run(["path", "off"]).ok().stdout, "off\n");
    assert_eq!(receiver.post("/", &processed(4)).status, 200);
    assert_eq!(book.deliveries().len(), 4);
}

#[test]
fn it_is_nowhere_but_in_its_own_file() {
    let book = Book::new();
    let path = on(&book);
    let segment = path.strip_prefix("/c/").unwrap().to_owned();
    assert!(segment.len() >= 32 && segment.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    let receiver = book.listen();
    let head = format!(
        "POST {path}/of/mine?again={segment} HTTP/1.1\r\nHost: callbook\r\nX-Original-URI: {path}/of/mine\r\nContent-Length: 2\r\n"
    );
    assert_eq!(receiver.exchange(&head, b"{}").status, 200);
    assert_eq!(receiver.post(&format!("{path}x"), b"{}").status, 404);
    let shown = book.deliveries().pop().unwrap();
    assert_eq!(shown["path"], "/c/…/of/mine?again=…");
    receiver.end();
    for (name, bytes) in written(&book) {
        let found = bytes
            .windows(segment.len())
            .any(|part| part == segment.as_bytes());
        assert!(!found, "{name}");
    }
}

#[cfg(unix)]
#[test]
fn its_file_is_its_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;

    let book = Book::new();
    on(&book);
    let file = fs::metadata(book.dir().join("secret-path")).unwrap();
    assert_eq!(file.permissions().mode() & 0o777, 0o600);
}
