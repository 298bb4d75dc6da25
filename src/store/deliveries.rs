//! Deliveries: what was received, byte for byte, and what became of it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, params};

use super::{ReadyDelivery, Store, StoreError, StoreErrorKind};
use crate::call::delivery::WholeDelivery;
use crate::call::{CallId, Delivery, DeliveryId, DeliveryState, Signature, Source};

/// A delivery that is not stored yet.
#[derive(Clone, Debug)]
pub struct NewDelivery {
    pub received_at: Timestamp,
    pub source: Source,
    /// Address of the sender, for HTTP.
    pub remote: Option<String>,
    /// Path and query for HTTP, the file for an import.
    pub path: Option<String>,
    pub headers: Vec<(String, String)>,
    /// The exact bytes.
    pub body: Vec<u8>,
    pub signature: Signature,
    /// The HTTP status that is going to be answered.
    pub status: Option<u16>,
}

/// A delivery as the projector takes it up.
#[derive(Clone, Debug)]
pub struct PendingDelivery {
    pub id: DeliveryId,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
    /// True while nobody has tried to make the body shorter.
    pub is_loose: bool,
}

/// What the projector found in a delivery.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub state: DeliveryState,
    pub repeat_of: Option<DeliveryId>,
    pub actions: Vec<String>,
    pub attempt: Option<i64>,
    pub retry_key: Option<[u8; 32]>,
    pub reason: Option<String>,
}

/// The columns of a [`Delivery`]; a repeat went to the calls of its original.
const COLUMNS: &str =
    "d.id, d.received_at, d.source, d.remote, d.path, d.bytes, d.signature, d.status, d.state,
    d.actions, d.attempt, d.reason,
    (SELECT json_group_array(call_id) FROM (SELECT DISTINCT call_id FROM links
        WHERE delivery_id = COALESCE(d.repeat_of, d.id) AND call_id IS NOT NULL ORDER BY place))";
const FROM: &str = "FROM deliveries d";
/// Those that a call came from, and their repeats.
const OF_CALL: &str = "d.id IN (
    SELECT o.id FROM links l JOIN deliveries o ON o.id = l.delivery_id WHERE l.call_id = ?1 AND o.repeat_of IS NULL
    UNION ALL SELECT r.id FROM links l JOIN deliveries r ON r.repeat_of = l.delivery_id WHERE l.call_id = ?1)";
/// Bodies `b`, whose bytes are in `p`; those that were stored by earlier versions may be in `b`.
const BODIES: &str = "JOIN bodies b ON b.id = d.body_id LEFT JOIN packed p ON p.body_id = b.id";

impl Store {
    /// Stores deliveries in one transaction, durable when this returns. Where the transaction fails for one
    /// row's sake, the rows are tried singly, so that one that is bad, or too large for what room there is, does not
    /// refuse the others; a book that is busy fails them all at once.
    pub fn insert_deliveries(
        &mut self,
        new: &[NewDelivery],
    ) -> Result<Vec<Result<DeliveryId, StoreError>>, StoreError> {
        let ready: Vec<ReadyDelivery<'_>> = new.iter().map(ReadyDelivery::loose).collect();
        self.insert_ready(&ready)
    }

