//! What was done is told at the foot of the page, and taken back again: in the window, and in the whole program.

use std::time::Duration;

use callbook::app::App;
use callbook::call::CallId;
use callbook::receiver::Settings;
use callbook::receiver::gate::limits::Limits;
use callbook::store::Store;
use callbook::ui::Action;
use callbook::ui::model::{Choice, Clock, Model, Opened, ThemeChoice, Undoable};
use egui::accesskit::Live;
use egui::{Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, SnapshotResults};

use super::{Window, build, calls, open};
use crate::book::{Book, post};
use crate::drawing::can_draw;
use crate::program::{listening, until};

const SIZE: [f32; 2] = [1440.0, 900.0];

#[test]
fn what_was_done_is_told_and_goes_by_itself_unless_pointed_at() {
    let mut model = calls();
    model.notices.tell_change("Starred Ted Robertson");
    let mut window = open(model, SIZE);
    window.run_steps(2);
    let notice = window.get_by_role_and_label(Role::Status, "Starred Ted Robertson");
    assert_eq!(notice.accesskit_node().live(), Live::Polite);
    let at = window
        .get_by_role_and_label(Role::Button, "Undo")
        .rect()
        .center();
    window.hover_at(at);
    pass_secs(&mut window, 30);
    window.get_by_role_and_label(Role::Status, "Starred Ted Robertson");
    window.hover_at(egui::pos2(100.0, 300.0));
    pass_secs(&mut window, 12);
    assert!(window.query_by_role(Role::Status).is_none());
}

/// Lets the clock of the window go on, a quarter of a second with each frame.
fn pass_secs(window: &mut Harness<'_, Window>, secs: usize) {
    window.run_steps(4 * secs);
}

#[test]
fn what_failed_stays_until_it_is_put_away() {
    let mut model = calls();
    model.notices.tell_failure("The book is busy");
    let mut window = open(model, SIZE);
    pass_secs(&mut window, 60);
    let notice = window.get_by_role_and_label(Role::Alert, "The book is busy");
    assert_eq!(notice.accesskit_node().live(), Live::Assertive);
    window.get_by_label("Put this notice away").click();
    window.run_steps(2);
    assert!(window.query_by_role(Role::Alert).is_none());
}

#[test]
fn a_notice_of_a_change_undoes_it() {
    let mut model = calls();
    model.notices.tell_change("Starred Ted Robertson");
    let mut window = open(model, SIZE);
    window.run_steps(2);
    window.get_by_role_and_label(Role::Button, "Undo").click();
    window.run_steps(2);
    assert_eq!(window.state().log[0], Action::Undo);
}

#[test]
fn the_keys_undo_and_redo_but_not_in_a_text_field() {
    let undoable = Undoable {
        undo: Some("star of Ted Robertson".to_owned()),
        redo: Some("star of Zoë".to_owned()),
    };
    let mut window = open(
        Model {
            undoable,
            ..calls()
        },
        SIZE,
    );
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    window.run_steps(2);
    assert_eq!(window.state().log, [Action::Undo, Action::Redo]);
    window
        .get_by_role_and_label(Role::SearchInput, "Search calls")
        .focus();
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_steps(2);
    assert_eq!(window.state().log.len(), 2);
}

fn program(book: &Book) -> Harness<'static, App> {
    let settings = Settings {
        listen: "127.0.0.1:0".to_owned(),
        data_dir: book.dir(),
        min_free_bytes: 0,
        check_every: Duration::from_secs(30),
        in_background: false,
        limits: Limits::default(),
        secrets_from_env: Vec::new(),
    };
    Harness::builder()
        .with_size(SIZE)
        .build_eframe(|creation| App::new(settings, &creation.egui_ctx).unwrap())
}

fn is_starred(window: &Harness<'_, App>) -> Option<bool> {
    match &window.state().model().open_call {
        Opened::Ready(open) => Some(open.row.starred),
        _ => None,
    }
}

#[test]
fn a_star_is_undone_and_done_again_in_the_book() {
    let book = Book::new();
    let mut window = program(&book);
    let addr = listening(&mut window);
    post(&addr, &crate::book::processed(1));
    until(&mut window, |window| {
        let row = window.query_all_by_role(Role::ListItem).next()?;
        row.click();
        Some(())
    });
    until(&mut window, |window| {
        (is_starred(window) == Some(false)).then_some(())
    });
    window.key_press(Key::S);
    until(&mut window, |window| {
        (is_starred(window) == Some(true)).then_some(())
    });
    let undo = window.state().model().undoable.undo.clone().unwrap();
    assert!(undo.starts_with("star of "), "{undo}");

    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    until(&mut window, |window| {
        (is_starred(window) == Some(false)).then_some(())
    });
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    until(&mut window, |window| {
        (is_starred(window) == Some(true)).then_some(())
    });

    window.key_press(Key::X);
    window.run_steps(2);
    assert_eq!(window.state().model().undoable.redo, None);
    drop(window);
    let id = CallId(1);
    let rows = Store::open(&book.dir()).unwrap().call_rows(&[id]).unwrap();
    assert!(rows[0].starred);
}

#[test]
fn what_is_chosen_holds_in_the_next_window_too() {
    let book = Book::new();
    let mut window = program(&book);
    listening(&mut window);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Plus);
    window.run_steps(2);
    assert_eq!(window.state().model().choices.text_percent, 110);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
    window.run_steps(2);
    assert_eq!(window.state().model().choices.text_percent, 100);
    window.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    window.run_steps(2);
    drop(window);
    let store = Store::open(&book.dir()).unwrap();
    let kept = store.choice("text_percent").unwrap();
    assert_eq!(kept.as_deref(), Some("110"));
    let clock = Choice::Clock(Clock::TwentyFour);
    store.set_choice(clock.key(), Some("24")).unwrap();
    store.set_choice("of_a_later_version", Some("7")).unwrap();
    drop(store);

    let mut window = program(&book);
    until(&mut window, |window| {
        let model = window.state().model();
        let is_taken = model.choices.text_percent == 110 && model.times.clock == Clock::TwentyFour;
        is_taken.then_some(())
    });
}

#[test]
fn pictures() {
    if !can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    for (theme, contrast, size, name) in [
        (ThemeChoice::Dark, false, SIZE, "notices-dark"),
        (
            ThemeChoice::Light,
            false,
            [800.0, 600.0],
            "notices-light-800",
        ),
        (ThemeChoice::Dark, true, SIZE, "contrast-dark"),
        (ThemeChoice::Light, true, SIZE, "contrast-light"),
        (ThemeChoice::Dark, false, [784.0, 500.0], "least-dark"),
    ] {
        let mut model = Model { theme, ..calls() };
        model.take_choice(Choice::HighContrast(contrast));
        model.notices.tell_failure(
            "Saved nothing: the folder for downloads of this person cannot be written, and its name is a very long one",
        );
        model.notices.tell_change("Starred Ted Robertson");
        let mut window = build(Harness::builder().wgpu(), model, size);
        window.run_steps(3);
        window.snapshot(name);
        results.extend(window.take_snapshot_results());
    }
}
