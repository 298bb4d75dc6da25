//! What a person enters on the page: overruling, notes; and what stands beside the sender's claims.

use std::sync::Arc;
use std::time::Duration;

use callbook::call::overrule::Ruled;
use callbook::call::{CallId, Entry, Mood, Note, Overrule};
use callbook::ui::Action;
use callbook::ui::model::{OpenCall, Opened, OwnList};
use callbook::ui::player::{HeardCall, Hearing, PlayerAction};
use egui::{Key, Modifiers, Role, Theme};
use egui_kittest::kittest::{NodeT, Queryable};
use egui_kittest::{Harness, SnapshotResults};

use super::calls::{sample, text};
use super::{Page, at, read, tall, window};
use crate::drawing::can_draw;

fn press(harness: &mut Harness<'_, Page>, name: &str) {
    harness.get_by_label(name).click();
    harness.run();
}

/// What of the actions a person entered.
fn entered(harness: &Harness<'_, Page>) -> Vec<Action> {
    let actions = harness.state().actions.iter();
    let is_entry = |action: &&Action| matches!(action, Action::Enter(..) | Action::AddNote { .. });
    actions.filter(is_entry).cloned().collect()
}

fn note(secs: i64, words: &str, at_ms: Option<i64>) -> Note {
    let now = at("2025-02-26T22:00:00Z") + jiff::SignedDuration::from_secs(secs);
    Note::new(words.to_owned(), at_ms, now)
}

fn overruled() -> OpenCall {
    let mut open = sample();
    let now = at("2025-02-26T22:00:00Z");
    let own = &mut open.entered.overrules;
    own.lead = Some(Ruled {
        value: true,
        at: now,
    });
    own.rule(Overrule::Sentiment(Some(Mood::Positive)), now);
    own.rule(
        Overrule::Disposition("appointment".to_owned(), Some(true)),
        now,
    );
    own.rule(
        Overrule::Disposition("conversation".to_owned(), Some(false)),
        now,
    );
    open
}

#[test]
fn everything_can_be_overruled_on_the_sheet() {
    let mut harness = tall(sample());
    press(&mut harness, "Overrule the analysis (O)");
    let words = read(&harness);
    assert!(words.contains("Lead: Vendor: no"), "{words}");
    for choice in [
        "Lead: Yes",
        "Sentiment: Negative",
        "Appointment: Yes",
        "Conversation: No",
    ] {
        let node = harness.get_by_role_and_label(Role::RadioButton, choice);
        assert_eq!(
            node.accesskit_node().toggled(),
            Some(egui::accesskit::Toggled::False)
        );
        press(&mut harness, choice);
    }
    let disposition = |name: &str, value| Overrule::Disposition(name.to_owned(), Some(value));
    let wanted = [
        Overrule::Lead(Some(true)),
        Overrule::Sentiment(Some(Mood::Negative)),
        disposition("appointment", true),
        disposition("conversation", false),
    ];
    let wanted = wanted.map(|overrule| Action::Enter(CallId(7), Entry::Overrule(overrule)));
    assert_eq!(entered(&harness), wanted);
    // What is chosen already is no word.
    press(&mut harness, "Lead: Vendor: no");
    assert_eq!(entered(&harness).len(), 4);
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_label("Lead: Yes").is_none());
}

#[test]
fn the_sheet_is_worked_by_keys_alone() {
    let mut harness = tall(sample());
    harness.state_mut().state.overrule();
    harness.run();
    for _ in 0..60 {
        let focused = harness
            .get_by_label("Lead: Yes")
            .accesskit_node()
            .is_focused();
        if focused {
            break;
        }
        harness.key_press(Key::Tab);
        harness.run();
    }
    harness.key_press(Key::Space);
    harness.run();
    let wanted = Entry::Overrule(Overrule::Lead(Some(true)));
    assert_eq!(entered(&harness), [Action::Enter(CallId(7), wanted)]);
}

#[test]
fn both_words_are_shown() {
    let harness = tall(overruled());
    let words = read(&harness);
    for wanted in [
        "Lead, you say",
        "Vendor said not a lead",
        "Positive, you say",
        "; a lead",
        "Appointment, you say",
        "Conversation, the vendor said; you say no.",
    ] {
        assert!(words.contains(wanted), "“{wanted}” is not in {words}");
    }
    let plain = read(&tall(sample()));
    assert!(
        !plain.contains("you say") && !plain.contains("Vendor said"),
        "{plain}"
    );
}

#[test]
fn a_note_is_about_the_moment_at_which_the_player_stands() {
    let mut harness = tall(sample());
    let player = &mut harness.state_mut().model.player;
    player.call = Some(HeardCall {
        id: CallId(7),
        who: "Ted Robertson".to_owned(),
    });
    player.state = Hearing::Playing;
    player.at = Duration::from_millis(12_340);
    player.length = Some(Duration::from_secs(51));
    harness.run();
    press(&mut harness, "Add a note (C)");
    let pause = Action::Player(PlayerAction::Toggle);
    assert!(harness.state().actions.contains(&pause));
    assert!(read(&harness).contains("about 0:12"));
    harness.get_by_label("Note").type_text("Wants a quote");
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let wanted = Action::AddNote {
        call: CallId(7),
        text: "Wants a quote".to_owned(),
        at_ms: Some(12_340),
    };
    assert_eq!(entered(&harness), [wanted]);
    assert!(harness.query_by_label("Note").is_none());
}

