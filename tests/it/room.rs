//! No room on the disk: deliveries are turned away with the word to come again, and taken once there is room.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use crate::book::{Answer, Book, Listening, named, post, processed, wait_for};

/// A delivery of some 200 kB.
fn large(id: i64) -> Vec<u8> {
    let mut body = processed(id);
    let mut next = id.unsigned_abs();
    body.extend(
        std::iter::repeat_with(|| {
            // Bytes that no two deliveries share.
            next = next.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            b' ' + u8::try_from(next >> 60).unwrap() % 2
        })
        .take(200_000)
        .map(|byte| if byte == b' ' { b' ' } else { b'\n' }),
    );
    body
}

#[track_caller]
fn says_to_come_again(answer: &Answer, status: u16) {
    assert_eq!(answer.status, status, "{answer:?}");
    let secs: u32 = answer.header("retry-after").unwrap().parse().unwrap();
    assert!(secs > 0);
}

/// Posts until it is refused; gives the ids that were acknowledged.
fn fill(receiver: &Listening, status: u16) -> Vec<i64> {
    let mut acknowledged = Vec::new();
    for id in 1..1000 {
        let answer = receiver.post("/", &large(id));
        if answer.status == 200 {
            acknowledged.push(id);
        } else {
            says_to_come_again(&answer, status);
            return acknowledged;
        }
    }
    panic!("it never got full");
}

fn log(book: &Book) -> String {
    fs::read_to_string(book.dir().join("logs/callbook_rCURRENT.log")).unwrap()
}

#[track_caller]
fn are_in(book: &Book, acknowledged: &[i64]) {
    let calls = book.calls();
    for id in acknowledged {
        assert!(calls.iter().any(|call| call["vendor_id"] == *id), "{id}");
    }
}

#[test]
fn below_the_floor_deliveries_are_turned_away() {
    let book = Book::new();
    let config = book.file("callbook.toml", "min_free_bytes = 9000000000000000000\n");
    let receiver = book.listen_with(&[("CALLBOOK_CONFIG", config.to_str().unwrap())]);
    says_to_come_again(&receiver.post("/", &processed(1)), 507);
    assert_eq!(receiver.get("/health").status, 200);
    assert!(book.deliveries().is_empty());
    let log = log(&book);
    assert_eq!(log.matches("The disk is almost full").count(), 1, "{log}");
    receiver.end();

    let config = book.file("callbook.toml", "min_free_bytes = -1\n");
    let refused = book
        .command(["listen"])
        .env("CALLBOOK_CONFIG", &config)
        .output()
        .unwrap();
    let said = String::from_utf8(refused.stderr).unwrap();
    assert!(said.contains("min_free_bytes"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_grow_ends_nothing_and_is_over_when_it_may() {
    if !is_there("prlimit") {
        skipped("there is no prlimit here to lift a limit with");
        return;
    }
    let book = Book::new();
    let listen = book.command(["listen", "--listen", "127.0.0.1:0"]);
    let mut command = Command::new("sh");
    // 512 bytes to a unit.
    command.args(["-c", "ulimit -S -f 4096; exec \"$0\" \"$@\""]);
    command.arg(listen.get_program()).args(listen.get_args());
    for (name, value) in listen.get_envs() {
        match value {
            Some(value) => command.env(name, value),
            None => command.env_remove(name),
        };
    }
    let receiver = Listening::start(command);
    let acknowledged = fill(&receiver, 503);
    assert!(!acknowledged.is_empty());
    assert_eq!(receiver.get("/health").status, 200);

    let lifted = Command::new("prlimit")
        .args(["--fsize=unlimited", "--pid", &receiver.id().to_string()])
        .status();
    assert!(lifted.unwrap().success());
    assert_eq!(receiver.post("/", &processed(5000)).status, 200);
    let calls = acknowledged.len() + 1;
    wait_for(|| (book.calls().len() == calls).then_some(()));
    are_in(&book, &acknowledged);
    receiver.end();
}

/// A disk of 8 MB, where this process may make one.
struct Disk(PathBuf);

impl Disk {
    fn mount(at: PathBuf) -> Option<Self> {
        fs::create_dir_all(&at).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=8m,mode=0700", "tmpfs"])
            .arg(&at)
            .stderr(Stdio::null())
            .status();
        mounted
            .is_ok_and(|status| status.success())
            .then(|| Self(at))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

/// Fills a small disk under a receiver with this floor, makes room, and goes on.
fn on_a_small_disk(floor_bytes: u64) {
    let book = Book::new();
    let Some(_disk) = Disk::mount(book.dir()) else {
        skipped("this process may not mount a small disk");
        return;
    };
    let filler = book.dir().join("filler");
    fs::write(&filler, vec![1; 3 << 20]).unwrap();
    let config = book.file(
        "callbook.toml",
        &format!("min_free_bytes = {floor_bytes}\n"),
    );
    let receiver = book.listen_with(&[("CALLBOOK_CONFIG", config.to_str().unwrap())]);
    let acknowledged = fill(&receiver, 507);
    assert!(!acknowledged.is_empty());
    says_to_come_again(&receiver.post("/", &large(2000)), 507);
    assert_eq!(receiver.get("/health").status, 200);
    assert!(log(&book).contains("The disk is "));

    fs::remove_file(&filler).unwrap();
    assert_eq!(receiver.post("/", &large(3000)).status, 200);
    let calls = acknowledged.len() + 1;
    wait_for(|| (book.calls().len() == calls).then_some(()));
    are_in(&book, &acknowledged);
    assert!(log(&book).contains("over: The disk is "));
    receiver.end();
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_over_when_there_is_room() {
    on_a_small_disk(0);
}

#[cfg(target_os = "linux")]
#[test]
fn the_floor_is_heeded_and_over_when_there_is_room() {
    on_a_small_disk(2_000_000);
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_too_large_for_the_room_there_is_does_not_refuse_the_others() {
    let book = Book::new();
    let Some(_disk) = Disk::mount(book.dir()) else {
        skipped("this process may not mount a small disk");
        return;
    };
    let config = book.file("callbook.toml", "min_free_bytes = 0\n");
    let receiver = book.listen_with(&[("CALLBOOK_CONFIG", config.to_str().unwrap())]);
    let other = rusqlite::Connection::open(book.dir().join(callbook::store::BOOK_FILE)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    // They wait together, and are one group then.
    let senders: Vec<_> = (1..=10)
        .map(|id| {
            let addr = receiver.addr.clone();
            named(move || {
                let body = if id == 5 {
                    noise(9 << 20)
                } else {
                    processed(id)
                };
                (id, post(&addr, &body))
            })
        })
        .collect();
    std::thread::sleep(std::time::Duration::from_secs(1));
    other.execute_batch("ROLLBACK").unwrap();
    for sender in senders {
        let (id, answer) = sender.join().unwrap();
        if id == 5 {
            says_to_come_again(&answer, 507);
        } else {
            assert_eq!(answer.status, 200, "{id}: {answer:?}");
        }
    }
    assert_eq!(book.deliveries().len(), 9);
    receiver.end();
}

/// Bytes that cannot be packed.
fn noise(length: usize) -> Vec<u8> {
    let mut state: u64 = 1;
    std::iter::repeat_with(|| {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        state.to_be_bytes()[0]
    })
    .take(length)
    .collect()
}

#[expect(clippy::print_stdout, reason = "a test that did nothing says so")]
fn skipped(why: &str) {
    println!("skipped: {why}");
}

fn is_there(program: &str) -> bool {
    Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .status()
        .is_ok()
}
