//! The transcript on the page: echoes, swapped speakers, search, copies.

use std::sync::Arc;

use callbook::call::question::parse;
use callbook::call::{CallId, Entry, Facts, Stage};
use callbook::ui::Action;
use callbook::ui::model::{OpenCall, Opened};
use egui::{Key, Modifiers, Theme};
use egui_kittest::kittest::Queryable;
use egui_kittest::{Harness, SnapshotResults};

use super::calls::{open, sample, text};
use super::{Page, read, tall, window};
use crate::drawing::can_draw;

const ECHOES: &str = "Caller: Peak Dental, how can I help you? Agent: Peak Dental how can I help you Agent: Hi, I'm calling about my \
                      appointment on Tuesday. Caller: Hi I'm calling about my appointment on Tuesday. Caller: Sure. Caller: Let me look at \
                      the schedule for you. Agent: Let me look at the Agent: schedule for you. Agent: Thank you so much.";
/// Only what one channel alone has shows that labels are swapped.
const SWAPPED: &str = "Caller: Thank you for calling Peak Dental, how can I help you? Agent: Hi, I'm calling about my appointment.";

fn call(transcript: &str) -> Facts {
    let mut facts = sample().call.facts;
    facts.transcript = text(transcript);
    facts
}

fn page(transcript: &str) -> Harness<'static, Page> {
    tall(open(call(transcript), Stage::Complete))
}

fn press(harness: &mut Harness<'_, Page>, name: &str) {
    harness.get_by_label(name).click();
    harness.run();
}

fn has(harness: &Harness<'_, Page>, words: &str) -> bool {
    read(harness).contains(words)
}

#[test]
fn echoes_are_hidden_until_asked_for() {
    let mut harness = page(ECHOES);
    assert!(has(&harness, "Peak Dental, how can I help you?"));
    assert!(!has(&harness, "Peak Dental how can I help you"));
    press(&mut harness, "Show 4 echoes");
    assert!(has(&harness, "Peak Dental how can I help you"));
    press(&mut harness, "Hide 4 echoes");
    assert!(!has(&harness, "Peak Dental how can I help you"));
    assert!(
        page("Agent: Hello.")
            .query_by_label_contains("echoes")
            .is_none()
    );
}

#[test]
fn speakers_are_swapped_by_the_button_and_by_the_notice() {
    let mut harness = page(SWAPPED);
    assert!(has(&harness, "The speakers are swapped:"));
    press(&mut harness, "Swap the speakers as noticed");
    press(&mut harness, "Swap the speakers (X)");
    let swap = Action::Enter(CallId(7), Entry::Swap(true));
    assert_eq!(harness.state().actions, [swap.clone(), swap]);
}

#[test]
fn what_was_swapped_says_so_and_can_be_undone() {
    let mut open = open(call(SWAPPED), Stage::Complete);
    open.conversation = callbook::call::transcript::conversation(&open.call, true);
    let mut harness = tall(open);
    assert!(!has(&harness, "The speakers are swapped:"));
    press(&mut harness, "Undo the swap of speakers (X)");
    assert_eq!(
        harness.state().actions,
        [Action::Enter(CallId(7), Entry::Swap(false))]
    );
}

#[test]
fn words_are_found_one_after_the_other() {
    let mut harness = page(ECHOES);
    harness.key_press(Key::F3);
    harness.run();
    harness
        .get_by_label("Find in the transcript")
        .type_text("LOOK");
    harness.run();
    assert!(has(&harness, "1 of 1"));
    harness
        .get_by_label("Find in the transcript")
        .type_text(" nowhere");
    harness.run();
    assert!(has(&harness, "not found"));
    press(&mut harness, "Close the search");

    press(&mut harness, "Find in the transcript (F3)");
    harness
        .get_by_label("Find in the transcript")
        .type_text("you");
    harness.run();
    assert!(has(&harness, "1 of 3"));
    harness.key_press(Key::F3);
    harness.run();
    assert!(has(&harness, "2 of 3"));
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F3);
    harness.key_press_modifiers(Modifiers::SHIFT, Key::F3);
    harness.run();
    assert!(has(&harness, "3 of 3"));
    // An X that is typed is a letter.
    harness
        .get_by_label("Find in the transcript")
        .type_text("x");
    harness.key_press(Key::X);
    harness.run();
    assert!(harness.state().actions.is_empty());
    // What is found among the echoes counts when they are shown.
    press(&mut harness, "Close the search");
    press(&mut harness, "Show 4 echoes");
    press(&mut harness, "Find in the transcript (F3)");
    harness
        .get_by_label("Find in the transcript")
        .type_text("you");
    harness.run();
    assert!(has(&harness, "1 of 5"));
}

