//! What somebody does with the list of a large book.

use callbook::call::question::Column;
use egui::{Event, Key, Modifiers, Pos2, Rect, pos2, vec2};

use super::hands::{button, pressed, wheel};
use super::window::{Window, Work};

pub const WORKS: [(&str, Work); 9] = [
    ("idle", |_, _| Vec::new()),
    ("scrolling", |window, n| {
        let down = if n % 400 < 300 { 90.0 } else { -240.0 };
        wheel(in_list(window), down, Modifiers::NONE)
    }),
    ("dragging the bar", dragging),
    ("jumping", jumping),
    ("arrow held down", |_, _| key(Key::ArrowDown)),
    ("sorting", sorting),
    ("a table scrolled", table_scrolled),
    ("a table sorted by headings", table_sorted),
    // The last one: what is typed when it ends leaves no calls.
    ("typing", typing),
];

/// The name of the scrollbar.
const BAR: &str = "Place in the list";

fn in_list(window: &Window) -> Pos2 {
    let bar = window.place(BAR);
    bar.left_center() - vec2(160.0, 0.0)
}

/// The grip goes down the whole list and up again.
#[expect(clippy::cast_precision_loss, reason = "a place on the screen")]
fn dragging(window: &Window, n: usize) -> Vec<Event> {
    let bar = window.place(BAR);
    let part = (n % 600) as f32 / 300.0;
    let part = if part > 1.0 { 2.0 - part } else { part };
    let at = pos2(bar.center().x, bar.top() + part * bar.height());
    match n {
        0 => vec![Event::PointerMoved(at), button(at, true)],
        _ if n + 1 == super::FRAMES => vec![button(at, false)],
        _ => vec![Event::PointerMoved(at)],
    }
}

/// Presses the scrollbar somewhere, or goes to an end by a key.
#[expect(clippy::cast_precision_loss, reason = "a place on the screen")]
fn jumping(window: &Window, n: usize) -> Vec<Event> {
    let bar = window.place(BAR);
    let part = (n / 12 * 7_919 % 1_000) as f32 / 1_000.0;
    let at = pos2(bar.center().x, bar.top() + part * bar.height());
    match n % 12 {
        0 => vec![Event::PointerMoved(at), button(at, true)],
        1 => vec![button(at, false)],
        5 => key(Key::End),
        9 => key(Key::Home),
        _ => Vec::new(),
    }
}

const TYPED: &str = "warranty is:lead \"patio door\" sentiment:neg";

/// Ten letters a second, then all of them away again, faster.
fn typing(window: &Window, n: usize) -> Vec<Event> {
    let turn = 7 * TYPED.len() + 10;
    let (at, turn) = (n % turn, n / turn);
    if at == 0 {
        let typed = &window.model().search.typed;
        assert_eq!(typed, "", "what was typed before is gone in turn {turn}");
        return command(Key::F);
    }
    let letters = 6 * TYPED.len();
    if at <= letters {
        return match at % 6 {
            0 => vec![Event::Text(TYPED[at / 6 - 1..at / 6].to_owned())],
            _ => Vec::new(),
        };
    }
    if at == letters + 1 {
        assert_eq!(window.model().search.typed, TYPED, "typed in turn {turn}");
    }
    key(Key::Backspace)
}

/// What the button of the menu of orders is called, before the order.
const ORDER: &str = "Order: ";

/// Another order every two seconds.
fn sorting(window: &Window, n: usize) -> Vec<Event> {
    const ORDERS: [(&str, Column); 3] = [
        ("Longest talk first", Column::Talk),
        ("By caller", Column::Caller),
        ("Newest first", Column::Started),
    ];
    let (name, column) = ORDERS[n / 120 % ORDERS.len()];
    if n % 120 == 119 {
        assert_eq!(window.model().search.sort.column, column);
    }
    choose(window, n % 120, name)
}

/// Opens the menu of orders in the frame of that number, and chooses something in it.
fn choose(window: &Window, n: usize, name: &str) -> Vec<Event> {
    match n {
        0 => press(window.place_of(ORDER), true),
        1 => press(window.place_of(ORDER), false),
        8 => press(window.place(name), true),
        9 => press(window.place(name), false),
        _ => Vec::new(),
    }
}

fn table_scrolled(window: &Window, n: usize) -> Vec<Event> {
    if n < 60 {
        return choose(window, n, "As a table");
    }
    assert!(window.model().look.is_table);
    let down = if n % 400 < 300 { 90.0 } else { -240.0 };
    wheel(in_list(window), down, Modifiers::NONE)
}

/// Another heading is pressed every two seconds.
fn table_sorted(window: &Window, n: usize) -> Vec<Event> {
    const HEADINGS: [(&str, Column); 3] = [
        ("Talk", Column::Talk),
        ("Sentiment", Column::Sentiment),
        ("Caller", Column::Caller),
    ];
    let (name, column) = HEADINGS[n / 120 % HEADINGS.len()];
    match n % 120 {
        0 => press(window.heading(name), true),
        1 => press(window.heading(name), false),
        119 => {
            assert_eq!(window.model().search.sort.column, column);
            Vec::new()
        }
        _ => Vec::new(),
    }
}

fn press(place: Rect, is_down: bool) -> Vec<Event> {
    let at = place.center();
    vec![Event::PointerMoved(at), button(at, is_down)]
}

pub fn key(key: Key) -> Vec<Event> {
    pressed(key, Modifiers::NONE)
}

fn command(key: Key) -> Vec<Event> {
    pressed(key, Modifiers::COMMAND)
}
