//! Calls as nobody wishes for them: nothing known, endless names, other scripts, thousands of turns.

use std::fmt::Write;
use std::sync::Arc;

use callbook::call::{
    Caller, DeliveryState, Facts, Group, KeywordHit, Said, Seconds, Signature, Source, Speaker,
    Stage,
};
use callbook::ui::model::{OpenCall, Opened, SamePerson};
use egui::Role;
use egui_kittest::kittest::{NodeT, Queryable};

use super::calls::{delivery, hit, moment, open, sample, text};
use super::{Page, at, read, tall, window};

/// The phone rings; its sender is not verified.
pub fn ringing() -> OpenCall {
    let known = sample().call.facts;
    let mut open = open(
        Facts {
            tracking_number: known.tracking_number,
            caller_number: known.caller_number,
            group: known.group,
            started_at: moment("2025-02-26T22:09:51Z"),
            time_zone: known.time_zone,
            attribution: known.attribution,
            ..Facts::default()
        },
        Stage::Ringing,
    );
    open.row.verified = false;
    open.call.events[0].sent_at = Some(at("2025-02-26T22:09:55Z"));
    open.deliveries[0].delivery.signature = Signature::Unchecked;
    open
}

/// Nobody answered; the second delivery came twice, the last one is no call at all.
pub fn unanswered() -> OpenCall {
    let known = sample().call.facts;
    let mut open = open(
        Facts {
            tracking_number: known.tracking_number,
            caller_number: text("+442079460958"),
            started_at: moment("2025-02-26T21:42:10Z"),
            ended_at: moment("2025-02-26T21:42:44.3Z"),
            answer_status: text("no answer"),
            ring_count: Said::Value(5),
            talk_secs: Said::Value(Seconds(0.0)),
            do_not_call: Said::Value(true),
            ..Facts::default()
        },
        Stage::Ended,
    );
    open.same_person = Some(SamePerson::default());
    open.call.warnings = vec!["answer_time: “yesterday” is no time".to_owned()];
    let mut again = delivery(5, "CallPreprocessed", "2025-02-27T21:44:11.888Z");
    again.delivery.state = DeliveryState::Repeat;
    again.delivery.attempt = Some(2);
    let mut imported = delivery(6, "NewRescueCall", "2025-02-26T21:50:00Z");
    imported.delivery.source = Source::Import;
    imported.delivery.state = DeliveryState::NotUnderstood;
    imported.delivery.signature = Signature::Invalid;
    open.deliveries.extend([again, imported]);
    open
}

/// Names and words that are long, or written from right to left, or without spaces.
fn foreign() -> OpenCall {
    let mut facts = sample().call.facts;
    facts.caller = Caller {
        name: text(
            "Dr. Marguerite-Élisabeth Vandenberghe-Castellanos y Fernández de la Santísima Trinidad, Łódź",
        ),
        city: text("Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"),
        ..Caller::default()
    };
    facts.group = Group {
        name: text("ЭЛЕКТРОМОНТАЖ и сыновья, отделение на улице Ленина, дом семнадцать"),
        owner_name: text("株式会社ウィンドウズアンドドアーズ東京本店営業部"),
        ..Group::default()
    };
    facts.transcript = text(
        "Well, before anyone speaks. Caller: שלום, אני מתקשר בקשר לחלונות. Agent: 窓とドアについてお問い合わせいただきありがとうございます。\
         少々お待ちください。担当者におつなぎいたします。 Caller: Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
    );
    facts.attribution.landing_page_url = text(&format!("javascript:{}", "very_long_".repeat(40)));
    open(facts, Stage::Complete)
}

/// Two thousand turns and three hundred keywords.
fn talkative() -> OpenCall {
    let mut said = String::new();
    for turn in 0..2_000 {
        let speaker = if turn % 2 == 0 { "Agent" } else { "Caller" };
        write!(
            said,
            "{speaker}: This is turn {turn} and it has some words in it to fill a line or two. "
        )
        .expect("a text takes all");
    }
    let mut facts = sample().call.facts;
    facts.transcript = text(&said);
    facts.keywords = Said::Value(
        (0..300)
            .map(|n| hit(&format!("word {n}"), Speaker::Caller, f64::from(n)))
            .collect::<Vec<KeywordHit>>(),
    );
    open(facts, Stage::Complete)
}

#[test]
fn a_call_of_which_nothing_is_known_has_no_empty_parts() {
    let harness = tall(open(Facts::default(), Stage::Ended));
    let words = read(&harness);
    assert!(words.contains("Unknown caller"), "{words}");
    assert!(
        words.contains("called, not known whether answered"),
        "{words}"
    );
    for part in [
        "Transcript",
        "Summary",
        "Keywords",
        "Sentiment",
        "How they came",
        "Topics",
        "Timeline",
        "Status",
        "Lead",
    ] {
        assert!(!words.contains(part), "{part} in {words}");
    }
}

#[test]
fn ringing_grows_old() {
    let told = |now: &str| {
        let mut page = Page::of(ringing());
        page.model.now = at(now);
        let mut harness = window([928.0, 800.0]).build_eframe(|_| page);
        harness.run();
        read(&harness)
    };
    assert!(
        told("2025-02-26T22:09:51Z").contains("is calling your Google Ads number, ringing now")
    );
    assert!(
        told("2025-02-26T22:10:00Z").contains("is calling your Google Ads number, ringing for 9 s")
    );
    assert!(told("2025-02-26T22:19:00Z").contains("ringing for 9 m"));
    assert!(
        told("2025-02-27T00:09:54Z")
            .contains("called your Google Ads number, its end has not been sent yet")
    );
    assert!(
        told("2025-02-27T00:09:55Z").contains("called your Google Ads number, no result received")
    );
}