    /// The same with what was got ready before.
    pub fn insert_ready(
        &mut self,
        ready: &[ReadyDelivery<'_>],
    ) -> Result<Vec<Result<DeliveryId, StoreError>>, StoreError> {
        match self.insert_all(ready) {
            Ok(ids) => Ok(ids.into_iter().map(Ok).collect()),
            Err(error) if ready.len() > 1 && is_for_one(&error) => {
                Ok(ready.iter().map(|one| self.insert_one(one)).collect())
            }
            Err(error) => Err(error),
        }
    }

    fn insert_one(&self, ready: &ReadyDelivery<'_>) -> Result<DeliveryId, StoreError> {
        let ids = self.insert_all(std::slice::from_ref(ready))?;
        ids.first().copied().ok_or(StoreError::Unreadable {
            what: "delivery",
            value: "none was stored".to_owned(),
        })
    }

    fn insert_all(&self, ready: &[ReadyDelivery<'_>]) -> Result<Vec<DeliveryId>, StoreError> {
        let tx = self.begin_first()?;
        let ids = ready
            .iter()
            .map(|one| self.insert(one))
            .collect::<Result<_, _>>()?;
        if ready.iter().any(|one| is_quarantined(&one.new)) {
            self.bound_quarantine()?;
        }
        tx.commit()?;
        Ok(ids)
    }

    fn insert(&self, ready: &ReadyDelivery<'_>) -> Result<DeliveryId, StoreError> {
        let new = &ready.new;
        let body = self.body_id(ready)?;
        let (state, reason) = if is_quarantined(new) {
            (
                DeliveryState::Quarantined,
                Some(quarantine_reason(new.signature)),
            )
        } else {
            (DeliveryState::Pending, None)
        };
        self.db
            .prepare_cached(
                "INSERT INTO deliveries (received_at, source, remote, path, headers, body_id, bytes,
                    signature, status, state, reason)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?
            .execute(params![
                new.received_at.as_microsecond(),
                new.source.word(),
                new.remote,
                new.path,
                ready.headers,
                body,
                i64::try_from(ready.bytes).unwrap_or(i64::MAX),
                new.signature.word(),
                new.status,
                state.word(),
                reason,
            ])?;
        Ok(DeliveryId(self.db.last_insert_rowid()))
    }

    fn body_id(&self, ready: &ReadyDelivery<'_>) -> Result<i64, StoreError> {
        let digest = &ready.digest[..];
        // What is made shorter later lies apart from the start: a row that becomes shorter leaves its page almost empty.
        let is_loose = ready.packing.is_none();
        let bytes = if is_loose { &[] } else { ready.kept() };
        let inserted = self
            .db
            .prepare_cached(
                "INSERT INTO bodies (sha256, bytes, packing) VALUES (?1, ?2, ?3)
                 ON CONFLICT (sha256) DO NOTHING",
            )?
            .execute(params![digest, bytes, ready.packing])?;
        if inserted == 1 {
            let id = self.db.last_insert_rowid();
            if is_loose {
                self.put_bytes(id, ready.kept())?;
            }
            return Ok(id);
        }
        let known = self
            .db
            .prepare_cached("SELECT id FROM bodies WHERE sha256 = ?1")?
            .query_row([digest], |row| row.get(0))?;
        Ok(known)
    }

    /// The first other delivery of the same bytes, if they are any, that is read and no repeat itself.
    pub fn original_of_bytes(&self, id: DeliveryId) -> Result<Option<DeliveryId>, StoreError> {
        Ok(self
            .db
            .prepare_cached(
                "SELECT o.id FROM deliveries d JOIN deliveries o ON o.body_id = d.body_id
                 WHERE d.id = ?1 AND d.bytes > 0 AND o.id <> d.id
                    AND o.state IN ('projected', 'not_understood') ORDER BY o.id LIMIT 1",
            )?
            .query_row([id.0], |row| row.get(0))
            .optional()?
            .map(DeliveryId))
    }

    /// The oldest deliveries that nobody has read yet.
    pub fn pending(&self, limit: usize) -> Result<Vec<PendingDelivery>, StoreError> {
        self.takes(
            "d.state = 'pending' ORDER BY d.id LIMIT ?1",
            params![count(limit)],
        )
    }

    /// Deliveries to read again: after one and up to another, those in quarantine left out.
    pub fn readable_between(
        &self,
        after: DeliveryId,
        until: DeliveryId,
        limit: usize,
    ) -> Result<Vec<PendingDelivery>, StoreError> {
        self.takes(
            "d.id > ?1 AND d.id <= ?2 AND d.state <> 'quarantined' ORDER BY d.id LIMIT ?3",
            params![after.0, until.0, count(limit)],
        )
    }

    fn takes(
        &self,
        filter: &str,
        params: impl rusqlite::Params,
    ) -> Result<Vec<PendingDelivery>, StoreError> {
        let sql = format!(
            "SELECT d.id, d.headers, COALESCE(p.bytes, b.bytes), b.packing
             FROM deliveries d {BODIES} WHERE {filter}"
        );
        self.all(&sql, params, |row| {
            let packing = row.get(3)?;
            Ok(PendingDelivery {
                id: DeliveryId(row.get(0)?),
                headers: decode_headers(&row.get::<_, String>(1)?),
                body: self.unpacked(packing, row.get(2)?)?,
                is_loose: packing.is_none(),
            })
        })
    }

    /// True while nobody else has read this delivery.
    pub fn is_pending(&self, id: DeliveryId) -> Result<bool, StoreError> {
        Ok(self
            .db
            .prepare_cached("SELECT state = 'pending' FROM deliveries WHERE id = ?1")?
            .query_row([id.0], |row| row.get(0))
            .optional()?
            .unwrap_or(false))
    }

    /// The first other delivery that brought the same event at another attempt.
    pub fn original_of_retry(
        &self,
        id: DeliveryId,
        key: &[u8; 32],
        attempt: Option<i64>,
    ) -> Result<Option<DeliveryId>, StoreError> {
        Ok(self
            .db
            .prepare_cached(
                "SELECT id FROM deliveries WHERE retry_key = ?1 AND id <> ?2 AND attempt IS NOT ?3
                    AND state IN ('projected', 'not_understood') ORDER BY id LIMIT 1",
            )?
            .query_row(params![&key[..], id.0, attempt], |row| row.get(0))
            .optional()?
            .map(DeliveryId))
    }

    /// Notes what was found in a delivery.
    pub fn set_outcome(&self, id: DeliveryId, outcome: &Outcome) -> Result<(), StoreError> {
        self.db
            .prepare_cached(
                "UPDATE deliveries SET state = ?2, repeat_of = ?3, actions = ?4, attempt = ?5,
                    retry_key = ?6, reason = ?7 WHERE id = ?1",
            )?
            .execute(params![
                id.0,
                outcome.state.word(),
                outcome.repeat_of.map(|id| id.0),
                encode(&outcome.actions),
                outcome.attempt,
                outcome.retry_key.as_ref().map(|key| &key[..]),
                outcome.reason,
            ])?;
        Ok(())
    }

    /// All delivery ids, newest first.
    pub fn delivery_ids(&self) -> Result<Vec<DeliveryId>, StoreError> {
        self.all("SELECT id FROM deliveries ORDER BY id DESC", [], |row| {
            Ok(DeliveryId(row.get(0)?))
        })
    }

    /// The youngest delivery.
    pub fn newest_delivery_id(&self) -> Result<Option<DeliveryId>, StoreError> {
        let newest: Option<i64> = self
            .db
            .prepare_cached("SELECT MAX(id) FROM deliveries")?
            .query_row([], |row| row.get(0))?;
        Ok(newest.map(DeliveryId))
    }

    /// The newest deliveries, newest first; all without a limit.
    pub fn newest_deliveries(&self, limit: Option<usize>) -> Result<Vec<Delivery>, StoreError> {
        let sql = format!("SELECT {COLUMNS} {FROM} ORDER BY d.id DESC LIMIT ?1");
        self.all(&sql, [limit.map_or(-1, count)], read)
    }

    /// Those of the given deliveries that there are.
    pub fn delivery_rows(&self, ids: &[DeliveryId]) -> Result<Vec<Delivery>, StoreError> {
        let sql = format!("SELECT {COLUMNS} {FROM} WHERE d.id = ?1");
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            found.extend(self.all(&sql, [id.0], read)?);
        }
        Ok(found)
    }

    /// A delivery with headers and body.
    pub fn whole_delivery(&self, id: DeliveryId) -> Result<Option<WholeDelivery>, StoreError> {
        Ok(self.whole("d.id = ?1", [id.0])?.pop())
    }

    /// The deliveries that a call came from and their repeats, oldest first.
    pub fn deliveries_of_call(&self, call: CallId) -> Result<Vec<WholeDelivery>, StoreError> {
        self.whole(OF_CALL, [call.0])
    }

    pub(super) fn whole(
        &self,
        filter: &str,
        params: impl rusqlite::Params,
    ) -> Result<Vec<WholeDelivery>, StoreError> {
        let sql = format!(
            "SELECT {COLUMNS}, d.headers, COALESCE(p.bytes, b.bytes), b.packing {FROM} {BODIES}
             WHERE {filter} ORDER BY d.id"
        );
        self.all(&sql, params, |row| {
            Ok(WholeDelivery {
                delivery: read(row)?,
                headers: decode_headers(&row.get::<_, String>(13)?),
                body: self.unpacked(row.get(15)?, row.get(14)?)?,
            })
        })
    }

    /// When the newest delivery by HTTP was received.
    pub fn last_heard_at(&self) -> Result<Option<Timestamp>, StoreError> {
        let micros: Option<i64> = self
            .db
            .prepare_cached(
                "SELECT received_at FROM deliveries WHERE source = 'http' ORDER BY id DESC LIMIT 1",
            )?
            .query_row([], |row| row.get(0))
            .optional()?;
        Ok(micros.and_then(|micros| Timestamp::from_microsecond(micros).ok()))
    }
}

/// Whether a transaction failed for the sake of one row, perhaps.
fn is_for_one(error: &StoreError) -> bool {
    matches!(error.kind(), StoreErrorKind::Broken | StoreErrorKind::Full)
}

fn is_quarantined(new: &NewDelivery) -> bool {
    new.source == Source::Http && matches!(new.signature, Signature::Invalid | Signature::Missing)
}

fn quarantine_reason(signature: Signature) -> &'static str {
    match signature {
        Signature::Missing => "not signed, and a signing secret is set",
        _ => "signed with none of the signing secrets",
    }
}

