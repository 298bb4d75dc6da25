//! The limits of the receiver as the settings show and change them, and as the receiver heeds them meanwhile.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::PathBuf;

use callbook::app::{App, Said};
use callbook::config::Number;
use callbook::receiver::{self, Settings};
use callbook::store::Store;
use callbook::ui::Action;
use callbook::ui::model::Limit;
use egui::{Event, Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::open;
use super::settings::{SIZE, config, model, program, program_with, section, tab};
use crate::book::{Book, post, wait_for};
use crate::program::{listening, until};

/// The limits as they usually are.
pub(super) fn usual() -> Vec<Limit> {
    let usual = Settings::usual(PathBuf::new(), String::new());
    let limits = Number::unsaid().into_iter().map(|number| {
        let now = usual.limit(receiver::Limit::named(number.name).unwrap());
        Limit {
            name: number.name,
            now,
            usual: now,
            held: now,
            range: number.range,
        }
    });
    limits.collect()
}

/// Types into a field, in the place of what is there.
fn retype<T>(window: &mut Harness<'_, T>, name: &str, text: &str)
where
    T: eframe::App,
{
    window
        .get_by_role_and_label(Role::TextInput, name)
        .scroll_to_me();
    window.run_steps(2);
    window.get_by_role_and_label(Role::TextInput, name).focus();
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    if text.is_empty() {
        window.key_press(Key::Delete);
    } else {
        window.event(Event::Text(text.to_owned()));
    }
    window.run_steps(2);
}

fn value<T>(window: &Harness<'_, T>, name: &str) -> String {
    let field = window.get_by_role_and_label(Role::TextInput, name);
    field.accesskit_node().value().unwrap_or_default()
}

#[test]
fn a_limit_is_typed_in_its_unit_and_goes_back_to_the_usual() {
    let mut window = open(model(), SIZE);
    section(&mut window, "Limits");
    assert_eq!(value(&window, "Largest delivery"), "16");
    window.get_by_label("From 1 to 512 MB.");
    retype(&mut window, "Largest delivery", "32");
    assert_eq!(window.state().log, [], "while it is typed");
    window.key_press(Key::Enter);
    window.run_steps(2);
    let set = Action::SetLimit("max_body_bytes", Some(32 << 20));
    assert_eq!(window.state_mut().log, [set]);
    window.state_mut().log.clear();
    assert_eq!(value(&window, "Largest delivery"), "32");
    window.get_by_label("Back to the usual 16 MB").click();
    window.run_steps(2);
    let back = Action::SetLimit("max_body_bytes", None);
    assert_eq!(window.state().log, [back]);
    assert!(
        window
            .query_by_label_contains("Back to the usual")
            .is_none()
    );
}

#[test]
fn a_limit_that_cannot_be_is_told_at_its_field_and_not_taken() {
    let mut window = open(model(), SIZE);
    section(&mut window, "Limits");
    for typed in ["0", "5000", "many", "1.5", ""] {
        retype(&mut window, "Connections", typed);
        window.key_press(Key::Enter);
        window.run_steps(2);
        window.get_by_role_and_label(Role::Alert, "Type a whole number from 1 to 4,096.");
        assert_eq!(value(&window, "Connections"), typed);
        assert_eq!(window.state().log, [], "{typed}");
    }
    retype(&mut window, "Connections", "0");
    window.key_press(Key::Escape);
    window.run_steps(2);
    assert_eq!(value(&window, "Connections"), "256");
    assert!(window.query_by_role(Role::Alert).is_none());
}

#[test]
fn a_limit_of_which_less_can_be_kept_says_so() {
    let mut model = model();
    let mut limits = model.limits.iter_mut();
    let connections = limits.find(|limit| limit.name == "limits.connections");
    connections.unwrap().held = 120;
    let mut window = open(model, SIZE);
    section(&mut window, "Limits");
    window.get_by_label("This computer has room for 120.");
}

#[test]
fn a_switch_among_the_limits_is_a_limit() {
    let mut window = open(model(), SIZE);
    section(&mut window, "Limits");
    let out = "Leave this computer out";
    for set in [Some(0), None] {
        window.get_by_role_and_label(Role::CheckBox, out).click();
        window.run_steps(2);
        let set = Action::SetLimit("limits.loopback_exempt", set);
        assert_eq!(window.state_mut().log.pop(), Some(set));
    }
    window.get_by_role_and_label(Role::CheckBox, out).click();
    window.run_steps(2);
    window.get_by_label("Back to the usual").click();
    window.run_steps(2);
    let set = Action::SetLimit("limits.loopback_exempt", None);
    assert_eq!(window.state_mut().log.pop(), Some(set));
    assert!(window.query_by_label("Back to the usual").is_none());
}

/// A delivery of more than a megabyte.
fn large() -> Vec<u8> {
    let text = "x".repeat(1 << 20);
    format!("{{\"Text\": \"{text}\"}}").into_bytes()
}

fn choose(window: &mut Harness<'_, App>, name: &str, typed: &str) {
    tab(window, "Limits");
    retype(window, name, typed);
    window.key_press(Key::Enter);
    window.run_steps(2);
}

fn limit(window: &Harness<'_, App>, name: &str) -> u64 {
    window.state().model().limit(name).unwrap().now
}

#[test]
fn a_limit_that_is_chosen_holds_at_once_and_nothing_under_way_is_lost() {
    let book = Book::new();
    // However slow this computer is, what is under way is not too late.
    let store = Store::open(&book.dir()).unwrap();
    store.set_choice("limits.body_secs", Some("3600")).unwrap();
    drop(store);
    let mut window = program(&book);
    let addr = listening(&mut window);
    let large = large();
    assert_eq!(post(&addr, &large).status, 200);
    let mut under_way = TcpStream::connect(&addr).unwrap();
    under_way
        .write_all(b"POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: 12\r\n\r\n{\"one\"")
        .unwrap();

    choose(&mut window, "Largest delivery", "1");
    until(&mut window, |_| {
        (post(&addr, &large).status == 413).then_some(())
    });
    under_way.write_all(b": 111}").unwrap();
    let mut answer = String::new();
    under_way.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer}");

    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    until(&mut window, |_| {
        (post(&addr, &large).status == 200).then_some(())
    });
    let kept = || {
        let store = Store::open(&book.dir()).unwrap();
        store.choice("max_body_bytes").unwrap()
    };
    wait_for(|| kept().is_none().then_some(()));
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    until(&mut window, |_| {
        (kept()?.as_str() == "1048576").then_some(())
    });
}

#[test]
fn limits_that_were_chosen_are_found_again() {
    let book = Book::new();
    let mut first = program(&book);
    choose(&mut first, "Self check", "7");
    choose(&mut first, "Room kept free on the disk", "1");
    choose(&mut first, "Largest delivery", "1");
    drop(first);
    let mut again = program(&book);
    let addr = listening(&mut again);
    assert_eq!(post(&addr, &large()).status, 413);
    assert_eq!(limit(&again, "check_every_secs"), 7);
    assert_eq!(limit(&again, "min_free_bytes"), 1_000_000);
    tab(&mut again, "Limits");
    again.get_by_label("Back to the usual 16 MB").click();
    until(&mut again, |_| {
        (post(&addr, &large()).status == 200).then_some(())
    });
}

#[test]
fn what_the_settings_file_says_of_limits_beats_what_was_chosen() {
    let book = Book::new();
    let store = Store::open(&book.dir()).unwrap();
    for (name, number) in [("max_body_bytes", "1000"), ("check_every_secs", "7")] {
        store.set_choice(name, Some(number)).unwrap();
    }
    drop(store);
    let said = Said::of(&config(&book, "max_body_bytes = 16777216\n"));
    let mut window = program_with(&book, said);
    let addr = listening(&mut window);
    assert_eq!(post(&addr, &large()).status, 200);
    assert_eq!(limit(&window, "check_every_secs"), 7);
    section_tells_who_set_it(&mut window);
}

fn section_tells_who_set_it(window: &mut Harness<'_, App>) {
    tab(window, "Limits");
    window.get_by_label("Set by the settings file: it cannot be changed here.");
    let is_disabled = |name| {
        let field = window.get_by_role_and_label(Role::TextInput, name);
        field.accesskit_node().is_disabled()
    };
    assert!(is_disabled("Largest delivery"));
    assert!(window.query_by_label_contains("From 16 ").is_none());
    assert!(!is_disabled("Self check"));
}

#[test]
fn a_receiver_without_a_window_heeds_what_is_chosen_meanwhile() {
    let book = Book::new();
    let receiver = book.listen();
    assert_eq!(receiver.post("/", &large()).status, 200);
    let store = Store::open(&book.dir()).unwrap();
    // More than it may be, no number, and another name count for nothing.
    for (name, number) in [
        ("limits.connections", "0"),
        ("limits.body_secs", "soon"),
        ("max_body_bytes", "1048576"),
    ] {
        store.set_choice(name, Some(number)).unwrap();
    }
    wait_for(|| (receiver.post("/", &large()).status == 413).then_some(()));
    store.set_choice("max_body_bytes", None).unwrap();
    wait_for(|| (receiver.post("/", &large()).status == 200).then_some(()));
}
