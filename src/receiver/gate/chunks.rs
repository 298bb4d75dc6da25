//! A body in chunks.
//!
//! What was used of the buffer is skipped, never moved, so that a body in the smallest chunks costs no more than
//! its bytes.

use std::time::Instant;

use super::body::Body;
use super::coding;
use super::connection::Stop;
use super::inbox::Inbox;
use super::refusal::Refusal;

/// Reads all chunks and what follows them, which is thrown away.
pub fn read(inbox: &mut Inbox, body: &mut Body, deadline: Instant) -> Result<(), Stop> {
    loop {
        let (length, size) = part(inbox, deadline, coding::size)?;
        inbox.consume(length);
        if size == 0 {
            let length = part(inbox, deadline, coding::trailer)?;
            inbox.consume(length);
            return Ok(());
        }
        body.read(inbox, size, deadline)?;
        let length = part(inbox, deadline, coding::line_end)?;
        inbox.consume(length);
    }
}

/// Waits until a part of the coding is there whole.
fn part<T>(
    inbox: &mut Inbox,
    deadline: Instant,
    whole: impl Fn(&[u8]) -> Result<Option<T>, Refusal>,
) -> Result<T, Stop> {
    loop {
        if let Some(found) = whole(inbox.data())? {
            return Ok(found);
        }
        inbox.fill(deadline)?;
    }
}
