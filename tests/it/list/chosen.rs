//! Several calls chosen together, by pointer, keys and accessibility tree, and what is done with them.

use std::sync::Arc;

use callbook::call::{CallId, Choice, Density, Mark};
use callbook::ui::Action;
use callbook::ui::model::{BulkAction, CallList, Model, Opened, Work};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, PointerButton};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::window::{Window, book, calls, open};

const SIZE: [f32; 2] = [1100.0, 700.0];

/// So many calls, the highest newest.
fn many(count: i64) -> Model {
    let row = |id| book::call(id, &format!("Caller {id}"), "2025-02-26T17:00:00Z");
    Model {
        calls: CallList {
            ids: Some(Arc::new((1..=count).rev().map(CallId).collect())),
            rows: (1..=count.min(200))
                .chain(count - 60..=count)
                .map(|id| (CallId(id), Arc::new(row(id))))
                .collect(),
            selected: Some(CallId(count)),
            ..CallList::default()
        },
        ..book::model()
    }
}

fn press(window: &mut Harness<'_, Window>, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(3);
}

/// Presses the row of a caller while keys are held.
fn press_row(window: &mut Harness<'_, Window>, id: i64, modifiers: Modifiers) {
    let name = format!("Caller {id},");
    let pos = window.get_by_label_contains(&name).rect().center();
    window.event(Event::PointerMoved(pos));
    window.run_steps(1);
    for pressed in [true, false] {
        window.event_modifiers(
            Event::PointerButton {
                pos,
                button: PointerButton::Primary,
                pressed,
                modifiers,
            },
            modifiers,
        );
        window.run_steps(1);
    }
    window.run_steps(2);
}

/// The calls that the next work would be done with.
fn chosen(window: &mut Harness<'_, Window>) -> Vec<i64> {
    window.get_by_label("Star (S)").click();
    window.run_steps(2);
    match window.state().log.last() {
        Some(Action::Bulk(BulkAction::Mark { mark, on, calls })) => {
            assert_eq!((*mark, *on), (Mark::Starred, true));
            calls.iter().map(|id| id.0).collect()
        }
        other => panic!("{other:?}"),
    }
}

fn says(window: &Harness<'_, Window>, words: &str) -> bool {
    window.query_by_label(words).is_some()
}

#[test]
fn presses_with_ctrl_and_shift_choose_and_open_nothing() {
    let mut window = open(many(50), SIZE);
    press_row(&mut window, 48, Modifiers::COMMAND);
    assert!(says(&window, "2 chosen"), "the open one is one of them");
    press_row(&mut window, 45, Modifiers::SHIFT);
    assert_eq!(chosen(&mut window), [48, 47, 46, 45]);
    press_row(&mut window, 43, Modifiers::COMMAND);
    press_row(&mut window, 47, Modifiers::COMMAND);
    assert_eq!(chosen(&mut window), [48, 46, 45, 43]);
    press_row(&mut window, 46, Modifiers::SHIFT | Modifiers::COMMAND);
    assert_eq!(chosen(&mut window), [48, 47, 46, 45, 43]);
    let opens = |action: &Action| matches!(action, Action::SelectCall(_));
    assert!(!window.state().log.iter().any(opens));
    press_row(&mut window, 44, Modifiers::NONE);
    assert!(!says(&window, "Star (S)"), "a plain press ends it");
    assert_eq!(window.state().model.calls.selected, Some(CallId(44)));
}

#[test]
fn a_call_is_marked_before_its_page_has_come() {
    let mut model = many(50);
    model.open_call = Opened::Loading;
    let mut window = open(model, SIZE);
    for (key, wanted) in [
        (Key::S, Action::Star(CallId(50), true)),
        (Key::V, Action::Review(CallId(50), true)),
    ] {
        press(&mut window, Modifiers::NONE, key);
        assert_eq!(window.state().log.last(), Some(&wanted));
    }
}

