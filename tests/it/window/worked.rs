//! How the window is worked: rows by their names, keys, news, and what is asked for.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use callbook::call::{CallId, CallRow, DeliveryId, EntryId};
use callbook::ui::Action;
use callbook::ui::model::{CallList, Model, ReceiverStatus, Screen, ThemeChoice};
use egui::accesskit::{Role, Toggled};
use egui::{DroppedFile, Key};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT, Queryable};
use jiff::SignedDuration;

use super::{Window, book, build, calls, open};

const SIZE: [f32; 2] = [1100.0, 700.0];
const TED: &str = "Ted Robertson, answered, 0:30, not a lead, today 4:42 PM";
const ZOE: &str = "Zoë O'Brien-Łukasz, answered, 1:15, lead · appointment, confirming, positive, today 4:20 PM, starred";

#[test]
fn rows_say_in_words_what_they_show() {
    let window = open(calls(), [1100.0, 900.0]);
    for name in [
        "(905) 555-0114, ringing, today 4:58 PM",
        TED,
        ZOE,
        "(303) 555-0199, missed, today 3:52 PM",
        "Marguerite Vandenberghe-Castellanos, answered, 12:04, unhappy, today 3:31 PM, not verified",
        "Ontario caller, voicemail, 0:41, today 3:02 PM",
        "(905) 580-2006, no result received, today 1:20 PM",
    ] {
        let row = window.get_by_role_and_label(Role::ListItem, name);
        assert!(row.rect().height() > 50.0, "{name} is a whole row");
    }
    window.get_by_role_and_label(Role::List, "Calls");
    assert_eq!(toggled(&window, TED), Some(Toggled::True));
    assert_eq!(toggled(&window, ZOE), Some(Toggled::False));
}

#[test]
fn a_start_whose_end_was_not_sent_rings_for_minutes_only() {
    let mut model = calls();
    model.now += SignedDuration::from_mins(20);
    let window = open(model, [1100.0, 900.0]);
    let name = "(905) 555-0114, no end sent yet, today 4:58 PM";
    window.get_by_role_and_label(Role::ListItem, name);
}

#[test]
fn a_press_on_a_row_selects_it() {
    let mut window = open(calls(), SIZE);
    window.get_by_label(ZOE).click();
    window.run_steps(2);
    assert_eq!(window.state().log, [Action::SelectCall(CallId(13))]);
    assert_eq!(toggled(&window, ZOE), Some(Toggled::True));
}

#[test]
fn keys_move_the_selection_and_bring_it_into_view() {
    let mut window = open(many(10_000), SIZE);
    assert_eq!(press(&mut window, Key::ArrowDown), Some(CallId(9_999)));
    assert_eq!(press(&mut window, Key::ArrowDown), Some(CallId(9_998)));
    assert_eq!(press(&mut window, Key::ArrowUp), Some(CallId(9_999)));
    assert_eq!(press(&mut window, Key::End), Some(CallId(1)));
    assert!(is_shown(&window, "Caller 1,"), "the last row is in view");
    assert!(!is_shown(&window, "Caller 10000,"), "the first row is not");
    assert_eq!(
        press(&mut window, Key::ArrowDown),
        Some(CallId(1)),
        "there is nothing below"
    );
    let page = press(&mut window, Key::PageUp).unwrap();
    assert!((5..30).contains(&page.0), "a page is what fits, not {page}");
    assert!(is_shown(&window, &format!("Caller {page},")));
    assert_eq!(press(&mut window, Key::Home), Some(CallId(10_000)));
    assert!(is_shown(&window, "Caller 10000,"));
}

#[test]
fn names_of_any_script_have_their_row() {
    let names = ["שרה כהן", "李小龍", "محمد علي", "Zoë O'Brien-Łukasz"];
    let rows: Vec<CallRow> = (1..)
        .zip(names)
        .map(|(id, name)| book::call(id, name, book::NOW))
        .collect();
    let window = build(Harness::builder().allow_missing_glyphs(), of(rows), SIZE);
    for name in names {
        assert!(is_shown(&window, &format!("{name}, answered")), "{name}");
    }
}

#[test]
fn only_rows_in_view_are_drawn() {
    let window = open(many(10_000), SIZE);
    let drawn = window.query_all_by_role(Role::ListItem).count();
    assert!((8..20).contains(&drawn), "{drawn} rows");
}

#[test]
fn keys_typed_into_a_field_stay_there() {
    let model = Model {
        receiver: ReceiverStatus::PortInUse {
            addr: "127.0.0.1:8787".to_owned(),
        },
        ..calls()
    };
    let mut window = open(model, SIZE);
    window
        .get_by_role_and_label(Role::TextInput, "Port")
        .focus();
    window.run_steps(2);
    for key in [Key::ArrowDown, Key::End, Key::Home, Key::PageDown] {
        window.key_press(key);
        window.run_steps(2);
    }
    assert_eq!(window.state().log, []);
    assert_eq!(window.state().model.calls.selected, Some(CallId(14)));
}

