//! A conversation as a text to be passed on.

use std::fmt::Write as _;

use super::Speaker;
use super::repair::{Line, SURE};
use super::times::LineTime;

/// The name of a speaker at the head of a line, with a question mark where it is not sure.
pub fn speaker_name(line: &Line) -> String {
    let doubt = if line.confidence < SURE { "?" } else { "" };
    let name = match line.speaker {
        Speaker::Agent => "Agent",
        Speaker::Caller => "Caller",
        Speaker::Unknown => "Unknown",
    };
    format!("{name}{doubt}")
}

/// The lines with words, and where they stand among all.
fn spoken(lines: &[Line]) -> impl Iterator<Item = (usize, &Line)> {
    lines.iter().enumerate().filter(|(_, line)| !line.is_quiet)
}

/// Plain text: a line for each line.
pub fn plain(lines: &[Line]) -> String {
    let mut text = String::new();
    for (_, line) in spoken(lines) {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{}: {}", speaker_name(line), line.text);
    }
    text
}

/// Markdown: a heading, and the lines under bold names.
pub fn markdown(heading: &str, lines: &[Line]) -> String {
    let mut text = format!("# {}\n", escaped(heading));
    for (_, line) in spoken(lines) {
        let _ = write!(
            text,
            "\n**{}:** {}\n",
            speaker_name(line),
            escaped(&line.text)
        );
    }
    text
}

/// Characters that mean something in Markdown stand for themselves.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_[]<>#|~".contains(c) {
            safe.push('\\');
        }
        safe.push(if c == '\n' { ' ' } else { c });
    }
    safe
}

/// `SRT` subtitles (`SubRip`); an estimated time is marked as such in its line.
pub fn srt(lines: &[Line], times: &[LineTime]) -> String {
    let mut written = String::new();
    for (number, (time, text)) in cues(lines, times).enumerate() {
        let (start, end) = (stamp(time.start_secs, ','), stamp(time.end_secs, ','));
        let _ = write!(written, "{}\n{start} --> {end}\n{text}\n\n", number + 1);
    }
    written
}

/// WebVTT subtitles, in the same manner.
pub fn vtt(lines: &[Line], times: &[LineTime]) -> String {
    let mut written = String::from("WEBVTT\n");
    for (time, text) in cues(lines, times) {
        let (start, end) = (stamp(time.start_secs, '.'), stamp(time.end_secs, '.'));
        let text = text
            .replace('&', "&amp;")
            .replace('<', "&lt;")
            .replace('>', "&gt;");
        let _ = write!(written, "\n{start} --> {end}\n{text}\n");
    }
    written
}

/// What is said when. An arrow would be taken for a time.
fn cues<'a>(
    lines: &'a [Line],
    times: &'a [LineTime],
) -> impl Iterator<Item = (LineTime, String)> + 'a {
    spoken(lines).filter_map(|(at, line)| {
        let time = *times.get(at)?;
        let mark = if time.is_exact {
            ""
        } else {
            " (time estimated)"
        };
        let said = line.text.replace('\n', " ").replace("-->", "→");
        Some((time, format!("{}{mark}: {said}", speaker_name(line))))
    })
}

/// Hours, minutes, seconds and milliseconds.
fn stamp(secs: f64, point: char) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a time of a call"
    )]
    let millis = (secs.max(0.0) * 1000.0).round() as u64;
    let (secs, millis) = (millis / 1000, millis % 1000);
    let (hours, mins) = (secs / 3600, secs / 60 % 60);
    format!("{hours:02}:{mins:02}:{:02}{point}{millis:03}", secs % 60)
}
