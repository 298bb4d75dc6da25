//! Calls that are chosen together.

use egui::Modifiers;

use crate::call::listing::Count;
use crate::call::{CallId, Choice};
use crate::ui::model::{CallList, Search};
use crate::ui::row_list::index_near;

/// Which calls are chosen together, and where the keyboard is meanwhile.
#[derive(Default)]
pub struct Chosen {
    choice: Choice,
    /// Where a range begins that Shift extends, and about where in the list that is.
    anchor: Option<(CallId, usize)>,
    /// Where the keyboard is, while that is not at the open call.
    cursor: Option<CallId>,
    /// The number of the question whose calls these are.
    number: u64,
    /// True while all are wanted of a list that is not all there yet.
    grows: bool,
}

impl Chosen {
    /// Takes over the list as it is now; of another question nothing is chosen.
    pub(super) fn follow(&mut self, calls: &CallList, search: &Search) {
        if self.number != calls.number {
            *self = Self {
                number: calls.number,
                ..Self::default()
            };
        }
        let Some(ids) = &calls.ids else { return };
        if self.grows {
            self.choice = Choice::all(ids);
            self.grows = !is_whole(ids.len(), search.count);
        } else {
            self.choice.follow(ids);
        }
    }

    /// True while no calls are chosen together.
    pub fn is_empty(&self) -> bool {
        self.choice.is_empty()
    }

    /// Those calls.
    pub fn choice(&self) -> &Choice {
        &self.choice
    }

    /// Whether the call at a place is one of them; none while there are none.
    pub(super) fn at(&self, index: usize) -> Option<bool> {
        (!self.is_empty()).then(|| self.choice.has(index))
    }

    /// Chooses none together any more. The keyboard stays where it is.
    pub fn clear(&mut self) {
        self.choice.clear();
        self.grows = false;
    }

    /// Chooses all, and those that are still to be found.
    pub(super) fn all(&mut self, calls: &CallList, search: &Search) {
        if let Some(ids) = &calls.ids {
            self.choice = Choice::all(ids);
            self.grows = !is_whole(ids.len(), search.count);
        }
    }

    /// The call that the keyboard is at.
    pub(super) fn cursor(&self, selected: Option<CallId>) -> Option<CallId> {
        self.cursor.or(selected)
    }

    /// The keyboard goes to a call, and nothing else happens.
    pub(super) fn walk_to(&mut self, id: CallId) {
        self.cursor = Some(id);
    }

    /// One call is opened: it is where the next range begins.
    pub(super) fn open(&mut self, id: CallId, index: usize) {
        self.clear();
        self.cursor = None;
        self.anchor = Some((id, index));
    }

    /// A row was pressed with these keys held; true when its call is to be opened.
    pub(super) fn press(
        &mut self,
        calls: &CallList,
        index: usize,
        id: CallId,
        held: Modifiers,
    ) -> bool {
        if held.shift {
            self.extend(calls, index, id, held.command);
            false
        } else if held.command {
            if self.is_empty()
                && let Some(open) = calls.selected.filter(|open| *open != id)
                && let Some(ids) = &calls.ids
                && let Some(at) = index_near(ids, open, index)
            {
                self.choice.set(at..at + 1, true);
            }
            self.toggle(index, id);
            false
        } else {
            self.open(id, index);
            true
        }
    }

    /// Chooses a call too, or not any more.
    pub(super) fn toggle(&mut self, index: usize, id: CallId) {
        self.grows = false;
        self.choice.set(index..index + 1, !self.choice.has(index));
        self.cursor = Some(id);
        self.anchor = Some((id, index));
    }

    /// Chooses all from where the range begins to a call; `adds` them to those that are chosen.
    pub(super) fn extend(&mut self, calls: &CallList, index: usize, id: CallId, adds: bool) {
        let Some(ids) = &calls.ids else { return };
        let (anchor, about) = self
            .anchor
            .or(calls.selected.map(|id| (id, index)))
            .unwrap_or((id, index));
        let from = index_near(ids, anchor, about).unwrap_or(index);
        self.grows = false;
        if !adds {
            self.choice.clear();
        }
        self.choice.set(from.min(index)..from.max(index) + 1, true);
        self.anchor = Some((ids[from], from));
        self.cursor = Some(id);
    }
}

/// True when so many calls are all there are.
fn is_whole(known: usize, count: Count) -> bool {
    count == Count::Exactly(known as u64)
}
