//! What fuzzing kept: every input of `fuzz/corpora` still holds what the targets there check.
//!
//! The properties are the same files that the targets are made of; `fuzz/README.md` says how those are run.

use std::fs;
use std::path::{Path, PathBuf};

#[path = "../../fuzz/properties/call.rs"]
mod call;
#[path = "../../fuzz/properties/chunks.rs"]
mod chunks;
#[path = "../../fuzz/properties/head.rs"]
mod head;
#[path = "../../fuzz/properties/json.rs"]
mod json;
#[path = "../../fuzz/properties/signature.rs"]
mod signature;
#[path = "../../fuzz/properties/taken.rs"]
mod taken;

/// All inputs together, so that the repository stays small.
const MOST_BYTES: u64 = 1_000_000;

/// Checks every input of a target; the one that fails is named.
fn each(target: &str, holds: impl Fn(&[u8])) {
    let mut inputs: Vec<PathBuf> = files(&corpora().join(target));
    inputs.sort();
    assert!(inputs.len() >= 10, "{target}: {}", inputs.len());
    for input in inputs {
        let named = Named(&input);
        holds(&fs::read(&input).unwrap());
        drop(named);
    }
}

/// Says which input it was.
struct Named<'a>(&'a Path);

impl Drop for Named<'_> {
    #[expect(clippy::print_stderr, reason = "a test that fails says at what")]
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("it was {}", self.0.display());
        }
    }
}

fn corpora() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpora")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn heads_of_requests() {
    each("head", head::holds);
}

#[test]
fn bodies_in_chunks() {
    each("chunks", chunks::holds);
}

#[test]
fn tolerant_json() {
    each("json", json::holds);
}

#[test]
fn headers_with_signatures() {
    each("signature", signature::holds);
}

#[test]
fn deliveries_folded_into_calls() {
    each("call", call::holds);
}

#[test]
fn requests_on_the_wire() {
    let scene = taken::Scene::new();
    each("taken", |input| scene.holds(input));
}

#[test]
fn they_are_small() {
    let all = files(&corpora())
        .into_iter()
        .flat_map(|folder| files(&folder));
    let bytes: u64 = all.map(|file| fs::metadata(file).unwrap().len()).sum();
    assert!(bytes < MOST_BYTES, "{bytes}");
}
