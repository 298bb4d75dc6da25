//! Killed at any moment: what was acknowledged is there afterwards.

use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use crate::book::{Book, named, post, processed, try_post, wait_for};

#[test]
fn killed_right_after_the_answers_nothing_is_lost() {
    let book = Book::new();
    let receiver = book.listen();
    let senders: Vec<_> = (0..3)
        .map(|sender| {
            let addr = receiver.addr.clone();
            named(move || {
                let ids = (1..=20).map(|n| sender * 100 + n);
                ids.map(|id| (id, post(&addr, &processed(id)).status))
                    .collect::<Vec<_>>()
            })
        })
        .collect();
    let answered: Vec<_> = senders
        .into_iter()
        .flat_map(|it| it.join().unwrap())
        .collect();
    receiver.kill();
    assert!(
        answered.iter().all(|(_, status)| *status == 200),
        "{answered:?}"
    );

    let receiver = book.listen();
    let calls = wait_for(|| Some(book.calls()).filter(|calls| calls.len() >= answered.len()));
    let mut ids: Vec<_> = calls
        .iter()
        .map(|call| call["vendor_id"].as_i64().unwrap())
        .collect();
    ids.sort_unstable();
    assert_eq!(ids, answered.iter().map(|(id, _)| *id).collect::<Vec<_>>());
    receiver.kill();
}

#[test]
fn killed_while_receiving_every_acknowledged_delivery_is_there() {
    let book = Book::new();
    let receiver = book.listen();
    let sender = {
        let addr = receiver.addr.clone();
        named(move || {
            let mut acknowledged = Vec::new();
            for id in 1.. {
                match try_post(&addr, &processed(id)) {
                    Ok(answer) if answer.status == 200 => acknowledged.push(id),
                    _ => return acknowledged,
                }
            }
            acknowledged
        })
    };
    wait_for(|| (book.deliveries().len() > 20).then_some(()));
    receiver.kill();
    let acknowledged = sender.join().unwrap();
    assert!(acknowledged.len() > 10);
    let _receiver = book.listen();
    book.deliveries_when(|all| all.iter().all(|one| one["state"] != "pending"));
    let ids: Vec<_> = book
        .calls()
        .iter()
        .map(|call| call["vendor_id"].as_i64().unwrap())
        .collect();
    for id in acknowledged {
        assert!(ids.contains(&id), "{id}");
    }
}

#[test]
fn killed_in_the_middle_of_reading_again_nothing_is_lost() {
    let book = Book::new();
    let mut lines = Vec::new();
    for vendor_id in 1..=2000 {
        lines.extend(
            processed(vendor_id)
                .into_iter()
                .filter(|byte| *byte != b'\n'),
        );
        lines.push(b'\n');
    }
    book.run_with_input(["import", "-"], &lines).ok();
    let before = book.calls();
    assert_eq!(before.len(), 2000);
    for after_millis in [5, 60, 200] {
        let mut child = book
            .command(["reprocess"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(after_millis));
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(book.calls(), before);
    }
    book.run(["reprocess"]).ok();
    assert_eq!(book.calls(), before);
    assert!(
        book.deliveries()
            .iter()
            .all(|one| one["state"] == "projected")
    );
}

#[test]
fn reading_again_while_a_receiver_runs_loses_nothing() {
    let book = Book::new();
    let receiver = book.listen();
    for id in 1..=5 {
        assert_eq!(receiver.post("/", &processed(id)).status, 200);
    }
    book.deliveries_when(|all| all.iter().all(|one| one["state"] == "projected"));
    let before = book.calls();
    book.run(["reprocess"]).ok();
    assert_eq!(receiver.post("/", &processed(6)).status, 200);
    let after = wait_for(|| Some(book.calls()).filter(|calls| calls.len() == 6));
    for call in before {
        assert!(after.contains(&call), "{call}");
    }
}

#[cfg(unix)]
#[test]
fn reading_again_can_be_cancelled_and_goes_on_at_the_next_start() {
    let book = Book::new();
    let mut lines = Vec::new();
    for vendor_id in 1..=4000 {
        lines.extend(
            processed(vendor_id)
                .into_iter()
                .filter(|byte| *byte != b'\n'),
        );
        lines.push(b'\n');
    }
    book.run_with_input(["import", "-"], &lines).ok();
    let before = book.calls();
    let mut child = book.command(["reprocess"]);
    let child = child
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    thread::sleep(Duration::from_millis(100));
    let id = child.id().to_string();
    assert!(
        Command::new("kill")
            .args(["-INT", &id])
            .status()
            .unwrap()
            .success()
    );
    let done = child.wait_with_output().unwrap();
    let said = String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(1), "{said}");
    assert!(
        said.starts_with("callbook: cancelled") && said.lines().count() == 1,
        "{said}"
    );
    assert_eq!(book.calls(), before);
    book.listen().end();
    assert_eq!(book.calls(), before);
    assert!(book.run(["reprocess"]).ok().stdout.contains("read again"));
}

#[test]
fn another_process_that_closes_the_book_takes_nothing_away_from_a_receiver() {
    let book = Book::new();
    let receiver = book.listen();
    let path = book.dir().join(callbook::store::BOOK_FILE);
    for id in 1..=3 {
        assert_eq!(receiver.post("/", &processed(id)).status, 200);
        // The last of this process, and any program that knows SQLite.
        let other = rusqlite::Connection::open(&path).unwrap();
        let seen: i64 = other
            .query_row("SELECT COUNT(*) FROM deliveries", [], |row| row.get(0))
            .unwrap();
        assert_eq!(seen, id);
        other.close().unwrap();
    }
    receiver.kill();
    assert_eq!(book.deliveries().len(), 3);
}
