//! Copies the numbers of many calls.

use std::collections::HashSet;

use super::export::as_shown;
use super::{Outcome, Worker, calls};
use crate::app::event::Event;
use crate::call::{CallId, Choice};
use crate::ui::model::BulkTold;
use crate::ui::words;

/// Calls that are read at a time.
const GROUP: usize = 500;
/// More would burden whatever takes what was copied.
const MOST: usize = 100_000;

/// Copies each number once, one a line, in the order of the list.
pub(super) fn copy(at: &mut Worker, chosen: &Choice) -> Outcome {
    if chosen.len() > MOST {
        let most = words::count(MOST);
        return Ok(Some(format!(
            "Numbers of at most {most} calls are copied: export these instead"
        )));
    }
    let ids: Vec<CallId> = chosen.iter().collect();
    let mut known = HashSet::new();
    let mut text = String::new();
    let mut looked_at = 0;
    for group in ids.chunks(GROUP) {
        if !at.goes_on("Copying numbers", looked_at, ids.len()) {
            return Ok(Some("Stopped: nothing was copied".to_owned()));
        }
        for row in at.store.call_rows(group)? {
            let number = as_shown(row, at.mask)
                .caller_number
                .filter(|number| !number.trim().is_empty());
            if let Some(number) = number.filter(|number| known.insert(number.clone())) {
                text += &words::phone(&number);
                text += "\n";
            }
        }
        looked_at += group.len();
    }
    let told = match known.len() {
        0 => format!("No number is known of {}", calls(ids.len())),
        1 => "1 number copied".to_owned(),
        count => format!("{} numbers copied", words::count(count)),
    };
    if !text.is_empty() {
        at.events.send(Event::Bulk(BulkTold::Copy(text)));
    }
    Ok(Some(told))
}
