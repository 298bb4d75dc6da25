//! What is looked for in all calls, as far as the page of one shows it.

use egui::{Key, Modifiers, Ui};

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

/// The call that the key for the next place leads to: `step` comes from the transcript, which is past its last
/// place; without one in the call the key is still to be taken here.
pub(super) fn neighbour(ui: &Ui, model: &Model, step: i32) -> Option<CallId> {
    let take = |modifiers| ui.input_mut(|input| input.consume_key(modifiers, Key::F3));
    let step = match step {
        0 if words(model).is_empty() => return None,
        0 if take(Modifiers::SHIFT) => -1,
        0 => i32::from(take(Modifiers::NONE)),
        other => other,
    };
    if step == 0 {
        return None;
    }
    let ids = model.calls.ids.as_ref()?;
    let selected = model.calls.selected?;
    let at = ids.iter().position(|id| *id == selected)?;
    let next = at.checked_add_signed(if step > 0 { 1 } else { -1 })?;
    ids.get(next).copied()
}
