//! The numbered steps from one format of the book to the next.

use std::fs;
use std::io::Read as _;
use std::path::Path;

use rusqlite::{Connection, TransactionBehavior};

use super::StoreError;
use super::files::make_file;
use super::search::bring_campaigns_into_rows;

/// `PRAGMA application_id` of a book: `CBok`.
const APPLICATION_ID: i64 = 0x4342_6f6b;

/// What an SQLite file begins with, and where in its head those two numbers stand.
const MAGIC: &[u8] = b"SQLite format 3\0";
const HEAD_BYTES: u64 = 100;
const USER_VERSION_AT: usize = 60;
const APPLICATION_ID_AT: usize = 68;

/// The steps; step n (from 1) brings a book of format n − 1 to format n. A step that has been released is
/// never changed.
const STEPS: [&str; 14] = [
    include_str!("step1.sql"),
    include_str!("step2.sql"),
    include_str!("step3.sql"),
    include_str!("step4.sql"),
    include_str!("step5.sql"),
    include_str!("step6.sql"),
    include_str!("step7.sql"),
    include_str!("step8.sql"),
    include_str!("step9.sql"),
    include_str!("step10.sql"),
    include_str!("step11.sql"),
    include_str!("step12.sql"),
    include_str!("step13.sql"),
    include_str!("step14.sql"),
];

/// The format that this version writes.
pub(super) const LATEST: i64 = 14;

/// The format whose step goes on with what SQL cannot do.
const WITH_CAMPAIGNS: i64 = 11;

/// Refuses a file that is no book, or one of a newer version. Only the head of the file is read, so that nothing
/// is touched and no side file is left beside it (<https://sqlite.org/fileformat.html>).
pub(super) fn refuse_unknown(path: &Path) -> Result<(), StoreError> {
    let mut head = Vec::new();
    let fault = |source| StoreError::File {
        path: path.display().to_string(),
        source,
    };
    let file = fs::File::open(path).map_err(fault)?;
    file.take(HEAD_BYTES)
        .read_to_end(&mut head)
        .map_err(fault)?;
    if head.is_empty() {
        return Ok(());
    }
    let number = |at: usize| {
        let bytes = head.get(at..at + 4)?.try_into().ok()?;
        Some(i64::from(u32::from_be_bytes(bytes)))
    };
    let known = match (number(APPLICATION_ID_AT), number(USER_VERSION_AT)) {
        (Some(APPLICATION_ID), Some(found)) => refuse_newer(path, found),
        (Some(0), Some(0)) => Ok(()),
        _ => Err(foreign(path)),
    };
    if head.starts_with(MAGIC) {
        known
    } else {
        Err(foreign(path))
    }
}

fn foreign(path: &Path) -> StoreError {
    StoreError::Foreign {
        path: path.display().to_string(),
    }
}

fn refuse_newer(path: &Path, found: i64) -> Result<(), StoreError> {
    if found <= LATEST {
        return Ok(());
    }
    Err(StoreError::Newer {
        path: path.display().to_string(),
        found,
        known: LATEST,
    })
}

/// Brings a book up to format `to`, one transaction a step, a backup of the book beside it before each.
pub(super) fn migrate(db: &mut Connection, path: &Path, to: i64) -> Result<(), StoreError> {
    let found = pragma(db, "user_version")?;
    // The head of the file may not have it yet.
    refuse_newer(path, found)?;
    while pragma(db, "user_version")? < to {
        let from = pragma(db, "user_version")?;
        // A book that has just been made has nothing to keep.
        if found > 0 {
            back_up(db, path, from)?;
        }
        let tx = db.transaction_with_behavior(TransactionBehavior::Exclusive)?;
        // Another process may have taken the step while this one waited.
        if pragma(&tx, "user_version")? != from {
            continue;
        }
        let step = usize::try_from(from).ok().and_then(|from| STEPS.get(from));
        tx.execute_batch(step.copied().unwrap_or_default())?;
        if from + 1 == WITH_CAMPAIGNS {
            bring_campaigns_into_rows(&tx)?;
        }
        tx.pragma_update(None, "application_id", APPLICATION_ID)?;
        tx.pragma_update(None, "user_version", from + 1)?;
        tx.commit()?;
        if found > 0 {
            log::info!("the book is now in format {}", from + 1);
        }
    }
    Ok(())
}

/// Copies the book to `book.sqlite.format-N.backup`, unless such a copy is there already.
fn back_up(db: &Connection, path: &Path, format: i64) -> Result<(), StoreError> {
    let backup = path.with_extension(format!("sqlite.format-{format}.backup"));
    if backup.exists() {
        return Ok(());
    }
    let part = backup.with_extension("part");
    let fault = |source| StoreError::File {
        path: part.display().to_string(),
        source,
    };
    if part.exists() {
        fs::remove_file(&part).map_err(fault)?;
    }
    make_file(&part).map_err(fault)?;
    db.execute("VACUUM INTO ?1", [part.to_string_lossy()])?;
    fs::rename(&part, &backup).map_err(fault)
}

fn pragma(db: &Connection, name: &str) -> Result<i64, StoreError> {
    Ok(db.query_row(&format!("PRAGMA {name}"), [], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_stands_beside_the_book_before_a_step() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("book.sqlite");
        let mut db = Connection::open(&path).unwrap();
        migrate(&mut db, &path, 1).unwrap();
        db.execute(
            "INSERT INTO bodies (sha256, bytes) VALUES (x'00', x'6b657074')",
            [],
        )
        .unwrap();
        migrate(&mut db, &path, LATEST).unwrap();
        assert_eq!(pragma(&db, "user_version").unwrap(), LATEST);
        let backup = Connection::open(dir.path().join("book.sqlite.format-1.backup")).unwrap();
        assert_eq!(pragma(&backup, "user_version").unwrap(), 1);
        let kept: String = backup
            .query_row("SELECT CAST(bytes AS TEXT) FROM bodies", [], |row| {
                row.get(0)
            })
            .unwrap();
        assert_eq!(kept, "kept");
    }

    #[test]
    fn what_the_sender_says_stands_beside_what_counts_from_format_8_on() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("book.sqlite");
        let mut db = Connection::open(&path).unwrap();
        migrate(&mut db, &path, 7).unwrap();
        let column = |number: i64| (number << 32) | 5;
        let bytes = |values: &[u32]| -> Vec<u8> {
            values
                .iter()
                .flat_map(|value| value.to_le_bytes())
                .collect()
        };
        // No lead, a lead, a lead of which everything else is known as well.
        let flags = bytes(&[0, 1, 0x0003_ffff, 0x0002_0102]);
        for (number, values) in [(2, &flags), (8, &bytes(&[3, 4])), (13, &bytes(&[7, 0]))] {
            db.execute(
                "INSERT INTO columns (id, bytes) VALUES (?1, ?2)",
                rusqlite::params![column(number), values],
            )
            .unwrap();
        }
        migrate(&mut db, &path, LATEST).unwrap();
        let now = |number: i64| -> Vec<u8> {
            let sql = "SELECT bytes FROM columns WHERE id = ?1";
            db.query_row(sql, [column(number)], |row| row.get(0))
                .unwrap()
        };
        assert_eq!(now(2), bytes(&[0, 0x0008_0001, 0x000b_ffff, 0x0002_0102]));
        assert_eq!(now(8), bytes(&[3, 4]));
        assert_eq!(now(20), bytes(&[3, 4]));
        assert_eq!(now(21), bytes(&[7, 0]));
    }

    #[test]
    fn every_step_is_counted() {
        assert_eq!(i64::try_from(STEPS.len()).unwrap(), LATEST);
    }
}
