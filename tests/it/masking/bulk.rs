//! Work on many calls, changes that are undone, and notes, while names are masked.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use callbook::app::App;
use callbook::call::question::Sort;
use callbook::call::{CallId, Entry, Known, Mask, Masked as _, Note, View};
use callbook::receiver::entering::enter;
use callbook::receiver::inspect::remarks;
use callbook::store::Store;
use callbook::ui::deliveries::Laid;
use callbook::ui::model::{DeliveryList, Model, Opened, Screen, ThemeChoice};
use egui::{Key, Modifiers, OutputCommand, Role};
use egui_kittest::kittest::Queryable as _;
use egui_kittest::{Harness, SnapshotResults};
use jiff::Timestamp;

use super::values::{OF_TALKATIVE, talkative};
use super::window::{HOSTILE, copied, masked, seen, select_call, without};
use crate::book::{Book, names};
use crate::drawing::can_draw;
use crate::list::bulk::go_to;
use crate::player::sounded::drop_file;
use crate::program::{open, until};
use crate::window::{build, calls};

fn press(window: &mut Harness<'_, App>, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(3);
}

/// The program with this call open, masked.
fn masked_page(book: &Book, id: CallId) -> Harness<'static, App> {
    let mut window = open(book, "127.0.0.1:0");
    until(&mut window, |window| {
        let rows = &window.state().model().calls.rows;
        rows.contains_key(&id).then_some(())
    });
    press(&mut window, Modifiers::NONE, Key::H);
    select_call(&mut window, id);
    window
}

/// Exports what is chosen into a folder, with links, as the dialog does it, and reads the file.
fn export(window: &mut Harness<'_, App>, folder: &Path, format: Option<&str>) -> String {
    press(window, Modifiers::NONE, Key::E);
    until(window, |window| {
        let asking = window.state().model().bulk.asking.as_ref()?;
        (!asking.path.as_os_str().is_empty()).then_some(())
    });
    if let Some(format) = format {
        window.get_by_label(format).click();
    }
    window
        .get_by_label("With the links to the recordings")
        .click();
    go_to(window, folder);
    window.get_by_role_and_label(Role::Button, "Export").click();
    let name = until(window, |window| {
        let is_done = window.state().model().bulk.work.is_none();
        let name = names(folder).pop()?;
        (is_done && !name.contains(".part")).then_some(name)
    });
    fs::read_to_string(folder.join(name)).unwrap()
}

#[test]
fn what_is_exported_and_copied_of_many_calls_is_masked() {
    let book = Book::new();
    let (mut window, real) = masked(&book);
    let count = window.state().model().calls.ids.as_ref().unwrap().len();
    for format in [None, Some("One JSON object a line")] {
        let folder = tempfile::tempdir().unwrap();
        let text = export(&mut window, folder.path(), format);
        assert!(text.lines().count() >= count, "{text}");
        without(&text, &real, "an export");
        assert!(!text.contains("http"), "a link leads to who called: {text}");
        let shown = window.state().model().calls.rows.values();
        let shown: Vec<_> = shown.filter_map(|row| row.caller_name.clone()).collect();
        assert!(shown.iter().all(|name| text.contains(name)), "{text}");
    }
    press(&mut window, Modifiers::COMMAND, Key::A);
    window.get_by_label("More for the chosen calls").click();
    window.run_steps(3);
    window.get_by_label("Copy numbers").click();
    let copied = until(&mut window, |window| {
        let commands = &window.output().platform_output.commands;
        commands
            .iter()
            .any(|command| matches!(command, OutputCommand::CopyText(_)))
            .then(|| copied(window))
    });
    assert!(copied.lines().count() >= HOSTILE.len(), "{copied}");
    without(&copied, &real, "copied numbers");
}

#[test]
fn a_question_in_masked_values_exports_the_calls_that_it_shows() {
    let book = Book::new();
    let (mut window, real) = masked(&book);
    let all = window.state().model().calls.ids.as_ref().unwrap().len();
    let id = window.state().model().calls.ids.as_ref().unwrap()[0];
    select_call(&mut window, id);
    press(&mut window, Modifiers::NONE, Key::P);
    let found = until(&mut window, |window| {
        let ids = window.state().model().calls.ids.as_ref()?;
        (ids.len() < all && ids.contains(&id)).then_some(ids.len())
    });
    let folder = tempfile::tempdir().unwrap();
    let text = export(&mut window, folder.path(), Some("One JSON object a line"));
    assert_eq!(text.lines().count(), found, "{text}");
    without(&text, &real, "an export");
}