#[test]
fn keys_choose_a_range_walk_and_choose_one_by_one() {
    let mut window = open(many(50), SIZE);
    press(&mut window, Modifiers::SHIFT, Key::ArrowDown);
    press(&mut window, Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(chosen(&mut window), [50, 49, 48]);
    window.run_steps(2);
    press(&mut window, Modifiers::SHIFT, Key::ArrowUp);
    assert_eq!(chosen(&mut window), [50, 49]);
    for _ in 0..3 {
        press(&mut window, Modifiers::COMMAND, Key::ArrowDown);
    }
    press(&mut window, Modifiers::COMMAND, Key::Space);
    assert_eq!(chosen(&mut window), [50, 49, 46]);
    assert_eq!(window.state().model.calls.selected, Some(CallId(50)));
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(
        window.state().model.calls.selected,
        Some(CallId(46)),
        "Enter opens the call that the keyboard is at"
    );
    press(&mut window, Modifiers::SHIFT, Key::End);
    assert!(says(&window, "46 chosen"));
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert!(!says(&window, "46 chosen"));
    press(&mut window, Modifiers::NONE, Key::ArrowUp);
    assert_eq!(window.state().model.calls.selected, Some(CallId(2)));
}

#[test]
fn all_of_a_million_are_chosen_and_stay_so_while_calls_come_and_go() {
    let mut window = open(many(1_000_000), SIZE);
    press(&mut window, Modifiers::COMMAND, Key::A);
    assert!(says(&window, "1,000,000 chosen"));
    press_row(&mut window, 999_998, Modifiers::COMMAND);
    assert!(says(&window, "999,999 chosen"));
    let list = &mut window.state_mut().model.calls;
    let mut ids = list.ids.take().unwrap().to_vec();
    ids.remove(500_000);
    ids.insert(0, CallId(1_000_001));
    list.ids = Some(Arc::new(ids));
    window.run_steps(3);
    assert!(says(&window, "999,998 chosen"), "what came is not chosen");
    let list = &mut window.state_mut().model.calls;
    list.number += 1;
    window.run_steps(3);
    assert!(
        !says(&window, "999,998 chosen"),
        "of another question none is"
    );
}

#[test]
fn all_are_those_that_are_still_to_be_found_too() {
    let mut model = many(300);
    let all = model.calls.ids.clone().unwrap();
    model.calls.ids = Some(Arc::new(all[..200].to_vec()));
    model.search.count = callbook::call::listing::Count::AtLeast(250);
    let mut window = open(model, SIZE);
    press(&mut window, Modifiers::COMMAND, Key::A);
    let model = &mut window.state_mut().model;
    model.calls.ids = Some(all);
    model.search.count = callbook::call::listing::Count::Exactly(300);
    window.run_steps(3);
    assert!(says(&window, "300 chosen"));
}

#[test]
fn the_box_of_a_row_chooses_by_an_action_alone() {
    let mut window = open(many(50), SIZE);
    for row in [2, 4] {
        let label = format!("Choose row {row}");
        window.get_by_role_and_label(Role::CheckBox, &label).click();
        window.run_steps(2);
    }
    assert_eq!(chosen(&mut window), [49, 47]);
    let is_marked = |id: i64| {
        let name = format!("Caller {id},");
        let row = window.get_by_label_contains(&name);
        row.accesskit_node().is_selected()
    };
    assert_eq!((is_marked(49), is_marked(48)), (Some(true), Some(false)));
    let list = window.get_by_role_and_label(Role::List, "Calls");
    assert!(list.accesskit_node().is_multiselectable());
}

#[test]
fn keys_mark_all_that_are_chosen_else_the_open_one() {
    let mut window = open(many(50), SIZE);
    press(&mut window, Modifiers::NONE, Key::S);
    assert_eq!(window.state().log, [Action::Star(CallId(14), true)]);
    press(&mut window, Modifiers::SHIFT, Key::ArrowDown);
    press(&mut window, Modifiers::NONE, Key::V);
    let mut calls = Choice::default();
    calls.follow(window.state().model.calls.ids.as_ref().unwrap());
    calls.set(0..2, true);
    let marks = |on| {
        let (mark, calls) = (Mark::Reviewed, calls.clone());
        Action::Bulk(BulkAction::Mark { mark, on, calls })
    };
    assert_eq!(window.state().log.last(), Some(&marks(true)));
    for id in [50, 49] {
        let rows = &mut window.state_mut().model.calls.rows;
        let mut row = (*rows[&CallId(id)]).clone();
        row.reviewed = true;
        rows.insert(CallId(id), Arc::new(row));
    }
    press(&mut window, Modifiers::NONE, Key::V);
    assert_eq!(window.state().log.last(), Some(&marks(false)));
}

#[test]
fn a_work_tells_how_far_it_is_and_is_stopped() {
    let mut model = calls();
    model.bulk.work = Some(Work {
        words: "Starring",
        done: 1_500,
        total: 30_000,
    });
    let mut window = open(model, SIZE);
    let told = "Starring 1,500 of 30,000";
    window.get_by_role_and_label(Role::ProgressIndicator, told);
    window.get_by_label("Stop").click();
    window.run_steps(2);
    assert_eq!(window.state().log, [Action::Bulk(BulkAction::Stop)]);
}

#[test]
fn rows_stand_close_together_where_that_is_wanted() {
    let mut window = open(calls(), SIZE);
    let height = |window: &Harness<'_, Window>| {
        let row = window.get_by_label_contains("Ted Robertson, answered");
        row.rect().height()
    };
    assert!((height(&window) - 60.0).abs() < 0.1);
    press(&mut window, Modifiers::NONE, Key::D);
    assert_eq!(window.state().model.look.density, Density::Compact);
    assert!((height(&window) - 40.0).abs() < 0.1);
}
