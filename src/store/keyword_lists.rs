//! The person's own keyword lists. Never derived, so nothing that is derived again touches them; what they find is
//! looked up in the index whenever it is asked for, so that a list knows all history from its first moment.

use rusqlite::{OptionalExtension as _, params};

use super::{Store, StoreError};
use crate::call::name::key;
use crate::call::{KeywordList, Phrase};

impl Store {
    /// All lists, in the order of the alphabet.
    pub fn keyword_lists(&self) -> Result<Vec<KeywordList>, StoreError> {
        let sql = "SELECT id, name FROM keyword_lists ORDER BY key";
        let lists: Vec<(i64, String)> = self.all(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let whole = |(id, name)| {
            let phrases = self.phrases(id)?;
            Ok(KeywordList { name, phrases })
        };
        lists.into_iter().map(whole).collect()
    }

    /// The list of this name, letters of either case.
    pub fn keyword_list(&self, name: &str) -> Result<Option<KeywordList>, StoreError> {
        let found: Option<(i64, String)> = self
            .db
            .prepare_cached("SELECT id, name FROM keyword_lists WHERE key = ?1")?
            .query_row([key(name)], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        let Some((id, name)) = found else {
            return Ok(None);
        };
        let phrases = self.phrases(id)?;
        Ok(Some(KeywordList { name, phrases }))
    }

    /// Keeps a list in the place of the one of its name, if there is one. The name is one that was
    /// [checked](crate::call::name::checked).
    pub fn keep_keyword_list(&self, list: &KeywordList) -> Result<(), StoreError> {
        let tx = self.begin_first()?;
        self.db.execute(
            "INSERT INTO keyword_lists (key, name) VALUES (?1, ?2)
             ON CONFLICT (key) DO UPDATE SET name = ?2",
            params![key(&list.name), list.name],
        )?;
        let id: i64 = self.db.query_row(
            "SELECT id FROM keyword_lists WHERE key = ?1",
            [key(&list.name)],
            |row| row.get(0),
        )?;
        self.db
            .execute("DELETE FROM keyword_phrases WHERE list_id = ?1", [id])?;
        for phrase in &list.phrases {
            self.db.execute(
                "INSERT OR IGNORE INTO keyword_phrases (list_id, phrase) VALUES (?1, ?2)",
                params![id, phrase.to_string()],
            )?;
        }
        Ok(tx.commit()?)
    }

    /// Gives a list another name; false when another list has it already, or there is no such list.
    pub fn rename_keyword_list(&self, from: &str, to: &str) -> Result<bool, StoreError> {
        let changed = self.db.execute(
            "UPDATE OR IGNORE keyword_lists SET key = ?2, name = ?3 WHERE key = ?1",
            params![key(from), key(to), to],
        )?;
        Ok(changed > 0)
    }

    /// Takes a list off the book; false when there is none of this name.
    pub fn drop_keyword_list(&self, name: &str) -> Result<bool, StoreError> {
        let tx = self.begin_first()?;
        self.db.execute(
            "DELETE FROM keyword_phrases WHERE list_id = (SELECT id FROM keyword_lists WHERE key = ?1)",
            [key(name)],
        )?;
        let dropped = self
            .db
            .execute("DELETE FROM keyword_lists WHERE key = ?1", [key(name)])?;
        tx.commit()?;
        Ok(dropped > 0)
    }

    fn phrases(&self, list: i64) -> Result<Vec<Phrase>, StoreError> {
        let sql = "SELECT phrase FROM keyword_phrases WHERE list_id = ?1 ORDER BY id";
        self.all(sql, [list], |row| {
            let typed: String = row.get(0)?;
            Phrase::parse(&typed).map_err(|_| StoreError::Unreadable {
                what: "phrase of a keyword list",
                value: typed,
            })
        })
    }
}
