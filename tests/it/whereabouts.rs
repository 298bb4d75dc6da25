//! Where the person was is found again after a restart, in the whole program over one folder.

use callbook::app::App;
use callbook::call::{CallId, EntryFilter};
use callbook::store::Store;
use callbook::ui::model::{Opened, Screen};
use egui::accesskit::Toggled;
use egui::{Event, Modifiers, MouseWheelUnit, Pos2, Role, TouchPhase, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use serde_json::{Value, json};

use crate::book::Book;
use crate::made::{envelope, time};
use crate::program::{open_sized, until};

/// What the button of the rail does.
const MASK: &str = "Mask names, numbers and addresses (H)";
const SIZE: [f32; 2] = [1000.0, 700.0];
/// Over the list, and over the page beside it.
const LIST: Pos2 = pos2(200.0, 550.0);
const PAGE: Pos2 = pos2(800.0, 450.0);
/// Where the page certainly begins.
const BESIDE: f32 = 500.0;

fn call(id: i64) -> Value {
    let summary = format!("Asked for a quote, the {id}th one. ").repeat(120);
    json!({ "Action": "CallDetailsV5.CallProcessed", "id": id, "tracking_number": "8332795145",
        "caller_number": format!("90558022{id:02}"), "organization_id": 5440,
        "start_time_utc": time(id * 3_600_000), "call_duration": 20, "time_zone_name": "Eastern",
        "caller_details": { "name": format!("Caller {id}.") },
        "conversation_analytics": { "call_summary": summary } })
}

/// A book of sixty calls whose pages are long.
fn sixty() -> Book {
    let book = Book::new();
    let calls: Vec<Value> = (1..=60).map(call).collect();
    let body = envelope("CallDetailsV5", 300_000_000, 1, &calls);
    let file = book.file("calls.json", &String::from_utf8(body).unwrap());
    book.run(["import", file.to_str().unwrap()]).ok();
    book
}

fn open(book: &Book) -> Harness<'static, App> {
    open_sized(book, "127.0.0.1:0", SIZE)
}

/// The whole rows of the list in view: whose, and where.
fn rows(window: &Harness<'_, App>) -> Vec<(i64, i64)> {
    let rows = window.query_all_by_role(Role::ListItem);
    #[expect(clippy::cast_possible_truncation, reason = "points of a window")]
    let placed = rows.filter_map(|row| {
        let label = row.accesskit_node().label()?;
        let (_, after) = label.split_once("Caller ")?;
        let (id, _) = after.split_once('.')?;
        Some((id.parse().ok()?, row.rect().top().round() as i64))
    });
    placed.collect()
}

/// Where the summary of the open call begins, once it is there.
fn summary_top(window: &Harness<'_, App>) -> Option<f32> {
    let is_ready = matches!(window.state().model().open_call, Opened::Ready(_));
    let found = window.query_all_by_label_contains("Asked for a quote, the");
    let mut tops = found
        .map(|node| node.rect())
        .filter(|rect| rect.left() > BESIDE);
    tops.next().filter(|_| is_ready).map(|rect| rect.top())
}

fn wheel(window: &mut Harness<'_, App>, at: Pos2, down: f32) {
    window.event(Event::PointerMoved(at));
    window.run_steps(2);
    window.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, -down),
        modifiers: Modifiers::NONE,
        phase: TouchPhase::Move,
        source: egui::MouseWheelSource::Unknown,
    });
    window.run_steps(40);
}

fn ask(window: &mut Harness<'_, App>, text: &str) {
    window
        .get_by_role_and_label(Role::SearchInput, "Search calls")
        .focus();
    window.step();
    window.event(Event::Text(text.to_owned()));
    window.run_steps(2);
}

fn answered(window: &Harness<'_, App>) -> Option<()> {
    let model = window.state().model();
    (model.calls.number == model.search.number && !rows(window).is_empty()).then_some(())
}

fn selected(window: &Harness<'_, App>) -> Option<CallId> {
    window.state().model().calls.selected
}

