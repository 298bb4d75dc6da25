//! Print and parse are inverse, whatever is in a question; no text is too odd to be read.

use callbook::call::question::{
    Compare, End, Field, Filter, Has, Is, Place, Question, Side, Span, Term, Text, When, added,
    completions, parse, parse_typing, removed, replaced, words,
};
use jiff::Timestamp;
use jiff::civil::{Date, Weekday};
use proptest::prelude::*;
use proptest::sample::select;

/// Text in which everything occurs that could confuse: quotes, operators, emoji, right-to-left, accents, SQL.
pub fn odd_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        select(vec![
            "\"",
            "“",
            "”",
            "\\",
            "-",
            ":",
            "*",
            "(",
            ")",
            " ",
            "\t",
            "\n",
            "from:",
            "is:",
            "said:",
            "during:",
            "talk:",
            ">",
            "905",
            "580-2283",
            "+1",
            "😀",
            "👩‍👩‍👧",
            "שלום",
            "مرحبا",
            "\u{202e}",
            "é",
            "e\u{301}",
            "ß",
            "İ",
            "'; DROP TABLE calls;--",
            "NEAR(",
            "OR",
            "^",
            "%",
            "_",
            "\0",
            "last 7 days",
            "..",
            "2026-10-01",
            "a",
            "Z",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn text() -> impl Strategy<Value = Text> {
    let text = odd_text().prop_filter("nothing to look for", |text| words::any(text));
    (text, any::<bool>()).prop_map(|(text, is_phrase)| {
        if is_phrase {
            Text::Phrase(text)
        } else {
            Text::Beginning(text)
        }
    })
}

fn date() -> impl Strategy<Value = Date> {
    (0_i16..=9999, 1_i8..=12, 1_i8..=28)
        .prop_map(|(year, month, day)| Date::new(year, month, day).unwrap())
}

fn when() -> impl Strategy<Value = When> {
    let weekday = (1_i8..=7).prop_map(|day| Weekday::from_monday_one_offset(day).unwrap());
    let moment = || {
        (0_i64..4_000_000_000_000_000)
            .prop_map(|micros| Timestamp::from_microsecond(micros).unwrap())
    };
    prop_oneof![
        date().prop_map(When::Day),
        (date(), date()).prop_map(|(a, b)| When::Days(a.min(b), a.max(b))),
        (0_i16..=9999, 1_i8..=12).prop_map(|(year, month)| When::Month { year, month }),
        (0_i16..=9999).prop_map(When::Year),
        select(vec![
            When::Today,
            When::Yesterday,
            When::ThisWeek,
            When::LastWeek,
            When::ThisMonth,
            When::LastMonth,
            When::ThisYear,
            When::LastYear
        ]),
        weekday.prop_map(When::Last),
        (1_u16..).prop_map(When::LastDays),
        (moment(), moment()).prop_map(|(a, b)| When::Between(a.min(b), a.max(b))),
    ]
}

fn field() -> impl Strategy<Value = Filter> {
    let fields = vec![
        Field::Group,
        Field::Source,
        Field::Campaign,
        Field::State,
        Field::City,
        Field::Sentiment,
        Field::Keyword,
        Field::List,
        Field::Disposition,
        Field::TrackingNumber,
    ];
    let value = odd_text().prop_filter("no value", |value| !value.trim().is_empty());
    prop_oneof![
        (select(fields), value).prop_map(|(field, value)| Filter::Field { field, value }),
        select(vec!["ringing", "ended", "complete"]).prop_map(|stage| Filter::Field {
            field: Field::Stage,
            value: stage.to_owned()
        }),
    ]
}

fn filter() -> impl Strategy<Value = Filter> {
    let places = vec![
        Place::Anywhere,
        Place::Said,
        Place::AgentSaid,
        Place::CallerSaid,
    ];
    let kinds = vec![
        Is::Lead,
        Is::Voicemail,
        Is::Missed,
        Is::Answered,
        Is::Verified,
        Is::Unverified,
        Is::Starred,
        Is::Reviewed,
        Is::DoNotCall,
        Is::Repeat,
    ];
    let parts = vec![
        Has::Recording,
        Has::Transcript,
        Has::Summary,
        Has::Keywords,
        Has::Name,
        Has::Notes,
    ];
    let compares = vec![
        Compare::Over,
        Compare::AtLeast,
        Compare::Under,
        Compare::AtMost,
        Compare::Exactly,
    ];
    prop_oneof![
        3 => (text(), select(places)).prop_map(|(text, place)| Filter::Text { text, place }),
        1 => "[0-9]{1,5}".prop_map(|digits| Filter::Text { text: Text::Beginning(digits), place: Place::Anywhere }),
        2 => (select(vec![End::From, End::To, End::Either]), "[02-9][0-9]{0,16}")
            .prop_map(|(end, digits)| Filter::Number { end, digits }),
        2 => field(),
        1 => select(kinds).prop_map(Filter::Is),
        1 => select(parts).prop_map(Filter::Has),
        1 => (select(vec![Span::Talk, Span::Wait]), select(compares), 0.0..1e6_f64)
            .prop_map(|(span, compare, secs)| Filter::Lasts { span, compare, secs }),
        1 => (select(vec![Side::Before, Side::After, Side::During]), when())
            .prop_map(|(side, when)| Filter::When { side, when }),
    ]
}

fn term() -> impl Strategy<Value = Term> {
    (any::<bool>(), filter()).prop_map(|(is_excluded, filter)| Term {
        is_excluded,
        filter,
    })
}

pub fn question() -> impl Strategy<Value = Question> {
    prop::collection::vec(term(), 0..6).prop_map(|terms| Question { terms })
}

/// Words that meet each other often, in ASCII alone as in most texts, or not.
fn little_text() -> impl Strategy<Value = String> {
    let piece = select(vec![
        "a", "A", "ab", "Ab", "b", "1", " ", " ", "-", "'", "\n", "é", "ß", "你", "\u{301}",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn whether_words_are_in_a_text_is_told_as_where_they_are(
        said in prop_oneof![little_text(), odd_text()],
        sought in prop_oneof![little_text(), odd_text()],
        is_open: bool,
    ) {
        let text = if is_open { Text::Beginning(sought) } else { Text::Phrase(sought) };
        if let Some(sought) = words::Sought::of(&text) {
            let found = sought.find(&words::words(&said).collect::<Vec<_>>());
            prop_assert_eq!(sought.is_in(&said), !found.is_empty());
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn what_is_printed_parses_to_the_same(question in question()) {
        let printed = question.to_string();
        let parsed = parse(&printed);
        prop_assert_eq!(parsed.as_ref(), Ok(&question), "{}", printed);
    }

    #[test]
    fn what_is_typed_is_read_and_printed_the_same_ever_after(text in odd_text()) {
        let reading = parse_typing(&text);
        prop_assert_eq!(reading.question.terms.len(), reading.spans.len());
        for at in reading.spans.iter().chain(reading.mistakes.iter().map(|mistake| &mistake.at)) {
            prop_assert!(text.get(at.clone()).is_some(), "{at:?}");
        }
        let printed = reading.question.to_string();
        prop_assert_eq!(parse(&printed).map(|question| question.to_string()), Ok(printed));
        prop_assert_eq!(parse(&text).is_ok(), reading.mistakes.is_empty());
    }

    #[test]
    fn completion_takes_any_text_and_any_place(text in odd_text(), cursor in 0_usize..60) {
        for found in completions(&text, cursor, &|_, typed| vec![typed.to_owned(), "a \"b\"".to_owned()]) {
            prop_assert!(text.get(found.replaces).is_some());
        }
    }

    #[test]
    fn a_term_that_is_added_is_there_and_then_is_not(text in odd_text(), term in term()) {
        let before = parse_typing(&text).question;
        let with = added(&text, &term);
        let terms = parse_typing(&with).question.terms;
        prop_assert!(terms.contains(&term), "{with}");
        prop_assert!(before.terms.iter().all(|term| terms.contains(term)), "{with}");
        prop_assert!(parse_typing(&replaced(&text, &term)).question.terms.contains(&term));
        prop_assert!(!parse_typing(&removed(&with, &term)).question.terms.contains(&term));
    }
}
