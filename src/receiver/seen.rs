//! What is kept of a request of which nothing is stored: its first line and its headers, short and without secrets.
//!
//! Whoever was not let in may still have the secret path nearly right, or may send the one of yesterday, so
//! everything that could be one is masked, whatever it is.

use std::fmt::Write as _;

use super::gate::canonical;
use super::secret_path::{MASK, ROOM, SEGMENT};
use crate::call::header::is_secret_header;

/// Longer heads are cut, bytes.
const LONGEST_HEAD: usize = 4 << 10;

/// Longer targets are cut in the list; the head has more of them. Characters.
const LONGEST_PATH: usize = 400;

/// No method is longer, characters.
const LONGEST_METHOD: usize = 16;

/// The parts of a request that can be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Empty where it did not arrive.
    pub method: String,
    /// Path and query; empty where they did not arrive.
    pub path: String,
    /// Length of the body as announced.
    pub bytes: Option<i64>,
    /// First line and headers, one a line; empty where nothing arrived.
    pub head: String,
}

impl Seen {
    /// From what arrived, which may be no request at all, or only its beginning.
    pub fn of_bytes(data: &[u8]) -> Self {
        let head = data.get(..head_length(data)).unwrap_or(data);
        let text = printable(&head[..head.len().min(LONGEST_HEAD)]);
        let mut lines = text.lines();
        let first = lines.next().unwrap_or_default();
        let (method, path) = first_line(first).unwrap_or_default();
        let headers = lines.filter_map(|line| line.split_once(':'));
        let headers = headers.map(|(name, value)| (name.to_owned(), value.trim().to_owned()));
        Self::of(first, method, path, headers)
    }

    /// From the form in which the gate hands a request on.
    pub fn of_canonical(request: &[u8]) -> Self {
        let text = String::from_utf8_lossy(request);
        let mut lines = text.lines().take_while(|line| !line.is_empty());
        let first = lines.next().unwrap_or_default();
        let (method, path) = first_line(first).unwrap_or_default();
        Self::of(
            first,
            method,
            path,
            lines.filter_map(canonical::client_header),
        )
    }

    /// From a request that has arrived at the server.
    pub fn of_request(request: &tiny_http::Request) -> Self {
        let (method, path) = (request.method().as_str(), request.url());
        let first = format!("{method} {path} HTTP/1.1");
        let headers = canonical::client_headers(request.headers());
        Self::of(&first, method, path, headers.into_iter())
    }

    fn of(
        first: &str,
        method: &str,
        path: &str,
        headers: impl Iterator<Item = (String, String)>,
    ) -> Self {
        let mut head = masked(first);
        let mut bytes = None;
        for (name, value) in headers {
            if name.eq_ignore_ascii_case("content-length") {
                bytes = value.parse().ok().filter(|bytes| *bytes >= 0);
            }
            let value = if is_secret_header(&name) {
                MASK.to_owned()
            } else {
                masked(&value)
            };
            head.push('\n');
            head.push_str(&name);
            head.push_str(": ");
            head.push_str(&value);
        }
        Self {
            method: method.to_owned(),
            path: cut(&masked(path), LONGEST_PATH),
            bytes,
            head: cut(&head, LONGEST_HEAD),
        }
    }
}

/// A text without anything that could be a secret path or a signature.
pub fn masked(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(ROOM) {
        let (before, inside) = rest.split_at(at + ROOM.len());
        push_without_digits(&mut shown, before);
        let end = inside
            .find(|c: char| c.is_whitespace() || "/?#,;\"'".contains(c))
            .unwrap_or(inside.len());
        if end > 0 {
            shown.push_str(MASK);
        }
        rest = &inside[end..];
    }
    push_without_digits(&mut shown, rest);
    shown
}

/// Masks runs of hex digits that could be most of a secret, percent-encoded or not.
fn push_without_digits(shown: &mut String, text: &str) {
    let is_digit = |c: char| c.is_ascii_hexdigit() || c == '%';
    let mut rest = text;
    while !rest.is_empty() {
        let plain = rest.find(is_digit).unwrap_or(rest.len());
        shown.push_str(&rest[..plain]);
        rest = &rest[plain..];
        let run = rest.find(|c| !is_digit(c)).unwrap_or(rest.len());
        shown.push_str(if run >= SEGMENT / 2 {
            MASK
        } else {
            &rest[..run]
        });
        rest = &rest[run..];
    }
}

/// Method and target of a first line that looks like one.
fn first_line(line: &str) -> Option<(&str, &str)> {
    let (method, rest) = line.split_once(' ')?;
    let is_method = (1..=LONGEST_METHOD).contains(&method.len())
        && method.bytes().all(|byte| byte.is_ascii_alphabetic());
    let target = rest.split(' ').next().unwrap_or_default();
    is_method.then_some((method, target))
}

/// Where the first empty line begins, or all of it.
fn head_length(data: &[u8]) -> usize {
    let ends = [&b"\r\n\r\n"[..], b"\n\n", b"\n\r\n"];
    let found = ends.iter().filter_map(|end| {
        let mut places = data.windows(end.len());
        places.position(|bytes| bytes == *end)
    });
    found.min().unwrap_or(data.len())
}

/// As text in lines; what is none as `\x16`.
fn printable(data: &[u8]) -> String {
    let mut text = String::with_capacity(data.len());
    for chunk in data.utf8_chunks() {
        for c in chunk.valid().chars() {
            match c {
                '\r' => {}
                '\n' => text.push(c),
                '\t' => text.push(' '),
                c if c.is_control() => push_bytes(&mut text, c.encode_utf8(&mut [0; 4]).as_bytes()),
                c => text.push(c),
            }
        }
        push_bytes(&mut text, chunk.invalid());
    }
    text
}

fn push_bytes(text: &mut String, bytes: &[u8]) {
    for byte in bytes {
        // Writing to a string never fails.
        let _ = write!(text, "\\x{byte:02x}");
    }
}

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_could_be_the_secret_path_is_masked() {
        let segment = "5e".repeat(SEGMENT / 2);
        for text in [
            format!("/c/{segment}"),
            format!("/c/{}/calls", &segment[..20]),
            format!("https://example.com/c/{segment}x?a=1"),
            format!("/%63/{segment}"),
            format!("/d/{}", segment.replace('e', "%65")),
            segment[1..].to_owned(),
        ] {
            let shown = masked(&text);
            assert!(shown.contains(MASK) && !shown.contains("5e5e"), "{shown}");
        }
        assert_eq!(masked("/c/abc/calls?x=1"), "/c/…/calls?x=1");
        assert_eq!(masked("/health?at=20250226"), "/health?at=20250226");
    }

    #[test]
    fn what_is_no_request_is_told_as_it_came() {
        let seen = Seen::of_bytes(b"\x16\x03\x01\x00\xa5hello");
        assert_eq!(seen.head, "\\x16\\x03\\x01\\x00\\xa5hello");
        assert_eq!((seen.method.as_str(), seen.path.as_str()), ("", ""));
        assert_eq!(Seen::of_bytes(b""), Seen::default());
    }

    #[test]
    fn a_head_ends_before_its_body() {
        let seen = Seen::of_bytes(
            b"PUT /a HTTP/1.1\r\nContent-Length: 12\r\nCookie: a=b\r\n\r\ncaller data\n",
        );
        assert_eq!(seen.head, "PUT /a HTTP/1.1\nContent-Length: 12\nCookie: …");
        assert_eq!((seen.method.as_str(), seen.path.as_str()), ("PUT", "/a"));
        assert_eq!(seen.bytes, Some(12));
    }
}
