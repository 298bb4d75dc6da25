//! What is typed, and what is understood.

use callbook::call::question::filters::{FILTERS, KINDS, PARTS};
use callbook::call::question::{
    Compare, End, Field, Filter, Has, Is, Place, Span, Text, parse, parse_typing,
};

fn one(text: &str) -> Filter {
    let question = parse(text).unwrap_or_else(|mistake| panic!("{text}: {mistake}"));
    let [term] = &question.terms[..] else {
        panic!("{text}: {question:?}")
    };
    assert!(!term.is_excluded);
    term.filter.clone()
}

fn words(text: Text, place: Place) -> Filter {
    Filter::Text { text, place }
}

fn beginning(text: &str) -> Text {
    Text::Beginning(text.to_owned())
}

fn phrase(text: &str) -> Text {
    Text::Phrase(text.to_owned())
}

fn field(field: Field, value: &str) -> Filter {
    Filter::Field {
        field,
        value: value.to_owned(),
    }
}

fn number(end: End, digits: &str) -> Filter {
    Filter::Number {
        end,
        digits: digits.to_owned(),
    }
}

#[test]
fn every_form_is_understood() {
    let patio = parse("patio door").unwrap();
    assert_eq!(patio.terms.len(), 2);
    assert_eq!(
        patio.terms[0].filter,
        words(beginning("patio"), Place::Anywhere)
    );
    let forms = [
        (
            "\"extended warranty\"",
            words(phrase("extended warranty"), Place::Anywhere),
        ),
        (
            "“extended warranty”",
            words(phrase("extended warranty"), Place::Anywhere),
        ),
        (
            "said:\"call you back\"",
            words(phrase("call you back"), Place::Said),
        ),
        (
            "said:\"call you b\"*",
            words(beginning("call you b"), Place::Said),
        ),
        (
            "agent-said:warranty",
            words(beginning("warranty"), Place::AgentSaid),
        ),
        (
            "Caller-Said:refund",
            words(beginning("refund"), Place::CallerSaid),
        ),
        (
            "https://example.com/a?b=c",
            words(beginning("https://example.com/a?b=c"), Place::Anywhere),
        ),
        ("group:\"Google Ads\"", field(Field::Group, "Google Ads")),
        (
            "group:\"the \\\"best\\\" \\\\ ads\"",
            field(Field::Group, "the \"best\" \\ ads"),
        ),
        ("source:google", field(Field::Source, "google")),
        ("campaign:spring", field(Field::Campaign, "spring")),
        ("state:MI", field(Field::State, "MI")),
        ("sentiment:negative", field(Field::Sentiment, "negative")),
        ("keyword:windows", field(Field::Keyword, "windows")),
        ("list:\"My list\"", field(Field::List, "My list")),
        (
            "disposition:appointment",
            field(Field::Disposition, "appointment"),
        ),
        ("is:missed", Filter::Is(Is::Missed)),
        ("is:do-not-call", Filter::Is(Is::DoNotCall)),
        ("has:recording", Filter::Has(Has::Recording)),
        ("is:unverified", Filter::Is(Is::Unverified)),
    ];
    for (text, filter) in forms {
        assert_eq!(one(text), filter, "{text}");
    }
    let both = parse("is:lead -is:voicemail").unwrap();
    assert_eq!(
        both.terms
            .iter()
            .map(|term| term.is_excluded)
            .collect::<Vec<_>>(),
        [false, true]
    );
}

#[test]
fn numbers_are_found_however_they_are_written() {
    for text in [
        "9055802283",
        "905-580-2283",
        "905.580.2283",
        "(905) 580-2283",
        "(905)580-2283",
        "905 580 2283",
        "+1 (905) 580-2283",
        "1-905-580-2283",
        "\u{202a}+1\u{202c} 905\u{2011}580\u{2011}2283",
    ] {
        assert_eq!(one(text), number(End::Either, "9055802283"), "{text}");
        assert_eq!(
            one(&format!("from:{text}")),
            number(End::From, "9055802283"),
            "{text}"
        );
    }
    assert_eq!(one("+44 20 7946 0958"), number(End::Either, "442079460958"));
    assert_eq!(one("580-2283"), number(End::Either, "5802283"));
    assert_eq!(one("to:8332795145"), number(End::To, "8332795145"));
    assert_eq!(one("from:905"), number(End::From, "905"));
    assert_eq!(one("from:+1905"), number(End::From, "905"));
    assert_eq!(one("2283"), words(beginning("2283"), Place::Anywhere));
    assert_eq!(
        one("2026-10-01"),
        words(beginning("2026-10-01"), Place::Anywhere)
    );
    assert_eq!(parse("2024 2025").unwrap().terms.len(), 2);
    let mixed = parse("patio (905) 580-2283 door").unwrap();
    assert_eq!(mixed.terms.len(), 3);
    assert_eq!(mixed.to_string(), "patio number:9055802283 door");
}

