//! Work on many calls in the whole program: marks in the real book, undone in one step, and kept looks.

use std::path::Path;
use std::sync::Arc;

use callbook::app::App;
use callbook::call::listing::Asked;
use callbook::call::question::{Sort, parse};
use callbook::call::{CallId, Density, Mark, WeekStart};
use callbook::store::Store;
use egui::{Event, Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use jiff::{Timestamp, Zoned};
use serde_json::Value;

use crate::book::{Book, names};
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
        let are_all = ids.len() == usize::try_from(count).unwrap();
        let first = window.state().model().row(*ids.first()?);
        first.filter(|_| are_all).map(drop)
    });
    (book, window)
}

fn found(book: &Book, question: &str) -> Vec<CallId> {
    let asked = Asked {
        question: parse(question).unwrap(),
        sort: Sort::default(),
        now: Zoned::now(),
        week: WeekStart::default(),
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
        let model = window.state().model();
        let undoes = model.undoable.undo.clone();
        undoes.filter(|_| model.bulk.work.is_none())
    });
    let told = "stars of 1,202 calls";
    assert_eq!(undoes, told, "one was starred already");
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
    let kept = store.call_rows(&[first]).unwrap();
    assert!(kept[0].starred, "it was before");
}

#[test]
fn marks_of_many_are_undone_and_redone_among_other_changes() {
    let (book, mut window) = many(7);
    let starred = || found(&book, "is:starred").len();
    let reviewed = || found(&book, "is:reviewed").len();
    let now = |window: &mut Harness<'_, App>, wanted: [usize; 2]| {
        until(window, |window| {
            let is_done = window.state().model().bulk.work.is_none();
            (is_done && [starred(), reviewed()] == wanted).then_some(())
        });
    };
    press(&mut window, Modifiers::NONE, Key::Home);
    press(&mut window, Modifiers::NONE, Key::S);
    now(&mut window, [1, 0]);
    press(&mut window, Modifiers::COMMAND, Key::A);
    press(&mut window, Modifiers::NONE, Key::V);
    now(&mut window, [1, 7]);
    for (modifiers, wanted) in [
        (Modifiers::COMMAND, [1, 0]),
        (Modifiers::COMMAND, [0, 0]),
        (Modifiers::COMMAND | Modifiers::SHIFT, [1, 0]),
        (Modifiers::COMMAND | Modifiers::SHIFT, [1, 7]),
        (Modifiers::COMMAND, [1, 0]),
    ] {
        press(&mut window, modifiers, Key::Z);
        now(&mut window, wanted);
    }
    let undoable = &window.state().model().undoable;
    assert_eq!(undoable.redo.as_deref(), Some("“reviewed” of 7 calls"));
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

/// Opens the dialog and waits until it shows a folder.
fn ask_export(window: &mut Harness<'_, App>) {
    press(window, Modifiers::NONE, Key::E);
    until(window, |window| {
        let asking = window.state().model().bulk.asking.as_ref()?;
        (!asking.path.as_os_str().is_empty()).then_some(())
    });
}

/// Exports what is chosen, or all, into a folder, as the dialog does it, and reads the file.
fn export(window: &mut Harness<'_, App>, folder: &Path) -> (String, String) {
    let before = names(folder);
    ask_export(window);
    go_to(window, folder);
    window.get_by_role_and_label(Role::Button, "Export").click();
    let name = until(window, |window| {
        let is_done = window.state().model().bulk.work.is_none();
        let new = names(folder)
            .into_iter()
            .find(|name| !before.contains(name))?;
        (is_done && !new.contains(".part")).then_some(new)
    });
    let text = std::fs::read_to_string(folder.join(&name)).unwrap();
    (name, text)
}

/// Types the folder of an export.
pub fn go_to(window: &mut Harness<'_, App>, path: &Path) {
    window
        .get_by_role_and_label(Role::TextInput, "Folder")
        .focus();
    window.run_steps(2);
    press(window, Modifiers::COMMAND, Key::A);
    window.event(Event::Text(path.display().to_string()));
    window.run_steps(2);
    press(window, Modifiers::NONE, Key::Enter);
    until(window, |window| {
        let asking = window.state().model().bulk.asking.as_ref()?;
        (asking.path == path).then_some(())
    });
}

#[test]
fn the_whole_question_is_exported_as_a_table_with_the_columns_as_shown() {
    let (book, mut window) = many(1_001);
    let folder = tempfile::tempdir().unwrap();
    let (name, text) = export(&mut window, folder.path());
    assert!(
        name.starts_with("calls ") && name.contains(".csv"),
        "{name}"
    );
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(
        lines[0],
        "\"Caller\",\"Time\",\"Talk\",\"Outcome\",\"Lead\",\"Sentiment\",\"Group or number\",\"Source\""
    );
    assert_eq!(lines.len(), 1_002);
    assert!(lines[1].contains("(833) 279-5145"), "{}", lines[1]);
    assert!(
        !text.contains("http"),
        "links stay out unless they are asked for"
    );
    let (second, _) = export(&mut window, folder.path());
    assert!(
        second.ends_with(" (2).csv"),
        "{second}: the first one stays"
    );
    assert_eq!(names(folder.path()).len(), 2, "nothing half is left");
    drop(book);
}

#[test]
fn chosen_calls_are_exported_as_json_with_their_links() {
    let (book, mut window) = many(4);
    press(&mut window, Modifiers::NONE, Key::Home);
    press(&mut window, Modifiers::SHIFT, Key::ArrowDown);
    let folder = tempfile::tempdir().unwrap();
    ask_export(&mut window);
    window.get_by_label("The chosen calls: 2");
    window.get_by_label("One JSON object a line").click();
    window
        .get_by_label("With the links to the recordings")
        .click();
    window.run_steps(2);
    go_to(&mut window, folder.path());
    window.get_by_role_and_label(Role::Button, "Export").click();
    let text = until(&mut window, |window| {
        let is_done = window.state().model().bulk.work.is_none();
        let name = names(folder.path())
            .into_iter()
            .find(|name| name.contains(".jsonl"))?;
        is_done.then(|| std::fs::read_to_string(folder.path().join(name)).unwrap())
    });
    let lines: Vec<Value> = text
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let ids: Vec<&str> = lines
        .iter()
        .map(|line| line["id"].as_str().unwrap())
        .collect();
    let wanted: Vec<String> = found(&book, "")[..2]
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(ids, wanted);
    let keys: Vec<&String> = lines[0].as_object().unwrap().keys().collect();
    assert_eq!(
        keys,
        [
            "id",
            "caller",
            "started",
            "talk",
            "outcome",
            "lead",
            "sentiment",
            "dialled",
            "source",
            "recording"
        ]
    );
}
