//! `Action`: which dialect a notification is in, and when in the call's life it was sent.

use super::object::Object;
use crate::call::{Dialect, EventKind};

/// What an action says.
pub struct Action {
    pub dialect: Dialect,
    pub kind: EventKind,
}

/// Reads an action such as `CallDetailsV5.CallProcessed`, in any casing. One without a prefix is of the
/// dialect that `CollectionType` says, else of the one whose keys the notification has.
pub fn parse(action: &str, collection: Option<&str>, notification: &Object) -> Option<Action> {
    let (prefix, name) = match action.rsplit_once('.') {
        Some((prefix, name)) => (Some(prefix), name),
        None => (None, action),
    };
    let kind = match name.trim().to_ascii_lowercase().as_str() {
        "callstartcall" | "callstart" => EventKind::Start,
        "callpreprocessed" => EventKind::Preprocessed,
        "callprocessed" => EventKind::Processed,
        _ => return None,
    };
    let dialect = match prefix {
        Some(prefix) => dialect(prefix)?,
        None => collection
            .and_then(dialect)
            .unwrap_or_else(|| by_keys(notification)),
    };
    Some(Action { dialect, kind })
}

fn dialect(prefix: &str) -> Option<Dialect> {
    match prefix.trim().to_ascii_lowercase().as_str() {
        "calldetails" | "calldetailsv4" => Some(Dialect::V4),
        "calldetailsv5" => Some(Dialect::V5),
        _ => None,
    }
}

fn by_keys(notification: &Object) -> Dialect {
    const OF_V5: [&str; 5] = [
        "id",
        "trackingnumber",
        "starttimeutc",
        "callduration",
        "callerdetails",
    ];
    const OF_V4: [&str; 4] = ["telmetricsid", "callednumber", "callseconds", "calldate"];
    if notification.has(&OF_V5) && !notification.has(&OF_V4) {
        Dialect::V5
    } else {
        Dialect::V4
    }
}
