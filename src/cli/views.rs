//! `callbook views`: questions that are asked again and again, under names.

use clap::Subcommand;
use serde_json::json;

use super::{CliError, print, questions};
use crate::call::View;
use crate::call::question::{Column, Sort};
use crate::call::view::{built_in, is_built_in};
use crate::config::Config;
use crate::store::Store;

#[derive(Debug, Subcommand)]
pub enum Views {
    /// Shows all views, those that are there from the start first
    Show {
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
    /// Saves a question under a name; takes the place of the view of that name
    Save {
        name: String,
        /// As in the window's search field; in single quotes, so that the shell leaves its quotes alone
        #[arg(allow_hyphen_values = true)]
        question: String,
        /// The order, such as talk or caller:desc [default: started:desc]
        #[arg(long, value_name = "COLUMN[:asc|:desc]", value_parser = questions::sort)]
        sort: Option<Sort>,
        /// The columns in their order, with commas between them [default: those of the list]
        #[arg(long, value_name = "COLUMN", value_delimiter = ',', value_parser = column)]
        columns: Vec<Column>,
    },
    /// Removes a view
    Remove { name: String },
}

fn column(typed: &str) -> Result<Column, String> {
    Column::from_word(typed).ok_or_else(|| "there is no such column".to_owned())
}

/// Shows, saves or removes.
pub fn run(config: &Config, views: &Views) -> Result<(), CliError> {
    let store = Store::open(&config.data_dir)?;
    match views {
        Views::Show { json } => show(&store, *json),
        Views::Save {
            name,
            question,
            sort,
            columns,
        } => {
            // What would not be understood later is refused now.
            questions::parsed(question)?;
            let name = questions::checked(name)?;
            refuse_built_in(&name)?;
            store.keep_view(&View {
                name: name.clone(),
                question: question.clone(),
                sort: sort.unwrap_or_default(),
                columns: columns.clone(),
            })?;
            print::out(|to| writeln!(to, "saved {}", print::plain(&name)))
        }
        Views::Remove { name } => {
            refuse_built_in(name)?;
            if !store.drop_view(name)? {
                return Err(CliError::NoView(name.clone()));
            }
            print::out(|to| writeln!(to, "removed {}", print::plain(name)))
        }
    }
}

fn refuse_built_in(name: &str) -> Result<(), CliError> {
    if is_built_in(name) {
        return Err(CliError::BuiltIn(name.to_owned()));
    }
    Ok(())
}

fn show(store: &Store, as_json: bool) -> Result<(), CliError> {
    let mut views = built_in();
    views.extend(store.views()?);
    let columns = |view: &View| {
        let words = view.columns.iter().map(|column| column.word());
        words.collect::<Vec<_>>()
    };
    if as_json {
        let documents = views.iter().map(|view| {
            json!({
                "name": view.name,
                "question": view.question,
                "sort": view.sort.to_string(),
                "columns": columns(view),
                "built_in": is_built_in(&view.name),
            })
        });
        return print::json_lines(documents);
    }
    let rows: Vec<[String; 3]> = views
        .iter()
        .map(|view| {
            [
                print::cut(&view.name, 28),
                view.sort.to_string(),
                print::plain(&view.question),
            ]
        })
        .collect();
    print::table(["VIEW", "SORT", "QUESTION"], &rows)
}
