//! The person's keyword lists in the window: drawn, worked, and kept in a real book.

use std::sync::Arc;
use std::time::Duration;

use callbook::app::App;
use callbook::call::listing::{HeardList, KeywordLists};
use callbook::call::{KeywordList, Phrase};
use callbook::receiver::Settings;
use callbook::receiver::gate::limits::Limits;
use callbook::store::Store;
use callbook::ui::Action;
use callbook::ui::model::{Choice, Model, ThemeChoice};
use egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::SnapshotResults;
use egui_kittest::kittest::Queryable as _;
use jiff::civil::date;

use super::{Window, build, calls, open};
use crate::drawing::can_draw;
use crate::made::{Book, MadeCall};
use crate::program::until;

fn list(name: &str, phrases: &[&str]) -> KeywordList {
    KeywordList {
        name: name.to_owned(),
        phrases: phrases
            .iter()
            .map(|phrase| Phrase::parse(phrase).unwrap())
            .collect(),
    }
}

fn heard(list: KeywordList, months: &[u64]) -> HeardList {
    let first = |month: usize| {
        let (year, month) = (
            i16::try_from(month / 12).unwrap(),
            i8::try_from(month % 12).unwrap(),
        );
        date(2024 + year, month + 1, 1)
    };
    let months = months.iter().enumerate();
    HeardList {
        list,
        months: months
            .map(|(month, calls)| (first(month), *calls))
            .collect(),
    }
}

/// Calls, and keyword lists over them.
pub fn model() -> Model {
    let guarantee = list(
        "Guarantee",
        &[
            "warrant",
            "\"money back\"",
            "agent-said:\"we will make it right, whatever it takes and however long it takes us\"",
        ],
    );
    let long = list(
        "Words that nobody should have to read in so narrow a place",
        &["wait"],
    );
    let lists = KeywordLists {
        own: vec![
            heard(list("Competitors", &[]), &[]),
            heard(
                guarantee,
                &[12, 18, 0, 22, 31, 40, 28, 19, 25, 37, 41, 12, 9, 52],
            ),
            heard(long, &[1204]),
        ],
        senders: vec![
            ("Windows".to_owned(), 1_318),
            ("Appointments".to_owned(), 204),
        ],
    };
    Model {
        keyword_lists: Some(Arc::new(lists)),
        ..calls()
    }
}

/// The window with the lists open.
fn with_lists(model: Model) -> Harness<'static, Window> {
    let mut window = open(model, [1440.0, 900.0]);
    window.run();
    window.key_press_modifiers(Modifiers::SHIFT, Key::L);
    window.run();
    window
}

fn enter(window: &mut Harness<'_, Window>, field: &str, typed: &str) {
    window.get_by_role_and_label(Role::TextInput, field).focus();
    window.run();
    window
        .get_by_role_and_label(Role::TextInput, field)
        .type_text(typed);
    window.run();
}

fn press(window: &mut Harness<'_, Window>, label: &str) {
    window.get_by_role_and_label(Role::Button, label).click();
    window.run();
}

fn show(window: &mut Harness<'_, Window>, label: &str) {
    window.get_by_role_and_label(Role::Tab, label).click();
    window.run();
}

#[test]
fn the_lists_open_with_a_key_and_close_again() {
    let mut window = with_lists(model());
    assert!(window.state().log.contains(&Action::CountLists));
    window.get_by_role_and_label(Role::Tab, "Guarantee, 346 calls");
    window.get_by_label("The sender’s own");
    // Letters are no keys of the window while they are typed here.
    enter(&mut window, "Name of a new list", "Late");
    let heading = |window: &Harness<'_, Window>| {
        let found = window.query_by_role_and_label(Role::Heading, "Keyword lists");
        found.is_some()
    };
    assert!(heading(&window));
    press(&mut window, "Close");
    assert!(!heading(&window));
}

