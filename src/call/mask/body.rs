//! Bodies as received: what is masked in them changes, all else stays byte for byte, comments and faults too.

use std::ops::Range;

use serde_json::Value;

use super::keys::{Kind, kind, squash};
use super::{Digits, Known};

/// One value or name of a body.
enum Token {
    /// With its quotes.
    Text(Range<usize>),
    Number(Range<usize>),
    Open,
    Close,
    Colon,
    Comma,
    End,
}

impl Known {
    /// Masks a body. One that is no JSON is masked as text is.
    pub fn body(&self, body: &[u8]) -> Vec<u8> {
        let text = String::from_utf8_lossy(body);
        if !text.trim_start().starts_with(['{', '[', '/']) {
            return self.text(&text, Digits::All).into_bytes();
        }
        let mut writing = Writing {
            known: self,
            text: &text,
            keys: vec![String::new()],
            key: String::new(),
            masked: String::with_capacity(text.len()),
            copied: 0,
        };
        writing.run();
        writing.masked.into_bytes()
    }
}

struct Writing<'a> {
    known: &'a Known,
    text: &'a str,
    /// The keys of the objects and lists around, from outside in.
    keys: Vec<String>,
    /// The key whose value comes.
    key: String,
    masked: String,
    /// So much of the text was written.
    copied: usize,
}

impl Writing<'_> {
    fn run(&mut self) {
        let mut at = 0;
        loop {
            let (token, end) = token(self.text, at);
            match token {
                Token::Text(range) => {
                    if is_key(self.text, end) {
                        self.key = squash(&unescaped(&self.text[range]));
                    } else {
                        self.string(range);
                    }
                }
                Token::Number(range) => self.number(range),
                Token::Open => self.keys.push(self.key.clone()),
                Token::Close => {
                    self.key = self.keys.pop().unwrap_or_default();
                    if self.keys.is_empty() {
                        self.keys.push(String::new());
                    }
                }
                Token::Colon | Token::Comma => {}
                Token::End => break,
            }
            at = end;
        }
        self.masked += &self.text[self.copied..];
    }

    fn kind(&self) -> Kind {
        // Items of a list are what the list's own key says.
        let last = self.keys.last().map(String::as_str).unwrap_or_default();
        let around = if last == self.key {
            self.keys
                .iter()
                .rev()
                .map(String::as_str)
                .find(|key| *key != self.key)
        } else {
            Some(last)
        };
        kind(around.unwrap_or_default(), &self.key)
    }

    fn string(&mut self, range: Range<usize>) {
        let real = unescaped(&self.text[range.clone()]);
        let masked = self.known.string(self.kind(), &real);
        if masked != real {
            self.write(range, &Value::from(masked).to_string());
        }
    }

    fn number(&mut self, range: Range<usize>) {
        if let Some(masked) = self.known.literal(self.kind(), &self.text[range.clone()]) {
            self.write(range, &masked);
        }
    }

    fn write(&mut self, range: Range<usize>, masked: &str) {
        self.masked += &self.text[self.copied..range.start];
        self.masked += masked;
        self.copied = range.end;
    }
}

/// True where a colon follows.
fn is_key(text: &str, at: usize) -> bool {
    text[at..].trim_start().starts_with(':')
}

/// The text of a string with its quotes; as it is where its escapes are wrong.
fn unescaped(quoted: &str) -> String {
    serde_json::from_str(quoted).unwrap_or_else(|_| quoted.trim_matches('"').to_owned())
}

/// The next token from `at` on, and where it ends. Comments are passed over.
fn token(text: &str, at: usize) -> (Token, usize) {
    let bytes = text.as_bytes();
    let mut at = at;
    while let Some(&byte) = bytes.get(at) {
        let rest = &text.get(at..).unwrap_or_default();
        match byte {
            b'"' => {
                let end = string_end(bytes, at);
                return (Token::Text(at..end), end);
            }
            b'{' | b'[' => return (Token::Open, at + 1),
            b'}' | b']' => return (Token::Close, at + 1),
            b':' => return (Token::Colon, at + 1),
            b',' => return (Token::Comma, at + 1),
            b'-' | b'0'..=b'9' => {
                let is_number = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
                let end = at
                    + bytes[at..]
                        .iter()
                        .take_while(|byte| is_number(byte))
                        .count();
                return (Token::Number(at..end), end);
            }
            b'/' if rest.starts_with("//") => at += rest.find('\n').unwrap_or(rest.len()),
            b'/' if rest.starts_with("/*") => {
                at += rest.find("*/").map_or(rest.len(), |end| end + 2);
            }
            _ => at += 1,
        }
    }
    (Token::End, bytes.len())
}

/// Where the string ends that begins at a quote.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' => at += 2,
            b'"' => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::super::Mask;
    use super::*;

    #[test]
    fn what_is_masked_changes_and_all_else_stays() {
        let body = r#"{ // a sample
  "id": 2482086262,  "caller_number": "9055802283", "business_number":12349876,
  "caller_details": {"name": "Ted\u0020Robertson", "latitude": 43.4585},
  "keyword_list": [{"name": "Windows", "agent": "00:00:13,48"}],
  "start_time": "2025-02-26T16:42:11", "page_variables": "{\"listing_name\":\"Peak\"}", oops
}"#;
        let known = Known::new(Mask::new(2));
        let masked = String::from_utf8(known.body(body.as_bytes())).unwrap();
        for real in [
            "9055802283",
            "12349876",
            "Ted",
            "Robertson",
            "43.4585",
            "Peak",
        ] {
            assert!(!masked.contains(real), "{real}: {masked}");
        }
        for stays in [
            "{ // a sample\n",
            "2482086262,  ",
            "Windows",
            "00:00:13,48",
            "2025-02-26T16:42:11",
            "oops\n}",
            "listing_name",
        ] {
            assert!(masked.contains(stays), "{stays}: {masked}");
        }
    }

    #[test]
    fn a_body_that_is_cut_off_or_no_json_is_masked_as_well() {
        let known = Known::new(Mask::new(2));
        for body in [
            r#"{"caller_number": "9055802283"#,
            "from=9055802283",
            r#"["\"9055802283"#,
            "{\"a\\",
        ] {
            let masked = String::from_utf8(known.body(body.as_bytes())).unwrap();
            assert!(!masked.contains("9055802283"), "{masked}");
        }
    }
}
