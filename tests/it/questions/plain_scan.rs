//! What the database answers against a plain scan of a small book by the definition of each filter.

use std::collections::BTreeSet;

use callbook::call::listing::{Asked, Count};
use callbook::call::question::{
    Compare, End, Field, Filter, Has, Is, Known, Place, Question, Side, Sort, Span, Term, Text,
    When,
};
use callbook::call::{
    CallId, Entry, KeywordList, Mood, Note, NoteId, Overrule, Phrase, Searchable, WeekStart,
};
use callbook::receiver::entering::enter;
use callbook::receiver::projector::load_call;
use jiff::Zoned;
use proptest::prelude::*;
use proptest::sample::select;

use super::spoken::{Spoken, take};
use crate::made::Book;

const WORDS: [&str; 15] = [
    "patio",
    "door",
    "doors",
    "warranty",
    "warranties",
    "call",
    "you",
    "back",
    "refund",
    "café",
    "NAÏVE",
    "don't",
    "905",
    "窓を予約したい",
    "😀",
];
const NUMBERS: [&str; 4] = [
    "9055802283",
    "(905) 580-2284",
    "+1 416 555 0100",
    "2485550199",
];
const TRACKING: [&str; 2] = ["8332795145", "800-555-0123"];
const NAMES: [&str; 3] = ["Ted Robertson", "Zoë Patio", "O'Neill"];
const STATES: [&str; 5] = ["MI", "mi", "IL", "Québec", "quebec"];
const GROUPS: [&str; 5] = [
    "Google Ads",
    "ABC Windows and Doors - google ads",
    "The \"Best\" Ads",
    "Ängste",
    "Angste - ",
];
const SOURCES: [&str; 2] = ["google", "Bing"];
const KEYWORDS: [(&str, &str); 3] = [
    ("Windows", "patio"),
    ("Windows", "doors"),
    ("My list", "refund"),
];

fn now() -> Zoned {
    "2025-03-20T12:00:00-04:00[America/New_York]"
        .parse()
        .unwrap()
}

fn words() -> impl Strategy<Value = String> {
    prop::collection::vec(select(&WORDS[..]), 0..8).prop_map(|words| words.join(" "))
}

fn transcript() -> impl Strategy<Value = String> {
    let label = select(vec!["Agent:", "Caller:", ""]);
    let turns = prop::collection::vec((label, words()), 0..5);
    turns.prop_map(|turns| {
        let turns = turns
            .into_iter()
            .map(|(label, words)| format!("{label} {words}"));
        turns.collect::<Vec<_>>().join(" ")
    })
}

fn spoken() -> impl Strategy<Value = Spoken> {
    let some = |values: &'static [&'static str]| prop::option::of(select(values));
    let who = (
        some(&NUMBERS),
        select(&TRACKING[..]),
        some(&NAMES),
        some(&STATES),
        some(&GROUPS),
        some(&SOURCES),
    );
    let what = (
        prop::option::of(transcript()),
        prop::option::of(words()),
        some(&["positive", "negative", "neutral"]),
        any::<Option<bool>>(),
        any::<Option<bool>>(),
        prop::option::of(select(&KEYWORDS[..])),
    );
    let how = (
        -40_i64..30,
        prop::option::of((0_i64..30, 0_i64..120)),
        any::<bool>(),
        any::<bool>(),
    );
    (who, what, how).prop_map(|(who, what, how)| Spoken {
        start_ms: how.0 * 86_400_000 / 2,
        caller: who.0,
        tracking: who.1,
        name: who.2,
        state: who.3,
        group: who.4,
        source: who.5,
        campaign: who.5.map(|_| "spring"),
        transcript: what.0,
        summary: what.1,
        sentiment: what.2,
        lead: what.3,
        voicemail: what.4,
        keyword: what.5,
        answered: how.1,
        has_recording: how.2,
        is_signed: how.3,
        ..Spoken::default()
    })
}

