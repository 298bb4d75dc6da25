//! Phone numbers, names of fields, amounts.

use crate::call::join::person_key;

/// A phone number as it is read in North America; any other as it was sent.
///
/// ```
/// assert_eq!(callbook::ui::words::phone("9055802283"), "(905) 580-2283");
/// ```
pub fn phone(number: &str) -> String {
    let digits = number
        .strip_prefix("+1")
        .or_else(|| number.strip_prefix('1').filter(|rest| rest.len() == 10))
        .unwrap_or(number);
    if digits.len() == 10 && digits.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("({}) {}-{}", &digits[..3], &digits[3..6], &digits[6..])
    } else {
        number.to_owned()
    }
}

/// A phone number as a `tel:` address (RFC 3966); none where there is no number in it, or what stands for a withheld one.
///
/// ```
/// assert_eq!(callbook::ui::words::dialled("(905) 580-2283").as_deref(), Some("tel:+19055802283"));
/// ```
pub fn dialled(number: &str) -> Option<String> {
    person_key(number)?;
    let digits: String = number.chars().filter(char::is_ascii_digit).collect();
    let is_whole = number.trim_start().starts_with('+');
    match digits.len() {
        ..=2 => None,
        10 if !is_whole => Some(format!("tel:+1{digits}")),
        11 if !is_whole && digits.starts_with('1') => Some(format!("tel:+{digits}")),
        _ if is_whole => Some(format!("tel:+{digits}")),
        _ => Some(format!("tel:{digits}")),
    }
}

/// The key of a field as a label: `age_over_10_years` → `Age over 10 years`, `landingPageUrl` → `Landing page URL`.
pub fn label(key: &str) -> String {
    let words = split(key);
    let words = words.iter().enumerate().map(|(place, word)| {
        let lower = word.to_lowercase();
        if ABBREVIATIONS.contains(&lower.as_str()) {
            lower.to_uppercase()
        } else if place == 0 {
            capitalized(&lower)
        } else {
            lower
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

/// A word of the sender's with a capital: `neutral` → `Neutral`, `quote_request` → `Quote request`.
pub fn sentence(word: &str) -> String {
    capitalized(&word.trim().replace('_', " "))
}

/// A length of data: `830 B`, `2.1 kB`, `1.4 MB`, `1.9 GB`.
pub fn bytes(count: i64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "two digits are shown")]
    let exact = count as f64;
    match count {
        ..1_000 => format!("{count} B"),
        1_000..1_000_000 => format!("{:.1} kB", exact / 1e3),
        1_000_000..1_000_000_000 => format!("{:.1} MB", exact / 1e6),
        1_000_000_000.. => format!("{:.1} GB", exact / 1e9),
    }
}

/// A count with its digits in groups of three: `10,412`.
pub fn count(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// So many calls, in words: `1 call`, `10,412 calls`.
pub fn calls(number: u64) -> String {
    match number {
        1 => "1 call".to_owned(),
        _ => format!(
            "{} calls",
            count(usize::try_from(number).unwrap_or(usize::MAX))
        ),
    }
}

/// The name of a file, with a number where it is not the first of its name: `calls (2).csv`.
pub fn numbered(name: &str, number: usize) -> String {
    if number < 2 {
        return name.to_owned();
    }
    match name.rsplit_once('.') {
        Some((stem, ending)) if !stem.is_empty() => format!("{stem} ({number}).{ending}"),
        _ => format!("{name} ({number})"),
    }
}

const ABBREVIATIONS: [&str; 8] = ["dnc", "html", "id", "ip", "ssn", "url", "utm", "zip"];

/// The words of a key in `snake_case`, `camelCase` or with hyphens.
fn split(key: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut previous = ' ';
    for c in key.chars() {
        let starts_word =
            c.is_uppercase() && (previous.is_lowercase() || previous.is_ascii_digit());
        let separates = matches!(c, '_' | '-' | ' ' | ':');
        if separates || starts_word {
            words.push(String::new());
        }
        if !separates && let Some(word) = words.last_mut() {
            word.push(c);
        }
        previous = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    let Some(first) = chars.next() else {
        return String::new();
    };
    first.to_uppercase().chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_of_ten_digits_are_grouped_and_others_stay() {
        assert_eq!(phone("9055802283"), "(905) 580-2283");
        assert_eq!(phone("+19055802283"), "(905) 580-2283");
        assert_eq!(phone("19055802283"), "(905) 580-2283");
        assert_eq!(phone("+442079460958"), "+442079460958");
        assert_eq!(phone("anonymous"), "anonymous");
        assert_eq!(phone("٠١٢٣٤"), "٠١٢٣٤");
    }

    #[test]
    fn keys_become_labels() {
        assert_eq!(label("age_over_10_years"), "Age over 10 years");
        assert_eq!(label("walk-in_discussed"), "Walk in discussed");
        assert_eq!(label("LandingPagURL:"), "Landing pag URL");
        assert_eq!(label("utm_source"), "UTM source");
        assert_eq!(label("OrgGroupID"), "Org group ID");
        assert_eq!(label(""), "");
    }

    #[test]
    fn words_of_the_sender_become_sentences() {
        assert_eq!(sentence("neutral"), "Neutral");
        assert_eq!(sentence("quote_request"), "Quote request");
        assert_eq!(sentence("élan"), "Élan");
    }

    #[test]
    fn amounts_are_short() {
        assert_eq!(bytes(830), "830 B");
        assert_eq!(bytes(2_117), "2.1 kB");
        assert_eq!(bytes(3_400_000), "3.4 MB");
        assert_eq!(bytes(1_900_000_000), "1.9 GB");
        assert_eq!(numbered("a.b.csv", 2), "a.b (2).csv");
        assert_eq!(numbered("calls.csv", 1), "calls.csv");
        assert_eq!(numbered("calls", 3), "calls (3)");
        assert_eq!(calls(0), "0 calls");
        assert_eq!(calls(1), "1 call");
        assert_eq!(calls(1_204), "1,204 calls");
        assert_eq!(count(7), "7");
        assert_eq!(count(1_204), "1,204");
        assert_eq!(count(1_000_000), "1,000,000");
    }
}
