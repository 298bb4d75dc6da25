//! Work on many calls in the whole program: marks in the real book, undone in one step, and kept looks.

use std::sync::Arc;

use callbook::app::App;
use callbook::call::listing::Asked;
use callbook::call::question::{Sort, parse};
use callbook::call::{CallId, Density, Mark};
use callbook::store::Store;
use egui::{Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use jiff::{Timestamp, Zoned};

use crate::book::Book;
use crate::made::MadeCall;
use crate::program::{open, until};

/// A window over a book of so many calls.
fn many(count: i64) -> (Book, Harness<'static, App>) {
    let book = Book::new();
    let bodies = (0..count).map(|at| MadeCall::v5(7 + at, at * 600_000).ended());
    let lines = bodies.collect::<Vec<_>>().join(&b"\n"[..]);
    book.run_with_input(["import", "-"], &lines).ok();
    let mut window = open(&book, "127.0.0.1:0");
    until(&mut window, |window| {
        let ids = window.state().model().calls.ids.as_ref()?;
        (ids.len() == usize::try_from(count).unwrap()).then_some(())
    });
    (book, window)
}

fn found(book: &Book, question: &str) -> Vec<CallId> {
    let asked = Asked {
        question: parse(question).unwrap(),
        sort: Sort::default(),
        now: Zoned::now(),
    };
    let store = Store::open(&book.dir()).unwrap();
    store.find_calls(&asked).unwrap()
}

fn press(window: &mut Harness<'_, App>, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(3);
}

#[test]
fn all_calls_are_starred_and_put_back_as_they_were() {
    let (book, mut window) = many(1_203);
    let first = found(&book, "")[4];
    let starred_at: Timestamp = "2025-03-01T10:00:00Z".parse().unwrap();
    let store = Store::open(&book.dir()).unwrap();
    store.set_starred(first, Some(starred_at)).unwrap();
    press(&mut window, Modifiers::COMMAND, Key::A);
    press(&mut window, Modifiers::NONE, Key::S);
    let undoes = until(&mut window, |window| {
        let bulk = &window.state().model().bulk;
        bulk.undoes.clone().filter(|_| bulk.work.is_none())
    });
    assert_eq!(undoes.calls.len(), 1_202, "one was starred already");
    assert_eq!(found(&book, "is:starred").len(), 1_203);
    until(&mut window, |window| {
        window
            .query_all_by_label_contains(", starred")
            .next()
            .map(drop)
    });
    press(&mut window, Modifiers::NONE, Key::Escape);
    window.get_by_role_and_label(Role::Button, "Undo").click();
    until(&mut window, |_| {
        (found(&book, "is:starred") == [first]).then_some(())
    });
}

#[test]
fn marks_of_many_keep_their_times_and_leave_out_what_is_not_there() {
    let (book, _window) = many(5);
    let ids = found(&book, "");
    let store = Store::open(&book.dir()).unwrap();
    let at: Timestamp = "2025-03-01T10:00:00Z".parse().unwrap();
    let later: Timestamp = "2025-04-01T10:00:00Z".parse().unwrap();
    let gone = CallId(9_999);
    store
        .set_marks(Mark::Reviewed, &[(ids[1], Some(at)), (gone, Some(at))])
        .unwrap();
    let wanted: Vec<_> = ids.iter().map(|id| (*id, Some(later))).collect();
    let before = store.set_marks(Mark::Reviewed, &wanted).unwrap();
    assert_eq!(before.len(), 4);
    assert!(
        before
            .iter()
            .all(|(id, was)| *id != ids[1] && was.is_none())
    );
    assert_eq!(found(&book, "is:reviewed").len(), 5);
    let taken = store.set_marks(Mark::Reviewed, &[(ids[1], None)]).unwrap();
    assert_eq!(
        taken,
        [(ids[1], Some(at))],
        "the time of the first mark was kept"
    );
    assert_eq!(found(&book, "-is:reviewed"), [ids[1]]);
    store.set_marks(Mark::Reviewed, &taken).unwrap();
    assert_eq!(found(&book, "is:reviewed").len(), 5);
}

#[test]
fn the_density_is_there_when_the_window_opens_again() {
    let (book, mut window) = many(3);
    press(&mut window, Modifiers::NONE, Key::D);
    drop(window);
    let mut window = open(&book, "127.0.0.1:0");
    until(&mut window, |window| {
        let look = &window.state().model().look;
        (look.density == Density::Compact).then_some(())
    });
}

#[test]
fn numbers_are_copied_each_once() {
    let (_book, mut window) = many(3);
    press(&mut window, Modifiers::COMMAND, Key::A);
    window.get_by_label("More for the chosen calls").click();
    window.run_steps(3);
    window.get_by_label("Copy numbers").click();
    let copied = until(&mut window, |window| {
        let commands = &window.output().platform_output.commands;
        commands.iter().find_map(|command| match command {
            egui::OutputCommand::CopyText(text) => Some(Arc::new(text.clone())),
            _ => None,
        })
    });
    assert_eq!(*copied, "(905) 580-2283\n");
}
