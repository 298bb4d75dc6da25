//! The list as a table: columns chosen, moved and sized, by pointer and by keys; and the whole list worked through the
//! accessibility tree alone.

use std::sync::Arc;

use callbook::call::look::USUAL;
use callbook::call::question::{Column, Sort};
use callbook::call::{CallId, Look, Mark};
use callbook::ui::Action;
use callbook::ui::model::{BulkAction, Clock, Model};
use egui::accesskit::{Role, SortDirection};
use egui::{Event, Key, Modifiers, PointerButton, Pos2, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use jiff::SignedDuration;

use crate::window::{Window, calls, open};

const SIZE: [f32; 2] = [1440.0, 900.0];

fn as_table() -> Model {
    let mut model = calls();
    model.look.is_table = true;
    model
}

fn headings(window: &Harness<'_, Window>) -> Vec<String> {
    let mut cells: Vec<_> = window
        .query_all_by_role(Role::ColumnHeader)
        .map(|cell| {
            let name = cell.accesskit_node().label().unwrap_or_default();
            (cell.rect().left(), name)
        })
        .collect();
    cells.sort_by(|a, b| a.0.total_cmp(&b.0));
    cells.into_iter().map(|(_, name)| name).collect()
}

fn heading(window: &Harness<'_, Window>, name: &str) -> egui::Rect {
    window
        .get_by_role_and_label(Role::ColumnHeader, name)
        .rect()
}

fn look(window: &Harness<'_, Window>) -> Look {
    window.state().model.look.clone()
}

fn drag(window: &mut Harness<'_, Window>, from: Pos2, to: Pos2) {
    let button = |pos, pressed| Event::PointerButton {
        pos,
        button: PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    window.event(Event::PointerMoved(from));
    window.run_steps(1);
    window.event(button(from, true));
    window.run_steps(1);
    for share in [0.3, 0.7, 1.0] {
        window.event(Event::PointerMoved(from.lerp(to, share)));
        window.run_steps(1);
    }
    window.event(button(to, false));
    window.run_steps(3);
}

/// What the cells of the row say whose name begins so.
fn cells_of(window: &Harness<'_, Window>, beginning: &str) -> Vec<String> {
    let row = window.query_all_by_role(Role::Row).find(|row| {
        let name = row.accesskit_node().label();
        name.is_some_and(|name| name.starts_with(beginning))
    });
    row.expect("a row says who called")
        .children_recursive()
        .filter(|node| node.accesskit_node().role() == Role::Cell)
        .map(|cell| cell.accesskit_node().label().unwrap_or_default())
        .collect()
}

#[test]
fn rows_cells_and_headings_have_roles_and_names() {
    let window = open(as_table(), SIZE);
    let table = window.get_by_role_and_label(Role::Table, "Calls");
    let node = table.accesskit_node();
    assert_eq!(node.data().row_count(), Some(14));
    assert_eq!(node.data().column_count(), Some(USUAL.len()));
    let cells = cells_of(&window, "Zoë");
    let wanted = [
        "Zoë O'Brien-Łukasz",
        "4:20 PM",
        "1:15",
        "Answered",
        "Lead",
        "Positive",
    ];
    assert_eq!(cells[..6], wanted);
    assert!(headings(&window).starts_with(&["Caller".to_owned(), "Time".to_owned()]));
}

#[test]
fn what_a_row_says_follows_the_day_the_clock_and_the_call() {
    let mut window = open(as_table(), SIZE);
    assert_eq!(cells_of(&window, "Zoë")[1], "4:20 PM");
    window.state_mut().model.times.clock = Clock::TwentyFour;
    window.run_steps(2);
    assert_eq!(cells_of(&window, "Zoë")[1], "16:20");
    window.state_mut().model.now += SignedDuration::from_hours(24);
    window.run_steps(2);
    assert_eq!(cells_of(&window, "Zoë")[1], "Yesterday");
    let rows = &mut window.state_mut().model.calls.rows;
    let row = rows.values_mut().find(|row| {
        let name = row.caller_name.as_deref();
        name.is_some_and(|name| name.starts_with("Zoë"))
    });
    Arc::make_mut(row.unwrap()).caller_name = Some("Ann Other".to_owned());
    window.run_steps(2);
    assert_eq!(cells_of(&window, "Ann")[..2], ["Ann Other", "Yesterday"]);
}

#[test]
fn a_start_whose_end_was_not_sent_rings_for_minutes_only() {
    let outcomes = |model: Model| -> Vec<String> {
        let window = open(model, SIZE);
        window
            .query_all_by_role(Role::Cell)
            .filter_map(|cell| cell.accesskit_node().label())
            .collect()
    };
    let cells = outcomes(as_table());
    assert!(cells.iter().any(|cell| cell == "Ringing"), "{cells:?}");
    assert!(!cells.iter().any(|cell| cell == "No end yet"), "{cells:?}");
    let mut model = as_table();
    model.now += SignedDuration::from_mins(20);
    let cells = outcomes(model);
    assert!(!cells.iter().any(|cell| cell == "Ringing"), "{cells:?}");
    assert!(cells.iter().any(|cell| cell == "No end yet"), "{cells:?}");
}

#[test]
fn a_press_on_a_heading_sorts_and_the_next_one_turns_it_round() {
    let mut window = open(as_table(), SIZE);
    for is_descending in [true, false] {
        window
            .get_by_role_and_label(Role::ColumnHeader, "Talk")
            .click();
        window.run_steps(3);
        let sort = Sort {
            column: Column::Talk,
            is_descending,
        };
        assert_eq!(window.state().log.last(), Some(&Action::Sort(sort)));
        let wanted = if is_descending {
            SortDirection::Descending
        } else {
            SortDirection::Ascending
        };
        let heading = window.get_by_role_and_label(Role::ColumnHeader, "Talk");
        let told = heading.accesskit_node().data().sort_direction();
        assert_eq!(told, Some(wanted));
    }
}

#[test]
fn columns_are_dragged_to_their_place_and_width() {
    let mut window = open(as_table(), SIZE);
    let (talk, caller) = (heading(&window, "Talk"), heading(&window, "Caller"));
    drag(&mut window, talk.center(), caller.left_center());
    assert_eq!(look(&window).columns[0], Column::Talk);
    assert!(headings(&window).starts_with(&["Talk".to_owned(), "Caller".to_owned()]));
    let caller = heading(&window, "Caller");
    let edge = pos2(caller.right() + 6.0, caller.center().y);
    drag(&mut window, edge, edge + vec2(60.0, 0.0));
    let wider = heading(&window, "Caller").width() - caller.width();
    assert!((wider - 60.0).abs() < 2.0, "{wider}");
    let sorts = |action: &Action| matches!(action, Action::Sort(_));
    assert!(!window.state().log.iter().any(sorts), "a drag is no press");
}

#[test]
fn columns_are_moved_and_sized_by_keys() {
    let mut window = open(as_table(), SIZE);
    window
        .get_by_role_and_label(Role::ColumnHeader, "Caller")
        .focus();
    window.run_steps(2);
    let press = |window: &mut Harness<'_, Window>, modifiers, key| {
        window.key_press_modifiers(modifiers, key);
        window.run_steps(3);
    };
    press(&mut window, Modifiers::SHIFT, Key::ArrowRight);
    assert_eq!(
        look(&window).columns[..2],
        [Column::Started, Column::Caller]
    );
    let before = look(&window).width(Column::Caller);
    press(&mut window, Modifiers::COMMAND, Key::ArrowRight);
    assert_eq!(look(&window).width(Column::Caller), before + 12);
    press(&mut window, Modifiers::NONE, Key::ArrowRight);
    let talk = window.get_by_role_and_label(Role::ColumnHeader, "Talk");
    assert!(
        talk.is_focused(),
        "the arrows alone go from one to the next"
    );
    press(&mut window, Modifiers::NONE, Key::Enter);
    let sorts = |action: &Action| matches!(action, Action::Sort(_));
    assert!(window.state().log.iter().any(sorts));
}

#[test]
fn columns_come_and_go_by_their_menu() {
    let mut window = open(as_table(), SIZE);
    window
        .get_by_role_and_label(Role::Button, "Columns")
        .click();
    window.run_steps(4);
    for name in ["Number", "Source"] {
        window.get_by_role_and_label(Role::CheckBox, name).click();
        window.run_steps(3);
    }
    let shown = look(&window).columns;
    assert!(shown.contains(&Column::Number) && !shown.contains(&Column::Source));
}

#[test]
fn a_narrow_window_shows_rows_instead() {
    let window = open(as_table(), [800.0, 600.0]);
    window.get_by_role_and_label(Role::List, "Calls");
    assert!(headings(&window).is_empty());
}

/// Finds, chooses, sorts, chooses several, opens and marks by actions on nodes and by focus, with neither pointer nor
/// position.
#[test]
fn the_list_is_used_through_the_accessibility_tree_alone() {
    let mut window = open(as_table(), SIZE);
    let field = window.get_by_role_and_label(Role::SearchInput, "Search calls");
    field.focus();
    window.run_steps(2);
    window.event(Event::Text("is:lead".to_owned()));
    window.run_steps(2);
    assert_eq!(
        window.state().log.last(),
        Some(&Action::Ask("is:lead".to_owned()))
    );
    window
        .get_by_role_and_label(Role::ColumnHeader, "Talk")
        .click_accesskit();
    window.run_steps(2);
    assert_eq!(window.state().model.search.sort.column, Column::Talk);
    let row = |window: &Harness<'_, Window>, name: &str| {
        let mut rows = window.query_all_by_role(Role::Row);
        let found = rows.find(|row| {
            let label = row.accesskit_node().label().unwrap_or_default();
            label.starts_with(name)
        });
        found
            .expect("the row has the caller's name")
            .click_accesskit();
    };
    row(&window, "Priya Raman");
    window.run_steps(3);
    assert_eq!(window.state().model.calls.selected, Some(CallId(8)));
    for number in [3, 4] {
        window
            .get_by_role_and_label(Role::CheckBox, &format!("Choose row {number}"))
            .click_accesskit();
        window.run_steps(2);
    }
    window.get_by_role_and_label(Role::Status, "2 chosen");
    window
        .get_by_label("Mark as reviewed (V)")
        .click_accesskit();
    window.run_steps(2);
    match window.state().log.last() {
        Some(Action::Bulk(BulkAction::Mark { mark, on, calls })) => {
            assert_eq!((*mark, *on), (Mark::Reviewed, true));
            let ids: Vec<i64> = calls.iter().map(|id| id.0).collect();
            assert_eq!(ids, [13, 12]);
        }
        other => panic!("{other:?}"),
    }
    window.get_by_label("Choose none (Esc)").click_accesskit();
    window.run_steps(2);
    row(&window, "Ted Robertson");
    window.run_steps(3);
    assert_eq!(window.state().model.calls.selected, Some(CallId(14)));
}
