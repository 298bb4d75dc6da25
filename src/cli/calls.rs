//! `callbook calls`: the calls, newest first.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::{CliError, List, print};
use crate::call::{CallRow, Gap, Stage, document};
use crate::config::Config;
use crate::store::Store;

/// After this long without a further message nothing more is expected of a ringing call.
const NO_RESULT_AFTER: SignedDuration = SignedDuration::from_hours(2);

/// Lists the calls.
pub fn run(config: &Config, list: &List) -> Result<(), CliError> {
    let store = Store::open(&config.data_dir)?;
    let calls = store.newest_calls(list.limit)?;
    if list.json {
        return print::json_lines(calls.iter().map(document::row));
    }
    let headings = [
        "ID", "STARTED", "CALLER", "DIALLED", "SOURCE", "TALK", "WHAT",
    ];
    let now = Timestamp::now();
    let rows: Vec<_> = calls.iter().map(|call| row(call, now)).collect();
    let are_all = list.limit.is_none_or(|limit| calls.len() < limit);
    let mut gaps = gaps(&store, &calls, now)?;
    gaps.retain(|(row, _)| are_all || *row < calls.len());
    print::table_with(headings, &rows, |index| {
        let above = gaps.iter().filter(|(row, _)| *row == index);
        above.map(|(_, gap)| gap_words(gap)).collect()
    })
}

/// The gaps in listening, each with the index of the row it stands above; those above calls that are not listed are
/// left out.
fn gaps(store: &Store, calls: &[CallRow], now: Timestamp) -> Result<Vec<(usize, Gap)>, CliError> {
    let mut placed = Vec::new();
    for gap in store.gaps(now)? {
        let row = match store.call_below(&gap)? {
            Some(id) => calls.iter().position(|call| call.id == id),
            None => Some(calls.len()),
        };
        placed.extend(row.map(|row| (row, gap)));
    }
    Ok(placed)
}

/// On this computer's clock, which is the one that did not listen.
fn gap_words(gap: &Gap) -> String {
    let zone = TimeZone::system();
    let time = |at: Timestamp| {
        let told = at.to_zoned(zone.clone());
        told.strftime("%Y-%m-%d %H:%M %Z").to_string()
    };
    match gap.until {
        Some(until) => format!("not listening from {} to {}", time(gap.from), time(until)),
        None => format!("not listening since {}", time(gap.from)),
    }
}

fn row(call: &CallRow, now: Timestamp) -> [String; 7] {
    let zone = call.time_zone.as_deref();
    let text = |text: Option<&str>| print::cut(text.unwrap_or("–"), 28);
    let caller = [&call.caller_name, &call.caller_number];
    let caller: Vec<&str> = caller
        .into_iter()
        .filter_map(|part| part.as_deref())
        .collect();
    [
        call.id.to_string(),
        call.started_at
            .map_or_else(|| "–".to_owned(), |at| print::local(at, zone)),
        text((!caller.is_empty()).then(|| caller.join(" ")).as_deref()),
        text(
            call.group_name
                .as_deref()
                .or(call.tracking_number.as_deref()),
        ),
        text(call.source.as_deref()),
        call.talk_secs
            .map_or_else(|| "–".to_owned(), |talk| print::minutes(talk.0)),
        what(call, now),
    ]
}

/// Stage, outcome and marks, in words.
fn what(call: &CallRow, now: Timestamp) -> String {
    let mut words = vec![stage(call.stage, call.sent_at.or(call.started_at), now)];
    match call.answered {
        Some(true) => words.push("answered"),
        Some(false) => words.push("not answered"),
        None => {}
    }
    let sentiment = call.sentiment.as_deref().map(|text| print::cut(text, 16));
    words.extend(sentiment.as_deref());
    words.extend((call.lead == Some(true)).then_some("lead"));
    words.extend((call.voicemail == Some(true)).then_some("voicemail"));
    words.extend((!call.verified).then_some("unverified"));
    words.join(", ")
}

/// The stage in words; a ringing call that nothing has followed for two hours has no result.
pub fn stage(stage: Stage, heard_at: Option<Timestamp>, now: Timestamp) -> &'static str {
    let late = heard_at.is_some_and(|at| now.duration_since(at) > NO_RESULT_AFTER);
    match stage {
        Stage::Ringing if late => "no result received",
        Stage::Ringing => "ringing",
        Stage::Ended => "ended",
        Stage::Complete => "complete",
    }
}
