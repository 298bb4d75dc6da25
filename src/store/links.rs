//! The events of the deliveries as joining needs them, and the calls they belong to.

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, Row, params};

use super::deliveries::time;
use super::{Store, StoreError};
use crate::call::join::{Link, Traits};
use crate::call::{CallId, DeliveryId, Dialect, EventKind, Grade, Moment};

/// An event and its place among the calls.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredLink {
    pub link: Link,
    /// The call it belongs to.
    pub call: Option<CallId>,
    /// The id that was given out when this event founded a call.
    pub born: Option<CallId>,
}

const COLUMNS: &str =
    "delivery_id, place, dialect, kind, sent_at, digest, vendor_id, organization, tracking,
    caller, started_at, grade, session, call_id, born_call";

impl Store {
    /// Puts the events of a delivery in the place of those that were read from it before, keeping the calls
    /// of events that stay in their place. Gives the former ones back.
    pub fn replace_links(
        &self,
        delivery: DeliveryId,
        links: &[Link],
    ) -> Result<Vec<StoredLink>, StoreError> {
        let old = self.links_of_delivery(delivery)?;
        self.db
            .prepare_cached("DELETE FROM links WHERE delivery_id = ?1")?
            .execute([delivery.0])?;
        for link in links {
            let former = old.iter().find(|old| old.link.key == link.key);
            self.insert_link(link, former)?;
        }
        Ok(old)
    }

    fn insert_link(&self, link: &Link, former: Option<&StoredLink>) -> Result<(), StoreError> {
        let (kind, sent_at, digest) = link.rank;
        let traits = &link.traits;
        let sql = format!(
            "INSERT INTO links ({COLUMNS})
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)"
        );
        self.db.prepare_cached(&sql)?.execute(params![
            link.key.0.0,
            link.key.1,
            link.dialect.to_string(),
            kind as i64,
            sent_at.map(Timestamp::as_microsecond),
            &digest[..],
            link.vendor_id,
            traits.organization,
            traits.tracking,
            traits.callers.first(),
            traits.start.map(|start| start.at.as_microsecond()),
            traits.start.map_or(0, |start| start.grade as i64),
            traits.session,
            former.and_then(|old| old.call).map(|call| call.0),
            former.and_then(|old| old.born).map(|call| call.0),
        ])?;
        Ok(())
    }

    /// Another delivery that brought each of these events: the same content, sent at the same time.
    pub fn original_of_events(
        &self,
        delivery: DeliveryId,
        links: &[Link],
    ) -> Result<Option<DeliveryId>, StoreError> {
        let mut original = None;
        let mut query = self.db.prepare_cached(
            "SELECT delivery_id FROM links WHERE digest = ?1 AND kind = ?2 AND sent_at IS ?3
                AND delivery_id <> ?4 AND delivery_id = COALESCE(?5, delivery_id) LIMIT 1",
        )?;
        for link in links {
            let (kind, sent_at, digest) = link.rank;
            let sent_at = sent_at.map(Timestamp::as_microsecond);
            let params = params![&digest[..], kind as i64, sent_at, delivery.0, original];
            let found: Option<i64> = query.query_row(params, |row| row.get(0)).optional()?;
            if found.is_none() {
                return Ok(None);
            }
            original = found;
        }
        Ok(original.map(DeliveryId))
    }

    /// Says which call an event belongs to and which id it founded.
    pub fn assign(
        &self,
        key: (DeliveryId, i64),
        call: CallId,
        born: Option<CallId>,
    ) -> Result<(), StoreError> {
        self.db
            .prepare_cached(
                "UPDATE links SET call_id = ?3, born_call = ?4 WHERE delivery_id = ?1 AND place = ?2",
            )?
            .execute(params![key.0.0, key.1, call.0, born.map(|call| call.0)])?;
        Ok(())
    }

    /// The events that carry the sender's id.
    pub fn links_with_vendor_id(&self, vendor_id: i64) -> Result<Vec<StoredLink>, StoreError> {
        self.links("vendor_id = ?1", [vendor_id])
    }

    /// The events of a delivery.
    pub fn links_of_delivery(&self, delivery: DeliveryId) -> Result<Vec<StoredLink>, StoreError> {
        self.links("delivery_id = ?1", [delivery.0])
    }

    /// The events of a call.
    pub fn links_of_call(&self, call: CallId) -> Result<Vec<StoredLink>, StoreError> {
        self.links("call_id = ?1", [call.0])
    }

    /// The events without the sender's id between two numbers with the nearest starts, at most `limit` before
    /// and as many after a time, none further away than `reach_micros`.
    pub fn loose_near(
        &self,
        numbers: (&str, &str),
        at: Timestamp,
        reach_micros: i64,
        limit: usize,
    ) -> Result<Vec<StoredLink>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM links WHERE vendor_id IS NULL AND ");
        self.near(&sql, numbers, at, reach_micros, limit, read)
    }

    /// The sender's ids of the calls between two numbers with the nearest starts, likewise.
    pub fn vendor_ids_near(
        &self,
        numbers: (&str, &str),
        at: Timestamp,
        reach_micros: i64,
        limit: usize,
    ) -> Result<Vec<i64>, StoreError> {
        let sql = "SELECT vendor_id FROM heads WHERE ";
        self.near(sql, numbers, at, reach_micros, limit, |row| Ok(row.get(0)?))
    }

    fn near<T>(
        &self,
        select: &str,
        (tracking, caller): (&str, &str),
        at: Timestamp,
        reach_micros: i64,
        limit: usize,
        read: impl Fn(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let at = at.as_microsecond();
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let numbers = "tracking = ?1 AND caller = ?2 AND started_at";
        let after = format!("{select} {numbers} BETWEEN ?3 AND ?4 ORDER BY started_at LIMIT ?5");
        let before =
            format!("{select} {numbers} BETWEEN ?4 AND ?3 ORDER BY started_at DESC LIMIT ?5");
        let mut found = self.all(
            &after,
            params![tracking, caller, at, at + reach_micros, limit],
            &read,
        )?;
        let params = params![tracking, caller, at - 1, at - reach_micros, limit];
        found.extend(self.all(&before, params, &read)?);
        Ok(found)
    }

    /// Says where the call with this id lies, in the place of what was said before.
    pub fn set_heads(&self, vendor_id: i64, clusters: &[&Traits]) -> Result<(), StoreError> {
        self.db
            .prepare_cached("DELETE FROM heads WHERE vendor_id = ?1")?
            .execute([vendor_id])?;
        let mut insert = self.db.prepare_cached(
            "INSERT INTO heads (vendor_id, tracking, caller, started_at) VALUES (?1, ?2, ?3, ?4)",
        )?;
        for traits in clusters {
            if let (Some(tracking), Some(start)) = (&traits.tracking, traits.start) {
                for caller in &traits.callers {
                    insert.execute(params![
                        vendor_id,
                        tracking,
                        caller,
                        start.at.as_microsecond()
                    ])?;
                }
            }
        }
        Ok(())
    }

    /// Where the call with this id lies: tracking number, caller and start.
    pub fn heads(&self, vendor_id: i64) -> Result<Vec<(String, String, Timestamp)>, StoreError> {
        let sql = "SELECT tracking, caller, started_at FROM heads WHERE vendor_id = ?1";
        self.all(sql, [vendor_id], |row| {
            Ok((row.get(0)?, row.get(1)?, time(row.get(2)?)?))
        })
    }

    fn links(
        &self,
        filter: &str,
        params: impl rusqlite::Params,
    ) -> Result<Vec<StoredLink>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM links WHERE {filter}");
        self.all(&sql, params, read)
    }

    /// The call that an id leads to: itself, or the call that it was found to be one with.
    pub fn find_call(&self, id: CallId) -> Result<Option<CallId>, StoreError> {
        Ok(self
            .db
            .prepare_cached(
                "SELECT id FROM calls WHERE id = ?1
                 UNION ALL SELECT call_id FROM links WHERE born_call = ?1 AND call_id IS NOT NULL
                 LIMIT 1",
            )?
            .query_row([id.0], |row| row.get(0))
            .optional()?
            .map(CallId))
    }
}