#[test]
fn question_open_call_and_scroll_survive_a_restart() {
    let book = sixty();
    let mut first = open(&book);
    until(&mut first, answered);
    ask(&mut first, "quote");
    until(&mut first, answered);
    let (second, _) = rows(&first)[1];
    let name = format!("Caller {second}.");
    let row = first.query_all_by_role(Role::ListItem).find(|row| {
        row.accesskit_node()
            .label()
            .is_some_and(|label| label.contains(&name))
    });
    row.unwrap().click();
    until(&mut first, summary_top);
    first.run_steps(10);
    let unscrolled = summary_top(&first).unwrap();
    wheel(&mut first, PAGE, 90.0);
    wheel(&mut first, LIST, 610.0);
    let top = summary_top(&first).unwrap();
    assert!((unscrolled - top - 90.0).abs() < 1.5, "{unscrolled} {top}");
    let before = rows(&first);
    assert!(before.iter().all(|(id, _)| *id != second), "{before:?}");
    let open_call = selected(&first);
    assert!(open_call.is_some());
    drop(first);

    let mut again = open(&book);
    until(&mut again, |window| {
        answered(window)?;
        (summary_top(window)? < unscrolled - 1.0 && rows(window) == before).then_some(())
    });
    again.run_steps(5);
    assert_eq!(again.state().model().search.typed, "quote");
    assert_eq!(selected(&again), open_call);
    assert_eq!(rows(&again), before);
    let now = summary_top(&again).unwrap();
    assert!((now - top).abs() < 1.5, "{now} {top}");
    // What is left alone stays, however often the window opens.
    drop(again);
    let mut third = open(&book);
    until(&mut third, |window| {
        answered(window)?;
        let is_there = (summary_top(window)? - top).abs() < 1.5;
        (is_there && rows(window) == before).then_some(())
    });
    // The list follows the person, not the past.
    wheel(&mut third, LIST, -10_000.0);
    assert_eq!(rows(&third)[0].0, 60);
}

#[test]
fn the_screen_and_the_order_survive_a_restart() {
    let book = sixty();
    let mut first = open(&book);
    until(&mut first, answered);
    first.key_press_modifiers(Modifiers::COMMAND, egui::Key::Num2);
    until(&mut first, |window| {
        (window.state().model().screen == Screen::Deliveries).then_some(())
    });
    drop(first);
    let mut again = open(&book);
    assert_eq!(again.state().model().screen, Screen::Deliveries);
    until(&mut again, |window| {
        let ids = window.state().model().deliveries.entries.ids.as_ref()?;
        (!ids.is_empty()).then_some(())
    });
    drop(again);

    let kept = json!({ "asked": "is:lead", "sort": "talk:asc" });
    keep(&book, &kept.to_string());
    let sorted = open(&book);
    let search = &sorted.state().model().search;
    assert_eq!(search.sort.to_string(), "talk:asc");
    assert_eq!(search.typed, "is:lead");
}

/// Where the rows of the list of deliveries are that have come.
fn entries(window: &Harness<'_, App>) -> Vec<i64> {
    let rows = window.query_all_by_role(Role::ListItem);
    #[expect(clippy::cast_possible_truncation, reason = "points of a window")]
    let placed = rows.filter_map(|row| {
        let label = row.accesskit_node().label()?;
        let is_here = label.contains("CallProcessed");
        is_here.then(|| row.rect().top().round() as i64)
    });
    placed.collect()
}

/// What is kept of where the person was.
fn kept(book: &Book) -> Value {
    let store = Store::open(&book.dir()).unwrap();
    let text = store.choice("whereabouts").unwrap().unwrap();
    serde_json::from_str(&text).unwrap()
}

#[test]
fn the_delivery_that_is_open_and_the_scroll_of_the_list_survive_a_restart() {
    let book = Book::new();
    let bodies = (1..=60).map(|id| envelope("CallDetailsV5", 300_000_000, 1, &[call(id)]));
    let lines = bodies.collect::<Vec<_>>().join(&b"\n"[..]);
    book.run_with_input(["import", "-"], &lines).ok();
    let mut first = open(&book);
    first.key_press_modifiers(Modifiers::COMMAND, egui::Key::Num2);
    let is_open = |window: &Harness<'_, App>| {
        matches!(window.state().model().open_delivery, Opened::Ready(_)).then_some(())
    };
    until(&mut first, |window| {
        (entries(window).len() > 3).then_some(())
    });
    first.run_steps(5);
    let unscrolled = entries(&first);
    let rows = first.query_all_by_role(Role::ListItem);
    rows.collect::<Vec<_>>()[2].click();
    until(&mut first, is_open);
    wheel(&mut first, LIST, 710.0);
    let before = until(&mut first, |window| {
        let rows = window.query_all_by_role(Role::ListItem).count();
        Some(entries(window)).filter(|entries| entries.len() == rows)
    });
    assert_ne!(before, unscrolled);
    let selected = first.state().model().deliveries.selected;
    assert!(selected.is_some());
    drop(first);
    let was = kept(&book);
    assert!(was["delivery_row"].is_array(), "{was}");

    let mut again = open(&book);
    until(&mut again, |window| {
        (entries(window) == before).then_some(())
    });
    until(&mut again, is_open);
    assert_eq!(again.state().model().deliveries.selected, selected);
    again.run_steps(5);
    drop(again);
    assert_eq!(kept(&book)["delivery_row"], was["delivery_row"]);
}

