//! Answers against the plain scan, for questions of all kinds.

use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use callbook::call::CallId;
use callbook::call::listing::Count;
use callbook::call::question::sort::COLUMNS;
use callbook::call::question::{
    Compare, End, Filter, Has, Is, Place, Question, Side, Sort, Span, Term, Text, When,
    parse_typing, words,
};
use jiff::civil::date;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::questions::properties::odd_text;

use super::ordered::may_follow;
use super::plain::{Plain, SHARED, asked, expected, now, placed};

fn terms() -> impl Strategy<Value = Question> {
    let term = (filter(), prop::bool::weighted(0.3)).prop_map(|(filter, is_excluded)| Term {
        is_excluded,
        filter,
    });
    prop::collection::vec(term, 0..4).prop_map(|terms| Question { terms })
}

fn filter() -> impl Strategy<Value = Filter> {
    prop_oneof![
        4 => text(),
        1 => number(),
        3 => field(),
        2 => select(&KINDS[..]).prop_map(Filter::Is),
        1 => select(&PARTS[..]).prop_map(Filter::Has),
        1 => lasts(),
        2 => when(),
    ]
}

const KINDS: [Is; 12] = [
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
const PARTS: [Has; 6] = [
    Has::Recording,
    Has::Transcript,
    Has::Summary,
    Has::Keywords,
    Has::Name,
    Has::Notes,
];

/// Words that stand in some call, cut short or one after the other, or any text at all.
fn text() -> impl Strategy<Value = Filter> {
    let place = select(vec![
        Place::Anywhere,
        Place::Said,
        Place::AgentSaid,
        Place::CallerSaid,
    ]);
    let said = (
        any::<Index>(),
        any::<Index>(),
        any::<Index>(),
        1..4_usize,
        1..9_usize,
    );
    let said = said.prop_map(|(call, text, word, words_of_phrase, letters)| {
        let call = call.get(&SHARED.calls);
        let texts = call.searchable.texts.of(Place::Anywhere);
        let said = words::list(texts[text.index(texts.len())]);
        if said.is_empty() {
            return Text::Beginning("the".to_owned());
        }
        let at = word.index(said.len());
        if words_of_phrase == 1 {
            return Text::Beginning(said[at].chars().take(letters).collect());
        }
        let phrase = &said[at..said.len().min(at + words_of_phrase)];
        Text::Phrase(phrase.join(" "))
    });
    let any = prop_oneof![
        r#"[a-z0-9'" *:()+^{}§¶-]{1,12}"#.prop_map(Text::Beginning),
        r"\PC{1,12}".prop_map(Text::Phrase),
    ];
    let any = any.prop_filter("a word", |text| {
        let (Text::Beginning(typed) | Text::Phrase(typed)) = text;
        !words::list(typed).is_empty()
    });
    (prop_oneof![5 => said, 1 => any], place).prop_map(|(text, place)| Filter::Text { text, place })
}

fn number() -> impl Strategy<Value = Filter> {
    let end = select(vec![End::From, End::To, End::Either]);
    (any::<Index>(), any::<bool>(), 0..8_usize, 1..11_usize, end).prop_map(
        |(call, is_from, at, length, end)| {
            let call = &call.get(&SHARED.calls).searchable;
            let number = if is_from { &call.from } else { &call.to };
            let digits = number.as_deref().unwrap_or("9055802283");
            let digits = digits.chars().skip(at).take(length).collect();
            Filter::Number { end, digits }
        },
    )
}

fn field() -> impl Strategy<Value = Filter> {
    (any::<Index>(), any::<Index>(), any::<bool>()).prop_map(|(call, value, is_upper)| {
        let fields = &call.get(&SHARED.calls).searchable.fields;
        let (field, value) = fields.iter().nth(value.index(fields.len())).unwrap();
        let value = if is_upper {
            value.to_uppercase()
        } else {
            value.clone()
        };
        Filter::Field {
            field: *field,
            value,
        }
    })
}

fn lasts() -> impl Strategy<Value = Filter> {
    let span = select(vec![Span::Talk, Span::Wait]);
    let compare = select(vec![
        Compare::Over,
        Compare::AtLeast,
        Compare::Under,
        Compare::AtMost,
        Compare::Exactly,
    ]);
    (span, compare, 0..400_u16).prop_map(|(span, compare, secs)| Filter::Lasts {
        span,
        compare,
        secs: f64::from(secs) / 4.0,
    })
}

fn when() -> impl Strategy<Value = Filter> {
    let side = select(vec![Side::Before, Side::After, Side::During]);
    let when = prop_oneof![
        (1..400_u16).prop_map(When::LastDays),
        (1..13_i8).prop_map(|month| When::Month { year: 2025, month }),
        (1..13_i8, 1..28_i8).prop_map(|(month, day)| When::Day(date(2024, month, day))),
        Just(When::LastYear),
        Just(When::Today),
    ];
    (side, when).prop_map(|(side, when)| Filter::When { side, when })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn answers_are_those_of_a_plain_scan(question in terms(), cap in 1..50_u64, bins in 1..60_usize) {
        let store = SHARED.store();
        let expected = expected(&SHARED.calls, &question);
        let asked = asked(question);
        let all = store.find_calls(&asked).unwrap();
        prop_assert_eq!(placed(&store, &all), expected.clone());
        let total = expected.len() as u64;
        prop_assert_eq!(store.count_calls(&asked, None).unwrap(), Count::Exactly(total));
        let capped = if total < cap { Count::Exactly(total) } else { Count::AtLeast(cap) };
        prop_assert_eq!(store.count_calls(&asked, Some(cap)).unwrap(), capped);
        let histogram = store.histogram(&asked, bins).unwrap();
        prop_assert_eq!(histogram.counts.iter().sum::<u64>(), total);
        prop_assert!(histogram.edges.is_sorted());
    }

    #[test]
    fn pages_are_slices_of_the_whole(
        question in terms(),
        (column, _) in select(&COLUMNS[..]),
        is_descending: bool,
        place in 0..420_usize,
        limit in 0..60_usize,
    ) {
        let store = SHARED.store();
        let mut asked = asked(question);
        asked.sort = Sort { column, is_descending };
        let all = store.find_calls(&asked).unwrap();
        prop_assert_eq!(all.len(), expected(&SHARED.calls, &asked.question).len());
        let until = all.len().min(place + limit);
        let page: &[CallId] = all.get(place..until).unwrap_or_default();
        prop_assert_eq!(store.calls_from_place(&asked, place, limit).unwrap(), page);
        prop_assert_eq!(store.first_calls(&asked, limit).unwrap(), &all[..limit.min(all.len())]);
        let calls: HashMap<CallId, &Plain> = SHARED.calls.iter().map(|call| (call.row.id, call)).collect();
        for pair in all.windows(2) {
            let [before, after] = [calls[&pair[0]], calls[&pair[1]]];
            prop_assert!(may_follow(before, after, asked.sort), "{:?} {:?} {:?}", column, before.row, after.row);
        }
    }

    #[test]
    fn values_are_counted_without_the_terms_of_their_field(question in terms()) {
        let store = SHARED.store();
        let facets = store.facets(&asked(question.clone())).unwrap();
        for (field, values) in facets.fields {
            let mut others = question.clone();
            others.terms.retain(|term| !matches!(&term.filter, Filter::Field { field: of, .. } if *of == field));
            let of_value = |value: &str| {
                let mut others = others.clone();
                others.terms.push(Term {
                    is_excluded: false,
                    filter: Filter::Field { field, value: value.to_owned() },
                });
                expected(&SHARED.calls, &others).len() as u64
            };
            prop_assert!(values.is_sorted_by(|one, other| one.1 >= other.1));
            for (value, count) in values.iter().take(6) {
                prop_assert_eq!(*count, of_value(value), "{:?} {}", field, value);
            }
            let left: std::collections::BTreeSet<_> = SHARED.calls.iter()
                .filter(|call| call.matches(&others))
                .flat_map(|call| call.searchable.fields.iter().filter(|(of, _)| *of == field))
                .map(|(_, value)| value.to_lowercase())
                .collect();
            prop_assert_eq!(values.len(), left.len());
        }
        for (kind, count) in facets.kinds {
            let mut others = question.clone();
            others.terms.retain(|term| !is_rival(&term.filter, kind));
            others.terms.push(Term { is_excluded: false, filter: Filter::Is(kind) });
            prop_assert_eq!(count, expected(&SHARED.calls, &others).len() as u64, "{:?}", kind);
        }
    }

    #[test]
    fn whatever_is_typed_is_answered_and_changes_nothing(typed in odd_text()) {
        let store = SHARED.store();
        let question = parse_typing(&typed).question;
        let expected = expected(&SHARED.calls, &question);
        let asked = asked(question);
        let found = store.find_calls(&asked).unwrap();
        prop_assert_eq!(placed(&store, &found), expected, "{}", typed);
        store.facets(&asked).unwrap();
        store.snippets(&asked.question, &found).unwrap();
        prop_assert_eq!(store.call_ids().unwrap().len(), SHARED.calls.len());
    }

    #[test]
    fn snippets_show_what_was_found(question in terms()) {
        let store = SHARED.store();
        let found = store.first_calls(&asked(question.clone()), 50).unwrap();
        for (id, snippet) in store.snippets(&question, &found).unwrap() {
            prop_assert!(found.contains(&id));
            prop_assert!(!snippet.marks.is_empty());
            prop_assert!(!snippet.text.contains('\n'));
            prop_assert!(snippet.marks.is_sorted_by(|one, other| one.end < other.start));
            for mark in &snippet.marks {
                prop_assert!(!words::list(&snippet.text[mark.clone()]).is_empty());
            }
        }
    }
}

/// True for filters that choose among the same kinds.
fn is_rival(filter: &Filter, kind: Is) -> bool {
    let Filter::Is(other) = filter else {
        return false;
    };
    let pairs = [[Is::Answered, Is::Missed], [Is::Verified, Is::Unverified]];
    *other == kind
        || pairs
            .iter()
            .any(|pair| pair.contains(other) && pair.contains(&kind))
}

#[test]
fn an_interrupted_question_says_so_and_the_next_is_answered() {
    let store = SHARED.store();
    let interrupter = store.interrupter();
    let everything = asked(Question::default());
    interrupter.interrupt();
    assert_eq!(
        store.find_calls(&everything).unwrap().len(),
        SHARED.calls.len()
    );
    let ending = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !ending.load(Ordering::Relaxed) {
                interrupter.interrupt();
            }
        });
        let kinds: Vec<_> = (0..1_000)
            .filter_map(|_| store.facets(&everything).err())
            .map(|error| error.kind())
            .collect();
        ending.store(true, Ordering::Relaxed);
        assert!(!kinds.is_empty());
        let all_said = kinds
            .iter()
            .all(|kind| *kind == callbook::store::StoreErrorKind::Interrupted);
        assert!(all_said, "{kinds:?}");
    });
    assert_eq!(
        store.find_calls(&everything).unwrap().len(),
        SHARED.calls.len()
    );
}

