//! Subtitle files for a call: `SRT` (`SubRip`) and WebVTT (<https://www.w3.org/TR/webvtt1/>), read with tolerance.
//!
//! Numbers may be missing or wrong, hours left out, a full stop stand for a comma, lines end in any way; what decides
//! is the line with the arrow. A time that cannot be read is an error that names its line. They are written by
//! [`written`](crate::call::transcript::written).

mod file;
mod times;

use std::sync::Arc;

use crate::call::transcript::{Line, LineTime, Repaired};
use crate::call::{BroughtIn, Speaker, SubtitleFile};

pub use file::{FileError, load};

/// More than any call has, and a bound for what is kept of a file.
const MOST_CUES: usize = 100_000;

/// Text that is said at a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Cue {
    pub start_secs: f64,
    pub end_secs: f64,
    /// As the file names them.
    pub speaker: Option<String>,
    pub text: String,
}

/// Why a file is no subtitles. Lines count from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SubtitleError {
    #[error(
        "there are no subtitles in the file: no line has the form 00:00:01,000 --> 00:00:02,000"
    )]
    Empty,
    #[error("line {line}: “{found}” is no time such as 00:00:01,000")]
    Time { line: usize, found: String },
    #[error("line {line}: the subtitle ends before it begins")]
    Backwards { line: usize },
    #[error("the file has more than {MOST_CUES} subtitles")]
    TooMany,
}

/// Reads a file of either kind, in the order of time.
pub fn read(text: &str) -> Result<Vec<Cue>, SubtitleError> {
    let text = text
        .trim_start_matches('\u{feff}')
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    let lines: Vec<&str> = text.split('\n').collect();
    let is_vtt = lines
        .first()
        .is_some_and(|first| first.starts_with("WEBVTT"));
    let mut cues = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let line = lines[at];
        if is_vtt && is_other_block(&lines, at) {
            at = end_of_block(&lines, at);
            continue;
        }
        at += 1;
        if !line.contains("-->") {
            continue;
        }
        let (start_secs, end_secs) = times::span(line, at)?;
        let end = end_of_text(&lines, at);
        if cues.len() == MOST_CUES {
            return Err(SubtitleError::TooMany);
        }
        if let Some(cue) = cue(start_secs, end_secs, &lines[at..end]) {
            cues.push(cue);
        }
        at = end;
    }
    if cues.is_empty() {
        return Err(SubtitleError::Empty);
    }
    cues.sort_by(|one, other| one.start_secs.total_cmp(&other.start_secs));
    Ok(cues)
}

/// Lines of a conversation that hold exactly, with their times.
pub fn conversation(cues: &[Cue]) -> (Vec<Line>, Vec<LineTime>) {
    let line = |(index, cue): (usize, &Cue)| Line {
        speaker: speaker(cue.speaker.as_deref()),
        text: cue.text.clone(),
        turns: vec![index],
        echoes: Vec::new(),
        is_quiet: !cue.text.contains(char::is_alphanumeric),
        confidence: 1.0,
        on_both: false,
    };
    let time = |cue: &Cue| LineTime {
        start_secs: cue.start_secs,
        end_secs: cue.end_secs,
        is_exact: true,
    };
    (
        cues.iter().enumerate().map(line).collect(),
        cues.iter().map(time).collect(),
    )
}

/// The conversation of a file that was brought in, with when its lines are said. `swapped` when a person finds the
/// speakers of the call swapped. None where the file cannot be read.
pub fn brought_in(file: SubtitleFile, swapped: bool) -> Option<(Repaired, BroughtIn)> {
    let cues = read(&file.text).ok()?;
    let (mut lines, times) = conversation(&cues);
    if swapped != file.came_swapped {
        for line in &mut lines {
            line.speaker = line.speaker.other();
        }
    }
    let said = Repaired {
        lines,
        swapped,
        ..Repaired::default()
    };
    let file = Arc::new(file);
    Some((said, BroughtIn { file, times }))
}

fn speaker(name: Option<&str>) -> Speaker {
    match name {
        Some(name) if name.eq_ignore_ascii_case("agent") => Speaker::Agent,
        Some(name) if name.eq_ignore_ascii_case("caller") => Speaker::Caller,
        _ => Speaker::Unknown,
    }
}

/// True at a comment, a style or a region of WebVTT.
fn is_other_block(lines: &[&str], at: usize) -> bool {
    let starts = at == 0 || lines[at - 1].trim().is_empty();
    let word = lines[at].split([' ', '\t']).next().unwrap_or_default();
    starts && matches!(word, "NOTE" | "STYLE" | "REGION")
}

fn end_of_block(lines: &[&str], from: usize) -> usize {
    let empty = lines[from..].iter().position(|line| line.trim().is_empty());
    empty.map_or(lines.len(), |empty| from + empty)
}

/// Where the text of a subtitle ends: at an empty line, or where the next begins without one.
fn end_of_text(lines: &[&str], from: usize) -> usize {
    let end = end_of_block(lines, from);
    let next = lines[from..end]
        .iter()
        .position(|line| line.contains("-->"));
    let Some(next) = next.map(|next| from + next) else {
        return end;
    };
    let is_number =
        |line: &str| !line.trim().is_empty() && line.trim().chars().all(|c| c.is_ascii_digit());
    if next > from && is_number(lines[next - 1]) {
        next - 1
    } else {
        next
    }
}

fn cue(start_secs: f64, end_secs: f64, lines: &[&str]) -> Option<Cue> {
    let raw = lines.join(" ");
    let voice = voice(&raw);
    let text = unescaped(&without_tags(&raw));
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let named = text.split_once(": ").filter(|(name, _)| is_speaker(name));
    let (speaker, text) = match (voice, named) {
        (Some(voice), _) => (Some(voice), text.clone()),
        (None, Some((name, said))) => (Some(plain_name(name)), said.to_owned()),
        (None, None) => (None, text.clone()),
    };
    (!text.is_empty()).then_some(Cue {
        start_secs,
        end_secs,
        speaker,
        text,
    })
}

/// The name in a tag `<v Name>`.
fn voice(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("<v")?;
    let (name, _) = rest.split_once('>')?;
    // Classes stand before the name: <v.loud Name>.
    let name = name.split_once([' ', '\t'])?.1.trim();
    (!name.is_empty()).then(|| unescaped(name))
}

fn is_speaker(name: &str) -> bool {
    matches!(
        plain_name(name).to_lowercase().as_str(),
        "agent" | "caller" | "unknown"
    )
}

/// The name without what is remarked behind it, such as `Agent (time estimated)` or `Caller?`.
fn plain_name(name: &str) -> String {
    let end = name.find(['(', '?']).unwrap_or(name.len());
    name[..end].trim().to_owned()
}

fn without_tags(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let tag = &rest[open + 1..];
        let is_tag = tag.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '/');
        if let Some(close) = tag.find('>').filter(|_| is_tag) {
            plain.push_str(&rest[..open]);
            rest = &tag[close + 1..];
        } else {
            plain.push_str(&rest[..=open]);
            rest = tag;
        }
    }
    plain + rest
}

fn unescaped(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&nbsp;", " ")
        .replace("&lrm;", "")
        .replace("&rlm;", "")
        .replace("&amp;", "&")
}
