//! The order in which a row is drawn, by the bidirectional algorithm of Unicode.

use std::borrow::Cow;
use std::ops::Range;

use unicode_bidi::{BidiClass, BidiInfo, ParagraphInfo, bidi_class};

/// What has its place in a row as a whole.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Stretch {
    /// Bytes that are drawn from left to right.
    Right(Range<usize>),
    /// Letters of a word that go from right to left: the font puts them in their order.
    Left(Range<usize>),
    /// A sign among such words, turned around where it has two sides.
    Sign(usize, char),
}

/// Nothing before it goes from right to left: Hebrew begins here. To look up the class of a letter takes long.
const FIRST_LEFT: char = '\u{590}';

/// True for a text in which something goes from right to left.
pub fn goes_left(text: &str) -> bool {
    let is_left = |c| c >= FIRST_LEFT && matches!(bidi_class(c), BidiClass::R | BidiClass::AL);
    !text.is_ascii() && text.chars().any(is_left)
}

/// A text on one line, its words in the order in which they are drawn; the same text where nothing in it goes from
/// right to left.
pub fn drawn(text: &str) -> Cow<'_, str> {
    if !goes_left(text) {
        return Cow::Borrowed(text);
    }
    let info = BidiInfo::new(text, None);
    let mut drawn = String::with_capacity(text.len());
    for paragraph in &info.paragraphs {
        for stretch in stretches(&info, paragraph, paragraph.range.clone()) {
            match stretch {
                Stretch::Right(range) | Stretch::Left(range) => drawn.push_str(&text[range]),
                Stretch::Sign(_, sign) => drawn.push(sign),
            }
        }
    }
    Cow::Owned(drawn)
}

/// The stretches of a row from left to right. The signs that tell the way alone are left out.
pub(super) fn stretches(
    info: &BidiInfo<'_>,
    paragraph: &ParagraphInfo,
    row: Range<usize>,
) -> Vec<Stretch> {
    if row.is_empty() {
        return Vec::new();
    }
    let (levels, runs) = info.visual_runs(paragraph, row);
    let mut stretches = Vec::new();
    for run in runs {
        let is_left = levels[run.start].is_rtl();
        let mut parts = if is_left {
            from_right(info.text, run)
        } else {
            from_left(info.text, run)
        };
        stretches.append(&mut parts);
    }
    stretches
}

fn from_left(text: &str, run: Range<usize>) -> Vec<Stretch> {
    let mut parts = Vec::new();
    let mut from = run.start;
    for (at, c) in text[run.clone()].char_indices() {
        if tells_way(c) {
            parts.push(from..run.start + at);
            from = run.start + at + c.len_utf8();
        }
    }
    parts.push(from..run.end);
    let filled = parts.into_iter().filter(|part| !part.is_empty());
    filled.map(Stretch::Right).collect()
}

/// Words as a whole, the signs between them one by one, the last first.
fn from_right(text: &str, run: Range<usize>) -> Vec<Stretch> {
    let mut parts: Vec<Stretch> = Vec::new();
    for (at, c) in text[run.clone()].char_indices() {
        let at = run.start + at;
        let is_letter = matches!(
            bidi_class(c),
            BidiClass::R | BidiClass::AL | BidiClass::NSM | BidiClass::BN
        );
        if tells_way(c) {
            continue;
        }
        match parts.last_mut() {
            Some(Stretch::Left(word)) if is_letter && word.end == at => word.end += c.len_utf8(),
            _ if is_letter => parts.push(Stretch::Left(at..at + c.len_utf8())),
            _ => parts.push(Stretch::Sign(at, mirrored(c))),
        }
    }
    parts.reverse();
    parts
}

/// Marks, embeddings and isolates: nothing to be seen.
fn tells_way(c: char) -> bool {
    matches!(
        c,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
    )
}

fn mirrored(c: char) -> char {
    match c {
        '(' => ')',
        ')' => '(',
        '[' => ']',
        ']' => '[',
        '{' => '}',
        '}' => '{',
        '<' => '>',
        '>' => '<',
        '«' => '»',
        '»' => '«',
        '‹' => '›',
        '›' => '‹',
        '≤' => '≥',
        '≥' => '≤',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words of Hebrew as words of small letters, of others as words of capitals, to be read here.
    fn order(text: &str) -> String {
        let hebrew = ["אב", "גד", "הו"];
        let mut real = text.to_owned();
        for (word, hebrew) in ["ab", "cd", "ef"].iter().zip(hebrew) {
            real = real.replace(word, hebrew);
        }
        let mut told = drawn(&real).into_owned();
        for (word, hebrew) in ["ab", "cd", "ef"].iter().zip(hebrew) {
            told = told.replace(hebrew, word);
        }
        told
    }

    #[test]
    fn nothing_goes_left_before_hebrew() {
        let is_left = |c: &char| matches!(bidi_class(*c), BidiClass::R | BidiClass::AL);
        assert_eq!(('\0'..FIRST_LEFT).find(is_left), None);
        assert!(
            ('\0'..=char::MAX)
                .filter(is_left)
                .all(|c| goes_left(&c.to_string()))
        );
    }

    #[test]
    fn words_are_drawn_in_the_order_of_their_script() {
        for (text, wanted) in [
            ("TED ROBERTSON", "TED ROBERTSON"),
            ("ab", "ab"),
            ("ab cd", "cd ab"),
            ("ab cd ef", "ef cd ab"),
            ("ab 12 cd", "cd 12 ab"),
            ("ab +1 (905) 555-0101 cd", "cd 555-0101 (905) 1+ ab"),
            ("ab CEO OF cd", "cd CEO OF ab"),
            ("TED ab cd SMITH", "TED cd ab SMITH"),
            ("TED ab 7 cd · SMITH ef", "TED cd 7 ab · SMITH ef"),
            ("12 ab", "ab 12"),
            ("ab, cd!", "!cd ,ab"),
            ("ab (cd) ef", "ef (cd) ab"),
            ("ab «cd»", "«cd» ab"),
            ("\u{202b}ab\u{202c} TED", "TED ab"),
            ("", ""),
        ] {
            assert_eq!(order(text), wanted, "{text}");
        }
    }
}
