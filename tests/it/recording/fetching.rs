//! Fetching: whole, cut, without the server's help, and from the cache.

use std::fs;
use std::io::{Read as _, Write as _};
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::sync_channel;
use std::time::{Duration, SystemTime};

use callbook::recording::failure::Failure;
use callbook::recording::library::Library;

use super::tones::{tone, wave};
use super::vendor::{Vendor, send};
use super::{LONG, fetched, library, library_with, link, settings};

fn sound() -> Vec<u8> {
    wave(8000, 10, &[&tone(440.0, 0.5)])
}

#[test]
fn a_recording_is_fetched_once_and_kept_under_a_name_that_tells_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let vendor = Vendor::good(sound());
    let library = library(dir.path());
    let first = fetched(&library, &vendor.url()).unwrap();
    assert_eq!(fs::read(first.path()).unwrap(), sound());
    let again = fetched(&library, &vendor.url()).unwrap();
    assert_eq!(again.path(), first.path());
    assert_eq!(vendor.heads().len(), 1);
    assert!(!first.path().to_str().unwrap().contains("s3cr3t"));
    assert!(!format!("{:?}", link(&vendor.url())).contains("s3cr3t"));

    library.forget(&link(&vendor.url())).unwrap();
    fetched(&library, &vendor.url()).unwrap();
    assert_eq!(vendor.heads().len(), 2);
}

#[test]
fn a_recording_can_be_read_at_any_time_while_it_comes() {
    let dir = tempfile::tempdir().unwrap();
    let library = library(dir.path());
    for _ in 0..20 {
        let vendor = Vendor::good(sound());
        let growing = library.recording(&link(&vendor.url()), || {}).unwrap();
        // It is moved once it is whole, and that too is no moment at which it is gone.
        while growing.progress().end.is_none() {
            growing.reader(Arc::default()).unwrap();
        }
        assert_eq!(growing.progress().end, Some(Ok(())));
        growing.reader(Arc::default()).unwrap();
    }
}

#[cfg(unix)]
#[test]
fn recordings_are_their_owners_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let dir = tempfile::tempdir().unwrap();
    let vendor = Vendor::good(sound());
    let path = fetched(&library(dir.path()), &vendor.url()).unwrap().path();
    let mode = |path: &std::path::Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(path.parent().unwrap()), 0o700);
}

#[test]
fn a_server_that_says_no_length_will_do() {
    let dir = tempfile::tempdir().unwrap();
    let bytes = sound();
    let vendor = Vendor::start(move |_, stream| {
        let _ = write!(
            stream,
            "HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg\r\n\r\n"
        );
        let _ = stream.write_all(&bytes);
    });
    let growing = fetched(&library(dir.path()), &vendor.url()).unwrap();
    assert_eq!(fs::read(growing.path()).unwrap(), sound());
}

#[test]
fn a_cut_is_taken_up_where_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let bytes = sound();
    let vendor = Vendor::start(move |ask, stream| {
        let until = [40_000, 90_000, bytes.len()][ask.number.min(2)];
        send(stream, ask, &bytes, until);
    });
    let growing = fetched(&library(dir.path()), &vendor.url()).unwrap();
    assert_eq!(fs::read(growing.path()).unwrap(), sound());
    let heads = vendor.heads();
    assert_eq!(heads.len(), 3);
    assert!(heads[1].to_lowercase().contains("range: bytes=40000-"));
    assert!(heads[1].to_lowercase().contains("if-range: \"one\""));
    assert!(heads[2].to_lowercase().contains("range: bytes=90000-"));
}

