//! Questions on the command line: read, pointed at where they are wrong, explained.

use std::fmt::Write as _;

use jiff::Zoned;
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

use super::{CliError, print};
use crate::app::kept;
use crate::call::listing::Asked;
use crate::call::question::filters::{Choice, FILTERS, KINDS, PARTS, STAGES, TIMES};
use crate::call::question::{Field, Filter, Mistake, Question, Sort, parse, sort::COLUMNS};
use crate::call::view::built_in;
use crate::call::{View, WeekStart, name};
use crate::config::Config;
use crate::store::Store;

/// The question that a text asks.
pub fn parsed(typed: &str) -> Result<Question, CliError> {
    parse(typed).map_err(|mistake| CliError::Question {
        typed: typed.to_owned(),
        mistake,
    })
}

/// The calls in which a keyword list was heard.
pub fn heard(list: &str) -> Asked {
    Asked {
        question: Question::of(Filter::Field {
            field: Field::List,
            value: list.to_owned(),
        }),
        sort: Sort::default(),
        now: Zoned::now(),
        week: WeekStart::default(),
    }
}

/// The day with which weeks begin: as chosen in the window, else as the language settings of the system have it.
pub fn week(store: &Store, config: &Config) -> Result<WeekStart, CliError> {
    let chosen = kept::week(store)?;
    Ok(chosen.unwrap_or_else(|| WeekStart::of_territory(&config.territory)))
}

/// A view by its name, letters of either case.
pub fn view(store: &Store, named: &str) -> Result<View, CliError> {
    let mut views = built_in().into_iter().chain(store.views()?);
    views
        .find(|view| name::key(&view.name) == name::key(named))
        .ok_or_else(|| CliError::NoView(named.to_owned()))
}

/// An order as it is typed.
pub fn sort(typed: &str) -> Result<Sort, String> {
    Sort::from_words(typed).ok_or_else(|| {
        let names: Vec<&str> = COLUMNS.iter().map(|(_, name)| *name).collect();
        format!(
            "an order is one of {}, then :asc or :desc",
            names.join(", ")
        )
    })
}

/// A name as it is kept.
pub fn checked(typed: &str) -> Result<String, CliError> {
    name::checked(typed).map_err(|reason| CliError::Name {
        name: print::plain(typed),
        reason,
    })
}

/// What was typed on one line, and the mistake in it underlined on the next.
pub fn pointed(typed: &str, mistake: &Mistake) -> String {
    let before = shown(&typed[..mistake.at.start]).width();
    let under = shown(&typed[mistake.at.clone()]).width().max(1);
    format!(
        "  {}\n  {}{}\n",
        shown(typed),
        " ".repeat(before),
        "^".repeat(under)
    )
}

/// Each character that steers a terminal as a space, so that all others keep their places.
fn shown(typed: &str) -> String {
    let steers = |c: char| c.is_control() || print::turns(c) || c.width().is_none();
    typed
        .chars()
        .map(|c| if steers(c) { ' ' } else { c })
        .collect()
}

/// The language in words.
pub fn help() -> String {
    let mut help = "\
Questions:
  Words find the calls in which all of them stand, or words that begin so: patio door
  Words in quotes stand exactly so, one after the other: '\"extended warranty\"'
  A minus before a term turns it round: -is:voicemail
  A whole telephone number is found however it is written: '(905) 580-2283'

"
    .to_owned();
    for entry in FILTERS {
        paragraph(&mut help, entry.example, entry.words);
    }
    choices(&mut help, "is:", &KINDS);
    choices(&mut help, "has:", &PARTS);
    choices(&mut help, "stage:", &STAGES);
    help.push_str("\nTimes, for before:, after: and during:\n");
    for (time, words) in TIMES {
        paragraph(&mut help, time, words);
    }
    help
}

fn choices<T>(help: &mut String, filter: &str, choices: &[Choice<T>]) {
    help.push('\n');
    for choice in choices {
        paragraph(help, &format!("{filter}{}", choice.name), choice.words);
    }
}

fn paragraph(help: &mut String, typed: &str, words: &str) {
    // Writing to a string does not fail.
    let _ = writeln!(help, "  {typed:<28} {words}");
}
