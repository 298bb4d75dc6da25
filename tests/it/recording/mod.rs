//! Recordings: fetching them from a vendor that misbehaves in every way, and hearing what is played.

#[cfg(target_os = "linux")]
mod capture;
mod ear;
mod fetching;
mod hearing;
mod kept;
#[cfg(target_os = "linux")]
mod program;
mod refusals;
mod states;
pub mod tones;
pub mod vendor;

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use callbook::recording::failure::Failure;
use callbook::recording::fetch::{Link, Rules};
use callbook::recording::growing::Growing;
use callbook::recording::library::{Library, Settings};

const LONG: Duration = Duration::from_secs(30);

/// A library in a folder that fetches from the machine of the tests.
fn library(folder: &Path) -> Library {
    library_with(folder, |_| {})
}

pub fn library_with(folder: &Path, change: impl FnOnce(&mut Settings)) -> Library {
    let mut settings = settings(folder);
    change(&mut settings);
    Library::open(settings).unwrap()
}

fn settings(folder: &Path) -> Settings {
    Settings {
        folder: folder.join("recordings"),
        budget_bytes: 100 << 20,
        rules: Rules {
            allow_http: true,
            private_hosts: vec!["localhost".to_owned()],
            max_bytes: 50 << 20,
            stall: Duration::from_millis(400),
        },
    }
}

pub fn link(url: &str) -> Link {
    Link::parse(url).unwrap()
}

/// Fetches and waits for the end.
fn fetched(library: &Library, url: &str) -> Result<Arc<Growing>, Failure> {
    let growing = library.recording(&link(url), || {})?;
    growing.wait(LONG).expect("it ends")?;
    Ok(growing)
}
