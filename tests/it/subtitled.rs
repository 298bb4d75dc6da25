//! Subtitles that are brought in for a call: kept in the book, printed, taken away, refused where they are none.

use std::fs;

use crate::book::{Book, processed};

const SRT: &str = "1\n00:00:01,000 --> 00:00:02,500\nAgent: Hello, Peak Dental.\n\n2\n00:00:03,000 --> 00:00:04,000\nCaller: Hi.\n";

/// A book with one call, and a file of this name and content beside it.
fn book_with(name: &str, bytes: &[u8]) -> (Book, String, String) {
    let book = Book::new();
    let delivery = book.dir().with_file_name("call.json");
    fs::write(&delivery, processed(1)).unwrap();
    book.run(["import", delivery.to_str().unwrap()]).ok();
    let id = book.calls()[0]["id"].as_str().unwrap().to_owned();
    let path = book.dir().with_file_name(name);
    fs::write(&path, bytes).unwrap();
    let path = path.display().to_string();
    (book, id, path)
}

#[test]
fn they_are_brought_in_printed_and_taken_away() {
    let (book, id, path) = book_with("said.srt", SRT.as_bytes());
    let none = book.run(["subtitles", &id]);
    assert_eq!(none.code, Some(1));
    assert!(
        none.stderr.contains("has no subtitles of yours"),
        "{none:?}"
    );
    let brought = book.run(["subtitles", &id, &path]).ok();
    assert_eq!(
        brought.stdout,
        format!("2 subtitles of said.srt for call {id}\n")
    );
    assert_eq!(book.run(["subtitles", &id]).ok().stdout, SRT);
    let again = fs::write(&path, SRT.replace("Hi.", "Good morning."));
    again.unwrap();
    book.run(["subtitles", &id, &path]).ok();
    assert!(
        book.run(["subtitles", &id])
            .ok()
            .stdout
            .contains("Good morning.")
    );
    let away = book.run(["subtitles", &id, "--remove"]).ok();
    assert_eq!(away.stdout, "taken away: said.srt\n");
    assert_eq!(book.run(["subtitles", &id, "--remove"]).code, Some(1));
    assert_eq!(book.run(["subtitles", "999", &path]).code, Some(1));
    assert_eq!(
        book.run(["subtitles", &id, &path, "--remove"]).code,
        Some(2)
    );
}

#[test]
fn a_file_that_is_no_subtitles_is_refused_with_its_line() {
    let wide: Vec<u8> = [0xff, 0xfe]
        .into_iter()
        .chain(SRT.encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    let latin: Vec<u8> = SRT
        .replace("Hi.", "S\u{ed}.")
        .chars()
        .map(|c| c as u8)
        .collect();
    let cases: [(&[u8], Option<&str>); 6] = [
        (&wide, None),
        (&latin, None),
        (b"\x00\x01\x02-->\xff", Some("bad.srt is no text")),
        (b"", Some("bad.srt, there are no subtitles in the file")),
        (
            b"1\n00:00:01,000 --> soon\nHello",
            Some("bad.srt, line 2: \u{201c}soon\u{201d} is no time"),
        ),
        (
            b"WEBVTT\n\n00:05.000 --> 00:04.000\nHello",
            Some("bad.srt, line 3: the subtitle ends before it begins"),
        ),
    ];
    for (bytes, refused) in cases {
        let (book, id, path) = book_with("bad.srt", bytes);
        let done = book.run(["subtitles", &id, &path]);
        match refused {
            None => assert_eq!(done.code, Some(0), "{done:?}"),
            Some(words) => {
                assert_eq!(done.code, Some(1), "{done:?}");
                assert!(done.stderr.contains(words), "{done:?}");
                assert_eq!(book.run(["subtitles", &id]).code, Some(1));
            }
        }
    }
}
