//! An evening of somebody who reads through the calls of the day, in the real program and by keys alone: open, search,
//! play, correct the speakers, overrule the lead, the next call, undo. The pointer is never moved.

use std::time::Duration;

use callbook::app::App;
use callbook::call::{CallId, Speaker};
use callbook::store::Store;
use callbook::ui::model::{OpenCall, Opened};
use callbook::ui::player::Hearing;
use egui::accesskit::{Role, Toggled};
use egui::{Event, Key, Modifiers};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use serde_json::{Value, json};

use crate::analysis::fixtures::{bytes, files, truth};
use crate::book::{Book, post};
use crate::made::{envelope, time};
use crate::player::program::{player, until_player, window};
use crate::program::{listening, until};
use crate::recording::vendor::Vendor;

/// More stops of Tab than any place has.
const STOPS: usize = 60;

/// A call that is complete: number `id` of the day.
fn call(id: i64, name: &str, more: &Value) -> Vec<u8> {
    let mut call = json!({ "Action": "CallDetailsV5.CallProcessed", "id": id, "tracking_number": "8332795145",
        "caller_number": format!("90558020{:02}", 80 + id), "organization_id": 5440,
        "start_time_utc": time(id * 600_000), "answer_time_utc": time(id * 600_000 + 4_000),
        "answer_status": "answered", "call_duration": 46, "time_zone_name": "Eastern",
        "caller_details": { "name": name } });
    let fields = call.as_object_mut().unwrap();
    fields.extend(more.as_object().unwrap().clone());
    envelope("CallDetailsV5", id * 600_000 + 90_000, 1, &[call])
}

/// What is spoken in the recording, with each line under the name of the other speaker, as it happens to senders.
fn mislabelled() -> String {
    let lines = truth().spoken.into_iter().map(|one| {
        let label = match one.speaker {
            Speaker::Agent => "Caller",
            _ => "Agent",
        };
        format!("{label}: {}", one.text)
    });
    lines.collect::<Vec<_>>().join(" ")
}

/// Three calls of one day over real HTTP; the recording of the second lies at `link`.
fn deliver(addr: &str, link: &str) {
    let not_a_lead = json!({ "lead_outcome": { "lead": "false" } });
    let garage = json!({ "voice_link": link, "call_transcript": mislabelled(),
        "conversation_analytics": { "lead_outcome": { "lead": "false" }, "call_summary": "Wants the car looked at." } });
    let other = json!({ "conversation_analytics": not_a_lead });
    for (id, name, more) in [
        (1, "Priya Raman", &other),
        (2, "Ömer Ćosić", &garage),
        (3, "Marie Tremblay", &other),
    ] {
        assert_eq!(post(addr, &call(id, name, more)).status, 200);
    }
}

fn press(window: &mut Harness<'_, App>, key: Key) {
    press_with(window, Modifiers::NONE, key);
}

fn press_with(window: &mut Harness<'_, App>, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(3);
}

fn type_text(window: &mut Harness<'_, App>, text: &str) {
    for c in text.chars() {
        window.event(Event::Text(c.to_string()));
        window.step();
    }
}

/// The name of what has the focus.
fn focused(window: &Harness<'_, App>) -> Option<String> {
    let root = window.root();
    let mut nodes = root.children_recursive();
    nodes
        .find(|node| node.accesskit_node().is_focused())?
        .accesskit_node()
        .label()
}

/// Goes on by Tab until what has this name has the focus.
#[track_caller]
fn tab_to(window: &mut Harness<'_, App>, name: &str) {
    let mut met = Vec::new();
    for _ in 0..STOPS {
        press(window, Key::Tab);
        let at = focused(window);
        if at.as_deref() == Some(name) {
            return;
        }
        met.push(at);
    }
    panic!("Tab does not lead to {name}, but to {met:?}");
}

fn open_call<'a>(window: &'a Harness<'_, App>) -> Option<&'a OpenCall> {
    match &window.state().model().open_call {
        Opened::Ready(open) => Some(open),
        _ => None,
    }
}

/// Waits until the page shows the call of somebody, as a screen reader finds it.
#[track_caller]
fn until_open(window: &mut Harness<'_, App>, name: &str) {
    until(window, |window| {
        window
            .query_by_role_and_label(Role::Heading, name)
            .map(drop)
    });
}

fn rows(window: &Harness<'_, App>) -> usize {
    window.query_all_by_role(Role::ListItem).count()
}

/// The row of somebody is in the list and says this.
fn row_says(window: &Harness<'_, App>, name: &str, words: &str) -> bool {
    let mut rows = window.query_all_by_role(Role::ListItem);
    rows.any(|row| {
        let label = row.accesskit_node().label().unwrap_or_default();
        label.starts_with(name) && label.contains(words)
    })
}

/// Who says the first line, as the button says that plays it.
fn first_speaker(window: &Harness<'_, App>) -> Option<String> {
    let lines = window.query_all_by_label_contains(", an estimated time");
    let names = lines.filter_map(|line| line.accesskit_node().label());
    let mut speakers = names.filter_map(|name| {
        let (speaker, _) = name.strip_prefix("Play ")?.split_once(" from ")?;
        Some(speaker.to_owned())
    });
    speakers.next()
}

