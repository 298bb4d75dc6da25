//! The words of a row: who, where from, when, how long, and all of it in one sentence.

use jiff::Timestamp;

use super::verdict;
use crate::call::{CallRow, Seconds, Stage, Waiting};
use crate::ui::icons::Icon;
use crate::ui::model::Times;
use crate::ui::words;

/// Who called: the name, else the number.
pub fn who(row: &CallRow) -> String {
    filled(row.caller_name.as_ref())
        .map(str::to_owned)
        .or_else(|| filled(row.caller_number.as_ref()).map(words::phone))
        .unwrap_or_else(|| "Unknown caller".to_owned())
}

/// The group, else the number that was dialled; the source; the place.
pub(super) fn origin(row: &CallRow) -> String {
    let number = filled(row.tracking_number.as_ref()).map(words::phone);
    let parts = [
        filled(row.group_name.as_ref())
            .map(str::to_owned)
            .or(number),
        filled(row.source.as_ref()).map(str::to_owned),
        filled(row.place.as_ref()).map(str::to_owned),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The drawing of the kind of call, with its word.
pub(super) fn kind(row: &CallRow) -> (Icon, &'static str) {
    if row.stage == Stage::Ringing {
        (Icon::Bell, "ringing")
    } else if row.voicemail == Some(true) {
        (Icon::Voicemail, "voicemail")
    } else if row.answered == Some(false) {
        (Icon::PhoneMissed, "missed")
    } else if row.answered == Some(true) {
        (Icon::Phone, "answered")
    } else {
        (Icon::Phone, "not known whether answered")
    }
}

/// How long was talked; how long it rings so far; a dash where neither is known.
pub(super) fn length(row: &CallRow, now: Timestamp) -> String {
    if verdict::is_ringing_now(row, now)
        && let Some(start) = row.started_at
    {
        return words::duration(Seconds(now.duration_since(start).as_secs_f64()));
    }
    match row.talk_secs {
        Some(talk) if row.answered != Some(false) => words::duration(talk),
        _ => "–".to_owned(),
    }
}

/// When it was: as the list has it.
pub(super) fn when(row: &CallRow, times: &Times, now: Timestamp) -> String {
    match row.started_at {
        Some(at) => times.in_list(at, row.time_zone.as_deref(), now),
        None => String::new(),
    }
}

/// The whole row in one sentence, for a screen reader.
pub(super) fn sentence(row: &CallRow, times: &Times, now: Timestamp) -> String {
    let (_, kind) = kind(row);
    let mut parts = vec![who(row)];
    let kind = match verdict::waiting(row, now) {
        Some(Waiting::NoEndYet) => "no end sent yet",
        Some(Waiting::NoResult) => "no result received",
        Some(Waiting::Rings) | None => kind,
    };
    parts.push(kind.to_owned());
    parts.extend(
        row.talk_secs
            .filter(|_| row.answered != Some(false))
            .map(words::duration),
    );
    if let Some(verdict) = verdict::of(row, now) {
        if !parts[1].eq_ignore_ascii_case(&verdict.0) {
            parts.push(lower_first(&verdict.0));
        }
        let mood = verdict::mood_beside(row, &verdict);
        parts.extend(mood.map(|(.., word)| word.to_owned()));
    }
    if let Some(at) = row.started_at {
        parts.push(times.spoken(at, row.time_zone.as_deref(), now));
    }
    for (holds, word) in [
        (!row.verified, "not verified"),
        (row.starred, "starred"),
        (row.reviewed, "reviewed"),
    ] {
        if holds {
            parts.push(word.to_owned());
        }
    }
    parts.dedup();
    parts.join(", ")
}

/// What hovering a row adds where it is cut: everything in full.
pub(super) fn in_full(row: &CallRow, times: &Times) -> String {
    let number = filled(row.caller_number.as_ref()).map(words::phone);
    let moment = row
        .started_at
        .map(|at| times.everywhere(at, row.time_zone.as_deref()));
    let mut lines = vec![who(row)];
    lines.extend(number.filter(|number| *number != lines[0]));
    lines.push(origin(row));
    lines.extend(moment);
    lines.retain(|line| !line.is_empty());
    lines.join("\n")
}

fn filled(text: Option<&String>) -> Option<&str> {
    text.map(|text| text.trim()).filter(|text| !text.is_empty())
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars
        .next()
        .map(|first| first.to_lowercase().chain(chars).collect())
        .unwrap_or_default()
}
