//! What a client sends, read under deadlines.

use std::io::{ErrorKind, Read};
use std::mem;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::line::{Line, Told};

/// Bytes that arrived and were not used yet.
pub struct Inbox {
    line: Arc<Line>,
    bytes: Vec<u8>,
    start: usize,
    end: usize,
    /// The timeout that the socket has now, so that it is set only where it changes.
    timeout: Option<Duration>,
}

/// Why nothing further arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// The client ended its side.
    Ended,
    /// The client has gone, so that no answer reaches it.
    Gone,
    /// The deadline passed.
    Late,
    /// The connection was told to end.
    Told(Told),
}

/// Room at first, for a delivery of the usual size; a larger head makes it grow.
const ROOM: usize = 8 << 10;

const STEP: Duration = Duration::from_millis(250);

impl Inbox {
    pub fn new(line: Arc<Line>) -> Self {
        Self {
            line,
            bytes: Vec::new(),
            start: 0,
            end: 0,
            timeout: None,
        }
    }

    pub fn data(&self) -> &[u8] {
        &self.bytes[self.start..self.end]
    }

    /// Forgets the first bytes, which were used.
    pub fn consume(&mut self, bytes: usize) {
        self.start += bytes.min(self.end - self.start);
        if self.start == self.end {
            (self.start, self.end) = (0, 0);
        }
    }

    /// Bytes of memory that it takes.
    pub fn room(&self) -> usize {
        self.bytes.capacity()
    }

    /// Gives all its bytes away with the memory that they are in, and goes on with other memory.
    pub fn replace(&mut self, memory: Vec<u8>) -> Vec<u8> {
        let mut given = mem::replace(&mut self.bytes, memory);
        self.bytes.clear();
        given.truncate(self.end);
        given.drain(..self.start);
        (self.start, self.end) = (0, 0);
        given
    }

    /// Takes memory back that was given away; none where it has other memory meanwhile, or does not need so much.
    pub fn take_back(&mut self, memory: &mut Vec<u8>) {
        if self.bytes.capacity() == 0 && memory.capacity() <= ROOM {
            self.bytes = mem::take(memory);
            self.bytes.clear();
        }
    }

    /// Waits for further bytes, at most until that time.
    pub fn fill(&mut self, deadline: Instant) -> Result<(), Cut> {
        self.make_room();
        let space = &mut self.bytes[self.end..];
        self.end += read(&self.line, &mut self.timeout, space, deadline)?;
        Ok(())
    }

    /// Reads past the buffer, which must be used up.
    pub fn read_into(&mut self, space: &mut [u8], deadline: Instant) -> Result<usize, Cut> {
        read(&self.line, &mut self.timeout, space, deadline)
    }

    /// Gives memory back that one large head needed.
    pub fn shrink(&mut self) {
        if self.bytes.len() > ROOM && self.end - self.start <= ROOM {
            self.bytes.copy_within(self.start..self.end, 0);
            (self.start, self.end) = (0, self.end - self.start);
            self.bytes.truncate(ROOM);
            self.bytes.shrink_to_fit();
        }
    }

    fn make_room(&mut self) {
        if self.bytes.is_empty() {
            self.bytes.resize(ROOM, 0);
        }
        if self.end < self.bytes.len() {
            return;
        }
        if self.start > 0 {
            self.bytes.copy_within(self.start..self.end, 0);
            (self.start, self.end) = (0, self.end - self.start);
        } else {
            self.bytes.resize(self.bytes.len() * 2, 0);
        }
    }
}

/// Reads at least one byte, at most until the deadline. `set` is the timeout that the socket has.
fn read(
    line: &Line,
    set: &mut Option<Duration>,
    space: &mut [u8],
    deadline: Instant,
) -> Result<usize, Cut> {
    loop {
        let rest = deadline.saturating_duration_since(Instant::now());
        if rest.is_zero() {
            return Err(Cut::Late);
        }
        let timeout = Some(whole_steps(rest));
        if *set != timeout {
            line.stream()
                .set_read_timeout(timeout)
                .map_err(|_| Cut::Gone)?;
            *set = timeout;
        }
        match line.stream().read(space) {
            Ok(0) => return Err(line.told().map_or(Cut::Ended, Cut::Told)),
            Ok(read) => return Ok(read),
            Err(error) => match error.kind() {
                // Timed out, perhaps a little before the deadline, or woken by a signal.
                ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted => {}
                _ => return Err(Cut::Gone),
            },
        }
    }
}

/// Timeouts are set in steps, so that it need not be done for each request anew.
fn whole_steps(rest: Duration) -> Duration {
    let steps = rest.as_millis() / STEP.as_millis();
    match u32::try_from(steps) {
        Ok(0) => rest,
        Ok(steps) => STEP * steps,
        Err(_) => STEP * u32::MAX,
    }
}
