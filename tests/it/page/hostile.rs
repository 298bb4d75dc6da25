//! Calls as a sender may well send them: at midnight, while clocks are set, with `n/a` in every place, from nobody.

use callbook::call::{Attribution, Facts, KeywordHit, PageTrack, Said, Sentiment, Speaker, Stage};
use callbook::ui::words;
use egui_kittest::kittest::Queryable;

use super::calls::{moment, open, sample, text};
use super::{at, read, tall};

fn times(started: &str, answered: &str, ended: &str) -> Facts {
    Facts {
        started_at: moment(started),
        answered_at: moment(answered),
        ended_at: moment(ended),
        time_zone: text("America/New_York"),
        ..Facts::default()
    }
}

#[test]
fn a_call_across_midnight_tells_on_which_day_it_went_on() {
    let facts = times(
        "2026-11-29T04:59:50Z",
        "2026-11-29T05:00:10Z",
        "2026-11-29T05:01:00Z",
    );
    let words = read(&tall(open(facts, Stage::Complete)));
    for told in [
        "11:59:50 PM",
        "12:00:10 AM, Sun 29 Nov",
        "12:01:00 AM, Sun 29 Nov",
    ] {
        assert!(words.contains(told), "{told} in {words}");
    }
    assert!(!words.contains("11:59:50 PM, "), "{words}");
}

#[test]
fn a_call_while_clocks_are_set_back_does_not_seem_to_end_before_it_starts() {
    let facts = times(
        "2026-11-01T05:59:50Z",
        "2026-11-01T06:00:10Z",
        "2026-11-01T06:01:00Z",
    );
    let words = read(&tall(open(facts, Stage::Complete)));
    for told in ["1:59:50 AM EDT", "1:00:10 AM EST", "1:01:00 AM EST"] {
        assert!(words.contains(told), "{told} in {words}");
    }
}

#[test]
fn an_analysis_that_says_nothing_has_no_card() {
    let facts = Facts {
        sentiment: Sentiment {
            overall: Said::Cleared,
            satisfied: Said::Cleared,
            concern_class: Said::Cleared,
            ..Sentiment::default()
        },
        ..Facts::default()
    };
    let words = read(&tall(open(facts, Stage::Complete)));
    assert!(!words.contains("Sentiment"), "{words}");
}

#[test]
fn a_withheld_number_is_not_called_back() {
    for (number, is_known) in [
        ("9055802283", true),
        ("0000000000", false),
        ("+266696687", false),
        ("anonymous", false),
    ] {
        let facts = Facts {
            caller_number: text(number),
            ..Facts::default()
        };
        let page = tall(open(facts, Stage::Complete));
        let name = format!("Call {}…", words::phone(number));
        let buttons = page.query_all_by_label_contains(&name);
        assert_eq!(buttons.count() == 1, is_known, "{number}");
    }
}

#[test]
fn a_keyword_without_speaker_and_time_is_nobodys() {
    let hit = KeywordHit {
        list: None,
        keyword: "patio".to_owned(),
        speaker: Speaker::Unknown,
        at_secs: None,
    };
    let facts = Facts {
        keywords: Said::Value(vec![hit]),
        ..Facts::default()
    };
    let words = read(&tall(open(facts, Stage::Complete)));
    assert!(words.contains("no time was sent"), "{words}");
    assert!(!words.contains("someone"), "{words}");
}

#[test]
fn a_long_way_to_the_call_is_folded_until_it_is_asked_for() {
    let page = |n: i64| PageTrack {
        page_url: format!("https://abcwindows.com/p/{n}.html"),
        at: Some(at("2026-11-28T19:20:00Z") + jiff::SignedDuration::from_secs(n)),
    };
    let facts = Facts {
        started_at: moment("2026-11-28T19:42:10Z"),
        attribution: Attribution {
            page_tracks: Said::Value((1..=100).map(page).collect()),
            ..Attribution::default()
        },
        ..sample().call.facts
    };
    let mut window = tall(open(facts, Stage::Complete));
    let words = read(&window);
    for shown in ["p/1.html", "p/6.html", "p/95.html", "p/100.html", "Called"] {
        assert!(words.contains(shown), "{shown} in {words}");
    }
    assert!(!words.contains("p/50.html"), "{words}");
    window.get_by_label_contains("more pages").click();
    window.run();
    assert!(read(&window).contains("p/50.html"));
    window.get_by_label_contains("pages again").click();
    window.run();
    assert!(!read(&window).contains("p/50.html"));
}
