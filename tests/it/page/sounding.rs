//! The transcript tied to the sound: times beside its lines, following, what plays, subtitles, share of voice.

use std::sync::Arc;
use std::time::Duration;

use callbook::call::outline::Peaks;
use callbook::call::sound::{Analysis, Heard, KnownBy, Side, Sides, Span, Voice};
use callbook::call::transcript::LineTime;
use callbook::call::{BroughtIn, CallId, Facts, Stage, SubtitleFile};
use callbook::ui::Action;
use callbook::ui::model::OpenCall;
use callbook::ui::player::{HeardCall, Hearing, PlayerAction, PlayerView};
use egui::{Event, Key, Modifiers, MouseWheelUnit, Theme, TouchPhase, vec2};
use egui_kittest::kittest::Queryable;
use egui_kittest::{Harness, SnapshotResults};

use super::calls::{hit, open, sample, text};
use super::{Page, read, tall, window};
use crate::drawing::can_draw;

fn time(start_secs: f64, end_secs: f64, is_exact: bool) -> LineTime {
    LineTime {
        start_secs,
        end_secs,
        is_exact,
    }
}

/// Lines of three seconds each, one after the other; the third holds exactly.
fn times(open: &OpenCall) -> Vec<LineTime> {
    let count = u32::try_from(open.conversation.lines.len()).unwrap();
    let start = |at: u32| 3.0 * f64::from(at);
    (0..count)
        .map(|at| time(start(at), start(at) + 2.5, at == 2))
        .collect()
}

fn heard(open: &OpenCall) -> Heard {
    let side = |talk_secs, share, interruptions| Side {
        talk_secs,
        share,
        interruptions,
    };
    let voice = Voice {
        agent: side(18.3, 0.61, 2),
        caller: side(11.7, 0.39, 1),
        together_secs: 0.8,
        silence_secs: 4.2,
        longest_silence: Some(Span {
            start_secs: 15.5,
            end_secs: 18.0,
        }),
    };
    Heard {
        call: open.call.id,
        revision: 0,
        outline: Arc::new(Peaks::default()),
        sketch: None,
        length_secs: 40.0,
        conversation: Arc::new(open.conversation.clone()),
        analysis: Some(Analysis {
            sides: Sides::Stereo {
                agent: 0,
                known_by: KnownBy::Transcript,
            },
            speech: vec![Vec::new(), Vec::new()],
            pauses: Vec::new(),
            times: times(open),
            voice: Some(voice),
        }),
        is_whole: true,
        marks: Vec::new(),
    }
}

fn with_sound(open: OpenCall) -> Page {
    let heard = heard(&open);
    let mut page = Page::of(open);
    page.model.sounds.take(Arc::new(heard));
    page
}

fn shown(page: Page, size: [f32; 2]) -> Harness<'static, Page> {
    let mut harness = window(size).build_eframe(|_| page);
    harness.run();
    harness
}

/// The player is there with this call.
fn play(harness: &mut Harness<'_, Page>, at_secs: u64) {
    harness.state_mut().model.player = playing(at_secs);
    harness.run();
}

fn playing(at_secs: u64) -> PlayerView {
    PlayerView {
        call: Some(HeardCall {
            id: CallId(7),
            who: "Ted Robertson".to_owned(),
        }),
        state: Hearing::Playing,
        at: Duration::from_secs(at_secs),
        ..PlayerView::default()
    }
}

fn said(transcript: &str) -> Facts {
    let mut facts = sample().call.facts;
    facts.transcript = text(transcript);
    facts
}

fn from(secs: f64) -> Action {
    let at = Duration::from_secs_f64(secs);
    Action::Player(PlayerAction::PlayFrom(CallId(7), at))
}

fn pressed(harness: &Harness<'_, Page>) -> Vec<Action> {
    harness.state().actions.clone()
}

#[test]
fn exact_times_and_estimated_ones_are_told_apart() {
    let harness = shown(with_sound(sample()), [928.0, 4000.0]);
    let words = read(&harness);
    assert!(words.contains("Play Agent from about 0:00, an estimated time"));
    assert!(
        words.contains("Play Caller from 0:06, an exact time"),
        "{words}"
    );
    assert!(words.contains("times estimated"));
    assert_eq!(words.matches("an exact time").count(), 1, "{words}");
    // Without a recording they are estimated from the text, between the answer and the end.
    let mut silent = sample();
    silent.call.facts.recording_url = callbook::call::Said::default();
    let words = read(&tall(silent));
    assert!(!words.contains("Play "), "{words}");
    assert!(
        words.contains("from about 0:21, an estimated time"),
        "{words}"
    );
    // Where nobody knows how long the call was there are none.
    let unknown = Facts {
        transcript: text("Agent: Hello. Caller: Hi."),
        ..Facts::default()
    };
    let words = read(&tall(open(unknown, Stage::Complete)));
    assert!(!words.contains("estimated"), "{words}");
}

