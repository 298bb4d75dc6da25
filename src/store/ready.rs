//! What can be done with a delivery before its turn to be stored: on many threads, where storing is done on one.

use std::borrow::Cow;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use sha2::{Digest as _, Sha256};
use zstd::bulk::Compressor;

use super::deliveries::{NewDelivery, encode};
use super::packing;
use crate::call::Signature;

/// Longer bodies are made shorter when they are read: their senders wait for the answer.
const LONGEST: usize = 256 << 10;

/// More would not make it faster, and each takes its memory.
const MOST_COMPRESSORS: usize = 4;

/// Makes bodies shorter. Shared by threads.
pub struct Press {
    state: Mutex<State>,
    most: usize,
}

#[derive(Default)]
struct State {
    /// Those that nobody uses.
    free: Vec<Compressor<'static>>,
    all: usize,
}

impl Default for Press {
    fn default() -> Self {
        let processors = thread::available_parallelism().map_or(1, usize::from);
        Self {
            state: Mutex::default(),
            most: processors.min(MOST_COMPRESSORS),
        }
    }
}

impl Press {
    /// A body as it is to be kept; none where it is left to whoever reads it.
    fn press(&self, body: &[u8]) -> Option<(i64, Option<Vec<u8>>)> {
        if body.len() > LONGEST {
            return None;
        }
        let mut compressor = self.take()?;
        let packed = packing::pack(&mut compressor, body);
        self.state().free.push(compressor);
        Some(packed)
    }

    fn take(&self) -> Option<Compressor<'static>> {
        let mut state = self.state();
        if let Some(free) = state.free.pop() {
            return Some(free);
        }
        if state.all >= self.most {
            return None;
        }
        let made = packing::compressor()?;
        state.all += 1;
        Some(made)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A delivery with all done that can be done before it is stored.
#[derive(Debug)]
pub struct ReadyDelivery<'a> {
    pub(super) new: Cow<'a, NewDelivery>,
    /// As they are kept.
    pub(super) headers: String,
    pub(super) digest: [u8; 32],
    /// Bytes of the body as received.
    pub(super) bytes: usize,
    /// How the body is kept; none where nobody has tried to make it shorter.
    pub(super) packing: Option<i64>,
    /// None where it stays as it is.
    pub(super) packed: Option<Vec<u8>>,
}

impl ReadyDelivery<'static> {
    /// Gets a delivery ready, its body shorter where that is soon done.
    pub fn of(mut new: NewDelivery, press: &Press) -> Self {
        let pressed = press.press(&new.body);
        let (packing, packed) = pressed.map_or((None, None), |(way, packed)| (Some(way), packed));
        let (digest, bytes) = (digest(&new.body), new.body.len());
        if packed.is_some() {
            new.body = Vec::new();
        }
        Self {
            headers: encode(&new.headers),
            new: Cow::Owned(new),
            digest,
            bytes,
            packing,
            packed,
        }
    }
}

impl<'a> ReadyDelivery<'a> {
    /// The same with the body as it is.
    pub(super) fn loose(new: &'a NewDelivery) -> Self {
        Self {
            headers: encode(&new.headers),
            digest: digest(&new.body),
            bytes: new.body.len(),
            packing: None,
            packed: None,
            new: Cow::Borrowed(new),
        }
    }

    /// Bytes of the body as received.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    pub fn signature(&self) -> Signature {
        self.new.signature
    }

    /// The HTTP status that is going to be answered.
    pub fn status(&self) -> Option<u16> {
        self.new.status
    }

    /// The body as it is kept.
    pub(super) fn kept(&self) -> &[u8] {
        self.packed.as_ref().unwrap_or(&self.new.body)
    }
}

fn digest(body: &[u8]) -> [u8; 32] {
    Sha256::digest(body).into()
}