#[test]
fn phrases_are_added_and_removed() {
    let mut window = with_lists(model());
    show(&mut window, "Guarantee, 346 calls");
    window.get_by_label("Heard in 346 calls");
    enter(&mut window, "Add a word or a phrase", "refund");
    window
        .get_by_role_and_label(Role::RadioButton, "Said by: Caller")
        .click();
    window.run();
    window.get_by_label("Longer words too").click();
    window.run();
    press(&mut window, "Add");
    let kept = |window: &Harness<'_, Window>| match window.state().log.last() {
        Some(Action::KeepList(list)) => list.clone(),
        other => panic!("{other:?}"),
    };
    let added = kept(&window);
    assert_eq!(added.name, "Guarantee");
    assert_eq!(added.phrases.len(), 4);
    assert_eq!(
        added.phrases[3],
        Phrase::parse("caller-said:\"refund\"").unwrap()
    );
    press(&mut window, "Remove money back");
    let left = kept(&window);
    assert_eq!(left.phrases.len(), 2);
    assert!(
        !left
            .phrases
            .contains(&Phrase::parse("\"money back\"").unwrap())
    );
}

#[test]
fn lists_are_made_renamed_and_deleted_after_a_question() {
    let mut window = with_lists(model());
    enter(&mut window, "Name of a new list", " Late  ones ");
    press(&mut window, "Add a list");
    let last = |window: &Harness<'_, Window>| window.state().log.last().cloned();
    assert_eq!(
        last(&window),
        Some(Action::KeepList(list("Late ones", &[])))
    );

    show(&mut window, "Competitors, 0 calls");
    window.get_by_label("Heard in no call so far");
    press(&mut window, "Rename…");
    enter(&mut window, "Name of the list", "!");
    press(&mut window, "Rename");
    let renamed = Action::RenameList("Competitors".to_owned(), "Competitors!".to_owned());
    assert_eq!(last(&window), Some(renamed));

    show(&mut window, "Guarantee, 346 calls");
    press(&mut window, "Delete…");
    press(&mut window, "Keep it");
    press(&mut window, "Delete…");
    press(&mut window, "Delete the list");
    assert_eq!(
        last(&window),
        Some(Action::DropList("Guarantee".to_owned()))
    );
}

#[test]
fn what_is_made_in_the_window_is_in_the_book() {
    let mut book = Book::new();
    book.take(&[MadeCall::v5(1, 0).processed(200_000, "x", "true")]);
    let settings = Settings {
        listen: "127.0.0.1:0".to_owned(),
        data_dir: book.dir.path().to_owned(),
        min_free_bytes: 0,
        check_every: Duration::from_secs(30),
        in_background: false,
        limits: Limits::default(),
        secrets_from_env: Vec::new(),
    };
    let mut window = Harness::builder()
        .with_size([1440.0, 900.0])
        .build_eframe(|creation| App::new(settings, &creation.egui_ctx).unwrap());
    until(&mut window, |window| {
        window.state().model().calls.ids.clone()
    });
    window.key_press_modifiers(Modifiers::SHIFT, Key::L);
    until(&mut window, |window| {
        window.state().model().keyword_lists.clone()
    });
    window
        .get_by_role_and_label(Role::TextInput, "Name of a new list")
        .focus();
    window.step();
    window
        .get_by_role_and_label(Role::TextInput, "Name of a new list")
        .type_text("Mine");
    window.step();
    window.step();
    window
        .get_by_role_and_label(Role::Button, "Add a list")
        .click();
    until(&mut window, |window| {
        let lists = window.state().model().keyword_lists.clone()?;
        (!lists.own.is_empty()).then_some(())
    });
    let store = Store::open(book.dir.path()).unwrap();
    assert_eq!(store.keyword_list("mine").unwrap(), Some(list("Mine", &[])));
}

#[test]
fn pictures() {
    if !can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    let none = Model {
        keyword_lists: Some(Arc::default()),
        ..calls()
    };
    let mut contrast = model();
    contrast.take_choice(Choice::HighContrast(true));
    for (name, theme, model, size) in [
        ("lists-dark", ThemeChoice::Dark, model(), [1440.0, 900.0]),
        (
            "lists-light-800",
            ThemeChoice::Light,
            model(),
            [800.0, 600.0],
        ),
        (
            "lists-contrast-dark",
            ThemeChoice::Dark,
            contrast,
            [1280.0, 800.0],
        ),
        ("lists-none", ThemeChoice::Light, none, [1100.0, 700.0]),
    ] {
        let model = Model { theme, ..model };
        let mut window = build(Harness::builder().wgpu(), model, size);
        window.run_steps(4);
        window.key_press_modifiers(Modifiers::SHIFT, Key::L);
        window.run_steps(4);
        if name != "lists-none" {
            show(&mut window, "Guarantee, 346 calls");
            window.run_steps(4);
        }
        results.add(window.try_snapshot(name));
    }
}