#[test]
fn what_is_half_typed_stays_whatever_is_opened_in_between() {
    let mut harness = tall(sample());
    press(&mut harness, "Add a note (C)");
    harness.get_by_label("Note").type_text("half a thou");
    harness.run();
    harness.key_press(Key::Escape);
    harness.run();
    assert!(harness.query_by_label("Note").is_none());
    assert_eq!(entered(&harness), []);
    let mut other = sample();
    other.call.id = CallId(8);
    other.row.id = CallId(8);
    harness.state_mut().model.open_call = Opened::Ready(Arc::new(other));
    harness.run();
    harness.get_by_label("Add a note (C)");
    harness.state_mut().model.open_call = Opened::Ready(Arc::new(sample()));
    harness.run();
    press(&mut harness, "Go on with your note (C)");
    harness.get_by_label("Note").type_text("ght");
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    let Some(Action::AddNote { text, .. }) = entered(&harness).pop() else {
        panic!("no note")
    };
    assert_eq!(text, "half a thought");
    // Not kept by the book: it is offered again rather than lost.
    press(&mut harness, "Add a note (C)");
}

#[test]
fn masked_notes_are_only_read_and_what_is_half_typed_waits_unseen() {
    let mut open = sample();
    open.entered.notes = vec![note(0, "Call back", None)];
    let mut harness = tall(open);
    press(&mut harness, "Add a note (C)");
    harness.get_by_label("Note").type_text("about Ted");
    harness.run();
    harness.state_mut().model.is_masked = true;
    harness.run();
    assert!(harness.query_by_label("Note").is_none());
    let words = read(&harness);
    assert!(words.contains("Call back"), "{words}");
    for hidden in ["about Ted", "(C)", "Edit the note", "Delete the note"] {
        assert!(!words.contains(hidden), "{hidden}: {words}");
    }
    harness.state_mut().model.is_masked = false;
    harness.run();
    press(&mut harness, "Save the note (Enter)");
    let Some(Action::AddNote { text, .. }) = entered(&harness).pop() else {
        panic!("no note")
    };
    assert_eq!(text, "about Ted");
}

#[test]
fn a_note_without_a_word_is_none_and_shift_begins_a_line() {
    let mut harness = tall(sample());
    press(&mut harness, "Add a note (C)");
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(entered(&harness), []);
    press(&mut harness, "Add a note (C)");
    harness.get_by_label("Note").type_text("one");
    harness.run();
    harness.key_press_modifiers(Modifiers::SHIFT, Key::Enter);
    harness.run();
    harness.get_by_label("Note").type_text("two");
    harness.run();
    press(&mut harness, "Save the note (Enter)");
    let Some(Action::AddNote { text, at_ms, .. }) = entered(&harness).pop() else {
        panic!("no note")
    };
    assert_eq!((text.as_str(), at_ms), ("one\ntwo", None));
}

#[test]
fn notes_are_changed_deleted_and_brought_back() {
    let mut open = sample();
    let first = note(0, "Call back on Monday", Some(23_000));
    open.entered.notes = vec![first.clone(), note(5, "Paid", None)];
    let mut harness = tall(open.clone());
    harness.get_by_label("Play from 0:23");
    press(&mut harness, "Edit the note: Call back on Monday");
    harness.get_by_label("Note").type_text("!");
    harness.run();
    press(&mut harness, "Save the note (Enter)");
    let Some(Action::Enter(CallId(7), Entry::KeepNote(kept))) = entered(&harness).pop() else {
        panic!("no note")
    };
    assert_eq!(kept.text, "Call back on Monday!");
    assert_eq!(
        (kept.id, kept.at_ms, kept.created_at),
        (first.id, first.at_ms, first.created_at)
    );
    assert!(kept.changed_at > first.created_at);

    press(&mut harness, "Delete the note: Paid");
    let paid = open.entered.notes.pop().unwrap();
    assert_eq!(
        entered(&harness).pop(),
        Some(Action::Enter(CallId(7), Entry::DropNote(paid.id)))
    );
    harness.state_mut().model.open_call = Opened::Ready(Arc::new(open));
    harness.run();
    press(&mut harness, "Undo the deletion of the note");
    assert_eq!(
        entered(&harness).pop(),
        Some(Action::Enter(CallId(7), Entry::KeepNote(paid)))
    );
}

