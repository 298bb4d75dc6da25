//! Reads files of subtitles.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;

use jiff::Timestamp;

use super::Events;
use super::event::{Brought, Event};
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

fn subtitles(data_dir: &Path, call: CallId, paths: &[PathBuf]) -> Result<Brought, Error> {
    let [path] = paths else {
        return Err(Error::Several);
    };
    let (name, text) = load(path)?;
    let store = Store::open(data_dir)?;
    let file = SubtitleFile {
        name,
        text,
        brought_at: Timestamp::now(),
        came_swapped: store.is_swapped(call)?,
    };
    Ok(Brought {
        file: Arc::new(file),
        before: store.subtitles(call)?.map(Arc::new),
    })
}