#[test]
fn a_line_plays_from_its_start_by_pointer_and_by_key() {
    let mut harness = shown(with_sound(sample()), [928.0, 4000.0]);
    harness
        .get_by_label("Play Caller from 0:06, an exact time")
        .click();
    harness.run();
    assert_eq!(pressed(&harness), [from(6.0)]);
    // On its words as well.
    harness.get_by_label_contains("Oh, I'm sorry").click();
    harness.run();
    assert_eq!(pressed(&harness)[1], from(12.0));
    harness
        .get_by_label("Play Agent from about 0:15, an estimated time")
        .focus();
    harness.run();
    harness.key_press(Key::Enter);
    harness.run();
    assert_eq!(pressed(&harness)[2], from(15.0));
}

#[test]
fn a_keyword_plays_from_two_seconds_before_it() {
    let mut facts = said("Agent: What is it about? Caller: Patio. Agent: I see.");
    facts.keywords = callbook::call::Said::Value(vec![
        hit("patio", callbook::call::Speaker::Caller, 4.5),
        hit("patio", callbook::call::Speaker::Caller, 65.7),
    ]);
    let mut harness = shown(with_sound(open(facts, Stage::Complete)), [928.0, 4000.0]);
    harness.get_by_label("Patio.").click();
    harness.run();
    assert_eq!(pressed(&harness), [from(2.5)]);
    // In the card as well; what lies outside the recording is shown as sent and plays nothing.
    harness.get_by_label("Play “patio”, caller at 0:04").click();
    harness.run();
    assert_eq!(pressed(&harness)[1], from(2.5));
    let words = read(&harness);
    assert!(words.contains("1:05 (after the call’s end)"), "{words}");
    assert!(!words.contains("Play “patio”, caller at 1:05"));
}

const LINES: usize = 60;

/// A number in letters.
fn spelled(number: usize) -> String {
    let letter =
        |digit: char| char::from(b'a' + u8::try_from(digit.to_digit(10).unwrap()).unwrap());
    number.to_string().chars().map(letter).collect()
}

/// So many lines that not all are in view.
fn long() -> Page {
    // No two have a word in common, so that none is taken for the echo of another.
    let said_of = |at: usize| {
        let who = ["Agent", "Caller"][at % 2];
        let words: Vec<String> = ["kor", "bel", "tam", "rin", "sul"]
            .iter()
            .map(|part| format!("{part}{}", spelled(at)))
            .collect();
        format!("{who}: {}.", words.join(" "))
    };
    let lines: Vec<String> = (0..LINES).map(said_of).collect();
    with_sound(open(said(&lines.join(" ")), Stage::Complete))
}

/// True where the line that is said now is in view.
fn sees_current(harness: &Harness<'_, Page>) -> bool {
    let view = harness.ctx.content_rect();
    let current = harness.query_by_label_contains("said now");
    current.is_some_and(|current| view.contains_rect(current.rect()))
}

fn wheel(harness: &mut Harness<'_, Page>) {
    harness.hover_at(egui::pos2(300.0, 300.0));
    harness.event(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta: vec2(0.0, 400.0),
        phase: TouchPhase::Move,
        modifiers: Modifiers::NONE,
        source: egui::MouseWheelSource::Unknown,
    });
    harness.run();
}

#[test]
fn playing_is_followed_until_the_person_scrolls_and_again_when_asked() {
    let mut harness = shown(long(), [928.0, 600.0]);
    assert!(harness.query_by_label_contains("said now").is_none());
    for at in [4, 61, 120] {
        play(&mut harness, at);
        assert!(sees_current(&harness), "at {at} s");
    }
    assert!(harness.query_by_label("Follow").is_none());
    wheel(&mut harness);
    assert!(harness.query_by_label("Follow").is_some());
    play(&mut harness, 170);
    assert!(!sees_current(&harness));
    harness.get_by_label("Follow").click();
    harness.run();
    assert!(sees_current(&harness));
    assert!(harness.query_by_label("Follow").is_none());
    play(&mut harness, 20);
    assert!(sees_current(&harness));
}

#[test]
fn what_is_said_now_stays_marked_when_nothing_is_followed() {
    let mut harness = shown(long(), [928.0, 600.0]);
    play(&mut harness, 10);
    wheel(&mut harness);
    play(&mut harness, 13);
    let words = read(&harness);
    assert_eq!(words.matches("said now").count(), 1, "{words}");
    // A call in the player that is not the open one marks nothing.
    harness.state_mut().model.player.call = Some(HeardCall {
        id: CallId(8),
        who: "Another".to_owned(),
    });
    harness.run();
    assert!(!read(&harness).contains("said now"));
    assert!(harness.query_by_label("Follow").is_none());
}

