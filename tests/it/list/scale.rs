//! Millions of rows behind one scrollbar.

use std::sync::Arc;

use callbook::call::CallId;
use callbook::ui::Action;
use callbook::ui::model::{CallList, Model};
use egui::accesskit::{self, ActionData, ActionRequest, Role};
use egui::{Event, Key, Modifiers, MouseWheelUnit, Pos2, Rect, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::window::{Window, book, open};

const SIZE: [f32; 2] = [1100.0, 700.0];

/// So many calls, the highest newest; rows are there for those that `loaded` names.
fn many(count: i64, loaded: impl Iterator<Item = i64>) -> Model {
    let row = |id| book::call(id, &format!("Caller {id}"), "2025-02-26T17:00:00Z");
    Model {
        calls: CallList {
            ids: Some(Arc::new((1..=count).rev().map(CallId).collect())),
            rows: loaded.map(|id| (CallId(id), Arc::new(row(id)))).collect(),
            selected: Some(CallId(count)),
            ..CallList::default()
        },
        ..book::model()
    }
}

fn million() -> Harness<'static, Window> {
    open(many(1_000_000, (1..=40).chain(999_900..=1_000_003)), SIZE)
}

fn rows(window: &Harness<'_, Window>) -> Vec<(String, Rect)> {
    let rows = window.query_all_by_role(Role::ListItem);
    rows.map(|row| (row.accesskit_node().label().unwrap_or_default(), row.rect()))
        .collect()
}

fn row(window: &Harness<'_, Window>, id: i64) -> Option<Rect> {
    let start = format!("Caller {id},");
    let mut rows = rows(window).into_iter();
    rows.find(|(name, _)| name.starts_with(&start))
        .map(|(_, rect)| rect)
}

fn press(window: &mut Harness<'_, Window>, key: Key) {
    window.key_press(key);
    window.run_steps(3);
}

fn button(window: &mut Harness<'_, Window>, pos: Pos2, pressed: bool) {
    window.event(Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    });
    window.run_steps(2);
}

fn hover(window: &mut Harness<'_, Window>, pos: Pos2) {
    window.event(Event::PointerMoved(pos));
    window.run_steps(2);
}

fn wheel(window: &mut Harness<'_, Window>, down: f32) {
    window.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -down),
        modifiers: Modifiers::NONE,
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
    });
    window.run_steps(30);
}

fn bar<'a>(window: &'a Harness<'_, Window>) -> egui_kittest::Node<'a> {
    window.get_by_role_and_label(Role::ScrollBar, "Place in the list")
}

#[test]
fn the_end_of_ten_million_rows_moves_by_single_points() {
    let mut window = open(many(10_000_000, 1..=40), SIZE);
    press(&mut window, Key::End);
    let last = row(&window, 1).expect("the last row is in view");
    assert!((last.bottom() - 700.0).abs() < 0.6, "{last}");
    hover(&mut window, pos2(200.0, 500.0));
    for _ in 0..3 {
        wheel(&mut window, -1.0);
    }
    let moved = row(&window, 1).unwrap();
    assert!(
        (moved.top() - last.top() - 3.0).abs() < 0.1,
        "{last} {moved}"
    );
    let (two, one) = (row(&window, 2).unwrap(), row(&window, 1).unwrap());
    assert!((two.bottom() - one.top()).abs() < 0.01);
    assert!((one.height() - 60.0).abs() < 0.01);
}

#[test]
fn the_wheel_stops_at_both_ends() {
    let mut window = million();
    hover(&mut window, pos2(200.0, 500.0));
    let top = row(&window, 1_000_000).unwrap();
    wheel(&mut window, -500.0);
    assert_eq!(row(&window, 1_000_000), Some(top));
    press(&mut window, Key::End);
    let last = row(&window, 1).unwrap();
    wheel(&mut window, 500.0);
    assert_eq!(row(&window, 1), Some(last));
}

