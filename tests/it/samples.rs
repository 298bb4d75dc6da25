//! Files that hold deliveries.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::time::{Duration, Instant};

use callbook::webhook::decode;
use callbook::webhook::samples::{Sample, SamplesError, samples};

use crate::wire::{SAMPLES, V4_PREPROCESSED, V4_PROCESSED, V5_PROCESSED};

const PAGE: &[u8] = include_bytes!("../fixtures/call-webhooks.txt");

fn bodies(input: &[u8]) -> Vec<String> {
    let samples = samples(input).unwrap();
    samples
        .into_iter()
        .map(|sample| String::from_utf8(sample.body).unwrap())
        .collect()
}

#[test]
fn the_vendors_page_holds_its_six_samples_exactly() {
    let found = samples(PAGE).unwrap();
    let lines: Vec<usize> = found.iter().map(|sample| sample.line).collect();
    assert_eq!(lines, [13, 106, 307, 370, 454, 700]);
    for (sample, fixture) in found.iter().zip(SAMPLES) {
        if fixture == V4_PROCESSED {
            let fixture = std::str::from_utf8(fixture).unwrap();
            let body = std::str::from_utf8(&sample.body).unwrap();
            assert!(fixture.contains(body) && body.starts_with("{\n\"Id\""));
            assert!(body.contains("// Only Supported for AutoServices"));
        } else {
            assert_eq!(sample.body, fixture);
        }
    }
}

