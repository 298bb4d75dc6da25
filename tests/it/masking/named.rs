//! What a person has named after people, typed, or done before it was masked: views, keyword lists, the search, notes,
//! notices and what can be undone; and the dialogs that tell of a call.

use callbook::app::App;
use callbook::call::question::{Column, Sort};
use callbook::call::{KeywordList, Phrase, View};
use callbook::store::Store;
use callbook::ui::model::Opened;
use egui::{Event, Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::over::{press, told};
use super::window::{HOSTILE, masked, select_call, without};
use crate::book::Book;
use crate::program::until;

fn view(name: &str, question: &str) -> View {
    View {
        name: name.to_owned(),
        question: question.to_owned(),
        sort: Sort {
            column: Column::Started,
            is_descending: true,
        },
        columns: Vec::new(),
    }
}

/// A book in which views and keyword lists are called as those who call, and a masked window over it.
fn named() -> (Book, Harness<'static, App>, Vec<String>) {
    let book = Book::new();
    let store = Store::open(&book.dir()).unwrap();
    for (name, number) in HOSTILE {
        store
            .keep_view(&view(name, &format!("from:{number}")))
            .unwrap();
        store
            .keep_view(&view(
                &format!("All of {name}, {number}"),
                &format!("\"{name}\""),
            ))
            .unwrap();
        let phrases = [
            format!("\"{name}\""),
            number.to_owned(),
            "Wozniakowski".to_owned(),
        ];
        store
            .keep_keyword_list(&KeywordList {
                name: name.to_owned(),
                phrases: phrases
                    .iter()
                    .map(|phrase| Phrase::parse(phrase).unwrap())
                    .collect(),
            })
            .unwrap();
    }
    drop(store);
    let (window, real) = masked(&book);
    (book, window, real)
}

#[test]
fn views_and_keyword_lists_that_are_called_as_people_are_masked() {
    let (_book, mut window, real) = named();
    let check = |window: &mut Harness<'_, App>, place: &str| {
        window.run_steps(4);
        without(&told(window), &real, place);
    };
    until(&mut window, |window| {
        (window.state().model().search.views.len() > 12).then_some(())
    });
    check(&mut window, "the views");
    let views = window.state().model().search.views.clone();
    for (view, _) in &views {
        window
            .get_by_role_and_label(Role::Tab, &tab(&window, &view.name))
            .click();
        until(&mut window, |window| {
            (window.state().model().search.typed == view.question).then_some(())
        });
        check(&mut window, "a view that is shown");
    }
    window.get_by_label_contains("Change the view").click();
    check(&mut window, "the change of a view");
    press(&mut window, Modifiers::NONE, Key::Escape);

    press(&mut window, Modifiers::SHIFT, Key::L);
    until(&mut window, |window| {
        let lists = window.state().model().keyword_lists.as_ref()?;
        (lists.own.len() == HOSTILE.len()).then_some(())
    });
    check(&mut window, "the keyword lists");
    let lists = window.state().model().keyword_lists.clone().unwrap();
    for one in &lists.own {
        let name = format!("{}, {} calls", one.list.name, one.calls());
        window.get_by_role_and_label(Role::Tab, &name).click();
        check(&mut window, "a keyword list");
    }
    assert!(
        window.query_by_label("Rename…").is_none(),
        "what is invented is not written"
    );
}

/// The whole name of the tab of a view, with its count.
fn tab(window: &Harness<'_, App>, view: &str) -> String {
    use egui_kittest::kittest::NodeT as _;
    let tabs = window.query_all_by_role(Role::Tab);
    let mut names = tabs.filter_map(|tab| tab.accesskit_node().label());
    names.find(|name| name.starts_with(view)).unwrap()
}

/// Everything that tells of a call and was there before the key was pressed.
#[test]
fn what_was_typed_and_told_before_is_masked_with_the_rest() {
    let book = Book::new();
    let (mut window, real) = masked(&book);
    let (name, number) = HOSTILE[3];
    let ids = window.state().model().calls.ids.clone().unwrap();
    select_call(&mut window, ids[0]);
    press(&mut window, Modifiers::NONE, Key::H);
    until(&mut window, |window| {
        let model = window.state().model();
        let is_read = matches!(&model.open_call, Opened::Ready(open) if real.contains(&open.row.caller_name.clone()?));
        (!model.is_masked && is_read).then_some(())
    });
    // A notice and what can be undone, by name.
    press(&mut window, Modifiers::NONE, Key::S);
    until(&mut window, |window| {
        let open = &window.state().model().open_call;
        matches!(open, Opened::Ready(open) if open.row.starred).then_some(())
    });
    // A note that is half typed.
    press(&mut window, Modifiers::NONE, Key::C);
    window.event(Event::Text(format!("Tell {name} at {number}")));
    window.run_steps(3);
    press(&mut window, Modifiers::NONE, Key::Escape);
    // What is looked for.
    press(&mut window, Modifiers::COMMAND, Key::F);
    window.event(Event::Text(format!("\"{name}\" from:{number}")));
    window.run_steps(3);
    press(&mut window, Modifiers::NONE, Key::Enter);
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::NONE, Key::H);
    until(&mut window, |window| {
        let model = window.state().model();
        let is_read = matches!(&model.open_call, Opened::Ready(open) if !real.contains(&open.row.caller_name.clone()?));
        (model.is_masked && is_read).then_some(())
    });
    let check = |window: &mut Harness<'_, App>, place: &str| {
        window.run_steps(4);
        without(&told(window), &real, place);
    };
    check(&mut window, "the list and the page");
    press(&mut window, Modifiers::COMMAND, Key::K);
    window.event(Event::Text("undo".to_owned()));
    check(&mut window, "the palette");
    press(&mut window, Modifiers::NONE, Key::Escape);
    press(&mut window, Modifiers::COMMAND, Key::Z);
    check(&mut window, "what was undone");
    press(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    check(&mut window, "what was done again");
}

/// Dialogs and hints over the window.
#[test]
fn dialogs_and_hints_are_masked() {
    let book = Book::new();
    let (mut window, real) = masked(&book);
    let ids = window.state().model().calls.ids.clone().unwrap();
    select_call(&mut window, ids[0]);
    let check = |window: &mut Harness<'_, App>, place: &str| {
        window.run_steps(4);
        without(&told(window), &real, place);
    };
    press(&mut window, Modifiers::COMMAND, Key::K);
    window.event(Event::Text("bring in subtitles".to_owned()));
    window.run_steps(3);
    press(&mut window, Modifiers::NONE, Key::Enter);
    window.get_by_role_and_label(Role::TextInput, "Path of the file");
    check(&mut window, "bringing in subtitles");
    press(&mut window, Modifiers::NONE, Key::Escape);

    let over_time = window.get_by_label("Calls over time").rect();
    for part in [0.2, 0.5, 0.98] {
        window.hover_at(egui::pos2(
            over_time.left() + part * over_time.width(),
            over_time.center().y,
        ));
        check(&mut window, "the calls over time");
    }
    let mut rows = 0;
    for row in window
        .get_all_by_role(Role::ListItem)
        .map(|row| row.rect())
        .collect::<Vec<_>>()
    {
        window.hover_at(row.center());
        check(&mut window, "a row under the pointer");
        rows += 1;
    }
    assert!(rows > 3);
    window.remove_cursor();

    window
        .get_by_role_and_label(Role::Button, "Listening")
        .click();
    check(&mut window, "the menu of the receiver");
    press(&mut window, Modifiers::NONE, Key::Escape);
}
