//! What a person chose for the window and expects to find again: names with values.

use rusqlite::{OptionalExtension as _, params};

use super::{Store, StoreError};

impl Store {
    /// All that was chosen, each with its name.
    pub fn choices(&self) -> Result<Vec<(String, String)>, StoreError> {
        let mut query = self
            .db
            .prepare_cached("SELECT name, value FROM choices ORDER BY name")?;
        let rows = query.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// What was chosen under a name.
    pub fn choice(&self, name: &str) -> Result<Option<String>, StoreError> {
        let mut query = self
            .db
            .prepare_cached("SELECT value FROM choices WHERE name = ?1")?;
        Ok(query.query_row([name], |row| row.get(0)).optional()?)
    }

    /// Keeps what was chosen under a name; none forgets it.
    pub fn set_choice(&self, name: &str, value: Option<&str>) -> Result<(), StoreError> {
        let Some(value) = value else {
            self.db
                .prepare_cached("DELETE FROM choices WHERE name = ?1")?
                .execute([name])?;
            return Ok(());
        };
        self.db
            .prepare_cached("INSERT OR REPLACE INTO choices (name, value) VALUES (?1, ?2)")?
            .execute(params![name, value])?;
        Ok(())
    }
}