#[test]
fn changes_made_before_masking_are_undone_after_it() {
    let book = Book::new();
    let (name, number) = HOSTILE[0];
    let body = talkative(900, name, number);
    book.run_with_input(["import", "-"], &body).ok();
    let mut window = open(&book, "127.0.0.1:0");
    let id = until(&mut window, |window| {
        window.state().model().calls.ids.as_ref()?.first().copied()
    });
    select_call(&mut window, id);
    press(&mut window, Modifiers::NONE, Key::S);
    until(&mut window, |window| {
        let undo = window.state().model().undoable.undo.clone()?;
        undo.contains(name).then_some(())
    });
    let mut real: Vec<String> = OF_TALKATIVE.map(str::to_owned).into();
    real.push(name.to_owned());
    press(&mut window, Modifiers::NONE, Key::H);
    select_call(&mut window, id);
    without(&seen(&window), &real, "the window with its notices");
    assert_eq!(window.state().model().undoable.undo, None);
    press(&mut window, Modifiers::NONE, Key::V);
    let undo = until(&mut window, |window| {
        window.state().model().undoable.undo.clone()
    });
    without(&undo, &real, "what is undone");
    press(&mut window, Modifiers::NONE, Key::H);
    let undo = window.state().model().undoable.undo.clone().unwrap();
    assert!(undo.contains(name), "{undo}");
}

#[test]
fn notes_are_masked_everywhere_and_not_written_while_they_are() {
    let book = Book::new();
    let (name, number) = HOSTILE[0];
    let body = talkative(900, name, number);
    book.run_with_input(["import", "-"], &body).ok();
    let store = Store::open(&book.dir()).unwrap();
    let id = CallId(1);
    let text = format!("{name} paid; call {number} again.");
    let now: Timestamp = "2025-03-20T12:00:00Z".parse().unwrap();
    let note = Note::new(text, Some(2_000), now);
    enter(&store, id, &Entry::KeepNote(note.clone()), now).unwrap();
    let mut real: Vec<String> = OF_TALKATIVE.map(str::to_owned).into();
    real.extend([name.to_owned(), number.to_owned()]);
    let shown = book.run(["show", "--mask", "1"]).ok().stdout;
    assert!(shown.contains("paid; call"), "{shown}");
    without(&shown, &real, "show");
    let shown = book.run(["show", "--mask", "--json", "1"]).ok().stdout;
    assert!(shown.contains("paid; call"), "{shown}");
    without(&shown, &real, "show --json");

    let mut window = masked_page(&book, id);
    let page = seen(&window);
    assert!(page.contains("paid; call"), "{page}");
    without(&page, &real, "the page");
    press(&mut window, Modifiers::NONE, Key::C);
    let page = seen(&window);
    for way in [
        "Add a note",
        "Edit the note",
        "Delete the note",
        "Save the note",
    ] {
        assert!(!page.contains(way), "{way}: {page}");
    }
    assert_eq!(window.state().model().undoable.undo, None);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    drop(window);
    assert_eq!(store.entered(id).unwrap().notes, [note]);
}

#[test]
fn a_view_that_is_deleted_masked_comes_back_with_its_real_question() {
    let book = Book::new();
    let (name, number) = HOSTILE[0];
    book.run_with_input(["import", "-"], &talkative(900, name, number))
        .ok();
    let store = Store::open(&book.dir()).unwrap();
    let kept = View {
        name: "Mornings".to_owned(),
        question: format!("from:{number}"),
        sort: Sort::default(),
        columns: Vec::new(),
    };
    store.keep_view(&kept).unwrap();
    let find = || {
        let views = store.views().unwrap();
        views.into_iter().find(|view| view.name == kept.name)
    };
    let mut window = open(&book, "127.0.0.1:0");
    press(&mut window, Modifiers::NONE, Key::H);
    until(&mut window, |window| {
        let views = &window.state().model().search.views;
        let (view, _) = views.iter().find(|(view, _)| view.name == kept.name)?;
        (!view.question.contains(number)).then_some(())
    });
    until(&mut window, |window| {
        let tab = window.query_by_role_and_label(Role::Tab, "Mornings 1")?;
        tab.click();
        Some(())
    });
    window.run_steps(3);
    window.get_by_label("Change the view Mornings").click();
    window.run_steps(3);
    window.get_by_label("Delete…").click();
    window.run_steps(3);
    window.get_by_label("Press again to delete it").click();
    until(&mut window, |_| find().is_none().then_some(()));
    press(&mut window, Modifiers::COMMAND, Key::Z);
    let back = until(&mut window, |_| find());
    assert_eq!(back, kept);
}

