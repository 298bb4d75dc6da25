//! The questions as somebody asks them of the same calls in SQL, for Datasette (`datasette.py`).

use callbook::call::listing::Asked;
use callbook::call::question::{Compare, Field, Filter, Is, Place, Sort, Span, Text};

use super::classes::{Ask, Class, PAGE, Posed};

/// Those questions that the tables of `datasette.py` can be asked, a line each: the class, what is asked for, and SQL or,
/// for the counts of filters, a condition; tabs between them.
pub fn as_sql(classes: &[Class]) -> String {
    let mut lines = String::new();
    for class in classes {
        for posed in &class.questions {
            if let Some((kind, sql)) = sql(class, posed) {
                lines.extend([class.name, "\t", kind, "\t", &sql, "\n"]);
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

fn condition(filter: &Filter, asked: &Asked) -> Option<String> {
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    Some(match filter {
        Filter::Text { text, place } => {
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
            let asked = quoted(&format!("{columns}\"{typed}\"{open}"));
            format!("rowid IN (SELECT rowid FROM calls_fts WHERE calls_fts MATCH {asked})")
        }
        Filter::Field { field, value } => {
            let column = match field {
                Field::Group => "group_name",
                Field::Source => "source",
                Field::Sentiment => "sentiment",
                Field::Stage => "stage",
                Field::TrackingNumber => "tracking_number",
                _ => return None,
            };
            format!("{column} = {}", quoted(value))
        }
        Filter::Is(Is::Lead) => "lead = 1".to_owned(),
        Filter::Is(Is::Voicemail) => "voicemail = 1".to_owned(),
        Filter::Is(Is::Answered) => "answered = 1".to_owned(),
        Filter::Is(Is::Missed) => "answered = 0".to_owned(),
        Filter::Is(Is::Unverified) => "verified = 0".to_owned(),
        Filter::Lasts {
            span,
            compare,
            secs,
        } => {
            let column = if *span == Span::Talk {
                "talk_secs"
            } else {
                "wait_secs"
            };
            let sign = if *compare == Compare::Over { ">" } else { "<" };
            format!("{column} {sign} {secs}")
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