#[test]
fn a_call_that_arrives_moves_nothing_that_is_looked_at() {
    let mut window = open(many(1_000), SIZE);
    for key in [Key::End, Key::PageUp, Key::PageUp] {
        press(&mut window, key);
    }
    let selected = window.state().model.calls.selected;
    let before = rects(&window);
    assert!(before.len() > 5);
    arrive(&mut window, &[1_001, 1_002, 1_003]);
    assert_eq!(window.state().model.calls.selected, selected);
    assert_eq!(rects(&window), before, "every row is where it was");
}

#[test]
fn a_call_that_goes_leaves_the_rest_in_place() {
    let mut window = open(many(1_000), SIZE);
    for key in [Key::End, Key::PageUp, Key::PageUp] {
        press(&mut window, key);
    }
    let before = rects(&window);
    let model = &mut window.state_mut().model;
    let ids = model.calls.ids.take().unwrap();
    model.calls.ids = Some(Arc::new(
        ids.iter().copied().filter(|id| id.0 != 900).collect(),
    ));
    window.run_steps(2);
    assert_eq!(rects(&window), before);
}

#[test]
fn at_the_top_a_new_call_is_seen() {
    let mut window = open(many(1_000), SIZE);
    arrive(&mut window, &[1_001]);
    assert!(is_shown(&window, "Caller 1001,"));
    assert_eq!(window.state().log, [], "nothing was selected by it");
}

#[test]
fn what_is_in_view_is_told_once_for_each_view() {
    let mut model = many(500);
    model.calls.rows.clear();
    let mut window = open(model, SIZE);
    window.run_steps(3);
    let [ids] = window.state().views.as_slice() else {
        panic!("one view, not {:?}", window.state().views);
    };
    assert_eq!(ids[0], CallId(500));
    assert!(
        (10..60).contains(&ids.len()),
        "{} rows in and near the view",
        ids.len()
    );
    press(&mut window, Key::End);
    let last = window.state().views.last().unwrap().last();
    assert_eq!(last, Some(&CallId(1)), "the rows at the end are wanted now");
}

#[test]
fn enter_leads_to_the_page_and_escape_back() {
    let mut window = open(calls(), SIZE);
    press(&mut window, Key::ArrowDown);
    press(&mut window, Key::Enter);
    assert!(
        window
            .get_by_role_and_label(Role::Region, "Page")
            .is_focused()
    );
    let stays = press(&mut window, Key::ArrowDown);
    assert_eq!(stays, Some(CallId(13)), "the page has the arrows now");
    press(&mut window, Key::Escape);
    assert_eq!(press(&mut window, Key::ArrowDown), Some(CallId(12)));
}

#[test]
fn the_page_scrolls_by_keys_once_it_has_the_focus() {
    let mut window = open(calls(), SIZE);
    let top = |window: &Harness<'_, Window>| {
        let heading = window.get_by_role_and_label(Role::Heading, "Ted Robertson");
        heading.rect().top()
    };
    let before = top(&window);
    press(&mut window, Key::Enter);
    press(&mut window, Key::PageDown);
    window.run_steps(20);
    assert!(
        top(&window) < before - 300.0,
        "{before} to {}",
        top(&window)
    );
    assert_eq!(window.state().log, [], "the selection stays");
}

#[test]
fn a_question_mark_shows_the_keys() {
    let mut window = open(calls(), SIZE);
    window.event(egui::Event::Text("?".to_owned()));
    window.run_steps(3);
    window.get_by_label("A screen of rows up");
    press(&mut window, Key::Escape);
    assert!(window.query_by_label("A screen of rows up").is_none());
}

#[test]
fn the_port_can_be_changed_where_it_is_taken() {
    let model = Model {
        receiver: ReceiverStatus::PortInUse {
            addr: "127.0.0.1:8787".to_owned(),
        },
        ..calls()
    };
    let mut window = open(model, SIZE);
    window.get_by_label("Listen there").click();
    window.run_steps(2);
    assert_eq!(
        window.state().log,
        [Action::Listen("127.0.0.1:8788".to_owned())]
    );
    window.get_by_label("Keep viewing").click();
    window.run_steps(2);
    assert!(window.query_by_label("Listen there").is_none());
    window.get_by_label("Choose another port").click();
    window.run_steps(2);
    window.get_by_label("Listen there");
}

#[test]
fn an_empty_book_says_what_to_do_and_gives_the_address() {
    let model = Model {
        calls: CallList {
            ids: Some(Arc::default()),
            ..CallList::default()
        },
        ..book::model()
    };
    let mut window = open(model, SIZE);
    window.get_by_label("Waiting for the first call");
    window.get_by_role_and_label(
        Role::Button,
        "Copy cloudflared tunnel --url http://127.0.0.1:8787",
    );
    window
        .get_by_role_and_label(Role::Button, "Copy http://127.0.0.1:8787")
        .click();
    window.run_steps(2);
    assert_eq!(
        window.state().log,
        [Action::CopyText("http://127.0.0.1:8787".to_owned())]
    );
}

