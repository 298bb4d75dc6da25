//! The questions as somebody asks them in SQL who knows the tables, for Datasette.

use callbook::call::listing::Asked;
use callbook::call::question::{Compare, Field, Filter, Is, Place, Sort, Span, Text};

use super::classes::{Ask, Class, PAGE, Posed};

/// The questions as somebody asks them in SQL, for those classes that it can be asked in: a line each of the class, a
/// tab and the SQL.
pub fn as_sql(classes: &[Class]) -> String {
    let mut lines = String::new();
    for class in classes {
        for posed in &class.questions {
            if let Some(sql) = sql(class, posed) {
                lines.extend([class.name, "\t", &sql, "\n"]);
            }
        }
    }
    lines
}

fn sql(class: &Class, Posed { asked, place }: &Posed) -> Option<String> {
    if asked.sort != Sort::default() {
        return None;
    }
    let mut conditions = Vec::new();
    for term in &asked.question.terms {
        conditions.push(condition(&term.filter, asked)?);
    }
    let filter = if conditions.is_empty() {
        "1".to_owned()
    } else {
        conditions.join(" AND ")
    };
    let page = format!("SELECT * FROM calls WHERE {filter} ORDER BY sort_at DESC LIMIT {PAGE}");
    match class.ask {
        Ask::Page => Some(format!("{page} OFFSET {place}")),
        Ask::ExactCount => Some(format!("SELECT COUNT(*) FROM calls WHERE {filter}")),
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
            format!("time_key IN (SELECT rowid FROM words WHERE words MATCH {asked})")
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
            let (from, until) = side.bounds(*when, &asked.now);
            format!(
                "sort_at >= {} AND sort_at < {}",
                from?.as_microsecond(),
                until?.as_microsecond()
            )
        }
        Filter::Number { digits, .. } => {
            format!("caller_key LIKE {}", quoted(&format!("%{digits}%")))
        }
        _ => return None,
    })
}
