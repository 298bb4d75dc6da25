//! The outline of an hour: how long it takes, and how much memory, in a process of its own that reads it as the
//! program does.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use callbook::recording::growing::Growing;
use callbook::recording::peaks;

use super::{hour, verdict};

/// Bars.
const MOST: Duration = Duration::from_secs(4);
const MEGABYTES: f64 = 20.0;
/// Names the recording to the process that reads it.
const ASKED: &str = "CALLBOOK_BENCH_OUTLINE";

pub fn outline() -> bool {
    let mut is_met = true;
    for (name, rate, options) in [
        ("8 kHz, variable bit rate", 8_000, &["-V", "6"][..]),
        ("16 kHz, constant bit rate", 16_000, &["--cbr", "-b", "48"]),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let path = hour(folder.path(), rate, options);
        let done = Command::new(env::current_exe().unwrap())
            .env(ASKED, &path)
            .output()
            .unwrap();
        assert!(done.status.success(), "{done:?}");
        let told = String::from_utf8(done.stdout).unwrap();
        let figures: Vec<f64> = told
            .split_whitespace()
            .map(|figure| figure.parse().unwrap())
            .collect();
        let [first, sketched, all, megabytes] = figures[..] else {
            panic!("{told}");
        };
        let is_within = all <= MOST.as_secs_f64() && megabytes <= MEGABYTES;
        println!(
            "outline of an hour, {name}: a first sketch after {first:.2} s, a better one after {sketched:.2} s, all of it after {all:.2} s, {megabytes:.1} MB more: {}",
            verdict(is_within)
        );
        is_met &= is_within;
    }
    is_met
}

/// The recording that this process is to read.
pub fn asked_for() -> Option<PathBuf> {
    env::var_os(ASKED).map(PathBuf::from)
}

/// Reads it, keeping what is told of it as a window does, and prints the seconds to the first sketch, to the last, and to
/// all of it, and the most memory that it took more than before, in megabytes.
pub fn read(recording: &Path) {
    let bytes = recording.metadata().unwrap().len();
    let whole = Arc::new(Growing::whole(recording.to_owned(), bytes));
    let before = most_kilobytes();
    let begun = Instant::now();
    let mut first = None;
    let mut sketched = Duration::ZERO;
    let mut shown = Arc::default();
    let outline = peaks::read(&whole, &Arc::default(), |so_far| {
        first.get_or_insert_with(|| begun.elapsed());
        if so_far.outline.length_secs() == 0.0 {
            sketched = begun.elapsed();
        }
        shown = Arc::new(so_far.outline.clone());
    });
    let all = begun.elapsed();
    let megabytes = (most_kilobytes() - before) / 1e3;
    assert!(outline.unwrap().length_secs() > 3_590.0);
    drop(shown);
    let first = first.unwrap();
    let secs = [first, sketched, all].map(|time| time.as_secs_f64());
    println!("{} {} {} {megabytes}", secs[0], secs[1], secs[2]);
}

/// The most memory that this process had so far (`man 5 proc`: `VmHWM`).
fn most_kilobytes() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let number = line.unwrap().trim().trim_end_matches("kB").trim();
    number.parse().unwrap()
}
