//! The calls as the list shows them. A whole call is folded from its deliveries when it is wanted.

use jiff::Timestamp;
use rusqlite::{Params, Row, params};

use super::deliveries::{time, word};
use super::entered::{LEAD, SENTIMENT, VOICEMAIL};
use super::{Store, StoreError};
use crate::call::join::person_key;
use crate::call::{CallId, CallRow, DeliveryId, Seconds, Signature, Stage};

const COLUMNS: &str = "c.id, c.revision, c.vendor_id, c.stage, c.started_at, c.time_zone, c.caller_name,
    c.caller_number, c.place, c.tracking_number, c.group_name, c.source, c.answered, c.wait_secs, c.talk_secs,
    c.sentiment, c.lead, c.voicemail,
    c.lead_reason, c.verified, c.sent_at, m.starred_at IS NOT NULL, m.reviewed_at IS NOT NULL,
    EXISTS (SELECT 1 FROM overrules o WHERE o.call_id = c.id), EXISTS (SELECT 1 FROM notes n WHERE n.call_id = c.id),
    c.campaign";
const FROM: &str = "FROM calls c LEFT JOIN marks m ON m.call_id = c.id";

impl Store {
    /// Gives out the id of a new call.
    pub fn new_call(&self) -> Result<CallId, StoreError> {
        self.db
            .prepare_cached("INSERT INTO calls DEFAULT VALUES")?
            .execute([])?;
        Ok(CallId(self.db.last_insert_rowid()))
    }

