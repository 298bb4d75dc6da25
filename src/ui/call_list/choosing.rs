//! What keys and menus do with the calls that are chosen together.

use egui::Ui;

use super::row_id;
use crate::call::{CallId, CallRow, Mark};
use crate::ui::model::{BulkAction, Model};
use crate::ui::row_list::{focus_row, index_near};
use crate::ui::view::ViewState;
use crate::ui::{Action, Actions};

/// So many of the chosen calls are looked at to tell whether all have a mark.
const SEEN: usize = 1_000;

/// Chooses all calls of the list.
pub fn choose_all(model: &Model, state: &mut ViewState) {
    state.chosen.all(&model.calls, &model.search);
}

/// Chooses none together any more.
pub fn choose_none(state: &mut ViewState) {
    state.chosen.clear();
}

/// Chooses the call that the keyboard is at too, or not any more.
pub fn toggle_cursor(ui: &Ui, model: &Model, state: &mut ViewState) {
    let cursor = state.chosen.cursor(model.calls.selected);
    if let Some((id, index)) = cursor.and_then(|id| Some((id, place_of(id, model)?))) {
        state.chosen.toggle(index, id);
        focus_row(ui, row_id(id));
    }
}

/// Opens the call that the keyboard is at; false when that is open.
pub fn open_cursor(model: &Model, actions: &mut Actions, state: &mut ViewState) -> bool {
    let cursor = state.chosen.cursor(model.calls.selected);
    let Some(id) = cursor.filter(|_| cursor != model.calls.selected) else {
        return false;
    };
    if let Some(index) = place_of(id, model) {
        state.chosen.open(id, index);
    }
    actions.push(Action::SelectCall(id));
    true
}

/// How many calls are chosen together.
pub fn count(state: &ViewState) -> usize {
    state.chosen.choice().len()
}

/// True where the chosen calls, as far as they are seen, have the mark: then it is taken off them.
pub fn are_marked(mark: Mark, model: &Model, state: &ViewState) -> bool {
    let has = |row: &CallRow| match mark {
        Mark::Starred => row.starred,
        Mark::Reviewed => row.reviewed,
    };
    let seen = state.chosen.choice().iter().take(SEEN);
    let mut seen = seen.filter_map(|id| model.calls.rows.get(&id)).peekable();
    seen.peek().is_some() && seen.all(|row| has(row))
}

/// Marks the chosen calls, or takes the mark off them.
pub fn marking(mark: Mark, model: &Model, state: &ViewState) -> Action {
    Action::Bulk(BulkAction::Mark {
        mark,
        on: !are_marked(mark, model, state),
        calls: state.chosen.choice().clone(),
    })
}

fn place_of(id: CallId, model: &Model) -> Option<usize> {
    index_near(model.calls.ids.as_ref()?, id, 0)
}