#[test]
fn subtitles_that_are_brought_in_masked_are_taken_back() {
    let book = Book::new();
    let (name, number) = HOSTILE[0];
    book.run_with_input(["import", "-"], &talkative(900, name, number))
        .ok();
    let id = CallId(1);
    let srt = |said: &str| format!("1\n00:00:01,000 --> 00:00:02,000\nAgent: {said}\n");
    let first = book.file("first.srt", &srt("One moment."));
    book.run(["subtitles", "1", first.to_str().unwrap()]).ok();
    let store = Store::open(&book.dir()).unwrap();
    let text = || store.subtitles(id).unwrap().unwrap().text;
    let mut window = masked_page(&book, id);
    let other = book.file("other.srt", &srt(&format!("Good morning, {name}.")));
    drop_file(&mut window, &other);
    until(&mut window, |_| text().contains(name).then_some(()));
    until(&mut window, |window| {
        seen(window).contains("Good morning").then_some(())
    });
    without(&seen(&window), &[name.to_owned()], "the window");
    for (modifiers, holds) in [
        (Modifiers::COMMAND, false),
        (Modifiers::COMMAND | Modifiers::SHIFT, true),
        (Modifiers::COMMAND, false),
    ] {
        press(&mut window, modifiers, Key::Z);
        until(&mut window, |_| {
            (text().contains(name) == holds).then_some(())
        });
    }
    assert_eq!(text(), srt("One moment."));
}

#[test]
fn pictures() {
    if !can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    for (theme, name) in [
        (ThemeChoice::Dark, "masked-dark"),
        (ThemeChoice::Light, "masked-light"),
    ] {
        let mut model = Model {
            theme,
            is_masked: true,
            ..calls()
        };
        let masking = Mask::new(7);
        let mut rows = model.calls.rows.clone();
        for row in rows.values_mut() {
            let row = Arc::make_mut(row);
            row.mask(&Known::of_row(masking, row));
        }
        model.calls.rows = rows;
        if let Opened::Ready(open) = &mut model.open_call {
            let open = Arc::make_mut(open);
            let known = Known::of_call(masking, &open.call);
            open.row.mask(&known);
            open.call.mask(&known);
            open.conversation.mask(&known);
        }
        let mut window = build(Harness::builder().wgpu(), model, [1440.0, 900.0]);
        window.run_steps(4);
        window.snapshot(name);
        results.extend(window.take_snapshot_results());
        let model = &mut window.state_mut().model;
        model.screen = Screen::Deliveries;
        mask_delivery(model, masking);
        window.run_steps(4);
        window.snapshot(format!("{name}-delivery"));
        results.extend(window.take_snapshot_results());
    }
}

/// Masks the delivery that is open, and the rows of all.
fn mask_delivery(model: &mut Model, masking: Mask) {
    let Opened::Ready(open) = &mut model.open_delivery else {
        panic!("a delivery is open")
    };
    let open = Arc::make_mut(open);
    let mut known = Known::of_body(masking, &open.whole.body);
    for row in &mut open.calls {
        known.learn_row(row);
        row.mask(&Known::of_row(masking, row));
    }
    let DeliveryList { rows, in_short, .. } = &mut model.deliveries;
    for row in rows.values_mut() {
        Arc::make_mut(row).mask(&known);
    }
    for short in in_short.values_mut() {
        short.mask(&known);
    }
    open.whole.mask(&known);
    open.laid = Laid::of(&open.whole.body, &remarks(&open.whole));
    open.changed.mask(&known);
}
