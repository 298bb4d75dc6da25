//! The real program over the vendor's samples and calls that say who called wherever they can: all screens, all copies.

use std::fs;
use std::sync::Arc;

use callbook::app::App;
use callbook::call::EntryId;
use callbook::ui::Action;
use callbook::ui::call_page::{PageState, call_page_ui};
use callbook::ui::model::{Model, OpenCall, Opened};
use callbook::ui::theme;
use egui::{Key, OutputCommand};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::values::{OF_TALKATIVE, fixtures, personal, talkative};
use crate::background::{Closed, asks_to_stay};
use crate::book::{Book, post};
use crate::program::{listening, open, until};

pub const HOSTILE: [(&str, &str); 4] = [
    ("Marguerite Vandenberghe-Castellanos", "4165550142"),
    ("Łukasz Nguyễn-Żółty", "+442079460958"),
    ("ÖMER ĆOSIĆ", "9055802283"),
    ("Will May", "5552991004"),
];

/// A window over all that there is to mask, masked, and what must not be seen in it.
pub fn masked(book: &Book) -> (Harness<'static, App>, Vec<String>) {
    mask(open(book, "127.0.0.1:0"))
}

/// Has the window receive all that there is to mask, and masks it.
fn mask(mut window: Harness<'static, App>) -> (Harness<'static, App>, Vec<String>) {
    let addr = listening(&mut window);
    let mut real: Vec<String> = OF_TALKATIVE.map(str::to_owned).into();
    let mut bodies = Vec::new();
    for path in fixtures() {
        let body = fs::read_to_string(path).unwrap();
        real.extend(personal(&body));
        bodies.push(body.into_bytes());
    }
    for (at, (name, number)) in HOSTILE.iter().enumerate() {
        real.push((*name).to_owned());
        real.push((*number).to_owned());
        bodies.push(talkative(i64::try_from(at).unwrap() + 900, name, number));
    }
    // Words of samples and of the page itself are no names.
    real.retain(|value| value != "Level 2" && value != "ABC Company" || value.contains(' '));
    let count = bodies.len();
    for body in bodies {
        assert_eq!(post(&addr, &body).status, 200);
    }
    until(&mut window, |window| {
        let calls = window.state().model().calls.ids.as_ref()?;
        (calls.len() >= HOSTILE.len() + 2).then_some(())
    });
    assert!(
        seen(&window).contains("Marguerite Vandenberghe-Castellanos"),
        "it is seen at first"
    );
    window.key_press(Key::H);
    until(&mut window, |window| {
        let model = window.state().model();
        let calls = model.calls.ids.as_ref()?;
        (model.is_masked && calls.iter().all(|id| model.calls.rows.contains_key(id))).then_some(())
    });
    assert!(count > 8);
    (window, real)
}

/// All that a screen reader finds.
pub fn seen<S>(window: &Harness<'_, S>) -> String {
    let nodes = window.root().children_recursive();
    let words = nodes.flat_map(|node| {
        let node = node.accesskit_node();
        let all = [node.label(), node.value(), node.description()];
        all.into_iter().flatten().collect::<Vec<String>>()
    });
    words.collect::<Vec<_>>().join("\n")
}

#[track_caller]
pub fn without(text: &str, real: &[String], place: &str) {
    for value in real {
        assert!(!tells(text, value), "{value:?} in {place}:\n{text}");
    }
}

/// True when a value stands in a text. A few digits within a longer number that was made up are chance.
fn tells(text: &str, value: &str) -> bool {
    let is_short_number = value.len() < 6 && value.bytes().all(|byte| byte.is_ascii_digit());
    text.match_indices(value).any(|(at, _)| {
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        // Such as the last four of a number as people write it.
        let before = text[..at].trim_end_matches(['-', ' ', ')', '.']);
        let before = before.chars().next_back();
        let after = text[at + value.len()..].chars().next();
        !is_short_number || !(is_digit(before) || is_digit(after))
    })
}

