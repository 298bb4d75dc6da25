//! What a server's answer means.

use std::io::Read as _;

use reqwest::StatusCode;
use reqwest::blocking::Response;
use reqwest::header::{
    CONTENT_LENGTH, CONTENT_RANGE, ETAG, HeaderMap, HeaderName, HeaderValue, LAST_MODIFIED,
    LOCATION,
};

use super::Link;
use crate::recording::failure::Failure;

/// How much of an error page is looked at.
const ERROR_BYTES: u64 = 4096;

/// An answer that says where to go on.
pub(super) enum Answer {
    /// The bytes from this place on, and how many there are in all where that is said.
    Bytes {
        response: Response,
        from: u64,
        whole: Option<u64>,
    },
    /// It is elsewhere.
    Elsewhere(Link),
    /// Everything is there already.
    Complete,
    /// What was asked for is not there: ask for all of it.
    StartAgain,
}

/// Reads the status and the head of an answer to a question for everything after `have` bytes.
pub(super) fn read(response: Response, link: &Link, have: u64) -> Result<Answer, Failure> {
    let headers = response.headers();
    match response.status() {
        StatusCode::OK => Ok(Answer::Bytes {
            whole: number(headers, &CONTENT_LENGTH),
            from: 0,
            response,
        }),
        StatusCode::PARTIAL_CONTENT => match range(headers) {
            Some((from, whole)) if from == have => Ok(Answer::Bytes {
                response,
                from,
                whole,
            }),
            _ => Ok(Answer::StartAgain),
        },
        StatusCode::RANGE_NOT_SATISFIABLE if have > 0 => {
            let is_all = text(headers, &CONTENT_RANGE) == Some(&format!("bytes */{have}"));
            Ok(if is_all {
                Answer::Complete
            } else {
                Answer::StartAgain
            })
        }
        status if status.is_redirection() => {
            let location = text(headers, &LOCATION).ok_or(Failure::Status(status.as_u16()))?;
            link.follow(location).map(Answer::Elsewhere)
        }
        status => Err(refusal(status, response, link)),
    }
}

/// A name for this version of the file, to go on with no other: a strong entity tag, or when it was changed.
pub(super) fn validator(headers: &HeaderMap) -> Option<HeaderValue> {
    let strong = headers
        .get(ETAG)
        .filter(|tag| !tag.as_bytes().starts_with(b"W/"));
    strong.or_else(|| headers.get(LAST_MODIFIED)).cloned()
}

fn refusal(status: StatusCode, response: Response, link: &Link) -> Failure {
    match status {
        StatusCode::NOT_FOUND => return Failure::NotFound,
        StatusCode::GONE => return Failure::Gone,
        _ => {}
    }
    let mut page = Vec::new();
    // A page that cannot be read tells nothing more.
    let _ = response.take(ERROR_BYTES).read_to_end(&mut page);
    let page = String::from_utf8_lossy(&page).to_ascii_lowercase();
    let has_expired = page.contains("expired") || link.has_expired();
    match status {
        StatusCode::BAD_REQUEST | StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN
            if has_expired =>
        {
            Failure::Expired
        }
        StatusCode::UNAUTHORIZED => Failure::SignIn,
        StatusCode::FORBIDDEN => Failure::Forbidden,
        status => Failure::Status(status.as_u16()),
    }
}

/// `bytes FROM-TO/WHOLE` (RFC 9110, 14.4): where it begins, and the whole where it is known.
fn range(headers: &HeaderMap) -> Option<(u64, Option<u64>)> {
    let (range, whole) = text(headers, &CONTENT_RANGE)?
        .strip_prefix("bytes ")?
        .split_once('/')?;
    let (from, _) = range.split_once('-')?;
    Some((from.parse().ok()?, whole.parse().ok()))
}

fn number(headers: &HeaderMap, name: &HeaderName) -> Option<u64> {
    text(headers, name)?.parse().ok()
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}