#[test]
fn the_settings_are_open_where_they_were() {
    let book = Book::new();
    let mut first = open(&book);
    first.key_press_modifiers(Modifiers::COMMAND, egui::Key::Comma);
    first.run_steps(3);
    let tab = "Recordings and playing";
    first.get_by_role_and_label(Role::Tab, tab).click();
    first.run_steps(3);
    let top = |window: &Harness<'_, App>| {
        let loudness = window.query_by_role_and_label(Role::Heading, "Loudness")?;
        Some(loudness.rect().top())
    };
    let unscrolled = top(&first).unwrap();
    wheel(&mut first, PAGE, 100.0);
    let before = top(&first).unwrap();
    assert!(before < unscrolled - 50.0, "{unscrolled} {before}");
    drop(first);
    let mut again = open(&book);
    until(&mut again, |window| {
        let now = top(window)?;
        ((now - before).abs() < 1.5).then_some(())
    });
    assert_eq!(again.state().model().screen, Screen::Settings);
}

#[test]
fn a_note_that_is_half_typed_is_gone_on_with() {
    let book = sixty();
    let mut first = open(&book);
    until(&mut first, answered);
    let row = first.query_all_by_role(Role::ListItem).next();
    row.unwrap().click();
    until(&mut first, summary_top);
    first.key_press(egui::Key::C);
    first.run_steps(3);
    first.event(Event::Text("Call back about the fence".to_owned()));
    first.run_steps(3);
    let id = selected(&first).unwrap();
    drop(first);
    let store = Store::open(&book.dir()).unwrap();
    assert!(store.entered(id).unwrap().notes.is_empty());

    let mut again = open(&book);
    until(&mut again, |window| {
        window
            .query_by_role_and_label(Role::MultilineTextInput, "Note")
            .map(drop)
    });
    let save = "Save the note (Enter)";
    again.get_by_role_and_label(Role::Button, save).click();
    let kept = until(&mut again, |_| store.entered(id).unwrap().notes.pop());
    assert_eq!(kept.text, "Call back about the fence");
    again.run_steps(5);
    drop(again);
    let mut third = open(&book);
    until(&mut third, summary_top);
    let field = third.query_by_role(Role::MultilineTextInput);
    assert!(field.is_none(), "what is kept is not half typed any more");
}

fn keep(book: &Book, text: &str) {
    let store = Store::open(&book.dir()).unwrap();
    store.set_choice("whereabouts", Some(text)).unwrap();
}

#[test]
fn a_call_that_is_gone_and_nonsense_are_left_out() {
    let book = sixty();
    let wild = json!({ "window": { "at": [1e30, -1e30], "size": [-5.0, 1e38] }, "asked": "",
        "sort": "by mood", "call": 1, "row": [1, 1e38], "page": 1e38, "unknown": [{}] });
    for (kept, is_open) in [
        (
            json!({ "call": 999_999, "row": [999_999, 10.0] }).to_string(),
            false,
        ),
        (json!({ "call": "seven" }).to_string(), false),
        ("{\"call\": 1".to_owned(), false),
        ("\u{0}".to_owned(), false),
        ("null".to_owned(), false),
        (wild.to_string(), true),
    ] {
        keep(&book, &kept);
        let mut window = open(&book);
        until(&mut window, answered);
        if is_open {
            until(&mut window, |window| {
                matches!(window.state().model().open_call, Opened::Ready(_)).then_some(())
            });
        }
        window.run_steps(5);
        let model = window.state().model();
        assert_eq!(model.calls.selected.is_some(), is_open, "{kept}");
        assert!(!matches!(model.open_call, Opened::Failed(_)), "{kept}");
        assert_eq!(model.search.sort, callbook::call::question::Sort::default());
        assert!(window.query_by_role(Role::Alert).is_none(), "{kept}");
    }
}

fn drag(window: &mut Harness<'_, App>, from: Pos2, to: Pos2) {
    let press = |pos, pressed| Event::PointerButton {
        pos,
        button: egui::PointerButton::Primary,
        pressed,
        modifiers: Modifiers::NONE,
    };
    for event in [
        Event::PointerMoved(from),
        press(from, true),
        Event::PointerMoved(from.lerp(to, 0.5)),
        Event::PointerMoved(to),
        press(to, false),
        Event::PointerMoved(to),
    ] {
        window.event(event);
        window.run_steps(2);
    }
}

