//! How long a body is: said in exactly one way, or not taken.

use httparse::Header;

use super::head::{Method, values};
use super::refusal::Refusal;

/// How the end of a body is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framing {
    /// So many bytes.
    Length(u64),
    /// In chunks.
    Chunked,
}

/// Reads how long the body is. `old` says HTTP/1.0, which knows no chunks.
///
/// What two readers could take for two lengths is refused, so that nothing can be smuggled past one of them
/// (RFC 9112, 6.3 and 11.2).
pub fn framing(headers: &[Header], old: bool, method: Method) -> Result<Framing, Refusal> {
    let mut codings = values(headers, "transfer-encoding");
    let mut lengths = values(headers, "content-length");
    let (coding, length) = (codings.next(), lengths.next());
    if codings.next().is_some() || lengths.next().is_some() {
        return Err(Refusal::Malformed);
    }
    match (coding, length) {
        (Some(_), Some(_)) => Err(Refusal::Malformed),
        (Some(_), None) if old => Err(Refusal::Malformed),
        (Some(coding), None) if coding.eq_ignore_ascii_case(b"chunked") => Ok(Framing::Chunked),
        (Some(_), None) => Err(Refusal::Coding),
        (None, Some(length)) => number(length).map(Framing::Length),
        (None, None) if method == Method::Post => Err(Refusal::NoLength),
        (None, None) => Ok(Framing::Length(0)),
    }
}

/// Digits alone: neither a sign nor a list.
fn number(value: &[u8]) -> Result<u64, Refusal> {
    let text = str::from_utf8(value).map_err(|_| Refusal::Malformed)?;
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Refusal::Malformed);
    }
    // More than the largest number is more than the largest body.
    Ok(text.parse().unwrap_or(u64::MAX))
}
