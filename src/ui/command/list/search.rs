//! What is asked of the book.

use egui::Key;

use crate::call::EntryFilter;
use crate::call::join::person_key;
use crate::ui::command::{Now, Press, Scope, Section, Spec};
use crate::ui::icons::Icon;
use crate::ui::model::{Model, Screen};
use crate::ui::{Action, deliveries, search, settings};

pub const FOCUS: Spec = Spec::new(
    Section::Search,
    "Search",
    "Leads to the field in which calls or deliveries are searched.",
    |at| {
        let field = match at.model.screen {
            Screen::Calls => search::field_id(),
            Screen::Deliveries => deliveries::search_id(),
            Screen::Settings => settings::search_id(),
        };
        at.ui.memory_mut(|memory| memory.request_focus(field));
    },
)
.icon(Icon::Search)
.keys(&[Press::Typed("/"), Press::command(Key::F)]);

pub const CLEAR: Spec = Spec::new(
    Section::Search,
    "Clear the search",
    "Lists everything again.",
    |at| {
        if at.model.screen == Screen::Deliveries {
            let all = Action::FindDeliveries(EntryFilter::All, String::new());
            at.actions.push(all);
        } else {
            at.actions.push(Action::Ask(String::new()));
        }
    },
)
.icon(Icon::Close)
.on(Scope::Lists)
.when(|now| {
    let is_asked = match now.model.screen {
        Screen::Calls => !now.model.search.typed.is_empty(),
        Screen::Deliveries => now.model.deliveries.is_narrowed(),
        Screen::Settings => false,
    };
    (!is_asked).then_some("Nothing is searched")
});

pub const FILTERS: Spec = Spec::new(
    Section::Search,
    "Show or hide the filters",
    "Shows what calls can be narrowed down by, with how many there are.",
    |at| at.view.filters.is_shown = !at.view.filters.is_shown,
)
.icon(Icon::Filter)
.keys(&[Press::key(Key::F)])
.on(Scope::Calls)
.told(|now| {
    let verb = if now.view.filters.is_shown {
        "Hide"
    } else {
        "Show"
    };
    Some(format!("{verb} the filters"))
});

pub const SAME_CALLER: Spec = Spec::new(
    Section::Search,
    "All calls of this caller",
    "Lists the calls from the number of the selected call.",
    |at| {
        if let Some(number) = selected_number(at.model) {
            at.actions.push(Action::Ask(search::same_caller(number)));
        }
    },
)
.icon(Icon::Phone)
.keys(&[Press::key(Key::P)])
.on(Scope::Calls)
.when(no_person);

pub const KEYWORD_LISTS: Spec = Spec::new(
    Section::Search,
    "Keyword lists…",
    "Shows your lists of words and in how many calls they were said.",
    |at| at.view.lists.open(at.actions),
)
.icon(Icon::List)
.keys(&[Press::shift(Key::L)]);

pub(super) fn no_number(now: &Now<'_>) -> Option<&'static str> {
    let is_missing = selected_number(now.model).is_none();
    is_missing.then_some("No call with a number is selected")
}

/// Why the calls of one caller cannot be asked for: all who withhold their number would be among them.
fn no_person(now: &Now<'_>) -> Option<&'static str> {
    let is_missing = selected_number(now.model).and_then(person_key).is_none();
    is_missing.then_some("No call with a number is selected")
}

/// The number of the selected call's caller.
pub(super) fn selected_number(model: &Model) -> Option<&str> {
    let row = model.calls.rows.get(&model.calls.selected?)?;
    row.caller_number.as_deref()
}