fn count(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

pub(super) fn encode<T: serde::Serialize>(list: &[T]) -> String {
    serde_json::to_string(list).unwrap_or_else(|_| "[]".to_owned())
}

fn decode_headers(json: &str) -> Vec<(String, String)> {
    serde_json::from_str(json).unwrap_or_default()
}

fn read(row: &Row<'_>) -> Result<Delivery, StoreError> {
    let calls: Vec<i64> = serde_json::from_str(&row.get::<_, String>(12)?).unwrap_or_default();
    let mut once = BTreeSet::new();
    Ok(Delivery {
        id: DeliveryId(row.get(0)?),
        received_at: time(row.get(1)?)?,
        source: word(row, 2, "source", Source::from_word)?,
        remote: row.get(3)?,
        path: row.get(4)?,
        bytes: row.get(5)?,
        signature: word(row, 6, "signature state", Signature::from_word)?,
        status: row.get(7)?,
        state: word(row, 8, "delivery state", DeliveryState::from_word)?,
        actions: serde_json::from_str(&row.get::<_, String>(9)?).unwrap_or_default(),
        attempt: row.get(10)?,
        reason: row.get(11)?,
        calls: calls
            .into_iter()
            .filter(|id| once.insert(*id))
            .map(CallId)
            .collect(),
    })
}

/// Reads a word column as the value that it stands for.
pub(super) fn word<T>(
    row: &Row<'_>,
    at: usize,
    what: &'static str,
    from_word: impl Fn(&str) -> Option<T>,
) -> Result<T, StoreError> {
    let value: String = row.get(at)?;
    from_word(&value).ok_or(StoreError::Unreadable { what, value })
}

/// Reads microseconds since 1970 as a time.
pub(super) fn time(micros: i64) -> Result<Timestamp, StoreError> {
    Timestamp::from_microsecond(micros).map_err(|_| StoreError::Unreadable {
        what: "time",
        value: micros.to_string(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_deliveries_of_a_call_are_found_without_a_look_at_all_there_are() {
        let dir = tempfile::tempdir().unwrap();
        let store = Store::open(dir.path()).unwrap();
        let sql = format!("EXPLAIN QUERY PLAN SELECT d.id {FROM} WHERE {OF_CALL}");
        let plan = store.all(&sql, [1], |row| Ok(row.get::<_, String>(3)?));
        let plan = plan.unwrap();
        assert!(!plan.is_empty());
        assert!(
            !plan.iter().any(|step| step.starts_with("SCAN")),
            "{plan:?}"
        );
    }
}
