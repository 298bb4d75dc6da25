//! The body of a request, gathered under the limits of its size and of all bodies together.

use std::mem;
use std::time::Instant;

use super::budget::{Budget, Share};
use super::connection::Stop;
use super::inbox::Inbox;
use super::line::Line;
use super::refusal::Refusal;

/// A body as far as it has arrived. Memory is taken as bytes come, not as they are announced.
pub struct Body<'a> {
    line: &'a Line,
    bytes: Vec<u8>,
    share: Share,
    most: usize,
}

/// How much is read at once at most.
const STEP: usize = 64 << 10;

impl<'a> Body<'a> {
    /// An empty one of at most so many bytes, in the memory of one before.
    pub fn new(line: &'a Line, budget: &Budget, most: usize, mut bytes: Vec<u8>) -> Self {
        bytes.clear();
        Self {
            line,
            bytes,
            share: budget.share(),
            most,
        }
    }

    /// Where the body ends with so many further bytes, if it may be that long.
    pub fn announce(&self, length: u64) -> Result<usize, Refusal> {
        usize::try_from(length)
            .ok()
            .and_then(|length| self.bytes.len().checked_add(length))
            .filter(|end| *end <= self.most)
            .ok_or(Refusal::LargeBody { most: self.most })
    }

    /// Reads exactly so many further bytes.
    pub fn read(&mut self, inbox: &mut Inbox, length: u64, deadline: Instant) -> Result<(), Stop> {
        let end = self.announce(length)?;
        if self.bytes.is_empty() && inbox.data().len() == end {
            return self.take_over(inbox);
        }
        let there = inbox.data().len().min(end - self.bytes.len());
        self.make_room(there)?;
        self.bytes.extend_from_slice(&inbox.data()[..there]);
        inbox.consume(there);
        let mut filled = self.bytes.len();
        while filled < end {
            if filled == self.bytes.len() {
                let step = STEP.min(end - filled);
                self.make_room(step)?;
                self.bytes.resize(filled + step, 0);
            }
            let read = inbox.read_into(&mut self.bytes[filled..], deadline)?;
            self.line.received(read);
            filled += read;
        }
        Ok(())
    }

    /// All of it is in the inbox: it stays where it is, so that a connection which waits for its turn holds it once.
    fn take_over(&mut self, inbox: &mut Inbox) -> Result<(), Stop> {
        if !self.share.cover(inbox.room()) {
            return Err(Refusal::Busy.into());
        }
        self.bytes = inbox.replace(mem::take(&mut self.bytes));
        Ok(())
    }

    /// What arrived, and its share of the memory, to be held until the request is answered.
    pub fn finish(self) -> (Vec<u8>, Share) {
        (self.bytes, self.share)
    }

    fn make_room(&mut self, further: usize) -> Result<(), Refusal> {
        let needed = self.bytes.len() + further;
        if needed <= self.bytes.capacity() {
            return Ok(());
        }
        // What goes beyond the free bytes is taken in steps that grow with the body.
        let roomy = (self.bytes.capacity() * 2).min(self.most).max(needed);
        if !self.share.cover(roomy) {
            return Err(Refusal::Busy);
        }
        self.bytes.reserve_exact(roomy - self.bytes.len());
        Ok(())
    }
}
