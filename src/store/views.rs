//! The person's own views. Those that are there from the start are not kept here.

use rusqlite::params;

use super::{Store, StoreError};
use crate::call::View;
use crate::call::name::key;
use crate::call::question::{Column, Sort};

impl Store {
    /// All views that were saved, in the order in which they were made.
    pub fn views(&self) -> Result<Vec<View>, StoreError> {
        let sql = "SELECT name, question, sort, columns FROM views ORDER BY id";
        self.all(sql, [], |row| {
            let sort: String = row.get(2)?;
            let columns: String = row.get(3)?;
            // A column of a newer version is left out: the view is worth more than its look.
            Ok(View {
                name: row.get(0)?,
                question: row.get(1)?,
                sort: Sort::from_words(&sort).unwrap_or_default(),
                columns: columns.split(',').filter_map(Column::from_word).collect(),
            })
        })
    }

    /// Keeps a view in the place of the one of its name, if there is one. The name is one that was
    /// [checked](crate::call::name::checked).
    pub fn keep_view(&self, view: &View) -> Result<(), StoreError> {
        let columns: Vec<&str> = view.columns.iter().map(|column| column.word()).collect();
        self.db
            .prepare_cached(
                "INSERT INTO views (key, name, question, sort, columns) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (key) DO UPDATE SET name = ?2, question = ?3, sort = ?4, columns = ?5",
            )?
            .execute(params![
                key(&view.name),
                view.name,
                view.question,
                view.sort.to_string(),
                columns.join(","),
            ])?;
        Ok(())
    }

    /// Gives a view another name; false when another view has it already, or there is no such view.
    pub fn rename_view(&self, from: &str, to: &str) -> Result<bool, StoreError> {
        let changed = self.db.execute(
            "UPDATE OR IGNORE views SET key = ?2, name = ?3 WHERE key = ?1",
            params![key(from), key(to), to],
        )?;
        Ok(changed > 0)
    }

    /// Takes a view off the book; false when there is none of this name.
    pub fn drop_view(&self, name: &str) -> Result<bool, StoreError> {
        let dropped = self
            .db
            .execute("DELETE FROM views WHERE key = ?1", [key(name)])?;
        Ok(dropped > 0)
    }
}
