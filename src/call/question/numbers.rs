//! Telephone numbers as people type them.

use crate::call::join::number_key;

/// How many digits typed as a word are looked for inside of numbers.
const FEWEST: usize = 3;

/// How many digits a text without a filter has that is taken for a number.
const DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// Groups of digits in which a number is written with gaps, as `(905) 580-2283` is.
const SPACED: [&[usize]; 4] = [&[3, 3, 4], &[1, 3, 3, 4], &[3, 7], &[1, 10]];

/// The same without white space in it.
const JOINED: [&[usize]; 2] = [&[3, 4], &[1, 3, 7]];

/// How many bytes at the start of a text are a number, however it is written; none where it starts otherwise.
pub fn length(text: &str) -> Option<usize> {
    let mut groups: Vec<usize> = Vec::new();
    let mut found = None;
    for (place, token) in text.split_whitespace().enumerate() {
        let fits = token.chars().all(is_part) && token.contains(|c: char| c.is_ascii_digit());
        if !fits || place > 0 && token.starts_with(['+', '-']) {
            break;
        }
        groups.extend(groups_of(token));
        if groups.iter().sum::<usize>() > *DIGITS.end() {
            break;
        }
        if is_number(&groups, place > 0, is_foreign(text)) {
            found = Some(token.as_ptr() as usize + token.len() - text.as_ptr() as usize);
        }
    }
    found
}

/// The digits of a number or of a part of one, as the book compares them: without the 1 before ten digits, or
/// after a plus. None where there is anything that is no part of a number, or no digit.
pub fn digits(text: &str) -> Option<String> {
    if !text.chars().all(|c| is_part(c) || c.is_whitespace()) {
        return None;
    }
    let key = number_key(text)?;
    match key.strip_prefix('1') {
        Some(rest) if is_foreign(text) && !rest.is_empty() => Some(rest.to_owned()),
        _ => Some(key),
    }
}

/// The digits of a word that is looked for inside of numbers as well; none for another word.
pub fn part(typed: &str) -> Option<String> {
    digits(typed).filter(|digits| digits.len() >= FEWEST)
}

/// True for what could be a piece of a number.
pub fn is_piece(text: &str) -> bool {
    text.chars().all(is_part)
}

fn groups_of(token: &str) -> impl Iterator<Item = usize> + '_ {
    token
        .split(|c: char| !c.is_ascii_digit())
        .map(str::len)
        .filter(|len| *len > 0)
}

fn is_foreign(text: &str) -> bool {
    let mut chars = text.chars().filter(|c| !is_invisible(*c) && *c != '(');
    chars.next() == Some('+')
}

fn is_number(groups: &[usize], is_spaced: bool, is_foreign: bool) -> bool {
    let total = groups.iter().sum();
    DIGITS.contains(&total)
        && (is_foreign
            || SPACED.contains(&groups)
            || !is_spaced && (JOINED.contains(&groups) || groups.len() == 1))
}

fn is_part(c: char) -> bool {
    c.is_ascii_digit()
        || "+()-./\u{2010}\u{2011}\u{2012}\u{2013}\u{2212}".contains(c)
        || is_invisible(c)
}

/// What steers the direction of writing; telephones and address books copy it along.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