#[test]
fn a_cut_recording_goes_on_at_its_byte_after_a_restart() {
    for tag in ["ETag: \"one\"\r\n", ""] {
        let dir = tempfile::tempdir().unwrap();
        let bytes = sound();
        let vendor = Vendor::start(move |ask, stream| {
            let (from, length) = (ask.from().unwrap_or(0), bytes.len());
            // The first answer breaks off, and then the server is away until the program was started again.
            let (status, until) = match ask.number {
                0 => ("200 OK", 40_000),
                1..=3 => ("503 Service Unavailable", from),
                _ => ("206 Partial Content", length),
            };
            let _ = write!(
                stream,
                "HTTP/1.1 {status}\r\n{tag}Content-Length: {}\r\nContent-Range: bytes {from}-{}/{length}\r\nConnection: close\r\n\r\n",
                length - from,
                length - 1,
            );
            let _ = stream.write_all(&bytes[from..until]);
        });
        let failed = fetched(&library(dir.path()), &vendor.url());
        assert_eq!(failed.err(), Some(Failure::Status(503)));
        let again = fetched(&library(dir.path()), &vendor.url()).unwrap();
        assert!(fs::read(again.path()).unwrap() == sound());
        let heads = vendor.heads();
        assert_eq!(heads.len(), 5);
        assert!(heads[4].to_lowercase().contains("range: bytes=40000-"));
        let left = fs::read_dir(dir.path().join("recordings")).unwrap();
        assert_eq!(left.count(), 1, "nothing is left of the part");
    }
}

#[test]
fn another_version_is_not_gone_on_with_after_a_restart() {
    let dir = tempfile::tempdir().unwrap();
    let (old, new) = (sound(), wave(8000, 7, &[&tone(880.0, 0.5)]));
    let expected = new.clone();
    let vendor = Vendor::start(move |ask, stream| {
        let from = ask.from().unwrap_or(0);
        let (status, bytes, until) = match ask.number {
            0 => ("200 OK", &old, 40_000),
            1..=3 => ("503 Service Unavailable", &old, from),
            // Without a name for its version, only its length tells that it is another.
            _ if from > 0 => ("206 Partial Content", &new, new.len()),
            _ => ("200 OK", &new, new.len()),
        };
        let length = bytes.len();
        let _ = write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Length: {}\r\nContent-Range: bytes {from}-{}/{length}\r\nConnection: close\r\n\r\n",
            length - from,
            length - 1,
        );
        let _ = stream.write_all(&bytes[from..until]);
    });
    assert!(fetched(&library(dir.path()), &vendor.url()).is_err());
    let again = fetched(&library(dir.path()), &vendor.url()).unwrap();
    assert!(fs::read(again.path()).unwrap() == expected);
}

#[test]
fn a_cut_at_a_server_without_ranges_is_fetched_again_from_the_start() {
    let dir = tempfile::tempdir().unwrap();
    let bytes = sound();
    let vendor = Vendor::start(move |ask, stream| {
        let until = if ask.number == 0 { 70_000 } else { bytes.len() };
        let length = bytes.len();
        let _ = write!(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        );
        let _ = stream.write_all(&bytes[..until]);
    });
    let growing = fetched(&library(dir.path()), &vendor.url()).unwrap();
    assert_eq!(fs::read(growing.path()).unwrap(), sound());
}

#[test]
fn what_was_changed_between_two_parts_is_not_mixed() {
    let dir = tempfile::tempdir().unwrap();
    let (old, new) = (sound(), wave(8000, 7, &[&tone(880.0, 0.5)]));
    let expected = new.clone();
    let vendor = Vendor::start(move |ask, stream| {
        if ask.number == 0 {
            send(stream, ask, &old, 50_000);
        } else {
            // It does not match If-Range any more: all of the new one.
            let length = new.len();
            let _ = write!(
                stream,
                "HTTP/1.1 200 OK\r\nETag: \"two\"\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
            );
            let _ = stream.write_all(&new);
        }
    });
    let growing = fetched(&library(dir.path()), &vendor.url()).unwrap();
    assert!(fs::read(growing.path()).unwrap() == expected);
}

