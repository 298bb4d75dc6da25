//! The questions as somebody asks them of the same calls in Datasette (`datasette.py`): in SQL, and as its table page is
//! asked.

use callbook::call::listing::Asked;
use callbook::call::question::{Compare, Field, Filter, Is, Place, Sort, Span, Text};

use super::classes::{Ask, Class, PAGE, Posed};

/// Those questions that the tables of `datasette.py` can be asked, a line each: the class, what is asked for, and SQL or,
/// for the counts of filters, a condition, or, for a table page, its parameters as a list in JSON; tabs between them.
pub fn as_sql(classes: &[Class]) -> String {
    let mut lines = String::new();
    for class in classes {
        for posed in &class.questions {
            if let Some((kind, sql)) = sql(class, posed) {
                lines.extend([class.name, "\t", kind, "\t", &sql, "\n"]);
            }
            if let Some(page) = table_page(class, posed) {
                lines.extend([class.name, "\ttable\t", &page, "\n"]);
            }
        }
    }
    lines
}

fn sql(class: &Class, posed: &Posed) -> Option<(&'static str, String)> {
    let Posed { asked, place, .. } = posed;
    if asked.sort != Sort::default() {
        return None;
    }
    let mut conditions = Vec::new();
    for term in &asked.question.terms {
        let condition = condition(&term.filter, asked)?;
        conditions.push(if term.is_excluded {
            format!("NOT ({condition})")
        } else {
            condition
        });
    }
    let filter = if conditions.is_empty() {
        "1".to_owned()
    } else {
        conditions.join(" AND ")
    };
    let page = format!("SELECT * FROM calls WHERE {filter} ORDER BY started_at DESC LIMIT {PAGE}");
    match class.ask {
        Ask::Page => Some(("page", format!("{page} OFFSET {place}"))),
        Ask::ExactCount => Some((
            "count",
            format!("SELECT COUNT(*) FROM calls WHERE {filter}"),
        )),
        Ask::Facets => Some(("facets", filter)),
        _ => None,
    }
}

/// The parameters of a first page of the table; none for what it cannot be asked.
fn table_page(class: &Class, posed: &Posed) -> Option<String> {
    let Posed { asked, place, .. } = posed;
    if class.ask != Ask::Page || asked.sort != Sort::default() || *place != 0 {
        return None;
    }
    let (mut page, mut with, mut without) = (Vec::new(), Vec::new(), Vec::new());
    for term in &asked.question.terms {
        if let Filter::Text { text, place } = &term.filter {
            let texts = if term.is_excluded {
                &mut without
            } else {
                &mut with
            };
            texts.push(words(text, *place));
            continue;
        }
        page.extend(parameters(&term.filter, term.is_excluded, asked)?);
    }
    if !with.is_empty() {
        let mut search = with.join(" AND ");
        for words in without {
            search = format!("({search}) NOT {words}");
        }
        page.push(("_search".to_owned(), search));
        page.push(("_searchmode".to_owned(), "raw".to_owned()));
    }
    serde_json::to_string(&page).ok()
}

/// A filter as parameters of a table page.
fn parameters(filter: &Filter, is_excluded: bool, asked: &Asked) -> Option<Vec<(String, String)>> {
    let parameter = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    let is = |column: &str, value: &str| {
        let name = if is_excluded {
            format!("{column}__not")
        } else {
            column.to_owned()
        };
        Some(vec![(name, value.to_owned())])
    };
    if let Some((column, value)) = equality(filter) {
        return is(column, value);
    }
    Some(match filter {
        _ if is_excluded => return None,
        Filter::Lasts {
            span,
            compare,
            secs,
        } => {
            let sign = if *compare == Compare::Over {
                "gt"
            } else {
                "lt"
            };
            let name = format!("{}__{sign}", column_of(*span));
            vec![parameter(&name, &secs.to_string())]
        }
        Filter::When { side, when } => {
            let (from, until) = side.bounds(*when, &asked.now, asked.week);
            vec![
                parameter("started_at__gte", &from?.as_microsecond().to_string()),
                parameter("started_at__lt", &until?.as_microsecond().to_string()),
            ]
        }
        Filter::Number { digits, .. } => vec![parameter("caller_digits__contains", digits)],
        _ => return None,
    })
}

fn condition(filter: &Filter, asked: &Asked) -> Option<String> {
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    if let Some((column, value)) = equality(filter) {
        return Some(format!("{column} = {}", quoted(value)));
    }
    Some(match filter {
        Filter::Text { text, place } => {
            let asked = quoted(&words(text, *place));
            format!("rowid IN (SELECT rowid FROM calls_fts WHERE calls_fts MATCH {asked})")
        }
        Filter::Lasts {
            span,
            compare,
            secs,
        } => {
            let sign = if *compare == Compare::Over { ">" } else { "<" };
            format!("{} {sign} {secs}", column_of(*span))
        }
        Filter::When { side, when } => {
            let (from, until) = side.bounds(*when, &asked.now, asked.week);
            format!(
                "started_at >= {} AND started_at < {}",
                from?.as_microsecond(),
                until?.as_microsecond()
            )
        }
        Filter::Number { digits, .. } => {
            format!("caller_digits LIKE {}", quoted(&format!("%{digits}%")))
        }
        _ => return None,
    })
}

/// The column that must have a value, where a filter is nothing but that.
fn equality(filter: &Filter) -> Option<(&'static str, &str)> {
    Some(match filter {
        Filter::Field { field, value } => {
            let column = match field {
                Field::Group => "group_name",
                Field::Source => "source",
                Field::Sentiment => "sentiment",
                Field::Stage => "stage",
                Field::TrackingNumber => "tracking_number",
                _ => return None,
            };
            (column, value)
        }
        Filter::Is(Is::Lead) => ("lead", "1"),
        Filter::Is(Is::Voicemail) => ("voicemail", "1"),
        Filter::Is(Is::Answered) => ("answered", "1"),
        Filter::Is(Is::Missed) => ("answered", "0"),
        Filter::Is(Is::Unverified) => ("verified", "0"),
        _ => return None,
    })
}

fn column_of(span: Span) -> &'static str {
    match span {
        Span::Talk => "talk_secs",
        Span::Wait => "wait_secs",
    }
}

/// Words in the language of FTS5.
fn words(text: &Text, place: Place) -> String {
    let (Text::Beginning(typed) | Text::Phrase(typed)) = text;
    let open = if matches!(text, Text::Beginning(_)) {
        " *"
    } else {
        ""
    };
    let columns = match place {
        Place::Anywhere => "",
        Place::Said => "{agent caller unknown} : ",
        Place::AgentSaid => "{agent} : ",
        Place::CallerSaid => "{caller} : ",
    };
    format!("{columns}\"{typed}\"{open}")
}
