//! Where the keywords stand in a text.

use std::ops::Range;

/// The byte ranges at which one of the keywords stands as a whole word, without regard to case, in order and
/// without overlap; the longest wins where two begin at one place.
pub fn marks(text: &str, keywords: &[String]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut from = 0;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        if at >= from && c.is_alphanumeric() && !before.is_alphanumeric() {
            let len = keywords
                .iter()
                .filter_map(|keyword| matched(&text[at..], keyword))
                .max();
            if let Some(len) = len {
                found.push(at..at + len);
                from = at + len;
            }
        }
        before = c;
    }
    found
}

/// The length in bytes of the keyword at the start of the text, where a word ends behind it.
fn matched(text: &str, keyword: &str) -> Option<usize> {
    let mut chars = text.char_indices();
    for wanted in keyword.trim().chars() {
        let (_, c) = chars.next()?;
        if c != wanted && !c.to_lowercase().eq(wanted.to_lowercase()) {
            return None;
        }
    }
    let rest = chars.as_str();
    let len = text.len() - rest.len();
    (len > 0 && !rest.starts_with(char::is_alphanumeric)).then_some(len)
}
