//! How long questions take on a large book.
//!
//! `CALLBOOK_BENCH_DIR` names the data folder of a book that is there already (`cargo run --release --example generate`
//! makes one), else one of `CALLBOOK_BENCH_CALLS` calls is made. `CALLBOOK_BENCH_SQL` is a file that the questions are
//! written to for `datasette.py`; all that a window asks for at once is timed as well then. `CALLBOOK_BENCH_INGEST` says
//! for how many seconds deliveries come in while questions are asked, twice, which makes the book grow. `cargo bench --bench
//! search -- word` asks the classes alone in whose names that stands.
//!
//! 200 different questions a class, of words and values that calls of the book have; times in milliseconds, warm and
//! with the book dropped from the page cache before each of 20 questions. It ends with a failure when a bar is missed.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints its figures and stops when something fails"
)]

#[path = "../book/mod.rs"]
mod book;
mod classes;
mod ingest;
mod made;
mod pool;
mod sql;

use std::env;
use std::fs::File;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use callbook::store::{BOOK_FILE, Store, StoreErrorKind};

use classes::{Ask, Bar, Class, Posed, classes};
use pool::Pool;

const QUESTIONS: usize = 200;
/// So many of them where each takes its time.
const FEW: usize = 20;

fn main() -> ExitCode {
    let dir = book::book();
    let size = std::fs::metadata(dir.join(BOOK_FILE)).unwrap().len();
    let store = asked(&dir);
    let pool = Pool::of(&store, 11);
    println!(
        "{} calls, {} MB; p50/p99 in ms of {QUESTIONS} questions",
        pool.ids.len(),
        size >> 20
    );
    let mut classes = classes(&pool, QUESTIONS);
    if let Some(part) = only() {
        classes.retain(|class| class.name.contains(&part));
    }
    let compared = env::var_os("CALLBOOK_BENCH_SQL");
    if let Some(path) = &compared {
        std::fs::write(path, sql::as_sql(&classes)).unwrap();
    }
    println!("{:34} {:>17} {:>8} {:>17}", "", "warm", "", "cold");
    let mut missed = 0;
    for class in &classes {
        missed += usize::from(!measure(&dir, &store, class));
    }
    missed += usize::from(!interruptions(&dir, &classes));
    if compared.is_some() {
        println!("with the count of all and the counts of all filters");
        for class in classes.iter().filter(|class| class.ask == Ask::Page) {
            println!(
                "{:34} {}",
                class.name,
                written(&warm(&store, few(class), Ask::Window))
            );
        }
    }
    if let Some(secs) = env::var("CALLBOOK_BENCH_INGEST")
        .ok()
        .and_then(|secs| secs.parse().ok())
    {
        missed += ingest::ask_meanwhile(&dir, &classes, Duration::from_secs(secs));
    }
    println!("{missed} bars missed");
    ExitCode::from(u8::from(missed > 0))
}

/// A book as the window's workers open it.
fn asked(dir: &Path) -> Store {
    let store = Store::open(dir).unwrap();
    store.keep_more_pages().unwrap();
    store
}

/// The words after `--`; cargo adds one of its own.
fn only() -> Option<String> {
    env::args().skip(1).find(|word| !word.starts_with("--"))
}

/// Times of a class, warm and cold, in one line; true unless a bar was missed.
fn measure(dir: &Path, store: &Store, class: &Class) -> bool {
    let warm = warm(store, class.questions.iter(), class.ask);
    let cold = times(few(class).map(|question| {
        drop_from_cache(dir);
        let store = asked(dir);
        let begun = Instant::now();
        class.ask.ask(&store, question);
        begun.elapsed()
    }));
    println!(
        "{:34} {} {:>8} {}",
        class.name,
        written(&warm),
        class.bar.verdict(&warm),
        written(&cold)
    );
    class.bar.is_met(&warm)
}

/// Some of the questions of a class.
fn few(class: &Class) -> impl Iterator<Item = &Posed> + Clone {
    let step = class.questions.len().div_ceil(FEW);
    class.questions.iter().step_by(step)
}

/// Times of what is asked with these questions, each of which was asked before.
fn warm<'q>(
    store: &Store,
    questions: impl Iterator<Item = &'q Posed> + Clone,
    ask: Ask,
) -> Vec<f64> {
    for question in questions.clone() {
        ask.ask(store, question);
    }
    times(questions.map(|question| {
        let begun = Instant::now();
        ask.ask(store, question);
        begun.elapsed()
    }))
}

fn times(times: impl Iterator<Item = Duration>) -> Vec<f64> {
    let mut times: Vec<f64> = times.map(|time| time.as_secs_f64() * 1e3).collect();
    times.sort_by(f64::total_cmp);
    times
}

fn p50(times: &[f64]) -> f64 {
    times[times.len() / 2]
}

fn p99(times: &[f64]) -> f64 {
    times[times.len() * 99 / 100]
}

fn written(times: &[f64]) -> String {
    format!("{:>7.2} /{:>7.2}", p50(times), p99(times))
}

/// Has the system read the book from the disk again.
fn drop_from_cache(dir: &Path) {
    #[cfg(target_os = "linux")]
    {
        let file = File::open(dir.join(BOOK_FILE)).unwrap();
        rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed).unwrap();
    }
    #[cfg(not(target_os = "linux"))]
    let _ = dir;
}

/// How long questions go on after they are interrupted, at a moment that differs each time; true unless that is too long.
fn interruptions(dir: &Path, classes: &[Class]) -> bool {
    let slow = classes
        .iter()
        .filter(|class| matches!(class.ask, Ask::ExactCount | Ask::Facets));
    let questions: Vec<(&Class, &Posed)> = slow
        .flat_map(|class| {
            class
                .questions
                .iter()
                .step_by(5)
                .map(move |question| (class, question))
        })
        .collect();
    let store = asked(dir);
    let interrupter = store.interrupter();
    let (send, receive) = std::sync::mpsc::sync_channel::<(Instant, Duration)>(1);
    let (done, told) = std::sync::mpsc::sync_channel::<Instant>(1);
    let interrupting = std::thread::Builder::new()
        .name("interrupter".to_owned())
        .spawn(move || {
            while let Ok((begun, after)) = receive.recv() {
                std::thread::sleep(after.saturating_sub(begun.elapsed()));
                let at = Instant::now();
                interrupter.interrupt();
                done.send(at).unwrap();
            }
        })
        .unwrap();
    let mut late = Vec::new();
    for (at, (class, question)) in questions.into_iter().enumerate() {
        let after = Duration::from_micros(500 * (at as u64 % 40));
        send.send((Instant::now(), after)).unwrap();
        let result = class.ask.try_ask(&store, question);
        let ended = Instant::now();
        let interrupted_at = told.recv().unwrap();
        if result.is_err_and(|error| error.kind() == StoreErrorKind::Interrupted) {
            late.push(ended.saturating_duration_since(interrupted_at));
        }
    }
    drop(send);
    interrupting.join().unwrap();
    if late.is_empty() {
        println!("no question lasted long enough to be interrupted");
        return true;
    }
    let count = late.len();
    let late = times(late.into_iter());
    let bar = Bar {
        p50: 20.0,
        p99: 20.0,
    };
    println!(
        "{:34} {} {:>8} of {count}",
        "ended after an interruption",
        written(&late),
        bar.verdict(&late)
    );
    bar.is_met(&late)
}
