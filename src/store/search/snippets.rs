//! Where in a call the words of a question were found.

use std::ops::Range;

use rusqlite::OptionalExtension as _;

use super::text::Kept;
use crate::call::CallId;
use crate::call::listing::Snippet;
use crate::call::question::words::{Sought, words};
use crate::call::question::{Field, Filter, Place, Question};
use crate::store::{Store, StoreError};

/// How many bytes of text stand before the first word that was found, about.
const BEFORE: usize = 20;
/// How long a snippet is, about.
const LENGTH: usize = 160;

impl Store {
    /// A piece of text of each of these calls in which words of the question are marked. Calls in which none stand
    /// are left out.
    pub fn snippets(
        &self,
        question: &Question,
        calls: &[CallId],
    ) -> Result<Vec<(CallId, Snippet)>, StoreError> {
        let _unchanged = self.begin_question()?;
        let sought = self.sought(question)?;
        let mut snippets = Vec::new();
        if sought.is_empty() {
            return Ok(snippets);
        }
        for id in calls {
            self.go_on()?;
            if let Some(kept) = self.kept_of(*id)?
                && let Some(snippet) = snippet(&kept, &sought)
            {
                snippets.push((*id, snippet));
            }
        }
        Ok(snippets)
    }

    /// The words that a question looks for, those of the person's own lists included, and where.
    fn sought(&self, question: &Question) -> Result<Vec<(Sought, Place)>, StoreError> {
        let mut sought = Vec::new();
        for term in question.distinct().filter(|term| !term.is_excluded) {
            let phrases = match &term.filter {
                Filter::Text { text, place } => vec![(Sought::of(text), *place)],
                Filter::Field {
                    field: Field::List,
                    value,
                } => self.phrases_of(value)?,
                _ => Vec::new(),
            };
            let words = phrases.into_iter();
            sought.extend(words.filter_map(|(sought, place)| Some((sought?, place))));
        }
        Ok(sought)
    }

    fn phrases_of(&self, list: &str) -> Result<Vec<(Option<Sought>, Place)>, StoreError> {
        let phrases = self
            .keyword_list(list)?
            .map_or_else(Vec::new, |list| list.phrases);
        let sought = phrases.iter();
        Ok(sought
            .map(|phrase| (Sought::of(&phrase.text), phrase.place))
            .collect())
    }

    fn kept_of(&self, id: CallId) -> Result<Option<Kept>, StoreError> {
        let key: Option<Option<i64>> = self
            .db
            .prepare_cached("SELECT time_key FROM calls WHERE id = ?1")?
            .query_row([id.0], |row| row.get(0))
            .optional()?;
        match key.flatten() {
            Some(key) => self.kept(key),
            None => Ok(None),
        }
    }
}

/// The text in which most of what is looked for stands, cut around the first of it.
fn snippet(kept: &Kept, sought: &[(Sought, Place)]) -> Option<Snippet> {
    let mut best: Option<(usize, &str, Vec<Range<usize>>)> = None;
    for text in kept.texts.of(Place::Anywhere) {
        let said: Vec<_> = words(text).collect();
        let mut found = 0;
        let mut marks = Vec::new();
        for (sought, place) in sought {
            let is_here = kept
                .texts
                .of(*place)
                .iter()
                .any(|other| std::ptr::eq(*other, text));
            let places = if is_here {
                sought.find(&said)
            } else {
                Vec::new()
            };
            found += usize::from(!places.is_empty());
            marks.extend(places);
        }
        if found > best.as_ref().map_or(0, |(most, ..)| *most) {
            best = Some((found, text, marks));
        }
    }
    let (_, text, mut marks) = best?;
    marks.sort_by_key(|mark| (mark.start, mark.end));
    Some(cut(text, &marks))
}

/// A piece of a text around its first mark, in one line, whole words only.
fn cut(text: &str, marks: &[Range<usize>]) -> Snippet {
    let first = marks.first().map_or(0, |mark| mark.start);
    let start = start_before(text, first);
    let end = end_after(text, first, start);
    let mut line = String::new();
    if start > 0 {
        line.push('…');
    }
    let shift = |at: usize| at - start + if start > 0 { '…'.len_utf8() } else { 0 };
    line.extend(text[start..end].chars().map(|c| {
        // A line break is one byte, and so is the space for it.
        if c.is_ascii_control() { ' ' } else { c }
    }));
    if end < text.len() {
        line.push('…');
    }
    let mut shown: Vec<Range<usize>> = Vec::new();
    for mark in marks.iter().filter(|mark| mark.end <= end) {
        let mark = shift(mark.start)..shift(mark.end);
        match shown.last_mut() {
            Some(before) if mark.start <= before.end => before.end = before.end.max(mark.end),
            _ => shown.push(mark),
        }
    }
    Snippet {
        text: line,
        marks: shown,
    }
}

fn start_before(text: &str, first: usize) -> usize {
    if first <= BEFORE {
        return 0;
    }
    let earliest = text.floor_char_boundary(first - BEFORE);
    let gap = text[earliest..first].find(char::is_whitespace);
    gap.map_or(first, |gap| {
        let rest = &text[earliest + gap..first];
        first - rest.trim_start().len()
    })
}

fn end_after(text: &str, first: usize, start: usize) -> usize {
    let word = text[first..]
        .find(char::is_whitespace)
        .map_or(text.len(), |len| first + len);
    let latest = text.floor_char_boundary(start + LENGTH).min(text.len());
    if latest <= word || latest == text.len() {
        return latest.max(word);
    }
    let gap = text[word..latest].rfind(char::is_whitespace);
    gap.map_or(word, |gap| word + gap)
}
