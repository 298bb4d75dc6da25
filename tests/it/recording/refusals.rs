//! Everything that can be wrong with a recording says what it is, in words, and without its link.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::Arc;

use callbook::recording::failure::Failure;
use callbook::recording::fetch::Link;
use jiff::{SignedDuration, Timestamp};

use super::tones::{tone, wave};
use super::vendor::{Vendor, send};
use super::{LONG, fetched, library, library_with, link};

/// Why a recording of this vendor cannot be had.
fn refusal(vendor: &Vendor) -> Failure {
    let dir = tempfile::tempdir().unwrap();
    let failure = fetched(&library(dir.path()), &vendor.url()).err().unwrap();
    let words = format!("{failure} {} {failure:?}", failure.advice());
    assert!(!words.contains("s3cr3t"), "{words}");
    failure
}

#[test]
fn statuses_are_told_apart() {
    for (status, body, failure) in [
        ("401 Unauthorized", "", Failure::SignIn),
        ("403 Forbidden", "no", Failure::Forbidden),
        (
            "403 Forbidden",
            "<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>",
            Failure::Expired,
        ),
        ("404 Not Found", "<html>", Failure::NotFound),
        ("410 Gone", "", Failure::Gone),
        ("500 Oh", "", Failure::Status(500)),
        ("302 Found", "", Failure::Status(302)),
    ] {
        assert_eq!(
            refusal(&Vendor::saying(status, "", body)),
            failure,
            "{status}"
        );
    }
}

/// Links into cloud stores are signed for a time that stands in them.
#[test]
fn a_link_whose_time_is_over_is_told_from_one_that_is_refused() {
    let vendor = Vendor::saying(
        "403 Forbidden",
        "",
        "<Error><Code>AccessDenied</Code></Error>",
    );
    let soon = Timestamp::now() + SignedDuration::from_hours(1);
    let before = Timestamp::now() - SignedDuration::from_hours(1);
    for (query, failure) in [
        (format!("Expires={}", before.as_second()), Failure::Expired),
        (format!("Expires={}", soon.as_second()), Failure::Forbidden),
        (
            "X-Amz-Date=20260301T120000Z&X-Amz-Expires=3600".to_owned(),
            Failure::Expired,
        ),
    ] {
        let dir = tempfile::tempdir().unwrap();
        let url = format!("{}&{query}", vendor.url());
        let refused = fetched(&library(dir.path()), &url);
        assert_eq!(refused.err(), Some(failure), "{query}");
    }
}

/// It was fetched in part while the link held.
#[test]
fn a_link_that_runs_out_on_the_way_keeps_what_came() {
    let bytes = wave(8000, 5, &[&tone(440.0, 0.5)]);
    let vendor = Vendor::start(move |ask, stream| {
        if ask.number == 0 {
            send(stream, ask, &bytes, 30_000);
        } else {
            let _ = write!(
                stream,
                "HTTP/1.1 403 Forbidden\r\nContent-Length: 19\r\nConnection: close\r\n\r\nRequest has expired"
            );
        }
    });
    let dir = tempfile::tempdir().unwrap();
    let library = library(dir.path());
    let growing = library.recording(&link(&vendor.url()), || {}).unwrap();
    assert_eq!(growing.wait(LONG), Some(Err(Failure::Expired)));
    assert_eq!(growing.progress().have_bytes, 30_000);
    let mut came = Vec::new();
    let mut reader = growing.reader(Arc::default()).unwrap();
    reader.read_to_end(&mut came).unwrap();
    assert_eq!(came.len(), 30_000);
    assert_eq!(vendor.heads().len(), 2, "a refusal is not asked again");
}

#[test]
fn a_server_that_sends_nothing_is_told_from_one_that_stops() {
    let vendor = Vendor::start(|_, _| std::thread::sleep(std::time::Duration::from_secs(5)));
    assert_eq!(refusal(&vendor), Failure::Silent);
    let vendor = Vendor::start(|_, stream| {
        let _ = write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n");
    });
    assert_eq!(refusal(&vendor), Failure::Silent);
}

/// A drop now and then is no reason to give up, however long it takes.
#[test]
fn a_slow_server_is_waited_for() {
    let bytes = wave(8000, 5, &[&tone(440.0, 0.5)]);
    let expected = bytes.clone();
    let vendor = Vendor::start(move |_, stream| {
        let length = bytes.len();
        let _ = write!(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        );
        for part in bytes.chunks(10_000) {
            let _ = stream.write_all(part);
            std::thread::sleep(std::time::Duration::from_millis(150));
        }
    });
    let dir = tempfile::tempdir().unwrap();
    let growing = fetched(&library(dir.path()), &vendor.url()).unwrap();
    assert!(std::fs::read(growing.path()).unwrap() == expected);
}

#[test]
fn what_is_no_recording_says_what_it_is() {
    for (body, failure) in [
        ("<!DOCTYPE html><title>Sign in</title>", Failure::WebPage),
        ("{\"error\": \"no such call\"}", Failure::Message),
        ("OggS\0\x02", Failure::OtherSound("Ogg (Vorbis or Opus)")),
        ("Something else", Failure::UnknownKind),
        ("", Failure::Empty),
        ("ID3\x04\0\0\0\0\0\x05", Failure::Damaged),
    ] {
        assert_eq!(
            refusal(&Vendor::saying(
                "200 OK",
                "Content-Type: audio/mpeg\r\n",
                body
            )),
            failure,
            "{body}"
        );
    }
}

