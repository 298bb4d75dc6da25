//! Bytes that take less room: zstd with a dictionary of what senders repeat.
//!
//! A row says how its bytes are kept. Those that came short are in `bodies`, those that became shorter in `packed`. Every dictionary that was ever used is in the book, so that old rows stay
//! readable whatever comes later.

use std::cell::RefCell;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::LazyLock;

use rusqlite::OptionalExtension as _;
use zstd::bulk::{Compressor, Decompressor};
use zstd::dict::EncoderDictionary;
use zstd::zstd_safe::get_frame_content_size;

use super::{PendingDelivery, Store, StoreError};
use crate::call::DeliveryId;

/// As received.
pub(super) const PLAIN: i64 = 0;
/// A zstd frame without a dictionary.
const FRAME: i64 = 1;
/// The dictionary of today and its id. It was trained (`zstd --train --maxdict=32768`) from 2,000 generated deliveries
/// (`cargo run --release --example generate -- --bodies`). Another one gets another id.
const DICTIONARY: (i64, &[u8]) = (3, include_bytes!("bodies-3.dict"));

/// Shorter ones stay as they are: there is nothing to win.
const SHORTEST: usize = 64;
/// Good enough at 200 MB a second.
const LEVEL: i32 = 3;
/// More was never taken in.
const LONGEST: u64 = 1 << 30;

/// A body as it is to be kept; see [`Store::pack_body`].
#[derive(Debug)]
pub struct PackedBody {
    delivery: DeliveryId,
    packing: i64,
    /// None where they stay as they are.
    bytes: Option<Vec<u8>>,
}

/// What a connection compresses and decompresses with.
#[derive(Default)]
pub(super) struct Packer {
    compressor: RefCell<Option<Compressor<'static>>>,
    /// By the way in which bytes are kept. To make one takes longer than it takes to use it.
    decompressors: RefCell<HashMap<i64, Decompressor<'static>>>,
}

/// One that knows the dictionary of today, which all share.
pub(super) fn compressor() -> Option<Compressor<'static>> {
    static PREPARED: LazyLock<EncoderDictionary<'static>> =
        LazyLock::new(|| EncoderDictionary::copy(DICTIONARY.1, LEVEL));
    Compressor::with_prepared_dictionary(&PREPARED).ok()
}

/// Bytes as they are kept, with the way: shorter by at least an eighth, or as they are.
pub(super) fn pack(compressor: &mut Compressor<'_>, bytes: &[u8]) -> (i64, Option<Vec<u8>>) {
    if bytes.len() < SHORTEST {
        return (PLAIN, None);
    }
    match compressor.compress(bytes) {
        Ok(packed) if packed.len() + bytes.len() / 8 <= bytes.len() => (DICTIONARY.0, Some(packed)),
        _ => (PLAIN, None),
    }
}

impl Store {
    /// Makes the body of a delivery shorter, outside a transaction; none when that was done before.
    pub fn pack_body(&self, delivery: &PendingDelivery) -> Option<PackedBody> {
        if !delivery.is_loose {
            return None;
        }
        let (packing, bytes) = self.packed(&delivery.body);
        Some(PackedBody {
            delivery: delivery.id,
            packing,
            bytes,
        })
    }

    /// Keeps a body in its shorter form.
    pub fn keep_packed(&self, body: &PackedBody) -> Result<(), StoreError> {
        let id: Option<i64> = self
            .db
            .prepare_cached(
                "UPDATE bodies SET packing = ?2, bytes = IIF(?3, x'', bytes)
                 WHERE id = (SELECT body_id FROM deliveries WHERE id = ?1) AND packing IS NULL
                 RETURNING id",
            )?
            .query_row(
                (body.delivery.0, body.packing, body.bytes.is_some()),
                |row| row.get(0),
            )
            .optional()?;
        let (Some(id), Some(bytes)) = (id, &body.bytes) else {
            return Ok(());
        };
        // A row that becomes shorter in its place leaves its page almost empty for ever.
        self.db
            .prepare_cached("DELETE FROM packed WHERE body_id = ?1")?
            .execute([id])?;
        self.put_bytes(id, bytes)
    }

    /// Stores the bytes of a body.
    pub(super) fn put_bytes(&self, body: i64, bytes: &[u8]) -> Result<(), StoreError> {
        self.db
            .prepare_cached("INSERT INTO packed (body_id, bytes) VALUES (?1, ?2)")?
            .execute((body, bytes))?;
        Ok(())
    }

    /// Bytes as they are kept, with the way; see [`pack`].
    pub(super) fn packed(&self, bytes: &[u8]) -> (i64, Option<Vec<u8>>) {
        let mut made = self.packer.compressor.borrow_mut();
        if made.is_none() {
            *made = compressor();
        }
        made.as_mut()
            .map_or((PLAIN, None), |compressor| pack(compressor, bytes))
    }

    /// The bytes that were kept in a way.
    pub(super) fn unpacked(
        &self,
        packing: Option<i64>,
        bytes: Vec<u8>,
    ) -> Result<Vec<u8>, StoreError> {
        let packing = packing.unwrap_or(PLAIN);
        if packing == PLAIN {
            return Ok(bytes);
        }
        let unreadable = || StoreError::Unreadable {
            what: "compressed body",
            value: format!("{} bytes in way {packing}", bytes.len()),
        };
        let length = get_frame_content_size(&bytes).ok().flatten();
        let length = length.filter(|length| *length <= LONGEST);
        let length = length.and_then(|length| usize::try_from(length).ok());
        let length = length.ok_or_else(unreadable)?;
        let mut decompressors = self.packer.decompressors.borrow_mut();
        let decompressor = match decompressors.entry(packing) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let made = if packing == FRAME {
                    Decompressor::new()
                } else {
                    let dictionary = self.dictionary(packing)?.ok_or_else(unreadable)?;
                    Decompressor::with_dictionary(&dictionary)
                };
                new.insert(made.map_err(|_| unreadable())?)
            }
        };
        let read = decompressor.decompress(&bytes, length);
        read.map_err(|_| unreadable())
    }

    fn dictionary(&self, id: i64) -> Result<Option<Vec<u8>>, StoreError> {
        let mut query = self
            .db
            .prepare_cached("SELECT bytes FROM dictionaries WHERE id = ?1")?;
        Ok(query.query_row([id], |row| row.get(0)).optional()?)
    }

    /// Puts the dictionary of today into the book.
    pub(super) fn keep_dictionary(&self) -> Result<(), StoreError> {
        let (id, bytes) = DICTIONARY;
        let mut query = self
            .db
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM dictionaries WHERE id = ?1)")?;
        if !query.query_row([id], |row| row.get(0))? {
            self.db
                .prepare_cached("INSERT OR IGNORE INTO dictionaries (id, bytes) VALUES (?1, ?2)")?
                .execute((id, bytes))?;
        }
        Ok(())
    }
}
