//! Parts to lines: fragments are joined, marks without words gathered.

use super::parts::Part;
use super::{Speaker, Utterance};

/// Parts of the other that may stand between two fragments of a line.
const BETWEEN: usize = 3;

/// What is being put together.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub speaker: Speaker,
    pub text: String,
    pub turns: Vec<usize>,
    pub echoes: Vec<usize>,
    pub is_quiet: bool,
    /// Words heard on both channels, and all.
    pub both: Option<Speaker>,
    pub other_share: f32,
    /// True when no fragment can follow.
    is_closed: bool,
}

/// The lines in the order in which they begin.
pub(super) fn drafts(turns: &[Utterance], parts: &[Part]) -> Vec<Draft> {
    let mut drafts: Vec<Draft> = Vec::new();
    for part in parts {
        let text = turns[part.turn].text[part.range.clone()].trim();
        match open(&drafts, part, text) {
            Some(index) => join(&mut drafts[index], part, text),
            None => drafts.push(draft(part, text)),
        }
    }
    drafts
}

fn draft(part: &Part, text: &str) -> Draft {
    let (both, echoes, other_share) = match &part.both {
        Some(both) => (Some(both.first), both.echoes.clone(), both.other_share),
        None => (None, Vec::new(), 0.0),
    };
    Draft {
        speaker: part.speaker,
        text: text.to_owned(),
        turns: vec![part.turn],
        echoes,
        is_quiet: !part.has_words,
        both,
        other_share,
        is_closed: is_finished(text) || part.ends_on_other,
    }
}

/// The line that a part goes on.
fn open(drafts: &[Draft], part: &Part, text: &str) -> Option<usize> {
    let near = drafts.iter().enumerate().rev().take(BETWEEN + 1);
    let index = near
        .clone()
        .find(|(_, draft)| draft.speaker == part.speaker)
        .map(|(index, _)| index)?;
    let draft = &drafts[index];
    let between = &drafts[index + 1..];
    if !part.has_words {
        // Tones in a row, or the full stop of a fragment.
        let is_stop = !text.is_empty() && text.chars().all(|c| c.is_ascii_punctuation());
        let in_a_row = between.is_empty() && draft.is_quiet && !is_stop;
        let ends = is_stop && !text.contains('[') && !draft.is_quiet && !draft.is_closed;
        return (in_a_row || ends).then_some(index);
    }
    if draft.is_quiet || draft.is_closed {
        return None;
    }
    let interleaved = !between.is_empty() && between.iter().all(|other| is_fragment(&other.text));
    let goes_on = goes_on(&draft.text, text);
    match between.len() {
        0 => goes_on.then_some(index),
        _ => (interleaved || (goes_on && between.iter().all(is_short))).then_some(index),
    }
}

fn join(draft: &mut Draft, part: &Part, text: &str) {
    let is_stop = !part.has_words && !draft.is_quiet;
    if !is_stop && !draft.text.is_empty() && !text.is_empty() {
        draft.text.push(' ');
    }
    draft.text.push_str(text);
    draft.turns.push(part.turn);
    draft.is_closed = is_finished(text) || part.ends_on_other;
    if let Some(both) = &part.both {
        draft.both = draft.both.or(Some(both.first));
        draft.echoes.extend(&both.echoes);
        draft.other_share = draft.other_share.max(both.other_share);
    }
}

fn is_finished(text: &str) -> bool {
    text.ends_with(['.', '?', '!', '…', '。', '？', '！', '"', '”'])
}

fn is_fragment(text: &str) -> bool {
    !is_finished(text) || !text.contains(char::is_alphanumeric)
}

fn is_short(draft: &Draft) -> bool {
    draft.text.split_whitespace().count() <= 4
}

/// True where a text reads on from an unfinished one: in small letters, or with a word that is never small.
fn goes_on(unfinished: &str, text: &str) -> bool {
    let word = text.split_whitespace().next().unwrap_or_default();
    let is_small = !word.starts_with(char::is_uppercase);
    let is_i = word == "I" || word.starts_with("I'") || word.starts_with("I’");
    let is_shouted = word.chars().count() > 1 && !word.contains(char::is_lowercase);
    is_small || is_i || is_shouted || unfinished.ends_with(',')
}