/// What was copied since the last frame.
pub fn copied<S>(window: &Harness<'_, S>) -> String {
    let copied = |command: &OutputCommand| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    };
    let commands = &window.output().platform_output.commands;
    commands
        .iter()
        .filter_map(copied)
        .collect::<Vec<_>>()
        .join("\n")
}

/// Presses everything that copies, and looks at what was copied.
fn copy_all(window: &mut Harness<'_, App>, real: &[String], place: &str) -> usize {
    let names: Vec<String> = window
        .query_all_by_label_contains("Copy")
        .filter_map(|node| node.accesskit_node().label())
        .collect();
    for name in &names {
        let found = window
            .query_all_by_label(name)
            .next()
            .map(|node| node.click());
        if found.is_some() {
            window.step();
            without(&copied(window), real, place);
            window.step();
        }
    }
    names.len()
}

#[test]
fn no_screen_and_no_copy_of_a_masked_window_tells_who_called() {
    let book = Book::new();
    let (mut window, real) = masked(&book);
    without(&seen(&window), &real, "the list");
    let ids = window.state().model().calls.ids.clone().unwrap();
    for id in ids.iter() {
        select_call(&mut window, *id);
        without(&seen(&window), &real, &format!("call {id}"));
        copy_all(&mut window, &real, &format!("a copy of call {id}"));
    }

    window.key_press_modifiers(egui::Modifiers::COMMAND, Key::Num2);
    let entries = until(&mut window, |window| {
        let deliveries = &window.state().model().deliveries;
        let ids = deliveries.ids()?.clone();
        let has_row =
            |id: &EntryId| matches!(id, EntryId::Delivery(id) if deliveries.rows.contains_key(id));
        (ids.len() >= 10 && ids.iter().all(has_row)).then_some(ids)
    });
    without(&seen(&window), &real, "the deliveries");
    let mut copies = 0;
    for (at, entry) in entries.iter().enumerate() {
        let EntryId::Delivery(id) = *entry else {
            continue;
        };
        let row = window.query_all_by_role(egui::Role::ListItem).nth(at);
        row.unwrap().click();
        until(&mut window, |window| {
            match &window.state().model().open_delivery {
                Opened::Ready(open) if open.whole.delivery.id == id => Some(()),
                _ => None,
            }
        });
        for tab in [
            "Body",
            "Headers",
            "Changed",
            "As received",
            "What it changed",
        ] {
            let tab = window
                .query_all_by_label_contains(tab)
                .next()
                .map(|node| node.click());
            if tab.is_some() {
                window.step();
                window.step();
                without(&seen(&window), &real, &format!("delivery {id}"));
            }
        }
        copies += copy_all(&mut window, &real, &format!("a copy of delivery {id}"));
    }
    assert!(copies > 0, "curl can be copied");
}

#[test]
fn what_is_asked_on_closing_tells_no_more_than_the_masked_window() {
    let closed = Closed::new();
    let (mut window, real) = mask(closed.open());
    let id = window.state().model().calls.ids.as_ref().unwrap()[0];
    select_call(&mut window, id);
    assert!(asks_to_stay(&mut window));
    window.step();
    let seen = seen(&window);
    assert!(seen.contains("Go on receiving?"), "{seen}");
    without(&seen, &real, "the question on closing");
}

pub fn select_call(window: &mut Harness<'_, App>, id: callbook::call::CallId) {
    window.key_press(Key::Home);
    until(window, |window| match &window.state().model().open_call {
        Opened::Ready(open) if open.row.id == id => Some(()),
        Opened::Loading => None,
        _ => {
            window.key_press(Key::ArrowDown);
            None
        }
    });
    window.step();
}

#[test]
fn a_transcript_that_is_saved_is_masked() {
    let book = Book::new();
    let (mut window, real) = masked(&book);
    let ids = window.state().model().calls.ids.clone().unwrap();
    for id in ids.iter() {
        select_call(&mut window, *id);
        let Opened::Ready(open) = window.state().model().open_call.clone() else {
            unreachable!("it is open");
        };
        for (name, text) in saved(open) {
            without(&name, &real, "the name of a file");
            without(&text, &real, "a file");
        }
    }
}

