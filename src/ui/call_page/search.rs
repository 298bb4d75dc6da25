//! What is looked for in all calls, as far as the page of one shows it.

use crate::call::CallId;
use crate::call::question::{Filter, Text};
use crate::ui::model::Model;

/// The words and phrases of the question.
pub(super) fn words(model: &Model) -> Vec<String> {
    let terms = model.search.question.terms.iter();
    terms
        .filter(|term| !term.is_excluded)
        .filter_map(|term| match &term.filter {
            Filter::Text {
                text: Text::Beginning(words) | Text::Phrase(words),
                ..
            } => Some(words.clone()),
            _ => None,
        })
        .collect()
}

/// The call that a step leads to which the transcript, past its last place, left over.
pub(super) fn neighbour(model: &Model, step: i32) -> Option<CallId> {
    if step == 0 || words(model).is_empty() {
        return None;
    }
    let ids = model.calls.ids.as_ref()?;
    let selected = model.calls.selected?;
    let at = ids.iter().position(|id| *id == selected)?;
    let next = at.checked_add_signed(if step > 0 { 1 } else { -1 })?;
    ids.get(next).copied()
}
