//! How long a text is when it is spoken, in letters.

/// A digit is a word of its own, and numbers are said slowly.
const DIGIT: f64 = 8.0;

/// The length of a text.
pub(super) fn letters(text: &str) -> f64 {
    let of = |c: char| match c {
        c if c.is_ascii_digit() => DIGIT,
        c if c.is_alphanumeric() => 1.0,
        ' ' => 0.7,
        ',' | ';' => 1.0,
        '.' | '?' | '!' => 2.0,
        _ => 0.0,
    };
    text.trim().chars().map(of).sum()
}

/// The length of what stands before a word.
pub(super) fn letters_before(text: &str, word: usize) -> f64 {
    let words = text
        .split_whitespace()
        .filter(|word| word.contains(char::is_alphanumeric));
    words.take(word).map(|word| letters(word) + 0.7).sum()
}
