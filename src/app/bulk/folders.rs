//! Looks into folders, for who chooses where a file is to go.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use crate::app::Events;
use crate::app::event::Event;
use crate::config::{documents_dir, downloads_dir, home_dir};
use crate::ui::model::{BulkTold, Folder};

/// More names than anyone looks through are not shown.
const MOST: usize = 10_000;

/// Looks into a folder, on a thread of its own; into the one for downloads where none is given.
pub(super) fn look(path: Option<PathBuf>, events: &Events) {
    let (events, told) = (events.clone(), events.clone());
    let thread = thread::Builder::new()
        .name("folder".to_owned())
        .spawn(move || {
            let path = path.unwrap_or_else(downloads_dir);
            events.send(Event::Bulk(BulkTold::Folder(folder(&path))));
        });
    if let Err(error) = thread {
        let text = format!("The folder cannot be shown: {error}");
        told.leave(Event::Notice { text, failed: true });
    }
}

fn folder(path: &Path) -> Folder {
    let named = [
        ("Downloads", Some(downloads_dir())),
        ("Documents", documents_dir()),
        ("Home", home_dir()),
    ];
    let mut places: Vec<(String, PathBuf)> = Vec::new();
    for (name, path) in named {
        let new = path.filter(|path| places.iter().all(|(_, known)| known != path));
        places.extend(new.map(|path| (name.to_owned(), path)));
    }
    let mut shown = Folder {
        path: path.to_owned(),
        places,
        ..Folder::default()
    };
    match fs::read_dir(path) {
        Ok(entries) => {
            for entry in entries.flatten().take(MOST) {
                let name = entry.file_name().to_string_lossy().into_owned();
                if entry.path().is_dir() {
                    shown.folders.push(name);
                } else {
                    shown.files.push(name);
                }
            }
        }
        Err(error) => shown.fault = Some(format!("This folder cannot be opened: {error}")),
    }
    shown.folders.retain(|name| !name.starts_with('.'));
    shown.folders.sort_by_key(|name| name.to_lowercase());
    shown
}