#[test]
fn deliveries_lead_to_their_calls() {
    let mut window = open(calls(), SIZE);
    window
        .get_by_role_and_label(Role::Tab, "Deliveries")
        .click();
    window.run_steps(2);
    assert_eq!(window.state().model.screen, Screen::Deliveries);
    window.get_by_label_contains(
        "No action read, Kept aside · none of the secrets gives this signature, 401, 9:45:31.870 PM",
    );
    press(&mut window, Key::ArrowDown);
    assert_eq!(
        window.state().model.deliveries.selected,
        Some(EntryId::Delivery(DeliveryId(7)))
    );
    window
        .get_by_role_and_label(Role::Link, "(905) 555-0114")
        .click();
    window.run_steps(2);
    let wanted = [
        Action::ShowScreen(Screen::Calls),
        Action::SelectCall(CallId(15)),
    ];
    assert!(
        window.state().log.ends_with(&wanted),
        "{:?}",
        window.state().log
    );
}

#[test]
fn the_body_is_shown_set_out_as_received_and_with_its_headers() {
    let mut window = open(
        Model {
            screen: Screen::Deliveries,
            ..book::model()
        },
        SIZE,
    );
    shows(&window, "  \"Attempt\": 1,");
    window.get_by_role_and_label(Role::Tab, "Raw").click();
    window.run_steps(2);
    shows(&window, "\"Attempt\": 1,");
    window.get_by_role_and_label(Role::Tab, "Headers 4").click();
    window.run_steps(2);
    shows(&window, "Telmetrics Inc.");
}

#[test]
fn the_theme_is_asked_for_in_turn() {
    let mut window = open(calls(), SIZE);
    for next in [ThemeChoice::Light, ThemeChoice::Dark, ThemeChoice::System] {
        let button = window.get_all_by_role(Role::Button).find(|node| {
            node.accesskit_node()
                .label()
                .is_some_and(|label| label.starts_with("Colours"))
        });
        button.unwrap().click();
        window.run_steps(2);
        assert_eq!(window.state().model.theme, next);
    }
}

#[test]
fn files_dropped_on_the_window_are_imported() {
    let mut window = open(calls(), SIZE);
    let path = PathBuf::from("/calls/march.jsonl");
    window
        .input_mut()
        .dropped_files
        .push(Arc::new(Dropped(path.clone())));
    window.run_steps(2);
    assert_eq!(window.state().log, [Action::Import(vec![path])]);
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the window reads no files".to_owned())
    }
}

#[test]
fn nothing_is_drawn_while_nothing_happens() {
    let mut window = open(many(20), SIZE);
    let frames = window.try_run().expect("the window settles");
    assert!(frames < 5, "{frames} frames");
    let waits = window.output().viewport_output[&egui::ViewportId::ROOT].repaint_delay;
    assert!(waits.as_secs() >= 30, "the next frame is {waits:?} away");
}

fn press(window: &mut Harness<'_, Window>, key: Key) -> Option<CallId> {
    window.key_press(key);
    window.run_steps(3);
    window.state().model.calls.selected
}

/// Calls of callers with numbers for names, the highest newest.
fn many(count: i64) -> Model {
    let rows: Vec<CallRow> = (1..=count).rev().map(caller).collect();
    Model {
        calls: CallList {
            ids: Some(Arc::new(rows.iter().map(|row| row.id).collect())),
            rows: rows
                .into_iter()
                .map(|row| (row.id, Arc::new(row)))
                .collect(),
            selected: Some(CallId(count)),
            ..CallList::default()
        },
        ..book::model()
    }
}

/// A book of these calls, the first one selected.
fn of(rows: Vec<CallRow>) -> Model {
    Model {
        calls: CallList {
            ids: Some(Arc::new(rows.iter().map(|row| row.id).collect())),
            selected: rows.first().map(|row| row.id),
            rows: rows
                .into_iter()
                .map(|row| (row.id, Arc::new(row)))
                .collect(),
            ..CallList::default()
        },
        ..book::model()
    }
}

fn caller(id: i64) -> CallRow {
    book::call(id, &format!("Caller {id}"), "2025-02-26T17:00:00Z")
}

fn arrive(window: &mut Harness<'_, Window>, ids: &[i64]) {
    let model = &mut window.state_mut().model;
    let mut all = model.calls.ids.take().unwrap_or_default().to_vec();
    for &id in ids {
        all.insert(0, CallId(id));
        model.calls.rows.insert(CallId(id), Arc::new(caller(id)));
    }
    model.calls.ids = Some(Arc::new(all));
    window.run_steps(2);
}

fn is_shown(window: &Harness<'_, Window>, start: &str) -> bool {
    rects(window)
        .iter()
        .any(|(name, _)| name.starts_with(start))
}

/// The rows that are drawn, and where.
fn rects(window: &Harness<'_, Window>) -> Vec<(String, egui::Rect)> {
    let rows = window.query_all_by_role(Role::ListItem);
    rows.map(|row| (row.accesskit_node().label().unwrap_or_default(), row.rect()))
        .collect()
}

fn toggled(window: &Harness<'_, Window>, name: &str) -> Option<Toggled> {
    window.get_by_label(name).accesskit_node().toggled()
}

fn shows(window: &Harness<'_, Window>, text: &str) {
    assert!(
        window.query_all_by_value(text).next().is_some(),
        "{text} is shown"
    );
}
