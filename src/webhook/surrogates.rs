//! Halves of characters: text cut in the middle of an emoji ends in an escape such as `\ud83d`, which is no
//! Unicode and which a strict reader refuses together with all the rest.

/// The text with such halves replaced by U+FFFD, each byte else in its place. None where there are none.
pub fn replaced(json: &str) -> Option<String> {
    let mut halves = Vec::new();
    let mut at = 0;
    while let Some(found) = json[at..].find('\\') {
        at += found;
        match escape(json, at) {
            Some(0xD800..=0xDBFF) if matches!(escape(json, at + 6), Some(0xDC00..=0xDFFF)) => {
                at += 12;
            }
            Some(0xD800..=0xDFFF) => {
                halves.push(at);
                at += 6;
            }
            Some(_) => at += 6,
            // Whatever is escaped here, it is not looked at again.
            None => at += 1 + json[at + 1..].chars().next().map_or(0, char::len_utf8),
        }
    }
    let mut whole = String::with_capacity(json.len());
    let mut from = 0;
    for half in &halves {
        whole.push_str(&json[from..*half]);
        whole.push_str("\\ufffd");
        from = half + 6;
    }
    whole.push_str(&json[from..]);
    (!halves.is_empty()).then_some(whole)
}

/// The code unit of an escape `\uXXXX` that stands here.
fn escape(json: &str, at: usize) -> Option<u16> {
    let digits = json.get(at..at + 6)?.strip_prefix("\\u")?;
    u16::from_str_radix(digits, 16).ok()
}
