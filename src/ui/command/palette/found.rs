//! Which commands the palette shows, and in which order.

use crate::ui::command::fuzzy::{self, Found};
use crate::ui::command::{Command, Now};

/// What a command that was used lately is worth beside those that fit as well.
const RECENT: i32 = 6;
/// What is lost where another text than the one that is shown fits.
const OTHER_TEXT: i32 = 12;

/// A command as the palette shows it.
pub(super) struct Entry {
    pub command: Command,
    pub words: String,
    /// Why it cannot be done now.
    pub why_not: Option<&'static str>,
    /// The letters that were found in the words, counted from 0.
    pub chars: Vec<usize>,
}

/// The commands that what is typed finds: those that can be done first, then the best, then those used last.
pub(super) fn entries(typed: &str, recent: &[Command], now: &Now<'_>) -> Vec<Entry> {
    let mut scored: Vec<(i32, Entry)> = Command::ALL
        .iter()
        .filter(|command| **command != Command::Palette)
        .filter_map(|&command| {
            let words = command.words(now);
            let found = found(typed, command, &words)?;
            let used = recent.iter().position(|other| *other == command);
            let used = used.map_or(0, |at| {
                RECENT - i32::try_from(at).unwrap_or(RECENT).min(RECENT - 1)
            });
            let entry = Entry {
                command,
                words,
                why_not: command.why_not(now),
                chars: found.chars,
            };
            Some((found.score + used, entry))
        })
        .collect();
    // What is equally good stays in the order of the menu.
    scored.sort_by_key(|(score, entry)| (entry.why_not.is_some(), -score));
    scored.into_iter().map(|(_, entry)| entry).collect()
}

/// In its words, else in the words that it has in general, else in the sentence that explains it.
fn found(typed: &str, command: Command, words: &str) -> Option<Found> {
    let spec = command.spec();
    let in_words = fuzzy::find(typed, words);
    in_words.or_else(|| {
        let other = format!("{} {} {}", spec.section.words(), spec.text, spec.tooltip);
        let is_meant = other.to_lowercase().contains(&typed.trim().to_lowercase());
        is_meant.then_some(Found {
            score: -OTHER_TEXT,
            chars: Vec::new(),
        })
    })
}