#[test]
fn lengths_are_seconds_or_say_their_unit() {
    let lengths = [
        ("talk:>60", Compare::Over, 60.0),
        ("talk:>1m30s", Compare::Over, 90.0),
        ("talk:>=1:30", Compare::AtLeast, 90.0),
        ("talk:<2h", Compare::Under, 7200.0),
        ("talk:≤21.9", Compare::AtMost, 21.9),
        ("talk:\"> 60\"", Compare::Over, 60.0),
        ("talk:0", Compare::Exactly, 0.0),
    ];
    for (text, compare, secs) in lengths {
        let span = Span::Talk;
        assert_eq!(
            one(text),
            Filter::Lasts {
                span,
                compare,
                secs
            },
            "{text}"
        );
    }
    for text in [
        "talk:>",
        "talk:>x",
        "talk:-5",
        "talk:1e9",
        "talk:5s2m",
        "talk:>5m5m",
        "talk:.",
        "talk:s",
    ] {
        assert!(parse(text).is_err(), "{text}");
    }
}

#[test]
fn a_mistake_is_told_at_its_place() {
    let mistakes = [
        (
            "patio frm:905",
            "frm:",
            "“frm:” is no filter: did you mean “from:”?",
        ),
        (
            "camp:spring",
            "camp:",
            "“camp:” is no filter: did you mean “campaign:”?",
        ),
        (
            "agent:hello",
            "agent:",
            "“agent:” is no filter: did you mean “agent-said:”?",
        ),
        (
            "xyzzy:1",
            "xyzzy:",
            "“xyzzy:” is no filter: to look for these words, put them in quotes: \"xyzzy: …\"",
        ),
        (
            "is:mised",
            "mised",
            "“mised” cannot follow “is:”: did you mean “is:missed”?",
        ),
        (
            "a from:",
            "from:",
            "nothing follows “from:”: write what is wanted right after it, as in from:9055802283",
        ),
        (
            "from:Ted",
            "Ted",
            "“Ted” is no number: write it as in from:9055802283",
        ),
        (
            "during:\"next year\"",
            "\"next year\"",
            "“next year” is no time that is understood: write it as in during:\"last 30 days\"",
        ),
        (
            "patio \"extended warr",
            "\"",
            "this quote is not closed: write the same sign after the last word",
        ),
        (
            "patio 😀",
            "😀",
            "there is nothing to look for in “😀”: write a letter or a digit, or leave it out",
        ),
    ];
    for (text, place, words) in mistakes {
        let mistake = parse(text).unwrap_err();
        assert_eq!(
            (&text[mistake.at.clone()], mistake.to_string().as_str()),
            (place, words)
        );
    }
    let long = parse("has:everything").unwrap_err().to_string();
    assert!(
        long.ends_with("one of these can: recording, transcript, summary, keywords, name, notes"),
        "{long}"
    );
}

#[test]
fn what_is_still_being_typed_is_read_as_well_as_can_be() {
    let read = |text: &str| parse_typing(text).question.to_string();
    assert_eq!(read("patio fro"), "patio fro");
    assert_eq!(read("patio from:"), "patio");
    assert_eq!(read("patio is:mis"), "patio");
    assert_eq!(read("patio \""), "patio");
    assert_eq!(read("patio \"extended warr"), "patio \"extended warr\"*");
    assert_eq!(read("patio -"), "patio");
    assert_eq!(read("group:\"Google A"), "group:\"Google A\"");
    let reading = parse_typing("is:mis from: 😀 is:lead");
    assert_eq!(reading.mistakes.len(), 3);
    assert_eq!(reading.question.to_string(), "is:lead");
    assert_eq!(reading.spans.len(), 1);
}

#[test]
fn the_table_tells_of_every_filter_and_its_examples_hold() {
    for entry in FILTERS {
        let question = parse(entry.example).unwrap();
        assert_eq!(
            question.terms[0].filter.kind(),
            entry.kind,
            "{}",
            entry.name
        );
        assert!(
            entry.words.len() > 10 && !entry.words.ends_with('.'),
            "{}",
            entry.name
        );
        assert_eq!(
            question.to_string(),
            entry.example.replace("580-2283", "5802283")
        );
    }
    for choice in KINDS {
        assert_eq!(
            one(&format!("is:{}", choice.name)),
            Filter::Is(choice.value)
        );
    }
    for choice in PARTS {
        assert_eq!(
            one(&format!("has:{}", choice.name)),
            Filter::Has(choice.value)
        );
    }
}