fn read(row: &Row<'_>) -> Result<StoredLink, StoreError> {
    let optional_time = |micros: Option<i64>| micros.map(time).transpose();
    let digest: Vec<u8> = row.get(5)?;
    let dialect: String = row.get(2)?;
    let grade = grade(row.get(11)?);
    Ok(StoredLink {
        link: Link {
            key: (DeliveryId(row.get(0)?), row.get(1)?),
            dialect: if dialect == "v4" {
                Dialect::V4
            } else {
                Dialect::V5
            },
            rank: (
                kind(row.get(3)?),
                optional_time(row.get(4)?)?,
                digest.try_into().unwrap_or_default(),
            ),
            vendor_id: row.get(6)?,
            traits: Traits {
                organization: row.get(7)?,
                tracking: row.get(8)?,
                callers: row.get::<_, Option<String>>(9)?.into_iter().collect(),
                start: optional_time(row.get(10)?)?.map(|at| Moment::new(at, grade)),
                session: row.get(12)?,
            },
        },
        call: row.get::<_, Option<i64>>(13)?.map(CallId),
        born: row.get::<_, Option<i64>>(14)?.map(CallId),
    })
}

fn grade(number: i64) -> Grade {
    match number {
        0 => Grade::Guessed,
        1 => Grade::Settled,
        _ => Grade::Exact,
    }
}

fn kind(number: i64) -> EventKind {
    match number {
        0 => EventKind::Start,
        1 => EventKind::Preprocessed,
        _ => EventKind::Processed,
    }
}
