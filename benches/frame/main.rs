//! How long a frame takes with a large book: what the interface thread does, without painting.
//!
//! It drives the program itself, with its workers, its receiver and its accessibility tree, at 60 frames a second over
//! a real book (`CALLBOOK_BENCH_DIR`, else one of `CALLBOOK_BENCH_CALLS` calls is made): `logic` takes over what the
//! workers found, `ui` lays out the window. Then it opens a call of 2,000 turns and 300 keyword hits again and again,
//! and scrolls through it. `cargo bench --bench frame -- typing` does the work alone in whose names that stands.
//!
//! Beside them stands what both were on the processor: where that is less, the thread had to wait for others.
//!
//! Bars, in release: p99 under 4 ms, p99.9 under 16 ms, `logic` and `ui` together; rows within 0.5 s of the start.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a benchmark prints its figures and stops when something fails"
)]

#[path = "../book/mod.rs"]
mod book;
mod hands;
#[path = "../book/talk.rs"]
mod talk;
mod talkative;
mod window;
mod works;

use std::env;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use callbook::call::Look;
use callbook::call::listing::Count;
use callbook::store::Store;
use callbook::ui::model::{Model, Opened};
use egui::Key;

use window::{Span, Window};

/// Frames of each kind of work.
const FRAMES: usize = 1_500;
const P99: Duration = Duration::from_millis(4);
const P999: Duration = Duration::from_millis(16);
/// From the start to the first rows.
const OPENING: Duration = Duration::from_millis(500);
const OPENINGS: usize = 5;

fn main() -> ExitCode {
    let dir = book::book();
    forget(&dir);
    let mut is_within = open(&dir);
    let mut window = Window::over(&dir);
    window.until("all calls", is_whole);
    let calls = window.model().calls.ids.as_ref().map_or(0, |ids| ids.len());
    println!("{calls} calls, {FRAMES} frames of a kind; ms");
    println!(
        "{:34}{:>9}{:>9}{:>9}{:>9}",
        "", "p50", "p99", "p99.9", "worst"
    );
    let only = only().unwrap_or_default();
    for (name, work) in works::WORKS {
        if name.contains(&only) {
            is_within &= print(name, &window.work(FRAMES, work));
        }
    }
    drop(window);
    let talkative = talkative::book();
    let mut window = Window::over(talkative.path());
    window.until("the calls", |model| model.calls.ids.is_some());
    for (name, work) in talkative::WORKS {
        if name.contains(&only) {
            is_within &= print(name, &window.work(FRAMES, work));
        }
    }
    println!(
        "{}",
        if is_within {
            "within the bars"
        } else {
            "beyond the bars"
        }
    );
    ExitCode::from(u8::from(!is_within))
}

/// Forgets where somebody was in the window before, and how the list looked.
fn forget(dir: &Path) {
    let store = Store::open(dir).unwrap();
    store.set_choice("whereabouts", None).unwrap();
    store.set_look(&Look::default()).unwrap();
}

/// The words after `--`; cargo adds one of its own.
fn only() -> Option<String> {
    env::args().skip(1).find(|word| !word.starts_with("--"))
}

/// Opens the window some times: how long until the rows in view are there, until all calls are known, and from the
/// choice of a call to its page.
fn open(dir: &Path) -> bool {
    let mut rows = Vec::new();
    let mut all = Vec::new();
    let mut pages = Vec::new();
    for _ in 0..OPENINGS {
        let mut window = Window::over(dir);
        window.until("rows", |model| {
            let first = model.calls.ids.as_ref().and_then(|ids| ids.first());
            first.is_some_and(|first| model.calls.rows.contains_key(first))
        });
        rows.push(window.begun.elapsed());
        window.until("all calls", is_whole);
        all.push(window.begun.elapsed());
        let chosen = Instant::now();
        window.work(1, |_, _| works::key(Key::ArrowDown));
        window.until("a page", |model| {
            matches!(model.open_call, Opened::Ready(_))
        });
        pages.push(chosen.elapsed());
    }
    rows.sort_unstable();
    all.sort_unstable();
    pages.sort_unstable();
    let worst = rows.last().copied().unwrap_or_default();
    let is_met = worst < OPENING;
    println!(
        "opened {OPENINGS} times: rows after {:.0?}, at worst {worst:.0?}: {}; all calls known after {:.0?}; the page of a \
         call {:.0?} after it is chosen",
        rows[OPENINGS / 2],
        verdict(is_met),
        all[OPENINGS / 2],
        pages[OPENINGS / 2],
    );
    is_met
}

/// All calls were found.
fn is_whole(model: &Model) -> bool {
    matches!(model.search.count, Count::Exactly(_))
}

fn verdict(is_met: bool) -> &'static str {
    if is_met { "met" } else { "MISSED" }
}

/// A line for each part of the frames; true where the bars are met.
fn print(name: &str, spans: &[Span]) -> bool {
    let of = |part: fn(&Span) -> Duration| spans.iter().map(part).collect::<Vec<_>>();
    line(&format!("{name}, logic"), of(|span| span.logic), "");
    line(&format!("{name}, ui"), of(|span| span.ui), "");
    let both = of(|span| span.logic + span.ui);
    let [_, p99, p999, _] = percentiles(both.clone());
    let is_met = p99 < P99 && p999 < P999;
    line(&format!("{name}, both"), both, verdict(is_met));
    line(&format!("{name}, at work"), of(|span| span.at_work), "");
    is_met
}

fn line(name: &str, times: Vec<Duration>, verdict: &str) {
    let ms = percentiles(times).map(|time| format!("{:9.3}", time.as_secs_f64() * 1_000.0));
    println!("{name:<34}{} {verdict}", ms.concat());
}

fn percentiles(mut times: Vec<Duration>) -> [Duration; 4] {
    times.sort_unstable();
    [500, 990, 999, 1_000].map(|per_mille| times[(times.len() - 1) * per_mille / 1_000])
}
