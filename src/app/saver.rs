//! Writes texts into files where the person finds them.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::thread;

use super::Events;
use super::event::Event;
use crate::config::downloads_dir;

/// How many files of one name there may be.
const MOST: usize = 1000;

/// Saves a text under a name in the folder for downloads, on a thread of its own, and tells where it is. A file that is
/// there already stays: the new one gets a number.
pub(super) fn save(name: &str, text: &str, events: &Events) {
    let (name, text) = (safe(name), text.to_owned());
    let told = events.clone();
    let for_thread = events.clone();
    let thread = thread::Builder::new()
        .name("save".to_owned())
        .spawn(move || {
            let (text, failed) = match write(&downloads_dir(), &name, &text) {
                Ok(path) => (format!("Saved as {}", path.display()), false),
                Err(error) => (format!("{name} cannot be saved: {error}"), true),
            };
            for_thread.send(Event::Notice { text, failed });
        });
    if let Err(error) = thread {
        let text = format!("The file cannot be saved: {error}");
        told.leave(Event::Notice { text, failed: true });
    }
}

/// A name that is one file in the folder, on every system.
fn safe(name: &str) -> String {
    let plain = |c: char| {
        if c.is_control() || "/\\:*?\"<>|".contains(c) {
            '-'
        } else {
            c
        }
    };
    name.chars().map(plain).take(120).collect()
}

fn write(folder: &Path, name: &str, text: &str) -> io::Result<PathBuf> {
    let path = Path::new(name);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    for number in 1..=MOST {
        let name = match number {
            1 => name.to_owned(),
            _ => format!("{stem} ({number}).{ending}"),
        };
        let path = folder.join(name);
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(mut file) => {
                file.write_all(text.as_bytes())?;
                return Ok(path);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_there_stays() {
        let dir = tempfile::tempdir().unwrap();
        let first = write(dir.path(), "a call.txt", "one").unwrap();
        let second = write(dir.path(), "a call.txt", "two").unwrap();
        assert_eq!(std::fs::read_to_string(first).unwrap(), "one");
        assert_eq!(std::fs::read_to_string(&second).unwrap(), "two");
        assert!(second.ends_with("a call (2).txt"));
        assert_eq!(safe("../x: y?.srt"), "..-x- y-.srt");
    }
}
