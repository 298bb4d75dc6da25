//! A body in chunks.
//!
//! What was used of the buffer is skipped, never moved, so that a body in the smallest chunks costs no more than
//! its bytes.

use std::time::Instant;

use httparse::{EMPTY_HEADER, Status, parse_chunk_size, parse_headers};

use super::body::Body;
use super::connection::Stop;
use super::inbox::Inbox;
use super::refusal::Refusal;

/// Bytes of the line that says how large a chunk is, extensions included.
const LONGEST_SIZE: usize = 1 << 10;

/// Bytes of what may follow the last chunk.
const LONGEST_TRAILER: usize = 8 << 10;

/// Reads all chunks and what follows them, which is thrown away.
pub fn read(inbox: &mut Inbox, body: &mut Body, deadline: Instant) -> Result<(), Stop> {
    loop {
        let size = size(inbox, deadline)?;
        if size == 0 {
            return trailer(inbox, deadline);
        }
        body.read(inbox, size, deadline)?;
        line_end(inbox, deadline)?;
    }
}

fn size(inbox: &mut Inbox, deadline: Instant) -> Result<u64, Stop> {
    loop {
        let data = inbox.data();
        match parse_chunk_size(data) {
            Ok(Status::Complete((length, size))) => {
                let line = &data[..length.saturating_sub(2)];
                let plain = line.first().is_some_and(u8::is_ascii_hexdigit);
                if !plain || line.contains(&b'\n') {
                    return Err(Refusal::Malformed.into());
                }
                inbox.consume(length);
                return Ok(size);
            }
            Ok(Status::Partial) if data.len() < LONGEST_SIZE => inbox.fill(deadline)?,
            Ok(Status::Partial) | Err(_) => return Err(Refusal::Malformed.into()),
        }
    }
}

fn line_end(inbox: &mut Inbox, deadline: Instant) -> Result<(), Stop> {
    while inbox.data().len() < 2 {
        inbox.fill(deadline)?;
    }
    if !inbox.data().starts_with(b"\r\n") {
        return Err(Refusal::Malformed.into());
    }
    inbox.consume(2);
    Ok(())
}

fn trailer(inbox: &mut Inbox, deadline: Instant) -> Result<(), Stop> {
    loop {
        let data = inbox.data();
        let mut headers = [EMPTY_HEADER; 32];
        match parse_headers(data, &mut headers) {
            Ok(Status::Complete((length, _))) => {
                inbox.consume(length);
                return Ok(());
            }
            Ok(Status::Partial) if data.len() < LONGEST_TRAILER => inbox.fill(deadline)?,
            Ok(Status::Partial) | Err(_) => return Err(Refusal::Malformed.into()),
        }
    }
}