fn is_chosen(window: &Harness<'_, App>, name: &str) -> bool {
    let choice = window.get_by_role_and_label(Role::RadioButton, name);
    choice.accesskit_node().toggled() == Some(Toggled::True)
}

#[test]
fn a_reviewer_works_through_the_day_by_keyboard() {
    let vendor = Vendor::good(bytes(files(2).next().unwrap()));
    let book = Book::new();
    let mut window = window(&book);
    let addr = listening(&mut window);
    deliver(&addr, &vendor.url());
    until(&mut window, |window| (rows(window) == 3).then_some(()));

    // Open: the newest call, then the one before it.
    press(&mut window, Key::Home);
    until_open(&mut window, "Marie Tremblay");
    press(&mut window, Key::ArrowDown);
    until_open(&mut window, "Ömer Ćosić");

    // Search, and open what is found.
    press_with(&mut window, Modifiers::COMMAND, Key::F);
    assert_eq!(focused(&window).as_deref(), Some("Search calls"));
    type_text(&mut window, "car looked");
    until(&mut window, |window| {
        (rows(window) == 1 && row_says(window, "Ömer Ćosić", "not a lead")).then_some(())
    });
    press(&mut window, Key::Enter);
    press(&mut window, Key::Escape);
    assert_eq!(focused(&window), None, "the list has the keys again");

    // Play: the recording is fetched now and not before, and goes on where the keys say.
    assert!(vendor.heads().is_empty());
    press(&mut window, Key::Space);
    until_player(&mut window, |player| player.length.is_some());
    assert_eq!(vendor.heads().len(), 1);
    until_player(&mut window, |player| {
        let trouble = player.trouble.as_ref();
        // Where there is no sound device it says so, and can be sought in all the same.
        let is_silent = trouble.is_some_and(|trouble| trouble.what.contains("sound device"));
        player.state == Hearing::Playing || is_silent
    });
    let before = player(&window).at;
    press(&mut window, Key::L);
    until_player(&mut window, |player| {
        player.at >= before + Duration::from_secs(9)
    });
    if player(&window).state == Hearing::Playing {
        press(&mut window, Key::Space);
        until_player(&mut window, |player| player.state == Hearing::Paused);
    }

    // Correct the speakers.
    until(&mut window, |window| {
        (first_speaker(window).as_deref() == Some("Caller")).then_some(())
    });
    press(&mut window, Key::X);
    until(&mut window, |window| {
        (first_speaker(window).as_deref() == Some("Agent")).then_some(())
    });

    // Overrule the lead.
    press(&mut window, Key::O);
    tab_to(&mut window, "Lead: Yes");
    assert!(!is_chosen(&window, "Lead: Yes"));
    press(&mut window, Key::Space);
    until(&mut window, |window| {
        is_chosen(window, "Lead: Yes").then_some(())
    });
    tab_to(&mut window, "Done");
    press(&mut window, Key::Enter);
    assert!(
        window
            .query_by_role_and_label(Role::RadioButton, "Lead: Yes")
            .is_none()
    );
    until(&mut window, |window| {
        row_says(window, "Ömer Ćosić", "lead").then_some(())
    });
    let id = open_call(&window).unwrap().row.id;
    assert_eq!(kept(&book, id), (true, Some(true)));

    // The next call of the day, with the search put away.
    press_with(&mut window, Modifiers::COMMAND, Key::F);
    press_with(&mut window, Modifiers::COMMAND, Key::A);
    press(&mut window, Key::Backspace);
    press(&mut window, Key::Escape);
    until(&mut window, |window| (rows(window) == 3).then_some(()));
    press(&mut window, Key::ArrowDown);
    until_open(&mut window, "Priya Raman");

    // Undo: first the lead, then the speakers, though another call is open; what it was is told.
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    until(&mut window, |_| {
        (kept(&book, id) == (true, None)).then_some(())
    });
    let mut told = window.query_all_by_label_contains("Undone: ");
    assert!(told.next().is_some());
    drop(told);
    press_with(&mut window, Modifiers::COMMAND, Key::Z);
    until(&mut window, |_| {
        (kept(&book, id) == (false, None)).then_some(())
    });
    press(&mut window, Key::ArrowUp);
    until_open(&mut window, "Ömer Ćosić");
    until(&mut window, |window| {
        let is_as_sent = row_says(window, "Ömer Ćosić", "not a lead");
        (is_as_sent && first_speaker(window).as_deref() == Some("Caller")).then_some(())
    });
    // And done again.
    press_with(&mut window, Modifiers::COMMAND | Modifiers::SHIFT, Key::Z);
    until(&mut window, |window| {
        (first_speaker(window).as_deref() == Some("Agent")).then_some(())
    });
    assert_eq!(kept(&book, id), (true, None));
}

/// What the book has of a call: whether its speakers are swapped, and what was said of the lead.
fn kept(book: &Book, id: CallId) -> (bool, Option<bool>) {
    let entered = Store::open(&book.dir()).unwrap().entered(id).unwrap();
    (
        entered.swapped,
        entered.overrules.lead.map(|ruled| ruled.value),
    )
}
