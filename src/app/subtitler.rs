//! Brings in subtitles and takes them away.

use std::path::{Path, PathBuf};
use std::thread;

use jiff::Timestamp;

use super::Events;
use super::event::Event;
use crate::call::{CallId, SubtitleFile};
use crate::recording::subtitles::{FileError, load};
use crate::store::{Store, StoreError};

/// Why nothing came of it.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error(transparent)]
    File(#[from] FileError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("A call has one file of subtitles: drop one at a time")]
    Several,
}

/// Brings in a file of subtitles for a call, or takes the call's away where there are no paths, on a thread of its
/// own, and tells how it went. The window sees the call change as it does when another process changes it.
pub(super) fn start(data_dir: &Path, call: CallId, paths: Option<Vec<PathBuf>>, events: Events) {
    let data_dir = data_dir.to_owned();
    let told = events.clone();
    let work = move || {
        let done = match &paths {
            Some(paths) => bring(&data_dir, call, paths),
            None => take_away(&data_dir, call),
        };
        let failed = done.is_err();
        let text = done.unwrap_or_else(|error| error.to_string());
        events.send(Event::Notice { text, failed });
    };
    let thread = thread::Builder::new()
        .name("subtitles".to_owned())
        .spawn(work);
    if let Err(error) = thread {
        let text = format!("The subtitles cannot be changed: {error}");
        told.leave(Event::Notice { text, failed: true });
    }
}

fn bring(data_dir: &Path, call: CallId, paths: &[PathBuf]) -> Result<String, Error> {
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
    store.set_subtitles(call, Some(&file))?;
    Ok(format!("{} holds now", file.name))
}

fn take_away(data_dir: &Path, call: CallId) -> Result<String, Error> {
    let store = Store::open(data_dir)?;
    let had = store.set_subtitles(call, None)?;
    let name = had.map_or_else(|| "Subtitles".to_owned(), |had| had.name);
    Ok(format!("{name} taken away"))
}