/// The call of this id, in which the door is spoken of so often.
fn of_doors(id: i64, times: usize) -> Arc<OpenCall> {
    let said = "Agent: Hello. Caller: The door, please. ".repeat(times);
    let mut open = open(call(&said), Stage::Complete);
    (open.call.id, open.row.id) = (CallId(id), CallId(id));
    Arc::new(open)
}

#[test]
fn the_places_of_a_search_lead_from_call_to_call_either_way() {
    let mut harness = page("Agent: Hello.");
    let show = |harness: &mut Harness<'_, Page>, id, times| {
        let model = &mut harness.state_mut().model;
        model.calls.selected = Some(CallId(id));
        model.open_call = Opened::Ready(of_doors(id, times));
        harness.run();
    };
    let model = &mut harness.state_mut().model;
    model.search.question = parse("door").unwrap();
    model.calls.ids = Some(Arc::new(vec![CallId(1), CallId(2), CallId(3)]));
    let step = |harness: &mut Harness<'_, Page>, modifiers| {
        harness.key_press_modifiers(modifiers, Key::F3);
        harness.run();
        std::mem::take(&mut harness.state_mut().actions)
    };
    show(&mut harness, 3, 1);
    let back = |id| [Action::SelectCall(CallId(id))];
    assert_eq!(step(&mut harness, Modifiers::SHIFT), back(2));
    show(&mut harness, 2, 3);
    for place in ["second", "first"] {
        let left = step(&mut harness, Modifiers::SHIFT);
        assert_eq!(left, [], "the {place} place is in this call");
    }
    assert_eq!(step(&mut harness, Modifiers::SHIFT), back(1));
    show(&mut harness, 1, 2);
    assert_eq!(step(&mut harness, Modifiers::NONE), back(2));
    show(&mut harness, 2, 3);
    for place in ["second", "last"] {
        let left = step(&mut harness, Modifiers::NONE);
        assert_eq!(left, [], "the {place} place is in this call");
    }
    assert_eq!(step(&mut harness, Modifiers::NONE), back(3));
}

#[test]
fn the_conversation_is_copied_and_saved() {
    let mut harness = page(ECHOES);
    for item in [
        "Copy as text",
        "Save as Markdown",
        "Save as SRT subtitles, times estimated",
    ] {
        press(&mut harness, "Copy or save the transcript");
        press(&mut harness, item);
    }
    let actions = &harness.state().actions;
    let [
        Action::CopyText(copied),
        Action::SaveText { name, text },
        Action::SaveText {
            name: srt,
            text: cues,
        },
    ] = actions.as_slice()
    else {
        panic!("{actions:?}");
    };
    assert_eq!(copied.lines().count(), 5);
    assert_eq!(name, "Ted Robertson 2025-02-26.md");
    assert!(text.starts_with("# Ted Robertson 2025-02-26\n"), "{text}");
    assert_eq!(srt, "Ted Robertson 2025-02-26 (times estimated).srt");
    assert_eq!(cues.matches("(time estimated)").count(), 5, "{cues}");
}

#[test]
fn the_transcript_in_its_states() {
    if !can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    for (theme, ending) in [(Theme::Dark, "dark"), (Theme::Light, "light")] {
        for (name, said, width) in [("echoes", ECHOES, 928.0), ("swapped", SWAPPED, 420.0)] {
            let page = Page::of(open(call(said), Stage::Complete));
            let height = if name == "echoes" { 720.0 } else { 1300.0 };
            let mut harness = window([width, height])
                .with_theme(theme)
                .wgpu()
                .build_eframe(|_| page);
            harness.run();
            if name == "echoes" {
                press(&mut harness, "Show 4 echoes");
                press(&mut harness, "Find in the transcript (F3)");
                harness
                    .get_by_label("Find in the transcript")
                    .type_text("schedule");
                harness.run();
            }
            harness.remove_cursor();
            harness.run();
            results.add(harness.try_snapshot(format!("transcript-{name}-{ending}")));
        }
    }
}
