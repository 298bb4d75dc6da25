//! The chunked coding of a body (RFC 9112, 7.1): where its parts end. Pure.
//!
//! Each of these looks at the bytes that have arrived and says how many of them its part takes, or nothing while
//! the part is not there whole. What it says does not depend on how the bytes were cut on their way.

use httparse::{EMPTY_HEADER, Status, parse_chunk_size, parse_headers};

use super::head::has_bare_line_feed;
use super::refusal::Refusal;

/// Bytes of the line that says how large a chunk is, extensions included.
const LONGEST_SIZE: usize = 1 << 10;

/// Bytes of what may follow the last chunk.
const LONGEST_TRAILER: usize = 8 << 10;

/// Headers of it.
const MOST_TRAILERS: usize = 32;

/// The line that says how large the next chunk is: its own length, and the size in bytes.
pub fn size(data: &[u8]) -> Result<Option<(usize, u64)>, Refusal> {
    match parse_chunk_size(data) {
        Ok(Status::Complete((length, size))) => {
            let line = data.get(..length.saturating_sub(2)).unwrap_or_default();
            let plain = line.first().is_some_and(u8::is_ascii_hexdigit);
            if length > LONGEST_SIZE || !plain || line.contains(&b'\n') {
                return Err(Refusal::Malformed);
            }
            Ok(Some((length, size)))
        }
        Ok(Status::Partial) if data.len() < LONGEST_SIZE => Ok(None),
        Ok(Status::Partial) | Err(_) => Err(Refusal::Malformed),
    }
}

/// The end of line behind a chunk: its length.
pub fn line_end(data: &[u8]) -> Result<Option<usize>, Refusal> {
    const END: &[u8] = b"\r\n";
    if data.starts_with(END) {
        Ok(Some(END.len()))
    } else if END.starts_with(data) {
        Ok(None)
    } else {
        Err(Refusal::Malformed)
    }
}

/// What follows the last chunk, up to the end of the body: its length.
pub fn trailer(data: &[u8]) -> Result<Option<usize>, Refusal> {
    let mut headers = [EMPTY_HEADER; MOST_TRAILERS];
    match parse_headers(data, &mut headers) {
        Ok(Status::Complete((length, _))) => {
            let whole = data.get(..length).unwrap_or_default();
            if length > LONGEST_TRAILER || has_bare_line_feed(whole) {
                return Err(Refusal::Malformed);
            }
            Ok(Some(length))
        }
        Ok(Status::Partial) if data.len() < LONGEST_TRAILER => Ok(None),
        Ok(Status::Partial) | Err(_) => Err(Refusal::Malformed),
    }
}