#[test]
fn a_wrapper_gives_headers_and_path() {
    let [sample] = <[Sample; 1]>::try_from(samples(V4_PROCESSED).unwrap()).unwrap();
    assert_eq!(sample.path.as_deref(), Some("/receive"));
    assert_eq!(sample.headers.len(), 8);
    assert_eq!(
        sample.headers[2],
        (
            "Content-Type".to_owned(),
            "application/json; charset=utf-8".to_owned()
        )
    );
    assert!(
        sample
            .headers
            .iter()
            .any(|(name, value)| name == "ms-signature" && value.len() == 71)
    );
    assert_eq!(decode(&sample.body, None).events.len(), 1);
    let in_text = br#"{"RequestBody": "{\"Notifications\": []}", "Headers": {"A": ["1", 2]}}"#;
    let [sample] = <[Sample; 1]>::try_from(samples(in_text).unwrap()).unwrap();
    assert_eq!(sample.body, br#"{"Notifications": []}"#);
    assert_eq!(
        sample.headers,
        [("A".into(), "1".into()), ("A".into(), "2".into())]
    );
}

#[test]
fn one_document_is_one_delivery_byte_for_byte() {
    for fixture in [V4_PREPROCESSED, V5_PROCESSED] {
        let file = [b"\xEF\xBB\xBF\n ", fixture, b"\r\n\n"].concat();
        let found = samples(&file).unwrap();
        assert_eq!((found.len(), found[0].line), (1, 2));
        assert_eq!(found[0].body, fixture);
    }
    assert_eq!(bodies(b"{}"), ["{}"]);
    assert_eq!(bodies(b"{\"any\": [1, 2]}\n"), ["{\"any\": [1, 2]}"]);
}

#[test]
fn an_array_holds_several() {
    let file = b"[ {\"a\": [1, {\"b\": \"}\"}]}, // first\n {\"Notifications\": []} ,]";
    assert_eq!(
        bodies(file),
        ["{\"a\": [1, {\"b\": \"}\"}]}", "{\"Notifications\": []}"]
    );
    assert_eq!(
        bodies(b"[1, 2]"),
        ["[1, 2]"],
        "not of objects: one as it is"
    );
}

#[test]
fn documents_may_follow_each_other() {
    assert_eq!(
        bodies(b"{\n\"a\": 1\n}\n{\n\"b\": 2\n}"),
        ["{\n\"a\": 1\n}", "{\n\"b\": 2\n}"]
    );
}

#[test]
fn a_broken_line_among_json_lines_is_a_delivery_too() {
    let file = b"{\"Notifications\": [1]}\r\n\r\n{\"Notifications\": [\n{\"RequestBody\": {\"x\": 1}, \"URL\": \"http://h/p?q=1\"}\n";
    let found = samples(file).unwrap();
    let lines: Vec<usize> = found.iter().map(|sample| sample.line).collect();
    assert_eq!(lines, [1, 3, 4]);
    assert_eq!(found[0].body, b"{\"Notifications\": [1]}");
    assert_eq!(found[1].body, b"{\"Notifications\": [");
    assert_eq!(found[2].body, b"{\"x\": 1}");
    assert_eq!(found[2].path.as_deref(), Some("/p?q=1"));
    assert_eq!(
        bodies(b"{\"a\": 1}\n{\"b\": \n{\"c\": \n"),
        ["{\"a\": 1}", "{\"b\":", "{\"c\":"]
    );
    assert_eq!(
        bodies(b"{\"a\": 1},\n{\"b\": 2},\n"),
        ["{\"a\": 1}", "{\"b\": 2}"],
        "an array that was cut up"
    );
    assert_eq!(bodies(b"{\"a\": 1}\nrubbish\n"), ["{\"a\": 1}", "rubbish"]);
}

#[test]
fn prose_around_samples_is_passed_over() {
    let page = "It's \"so\": send {HttpMethod, URL}, {} or {\"a\": 1} to http://x.\n{\"NOTIFICATIONS\": [\"{\"]} more { prose\n\
        {\"wrap\": {\"request_body\": {\"Notifications\": []}}}";
    assert_eq!(
        bodies(page.as_bytes()),
        ["{\"NOTIFICATIONS\": [\"{\"]}", "{\"Notifications\": []}"]
    );
    let broken = "Text\n{\"Notifications\": [ \"never closed\n\n{\"Notifications\": [2]}";
    assert_eq!(bodies(broken.as_bytes()), ["{\"Notifications\": [2]}"]);
}

#[test]
fn a_broken_file_that_claims_json_is_kept_as_it_is() {
    for file in [
        "{\"Id\": 1,\n\"Notifications\": [",
        "{",
        "[{\"a\":1}",
        " {{{ ",
    ] {
        assert_eq!(bodies(file.as_bytes()), [file]);
    }
}

#[test]
fn a_file_without_deliveries_is_an_error_that_says_what_was_looked_for() {
    for file in ["Just prose.", "See {HttpMethod, URL}.", "42", "[]"] {
        assert_eq!(
            samples(file.as_bytes()),
            Err(SamplesError::NoSample),
            "{file}"
        );
    }
    let words = SamplesError::NoSample.to_string();
    for word in [
        "JSON document",
        "JSON lines",
        "Notifications",
        "RequestBody",
    ] {
        assert!(words.contains(word), "{words}");
    }
    assert_eq!(samples(b"\xEF\xBB\xBF \n"), Err(SamplesError::Empty));
}

#[test]
fn a_file_in_utf_16_is_read() {
    let text = "\u{FEFF}{\"Id\": \"Zoë 😀\"}\r\n{\"b\": 2}\r\n";
    let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for file in [little, big] {
        assert_eq!(bodies(&file), ["{\"Id\": \"Zoë 😀\"}", "{\"b\": 2}"]);
    }
    assert_eq!(samples(b"\xFF\xFE"), Err(SamplesError::Empty));
    assert_eq!(samples(b"\xFF\xFEa\0b"), Err(SamplesError::NoSample));
    assert_eq!(samples(b""), Err(SamplesError::Empty));
}

#[test]
fn an_unreadable_token_does_not_cut_a_delivery_up() {
    let call = |token: &str| {
        format!(
            "{{\n\"Notifications\": [\n{{\n\"Action\": \"CallDetails.CallProcessed\",\n\"TelmetricsId\": 7,\n\"x\": {token}\n}}\n]\n}}"
        )
    };
    let deep = "[".repeat(200) + &"]".repeat(200);
    for token in ["1e999", "2386840770123456789012", "\"one\ntwo\"", &deep] {
        let file = call(token);
        assert_eq!(bodies(file.as_bytes()), [file.as_str()]);
        assert_eq!(decode(file.as_bytes(), None).events.len(), 1);
    }
    let two = call("1e999") + "\n" + &call("1");
    assert_eq!(bodies(two.as_bytes()), [call("1e999"), call("1")]);
}

#[test]
fn hostile_files_take_linear_time() {
    let bytes = 1024 * 1024;
    for piece in [
        "{",
        "{\"",
        "{\"a\":",
        "{\"a\":[",
        "{/*",
        "{//",
        "{#",
        "{ ",
        "[",
        "\"",
        "{\"a\":\"\n",
        "\\",
        "{\"a\":1}",
        "{}\n",
        "{\n",
        "[{\"a\":{",
    ] {
        for before in ["", "page "] {
            let file = before.to_owned() + &piece.repeat(bytes / piece.len());
            let begun = Instant::now();
            let _ = samples(file.as_bytes());
            assert!(
                begun.elapsed() < Duration::from_secs(5),
                "{before}{piece} took {:?}",
                begun.elapsed()
            );
        }
    }
}
