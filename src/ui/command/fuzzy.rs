//! Finds a text by some of its letters, in their order.

/// How well a text is found, and the characters that were found in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    pub score: i32,
    /// Which characters, counted from 0.
    pub chars: Vec<usize>,
}

/// For a letter at the beginning of a word, of the text, and for one right after the last that was found.
const WORD: i32 = 8;
const TEXT: i32 = 2;
const RUN: i32 = 8;

/// Looks for all the words of `sought` in `text`; none where a letter is missing.
pub fn find(sought: &str, text: &str) -> Option<Found> {
    let text: Vec<char> = text.chars().map(plain).collect();
    let mut found = Found {
        score: 0,
        chars: Vec::new(),
    };
    for word in sought.split_whitespace() {
        let word: Vec<char> = word.chars().map(plain).collect();
        let best = (0..text.len()).filter_map(|from| find_from(&word, &text, from));
        let best =
            best.max_by_key(|found| (found.score, std::cmp::Reverse(found.chars.clone())))?;
        found.score += best.score;
        found.chars.extend(best.chars);
    }
    found.chars.sort_unstable();
    found.chars.dedup();
    Some(found)
}

/// The letters of a word from a place on, each as early as it comes.
fn find_from(word: &[char], text: &[char], from: usize) -> Option<Found> {
    let mut chars = Vec::with_capacity(word.len());
    let mut score = 0;
    let mut at = from;
    for letter in word {
        let next = at + text[at..].iter().position(|other| other == letter)?;
        if chars.is_empty() && next != from {
            return None;
        }
        let begins = next == 0 || !text[next - 1].is_alphanumeric();
        let goes_on = chars.last().is_some_and(|last| last + 1 == next);
        score += 1 + i32::from(begins) * WORD + i32::from(goes_on) * RUN;
        score += i32::from(next == 0) * TEXT;
        chars.push(next);
        at = next + 1;
    }
    Some(Found { score, chars })
}

fn plain(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn score(sought: &str, text: &str) -> i32 {
        find(sought, text).map_or(-1, |found| found.score)
    }

    #[test]
    fn letters_are_found_in_their_order() {
        assert_eq!(find("sd", "Show the deliveries").unwrap().chars, [0, 9]);
        assert_eq!(find("sz", "Show the deliveries"), None);
        assert_eq!(find("ds", "Show it"), None);
        assert_eq!(find("", "Show it").unwrap().chars, [0; 0]);
    }

    #[test]
    fn words_come_in_any_order() {
        assert!(find("calls show", "Show the calls").is_some());
        assert!(find("calls deliveries", "Show the calls").is_none());
    }

    #[test]
    fn beginnings_of_words_and_runs_count_more() {
        assert!(score("mu", "Mute") > score("mu", "Show more up"));
        assert!(score("rec", "Play the recording") > score("rec", "Where each comes"));
        assert!(score("next", "Next row") > score("next", "Nicer extra text"));
        assert!(score("ki", "Kindly") > score("ki", "Making"));
    }
}