#[test]
fn the_scrollbar_is_dragged_and_jumps() {
    let mut window = million();
    let track = bar(&window).rect();
    let grip = pos2(track.center().x, track.top() + 5.0);
    hover(&mut window, grip);
    button(&mut window, grip, true);
    hover(&mut window, track.center_bottom());
    button(&mut window, track.center_bottom(), false);
    assert!(
        row(&window, 1).is_some(),
        "dragged to the end: {:?}",
        rows(&window)
    );
    // A press in the middle brings the middle.
    hover(&mut window, track.center());
    button(&mut window, track.center(), true);
    button(&mut window, track.center(), false);
    let value = bar(&window).accesskit_node().value().unwrap_or_default();
    assert!(
        value.starts_with("rows 499,9") || value.starts_with("rows 500,0"),
        "{value}"
    );
    assert_eq!(window.state().model.calls.selected, Some(CallId(1_000_000)));
    let selects = |action: &Action| matches!(action, Action::SelectCall(_));
    assert!(
        !window.state().log.iter().any(selects),
        "no row was pressed"
    );
}

#[test]
fn a_screen_reader_knows_where_it_is_and_can_go_elsewhere() {
    let mut window = million();
    let list = window.get_by_role_and_label(Role::List, "Calls");
    assert_eq!(list.accesskit_node().size_of_set(), Some(1_000_000));
    let first = window.get_by_label_contains("Caller 1000000,");
    assert_eq!(first.accesskit_node().position_in_set(), Some(0));
    let node = bar(&window).accesskit_node();
    assert_eq!(node.numeric_value(), Some(0.0));
    assert_eq!(node.max_numeric_value(), Some(100.0));
    let ask = |window: &mut Harness<'_, Window>, action, data| {
        let (target_node, target_tree) = bar(window).accesskit_node().locate();
        window.event(Event::AccessKitActionRequest(ActionRequest {
            action,
            target_node,
            target_tree,
            data,
        }));
        window.run_steps(3);
    };
    ask(
        &mut window,
        accesskit::Action::SetValue,
        Some(ActionData::NumericValue(100.0)),
    );
    assert!(row(&window, 1).is_some());
    ask(&mut window, accesskit::Action::Decrement, None);
    assert!(row(&window, 1).is_none());
    assert!(row(&window, 15).is_some());
}

fn arrive(window: &mut Harness<'_, Window>, ids: &[i64]) {
    let calls = &mut window.state_mut().model.calls;
    let mut all = calls.ids.take().unwrap_or_default().to_vec();
    for &id in ids {
        all.insert(0, CallId(id));
    }
    calls.ids = Some(Arc::new(all));
    window.run_steps(3);
}

#[test]
fn what_is_new_elsewhere_is_told_and_one_press_away() {
    let mut window = million();
    hover(&mut window, pos2(200.0, 500.0));
    wheel(&mut window, 200.0);
    let before = row(&window, 999_995).unwrap();
    arrive(&mut window, &[1_000_001, 1_000_002]);
    arrive(&mut window, &[1_000_003]);
    assert_eq!(row(&window, 999_995), Some(before));
    window.get_by_role_and_label(Role::Button, "3 new").click();
    window.run_steps(3);
    assert!(row(&window, 1_000_003).is_some());
    assert!(window.query_by_label("3 new").is_none());
}

#[test]
fn nothing_is_put_under_the_pointer() {
    let mut window = million();
    let top = row(&window, 1_000_000).unwrap();
    hover(&mut window, top.center());
    arrive(&mut window, &[1_000_001]);
    assert_eq!(
        row(&window, 1_000_000),
        Some(top),
        "what may be pressed next stays"
    );
    window.get_by_role_and_label(Role::Button, "1 new");
    press(&mut window, Key::N);
    assert!(row(&window, 1_000_001).is_some());
}

#[test]
fn what_is_new_is_not_told_once_it_was_seen() {
    let mut window = million();
    hover(&mut window, pos2(200.0, 500.0));
    wheel(&mut window, 200.0);
    arrive(&mut window, &[1_000_001]);
    window.get_by_role_and_label(Role::Button, "1 new");
    wheel(&mut window, -2_000.0);
    assert!(window.query_by_label("1 new").is_none());
    wheel(&mut window, 200.0);
    assert!(window.query_by_label("1 new").is_none());
}

#[test]
fn another_list_begins_at_its_top() {
    let mut window = million();
    press(&mut window, Key::End);
    let calls = &mut window.state_mut().model.calls;
    calls.ids = Some(Arc::new((1..=40).rev().map(CallId).collect()));
    calls.number += 1;
    window.run_steps(3);
    assert!(row(&window, 40).is_some());
    assert!(window.query_by_label_contains("new").is_none());
}