/// The right edge of the rows of the list.
fn edge(window: &Harness<'_, App>) -> f32 {
    let mut rows = window.query_all_by_role(Role::ListItem);
    rows.next().map_or(0.0, |row| row.rect().right())
}

#[test]
fn what_narrows_the_deliveries_and_the_width_of_the_list_survive_a_restart() {
    let book = Book::new();
    let bodies = (1..=9).map(|id| envelope("CallDetailsV5", 300_000_000, 1, &[call(id)]));
    let mut lines: Vec<Vec<u8>> = bodies.collect();
    lines.push(lines[2].clone());
    book.run_with_input(["import", "-"], &lines.join(&b"\n"[..]))
        .ok();
    let shown = |window: &Harness<'_, App>| {
        let ids = window.state().model().deliveries.entries.ids.as_ref()?;
        (entries(window).len() == ids.len()).then_some(ids.len())
    };
    let mut first = open(&book);
    first.key_press_modifiers(Modifiers::COMMAND, egui::Key::Num2);
    until(&mut first, |window| (shown(window)? == 10).then_some(()));
    let whole = edge(&first);
    drag(
        &mut first,
        pos2(whole + 1.0, 500.0),
        pos2(whole - 70.0, 500.0),
    );
    let narrow = edge(&first);
    assert!(narrow < whole - 40.0, "{whole} {narrow}");
    first.get_by_role_and_label(Role::Tab, "Repeats 1").click();
    first
        .get_by_role_and_label(Role::SearchInput, "Search deliveries")
        .focus();
    first.step();
    first.event(Event::Text("9055802203".to_owned()));
    until(&mut first, |window| (shown(window)? == 1).then_some(()));
    first.query_by_role(Role::ListItem).unwrap().click();
    let is_open = |window: &Harness<'_, App>| {
        matches!(window.state().model().open_delivery, Opened::Ready(_)).then_some(())
    };
    until(&mut first, is_open);
    first.get_by_role_and_label(Role::Tab, "Raw").click();
    first.run_steps(3);
    drop(first);

    for _ in 0..2 {
        let mut again = open(&book);
        until(&mut again, |window| (shown(window)? == 1).then_some(()));
        until(&mut again, is_open);
        let deliveries = &again.state().model().deliveries;
        assert_eq!(deliveries.search, "9055802203");
        assert_eq!(deliveries.filter, EntryFilter::Repeats);
        assert!((edge(&again) - narrow).abs() < 0.6, "no wider, no narrower");
        let raw = again.get_by_role_and_label(Role::Tab, "Raw");
        assert_eq!(raw.accesskit_node().toggled(), Some(Toggled::True));
    }
}

#[test]
fn what_was_typed_to_narrow_the_deliveries_is_not_seen_among_masked_ones() {
    let book = sixty();
    let mut first = open(&book);
    first.key_press_modifiers(Modifiers::COMMAND, egui::Key::Num2);
    first.run_steps(3);
    let search = |window: &Harness<'_, App>| {
        let field = window.get_by_role_and_label(Role::SearchInput, "Search deliveries");
        field.accesskit_node().value().unwrap_or_default()
    };
    first
        .get_by_role_and_label(Role::SearchInput, "Search deliveries")
        .focus();
    first.step();
    first.event(Event::Text("9055802203".to_owned()));
    first.run_steps(3);
    assert_eq!(search(&first), "9055802203");
    first.get_by_role_and_label(Role::Button, MASK).click();
    until(&mut first, |window| {
        window.state().model().is_masked.then_some(())
    });
    first.run_steps(3);
    assert_eq!(search(&first), "");
    drop(first);
    assert_eq!(kept(&book)["narrowed"]["words"], "");
}

#[test]
fn the_filters_stand_beside_the_list_again() {
    let book = sixty();
    let size = [1440.0, 900.0];
    let mut first = open_sized(&book, "127.0.0.1:0", size);
    until(&mut first, answered);
    let left = |window: &Harness<'_, App>| {
        let mut rows = window.query_all_by_role(Role::ListItem);
        rows.next().map_or(0.0, |row| row.rect().left())
    };
    let alone = left(&first);
    first.key_press(egui::Key::F);
    until(&mut first, |window| {
        (left(window) > alone + 100.0).then_some(())
    });
    first.run_steps(20);
    let beside = left(&first);
    drop(first);
    let mut again = open_sized(&book, "127.0.0.1:0", size);
    until(&mut again, answered);
    assert!((left(&again) - beside).abs() < 1.0);
}
