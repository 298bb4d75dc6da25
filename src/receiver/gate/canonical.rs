//! A request as `tiny_http` gets it: one way to write each, and nothing of the client's that `tiny_http` heeds.
//!
//! The client's headers come under a prefix, so that none of them can be taken for one that the server obeys or
//! that the gate added; [`client_headers`] gives them back exactly as they were sent.

use httparse::Header;

/// Before the name of each header that the client sent; one byte, because `tiny_http` reads byte by byte.
const PREFIX: &str = "~";

/// Who sends what the gate asks for itself.
pub const GATE: &str = "gate";

/// Who sends what a window asks that shows the book while another process receives.
const WINDOW: &str = "window";

/// The header that says who sent the request.
const REMOTE: &str = "remote";

/// The header with the secret of this run, where the private address has one.
const KEY: &str = "key";

/// Writes request line and headers, without length and end.
pub fn start(method: &str, path: &str, remote: &str, headers: &[Header], head: &mut Vec<u8>) {
    head.clear();
    // Asked so, tiny_http always answers with a length.
    for part in [
        method,
        " ",
        path,
        " HTTP/1.1\r\nte: identity\r\n",
        REMOTE,
        ": ",
        remote,
        "\r\n",
    ] {
        head.extend_from_slice(part.as_bytes());
    }
    for header in headers {
        head.extend_from_slice(PREFIX.as_bytes());
        head.extend_from_slice(header.name.as_bytes());
        head.extend_from_slice(b": ");
        escape(header.value, head);
        head.extend_from_slice(b"\r\n");
    }
}

/// Ends a head.
pub fn end(head: &mut Vec<u8>, key: Option<&str>, length: usize) {
    if let Some(key) = key {
        head.extend_from_slice(format!("{KEY}: {key}\r\n").as_bytes());
    }
    head.extend_from_slice(format!("content-length: {length}\r\n\r\n").as_bytes());
}

/// A request of the gate itself, to see whether it is answered.
pub fn probe(key: Option<&str>) -> Vec<u8> {
    let mut probe = Vec::new();
    start("GET", "/health", GATE, &[], &mut probe);
    end(&mut probe, key, 0);
    probe
}

/// What a window asks: the only request on its connection.
#[cfg(unix)]
pub fn question(target: &str) -> Vec<u8> {
    let mut question = Vec::new();
    start("GET", target, WINDOW, &[], &mut question);
    question.extend_from_slice(b"connection: close\r\n");
    end(&mut question, None, 0);
    question
}

/// Who sent a request.
pub fn remote(headers: &[tiny_http::Header]) -> Option<&str> {
    value(headers, REMOTE)
}

/// True for what a window of this book's owner asks.
pub fn is_window(headers: &[tiny_http::Header]) -> bool {
    remote(headers) == Some(WINDOW)
}

/// The secret that came with a request.
pub fn key(headers: &[tiny_http::Header]) -> Option<&str> {
    value(headers, KEY)
}

fn value<'a>(headers: &'a [tiny_http::Header], name: &'static str) -> Option<&'a str> {
    let mut headers = headers.iter();
    let found = headers.find(|header| header.field.equiv(name));
    found.map(|header| header.value.as_str())
}

/// The headers that the client sent, in its order and spelling.
pub fn client_headers(headers: &[tiny_http::Header]) -> Vec<(String, String)> {
    headers
        .iter()
        .filter_map(|header| {
            let name = header.field.as_str().as_str().strip_prefix(PREFIX)?;
            Some((name.to_owned(), unescape(header.value.as_str())))
        })
        .collect()
}

/// The header of a line of a canonical head, where the client sent it.
pub fn client_header(line: &str) -> Option<(String, String)> {
    let (name, value) = line.strip_prefix(PREFIX)?.split_once(": ")?;
    Some((name.to_owned(), unescape(value)))
}

/// `tiny_http` takes ASCII only.
fn escape(value: &[u8], to: &mut Vec<u8>) {
    if value.iter().all(|byte| byte.is_ascii() && *byte != b'%') {
        return to.extend_from_slice(value);
    }
    for byte in value {
        if byte.is_ascii() && *byte != b'%' {
            to.push(*byte);
        } else {
            to.extend_from_slice(format!("%{byte:02X}").as_bytes());
        }
    }
}

/// Bytes that are not UTF-8 are read as ISO 8859-1, of which HTTP says headers are.
fn unescape(value: &str) -> String {
    if !value.contains('%') {
        return value.to_owned();
    }
    let mut bytes = Vec::with_capacity(value.len());
    let mut rest = value.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let escaped = (*first == b'%').then(|| hex(after)).flatten();
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() {
            &after[2..]
        } else {
            after
        };
    }
    String::from_utf8(bytes)
        .unwrap_or_else(|error| error.as_bytes().iter().copied().map(char::from).collect())
}

fn hex(digits: &[u8]) -> Option<u8> {
    let digits = str::from_utf8(digits.get(..2)?).ok()?;
    u8::from_str_radix(digits, 16).ok()
}
