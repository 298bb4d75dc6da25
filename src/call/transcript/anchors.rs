//! Fixed points: keyword times that lie inside the call and whose word stands near that place in the text.

use super::Speaker;
use super::repair::Line;
use crate::call::KeywordHit;

/// Both channels hear a word within this time, seconds.
const SAME: f64 = 0.75;
/// How far from its even place a word may stand: a share of the call, and seconds.
const NEAR: (f64, f64) = (0.35, 20.0);
/// More places of words than this are thinned out: keywords that often stand in a text say little.
const MOST: usize = 3000;
/// For a speaker who is not that of the line.
const OTHER_SPEAKER: f64 = 0.3;

/// A moment at which a word of a line is known to be said.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anchor {
    pub line: usize,
    /// The index of the word in the line.
    pub word: usize,
    /// From the start of the recording.
    pub at_secs: f64,
}

/// One place where a keyword may have been heard.
struct Place {
    anchor: Anchor,
    /// Above 0; 1 where it stands just where it is expected and is said by whom it should be.
    fit: f64,
}

/// The fixed points of a conversation that lasts so many seconds, in order. Times outside the call anchor nothing.
pub fn anchors(lines: &[Line], hits: &[KeywordHit], length_secs: f64) -> Vec<Anchor> {
    chain(places(lines, hits, length_secs))
}

/// All places in the text where the keywords may have been heard: one of those of a moment is the right one, at most.
/// The sound tells which.
pub fn candidates(lines: &[Line], hits: &[KeywordHit], length_secs: f64) -> Vec<Anchor> {
    let places = places(lines, hits, length_secs);
    places.into_iter().map(|place| place.anchor).collect()
}

fn places(lines: &[Line], hits: &[KeywordHit], length_secs: f64) -> Vec<Place> {
    let words: Vec<Vec<String>> = lines.iter().map(|line| plain_words(&line.text)).collect();
    let all: usize = words.iter().map(Vec::len).sum();
    let mut places = Vec::new();
    for (keyword, speaker, at_secs) in moments(hits, length_secs) {
        let wanted = plain_words(keyword);
        if wanted.is_empty() {
            continue;
        }
        let mut before = 0;
        for (line, words) in words.iter().enumerate() {
            for (word, found) in words.windows(wanted.len()).enumerate() {
                if found == wanted.as_slice() {
                    let even = length_secs * share(before + word, all);
                    let off = (even - at_secs).abs() / (NEAR.0 * length_secs + NEAR.1);
                    let other = is_other(&lines[line], speaker);
                    let fit = 1.0 - 0.5 * off - if other { OTHER_SPEAKER } else { 0.0 };
                    if off <= 1.0 {
                        let anchor = Anchor {
                            line,
                            word,
                            at_secs,
                        };
                        places.push(Place { anchor, fit });
                    }
                }
            }
            before += words.len();
        }
    }
    places.truncate(MOST);
    places
}

/// The moments inside the call, each once though both channels heard it, in order.
fn moments(hits: &[KeywordHit], length_secs: f64) -> Vec<(&str, Speaker, f64)> {
    let mut moments: Vec<(&str, Speaker, f64)> = hits
        .iter()
        .filter_map(|hit| Some((hit.keyword.as_str(), hit.speaker, hit.at_secs?.0)))
        // A time of zero is what stands where none is known.
        .filter(|(.., at)| *at > 0.0 && *at <= length_secs)
        .collect();
    moments.sort_by(|one, other| one.2.total_cmp(&other.2));
    let mut kept: Vec<(&str, Speaker, f64)> = Vec::new();
    for moment in moments {
        let is_known = |known: &&mut (&str, Speaker, f64)| {
            known.0.eq_ignore_ascii_case(moment.0) && moment.2 - known.2 < SAME
        };
        match kept.iter_mut().rev().take(8).find(is_known) {
            Some(known) if known.1 != moment.1 => known.1 = Speaker::Unknown,
            Some(_) => {}
            None => kept.push(moment),
        }
    }
    kept
}

fn is_other(line: &Line, speaker: Speaker) -> bool {
    !line.on_both && speaker != Speaker::Unknown && line.speaker != speaker
}

/// The best fitting places of which the later ones are later in time and text.
fn chain(mut places: Vec<Place>) -> Vec<Anchor> {
    let key = |place: &Place| (place.anchor.line, place.anchor.word);
    places.sort_by(|one, other| {
        let by_time = one.anchor.at_secs.total_cmp(&other.anchor.at_secs);
        by_time.then(key(one).cmp(&key(other)))
    });
    let mut best: Vec<(f64, Option<usize>)> = Vec::with_capacity(places.len());
    for (at, place) in places.iter().enumerate() {
        let before = (0..at)
            .filter(|&other| {
                let other = &places[other];
                other.anchor.at_secs < place.anchor.at_secs && key(other) < key(place)
            })
            .max_by(|one, other| best[*one].0.total_cmp(&best[*other].0));
        let sum = before.map_or(0.0, |before| best[before].0);
        best.push((sum + place.fit, before));
    }
    let mut at = (0..best.len()).max_by(|one, other| best[*one].0.total_cmp(&best[*other].0));
    let mut chain = Vec::new();
    while let Some(index) = at {
        chain.push(places[index].anchor);
        at = best[index].1;
    }
    chain.reverse();
    chain
}

fn plain_words(text: &str) -> Vec<String> {
    text.split_whitespace()
        .map(|word| {
            let letters = word.chars().filter(|c| c.is_alphanumeric());
            letters.flat_map(char::to_lowercase).collect::<String>()
        })
        .filter(|word| !word.is_empty())
        .collect()
}

#[expect(clippy::cast_precision_loss, reason = "numbers of words")]
fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole.max(1) as f64
}
