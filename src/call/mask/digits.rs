//! Telephone numbers and other digits.

use unicode_general_category::{GeneralCategory, get_general_category};

use super::Mask;
use crate::call::join::number_key;

/// Digits of a number in its country: three of them name the area.
const NATIONAL: usize = 10;
const AREA: usize = 3;

/// Area codes that nobody has; for every area one of them has other digits at all three places.
const NO_AREAS: [[u8; AREA]; 4] = [[5, 5, 5], [2, 9, 9], [1, 0, 0], [3, 7, 7]];

impl Mask {
    /// Another number in the same form: `(555) 018-4432` for `(905) 580-2283`. No digit is the real one, save the 1
    /// of a country before ten others. However a number is written, its mask is the same.
    pub fn number(self, number: &str) -> String {
        let Some(key) = number_key(number) else {
            return self.scrambled(number);
        };
        let mut invented = self.digits_of(&key).into_iter();
        let digits = number.chars().filter(char::is_ascii_digit).count();
        let mut kept = digits - key.len();
        let mut masked = String::with_capacity(number.len());
        for c in number.chars() {
            match c {
                '0'..='9' if kept > 0 => {
                    kept -= 1;
                    masked.push(c);
                }
                '0'..='9' => masked.push(invented.next().unwrap_or('0')),
                c => self.push_other(&mut masked, c),
            }
        }
        masked
    }

    /// Other digits for a run of them.
    fn digits_of(self, run: &str) -> Vec<char> {
        let real: Vec<u8> = run.bytes().map(|byte| byte.wrapping_sub(b'0')).collect();
        let hash = self.hash("digits", run);
        let shifted = real.iter().enumerate().map(|(place, digit)| {
            let shift = 1 + hash[place % hash.len()] % 9;
            (digit + shift) % 10
        });
        let mut invented: Vec<u8> = shifted.collect();
        if real.len() == NATIONAL {
            let differs =
                |area: &&[u8; AREA]| area.iter().zip(&real).all(|(one, real)| one != real);
            let area = NO_AREAS.iter().find(differs);
            let area = area
                .copied()
                .unwrap_or([invented[0], invented[1], invented[2]]);
            invented[..AREA].copy_from_slice(&area);
        }
        let digits = invented.into_iter().map(|digit| char::from(b'0' + digit));
        digits.collect()
    }

    /// A text with other digits in the place of all digits; all else stays.
    pub fn digits(self, text: &str) -> String {
        let mut masked = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let run = rest.bytes().take_while(u8::is_ascii_digit).count();
            if run > 0 {
                masked.extend(self.digits_of(&rest[..run]));
                rest = &rest[run..];
            } else {
                self.push_other(&mut masked, c);
                rest = &rest[c.len_utf8()..];
            }
        }
        masked
    }

    /// A secret or an id: other letters and digits in the same places.
    pub fn scrambled(self, text: &str) -> String {
        let hash = self.hash("scrambled", text);
        let other = |(place, c): (usize, char)| {
            // Whoever sees long texts of one letter sees where the hash begins anew, and no more.
            let shift = hash[place % hash.len()];
            let turned = |first: u8, count: u8| {
                let at = u8::try_from(u32::from(c))
                    .unwrap_or(first)
                    .wrapping_sub(first);
                char::from(first + (at + 1 + shift % (count - 1)) % count)
            };
            match c {
                'a'..='z' => turned(b'a', 26),
                'A'..='Z' => turned(b'A', 26),
                '0'..='9' => turned(b'0', 10),
                c if c.is_alphanumeric() => char::from(b'a' + shift % 26),
                c => c,
            }
        };
        text.chars().enumerate().map(other).collect()
    }

    /// Digits of other scripts become plain ones; all else stays.
    fn push_other(self, to: &mut String, c: char) {
        if !c.is_ascii() && get_general_category(c) == GeneralCategory::DecimalNumber {
            let at = self.choice("digit", c.encode_utf8(&mut [0; 4]), 10);
            to.extend(char::from_digit(u32::try_from(at).unwrap_or(0), 10));
        } else {
            to.push(c);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_keeps_its_form_and_none_of_its_digits() {
        let mask = Mask::new(7);
        for number in [
            "(905) 580-2283",
            "5552995100",
            "299-100-3777",
            "555 100",
            "4",
        ] {
            let masked = mask.number(number);
            assert_eq!(masked.len(), number.len());
            for (real, invented) in number.chars().zip(masked.chars()) {
                assert_eq!(
                    real == invented,
                    !real.is_ascii_digit(),
                    "{number} {masked}"
                );
            }
        }
        assert!(
            mask.number("(905) 680-2283").starts_with("(299)")
                || mask.number("(905) 680-2283").starts_with("(100)")
        );
        assert!(mask.number("(416) 737-0693").starts_with("(555) "));
    }

    #[test]
    fn however_it_is_written_it_is_the_same_number() {
        let mask = Mask::new(7);
        let plain = mask.number("4167370693");
        assert_eq!(
            mask.number("+1 (416) 737-0693")
                .replace([' ', '(', ')', '-'], ""),
            format!("+1{plain}")
        );
        assert_ne!(Mask::new(8).number("4167370693"), plain);
        assert_eq!(mask.digits("x 4167370693"), format!("x {plain}"));
    }

    #[test]
    fn a_secret_keeps_its_form_alone() {
        let masked = Mask::new(1).scrambled("jDu-47é");
        assert_eq!(masked.chars().count(), 7);
        let same = masked
            .chars()
            .zip("jDu-47é".chars())
            .filter(|(one, other)| one == other);
        assert_eq!(same.count(), 1);
    }
}
