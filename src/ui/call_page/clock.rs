//! When the lines of the conversation are said, as well as it is known, and when keywords are.

use crate::call::sound::Heard;
use crate::call::transcript::{LineTime, length_secs};
use crate::call::{Call, KeywordHit};
use crate::ui::model::OpenCall;

/// Shown and played are keywords of a time above zero: a time of zero is what stands where none is known.
const LEAST_SECS: f64 = 0.0;
/// A word is played from so many seconds before it.
pub const BEFORE_SECS: f64 = 2.0;
/// How far outside its line a keyword may have been heard, seconds.
const NEAR_SECS: f64 = 3.0;

/// Where the times of the lines are from.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Source {
    /// There are none.
    #[default]
    None,
    /// The length of the text, and keywords.
    Text,
    /// The recording, and keywords.
    Sound,
    /// Subtitles that a person brought in: a file of this name.
    Subtitles(String),
}

/// When everything is said. Times are seconds from the start of the recording.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Clock {
    pub source: Source,
    times: Vec<LineTime>,
    /// Lines without words are never said.
    quiet: Vec<bool>,
    /// Keywords in small letters, and when each was heard.
    keywords: Vec<(String, f64)>,
    /// Where the recording ends, or the call, as far as that is known.
    pub end_secs: Option<f64>,
}

impl Clock {
    /// Of a call, with what was read out of its recording.
    pub fn new(open: &OpenCall, heard: Option<&Heard>) -> Self {
        let lines = &open.conversation.lines;
        let end_secs = match heard {
            Some(heard) if heard.is_whole => Some(heard.length_secs),
            _ => length_secs(&open.call),
        };
        let (source, times) = times(open, heard);
        Self {
            source,
            quiet: lines.iter().map(|line| line.is_quiet).collect(),
            times,
            keywords: hits(&open.call)
                .filter_map(|hit| Some((hit.keyword.to_lowercase(), inside(hit, end_secs)?)))
                .collect(),
            end_secs,
        }
    }

    /// The times of all lines; none where they are not known.
    pub fn times(&self) -> &[LineTime] {
        &self.times
    }

    /// When a line is said; none of a line without words.
    pub fn of(&self, line: usize) -> Option<LineTime> {
        let is_quiet = *self.quiet.get(line)?;
        self.times.get(line).filter(|_| !is_quiet).copied()
    }

    /// True where all times hold exactly.
    pub fn is_exact(&self) -> bool {
        matches!(self.source, Source::Subtitles(_))
    }

    /// The line that began last at a moment.
    pub fn line_at(&self, at_secs: f64) -> Option<usize> {
        let has_begun = |line: &usize| {
            self.of(*line)
                .is_some_and(|time| time.start_secs <= at_secs)
        };
        let start = |line: &usize| self.times[*line].start_secs;
        (0..self.times.len())
            .filter(has_begun)
            .max_by(|one, other| start(one).total_cmp(&start(other)))
    }

    /// When a keyword of a line was heard: of its moments the nearest that lies in the line, or almost.
    pub fn heard(&self, word: &str, line: usize) -> Option<f64> {
        let time = self.of(line)?;
        let word = word.to_lowercase();
        let off = |at: f64| (time.start_secs - at).max(at - time.end_secs).max(0.0);
        let moments = self.keywords.iter().filter(|(known, _)| *known == word);
        moments
            .map(|(_, at)| *at)
            .filter(|at| off(*at) <= NEAR_SECS)
            .min_by(|one, other| off(*one).total_cmp(&off(*other)))
    }
}

/// When a keyword was heard, where that lies inside a call that ends there.
pub fn inside(hit: &KeywordHit, end_secs: Option<f64>) -> Option<f64> {
    let at_secs = hit.at_secs?.0;
    let is_inside = at_secs > LEAST_SECS && end_secs.is_none_or(|end| at_secs <= end);
    is_inside.then_some(at_secs)
}

fn hits(call: &Call) -> impl Iterator<Item = &KeywordHit> {
    call.facts.keywords.get().into_iter().flatten()
}

fn times(open: &OpenCall, heard: Option<&Heard>) -> (Source, Vec<LineTime>) {
    if let Some(brought) = &open.subtitles {
        return (
            Source::Subtitles(brought.file.name.clone()),
            brought.times.clone(),
        );
    }
    let lines = &open.conversation.lines;
    let analysis = heard.and_then(|heard| heard.analysis.as_ref());
    if let Some(times) = analysis.map(|analysis| &analysis.times)
        && times.len() == lines.len()
        && !times.is_empty()
    {
        return (Source::Sound, times.clone());
    }
    if open.estimated.len() == lines.len() && !lines.is_empty() {
        return (Source::Text, open.estimated.clone());
    }
    (Source::None, Vec::new())
}
