//! The head of a request: read by `httparse`, taken only where it can be read in one way.

use std::borrow::Cow;

use httparse::{EMPTY_HEADER, Error, Header, Request, Status};

use super::canonical;
use super::framing::{Framing, framing};
use super::refusal::Refusal;

/// More headers than any sender has.
const MOST_HEADERS: usize = 100;

/// Bytes of the first line: its target may be a little shorter.
pub const LONGEST_LINE: usize = 8 << 10;

/// What a head asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    pub method: Method,
    pub framing: Framing,
    /// The client waits for leave to send the body.
    pub expects_continue: bool,
    /// The client wants to keep the connection.
    pub keeps_alive: bool,
    /// HTTP/1.0: a connection that is kept has to be named.
    pub old: bool,
}

/// The methods that are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    Get,
    Head,
    Post,
}

impl Method {
    fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Head => "HEAD",
            Self::Post => "POST",
        }
    }
}

/// Reads the head at the start of these bytes, and says how long it is; none where it is not there whole.
///
/// `remote` is who sent it. Request line and headers are written to `canonical` as `tiny_http` gets them; the length
/// is still missing.
pub fn parse(
    data: &[u8],
    remote: &str,
    canonical: &mut Vec<u8>,
) -> Result<Option<(Head, usize)>, Refusal> {
    let mut headers = [EMPTY_HEADER; MOST_HEADERS];
    let mut request = Request::new(&mut headers);
    match request.parse(data) {
        Ok(Status::Complete(length)) => {
            if has_bare_line_feed(&data[..length]) {
                return Err(Refusal::Malformed);
            }
            if longest_line(data) {
                return Err(Refusal::LongTarget);
            }
            read(&request, remote, canonical).map(|head| Some((head, length)))
        }
        Ok(Status::Partial) if longest_line(data) => Err(Refusal::LongTarget),
        Ok(Status::Partial) => Ok(None),
        Err(Error::TooManyHeaders) => Err(Refusal::LargeHead),
        Err(Error::Version) if names_version(data) => Err(Refusal::Version),
        Err(_) => Err(Refusal::Malformed),
    }
}

fn read(request: &Request, remote: &str, canonical: &mut Vec<u8>) -> Result<Head, Refusal> {
    let (Some(method), Some(target), Some(version)) =
        (request.method, request.path, request.version)
    else {
        return Err(Refusal::Malformed);
    };
    let method = known(method)?;
    if target.len() > LONGEST_LINE {
        return Err(Refusal::LongTarget);
    }
    let headers: &[Header] = request.headers;
    let old = version == 0;
    if values(headers, "host").count() > 1 {
        return Err(Refusal::Malformed);
    }
    let path = path(target)?;
    canonical::start(method.name(), &path, remote, headers, canonical);
    Ok(Head {
        method,
        framing: framing(headers, old, method)?,
        expects_continue: !old && expects_continue(headers)?,
        keeps_alive: keeps_alive(headers, old),
        old,
    })
}

/// Values of the headers of this name.
pub fn values<'a>(headers: &'a [Header], name: &str) -> impl Iterator<Item = &'a [u8]> {
    headers
        .iter()
        .filter(move |header| header.name.eq_ignore_ascii_case(name))
        .map(|header| header.value)
}

fn known(method: &str) -> Result<Method, Refusal> {
    match method {
        "GET" => Ok(Method::Get),
        "HEAD" => Ok(Method::Head),
        "POST" => Ok(Method::Post),
        "PUT" | "DELETE" | "OPTIONS" | "PATCH" | "TRACE" | "CONNECT" => Err(Refusal::OtherMethod),
        _ => Err(Refusal::UnknownMethod),
    }
}

/// Path and query of a target, which may also name the whole URL (RFC 9112, 3.2.2).
fn path(target: &str) -> Result<Cow<'_, str>, Refusal> {
    if !target.is_ascii() {
        return Err(Refusal::Malformed);
    }
    if target.starts_with('/') {
        return Ok(target.into());
    }
    let rest = ["http://", "https://"].iter().find_map(|scheme| {
        let (start, rest) = target.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(rest)
    });
    let rest = rest.ok_or(Refusal::Malformed)?;
    let path = rest.find(['/', '?']).map_or("/", |start| &rest[start..]);
    Ok(if path.starts_with('?') {
        format!("/{path}").into()
    } else {
        path.into()
    })
}

fn expects_continue(headers: &[Header]) -> Result<bool, Refusal> {
    let mut expected = values(headers, "expect");
    match (expected.next(), expected.next()) {
        (None, _) => Ok(false),
        (Some(one), None) if one.eq_ignore_ascii_case(b"100-continue") => Ok(true),
        _ => Err(Refusal::Expectation),
    }
}

fn keeps_alive(headers: &[Header], old: bool) -> bool {
    let has = |option: &[u8]| {
        values(headers, "connection")
            .flat_map(|value| value.split(|byte| *byte == b','))
            .any(|found| found.trim_ascii().eq_ignore_ascii_case(option))
    };
    !has(b"close") && (!old || has(b"keep-alive"))
}

/// `httparse` takes a line feed alone for the end of a line; others in front of us may not.
pub(super) fn has_bare_line_feed(head: &[u8]) -> bool {
    let mut before = 0;
    head.iter().any(|byte| {
        let bare = *byte == b'\n' && before != b'\r';
        before = *byte;
        bare
    })
}

fn longest_line(data: &[u8]) -> bool {
    data.len() >= LONGEST_LINE && !data.iter().take(LONGEST_LINE).any(|byte| *byte == b'\n')
}

/// Whether the first line at least names a version of HTTP, though not one of ours.
fn names_version(data: &[u8]) -> bool {
    let line = data.split(|byte| *byte == b'\r').next().unwrap_or(data);
    let version = line.rsplit(|byte| *byte == b' ').next().unwrap_or(line);
    version
        .strip_prefix(b"HTTP/")
        .is_some_and(|number| number.first().is_some_and(u8::is_ascii_digit))
}