fn value() -> impl Strategy<Value = Filter> {
    let of = |field: Field, values: Vec<&'static str>| {
        select(values).prop_map(move |value| Filter::Field {
            field,
            value: value.to_owned(),
        })
    };
    prop_oneof![
        of(
            Field::Group,
            vec![
                "google ads",
                "The \"Best\" Ads",
                "ängste",
                "ÄNGSTE",
                "nothing"
            ]
        ),
        of(Field::Source, vec!["GOOGLE", "bing"]),
        of(Field::Campaign, vec!["Spring"]),
        of(Field::State, vec!["MI", "IL", "m"]),
        of(Field::Sentiment, vec!["negative", "Positive"]),
        of(Field::Keyword, vec!["patio", "DOORS"]),
        of(
            Field::List,
            vec!["windows", "My list", "own", "empty", "none"]
        ),
        of(Field::VendorSentiment, vec!["negative", "Neutral"]),
        of(Field::Disposition, vec!["lead", "voicemail", "Appointment"]),
        of(Field::VendorDisposition, vec!["lead", "voicemail"]),
        of(Field::TrackingNumber, vec!["8332795145", "(800) 555-0123"]),
        of(Field::Stage, vec!["complete", "ringing"]),
    ]
}

fn filter() -> impl Strategy<Value = Filter> {
    let places = vec![
        Place::Anywhere,
        Place::Said,
        Place::AgentSaid,
        Place::CallerSaid,
    ];
    let typed = prop_oneof![
        select(vec![
            "pat", "warrant", "cafe", "naive", "don", "don't", "905", "580", "2283", "ted",
            "google", "zoe", "予約", "窓"
        ])
        .prop_map(|word| Text::Beginning(word.to_owned())),
        select(vec![
            "call you back",
            "patio door",
            "you back refund",
            "Don't",
            "door"
        ])
        .prop_map(|words| Text::Phrase(words.to_owned())),
        prop::collection::vec(select(&WORDS[..14]), 1..4)
            .prop_map(|words| Text::Phrase(words.join(" "))),
    ];
    let kinds = vec![
        Is::Lead,
        Is::VendorLead,
        Is::Overruled,
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
    let times = vec![
        When::Today,
        When::LastDays(7),
        When::LastMonth,
        When::ThisMonth,
        When::Year(2025),
        When::Month {
            year: 2025,
            month: 3,
        },
        When::parse("2025-03-09").unwrap(),
        When::parse("2025-03-01..2025-03-09").unwrap(),
        When::parse("2025-02-26T17:00:00Z..2025-02-26T17:00:03Z").unwrap(),
    ];
    prop_oneof![
        4 => (typed, select(places)).prop_map(|(text, place)| Filter::Text { text, place }),
        2 => (select(vec![End::From, End::To, End::Either]), select(vec!["9055802283", "905", "580228", "83", "4", "0123"]))
            .prop_map(|(end, digits)| Filter::Number { end, digits: digits.to_owned() }),
        4 => value(),
        2 => select(kinds).prop_map(Filter::Is),
        1 => select(parts).prop_map(Filter::Has),
        1 => (select(vec![Span::Talk, Span::Wait]), select(compares), 0_i32..60)
            .prop_map(|(span, compare, secs)| Filter::Lasts { span, compare, secs: secs.into() }),
        2 => (select(vec![Side::Before, Side::After, Side::During]), select(times))
            .prop_map(|(side, when)| Filter::When { side, when }),
    ]
}

/// What a person may enter about a call.
fn entry() -> impl Strategy<Value = Entry> {
    let disposition = (
        select(vec!["lead", "voicemail", "Appointment"]),
        any::<Option<bool>>(),
    );
    prop_oneof![
        any::<bool>().prop_map(Entry::Swap),
        any::<Option<bool>>().prop_map(|lead| Entry::Overrule(Overrule::Lead(lead))),
        prop::option::of(select(&Mood::ALL[..]))
            .prop_map(|mood| Entry::Overrule(Overrule::Sentiment(mood))),
        disposition.prop_map(|(name, value)| {
            Entry::Overrule(Overrule::Disposition(name.to_owned(), value))
        }),
        (words(), 1..4_i64).prop_map(|(text, micros)| {
            let now = jiff::Timestamp::from_microsecond(micros).unwrap();
            Entry::KeepNote(Note::new(text, None, now))
        }),
        (1..4_i64).prop_map(|id| Entry::DropNote(NoteId(id))),
    ]
}

fn question() -> impl Strategy<Value = Question> {
    let term = (prop::bool::weighted(0.25), filter());
    let term = term.prop_map(|(is_excluded, filter)| Term {
        is_excluded,
        filter,
    });
    prop::collection::vec(term, 0..3).prop_map(|terms| Question { terms })
}

/// A call with what the plain scan needs of it.
struct Scanned {
    id: CallId,
    searchable: Searchable,
    beside: BTreeSet<Is>,
}

/// All calls, newest first.
fn scanned(book: &Book) -> Vec<Scanned> {
    let ids = book.store.call_ids().unwrap();
    let rows = book.store.call_rows(&ids).unwrap();
    let calls: Vec<Searchable> = ids
        .iter()
        .map(|id| {
            Searchable::of(
                &load_call(&book.store, *id).unwrap().unwrap(),
                &book.store.entered(*id).unwrap(),
            )
        })
        .collect();
    let is_repeat = |at: usize| {
        let older = &calls[at + 1..];
        calls[at].from.is_some() && older.iter().any(|other| other.from == calls[at].from)
    };
    rows.iter()
        .enumerate()
        .map(|(at, row)| Scanned {
            id: row.id,
            searchable: calls[at].clone(),
            beside: [
                (Is::Verified, row.verified),
                (Is::Starred, row.starred),
                (Is::Repeat, is_repeat(at)),
            ]
            .into_iter()
            .filter_map(|(kind, holds)| holds.then_some(kind))
            .collect(),
        })
        .collect()
}

fn lists() -> Vec<KeywordList> {
    let list = |name: &str, phrases: &[&str]| KeywordList {
        name: name.to_owned(),
        phrases: phrases
            .iter()
            .map(|phrase| Phrase::parse(phrase).unwrap())
            .collect(),
    };
    vec![
        list("Own", &["warrant", "\"call you back\""]),
        list("My list", &["agent-said:patio", "caller-said:\"café\""]),
        list("Empty", &[]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn the_book_answers_as_a_plain_scan_does(
        calls in prop::collection::vec(spoken(), 1..16),
        questions in prop::collection::vec(question(), 24),
        starred in any::<prop::sample::Index>(),
        entries in prop::collection::vec((any::<prop::sample::Index>(), entry()), 0..12),
    ) {
        let mut book = Book::new();
        let calls: Vec<Spoken> = calls
            .into_iter()
            .zip(1..)
            .map(|(call, id)| Spoken { id, start_ms: call.start_ms + id * 1000, ..call })
            .collect();
        take(&mut book, &calls);
        let ids = book.store.call_ids().unwrap();
        book.store.set_starred(*starred.get(&ids), Some("2025-03-20T12:00:00Z".parse().unwrap())).unwrap();
        for (of, entry) in &entries {
            enter(&book.store, *of.get(&ids), entry, "2025-03-20T12:00:00Z".parse().unwrap()).unwrap();
        }
        let lists = lists();
        for list in &lists {
            book.store.keep_keyword_list(list).unwrap();
        }
        let scanned = scanned(&book);
        prop_assert_eq!(scanned.len(), calls.len());
        for question in questions {
            let wanted: Vec<CallId> = scanned
                .iter()
                .filter(|call| {
                    let known = Known { call: &call.searchable, beside: &call.beside };
                    question.matches(&known, &lists, &now(), WeekStart::default())
                })
                .map(|call| call.id)
                .collect();
            let typed = question.to_string();
            let asked = Asked { question, sort: Sort::default(), now: now(), week: WeekStart::default() };
            let found = book.store.find_calls(&asked).unwrap();
            prop_assert_eq!(&found, &wanted, "{}", typed);
            let count = book.store.count_calls(&asked, None).unwrap();
            prop_assert_eq!(count, Count::Exactly(wanted.len() as u64), "{}", typed);
            prop_assert_eq!(&book.store.calls_from_place(&asked, 1, 2).unwrap()[..], wanted.iter().skip(1).take(2).copied().collect::<Vec<_>>());
            let months: u64 = book.store.months(&asked).unwrap().iter().map(|(_, calls)| calls).sum();
            prop_assert_eq!(months, wanted.len() as u64, "{}", typed);
        }
        let everything = Asked { question: Question::default(), sort: Sort::default(), now: now(), week: WeekStart::default() };
        for (field, values) in book.store.facets(&everything).unwrap().fields {
            for (value, counted) in values {
                let filter = Filter::Field { field, value: value.clone() };
                let chosen = Asked { question: Question::of(filter), ..everything.clone() };
                let found = book.store.find_calls(&chosen).unwrap().len();
                prop_assert_eq!(found as u64, counted, "{:?} {}", field, value);
            }
        }
    }
}
