//! `callbook calls`: the calls that a question asks for.

use clap::Args;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use super::{CliError, print, questions};
use crate::call::listing::{Asked, Count};
use crate::call::question::{Question, Sort};
use crate::call::{CallId, CallRow, Gap, Known, Mask, Masked as _, Stage, Waiting, document};
use crate::config::Config;
use crate::store::{Store, StoreError};

/// So many calls are read at a time.
const AT_ONCE: usize = 500;

#[derive(Debug, Args)]
#[command(after_long_help = questions::help())]
pub struct Calls {
    /// Which calls, as in the window's search field; in single quotes, so that the shell leaves its quotes alone
    #[arg(allow_hyphen_values = true)]
    question: Option<String>,
    /// One JSON object a line
    #[arg(long)]
    json: bool,
    /// Invented names, numbers and addresses in the place of the real ones
    #[arg(long)]
    mask: bool,
    /// At most so many
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// Says how many there are, and no more
    #[arg(long, conflicts_with_all = ["json", "limit", "sort"])]
    count: bool,
    /// The order, such as talk or caller:desc [default: started:desc]
    #[arg(long, value_name = "COLUMN[:asc|:desc]", value_parser = questions::sort)]
    sort: Option<Sort>,
    /// Of a view, those that the question asks for
    #[arg(long, value_name = "NAME")]
    view: Option<String>,
}

/// Lists or counts the calls.
pub fn run(config: &Config, calls: &Calls) -> Result<(), CliError> {
    let store = Store::open(&config.data_dir)?;
    let asked = asked(&store, calls, config)?;
    if calls.count {
        return count(&store, &asked);
    }
    let ids = match calls.limit {
        Some(limit) => store.first_calls(&asked, limit)?,
        None => store.find_calls(&asked)?,
    };
    let mask = calls.mask.then(|| mask(&store)).transpose()?;
    if calls.json {
        return json(&store, &ids, mask);
    }
    let rows = rows(&store, &ids, mask)?;
    let are_all = calls.limit.is_none_or(|limit| rows.len() < limit);
    let are_gapless = asked.question.is_empty() && asked.sort == Sort::default();
    table(&store, &rows, are_gapless.then_some(are_all))
}

fn asked(store: &Store, calls: &Calls, config: &Config) -> Result<Asked, CliError> {
    let mut question = Question::default();
    let mut sort = Sort::default();
    if let Some(name) = &calls.view {
        let view = questions::view(store, name)?;
        question = questions::parsed(&view.question)?;
        sort = view.sort;
    }
    let further = questions::parsed(calls.question.as_deref().unwrap_or_default())?;
    question.terms.extend(further.terms);
    Ok(Asked {
        question,
        sort: calls.sort.unwrap_or(sort),
        now: Zoned::now(),
        week: questions::week(store, config)?,
    })
}

fn count(store: &Store, asked: &Asked) -> Result<(), CliError> {
    let count = match store.count_calls(asked, None)? {
        Count::Exactly(count) | Count::AtLeast(count) => count,
        Count::Unknown => 0,
    };
    print::out(|to| writeln!(to, "{count}"))
}

fn rows(store: &Store, ids: &[CallId], mask: Option<Mask>) -> Result<Vec<CallRow>, StoreError> {
    let mut rows = store.call_rows(ids)?;
    if let Some(mask) = mask {
        for row in &mut rows {
            row.mask(&Known::of_row(mask, row));
        }
    }
    Ok(rows)
}

/// What the book's values are masked by: the same in the window.
pub fn mask(store: &Store) -> Result<Mask, StoreError> {
    store.mask_salt().map(Mask::new)
}

fn json(store: &Store, ids: &[CallId], mask: Option<Mask>) -> Result<(), CliError> {
    let mut failed: Option<StoreError> = None;
    let rows = ids.chunks(AT_ONCE).map_while(|ids| {
        let rows = rows(store, ids, mask);
        rows.map_err(|error| failed = Some(error)).ok()
    });
    print::json_lines(rows.flatten().map(|row| document::row(&row)))?;
    failed.map_or(Ok(()), |error| Err(error.into()))
}

/// The calls as a table; `gaps_of_all` says whether gaps in listening are told of, and whether these are all calls.
fn table(store: &Store, calls: &[CallRow], gaps_of_all: Option<bool>) -> Result<(), CliError> {
    let headings = [
        "ID", "STARTED", "CALLER", "DIALLED", "SOURCE", "TALK", "WHAT",
    ];
    let now = Timestamp::now();
    let rows: Vec<_> = calls.iter().map(|call| row(call, now)).collect();
    let mut told = Vec::new();
    if let Some(are_all) = gaps_of_all {
        told = gaps(store, calls, now)?;
        told.retain(|(row, _)| are_all || *row < calls.len());
    }
    print::table_with(headings, &rows, |index| {
        let above = told.iter().filter(|(row, _)| *row == index);
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
    let mut words = vec![stage(call, now)];
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

/// The stage in words, for a start what it means that nothing has followed.
pub fn stage(row: &CallRow, now: Timestamp) -> &'static str {
    match row.stage {
        Stage::Ringing => match Waiting::of(row.started_at, row.sent_at, now) {
            Waiting::Rings => "ringing",
            Waiting::NoEndYet => "no end sent yet",
            Waiting::NoResult => "no result received",
        },
        Stage::Ended => "ended",
        Stage::Complete => "complete",
    }
}
