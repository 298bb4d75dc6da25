//! Bytes that should be JSON.
//!
//! Read strictly first; where that fails, once more without comments and trailing commas, as the vendor's
//! own samples have them, and then with unreadable tokens mended. An error names the place in the bytes as sent.

use std::borrow::Cow;

use serde_json::Value;
use thiserror::Error;

use super::mend::{Mended, mended};
use super::surrogates;
use super::tolerant::{Exact, Tolerant};

/// A body that is JSON.
pub struct Document {
    pub value: Value,
    /// What was repaired in it, in words.
    pub warnings: Vec<&'static str>,
}

/// What is said when characters were replaced.
const REPLACED: &str = "the text is not Unicode throughout: broken characters were replaced";

/// Why a body is none.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum Fault {
    #[error("empty body")]
    Empty,
    /// Neither the content type nor the first byte claims JSON.
    #[error("not JSON")]
    NotJson,
    /// Lines and columns are counted from 1, columns in characters.
    #[error("not valid JSON: line {line}, column {column}: {what}")]
    Invalid {
        line: usize,
        column: usize,
        what: String,
    },
}

/// Reads a body.
pub fn parse(body: &[u8], content_type: Option<&str>) -> Result<Document, Fault> {
    let text = String::from_utf8_lossy(without_bom(body));
    if text.trim().is_empty() {
        return Err(Fault::Empty);
    }
    let claims = content_type.is_some_and(says_json) || text.trim_start().starts_with(['{', '[']);
    let mut repaired = matches!(text, Cow::Owned(_));
    let mut read = parse_text(&text);
    if read.is_err()
        && let Some(whole) = surrogates::replaced(&text)
    {
        repaired = true;
        read = parse_text(&whole);
    }
    match read {
        Ok(mut document) => {
            if repaired {
                document.warnings.insert(0, REPLACED);
            }
            Ok(document)
        }
        Err(fault) if claims => Err(fault),
        Err(_) => Err(Fault::NotJson),
    }
}

/// Reads JSON from text, comments, trailing commas and single unreadable tokens allowed.
pub fn parse_text(text: &str) -> Result<Document, Fault> {
    let whole = |Exact(value)| Document {
        value,
        warnings: Vec::new(),
    };
    if let Ok(read) = serde_json::from_str(text) {
        return Ok(whole(read));
    }
    let stripped = without_comments(text).map_or(Cow::Borrowed(text), Cow::Owned);
    if let Ok(read) = serde_json::from_str(&stripped) {
        return Ok(whole(read));
    }
    let mended = mended(&stripped);
    match serde_json::from_str(&mended.text) {
        Ok(Tolerant(value)) => Ok(Document {
            value,
            warnings: mended.warnings,
        }),
        Err(error) => Err(fault(text, &mended, &error)),
    }
}

/// The text with comments and trailing commas blanked out, each byte in its old place. None where a comment
/// is broken.
pub fn without_comments(text: &str) -> Option<String> {
    let mut stripped = text.to_owned();
    json_strip_comments::strip(&mut stripped).ok()?;
    Some(stripped)
}

/// The bytes after a UTF-8 byte order mark.
pub fn without_bom(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes)
}

fn says_json(content_type: &str) -> bool {
    let media_type = content_type.split(';').next().unwrap_or_default();
    media_type.to_ascii_lowercase().contains("json")
}

/// The place of an error of the parsed text in the text as sent: without comments it has equal bytes in
/// equal places, but line breaks inside comments are gone.
fn fault(sent: &str, parsed: &Mended, error: &serde_json::Error) -> Fault {
    let line_start = parsed
        .text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1))
        .map(str::len)
        .sum::<usize>();
    let place = line_start + error.column().saturating_sub(1);
    let place = parsed.place_before(place).min(sent.len());
    let before = &sent.as_bytes()[..place];
    let line = before.split(|byte| *byte == b'\n').count();
    let last = before
        .rsplit(|byte| *byte == b'\n')
        .next()
        .unwrap_or_default();
    let what = error.to_string();
    Fault::Invalid {
        line,
        column: String::from_utf8_lossy(last).chars().count() + 1,
        what: what
            .rsplit_once(" at line ")
            .map_or(what.as_str(), |(what, _)| what)
            .to_owned(),
    }
}
