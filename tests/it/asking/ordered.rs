//! The order of a list by a column, call by call.

use std::cmp::Ordering;

use callbook::call::exported::outcome;
use callbook::call::question::{Column, Field, Is, Sort, words};

use super::plain::{Plain, started};

/// Texts are compared by so many bytes where each call has one of its own.
const PREFIX: usize = 16;

/// What a call is sorted by.
#[derive(PartialEq, PartialOrd)]
enum Worth {
    Text(Vec<u8>),
    Number(f64),
}

/// True where a call may come after another one: what is not known comes last, and newer calls before older ones of the
/// same value.
pub fn may_follow(before: &Plain, after: &Plain, sort: Sort) -> bool {
    let newer_first = started(&before.row) >= started(&after.row);
    if sort.column == Column::Started {
        return newer_first == sort.is_descending || started(&before.row) == started(&after.row);
    }
    match (worth(before, sort.column), worth(after, sort.column)) {
        (Some(before), Some(after)) => match before.partial_cmp(&after) {
            Some(Ordering::Equal) => newer_first,
            order => (order == Some(Ordering::Greater)) == sort.is_descending,
        },
        (None, None) => newer_first,
        (before, _) => before.is_some(),
    }
}

fn worth(call: &Plain, column: Column) -> Option<Worth> {
    let (row, call) = (&call.row, &call.searchable);
    let flag = |on: bool| Some(Worth::Number(f64::from(u8::from(on))));
    let field = |field: Field| {
        let mut fields = call.fields.iter();
        let found = fields.find(|(of, _)| *of == field);
        found.map(|(_, value)| value.clone())
    };
    let begins = |text: &Option<String>| {
        let mut bytes = words::fold(text.as_deref()?).into_bytes();
        bytes.truncate(PREFIX);
        Some(Worth::Text(bytes))
    };
    let text = |text: Option<String>| Some(Worth::Text(text?.trim().to_lowercase().into_bytes()));
    match column {
        Column::Started => None,
        Column::Caller => begins(&call.caller),
        Column::Number => begins(&call.from),
        Column::Place => text(call.place.clone()),
        Column::Dialled => text(call.dialled.clone()),
        Column::Source => text(field(Field::Source)),
        Column::Sentiment => text(field(Field::Sentiment)),
        Column::Stage => text(field(Field::Stage)),
        Column::Group => text(field(Field::Group)),
        Column::Tracking => text(field(Field::TrackingNumber)),
        Column::Campaign => text(field(Field::Campaign)),
        Column::Wait => call.wait_secs.map(Worth::Number),
        Column::Talk => call.talk_secs.map(Worth::Number),
        Column::Lead if call.kinds.contains(&Is::Lead) => flag(true),
        Column::Lead => flag(false).filter(|_| call.is_no_lead),
        Column::Starred => flag(row.starred),
        Column::Reviewed => flag(row.reviewed),
        Column::Outcome => match outcome(row)? {
            "answered" => Some(Worth::Number(0.0)),
            "voicemail" => Some(Worth::Number(1.0)),
            _ => Some(Worth::Number(2.0)),
        },
    }
}
