//! How the list of calls looks, kept in the book.

use rusqlite::params;

use super::{Store, StoreError};
use crate::call::look::{USUAL, Wide};
use crate::call::question::Column;
use crate::call::{Density, Look};

const DENSITY: &str = "list_density";
const TABLE: &str = "list_table";
/// Before the name of a column: its place in the table, and its width.
const PLACE: &str = "list_place_";
const WIDTH: &str = "list_width_";

impl Store {
    /// How the list looks; as it does from the start where nothing else was chosen.
    pub fn look(&self) -> Result<Look, StoreError> {
        let compact = self.meta(DENSITY)? == Some(Density::Compact as i64);
        let mut placed = self.of_columns(PLACE)?;
        placed.sort_by_key(|(_, place)| *place);
        let mut columns: Vec<Column> = placed.into_iter().map(|(column, _)| column).collect();
        if columns.is_empty() {
            columns = USUAL.to_vec();
        }
        let wide = |(column, width): (Column, i64)| {
            let width = u16::try_from(width).ok()?;
            Some(Wide { column, width })
        };
        Ok(Look {
            density: if compact {
                Density::Compact
            } else {
                Density::Comfortable
            },
            is_table: self.meta(TABLE)? == Some(1),
            columns,
            widths: self
                .of_columns(WIDTH)?
                .into_iter()
                .filter_map(wide)
                .collect(),
        })
    }

    /// Keeps how the list looks.
    pub fn set_look(&self, look: &Look) -> Result<(), StoreError> {
        let tx = self.begin_first()?;
        self.set_meta(DENSITY, look.density as i64)?;
        self.set_meta(TABLE, look.is_table.into())?;
        self.db
            .prepare_cached("DELETE FROM meta WHERE key GLOB ?1 OR key GLOB ?2")?
            .execute(params![format!("{PLACE}*"), format!("{WIDTH}*")])?;
        for (place, column) in (0..).zip(&look.columns) {
            self.set_meta(&format!("{PLACE}{}", column.word()), place)?;
        }
        for wide in &look.widths {
            let key = format!("{WIDTH}{}", wide.column.word());
            self.set_meta(&key, wide.width.into())?;
        }
        Ok(tx.commit()?)
    }

    /// What is kept of columns; one of a newer version is left out.
    fn of_columns(&self, before: &str) -> Result<Vec<(Column, i64)>, StoreError> {
        let sql = "SELECT key, value FROM meta WHERE key GLOB ?1 ORDER BY key";
        let kept = self.all(sql, [format!("{before}*")], |row| {
            Ok((row.get::<_, String>(0)?, row.get(1)?))
        })?;
        let known = kept.into_iter().filter_map(|(key, value)| {
            let column = Column::from_word(key.strip_prefix(before)?)?;
            Some((column, value))
        });
        Ok(known.collect())
    }
}