/// Everything that the page of a call saves.
fn saved(open: Arc<OpenCall>) -> Vec<(String, String)> {
    let model = Model {
        open_call: Opened::Ready(open),
        ..Model::default()
    };
    let mut page = Harness::builder()
        .with_size([1000.0, 3000.0])
        .with_context_setup(theme::install)
        .build_ui_state(
            |ui, (model, state, actions): &mut (Model, PageState, Vec<Action>)| {
                call_page_ui(ui, model, actions, state);
            },
            (model, PageState::default(), Vec::new()),
        );
    page.run();
    let names = [
        "Save as text",
        "Save as Markdown",
        "Save as SRT subtitles, times estimated",
        "Save as WebVTT subtitles, times estimated",
    ];
    for name in names {
        if page.query_by_label("Copy or save the transcript").is_none() {
            return Vec::new();
        }
        page.get_by_label("Copy or save the transcript").click();
        page.run();
        page.get_by_label(name).click();
        page.run();
    }
    let (.., actions) = page.state();
    let saved: Vec<_> = actions
        .iter()
        .filter_map(|action| match action {
            Action::SaveText { name, text } => Some((name.clone(), text.clone())),
            _ => None,
        })
        .collect();
    assert_eq!(saved.len(), names.len());
    saved
}

#[test]
fn the_same_calls_are_asked_for_masked_or_not_and_masking_is_kept() {
    let book = Book::new();
    let (mut window, real) = masked(&book);
    let all = window.state().model().calls.ids.as_ref().unwrap().len();
    let id = window.state().model().calls.ids.as_ref().unwrap()[0];
    select_call(&mut window, id);
    window.key_press(Key::P);
    until(&mut window, |window| {
        let ids = window.state().model().calls.ids.as_ref()?;
        (ids.len() < all && ids.contains(&id)).then_some(())
    });
    let typed = window.state().model().search.typed.clone();
    without(&typed, &real, "the search");
    assert!(typed.starts_with("from:"), "{typed}");
    // The real values again: the question is the same.
    window.key_press(Key::H);
    let shown = until(&mut window, |window| {
        let model = window.state().model();
        let row = model.calls.rows.get(&id)?;
        (!model.is_masked).then(|| row.caller_number.clone().unwrap())
    });
    let typed = window.state().model().search.typed.clone();
    let digits = |text: &str| {
        text.chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
    };
    assert!(
        digits(&shown).ends_with(&digits(&typed)) || digits(&typed).ends_with(&digits(&shown)),
        "{typed} {shown}"
    );
    window.key_press(Key::H);
    until(&mut window, |window| {
        window.state().model().calls.rows.get(&id).map(drop)
    });
    let name =
        |window: &Harness<'_, App>| window.state().model().calls.rows[&id].caller_name.clone();
    let before = name(&window);
    drop(window);

    let mut window = open(&book, "127.0.0.1:0");
    assert!(window.state().model().is_masked, "from the first frame on");
    until(&mut window, |window| {
        window.state().model().calls.rows.get(&id).map(drop)
    });
    assert_eq!(name(&window), before, "the same person has the same name");
    without(&seen(&window), &real, "the window that was opened again");
}

#[test]
fn the_command_line_masks_as_the_window_does() {
    let book = Book::new();
    let (window, real) = masked(&book);
    let ids = window.state().model().calls.ids.clone().unwrap();
    let names: Vec<_> = window
        .state()
        .model()
        .calls
        .rows
        .values()
        .filter_map(|row| row.caller_name.clone())
        .collect();
    let listed = book.run(["calls", "--mask", "--json"]).ok().stdout;
    for name in names {
        assert!(listed.contains(&name), "{name}: {listed}");
    }
    without(&listed, &real, "calls --json");
    without(&book.run(["calls", "--mask"]).ok().stdout, &real, "calls");
    for id in ids.iter() {
        let id = id.to_string();
        without(
            &book.run(["show", "--mask", "--json", &id]).ok().stdout,
            &real,
            "show --json",
        );
        without(
            &book.run(["show", "--mask", &id]).ok().stdout,
            &real,
            "show",
        );
    }
}
