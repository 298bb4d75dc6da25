//! A body as rows to read: JSON indented without being parsed, so that what is broken, doubled or commented
//! stays visible, and cut into rows of equal height, so that only visible ones are laid out.

use std::iter::Peekable;
use std::ops::Range;
use std::str::Chars;

/// Deeper levels are indented no further.
const DEEPEST: usize = 24;

/// A body ready to be shown.
pub struct Rows {
    text: String,
    columns: usize,
    ranges: Vec<Range<usize>>,
}

impl Rows {
    /// Makes a body ready.
    pub fn new(body: &[u8]) -> Self {
        Self {
            text: indented(&readable(body)),
            columns: 0,
            ranges: Vec::new(),
        }
    }

    /// The rows, broken after so many columns.
    pub fn broken(&mut self, columns: usize) -> &[Range<usize>] {
        if columns != self.columns {
            self.columns = columns;
            self.ranges = rows(&self.text, columns.max(1));
        }
        &self.ranges
    }

    /// The text of a row.
    pub fn row(&self, row: usize) -> &str {
        self.ranges
            .get(row)
            .and_then(|range| self.text.get(range.clone()))
            .unwrap_or_default()
    }
}

/// Text in which what has no shape of its own stands as `\xFF`: bytes that are no UTF-8, control characters.
fn readable(body: &[u8]) -> String {
    let mut text = String::with_capacity(body.len());
    let escape = |byte: u8| format!("\\x{byte:02X}");
    for chunk in body.utf8_chunks() {
        for c in chunk.valid().chars().filter(|c| *c != '\r') {
            match u8::try_from(c) {
                Ok(byte) if c.is_ascii_control() && !c.is_ascii_whitespace() => {
                    text.push_str(&escape(byte));
                }
                _ => text.push(c),
            }
        }
        text.extend(chunk.invalid().iter().map(|byte| escape(*byte)));
    }
    text
}

/// JSON with one value a line, each token as it came; any other text unchanged.
pub fn indented(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}');
    if !text.trim_start().starts_with(['{', '[']) {
        return text.replace('\t', "    ");
    }
    let mut out = String::with_capacity(text.len() * 2);
    let mut depth: usize = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => string(&mut out, &mut chars),
            '{' | '[' => {
                out.push(c);
                skip_space(&mut chars);
                if chars.peek() != Some(&closing(c)) {
                    depth += 1;
                    line(&mut out, depth);
                } else if let Some(close) = chars.next() {
                    out.push(close);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                line(&mut out, depth);
                out.push(c);
            }
            ',' => {
                out.push(c);
                line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            '/' if chars.peek() == Some(&'/') => comment(&mut out, &mut chars, depth),
            _ if c.is_whitespace() => {}
            _ => out.push(c),
        }
    }
    out
}

fn closing(open: char) -> char {
    if open == '{' { '}' } else { ']' }
}

/// Starts a line, unless one has just been started.
fn line(out: &mut String, depth: usize) {
    out.truncate(out.trim_end_matches(' ').len());
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out.extend(std::iter::repeat_n("  ", depth.min(DEEPEST)));
}

fn skip_space(chars: &mut Peekable<Chars>) {
    while chars.next_if(|c| c.is_whitespace()).is_some() {}
}

fn string(out: &mut String, chars: &mut Peekable<Chars>) {
    out.push('"');
    while let Some(c) = chars.next() {
        out.push(c);
        match c {
            '\\' => out.extend(chars.next()),
            '"' => return,
            _ => {}
        }
    }
}

fn comment(out: &mut String, chars: &mut Peekable<Chars>, depth: usize) {
    out.push('/');
    while let Some(c) = chars.next_if(|c| *c != '\n') {
        out.push(c);
    }
    out.truncate(out.trim_end().len());
    line(out, depth);
}

fn rows(text: &str, columns: usize) -> Vec<Range<usize>> {
    let mut rows = Vec::new();
    let (mut start, mut width) = (0, 0);
    for (at, c) in text.char_indices() {
        if c == '\n' {
            rows.push(start..at);
            (start, width) = (at + 1, 0);
            continue;
        }
        let wide = 1 + usize::from(u32::from(c) >= 0x1100);
        if width + wide > columns && width > 0 {
            rows.push(start..at);
            (start, width) = (at, 0);
        }
        width += wide;
    }
    if start < text.len() {
        rows.push(start..text.len());
    }
    rows
}
