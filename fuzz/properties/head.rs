//! The head of a request, as the gate reads it.

use callbook::receiver::gate::head::{Head, parse};
use callbook::receiver::gate::refusal::Refusal;

/// What is said of these bytes: nothing yet, a head and its length, or why it is refused.
type Said = Result<Option<(Head, usize)>, Refusal>;

fn read(data: &[u8]) -> (Said, Vec<u8>) {
    let mut canonical = Vec::new();
    let said = parse(data, "203.0.113.7", &mut canonical);
    (said, canonical)
}

/// A head is read in one way however its bytes are cut, and what is handed on is the gate's alone.
pub fn holds(data: &[u8]) {
    let (said, canonical) = read(data);
    if let Ok(Some((_, length))) = said {
        assert!(data[..length].ends_with(b"\r\n\r\n"));
        is_canonical(&canonical);
        // What follows says nothing of the head.
        assert_eq!(read(&data[..length]), (said, canonical));
    }
    for cut in cuts(data) {
        match read(&data[..cut]).0 {
            Ok(None) => {}
            Ok(Some((head, length))) => assert_eq!(said, Ok(Some((head, length)))),
            // What is refused at its start is not taken when more of it comes.
            Err(_) => assert!(said.is_err(), "{said:?} but refused at {cut}"),
        }
    }
}

/// Every place in short heads, some in long ones.
fn cuts(data: &[u8]) -> impl Iterator<Item = usize> {
    (0..data.len()).step_by(1 + data.len() / 256)
}

fn is_canonical(canonical: &[u8]) {
    let text = str::from_utf8(canonical).unwrap();
    assert!(text.is_ascii());
    let mut lines = text.strip_suffix("\r\n").unwrap().split("\r\n");
    let first: Vec<&str> = lines.next().unwrap().split(' ').collect();
    assert!(
        matches!(first[..], ["GET" | "HEAD" | "POST", _, "HTTP/1.1"]),
        "{first:?}"
    );
    assert!(first[1].starts_with('/'), "{first:?}");
    assert_eq!(lines.next(), Some("te: identity"));
    assert_eq!(lines.next(), Some("remote: 203.0.113.7"));
    for line in lines {
        assert!(line.starts_with('~') && line.contains(": "), "{line:?}");
        assert!(!line.contains(['\r', '\n', '\0']), "{line:?}");
    }
}
