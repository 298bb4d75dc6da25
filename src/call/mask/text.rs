//! Running text: what stands in it that tells who somebody is.

use super::known::{announces, is_title, may_name};
use super::names::word_len;
use super::spoken::spelled;
use super::web::is_address;
use super::{Known, Mask};

/// How many digits a telephone number has.
const OF_A_NUMBER: std::ops::RangeInclusive<usize> = 7..=15;
/// Words that may stand between “my name is” and the name: none; so many are remembered.
const REMEMBERED: usize = 2;

/// Which digits of a text are changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Digits {
    /// All: of what was said, and of what a person wrote.
    All,
    /// Those of telephone numbers: of what a machine wrote.
    OfNumbers,
}

impl Known {
    /// A text without what tells who somebody is.
    pub fn text(&self, text: &str, digits: Digits) -> String {
        self.masking(text, digits).masked
    }

    /// Takes note of who is named in what was said, so that they are known where nothing else tells of them.
    pub fn listen(&mut self, said: &str) {
        let found = self.masking(said, Digits::All).found;
        self.hear(found);
    }

    fn masking(&self, text: &str, digits: Digits) -> Masking<'_> {
        let mut masking = Masking {
            known: self,
            mask: self.mask(),
            digits,
            before: Vec::new(),
            begins: true,
            named: false,
            found: Vec::new(),
            masked: String::with_capacity(text.len()),
        };
        let mut rest = text;
        while !rest.is_empty() {
            rest = &rest[masking.step(rest)..];
        }
        masking
    }
}

struct Masking<'a> {
    known: &'a Known,
    mask: Mask,
    digits: Digits,
    /// The last words, in small letters.
    before: Vec<String>,
    /// True where a sentence begins, or something that is written like one.
    begins: bool,
    /// True where the last word was taken for a name because it was announced.
    named: bool,
    /// What was taken for a name, in small letters.
    found: Vec<String>,
    masked: String,
}

impl Masking<'_> {
    /// Masks what stands at the beginning of `rest`, and says how much that was, in bytes.
    fn step(&mut self, rest: &str) -> usize {
        if let Some((length, name)) = self.known.name_at(rest) {
            self.masked += name;
            self.before.clear();
            self.begins = false;
            self.named = false;
            return length;
        }
        if let Some(length) = self.piece(rest) {
            self.before.clear();
            self.begins = false;
            self.named = false;
            return length;
        }
        let length = word_len(rest);
        if length > 0 {
            return self.word(rest, length);
        }
        let c = rest.chars().next().unwrap_or_default();
        let is_title = c == '.' && self.before.last().is_some_and(|word| is_title(word));
        if ".!?\n".contains(c) && !is_title {
            self.before.clear();
            self.named = false;
        }
        let is_apart = self.masked.ends_with(char::is_whitespace);
        self.begins |= match c {
            '.' => !is_title,
            '!' | '?' | '\n' | ':' | '"' | '“' | '(' | '[' => true,
            '-' | '–' | '—' => is_apart,
            _ => false,
        };
        self.masked.push(c);
        c.len_utf8()
    }

    /// A link, an address or a number.
    fn piece(&mut self, rest: &str) -> Option<usize> {
        let chunk = rest
            .split(|c: char| c.is_whitespace() || "\"'<>()[]{}|,“”".contains(c))
            .next()?;
        let chunk = chunk.trim_end_matches(['.', ';', ':', '!', '?']);
        let is_link = chunk.contains("://") || chunk.starts_with("www.");
        if is_link && chunk.starts_with(|c: char| c.is_ascii_alphabetic()) {
            self.masked += &self.mask.link(chunk, self.known);
            return Some(chunk.len());
        }
        if is_email(chunk) {
            self.masked += &self.mask.email(chunk);
            return Some(chunk.len());
        }
        if chunk.contains(['.', ':']) && is_address(chunk) {
            self.masked += &self.mask.address_of_net(chunk);
            return Some(chunk.len());
        }
        let number = number_len(rest).filter(|_| {
            let is_inside = self
                .masked
                .ends_with(|c: char| c.is_alphanumeric() || c == '_');
            !is_inside
        });
        let length =
            number.filter(|length| self.digits == Digits::All || !is_date(&rest[..*length]))?;
        self.masked += &self.mask.number(&rest[..length]);
        Some(length)
    }

    fn word(&mut self, rest: &str, length: usize) -> usize {
        let word = &rest[..length];
        let is_within = !std::mem::take(&mut self.begins);
        if self.digits == Digits::All {
            let found = spelled(rest);
            if !found.is_empty() {
                let (masked, length) = self.mask.respelled(rest, &found);
                self.masked += &masked;
                return length;
            }
        }
        let is_announced = may_name(word) && (announces(&self.before) || self.named);
        let is_written_so = is_within && self.known.may_be_name(word);
        let is_name = self.digits == Digits::All
            && (is_announced || is_written_so || self.known.was_heard(word));
        let known = self.known.word(word);
        self.named = known.is_none() && is_name && is_announced;
        if known.is_none() && is_name {
            self.found.push(word.to_lowercase());
        }
        self.masked += &match known {
            Some(invented) => invented,
            None if is_name => self.mask.person_word(word),
            None if self.digits == Digits::All => self.known.without_inner(self.mask.digits(word)),
            None => self.known.without_inner(word.to_owned()),
        };
        self.before.push(word.to_lowercase());
        if self.before.len() > REMEMBERED {
            self.before.remove(0);
        }
        length
    }
}

