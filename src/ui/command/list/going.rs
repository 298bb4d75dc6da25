//! Through the list, to the page, and back.

use egui::{Key, Memory};

use crate::ui::call_list::{self, choosing};
use crate::ui::command::{At, Ground, Now, Press, Scope, Section, Spec};
use crate::ui::deliveries;
use crate::ui::icons::Icon;
use crate::ui::model::Screen;
use crate::ui::row_list::{Move, Reach};
use crate::ui::shell::page_id;

/// How far an arrow scrolls the page, points.
const ARROW: f32 = 60.0;
/// How much of what is seen a page scrolls.
const PAGE: f32 = 0.9;

pub const ROW_UP: Spec = row("Previous row", "Opens the row above.", |at| {
    step(at, Move::Up);
})
.keys(&[Press::key(Key::ArrowUp)])
.icon(Icon::ArrowUp);

pub const ROW_DOWN: Spec = row("Next row", "Opens the row below.", |at| {
    step(at, Move::Down);
})
.keys(&[Press::key(Key::ArrowDown)])
.icon(Icon::ArrowDown);

pub const SCREEN_OF_ROWS_UP: Spec = row(
    "A screen of rows up",
    "Opens the row that is a screen above.",
    |at| step(at, Move::PageUp),
)
.keys(&[Press::key(Key::PageUp)]);

pub const SCREEN_OF_ROWS_DOWN: Spec = row(
    "A screen of rows down",
    "Opens the row that is a screen below.",
    |at| step(at, Move::PageDown),
)
.keys(&[Press::key(Key::PageDown)]);

pub const FIRST_ROW: Spec = row("First row", "Opens the first row of the list.", |at| {
    step(at, Move::Home);
})
.keys(&[Press::key(Key::Home)]);

pub const LAST_ROW: Spec = row("Last row", "Opens the last row of the list.", |at| {
    step(at, Move::End);
})
.keys(&[Press::key(Key::End)]);

pub const SHOW_FRESH: Spec = Spec::new(
    Section::Going,
    "Show what came in above",
    "Scrolls to what came in while you looked elsewhere.",
    |at| {
        match at.model.screen {
            Screen::Calls => at.view.calls.show_fresh(),
            Screen::Deliveries => at.view.deliveries.show_fresh(),
            Screen::Settings => false,
        };
    },
)
.keys(&[Press::key(Key::N)])
.on(Scope::Lists);

pub const TO_PAGE: Spec = Spec::new(
    Section::Going,
    "To the page beside the list",
    "Gives the page the focus: the arrows scroll it then. A call that is not open is opened first.",
    |at| {
        let is_calls = at.model.screen == Screen::Calls;
        let opens = is_calls && choosing::open_cursor(at.model, at.actions, at.view);
        if !opens {
            at.ui.memory_mut(|memory| memory.request_focus(page_id()));
        }
    },
)
.keys(&[Press::key(Key::Enter)])
.ground(Ground::List)
.on(Scope::Lists);

pub const TO_LIST: Spec = Spec::new(
    Section::Going,
    "Back to the list",
    "Gives the list the focus again.",
    |at| {
        at.view.is_page_alone = false;
        at.ui.memory_mut(|memory| {
            if let Some(id) = Memory::focused(memory) {
                memory.surrender_focus(id);
            }
        });
    },
)
.keys(&[Press::key(Key::Escape)])
.ground(Ground::Away)
.on(Scope::Lists);

pub const SCROLL_UP: Spec = scroll("Scroll the page up", "Shows what is above.", |at| {
    at.view.page_scroll.points -= ARROW;
})
.keys(&[Press::key(Key::ArrowUp)]);

pub const SCROLL_DOWN: Spec = scroll("Scroll the page down", "Shows what is below.", |at| {
    at.view.page_scroll.points += ARROW;
})
.keys(&[Press::key(Key::ArrowDown)]);

pub const SCROLL_PAGE_UP: Spec = scroll(
    "Scroll a screen of the page up",
    "Shows what is a screen above.",
    |at| at.view.page_scroll.views -= PAGE,
)
.keys(&[Press::key(Key::PageUp)]);

pub const SCROLL_PAGE_DOWN: Spec = scroll(
    "Scroll a screen of the page down",
    "Shows what is a screen below.",
    |at| at.view.page_scroll.views += PAGE,
)
.keys(&[Press::key(Key::PageDown)]);

const fn row(text: &'static str, tooltip: &'static str, run: fn(&mut At<'_>)) -> Spec {
    Spec::new(Section::Going, text, tooltip, run)
        .ground(Ground::List)
        .on(Scope::Lists)
        .repeating()
        .when(no_rows)
}

const fn scroll(text: &'static str, tooltip: &'static str, run: fn(&mut At<'_>)) -> Spec {
    Spec::new(Section::Going, text, tooltip, run)
        .ground(Ground::Page)
        .on(Scope::Lists)
        .repeating()
}

pub(super) fn no_rows(now: &Now<'_>) -> Option<&'static str> {
    let is_empty = match now.model.screen {
        Screen::Calls => now
            .model
            .calls
            .ids
            .as_ref()
            .is_none_or(|ids| ids.is_empty()),
        Screen::Deliveries => now.model.deliveries.ids().is_none_or(|ids| ids.is_empty()),
        Screen::Settings => true,
    };
    is_empty.then_some("The list is empty")
}

fn step(at: &mut At<'_>, step: Move) {
    let (ui, model, actions) = (at.ui, at.model, &mut *at.actions);
    match model.screen {
        Screen::Calls => call_list::step(ui, model, actions, at.view, step, Reach::One),
        Screen::Deliveries => deliveries::step(ui, model, actions, &mut at.view.deliveries, step),
        Screen::Settings => {}
    }
}