    /// Writes the line of a call and raises its revision.
    pub fn write_call(&self, row: &CallRow, received_at: Timestamp) -> Result<(), StoreError> {
        let sort_at = row.started_at.or(row.sent_at).unwrap_or(received_at);
        self.db
            .prepare_cached(
                "INSERT INTO calls (id, sort_at, vendor_id, stage, started_at, time_zone, caller_name,
                    caller_number, caller_key, place, tracking_number, group_name, source, answered,
                    wait_secs, talk_secs, sentiment, lead, voicemail, lead_reason, verified, sent_at, campaign)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17,
                    ?18, ?19, ?20, ?21, ?22, ?23)
                 ON CONFLICT (id) DO UPDATE SET revision = revision + 1, sort_at = ?2, vendor_id = ?3,
                    stage = ?4, started_at = ?5, time_zone = ?6, caller_name = ?7, caller_number = ?8,
                    caller_key = ?9, place = ?10, tracking_number = ?11, group_name = ?12, source = ?13,
                    answered = ?14, wait_secs = ?15, talk_secs = ?16, sentiment = ?17, lead = ?18,
                    voicemail = ?19, lead_reason = ?20, verified = ?21, sent_at = ?22, campaign = ?23",
            )?
            .execute(params![
                row.id.0,
                sort_at.as_microsecond(),
                row.vendor_id,
                row.stage.word(),
                row.started_at.map(Timestamp::as_microsecond),
                row.time_zone,
                row.caller_name,
                row.caller_number,
                row.caller_number.as_deref().and_then(person_key),
                row.place,
                row.tracking_number,
                row.group_name,
                row.source,
                row.answered,
                row.wait_secs.map(|secs| secs.0),
                row.talk_secs.map(|secs| secs.0),
                row.sentiment,
                row.lead,
                row.voicemail,
                row.lead_reason,
                row.verified,
                row.sent_at.map(Timestamp::as_microsecond),
                row.campaign,
            ])?;
        Ok(())
    }

    /// How often a call was changed; none when no such call is there.
    pub fn revision_of(&self, id: CallId) -> Result<Option<i64>, StoreError> {
        let sql = "SELECT revision FROM calls WHERE id = ?1";
        let found = self.all(sql, [id.0], |row| Ok(row.get(0)?))?;
        Ok(found.into_iter().next())
    }

    /// All call ids, newest start first.
    pub fn call_ids(&self) -> Result<Vec<CallId>, StoreError> {
        self.ids("SELECT id FROM calls ORDER BY sort_at DESC, id DESC", [])
    }

    /// The calls that carry the sender's id: one, or two where its dialects do not agree about it.
    pub fn calls_with_vendor_id(&self, vendor_id: i64) -> Result<Vec<CallId>, StoreError> {
        self.ids(
            "SELECT id FROM calls WHERE vendor_id = ?1 ORDER BY id",
            [vendor_id],
        )
    }

    /// Those of the given calls that there are.
    pub fn call_rows(&self, ids: &[CallId]) -> Result<Vec<CallRow>, StoreError> {
        let _unchanged = self.begin_reading()?;
        let sql = format!("SELECT {COLUMNS} {FROM} WHERE c.id = ?1");
        let mut query = self.db.prepare_cached(&sql)?;
        let mut found = Vec::with_capacity(ids.len());
        for id in ids {
            let mut rows = query.query([id.0])?;
            if let Some(row) = rows.next()? {
                let mut call = read(row)?;
                if call.overruled {
                    self.overrule(&mut call)?;
                }
                found.push(call);
            }
        }
        Ok(found)
    }

    /// What a person says of a call stands before what the sender does.
    fn overrule(&self, call: &mut CallRow) -> Result<(), StoreError> {
        let sql = "SELECT about, said FROM overrules WHERE call_id = ?1";
        let all = self.all(sql, [call.id.0], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })?;
        for (about, said) in all {
            match about.as_str() {
                SENTIMENT => call.sentiment = Some(said),
                LEAD => call.lead = Some(said == "true"),
                VOICEMAIL => call.voicemail = Some(said == "true"),
                _ => {}
            }
        }
        Ok(())
    }

    /// How many calls come from a number, however it is written.
    pub fn calls_from(&self, number: &str) -> Result<i64, StoreError> {
        let mut query = self
            .db
            .prepare_cached("SELECT COUNT(*) FROM calls WHERE caller_key = ?1")?;
        Ok(query.query_row([person_key(number)], |row| row.get(0))?)
    }

    /// When a delivery was received, and whether it or a repeat of it was signed with one of our secrets.
    pub fn vouched(&self, id: DeliveryId) -> Result<(Timestamp, bool), StoreError> {
        let mut query = self
            .db
            .prepare_cached(
                "SELECT received_at, signature = ?2 OR EXISTS (SELECT 1 FROM deliveries r
                    WHERE r.repeat_of = d.id AND r.signature = ?2) FROM deliveries d WHERE d.id = ?1",
            )?;
        let (received_at, signed): (i64, bool) = query
            .query_row(params![id.0, Signature::Valid.word()], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        Ok((time(received_at)?, signed))
    }

    fn ids(&self, sql: &str, params: impl Params) -> Result<Vec<CallId>, StoreError> {
        self.all(sql, params, |row| Ok(CallId(row.get(0)?)))
    }
}

fn read(row: &Row<'_>) -> Result<CallRow, StoreError> {
    let optional_time = |micros: Option<i64>| micros.map(time).transpose();
    Ok(CallRow {
        id: CallId(row.get(0)?),
        revision: row.get(1)?,
        vendor_id: row.get(2)?,
        stage: word(row, 3, "stage", Stage::from_word)?,
        started_at: optional_time(row.get(4)?)?,
        time_zone: row.get(5)?,
        caller_name: row.get(6)?,
        caller_number: row.get(7)?,
        place: row.get(8)?,
        tracking_number: row.get(9)?,
        group_name: row.get(10)?,
        source: row.get(11)?,
        campaign: row.get(25)?,
        answered: row.get(12)?,
        wait_secs: row.get::<_, Option<f64>>(13)?.map(Seconds),
        talk_secs: row.get::<_, Option<f64>>(14)?.map(Seconds),
        sentiment: row.get(15)?,
        lead: row.get(16)?,
        voicemail: row.get(17)?,
        lead_reason: row.get(18)?,
        verified: row.get(19)?,
        sent_at: optional_time(row.get(20)?)?,
        starred: row.get(21)?,
        reviewed: row.get(22)?,
        overruled: row.get(23)?,
        noted: row.get(24)?,
    })
}
