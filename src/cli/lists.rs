//! `callbook lists`: the person's own keyword lists.

use clap::Subcommand;
use serde_json::json;

use super::{CliError, print, questions};
use crate::call::listing::Count;
use crate::call::{KeywordList, Phrase};
use crate::config::Config;
use crate::store::Store;
use crate::ui::words;

#[derive(Debug, Subcommand)]
pub enum Lists {
    /// Shows all lists with their calls, or the phrases of one list
    Show {
        name: Option<String>,
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Adds words and phrases to a list; makes it where there is none of the name
    Add {
        name: String,
        /// Such as warrant (words that begin so), '"extended warranty"' (exactly so), 'agent-said:"call you back"'
        #[arg(required = true, value_name = "PHRASE")]
        phrases: Vec<String>,
    },
    /// Removes phrases from a list, or the whole list
    Remove {
        name: String,
        #[arg(value_name = "PHRASE")]
        phrases: Vec<String>,
    },
    /// Counts the calls of each month in which a list was heard, in all history
    Count {
        name: String,
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
}

/// Shows, changes or counts.
pub fn run(config: &Config, lists: &Lists) -> Result<(), CliError> {
    let store = Store::open(&config.data_dir)?;
    match lists {
        Lists::Show { name: None, json } => show_all(&store, *json),
        Lists::Show {
            name: Some(name),
            json,
        } => show(&store, name, *json),
        Lists::Add { name, phrases } => add(&store, name, phrases),
        Lists::Remove { name, phrases } => remove(&store, name, phrases),
        Lists::Count { name, json } => count(&store, name, *json),
    }
}

fn find(store: &Store, name: &str) -> Result<KeywordList, CliError> {
    store
        .keyword_list(name)?
        .ok_or_else(|| CliError::NoList(name.to_owned()))
}

fn calls(store: &Store, list: &str) -> Result<u64, CliError> {
    match store.count_calls(&questions::heard(list), None)? {
        Count::Exactly(count) | Count::AtLeast(count) => Ok(count),
        Count::Unknown => Ok(0),
    }
}

fn show_all(store: &Store, as_json: bool) -> Result<(), CliError> {
    let mut rows = Vec::new();
    let mut documents = Vec::new();
    for list in store.keyword_lists()? {
        let calls = calls(store, &list.name)?;
        let phrases = words(&list);
        rows.push([
            print::cut(&list.name, 28),
            calls.to_string(),
            print::cut(&phrases.join("  "), 60),
        ]);
        documents.push(json!({ "name": list.name, "calls": calls, "phrases": phrases }));
    }
    if as_json {
        return print::json_lines(documents.into_iter());
    }
    print::table(["LIST", "CALLS", "PHRASES"], &rows)
}

fn words(list: &KeywordList) -> Vec<String> {
    list.phrases.iter().map(Phrase::to_string).collect()
}

fn show(store: &Store, name: &str, as_json: bool) -> Result<(), CliError> {
    let list = find(store, name)?;
    let phrases = words(&list);
    if as_json {
        let calls = calls(store, &list.name)?;
        let document = json!({ "name": list.name, "calls": calls, "phrases": phrases });
        return print::json_lines([document].into_iter());
    }
    print::out(|to| {
        for phrase in &phrases {
            writeln!(to, "{}", print::plain(phrase))?;
        }
        Ok(())
    })
}

fn parsed(typed: &str) -> Result<Phrase, CliError> {
    Phrase::parse(typed).map_err(|mistake| CliError::Question {
        typed: typed.to_owned(),
        mistake,
    })
}

fn add(store: &Store, name: &str, phrases: &[String]) -> Result<(), CliError> {
    let mut list = match store.keyword_list(name)? {
        Some(list) => list,
        None => KeywordList {
            name: questions::checked(name)?,
            phrases: Vec::new(),
        },
    };
    for typed in phrases {
        let phrase = parsed(typed)?;
        if !list.phrases.contains(&phrase) {
            list.phrases.push(phrase);
        }
    }
    store.keep_keyword_list(&list)?;
    let calls = words::calls(calls(store, &list.name)?);
    let name = print::plain(&list.name);
    print::out(|to| writeln!(to, "{name}: heard in {calls}"))
}

fn remove(store: &Store, name: &str, phrases: &[String]) -> Result<(), CliError> {
    let mut list = find(store, name)?;
    let shown = print::plain(&list.name);
    if phrases.is_empty() {
        store.drop_keyword_list(name)?;
        return print::out(|to| writeln!(to, "removed {shown}"));
    }
    for typed in phrases {
        let phrase = parsed(typed)?;
        let Some(at) = list.phrases.iter().position(|known| *known == phrase) else {
            return Err(CliError::NoPhrase {
                phrase: typed.clone(),
                list: shown,
            });
        };
        list.phrases.remove(at);
    }
    store.keep_keyword_list(&list)?;
    print::out(|to| writeln!(to, "{shown}: {} phrases are left", list.phrases.len()))
}

fn count(store: &Store, name: &str, as_json: bool) -> Result<(), CliError> {
    let list = find(store, name)?;
    let months = store.months(&questions::heard(&list.name))?;
    let month = |date: &jiff::civil::Date| date.strftime("%Y-%m").to_string();
    if as_json {
        let documents = months
            .iter()
            .map(|(first, calls)| json!({ "month": month(first), "calls": calls }));
        return print::json_lines(documents);
    }
    let rows: Vec<[String; 2]> = months
        .iter()
        .map(|(first, calls)| [month(first), calls.to_string()])
        .collect();
    print::table(["MONTH", "CALLS"], &rows)
}
