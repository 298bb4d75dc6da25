//! The book that benchmarks ask: the one in `CALLBOOK_BENCH_DIR`, or one of `CALLBOOK_BENCH_CALLS` calls (20,000) that is
//! made under `target/` the first time.

#[path = "../../examples/generate/made/mod.rs"]
pub mod generated;

use std::env;
use std::fs::File;
use std::path::{Path, PathBuf};

/// Its data folder.
pub fn book() -> PathBuf {
    if let Some(dir) = env::var_os("CALLBOOK_BENCH_DIR") {
        return dir.into();
    }
    let calls = env::var("CALLBOOK_BENCH_CALLS").ok();
    let calls = calls.map_or(20_000, |calls| calls.parse().unwrap());
    let target = Path::new(env!("CARGO_MANIFEST_DIR")).join("target");
    let dir = target.join(format!("bench-book-{calls}"));
    if !dir.join("whole").exists() {
        println!("making a book of {calls} calls");
        if dir.exists() {
            std::fs::remove_dir_all(&dir).unwrap();
        }
        generated::fill(&dir, calls, 7, &mut |_| {}).unwrap();
        File::create(dir.join("whole")).unwrap();
    }
    dir
}