#[test]
fn a_recording_that_never_comes_whole_says_how_much_came() {
    let bytes = wave(8000, 5, &[&tone(440.0, 0.5)]);
    let whole_bytes = bytes.len() as u64;
    let vendor = Vendor::start(move |ask, stream| send(stream, ask, &bytes, 30_000));
    let expected = Failure::Truncated {
        have_bytes: 30_000,
        whole_bytes,
    };
    assert_eq!(refusal(&vendor), expected);
}

#[test]
fn a_server_that_stops_sending_is_given_up() {
    let bytes = wave(8000, 5, &[&tone(440.0, 0.5)]);
    let vendor = Vendor::start(move |ask, stream| {
        send(stream, ask, &bytes, 30_000);
        // The connection stays open and nothing more comes.
        std::thread::sleep(std::time::Duration::from_secs(20));
    });
    assert_eq!(refusal(&vendor), Failure::Stalled);
}

#[test]
fn a_body_without_an_end_is_cut_off() {
    let dir = tempfile::tempdir().unwrap();
    let vendor = Vendor::start(|_, stream| {
        let _ = write!(
            stream,
            "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nID3\x03\0\0"
        );
        while stream.write_all(&[0; 4096]).is_ok() {}
    });
    let library = library_with(dir.path(), |settings| settings.rules.max_bytes = 1 << 20);
    let failure = fetched(&library, &vendor.url()).err().unwrap();
    assert_eq!(failure, Failure::TooLarge(1 << 20));
    // One that says so beforehand is not even begun.
    let vendor = Vendor::good(wave(8000, 100, &[&tone(440.0, 0.5)]));
    let failure = fetched(&library, &vendor.url()).err().unwrap();
    assert_eq!(failure, Failure::TooLarge(1 << 20));
}

#[test]
fn nobody_there_is_told_as_offline() {
    let dir = tempfile::tempdir().unwrap();
    let port = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let url = format!("http://localhost:{port}/x.mp3");
    let failure = fetched(&library(dir.path()), &url).err().unwrap();
    assert_eq!(failure, Failure::Offline);
}

#[test]
fn nothing_leads_into_the_home_network() {
    let dir = tempfile::tempdir().unwrap();
    let inner = Vendor::good(wave(8000, 1, &[&tone(440.0, 0.5)]));
    let library = library(dir.path());
    // This machine under a name that is not allowed, and under one that hides it.
    for host in ["127.0.0.1", "[::ffff:127.0.0.1]", "2130706433", "0x7f.1"] {
        let url = format!("http://{host}:{}/x.mp3", inner.port());
        let failure = fetched(&library, &url).err().unwrap();
        assert_eq!(failure, Failure::PrivateAddress, "{host}");
    }
    // A link that is allowed passes on to one that is not.
    let port = inner.port();
    for location in [
        format!("http://127.0.0.1:{port}/x.mp3"),
        format!("//127.0.0.1:{port}/x.mp3"),
        "http://169.254.169.254/latest/meta-data".to_owned(),
    ] {
        let outer = Vendor::start(move |_, stream| {
            let _ = write!(
                stream,
                "HTTP/1.1 302 Found\r\nLocation: {location}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            );
        });
        let failure = fetched(&library, &outer.url()).err().unwrap();
        assert_eq!(failure, Failure::PrivateAddress);
    }
    assert!(inner.heads().is_empty());
}

#[test]
fn redirects_are_followed_but_not_in_circles() {
    let dir = tempfile::tempdir().unwrap();
    let bytes = wave(8000, 1, &[&tone(440.0, 0.5)]);
    let vendor = Vendor::start(move |ask, stream| {
        if ask.number == 0 {
            let _ = write!(
                stream,
                "HTTP/1.1 307 Elsewhere\r\nLocation: /there\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            );
        } else {
            send(stream, ask, &bytes, bytes.len());
        }
    });
    fetched(&library(dir.path()), &vendor.url()).unwrap();
    assert!(vendor.heads()[1].starts_with("GET /there "));
    let circle = Vendor::saying("302 Found", "Location: /r/s3cr3t.mp3\r\n", "");
    assert_eq!(refusal(&circle), Failure::Redirects);
}

#[test]
fn plain_http_wants_to_be_allowed() {
    let dir = tempfile::tempdir().unwrap();
    let vendor = Vendor::good(wave(8000, 1, &[&tone(440.0, 0.5)]));
    let library = library_with(dir.path(), |settings| settings.rules.allow_http = false);
    let failure = fetched(&library, &vendor.url()).err().unwrap();
    assert_eq!(failure, Failure::HttpRefused);
    assert!(vendor.heads().is_empty());
    for (text, failure) in [
        ("", Failure::BadLink),
        ("not a link", Failure::BadLink),
        // What stands before the colon may be part of a secret.
        ("s3cr3t:7.mp3", Failure::BadLink),
        ("ftp://example.com/x.mp3", Failure::OtherScheme("ftp")),
        ("file:///etc/passwd", Failure::OtherScheme("file")),
    ] {
        assert_eq!(Link::parse(text).err(), Some(failure), "{text}");
    }
}