fn is_email(text: &str) -> bool {
    let Some((user, host)) = text.rsplit_once('@') else {
        return false;
    };
    !user.is_empty() && host.contains('.') && !host.starts_with('.') && !text.contains('/')
}

/// How long the telephone number is that a text begins with, in bytes.
fn number_len(text: &str) -> Option<usize> {
    if !text.starts_with(|c: char| c.is_ascii_digit() || "+(".contains(c)) {
        return None;
    }
    let (mut digits, mut gap, mut end) = (0, 0, 0);
    for (at, c) in text.char_indices() {
        match c {
            '0'..='9' => {
                digits += 1;
                gap = 0;
                end = at + 1;
            }
            ' ' | '(' | ')' | '-' | '.' | '/' | '+' | '\u{a0}' | '‑' | '–' if gap < 2 => {
                gap += 1;
            }
            _ => break,
        }
    }
    let goes_on = text[end..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
    (OF_A_NUMBER.contains(&digits) && !goes_on).then_some(end)
}

/// True for a day or a moment: `2025-02-26`, `02/26/2025`, with a time or without.
fn is_date(text: &str) -> bool {
    let parts: Vec<usize> = text
        .split(|c: char| !c.is_ascii_digit())
        .map(str::len)
        .filter(|length| *length > 0)
        .collect();
    match parts[..] {
        [4, month, day, ..] => month == 2 && day == 2,
        [first, second, 4, ..] => first <= 2 && second <= 2,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        let mut known = Known::new(Mask::new(11));
        known.person("Ted Robertson");
        known.business("ABC Windows and Doors");
        known
    }

    #[test]
    fn who_is_known_and_who_is_announced_is_masked() {
        let said = "Hi, TED here, ted robertson. My name is Joel Quist calling. ABC Windows and doors. We make doors and windows. Mr. Gupta?";
        let masked = known().text(said, Digits::All);
        for real in ["TED", "ted", "robertson", "Joel", "Quist", "ABC", "Gupta"] {
            assert!(!masked.contains(real), "{real}: {masked}");
        }
        for stays in [
            "Hi, ",
            "My name is ",
            " calling. ",
            " We make doors and windows. ",
        ] {
            assert!(masked.contains(stays), "{stays}: {masked}");
        }
    }

    #[test]
    fn names_that_nobody_told_of_are_masked_by_how_they_are_written() {
        let said = "Sean was gonna come by. Hi, this is Janet from Fernhill Roofing. I talked to Sean on Monday, he \
                    said Gupta would come in May. Okay Thank you so much Lakshmi - Bye. Is Invisalign covered?";
        let mut known = known();
        known.thing("invisalign");
        known.listen(said);
        let masked = known.text(said, Digits::All);
        for real in ["Sean", "Janet", "Fernhill", "Gupta", "Lakshmi"] {
            assert!(!masked.contains(real), "{real}: {masked}");
        }
        for stays in [
            " was gonna come by. Hi, this is ",
            " Roofing. I talked to ",
            " on Monday, he said ",
            " would come in May. Okay Thank you so much ",
            " - Bye. Is Invisalign covered?",
        ] {
            assert!(masked.contains(stays), "{stays}: {masked}");
        }
        let written = "Ask Sean for StartTime, Lakshmi";
        assert_eq!(known.text(written, Digits::OfNumbers), written);
    }

    #[test]
    fn numbers_dates_and_words_that_are_digits() {
        let known = known();
        let written = "2025-02-26 16:42, (905) 580-2283, unit 12, ted@x.org, 10.1.2.3";
        let masked = known.text(written, Digits::OfNumbers);
        assert!(masked.starts_with("2025-02-26 16:42, ("), "{masked}");
        assert!(
            masked.contains(&known.mask().number("9055802283")[..3]),
            "{masked}"
        );
        assert!(
            masked.contains("unit 12") && !masked.contains("ted@") && !masked.contains("10.1"),
            "{masked}"
        );
        let said = "Nine oh five, five eight zero. At 4 pm, one door, unit 12B.";
        let masked = known.text(said, Digits::All);
        assert!(
            !masked.contains("Nine oh five") && !masked.contains('4') && !masked.contains("12"),
            "{masked}"
        );
        assert!(
            masked.contains("one door") && masked.contains(" pm, "),
            "{masked}"
        );
    }

    #[test]
    fn everyday_words_stay_where_they_name_nobody() {
        let mut known = Known::new(Mask::new(1));
        known.person("Will May");
        let masked = known.text(
            "I will come in May, or you may. Will, you will.",
            Digits::All,
        );
        assert!(masked.starts_with("I will come in "), "{masked}");
        assert!(
            !masked.contains("May") && !masked.contains("Will"),
            "{masked}"
        );
    }
}
