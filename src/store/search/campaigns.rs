//! The campaigns of calls, which stood in their columns alone until format 11 of the book.

use rusqlite::{Connection, OptionalExtension as _, params};

use super::block::id;
use super::column::{Column, code_at, number_at};

/// Writes the campaigns of all calls into their rows.
pub(in crate::store) fn bring_into_rows(db: &Connection) -> rusqlite::Result<()> {
    let mut blocks = db.prepare("SELECT block FROM blocks WHERE calls > 0")?;
    let mut column = db.prepare("SELECT bytes FROM columns WHERE id = ?1")?;
    let mut write = db.prepare(
        "UPDATE calls SET campaign = (SELECT value FROM field_values WHERE code = ?2) WHERE time_key = ?1",
    )?;
    let mut blocks = blocks.query([])?;
    while let Some(row) = blocks.next()? {
        let block: i64 = row.get(0)?;
        let mut read = |which| -> rusqlite::Result<Vec<u8>> {
            let found = column.query_row([id(which, block)], |row| row.get(0));
            Ok(found.optional()?.unwrap_or_default())
        };
        let (keys, codes) = (read(Column::Key)?, read(Column::Campaign)?);
        for at in 0..codes.len() / Column::Campaign.width() {
            let code = code_at(&codes, at);
            if code != 0 {
                write.execute(params![number_at(&keys, at), code])?;
            }
        }
    }
    Ok(())
}