#[test]
fn who_was_not_answered_is_said_to_be_so_only_where_that_is_known() {
    let words = read(&tall(unanswered()));
    assert!(
        words.contains("called your number (833) 279-5145, was not answered, rang 34 s"),
        "{words}"
    );
    assert!(words.contains("Timeline: 5 rings · 34.3 s"), "{words}");
    assert!(words.contains("+442079460958"), "{words}");
    assert!(words.contains("again, attempt 2"), "{words}");
    assert!(words.contains("Wrong signature"), "{words}");
    assert!(words.contains("“yesterday” is no time"), "{words}");

    let mut facts = unanswered().call.facts;
    facts.answer_status = text("Routed Elsewhere");
    let words = read(&tall(open(facts, Stage::Ended)));
    assert!(words.contains("not known whether answered"), "{words}");
    assert!(words.contains("“Routed Elsewhere”, as sent"), "{words}");
    assert!(
        !words.contains("was not answered") && !words.contains("Timeline"),
        "{words}"
    );
}

#[test]
fn thousands_of_turns_are_laid_out_only_where_they_are_seen() {
    let mut harness = window([928.0, 848.0]).build_eframe(|_| Page::of(talkative()));
    harness.run();
    assert!(harness.query_by_label_contains("This is turn 0 ").is_some());
    assert!(
        harness
            .query_by_label_contains("This is turn 1999 ")
            .is_none()
    );
    let turns = harness.query_all_by_label_contains("This is turn").count();
    assert!((4..40).contains(&turns), "{turns} turns laid out");
}

#[test]
fn a_long_page_can_be_scrolled_to_its_end() {
    let mut harness = window([928.0, 848.0]).build_eframe(|_| Page::of(talkative()));
    for _ in 0..4 {
        harness.hover_at(egui::pos2(300.0, 400.0));
        harness.event(egui::Event::MouseWheel {
            unit: egui::MouseWheelUnit::Point,
            delta: egui::vec2(0.0, -1.0e6),
            modifiers: egui::Modifiers::NONE,
            phase: egui::TouchPhase::Move,
            source: egui::MouseWheelSource::Unknown,
        });
        harness.run_steps(40);
    }
    let last = harness.get_by_label_contains("Delivery: Call processed");
    assert!(last.rect().bottom() < 848.0, "{:?}", last.rect());
    assert!(last.rect().bottom() > 700.0, "{:?}", last.rect());
}

#[test]
fn a_large_body_is_laid_out_only_where_it_is_seen() {
    let mut open = unanswered();
    let list: Vec<String> = (0..20_000).map(|n| format!("\"item {n}\"")).collect();
    open.deliveries[0].body = format!("{{\"list\":[{}]}}", list.join(",")).into_bytes();
    open.deliveries[1].body =
        format!("{{\"Transcript\":\"{}\"", "endless words ".repeat(20_000)).into_bytes();
    let mut harness = tall(open);
    for line in [
        "Delivery: Call started",
        "Delivery: Call ended (CallPreprocessed), Wed",
    ] {
        let before = harness.root().children_recursive().count();
        harness.get_by_label_contains(line).click();
        harness.run();
        let rows = harness.root().children_recursive().count() - before;
        assert!((10..200).contains(&rows), "{rows} rows laid out");
    }
    assert!(harness.query_by_label_contains("item 1\"").is_some());
}

#[test]
fn other_scripts_and_endless_words_stay_within_the_page() {
    let mut harness = window([588.0, 4000.0])
        .allow_missing_glyphs()
        .build_eframe(|_| Page::of(foreign()));
    harness.run();
    for node in harness.root().children_recursive() {
        let words = node.accesskit_node();
        if matches!(words.role(), Role::Label | Role::Button | Role::Heading) {
            let right = node.rect().right();
            assert!(
                right <= 588.5,
                "{:?} ends at {right}",
                words.label().or(words.value())
            );
        }
    }
    assert!(
        harness.query_by_label("Unknown").is_some(),
        "who speaks before any label is unknown"
    );
}

#[test]
fn what_is_not_there_yet_is_said() {
    for (opened, words) in [
        (Opened::Nothing, "Choose a call"),
        (Opened::Loading, "Opening the call"),
        (
            Opened::Failed("The book cannot be read.".to_owned()),
            "The book cannot be read.",
        ),
    ] {
        let mut page = Page::default();
        page.model.open_call = opened;
        let mut harness = window([600.0, 400.0]).build_eframe(|_| page);
        harness.run();
        assert!(harness.query_by_label(words).is_some(), "{words}");
    }
}

#[test]
fn news_of_a_call_keep_what_is_unfolded_and_another_call_folds_it() {
    let mut harness = tall(sample());
    harness.get_by_label("Show all 13: Dispositions").click();
    harness.run();
    assert!(read(&harness).contains("Telemarketer"));

    let mut news = sample();
    news.call.facts.summary = text("A summary came.");
    harness.state_mut().model.open_call = Opened::Ready(Arc::new(news.clone()));
    harness.run();
    let words = read(&harness);
    assert!(
        words.contains("A summary came.") && words.contains("Telemarketer"),
        "{words}"
    );

    news.call.id = callbook::call::CallId(8);
    harness.state_mut().model.open_call = Opened::Ready(Arc::new(news));
    harness.run();
    assert!(!read(&harness).contains("Telemarketer"));
}
