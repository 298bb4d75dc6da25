//! Deliveries whose signature was wrong or missing, kept aside.

use rusqlite::params;

use super::{Store, StoreError};
use crate::call::delivery::WholeDelivery;
use crate::call::{DeliveryId, DeliveryState, Signature};

/// How many are kept, the newest.
const MOST: usize = 1_000;
/// How many bytes of bodies are kept, of the newest.
const MOST_BYTES: i64 = 64 * 1024 * 1024;

impl Store {
    /// All quarantined deliveries, oldest first.
    pub fn quarantined(&self) -> Result<Vec<WholeDelivery>, StoreError> {
        self.whole("d.state = 'quarantined'", [])
    }

    /// Admits a quarantined delivery whose signature has turned out valid.
    pub fn admit(&mut self, id: DeliveryId) -> Result<(), StoreError> {
        let tx = self.begin()?;
        self.db
            .prepare_cached(
                "UPDATE deliveries SET signature = ?2, state = ?3, reason = NULL
                 WHERE id = ?1 AND state = 'quarantined'",
            )?
            .execute(params![
                id.0,
                Signature::Valid.word(),
                DeliveryState::Pending.word()
            ])?;
        Ok(tx.commit()?)
    }

    /// Drops the oldest quarantined deliveries beyond the bounds, within the transaction under way.
    pub(super) fn bound_quarantine(&self) -> Result<(), StoreError> {
        let mut bytes = 0;
        let mut query = self.db.prepare_cached(
            "SELECT id, bytes, body_id FROM deliveries WHERE state = 'quarantined' ORDER BY id DESC",
        )?;
        let kept = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        for (at, row) in kept.enumerate() {
            let (id, size, body): (i64, i64, i64) = row?;
            bytes += size;
            if at >= MOST || bytes > MOST_BYTES {
                self.drop_delivery(id, body)?;
            }
        }
        Ok(())
    }

    fn drop_delivery(&self, id: i64, body: i64) -> Result<(), StoreError> {
        self.db
            .prepare_cached("DELETE FROM deliveries WHERE id = ?1")?
            .execute([id])?;
        self.db
            .prepare_cached(
                "DELETE FROM bodies WHERE id = ?1
                    AND NOT EXISTS (SELECT 1 FROM deliveries WHERE body_id = ?1)",
            )?
            .execute([body])?;
        Ok(())
    }
}
