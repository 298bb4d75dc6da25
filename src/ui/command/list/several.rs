//! Several calls at once.

use egui::Key;

use super::going::no_rows;
use crate::ui::Action;
use crate::ui::call_list::{self, choosing};
use crate::ui::command::{At, Ground, Now, Press, Scope, Section, Spec};
use crate::ui::icons::Icon;
use crate::ui::model::BulkAction;
use crate::ui::row_list::{Move, Reach};

pub const RANGE_UP: Spec = step("Choose up to the row above", |at| {
    go(at, Move::Up, Reach::Range);
})
.keys(&[Press::shift(Key::ArrowUp)]);

pub const RANGE_DOWN: Spec = step("Choose up to the row below", |at| {
    go(at, Move::Down, Reach::Range);
})
.keys(&[Press::shift(Key::ArrowDown)]);

pub const RANGE_SCREEN_UP: Spec = step("Choose a screen of rows up", |at| {
    go(at, Move::PageUp, Reach::Range);
})
.keys(&[Press::shift(Key::PageUp)]);

pub const RANGE_SCREEN_DOWN: Spec = step("Choose a screen of rows down", |at| {
    go(at, Move::PageDown, Reach::Range);
})
.keys(&[Press::shift(Key::PageDown)]);

pub const RANGE_FIRST: Spec = step("Choose up to the first row", |at| {
    go(at, Move::Home, Reach::Range);
})
.keys(&[Press::shift(Key::Home)]);

pub const RANGE_LAST: Spec = step("Choose down to the last row", |at| {
    go(at, Move::End, Reach::Range);
})
.keys(&[Press::shift(Key::End)]);

pub const WALK_UP: Spec = step("To the row above, opening nothing", |at| {
    go(at, Move::Up, Reach::Walk);
})
.keys(&[Press::command(Key::ArrowUp)]);

pub const WALK_DOWN: Spec = step("To the row below, opening nothing", |at| {
    go(at, Move::Down, Reach::Walk);
})
.keys(&[Press::command(Key::ArrowDown)]);

pub const TOGGLE: Spec = Spec::new(
    Section::Several,
    "Choose this row too, or not any more",
    "Chooses calls together one by one.",
    |at| choosing::toggle_cursor(at.ui, at.model, at.view),
)
.keys(&[Press::command(Key::Space)])
.ground(Ground::List)
.on(Scope::Calls)
.when(no_rows);

pub const ALL: Spec = Spec::new(
    Section::Several,
    "Choose all calls",
    "Chooses all calls of the question together.",
    |at| choosing::choose_all(at.model, at.view),
)
.keys(&[Press::command(Key::A)])
.on(Scope::Calls)
.when(no_rows);

pub const NONE: Spec = Spec::new(
    Section::Several,
    "Choose none",
    "Leaves one call open and none chosen together.",
    |at| choosing::choose_none(at.view),
)
.icon(Icon::Close)
.keys(&[Press::key(Key::Escape)])
.ground(Ground::List)
.on(Scope::Calls)
.when(none_chosen);

pub const EXPORT: Spec = Spec::new(
    Section::Several,
    "Export…",
    "Writes the chosen calls, or all of the question, into a file.",
    |at| at.actions.push(Action::Bulk(BulkAction::AskExport)),
)
.icon(Icon::Import)
.keys(&[Press::key(Key::E)])
.on(Scope::Calls)
.when(no_rows);

pub const COPY_NUMBERS: Spec = Spec::new(
    Section::Several,
    "Copy the numbers of the chosen calls",
    "Copies each number once, one a line.",
    |at| {
        let calls = at.view.chosen.choice().clone();
        let copy = BulkAction::CopyNumbers(calls);
        at.actions.push(Action::Bulk(copy));
    },
)
.icon(Icon::Copy)
.on(Scope::Calls)
.when(none_chosen);

const fn step(text: &'static str, run: fn(&mut At<'_>)) -> Spec {
    let tooltip = "Chooses calls together, and leaves the page as it is.";
    Spec::new(Section::Several, text, tooltip, run)
        .ground(Ground::List)
        .on(Scope::Calls)
        .repeating()
        .when(no_rows)
}

fn go(at: &mut At<'_>, step: Move, reach: Reach) {
    call_list::step(at.ui, at.model, at.actions, at.view, step, reach);
}

fn none_chosen(now: &Now<'_>) -> Option<&'static str> {
    let is_empty = now.view.chosen.is_empty();
    is_empty.then_some("No calls are chosen together")
}