#[test]
fn a_press_on_a_line_that_may_have_led_to_a_claim_shows_it_in_its_place() {
    let mut open = sample();
    let mut turns: Vec<String> = (0..60)
        .map(|n| format!("Agent: Line number {n} of many."))
        .collect();
    turns.push("Caller: Nobody called me back, I am really disappointed.".to_owned());
    open.call.facts.transcript = text(&turns.join(" "));
    open.call.facts.sentiment.overall = text("negative");
    let open = super::calls::open(open.call.facts, callbook::call::Stage::Complete);
    let mut harness = window([928.0, 1300.0]).build_eframe(|_| Page::of(open));
    harness.run();
    press(&mut harness, "1 line may have led to it: Overall");
    let line = "Nobody called me back, I am really disappointed.";
    assert!(harness.query_by_label(line).is_none(), "far down");
    let words = read(&harness);
    assert!(words.contains("Show in the transcript"), "{words}");
    press(
        &mut harness,
        &format!("Show in the transcript: Caller: “{line}”"),
    );
    harness.run();
    harness.get_by_label(line);
}

#[test]
fn what_does_not_fit_together_is_pointed_out() {
    let mut open = sample();
    open.call.facts.sentiment.summary = text("It was a positive interaction.");
    open.call.facts.sentiment.view_of_business = text("negative");
    let open = super::calls::open(open.call.facts, callbook::call::Stage::Complete);
    let words = read(&tall(open));
    let wanted = "View of the business: negative, but summary of the mood: “positive interaction”";
    assert!(
        words.contains("Does not fit together") && words.contains(wanted),
        "{words}"
    );
}

#[test]
fn the_same_person_is_a_press_away() {
    let mut harness = tall(sample());
    let words = read(&harness);
    for wanted in [
        "4 calls in this book, 3 before this one.",
        "1 of those before was missed.",
    ] {
        assert!(words.contains(wanted), "“{wanted}” is not in {words}");
    }
    press(&mut harness, "Show all 4 calls (P)");
    let last = harness.state().actions.last().cloned();
    assert_eq!(last, Some(Action::Ask("from:9055802283".to_owned())));
    harness
        .get_by_label_contains("Open the call of 24 Feb")
        .click();
    harness.run();
    assert_eq!(
        harness.state().actions.last(),
        Some(&Action::SelectCall(CallId(101)))
    );
}

#[test]
fn own_keyword_lists_stand_beside_the_senders() {
    let mut open = sample();
    open.own_lists = vec![OwnList {
        name: "Openings".to_owned(),
        heard: vec![("patio".to_owned(), vec![1, 1])],
    }];
    let words = read(&tall(open));
    assert!(
        words.contains("Your keyword lists") && words.contains("patio, twice"),
        "{words}"
    );
}

#[test]
fn a_number_is_dialled_after_it_was_shown() {
    let mut open = sample();
    open.call.facts.do_not_call = callbook::call::Said::Value(true);
    let mut harness = tall(open);
    assert!(read(&harness).contains("on a do-not-call list"));
    press(&mut harness, "Call (905) 580-2283…");
    assert!(harness.state().actions.is_empty());
    assert!(read(&harness).contains("tel:+19055802283"));
    press(&mut harness, "Call (905) 580-2283");
    let wanted = Action::OpenUrl("tel:+19055802283".to_owned());
    assert_eq!(harness.state().actions, [wanted]);
}

#[test]
fn the_page_of_a_call_that_a_person_worked_on() {
    if !can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    let mut open = overruled();
    open.entered.notes = vec![
        note(
            0,
            "Sean did not come. Call back on Monday, and offer ten percent.",
            Some(23_000),
        ),
        note(
            60,
            "A-very-long-word-that-goes-on-and-on-and-on-and-on-and-on-and-on-and-on-and-on",
            None,
        ),
    ];
    open.call.facts.sentiment.summary = text("It was a positive interaction.");
    let mut page = super::calls::open(open.call.facts.clone(), callbook::call::Stage::Complete);
    page.entered = open.entered;
    page.own_lists = vec![OwnList {
        name: "Openings".to_owned(),
        heard: vec![("patio".to_owned(), vec![3])],
    }];
    for (theme, ending) in [(Theme::Dark, "dark"), (Theme::Light, "light")] {
        for (name, size) in [
            ("worked", [928.0, 1700.0]),
            ("worked-narrow", [580.0, 800.0]),
        ] {
            let open = page.clone();
            let harness = window(size).with_theme(theme).wgpu();
            let mut harness = harness.build_eframe(|_| Page::of(open));
            harness.run();
            results.add(harness.try_snapshot(format!("page-{name}-{ending}")));
            if name == "worked-narrow" {
                press(&mut harness, "Overrule the analysis (O)");
                harness.remove_cursor();
                harness.run();
                results.add(harness.try_snapshot(format!("page-overrule-{ending}")));
            } else {
                press(&mut harness, "Add a note (C)");
                harness.get_by_label("Note").type_text("Half a thought");
                harness.remove_cursor();
                harness.run_steps(4);
                results.add(harness.try_snapshot(format!("page-note-{ending}")));
            }
        }
    }
}
