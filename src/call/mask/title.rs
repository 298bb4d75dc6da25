//! What a person has named: views, keyword lists and what is listened for. A name stands there in no sentence.

use super::{Digits, Known, capitals};

impl Known {
    /// The name that a person gave to something, without whom it names: several words with capitals, one after the
    /// other, are somebody.
    pub fn title(&self, title: &str) -> String {
        let mut known = self.clone();
        for name in names(title) {
            known.person(&name);
        }
        known.text(title, Digits::OfNumbers)
    }

    /// Words that are listened for. One with a capital is somebody as well: others are typed in small letters.
    pub fn phrase(&self, phrase: &str) -> String {
        let mut known = self.clone();
        for word in phrase
            .split_whitespace()
            .filter(|word| capitals::may_name(word))
        {
            known.person(word);
        }
        known.title(phrase)
    }
}

/// Words with a capital that stand beside each other.
fn names(title: &str) -> Vec<String> {
    let words: Vec<&str> = title.split_whitespace().collect();
    let begins = |word: &&str| word.starts_with(char::is_uppercase);
    let runs = words.split(|word| !begins(word));
    let several = runs.filter(|run| run.len() > 1);
    several.map(|run| run.join(" ")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::call::Mask;

    #[test]
    fn somebody_in_a_title_is_masked_and_what_is_no_name_stays() {
        let known = Known::new(Mask::new(7));
        for title in [
            "Guarantee",
            "Leads this week",
            "Spring, all of it",
            "is:missed 2",
        ] {
            assert_eq!(known.title(title), title);
        }
        for (title, name) in [
            ("Marguerite Vandenberghe-Castellanos", "Vandenberghe"),
            ("All of Will May", "Will"),
            ("ÖMER ĆOSIĆ", "ÖMER"),
            ("Calls from 4165550142", "4165550142"),
        ] {
            let masked = known.title(title);
            assert!(!masked.contains(name), "{title}: {masked}");
        }
        assert_eq!(known.phrase("warrant"), "warrant");
        assert_ne!(known.phrase("Wozniakowski"), "Wozniakowski");
    }
}
