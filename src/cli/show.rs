//! `callbook show`: one call with everything that is known of it.

use std::io::{self, Write};

use clap::Args;
use jiff::Timestamp;
use serde_json::Value;

use super::named::{Named, find};
use super::{CliError, calls, print};
use crate::call::{
    Call, CallRow, Entered, Facts, Free, History, Known, Masked as _, Said, Speaker, document,
};
use crate::config::Config;
use crate::receiver::projector::load_call;
use crate::store::Store;

#[derive(Debug, Args)]
pub struct Show {
    /// Our id of the call, or vendor:ID
    #[arg(value_name = "CALL")]
    call: Named,
    /// One JSON object, for scripts: with the link to the recording, which is a secret
    #[arg(long)]
    json: bool,
    /// With the link to the recording: whoever has it can most likely listen
    #[arg(long)]
    with_link: bool,
    /// Invented names, numbers and addresses in the place of the real ones
    #[arg(long)]
    mask: bool,
}

/// Shows the call.
pub fn run(config: &Config, show: &Show) -> Result<(), CliError> {
    let store = Store::open(&config.data_dir)?;
    let id = find(&store, show.call)?;
    let mut call = load_call(&store, id)?.ok_or(CliError::NoCall(id.0))?;
    let mut entered = store.entered(id)?;
    let mut row = store
        .call_rows(&[id])?
        .pop()
        .ok_or(CliError::NoCall(id.0))?;
    if show.mask {
        let known = Known::of_call(calls::mask(&store)?, &call);
        call.mask(&known);
        row.mask(&known);
        entered.mask(&known);
    }
    if show.json {
        let mut document = document::call(&call);
        if let (Value::Object(known), Value::Object(own)) =
            (&mut document, document::entered(&entered))
        {
            known.extend(own);
        }
        return print::json_lines([document].into_iter());
    }
    let history = store.history(id)?;
    let recording = recording_words(&call.facts, show.with_link);
    if !show.with_link {
        call.facts.keep_link_secret();
    }
    let zone = call.facts.time_zone.text();
    let history = history.map(|history| history_words(&history, zone));
    print::out(|to| {
        write_call(to, &call, &row, history.as_deref(), recording.as_deref())?;
        write_entered(to, &entered, zone)
    })
}

/// That there is a recording; its link only where that was asked for.
fn recording_words(facts: &Facts, with_link: bool) -> Option<String> {
    let told = match (facts.recording_url.text(), facts.link_as_sent()) {
        (Some(link), _) if with_link => return Some(link.to_owned()),
        (Some(_), _) => "there is one",
        (None, Some(_)) => "what was sent as its link is no web address",
        (None, None) => return None,
    };
    let asked = if with_link {
        ""
    } else {
        " (--with-link shows its link)"
    };
    Some(format!("{told}{asked}"))
}

/// What is known of the other calls from the number.
fn history_words(history: &History, zone: Option<&str>) -> String {
    let mut words = vec![match history.before {
        0 => "first call from this number".to_owned(),
        before => format!("{before} before from this number"),
    }];
    let last = history.last_before.map(|at| print::local(at, zone));
    words.extend(last.map(|at| format!("the last {at}")));
    words.extend((history.missed_before > 0).then(|| format!("{} missed", history.missed_before)));
    let after = history.calls - history.before - 1;
    words.extend((after > 0).then(|| format!("{after} since")));
    let since = history.answered_since.map(|at| print::local(at, zone));
    words.extend(since.map(|at| format!("answered {at}")));
    words.join(", ")
}

fn write_call(
    to: &mut dyn Write,
    call: &Call,
    row: &CallRow,
    history: Option<&str>,
    recording: Option<&str>,
) -> io::Result<()> {
    let zone = call.facts.time_zone.text();
    let time = |at: Option<Timestamp>| at.map(|at| print::local(at, zone));
    let facts = &call.facts;
    let stage = calls::stage(row, Timestamp::now());
    let verified = if row.verified { "" } else { ", unverified" };
    line(to, "Call", Some(&format!("{}, {stage}{verified}", call.id)))?;
    line(
        to,
        "Vendor id",
        call.vendor_id.map(|id| id.to_string()).as_deref(),
    )?;
    line(to, "Caller", facts.caller.name.text())?;
    line(to, "Number", facts.caller_number.text())?;
    line(to, "Calls", history)?;
    line(to, "Place", row.place.as_deref())?;
    line(to, "Dialled", facts.tracking_number.text())?;
    line(to, "Group", facts.group.name.text())?;
    line(to, "Source", row.source.as_deref())?;
    line(to, "Started", time(facts.started_at.at()).as_deref())?;
    line(
        to,
        "Answered",
        time(facts.answered_at.at()).or(answer(call)).as_deref(),
    )?;
    line(to, "Ended", time(facts.ended_at.at()).as_deref())?;
    line(
        to,
        "Waited",
        call.wait_secs.map(|wait| print::minutes(wait.0)).as_deref(),
    )?;
    let talk = facts.talk_secs.copied();
    line(
        to,
        "Talked",
        talk.map(|talk| print::minutes(talk.0)).as_deref(),
    )?;
    line(to, "Recording", recording)?;
    line(to, "Summary", facts.summary.text())?;
    line(to, "Sentiment", facts.sentiment.overall.text())?;
    line(
        to,
        "Because",
        facts.sentiment.view_of_business_reason.text(),
    )?;
    line(to, "Concern", facts.sentiment.concern_class.text())?;
    free(to, "Dispositions", &facts.dispositions)?;
    free(to, "Lead", &facts.lead_outcome)?;
    free(to, "Lead value", &facts.lead_value)?;
    free(to, "Topics", &facts.topics)?;
    keywords(to, call)?;
    attribution(to, call)?;
    free(to, "Further", &facts.custom)?;
    free(to, "Unknown fields", &facts.extra)?;
    transcript(to, call)?;
    events(to, call)?;
    for warning in &call.warnings {
        line(to, "Warning", Some(warning))?;
    }
    Ok(())
}

