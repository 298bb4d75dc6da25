//! The one thing about a call that is most useful to know at a glance.

use std::borrow::Cow;

use jiff::Timestamp;

use crate::call::{CallRow, Stage, Waiting};
use crate::ui::icons::Icon;
use crate::ui::widgets::Tone;
use crate::ui::words;

/// A chip: its words and how they sound.
pub(super) type Verdict = (Cow<'static, str>, Tone);

/// The most useful verdict, if there is any.
pub(super) fn of(row: &CallRow, now: Timestamp) -> Option<Verdict> {
    stage(row, now)
        .or_else(|| answer(row))
        .or_else(|| positive_lead(row))
        .or_else(|| is(row, "negative").then(|| (Cow::from("Unhappy"), Tone::Negative)))
        .or_else(|| (row.lead == Some(false)).then(|| (Cow::from("Not a lead"), Tone::Neutral)))
        .or_else(|| mood(row))
        .or_else(|| (row.stage == Stage::Ended).then(|| (Cow::from("Ended"), Tone::Neutral)))
}

/// The mood that is drawn beside a verdict which does not say it, with its word.
pub(super) fn mood_beside(row: &CallRow, verdict: &Verdict) -> Option<(Icon, Tone, &'static str)> {
    let (words, tone) = verdict;
    if row.stage == Stage::Ringing || *tone == Tone::Negative {
        None
    } else if is(row, "negative") {
        Some((Icon::MoodSad, Tone::Negative, "unhappy"))
    } else if is(row, "positive") && words != "Positive" {
        Some((Icon::Mood, Tone::Positive, "positive"))
    } else {
        None
    }
}

/// What a start means that nothing has followed by `now`; none where something has.
pub(super) fn waiting(row: &CallRow, now: Timestamp) -> Option<Waiting> {
    let is_start = row.stage == Stage::Ringing;
    is_start.then(|| Waiting::of(row.started_at, row.sent_at, now))
}

/// True while the phone may really be ringing at `now`.
pub(super) fn is_ringing_now(row: &CallRow, now: Timestamp) -> bool {
    waiting(row, now) == Some(Waiting::Rings)
}

/// How a start sounds that nothing has followed.
pub(super) fn bell(row: &CallRow, now: Timestamp) -> Tone {
    match waiting(row, now) {
        Some(Waiting::NoEndYet) => Tone::Neutral,
        Some(Waiting::NoResult) => Tone::Warning,
        Some(Waiting::Rings) | None => Tone::Accent,
    }
}

/// True when the sender's analysis found that mood.
pub(super) fn is(row: &CallRow, sentiment: &str) -> bool {
    row.sentiment
        .as_deref()
        .is_some_and(|said| said.eq_ignore_ascii_case(sentiment))
}

fn stage(row: &CallRow, now: Timestamp) -> Option<Verdict> {
    let words = match waiting(row, now)? {
        Waiting::Rings => "Ringing",
        Waiting::NoEndYet => "No end sent yet",
        Waiting::NoResult => "No result received",
    };
    Some((words.into(), bell(row, now)))
}

fn answer(row: &CallRow) -> Option<Verdict> {
    if row.voicemail == Some(true) {
        Some(("Voicemail".into(), Tone::Warning))
    } else if row.answered == Some(false) {
        Some(("Missed".into(), Tone::Negative))
    } else {
        None
    }
}

fn positive_lead(row: &CallRow) -> Option<Verdict> {
    if row.lead != Some(true) {
        return None;
    }
    let reason = row.lead_reason.as_deref().map(str::trim);
    let words = match reason.filter(|reason| reason.len() > 3) {
        Some(reason) => format!("Lead · {}", reason.replace(" - ", ", ").to_lowercase()).into(),
        None => "Lead".into(),
    };
    Some((words, Tone::Positive))
}

fn mood(row: &CallRow) -> Option<Verdict> {
    let said = row
        .sentiment
        .as_deref()
        .filter(|said| !said.trim().is_empty())?;
    let tone = if is(row, "positive") {
        Tone::Positive
    } else {
        Tone::Neutral
    };
    Some((words::sentence(said).into(), tone))
}
