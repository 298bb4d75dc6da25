//! The clock on the wall jumps, under the real program: what it asks the system for the time is shifted.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use callbook::call::Gap;
use callbook::store::Store;
use jiff::{SignedDuration, Timestamp};

use crate::book::{Book, Done, Listening, wait_for};
use crate::made::MadeCall;

/// Gives the time of the clock on the wall with a shift in seconds, which is read from a file each time. The clock
/// that only ever goes on is left alone, as in a system that sleeps.
const SHIFTED: &str = r#"
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
static volatile long long *shift;
__attribute__((constructor)) static void begin(void) {
    int file = open(getenv("CLOCK_SHIFT"), O_RDONLY);
    void *at = mmap(0, sizeof *shift, PROT_READ, MAP_SHARED, file, 0);
    if (at == MAP_FAILED) abort();
    shift = at;
}
int clock_gettime(clockid_t clock, struct timespec *time) {
    int failed = syscall(SYS_clock_gettime, clock, time);
    if (!failed && clock == CLOCK_REALTIME && shift) time->tv_sec += *shift;
    return failed;
}
"#;

/// A book whose processes see a shifted clock.
struct Shifted {
    book: Book,
    library: PathBuf,
    shift: PathBuf,
}

impl Shifted {
    /// None where there is no C compiler.
    fn new() -> Option<Self> {
        let book = Book::new();
        let source = book.file("shifted.c", SHIFTED);
        let library = source.with_extension("so");
        let compiled = Command::new("cc")
            .args(["-shared", "-fPIC", "-o"])
            .args([&library, &source])
            .stderr(Stdio::null())
            .status();
        if !compiled.is_ok_and(|status| status.success()) {
            skipped("there is no C compiler here");
            return None;
        }
        let shift = book.file("shift", &"\0".repeat(8));
        fs::create_dir_all(book.dir()).unwrap();
        fs::write(book.dir().join("config.toml"), "check_every_secs = 1\n").unwrap();
        Some(Self {
            book,
            library,
            shift,
        })
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.book.command(arguments);
        command
            .env("LD_PRELOAD", &self.library)
            .env("CLOCK_SHIFT", &self.shift)
            .env("TZ", "UTC");
        command
    }

    fn listen(&self) -> Listening {
        Listening::start(self.command(&["listen", "--listen", "127.0.0.1:0"]))
    }

    /// Sets the clock to that long after the true time.
    fn set(&self, secs: i64) {
        use std::io::Write as _;
        let mut file = fs::OpenOptions::new()
            .write(true)
            .open(&self.shift)
            .unwrap();
        file.write_all(&secs.to_ne_bytes()).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> String {
        Done::with_input(self.command(arguments), b"").ok().stdout
    }

    /// The gaps at the time that the shifted clock shows.
    fn gaps(&self, secs: i64) -> Vec<Gap> {
        let store = Store::open(&self.book.dir()).unwrap();
        store
            .gaps(Timestamp::now() + SignedDuration::from_secs(secs))
            .unwrap()
    }

    /// The spans of listening that were noted, so that a jump is seen in time.
    fn waits_until_noted(&self, secs: i64) {
        let now = Timestamp::now() + SignedDuration::from_secs(secs);
        let store = Store::open(&self.book.dir()).unwrap();
        // Nobody listens that long after the last note.
        let later = now + SignedDuration::from_mins(30);
        wait_for(|| {
            let gap = store
                .gaps(later)
                .unwrap()
                .into_iter()
                .find(|gap| gap.until.is_none())?;
            (gap.from > now - SignedDuration::from_secs(2)).then_some(())
        });
    }
}

const NIGHT: i64 = 15 * 3600;

#[test]
fn a_night_asleep_is_a_gap_and_calls_go_on() {
    let Some(scene) = Shifted::new() else { return };
    let receiver = scene.listen();
    let call = MadeCall::v5(7, 0);
    assert_eq!(receiver.post("/", &call.start(300)).status, 200);
    scene.waits_until_noted(0);
    let asleep_at = Timestamp::now();
    scene.set(NIGHT);
    let (gap, until) = wait_for(|| {
        let gap = scene.gaps(NIGHT).pop()?;
        Some((gap, gap.until?))
    });
    assert!(
        gap.from.duration_since(asleep_at).abs() < SignedDuration::from_secs(10),
        "{gap:?}"
    );
    let slept = until.duration_since(gap.from);
    assert!(
        (slept - SignedDuration::from_secs(NIGHT)).abs() < SignedDuration::from_secs(30),
        "{gap:?}"
    );
    assert_eq!(scene.gaps(NIGHT).len(), 1);
    // The same call, told of before and after.
    assert_eq!(receiver.post("/", &call.ended()).status, 200);
    scene
        .book
        .deliveries_when(|all| all.len() == 2 && all.iter().all(|one| one["state"] == "projected"));
    assert_eq!(scene.book.calls().len(), 1);
    assert_eq!(receiver.get("/health").status, 200);
    receiver.end();
    assert_eq!(
        scene.run(&["calls"]).matches("not listening from").count(),
        1
    );
}

#[test]
fn a_clock_that_is_set_back_and_forth_changes_neither_order_nor_calls() {
    let Some(scene) = Shifted::new() else { return };
    let receiver = scene.listen();
    let jumps = [0, -7200, 86_400 * 400, -86_400 * 30, 0];
    let mut sent = Vec::new();
    for (at, shift) in (1_i32..).zip(jumps) {
        scene.set(shift);
        let call = MadeCall::v5(i64::from(at), i64::from(at) * 600_000);
        for body in [
            call.start(300),
            call.ended(),
            call.processed(90_000, "Said.", "true"),
        ] {
            assert_eq!(receiver.post("/", &body).status, 200, "shift {shift}");
            sent.push(body);
        }
        scene.waits_until_noted(shift);
    }
    let listed = scene
        .book
        .deliveries_when(|all| all.iter().all(|one| one["state"] == "projected"));
    // In the order of arrival, newest first, whatever the clock said.
    let store = Store::open(&scene.book.dir()).unwrap();
    let ids: Vec<i64> = listed
        .iter()
        .map(|one| one["id"].as_str().unwrap().parse().unwrap())
        .collect();
    assert!(ids.is_sorted_by(|newer, older| newer > older), "{ids:?}");
    assert_eq!(ids.len(), sent.len());
    for (id, body) in ids.iter().rev().zip(&sent) {
        let stored = store
            .whole_delivery(callbook::call::DeliveryId(*id))
            .unwrap()
            .unwrap();
        assert_eq!(&stored.body, body);
    }
    let calls = scene.book.calls();
    assert_eq!(calls.len(), jumps.len());
    assert!(
        calls.iter().all(|call| call["stage"] == "complete"),
        "{calls:?}"
    );
    // It listened all the time: at most the jumps forth look like gaps, and none is upside down.
    let gaps = scene.gaps(0);
    assert!(
        gaps.iter()
            .all(|gap| gap.until.is_none_or(|until| until > gap.from)),
        "{gaps:?}"
    );
    assert_eq!(receiver.get("/health").status, 200);
    receiver.end();
}

#[expect(clippy::print_stdout, reason = "a test that did nothing says so")]
fn skipped(why: &str) {
    println!("skipped: {why}");
}
