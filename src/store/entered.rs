//! What a person entered against or beside the sender's analysis: overrules and notes. Never derived, so nothing that
//! is derived again touches it. The index follows within the same transaction: see
//! [`enter`](crate::receiver::entering::enter).

use jiff::Timestamp;
use rusqlite::{OptionalExtension as _, params};

use super::deliveries::time;
use super::{Store, StoreError};
use crate::call::overrule::Ruled;
use crate::call::{CallId, Entered, Mood, Note, NoteId, Overrule, Overrules};

pub(super) const LEAD: &str = "lead";
pub(super) const SENTIMENT: &str = "sentiment";
const DISPOSITION: &str = "disposition:";
/// The disposition that is a column of its own.
pub(super) const VOICEMAIL: &str = "disposition:voicemail";

impl Store {
    /// All that was entered about a call and that changes what is found.
    pub fn entered(&self, call: CallId) -> Result<Entered, StoreError> {
        Ok(Entered {
            overrules: self.overrules(call)?,
            notes: self.notes(call)?,
            swapped: self.is_swapped(call)?,
        })
    }

    fn overrules(&self, call: CallId) -> Result<Overrules, StoreError> {
        let sql = "SELECT about, said, at FROM overrules WHERE call_id = ?1";
        let rows: Vec<(String, String, Timestamp)> = self.all(sql, [call.0], |row| {
            Ok((row.get(0)?, row.get(1)?, time(row.get(2)?)?))
        })?;
        let mut overrules = Overrules::default();
        for (about, said, at) in rows {
            let unreadable = || StoreError::Unreadable {
                what: "word of a person",
                value: said.clone(),
            };
            if about == SENTIMENT {
                let value = Mood::from_word(&said).ok_or_else(unreadable)?;
                overrules.sentiment = Some(Ruled { value, at });
                continue;
            }
            let value = said.parse().map_err(|_| unreadable())?;
            let overrule = match about.strip_prefix(DISPOSITION) {
                Some(name) => Overrule::Disposition(name.to_owned(), Some(value)),
                None => Overrule::Lead(Some(value)),
            };
            overrules.rule(overrule, at);
        }
        Ok(overrules)
    }

    /// Notes a word of the person, within the transaction under way.
    pub fn set_overrule(
        &self,
        call: CallId,
        overrule: &Overrule,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        let yes_no = |value: bool| value.to_string();
        let (about, said) = match overrule.clone().plain() {
            Overrule::Lead(value) => (LEAD.to_owned(), value.map(yes_no)),
            Overrule::Sentiment(mood) => {
                let said = mood.map(|mood| mood.word().to_owned());
                (SENTIMENT.to_owned(), said)
            }
            Overrule::Disposition(name, value) => {
                (format!("{DISPOSITION}{name}"), value.map(yes_no))
            }
        };
        let Some(said) = said else {
            self.db
                .prepare_cached("DELETE FROM overrules WHERE call_id = ?1 AND about = ?2")?
                .execute(params![call.0, about])?;
            return Ok(());
        };
        self.db
            .prepare_cached(
                "INSERT OR REPLACE INTO overrules (call_id, about, said, at) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![call.0, about, said, at.as_microsecond()])?;
        Ok(())
    }

    /// The notes about a call: those about a moment in the order of the recording, then the others, oldest first.
    pub fn notes(&self, call: CallId) -> Result<Vec<Note>, StoreError> {
        let sql = "SELECT id, text, at_ms, created_at, changed_at FROM notes WHERE call_id = ?1
            ORDER BY at_ms IS NULL, at_ms, id";
        self.all(sql, [call.0], |row| {
            Ok(Note {
                id: NoteId(row.get(0)?),
                text: row.get(1)?,
                at_ms: row.get(2)?,
                created_at: time(row.get(3)?)?,
                changed_at: time(row.get(4)?)?,
            })
        })
    }

    /// Keeps a note in the place of the call's one of its id, if there is one, within the transaction under way. An
    /// id that a note of another call has is that one's: then this note gets the next that is free.
    pub fn keep_note(&self, call: CallId, note: &Note) -> Result<(), StoreError> {
        let mut id = note.id.0;
        while self.call_of_note(NoteId(id))?.is_some_and(|of| of != call) {
            id += 1;
        }
        self.db
            .prepare_cached(
                "INSERT INTO notes (id, call_id, text, at_ms, created_at, changed_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (id) DO UPDATE SET text = ?3, at_ms = ?4, changed_at = ?6",
            )?
            .execute(params![
                id,
                call.0,
                note.text,
                note.at_ms,
                note.created_at.as_microsecond(),
                note.changed_at.as_microsecond(),
            ])?;
        Ok(())
    }

    /// Takes a note of a call away, within the transaction under way.
    pub fn drop_note(&self, call: CallId, note: NoteId) -> Result<(), StoreError> {
        self.db
            .prepare_cached("DELETE FROM notes WHERE id = ?1 AND call_id = ?2")?
            .execute([note.0, call.0])?;
        Ok(())
    }

    fn call_of_note(&self, note: NoteId) -> Result<Option<CallId>, StoreError> {
        let mut query = self
            .db
            .prepare_cached("SELECT call_id FROM notes WHERE id = ?1")?;
        Ok(query
            .query_row([note.0], |row| row.get(0).map(CallId))
            .optional()?)
    }

    /// Says that something was entered about a call, so that whoever shows it reads it again.
    pub fn raise_revision(&self, call: CallId) -> Result<(), StoreError> {
        self.db
            .prepare_cached("UPDATE calls SET revision = revision + 1 WHERE id = ?1")?
            .execute([call.0])?;
        Ok(())
    }

    /// Gives overrules and notes of one call to another that it turned out to be. Of two words about the same the
    /// later one counts; every note is kept.
    pub(super) fn share_entered(&self, from: CallId, to: CallId) -> Result<(), StoreError> {
        self.db
            .prepare_cached(
                "INSERT INTO overrules (call_id, about, said, at)
                 SELECT ?2, about, said, at FROM overrules WHERE call_id = ?1
                 ON CONFLICT (call_id, about) DO UPDATE SET said = excluded.said, at = excluded.at
                 WHERE excluded.at > at",
            )?
            .execute([from.0, to.0])?;
        self.db
            .prepare_cached("UPDATE notes SET call_id = ?2 WHERE call_id = ?1")?
            .execute([from.0, to.0])?;
        Ok(())
    }
}