#[test]
fn a_line_that_is_pressed_is_followed_again() {
    let mut harness = shown(long(), [928.0, 600.0]);
    play(&mut harness, 60);
    wheel(&mut harness);
    let view = harness.ctx.content_rect();
    harness
        .query_all_by_label_contains("Play Caller")
        .find(|line| view.contains_rect(line.rect().expand(20.0)))
        .unwrap()
        .click();
    harness.run();
    assert!(harness.query_by_label("Follow").is_none());
    assert_eq!(pressed(&harness).len(), 1);
}

#[test]
fn the_share_of_voice_is_told_where_it_was_measured() {
    let mut harness = shown(with_sound(sample()), [928.0, 4000.0]);
    let words = read(&harness);
    for told in [
        "Share of voice: agent 61 %, caller 39 %",
        "18.3 s",
        "agent 2 times, caller once",
        "Measured from the recording",
    ] {
        assert!(words.contains(told), "{told}: {words}");
    }
    harness
        .get_by_label("Play the longest silence, 2.5 s at 0:15")
        .click();
    harness.run();
    assert_eq!(pressed(&harness), [from(15.5)]);
    assert!(!read(&tall(sample())).contains("Share of voice"));
}

fn subtitled() -> OpenCall {
    let mut open = open(said("Agent: Hello. Caller: Hi."), Stage::Complete);
    open.subtitles = Some(BroughtIn {
        file: Arc::new(SubtitleFile {
            name: "said.srt".to_owned(),
            text: "00:01 --> 00:02\nAgent: Hello.".to_owned(),
            brought_at: super::at("2025-02-26T22:00:00Z"),
            came_swapped: false,
        }),
        times: vec![time(1.0, 2.0, true), time(7.5, 8.0, true)],
    });
    open
}

#[test]
fn subtitles_hold_exactly_and_are_taken_off() {
    let mut harness = shown(with_sound(subtitled()), [928.0, 4000.0]);
    let words = read(&harness);
    assert!(words.contains("from said.srt"));
    assert!(words.contains("Play Caller from 0:07, an exact time"));
    assert!(!words.contains("estimated"), "{words}");
    harness.get_by_label("Copy or save the transcript").click();
    harness.run();
    harness.get_by_label("Save as SRT subtitles").click();
    harness.run();
    harness.get_by_label("Take said.srt off the call").click();
    harness.run();
    let actions = pressed(&harness);
    let [Action::SaveText { name, text }, off] = actions.as_slice() else {
        panic!("{actions:?}");
    };
    assert_eq!(name, "Ted Robertson 2025-02-26.srt");
    assert!(text.contains("00:00:07,500 --> 00:00:08,000\nCaller: Hi."));
    assert_eq!(*off, Action::KeepSubtitles(CallId(7), None));
}

#[test]
fn subtitles_are_brought_in_by_their_path() {
    let mut harness = shown(with_sound(sample()), [928.0, 4000.0]);
    harness.get_by_label("Copy or save the transcript").click();
    harness.run();
    harness.get_by_label("Bring in subtitles…").click();
    harness.run();
    harness
        .get_by_label("Path of the file")
        .type_text(" \"/tmp/said.srt\" ");
    harness.run();
    harness.get_by_label("Bring in").click();
    harness.run();
    let path = std::path::PathBuf::from("/tmp/said.srt");
    assert_eq!(
        pressed(&harness),
        [Action::ReadSubtitles(CallId(7), vec![path])]
    );
    assert!(harness.query_by_label("Path of the file").is_none());
    // A recording without a transcript can have them as well.
    let none = read(&tall(open(said(""), Stage::Complete)));
    assert!(none.contains("Bring in subtitles: a file in SRT or WebVTT"));
}

#[test]
fn the_page_with_its_sound() {
    if !can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    for (theme, ending) in [(Theme::Dark, "dark"), (Theme::Light, "light")] {
        let cases = [
            ("playing", [928.0, 1000.0], with_sound(sample())),
            ("narrow", [588.0, 1500.0], with_sound(sample())),
            ("subtitles", [928.0, 600.0], with_sound(subtitled())),
        ];
        for (name, size, mut page) in cases {
            page.model.player = playing(7);
            let mut harness = window(size).with_theme(theme).wgpu().build_eframe(|_| page);
            harness.run();
            results.add(harness.try_snapshot(format!("sounding-{name}-{ending}")));
        }
        let mut harness = window([736.0, 500.0])
            .with_theme(theme)
            .wgpu()
            .build_eframe(|_| long());
        harness.run();
        play(&mut harness, 61);
        wheel(&mut harness);
        harness.remove_cursor();
        harness.run();
        results.add(harness.try_snapshot(format!("sounding-away-{ending}")));
    }
}
