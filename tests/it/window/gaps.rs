//! The quiet lines between calls: when nobody listened.

use std::sync::Arc;

use callbook::call::{CallId, CallRow, Gap};
use callbook::ui::model::{CallList, Gaps, Model};
use egui::{Key, Rect, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Window, book, open};

/// A hundred calls, the newest first and selected, with lines above these rows.
fn model(rows: &[usize]) -> Model {
    let calls: Vec<CallRow> = (1..=100)
        .rev()
        .map(|id| book::call(id, &format!("Caller {id}"), "2025-02-26T17:00:00Z"))
        .collect();
    let gap = |(n, &row): (usize, &usize)| {
        let gap = Gap {
            from: book::at(&format!("2025-01-{:02}T18:02:00Z", 28 - n)),
            until: Some(book::at(&format!("2025-01-{:02}T08:55:00Z", 29 - n))),
        };
        (row, gap)
    };
    let placed = rows.iter().enumerate().map(gap).collect();
    Model {
        calls: CallList {
            ids: Some(Arc::new(calls.iter().map(|call| call.id).collect())),
            selected: Some(CallId(100)),
            rows: calls
                .into_iter()
                .map(|call| (call.id, Arc::new(call)))
                .collect(),
            gaps: Gaps::new(placed),
            ..CallList::default()
        },
        ..book::model()
    }
}

fn lines(window: &Harness<'_, Window>) -> Vec<(String, Rect)> {
    let lines = window.query_all_by_label_contains("not listening");
    lines
        .map(|line| {
            (
                line.accesskit_node().value().unwrap_or_default(),
                line.rect(),
            )
        })
        .collect()
}

fn row(window: &Harness<'_, Window>, id: i64) -> Option<Rect> {
    let start = format!("Caller {id},");
    let rows = window.query_all_by_role(Role::ListItem);
    rows.into_iter()
        .find(|row| {
            row.accesskit_node()
                .label()
                .is_some_and(|it| it.starts_with(&start))
        })
        .map(|row| row.rect())
}

#[test]
fn lines_stand_between_rows_and_cover_none() {
    let window = open(model(&[0, 2, 2]), [1280.0, 800.0]);
    let found = lines(&window);
    let told: Vec<&str> = found.iter().map(|(told, _)| told.as_str()).collect();
    assert_eq!(
        told,
        [
            "not listening from 28 Jan 6:02 PM to 29 Jan 8:55 AM",
            "not listening from 27 Jan 6:02 PM to 28 Jan 8:55 AM",
            "not listening from 26 Jan 6:02 PM to 27 Jan 8:55 AM",
        ]
    );
    let order = [
        found[0].1,
        row(&window, 100).unwrap(),
        row(&window, 99).unwrap(),
        found[1].1,
        found[2].1,
        row(&window, 98).unwrap(),
    ];
    for pair in order.windows(2) {
        assert!((pair[0].bottom() - pair[1].top()).abs() < 0.6, "{order:?}");
    }
}

#[test]
fn keys_lead_past_lines_and_to_the_end_below_the_last() {
    let mut window = open(model(&[1, 100]), [1280.0, 800.0]);
    let row_100 = row(&window, 100).unwrap();
    window.get_by_label_contains("Caller 100,").click();
    window.run_steps(3);
    window.key_press(Key::ArrowDown);
    window.run_steps(3);
    assert_eq!(window.state().model.calls.selected, Some(CallId(99)));
    window.key_press(Key::End);
    window.run_steps(3);
    assert_eq!(window.state().model.calls.selected, Some(CallId(1)));
    let last = row(&window, 1).unwrap();
    assert!(last.bottom() <= 800.5, "{last}");
    let below = lines(&window).pop().unwrap().1;
    assert!((below.top() - last.bottom()).abs() < 0.6, "{below} {last}");
    window.key_press(Key::Home);
    window.run_steps(3);
    assert_eq!(row(&window, 100).unwrap(), row_100);
}

#[test]
fn a_line_that_appears_moves_nothing_that_is_looked_at() {
    let mut window = open(model(&[]), [1280.0, 800.0]);
    window.get_by_label_contains("Caller 100,").click();
    window.run_steps(3);
    for _ in 0..3 {
        window.key_press(Key::PageDown);
        window.run_steps(3);
    }
    let CallId(seen) = window.state().model.calls.selected.unwrap();
    let before = row(&window, seen).unwrap();
    window.state_mut().model.calls.gaps = model(&[0, 5]).calls.gaps;
    window.run_steps(3);
    assert_eq!(row(&window, seen).unwrap(), before);
}

#[test]
fn nor_at_the_end_of_the_list() {
    let mut window = open(model(&[]), [1280.0, 800.0]);
    window.get_by_label_contains("Caller 100,").click();
    window.run_steps(3);
    window.key_press(Key::End);
    window.run_steps(3);
    let before = row(&window, 1).unwrap();
    window.state_mut().model.calls.gaps = model(&[0, 5, 5]).calls.gaps;
    window.run_steps(12);
    assert_eq!(row(&window, 1).unwrap(), before);
}