#[test]
fn what_is_done_meanwhile_is_done_often_and_changes_no_answer() {
    let mut store = SHARED.store();
    let everything = asked(Question::default());
    let facets = store.facets(&everything).unwrap();
    let times = std::sync::Arc::new(AtomicUsize::new(0));
    let done = std::sync::Arc::clone(&times);
    let work = move || {
        done.fetch_add(1, Ordering::Relaxed);
    };
    store.meanwhile(work).unwrap();
    assert_eq!(times.load(Ordering::Relaxed), 0, "nothing is asked yet");
    for question in 1..4 {
        assert_eq!(store.facets(&everything).unwrap(), facets);
        assert!(times.swap(0, Ordering::Relaxed) > 1, "question {question}");
    }
}

#[test]
fn calls_of_a_caller_are_found_however_the_number_is_written() {
    let store = SHARED.store();
    let repeat = SHARED.calls.iter().find(|call| call.is_repeat).unwrap();
    let number = repeat.searchable.from.clone().unwrap();
    let calls = store
        .calls_of_caller(&format!("+1 ({}) {}", &number[..3], &number[3..]))
        .unwrap();
    let same = SHARED
        .calls
        .iter()
        .filter(|call| call.searchable.from.as_ref() == Some(&number));
    let same: Vec<CallId> = same.map(|call| call.row.id).collect();
    assert!(same.len() > 1);
    assert_eq!(calls, same);
    assert_eq!(now().timestamp().as_second() % 60, 0);
}
