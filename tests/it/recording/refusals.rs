//! Everything that can be wrong with a recording says what it is, in words, and without its link.

use std::io::Write as _;
use std::net::TcpListener;

use callbook::recording::failure::Failure;
use callbook::recording::fetch::Link;

use super::tones::{tone, wave};
use super::vendor::{Vendor, send};
use super::{fetched, library, library_with};

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
    for text in [
        "",
        "not a link",
        "ftp://example.com/x.mp3",
        "file:///etc/passwd",
    ] {
        assert_eq!(Link::parse(text).err(), Some(Failure::BadLink), "{text}");
    }
}
