//! Finds JSON objects in text of any kind, and the members of an object, as places in the bytes as sent.
//!
//! One pass over the bytes, without recursion: brackets, strings and comments are told apart, nothing is
//! decoded. That takes linear time on whatever comes, five megabytes of `{` included.

use std::ops::Range;

use super::names::squash;

/// Brackets nested deeper than this cannot be read as JSON either.
const DEEPEST: usize = 256;

/// A piece of JSON and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Open(u8),
    Close(u8),
    /// Quotes included.
    Text(Range<usize>),
    Colon,
    Comma,
    /// A number or a word.
    Word,
}

/// Reads tokens from a place on.
struct Tokens<'a> {
    bytes: &'a [u8],
    at: usize,
    /// Where the last block comment of all ends: one that begins later has no end, and is not searched for it.
    last_comment_end: usize,
}

impl<'a> Tokens<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        let last = bytes.windows(2).rposition(|pair| pair == b"*/");
        Self {
            bytes,
            at: 0,
            last_comment_end: last.unwrap_or_default(),
        }
    }

    /// The next token and its place; an error where this is no JSON, with the place behind it.
    fn next(&mut self) -> Result<Option<(usize, Token)>, usize> {
        self.skip_blank()?;
        let start = self.at;
        let Some(&byte) = self.bytes.get(start) else {
            return Ok(None);
        };
        self.at += 1;
        let token = match byte {
            b'{' | b'[' => Token::Open(byte),
            b'}' | b']' => Token::Close(byte),
            b':' => Token::Colon,
            b',' => Token::Comma,
            b'"' => {
                self.skip_text()?;
                Token::Text(start..self.at)
            }
            _ => {
                self.skip_while(|byte| {
                    !byte.is_ascii_whitespace() && !b"{}[]:,\"/#".contains(&byte)
                });
                Token::Word
            }
        };
        Ok(Some((start, token)))
    }

    fn skip_while(&mut self, keep: impl Fn(u8) -> bool) {
        while self.bytes.get(self.at).is_some_and(|byte| keep(*byte)) {
            self.at += 1;
        }
    }

    /// Skips white space and comments.
    fn skip_blank(&mut self) -> Result<(), usize> {
        loop {
            self.skip_while(|byte| byte.is_ascii_whitespace());
            match self.bytes.get(self.at..).unwrap_or_default() {
                [b'/', b'/', ..] | [b'#', ..] => self.skip_while(|byte| byte != b'\n'),
                [b'/', b'*', ..] if self.at >= self.last_comment_end => return Err(self.at + 2),
                [b'/', b'*', rest @ ..] => {
                    let end = rest.windows(2).position(|pair| pair == b"*/");
                    self.at += 4 + end.ok_or(self.at + 2)?;
                }
                [b'/', ..] => return Err(self.at + 1),
                _ => return Ok(()),
            }
        }
    }

    /// Skips what follows an opening quote. No JSON text goes over the end of a line.
    fn skip_text(&mut self) -> Result<(), usize> {
        while let Some(byte) = self.bytes.get(self.at) {
            match byte {
                b'\n' => return Err(self.at),
                b'\\' => self.at += 2,
                b'"' => {
                    self.at += 1;
                    return Ok(());
                }
                _ => self.at += 1,
            }
        }
        self.at = self.bytes.len();
        Err(self.at)
    }
}

/// The outermost objects that have a member of one of these names (squashed), wherever they stand.
pub fn objects_with(bytes: &[u8], names: &[&str]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut tokens = Tokens::new(bytes);
    while let Some(open) = bytes[tokens.at..].iter().position(|byte| *byte == b'{') {
        tokens.at += open;
        let start = tokens.at;
        tokens.at = match read_object(&mut tokens, names, &mut found) {
            Ok(end) | Err(end) => end.clamp(start + 1, bytes.len()),
        };
    }
    found
}

/// An open bracket.
struct Frame {
    start: usize,
    close: u8,
    wanted: bool,
}

/// Reads the object that begins here and notes it, or else those inside it. Gives the place after what was
/// read: after a fault nothing before it is looked at again, since what was open there would meet it too.
fn read_object(
    tokens: &mut Tokens,
    names: &[&str],
    found: &mut Vec<Range<usize>>,
) -> Result<usize, usize> {
    let bytes = tokens.bytes;
    let mut open: Vec<Frame> = Vec::new();
    let mut key: Option<Range<usize>> = None;
    let mut opened = false;
    while let Some((at, token)) = tokens.next()? {
        let begins = matches!(token, Token::Text(_) | Token::Close(b'}'));
        if opened && !begins {
            // Prose in braces such as `{HttpMethod, URL}`.
            return Err(at);
        }
        opened = token == Token::Open(b'{');
        match token {
            Token::Open(_) if open.len() == DEEPEST => return Err(at),
            Token::Open(bracket) => open.push(Frame {
                start: at,
                close: if bracket == b'{' { b'}' } else { b']' },
                wanted: false,
            }),
            Token::Close(bracket) => {
                let frame = open
                    .pop()
                    .filter(|frame| frame.close == bracket)
                    .ok_or(tokens.at)?;
                if frame.wanted {
                    found.truncate(found.partition_point(|inner| inner.start < frame.start));
                    found.push(frame.start..tokens.at);
                }
                if open.is_empty() {
                    return Ok(tokens.at);
                }
            }
            Token::Text(place) => {
                key = Some(place);
                continue;
            }
            Token::Colon => {
                if let (Some(frame), Some(key)) = (open.last_mut(), &key) {
                    frame.wanted |= frame.close == b'}' && is_one_of(bytes, key, names);
                }
            }
            Token::Comma | Token::Word => {}
        }
        key = None;
    }
    Err(bytes.len())
}

fn is_one_of(bytes: &[u8], key: &Range<usize>, names: &[&str]) -> bool {
    // Long texts are no names; asking first keeps the scan quick.
    let inner = key.start + 1..key.end - 1;
    inner.len() <= 64
        && std::str::from_utf8(&bytes[inner])
            .is_ok_and(|name| names.contains(&squash(name).as_str()))
}

/// The elements of the array, or the members (key, value) of the object, that these bytes are.
pub fn children(bytes: &[u8]) -> Vec<(Option<Range<usize>>, Range<usize>)> {
    let mut tokens = Tokens::new(bytes);
    let mut children = Vec::new();
    let mut depth = 0_usize;
    let mut key = None;
    let mut value: Option<Range<usize>> = None;
    while let Ok(Some((at, token))) = tokens.next() {
        let closes = matches!(token, Token::Close(_));
        if depth == 1 && (closes || token == Token::Comma) {
            if let Some(value) = value.take() {
                children.push((key.take(), value));
            }
        } else if depth == 1 && token == Token::Colon {
            key = value.take();
        } else if depth > 0 {
            let start = value.map_or(at, |value| value.start);
            value = Some(start..tokens.at);
        }
        match token {
            Token::Open(_) => depth += 1,
            Token::Close(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    children
}
