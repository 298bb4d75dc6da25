//! The book as a file: its rights, its version, its bounds.

use std::fs;

use callbook::call::{DeliveryState, Signature, Source};
use callbook::store::{BOOK_FILE, NewDelivery, Store, StoreError, StoreErrorKind};
use rusqlite::Connection;

use crate::made::{Book, MadeCall};

fn delivery(body: &[u8], signature: Signature) -> NewDelivery {
    NewDelivery {
        received_at: "2025-02-26T17:00:00Z".parse().unwrap(),
        source: Source::Http,
        remote: None,
        path: Some("/".to_owned()),
        headers: vec![("X-Odd".to_owned(), "a: \"b\"\u{e9}".to_owned())],
        body: body.to_vec(),
        signature,
        status: Some(200),
    }
}

#[test]
fn headers_and_body_come_back_byte_for_byte() {
    let mut book = Book::new();
    let body: Vec<u8> = (0..=255).cycle().take(70_000).collect();
    let new = delivery(&body, Signature::Unchecked);
    let id = book
        .store
        .insert_deliveries(std::slice::from_ref(&new))
        .unwrap()
        .remove(0)
        .unwrap();
    let whole = book.store.whole_delivery(id).unwrap().unwrap();
    assert_eq!((whole.body, whole.headers), (body, new.headers));
    assert_eq!(whole.delivery.bytes, 70_000);
    assert_eq!(whole.delivery.state, DeliveryState::Pending);
}

#[cfg(unix)]
#[test]
fn only_the_owner_can_read_the_files() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("new").join("folder");
    let store = Store::open(&data).unwrap();
    store.new_call().unwrap();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&data), 0o700);
    for entry in fs::read_dir(&data).unwrap() {
        let path = entry.unwrap().path();
        assert_eq!(mode(&path), 0o600, "{}", path.display());
    }
    assert!(data.join("book.sqlite-wal").exists());
}

#[test]
fn connections_that_were_opened_apart_take_turns() {
    let dir = tempfile::tempdir().unwrap();
    let one = Store::open(dir.path()).unwrap();
    let mut other = Store::open(dir.path()).unwrap();
    other.wait_at_most(std::time::Duration::from_millis(20));
    let writing = one.begin().unwrap();
    let error = other.begin_first().err().unwrap();
    assert!(error.is_busy());
    // Nobody asks SQLite again and again whether it is free.
    assert!(error.to_string().contains("others write"), "{error}");
    drop(writing);
    other.begin_first().unwrap().commit().unwrap();
}

#[test]
fn a_book_of_a_newer_version_is_refused_and_not_touched() {
    let dir = tempfile::tempdir().unwrap();
    drop(Store::open(dir.path()).unwrap());
    let path = dir.path().join(BOOK_FILE);
    let db = Connection::open(&path).unwrap();
    db.pragma_update(None, "user_version", 999).unwrap();
    drop(db);
    let before = fs::read(&path).unwrap();
    let error = Store::open(dir.path()).err().unwrap();
    assert!(matches!(error, StoreError::Newer { found: 999, .. }));
    assert!(error.to_string().contains("newer Callbook"), "{error}");
    assert_eq!(fs::read(&path).unwrap(), before);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
fn a_file_that_is_no_book_is_refused_and_not_touched() {
    for content in [&b"a diary, not a database, but long enough to look like one......................................................"[..], &other_database()] {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(BOOK_FILE);
        fs::write(&path, content).unwrap();
        let error = Store::open(dir.path()).err().unwrap();
        assert!(matches!(error, StoreError::Foreign { .. }), "{error}");
        assert_eq!(fs::read(&path).unwrap(), content);
    }
}

fn other_database() -> Vec<u8> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("other.sqlite");
    let db = Connection::open(&path).unwrap();
    db.execute_batch("PRAGMA user_version = 1; CREATE TABLE mail (id)")
        .unwrap();
    drop(db);
    fs::read(path).unwrap()
}

#[test]
fn the_quarantine_keeps_the_newest_thousand() {
    let mut book = Book::new();
    let bad: Vec<NewDelivery> = (0..1_005)
        .map(|at| delivery(format!("body {at}").as_bytes(), Signature::Invalid))
        .collect();
    for some in bad.chunks(100) {
        book.store.insert_deliveries(some).unwrap();
    }
    let kept = book.store.quarantined().unwrap();
    assert_eq!(kept.len(), 1_000);
    assert_eq!(kept[0].body, b"body 5");
    assert_eq!(kept[999].body, b"body 1004");
}

#[test]
fn the_quarantine_keeps_at_most_64_megabytes() {
    let mut book = Book::new();
    for at in 0..5_u8 {
        let body = vec![at; 15 << 20];
        book.store
            .insert_deliveries(&[delivery(&body, Signature::Missing)])
            .unwrap();
    }
    let kept: Vec<u8> = book
        .store
        .quarantined()
        .unwrap()
        .iter()
        .map(|one| one.body[0])
        .collect();
    assert_eq!(kept, [1, 2, 3, 4]);
    let db = Connection::open(book.dir.path().join(BOOK_FILE)).unwrap();
    let bodies: i64 = db
        .query_row("SELECT COUNT(*) FROM bodies", [], |row| row.get(0))
        .unwrap();
    assert_eq!(bodies, 4);
}

#[test]
fn a_quarantined_delivery_is_never_the_original_of_a_repeat() {
    let body = MadeCall::v5(7, 0).ended();
    let mut book = Book::new();
    book.store
        .insert_deliveries(&[delivery(&body, Signature::Invalid)])
        .unwrap();
    book.store
        .insert_deliveries(&[delivery(&body, Signature::Valid)])
        .unwrap();
    book.project();
    let states = |book: &Book| -> Vec<_> {
        let deliveries = book.store.newest_deliveries(None).unwrap();
        deliveries.iter().map(|one| one.state).collect()
    };
    assert_eq!(
        states(&book),
        [DeliveryState::Projected, DeliveryState::Quarantined]
    );
    let quarantined = book.store.quarantined().unwrap()[0].delivery.id;
    book.store.admit(quarantined).unwrap();
    book.project();
    assert_eq!(
        states(&book),
        [DeliveryState::Projected, DeliveryState::Repeat]
    );
    assert_eq!(book.only()["events"].as_array().unwrap().len(), 1);
}

#[test]
fn an_empty_body_is_a_delivery_each_time() {
    let mut book = Book::new();
    book.take([&Vec::new(), &Vec::new()]);
    let states: Vec<_> = book
        .store
        .newest_deliveries(None)
        .unwrap()
        .into_iter()
        .map(|one| (one.state, one.reason))
        .collect();
    let empty = (DeliveryState::NotUnderstood, Some("empty body".to_owned()));
    assert_eq!(states, [empty.clone(), empty]);
}

#[test]
fn a_locked_book_is_told_apart_from_a_broken_one() {
    let error = |code| {
        StoreError::Sqlite(rusqlite::Error::SqliteFailure(
            rusqlite::ffi::Error::new(code),
            None,
        ))
        .kind()
    };
    assert_eq!(error(13), StoreErrorKind::Full);
    for code in [5, 6, 10, 14, 778] {
        assert_eq!(error(code), StoreErrorKind::Unavailable, "{code}");
    }
    assert_eq!(error(11), StoreErrorKind::Broken);
}
