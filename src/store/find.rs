//! Deliveries found by what a person types.

use jiff::Timestamp;
use rusqlite::params_from_iter;

use super::deliveries::{time, word};
use super::{Store, StoreError};
use crate::call::{DeliveryId, DeliveryState};

/// A delivery that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FoundDelivery {
    pub id: DeliveryId,
    pub received_at: Timestamp,
    pub state: DeliveryState,
    pub status: Option<u16>,
}

/// How many deliveries there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub all: usize,
    /// Those that came by HTTP since the time asked for.
    pub since: usize,
    /// Those of them that were answered with a refusal or kept aside.
    pub refused: usize,
}

/// One word against everything that is known of a delivery; `?` is the word between `%`, `#` the word before one.
const MATCHES: &str = r"(
    CASE WHEN d.actions = '[]' AND o.id IS NOT NULL THEN o.actions ELSE d.actions END LIKE ? ESCAPE '\'
    OR d.path LIKE ? ESCAPE '\' OR d.remote LIKE ? ESCAPE '\' OR CAST(d.id AS TEXT) LIKE # ESCAPE '\'
    OR CAST(d.status AS TEXT) LIKE # ESCAPE '\' OR d.state LIKE # ESCAPE '\' OR d.source LIKE # ESCAPE '\'
    OR CASE d.signature WHEN 'valid' THEN 'verified' WHEN 'invalid' THEN 'wrong'
        WHEN 'missing' THEN 'unsigned' ELSE 'unverified' END LIKE # ESCAPE '\'
    OR d.signature LIKE # ESCAPE '\'
    OR EXISTS (SELECT 1 FROM links l JOIN calls c ON c.id = l.call_id
        WHERE l.delivery_id = COALESCE(d.repeat_of, d.id) AND (c.caller_name LIKE ? ESCAPE '\'
            OR c.caller_key LIKE ? ESCAPE '\' OR CAST(c.vendor_id AS TEXT) LIKE # ESCAPE '\')))";

impl Store {
    /// The deliveries that have all these words in action, caller, status, signature, path, address or id, newest
    /// first; all without a word. Case does not matter in the letters of ASCII.
    pub fn find_deliveries(&self, words: &[String]) -> Result<Vec<FoundDelivery>, StoreError> {
        let mut sql = "SELECT d.id, d.received_at, d.state, d.status FROM deliveries d
            LEFT JOIN deliveries o ON o.id = d.repeat_of"
            .to_owned();
        let mut patterns = Vec::with_capacity(2 * words.len());
        for (place, word) in words.iter().enumerate() {
            let (inside, before) = (2 * place + 1, 2 * place + 2);
            let matches = MATCHES
                .replace('?', &format!("?{inside}"))
                .replace('#', &format!("?{before}"));
            sql += if place == 0 { " WHERE " } else { " AND " };
            sql += &matches;
            let word = escaped(word);
            patterns.extend([format!("%{word}%"), format!("{word}%")]);
        }
        sql += " ORDER BY d.id DESC";
        self.all(&sql, params_from_iter(patterns), |row| {
            Ok(FoundDelivery {
                id: DeliveryId(row.get(0)?),
                received_at: time(row.get(1)?)?,
                state: word(row, 2, "delivery state", DeliveryState::from_word)?,
                status: row.get(3)?,
            })
        })
    }
}

impl Store {
    /// Counts the deliveries, and those that came by HTTP since a time.
    pub fn tally(&self, since: Timestamp) -> Result<Tally, StoreError> {
        let counts: (i64, i64, i64) = self
            .db
            .prepare_cached(
                "SELECT COUNT(*), COUNT(*) FILTER (WHERE source = 'http' AND received_at >= ?1),
                    COUNT(*) FILTER (WHERE source = 'http' AND received_at >= ?1
                        AND (state = 'quarantined' OR status >= 400))
                 FROM deliveries",
            )?
            .query_row([since.as_microsecond()], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?))
            })?;
        let [all, since, refused] =
            [counts.0, counts.1, counts.2].map(|count| usize::try_from(count).unwrap_or_default());
        Ok(Tally {
            all,
            since,
            refused,
        })
    }
}

/// A word in which `%` and `_` stand for themselves.
fn escaped(word: &str) -> String {
    let mut escaped = String::with_capacity(word.len());
    for c in word.chars() {
        if matches!(c, '%' | '_' | '\\') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
