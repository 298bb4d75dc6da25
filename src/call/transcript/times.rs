//! When lines are said, from the text alone: fixed points where there are any, length of text between them.

use super::anchors::{Anchor, anchors};
use super::repair::{Line, length_secs};
use crate::call::Call;

/// The pause before a line, in characters.
const PAUSE: f64 = 10.0;

/// When a line is said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LineTime {
    /// From the start of the recording.
    pub start_secs: f64,
    pub end_secs: f64,
    /// True where a time of the sender or of a subtitle file holds; else it is estimated.
    pub is_exact: bool,
}

/// Spreads the lines over the time in which there is talk, by the length of their text, through the fixed points.
/// Those outside that time hold nothing.
pub fn estimate(lines: &[Line], anchors: &[Anchor], talk_secs: (f64, f64)) -> Vec<LineTime> {
    let spans = spans(lines);
    let total = spans.last().map_or(0.0, |span| span.1);
    let mut known = vec![(0.0, talk_secs.0)];
    let mut exact = Vec::new();
    for anchor in anchors {
        let place = place(lines, &spans, anchor);
        let last = known[known.len() - 1];
        if place > last.0 && anchor.at_secs > last.1 && anchor.at_secs < talk_secs.1 {
            known.push((place, anchor.at_secs));
            exact.push(anchor.line);
        }
    }
    known.push((total.max(known[known.len() - 1].0), talk_secs.1));
    let time = |place: f64| {
        let after = known.partition_point(|(known, _)| *known < place);
        let (from, until) = (
            known[after.saturating_sub(1)],
            known[after.min(known.len() - 1)],
        );
        if until.0 <= from.0 {
            return until.1;
        }
        from.1 + (until.1 - from.1) * (place - from.0) / (until.0 - from.0)
    };
    let spans = spans.into_iter().enumerate();
    spans
        .map(|(line, (start, end))| LineTime {
            start_secs: time(start),
            end_secs: time(end),
            is_exact: exact.contains(&line),
        })
        .collect()
}

/// When the lines of a call are said, from keywords and the length of the text: from the answer to the end of the call.
/// None where its length is not known. It takes long where many keywords were heard.
pub fn estimate_call(call: &Call, lines: &[Line]) -> Vec<LineTime> {
    let from = call.wait_secs.map_or(0.0, |wait| wait.0);
    let talked = call.facts.talk_secs.copied().map(|talk| from + talk.0);
    let Some(until) = length_secs(call).or(talked).filter(|until| *until > from) else {
        return Vec::new();
    };
    let hits = call.facts.keywords.get().map_or(&[][..], Vec::as_slice);
    estimate(lines, &anchors(lines, hits, until), (from, until))
}

/// Where each line starts and ends, in characters with a pause before it.
fn spans(lines: &[Line]) -> Vec<(f64, f64)> {
    let mut at = 0.0;
    lines
        .iter()
        .map(|line| {
            let start = at + PAUSE;
            at = start + length(&line.text);
            (start, at)
        })
        .collect()
}

/// The place of a fixed point, in characters.
fn place(lines: &[Line], spans: &[(f64, f64)], anchor: &Anchor) -> f64 {
    let words = lines[anchor.line].text.split_whitespace();
    let spoken = words.filter(|word| word.contains(char::is_alphanumeric));
    let before: f64 = spoken
        .take(anchor.word)
        .map(|word| length(word) + 1.0)
        .sum();
    spans[anchor.line].0 + before
}

#[expect(clippy::cast_precision_loss, reason = "a text is shorter than 2⁵³")]
fn length(text: &str) -> f64 {
    text.chars().count() as f64
}
