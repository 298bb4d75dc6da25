//! Reads files of subtitles.

use std::path::{Path, PathBuf};
use std::thread;

use jiff::Timestamp;

use super::Events;
use super::event::Event;
use crate::call::{CallId, SubtitleFile};
use crate::recording::subtitles::{FileError, load};
use crate::store::{Store, StoreError};

/// Why nothing is brought in.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error(transparent)]
    File(#[from] FileError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("A call has one file of subtitles: drop one at a time")]
    Several,
}

/// Reads a file of subtitles for a call on a thread of its own; it is told what is in it, or what is wrong with it.
pub(super) fn start(data_dir: &Path, call: CallId, paths: Vec<PathBuf>, events: Events) {
    let data_dir = data_dir.to_owned();
    let told = events.clone();
    let work = move || {
        events.send(match subtitles(&data_dir, call, &paths) {
            Ok(file) => Event::Subtitles(call, file),
            Err(error) => Event::Notice {
                text: error.to_string(),
                failed: true,
            },
        });
    };
    let thread = thread::Builder::new()
        .name("subtitles".to_owned())
        .spawn(work);
    if let Err(error) = thread {
        let text = format!("The subtitles cannot be read: {error}");
        told.leave(Event::Notice { text, failed: true });
    }
}

fn subtitles(data_dir: &Path, call: CallId, paths: &[PathBuf]) -> Result<SubtitleFile, Error> {
    let [path] = paths else {
        return Err(Error::Several);
    };
    let (name, text) = load(path)?;
    Ok(SubtitleFile {
        name,
        text,
        brought_at: Timestamp::now(),
        came_swapped: Store::open(data_dir)?.is_swapped(call)?,
    })
}
