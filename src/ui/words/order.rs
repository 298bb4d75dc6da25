//! Words of scripts that go from right to left, in the order in which they are drawn on one line. The letters within
//! a word are put in their order where the font is; words are not.

use std::borrow::Cow;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Goes {
    LeftToRight,
    RightToLeft,
    /// Numbers and signs go with what they stand among.
    Along,
}

/// A text on one line as it is drawn; the same text where nothing in it goes from right to left.
pub fn drawn(text: &str) -> Cow<'_, str> {
    if !text.chars().any(goes_left) {
        return Cow::Borrowed(text);
    }
    let mut words: Vec<&str> = text.split(' ').collect();
    if begins_right(text) {
        words.reverse();
        turn(&mut words, Goes::LeftToRight);
    } else {
        turn(&mut words, Goes::RightToLeft);
    }
    Cow::Owned(words.join(" "))
}

/// True for a text that is read from the right.
pub fn begins_right(text: &str) -> bool {
    let mut words = text.split(' ').map(goes);
    words.find(|goes| *goes != Goes::Along) == Some(Goes::RightToLeft)
}

/// Turns every run of words that go so, with what stands within it.
fn turn(words: &mut [&str], way: Goes) {
    let mut from = 0;
    while let Some(start) = words[from..].iter().position(|word| goes(word) == way) {
        let start = from + start;
        let other = words[start..].iter().position(|word| {
            let goes = goes(word);
            goes != way && goes != Goes::Along
        });
        let end = other.map_or(words.len(), |other| start + other);
        let last = words[start..end].iter().rposition(|word| goes(word) == way);
        let last = start + last.unwrap_or_default();
        words[start..=last].reverse();
        from = last + 1;
    }
}

fn goes(word: &str) -> Goes {
    let letter = word.chars().find(|c| c.is_alphabetic());
    match letter {
        Some(letter) if goes_left(letter) => Goes::RightToLeft,
        Some(_) => Goes::LeftToRight,
        None => Goes::Along,
    }
}

/// True for the letters of Hebrew, Arabic and their relatives.
fn goes_left(c: char) -> bool {
    let blocks = [
        '\u{590}'..='\u{8ff}',
        '\u{fb1d}'..='\u{fdff}',
        '\u{fe70}'..='\u{feff}',
        '\u{10800}'..='\u{10fff}',
        '\u{1e800}'..='\u{1efff}',
    ];
    blocks.iter().any(|block| block.contains(&c))
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
    fn words_are_drawn_in_the_order_of_their_script() {
        for (text, wanted) in [
            ("TED ROBERTSON", "TED ROBERTSON"),
            ("ab", "ab"),
            ("ab cd", "cd ab"),
            ("ab cd ef", "ef cd ab"),
            ("ab 12 cd", "cd 12 ab"),
            ("ab CEO OF cd", "cd CEO OF ab"),
            ("TED ab cd SMITH", "TED cd ab SMITH"),
            ("TED ab 7 cd · SMITH ef", "TED cd 7 ab · SMITH ef"),
            ("12 ab", "ab 12"),
            ("", ""),
        ] {
            assert_eq!(order(text), wanted, "{text}");
        }
    }
}
