//! The commands, a file for each section.

pub mod calls;
pub mod deliveries;
pub mod going;
pub mod player;
pub mod program;
pub mod search;
pub mod several;

use std::sync::Arc;

use super::spec::Now;
use crate::call::CallRow;
use crate::ui::model::{Model, OpenCall, Opened};

const NO_CALL: &str = "No call is open";

/// The call that is open.
fn open_call(model: &Model) -> Option<&Arc<OpenCall>> {
    match &model.open_call {
        Opened::Ready(open) => Some(open),
        _ => None,
    }
}

/// The row of the call that is open, or that is chosen and whose page has not come yet.
fn row_at_hand(model: &Model) -> Option<&CallRow> {
    match open_call(model) {
        Some(open) => Some(&open.row),
        None => model.row(model.calls.selected?),
    }
}

/// Why nothing can be done with the open call.
fn no_call(now: &Now<'_>) -> Option<&'static str> {
    open_call(now.model).is_none().then_some(NO_CALL)
}

fn no_note(now: &Now<'_>) -> Option<&'static str> {
    no_call(now).or_else(|| {
        let is_masked = now.model.is_masked;
        is_masked.then_some("Notes are only read while names are masked")
    })
}
