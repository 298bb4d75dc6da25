//! Imports what was dropped on the window.

use std::path::{Path, PathBuf};
use std::thread;

use super::Events;
use super::event::Event;
use crate::receiver::import::import;

/// Imports files and folders on a thread of its own and tells how it went.
pub(super) fn start(data_dir: &Path, paths: Vec<PathBuf>, events: Events) {
    let data_dir = data_dir.to_owned();
    let told = events.clone();
    let thread = thread::Builder::new()
        .name("import".to_owned())
        .spawn(move || {
            let (text, failed) = match import(&data_dir, &paths) {
                Ok((summary, None)) => (format!("Imported {summary}"), false),
                Ok((_, Some(error))) | Err(error) => (error.to_string(), true),
            };
            events.send(Event::Notice { text, failed });
        });
    if let Err(error) = thread {
        let text = format!("The import cannot start: {error}");
        told.leave(Event::Notice { text, failed: true });
    }
}
