//! A call as it leaves the program in a table or as JSON lines: a value for each column.

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::question::Column;
use super::{CallRow, Seconds};

/// The value of a column: text, number, flag, or null where it is not known. A time is one in UTC; see [`text`].
pub fn value(row: &CallRow, column: Column) -> Value {
    match column {
        Column::Started => json!(row.started_at.map(|at| at.to_string())),
        Column::Caller => json!(row.caller_name),
        Column::Number => json!(row.caller_number),
        Column::Place => json!(row.place),
        Column::Dialled => json!(row.group_name.as_ref().or(row.tracking_number.as_ref())),
        Column::Source => json!(row.source),
        Column::Wait => secs(row.wait_secs),
        Column::Talk => secs(row.talk_secs),
        Column::Sentiment => json!(row.sentiment),
        Column::Lead => json!(row.lead),
        Column::Stage => json!(row.stage.word()),
        Column::Outcome => json!(outcome(row)),
        Column::Group => json!(row.group_name),
        Column::Tracking => json!(row.tracking_number),
        Column::Campaign => json!(row.campaign),
        Column::Starred => json!(row.starred),
        Column::Reviewed => json!(row.reviewed),
    }
}

/// The same as text for a table: what is not known is empty, a flag is yes or no, and a time is that of the business,
/// written so that a spreadsheet takes it for one.
pub fn text(row: &CallRow, column: Column) -> String {
    if column == Column::Started {
        let named = row.time_zone.as_deref();
        let zone = named.and_then(|name| TimeZone::get(name).ok());
        let zone = zone.unwrap_or(TimeZone::UTC);
        let started = row.started_at.map(|at| at.to_zoned(zone));
        return started.map_or_else(String::new, |at| {
            at.strftime("%Y-%m-%d %H:%M:%S").to_string()
        });
    }
    match value(row, column) {
        Value::Null => String::new(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::String(text) => text,
        other => other.to_string(),
    }
}

/// How the call came out, in a word.
pub fn outcome(row: &CallRow) -> Option<&'static str> {
    match (row.voicemail, row.answered) {
        (Some(true), _) => Some("voicemail"),
        (_, Some(false)) => Some("missed"),
        (_, Some(true)) => Some("answered"),
        _ => None,
    }
}

fn secs(length: Option<Seconds>) -> Value {
    json!(length.map(|length| length.0))
}