#[test]
fn what_has_come_can_be_read_before_the_rest_is_there() {
    let dir = tempfile::tempdir().unwrap();
    let bytes = sound();
    let (go, wait) = sync_channel(1);
    let wait = Mutex::new(wait);
    let vendor = Vendor::start(move |_, stream| {
        let length = bytes.len();
        let _ = write!(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        );
        let _ = stream.write_all(&bytes[..60_000]);
        let _ = wait.lock().unwrap().recv();
        let _ = stream.write_all(&bytes[60_000..]);
    });
    let library = library_with(dir.path(), |settings| settings.rules.stall = LONG);
    let growing = library.recording(&link(&vendor.url()), || {}).unwrap();
    let mut reader = growing.reader(Arc::new(AtomicBool::new(false))).unwrap();
    let mut there = vec![0; 60_000];
    reader.read_exact(&mut there).unwrap();
    assert!(there == sound()[..60_000]);
    assert_eq!(growing.progress().end, None);
    assert_eq!(growing.progress().whole_bytes, Some(sound().len() as u64));
    go.send(()).unwrap();
    let mut rest = Vec::new();
    reader.read_to_end(&mut rest).unwrap();
    assert!(rest == sound()[60_000..]);
}

#[test]
fn the_budget_takes_what_was_used_longest_ago_and_not_what_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let vendor = Vendor::good(sound());
    let size = sound().len() as u64;
    let library = library_with(dir.path(), |settings| settings.budget_bytes = 2 * size + 10);
    let urls: Vec<String> = (0..4).map(|n| format!("{}&n={n}", vendor.url())).collect();
    library.keep(&link(&urls[0]), true).unwrap();
    for (hours_ago, url) in [(9, &urls[0]), (8, &urls[1]), (7, &urls[2])] {
        let path = fetched(&library, url).unwrap().path();
        let used_at = SystemTime::now() - Duration::from_hours(hours_ago);
        let file = fs::OpenOptions::new().write(true).open(path).unwrap();
        file.set_modified(used_at).unwrap();
    }
    fetched(&library, &urls[1]).unwrap();
    fetched(&library, &urls[3]).unwrap();
    assert_eq!(vendor.heads().len(), 4);
    for n in [0, 1, 3] {
        fetched(&library, &urls[n]).unwrap();
    }
    assert_eq!(vendor.heads().len(), 4);
    fetched(&library, &urls[2]).unwrap();
    assert_eq!(vendor.heads().len(), 5, "the third had gone");
}

#[test]
fn a_file_that_was_cut_on_disk_is_fetched_again() {
    let dir = tempfile::tempdir().unwrap();
    let vendor = Vendor::good(sound());
    let library = library(dir.path());
    let path = fetched(&library, &vendor.url()).unwrap().path();
    let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
    file.set_len(1000).unwrap();
    fetched(&library, &vendor.url()).unwrap();
    assert_eq!(fs::read(path).unwrap(), sound());
}

#[test]
fn what_comes_still_comes_by_other_settings_and_another_window_is_told_to_wait() {
    let dir = tempfile::tempdir().unwrap();
    let (go, wait) = sync_channel::<()>(1);
    let wait = Mutex::new(wait);
    let vendor = Vendor::start(move |ask, stream| {
        let _ = wait.lock().unwrap().recv();
        send(stream, ask, &sound(), sound().len());
    });
    let link = link(&vendor.url());
    let library = library_with(dir.path(), |settings| settings.rules.stall = LONG);
    let coming = library.recording(&link, || {}).unwrap();
    let mut others = settings(dir.path());
    others.rules.max_bytes = 1_000_000;
    let reopened = library.reopen(others.clone()).unwrap();
    let again = reopened.recording(&link, || {}).unwrap();
    assert!(Arc::ptr_eq(&coming, &again));
    // What another process has is its own.
    let other = Library::open(others).unwrap();
    assert_eq!(other.recording(&link, || {}).err(), Some(Failure::Busy));
    go.send(()).unwrap();
    assert_eq!(coming.wait(LONG), Some(Ok(())));
    assert_eq!(vendor.heads().len(), 1);
}