/// What a person entered: overrules and notes.
fn write_entered(to: &mut dyn Write, entered: &Entered, zone: Option<&str>) -> io::Result<()> {
    let own = &entered.overrules;
    if !own.is_empty() {
        heading(to, "Overruled")?;
    }
    if let Some(lead) = own.lead {
        indented(to, &format!("lead {}", yes_no(lead.value)))?;
    }
    if let Some(mood) = own.sentiment {
        indented(to, &format!("sentiment {}", mood.value.word()))?;
    }
    for (name, ruled) in &own.dispositions {
        let name = name.replace('_', " ");
        indented(to, &format!("{name} {}", yes_no(ruled.value)))?;
    }
    if !entered.notes.is_empty() {
        heading(to, "Notes")?;
    }
    for note in &entered.notes {
        #[expect(clippy::cast_precision_loss, reason = "a call is shorter than 2⁵³ ms")]
        let moment = note.at_ms.map(|at| print::minutes(at as f64 / 1000.0));
        let about = moment.map_or_else(String::new, |at| format!(" about {at}"));
        let written = print::local(note.created_at, zone);
        indented(to, &format!("{written}{about}: {}", note.text))?;
    }
    Ok(())
}

fn answer(call: &Call) -> Option<String> {
    call.answered.map(|answered| yes_no(answered).to_owned())
}

fn yes_no(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// One fact; nothing where it is not known.
fn line(to: &mut dyn Write, name: &str, value: Option<&str>) -> io::Result<()> {
    match value.map(print::plain).filter(|value| !value.is_empty()) {
        Some(value) => writeln!(to, "{name:<14}{value}"),
        None => Ok(()),
    }
}

fn heading(to: &mut dyn Write, name: &str) -> io::Result<()> {
    writeln!(to, "\n{name}")
}

fn indented(to: &mut dyn Write, text: &str) -> io::Result<()> {
    writeln!(to, "  {}", print::plain(text))
}

fn free(to: &mut dyn Write, name: &str, free: &Free) -> io::Result<()> {
    if free.is_empty() {
        return Ok(());
    }
    heading(to, name)?;
    for (key, value) in &free.0 {
        indented(to, &format!("{} {}", key.replace('_', " "), words(value)))?;
    }
    Ok(())
}

fn words(value: &Value) -> String {
    match value {
        Value::Null => "–".to_owned(),
        Value::Bool(yes) => yes_no(*yes).to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

fn keywords(to: &mut dyn Write, call: &Call) -> io::Result<()> {
    let Some(hits) = call.facts.keywords.get().filter(|hits| !hits.is_empty()) else {
        return Ok(());
    };
    heading(to, "Keywords")?;
    for hit in hits {
        let at = hit
            .at_secs
            .map_or_else(|| "–".to_owned(), |at| print::minutes(at.0));
        let speaker = speaker(hit.speaker);
        indented(to, &format!("{at} {} ({speaker})", hit.keyword))?;
    }
    Ok(())
}

fn attribution(to: &mut dyn Write, call: &Call) -> io::Result<()> {
    let said = &call.facts.attribution;
    let rows: [(&str, &Said<String>); 9] = [
        ("rule", &said.rule),
        ("medium", &said.utm_medium),
        ("campaign", &said.utm_campaign),
        ("term", &said.utm_term),
        ("content", &said.utm_content),
        ("google click", &said.gclid),
        ("landing page", &said.landing_page_url),
        ("referrer", &said.referrer_url),
        ("session", &said.session_id),
    ];
    if rows.iter().any(|(_, value)| value.get().is_some()) {
        heading(to, "Attribution")?;
    }
    for (name, value) in rows {
        if let Some(value) = value.text() {
            indented(to, &format!("{name} {value}"))?;
        }
    }
    let Some(pages) = said.page_tracks.get().filter(|pages| !pages.is_empty()) else {
        return Ok(());
    };
    heading(to, "Pages")?;
    let zone = call.facts.time_zone.text();
    for page in pages {
        let at = page
            .at
            .map_or_else(|| "–".to_owned(), |at| print::local(at, zone));
        indented(to, &format!("{at} {}", page.page_url))?;
    }
    Ok(())
}

fn transcript(to: &mut dyn Write, call: &Call) -> io::Result<()> {
    if call.transcript.is_empty() {
        return Ok(());
    }
    heading(to, "Transcript")?;
    for turn in &call.transcript {
        writeln!(
            to,
            "  {:<9}{}",
            speaker(turn.speaker),
            print::plain(&turn.text)
        )?;
    }
    Ok(())
}

fn speaker(speaker: Speaker) -> &'static str {
    match speaker {
        Speaker::Agent => "Agent",
        Speaker::Caller => "Caller",
        Speaker::Unknown => "Unknown",
    }
}

fn events(to: &mut dyn Write, call: &Call) -> io::Result<()> {
    heading(to, "Events")?;
    let zone = call.facts.time_zone.text();
    for event in &call.events {
        let at = event
            .sent_at
            .map_or_else(|| "–".to_owned(), |at| print::local(at, zone));
        let (action, delivery) = (&event.action, event.delivery_id);
        indented(to, &format!("{at} {action} (delivery {delivery})"))?;
    }
    Ok(())
}
