//! Asking in the whole program: real deliveries, the real book, and an interface thread that never waits for it.

use std::fs;
use std::path::Path;

use callbook::app::App;
use callbook::call::listing::Count;
use egui::{Event, Key, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use crate::book::{Book, post};
use crate::made::MadeCall;
use crate::program::{listening, open, until};

/// Files of the program whose functions the interface thread runs.
const INTERFACE: [&str; 4] = ["commands.rs", "logic.rs", "ui.rs", "closing.rs"];

fn rows(window: &Harness<'_, App>) -> usize {
    window.query_all_by_role(Role::ListItem).count()
}

fn type_text(window: &mut Harness<'_, App>, text: &str) {
    window
        .get_by_role_and_label(Role::SearchInput, "Search calls")
        .focus();
    window.step();
    for c in text.chars() {
        window.event(Event::Text(c.to_string()));
        window.step();
    }
}

/// A window over a book of three calls, of which the first asked for a quote.
fn three() -> (Book, Harness<'static, App>) {
    let book = Book::new();
    let mut window = open(&book, "127.0.0.1:0");
    let addr = listening(&mut window);
    let quote = MadeCall::v5(7, 0).processed(90_000, "Asked for a quote.", "true");
    let other = MadeCall::v5(8, 600_000).processed(90_000, "Wrong number.", "false");
    for body in [quote, other, MadeCall::v5(9, 1_200_000).ended()] {
        assert_eq!(post(&addr, &body).status, 200);
    }
    until(&mut window, |window| (rows(window) == 3).then_some(()));
    (book, window)
}

#[test]
fn what_is_typed_is_found_marked_and_counted() {
    let (_book, mut window) = three();
    type_text(&mut window, "quot");
    until(&mut window, |window| {
        let search = &window.state().model().search;
        let is_marked = window.query_by_label_contains("found: ").is_some();
        (rows(window) == 1 && search.count == Count::Exactly(1) && is_marked).then_some(())
    });
    until(&mut window, |window| {
        let search = &window.state().model().search;
        let facets = &search.facets;
        (!facets.is_old(search.number) && !facets.answer.kinds.is_empty()).then_some(())
    });
    type_text(&mut window, "xyz");
    until(&mut window, |window| {
        window.query_by_label("No call is like that").map(drop)
    });
    window.get_by_label("Show all calls").click();
    until(&mut window, |window| (rows(window) == 3).then_some(()));
    until(&mut window, |window| {
        window.query_by_role_and_label(Role::Tab, "All 3").map(drop)
    });
}

#[test]
fn the_values_of_every_field_are_offered() {
    let book = Book::new();
    let mut window = open(&book, "127.0.0.1:0");
    let addr = listening(&mut window);
    let sent = include_bytes!("../../fixtures/v5-processed.json");
    assert_eq!(post(&addr, sent).status, 200);
    for (typed, value) in [
        ("state:", "IL"),
        ("city:spr", "Springfield"),
        ("keyword:", "windows"),
        ("group:goo", "\"ABC Windows and Doors - Google Ads\""),
        ("vendor-disposition:", "conversation"),
    ] {
        type_text(&mut window, typed);
        until(&mut window, |window| {
            window
                .query_by_role_and_label(Role::MenuItem, value)
                .map(drop)
        });
        window.get_by_label("Clear the search").click();
        window.run_steps(2);
    }
}

#[test]
fn a_kept_view_is_there_when_the_window_opens_again() {
    let (book, mut window) = three();
    type_text(&mut window, "is:lead quote");
    window.step();
    window.get_by_label("Keep this question as a view").click();
    window.run_steps(3);
    window
        .get_by_role_and_label(Role::TextInput, "Name of the view")
        .focus();
    window.run_steps(2);
    window.event(Event::Text("Quotes".to_owned()));
    window.run_steps(2);
    window.get_by_role_and_label(Role::Button, "Keep").click();
    window.run_steps(3);
    drop(window);
    let mut window = open(&book, "127.0.0.1:0");
    until(&mut window, |window| {
        window
            .query_by_role_and_label(Role::Tab, "Quotes 1")
            .map(drop)
    });
}

#[test]
fn files_of_the_interface_thread_know_no_book() {
    let app = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/app");
    for file in INTERFACE {
        let code = fs::read_to_string(app.join(file)).unwrap();
        let knows = code.contains("crate::store") || code.contains("Store");
        assert!(!knows, "{file} reaches for the book");
    }
}

/// Bytes that this thread has read and written through the system so far; none where the system does not tell.
fn read_and_written() -> Option<u64> {
    let told = fs::read_to_string("/proc/thread-self/io").ok()?;
    let number = |name: &str| {
        let line = told.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim().parse::<u64>().ok()
    };
    Some(number("rchar:")? + number("wchar:")?)
}

#[test]
#[expect(clippy::print_stdout, reason = "a skipped test says so")]
fn the_interface_thread_reads_and_writes_no_file() {
    let (_book, mut window) = three();
    let work = |window: &mut Harness<'_, App>| {
        type_text(window, "quote is:lead");
        for key in [
            Key::Enter,
            Key::End,
            Key::Home,
            Key::ArrowDown,
            Key::F,
            Key::P,
        ] {
            window.key_press(key);
            window.step();
        }
        window.get_by_label("Clear the search").click();
        for _ in 0..30 {
            window.step();
        }
    };
    // Fonts, icons and time zones are read the first time.
    work(&mut window);
    let Some(before) = read_and_written() else {
        println!("skipped: this system does not tell what a thread reads");
        return;
    };
    let once = read_and_written().unwrap() - before;
    work(&mut window);
    let after = read_and_written().unwrap();
    // What telling costs, twice by now, and the wake-ups between threads.
    let used = after - before - 2 * once;
    assert!(used < 512, "{used} bytes; a page of the book has 4096");
}
