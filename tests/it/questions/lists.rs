//! The person's own keyword lists: found in all history at once.

use callbook::call::listing::{Asked, Count};
use callbook::call::question::{Field, Question, Sort, parse};
use callbook::call::{KeywordList, Phrase, WeekStart};
use callbook::receiver::projector::load_call;

use super::spoken::{Spoken, take};
use crate::made::Book;

const DAY_MS: i64 = 86_400_000;

fn list(name: &str, phrases: &[&str]) -> KeywordList {
    KeywordList {
        name: name.to_owned(),
        phrases: phrases
            .iter()
            .map(|phrase| Phrase::parse(phrase).unwrap())
            .collect(),
    }
}

fn asked(question: &str) -> Asked {
    Asked {
        question: parse(question).unwrap(),
        sort: Sort::default(),
        now: "2025-06-20T12:00:00-04:00[America/New_York]"
            .parse()
            .unwrap(),
        week: WeekStart::default(),
    }
}

fn count(book: &Book, question: &str) -> u64 {
    match book.store.count_calls(&asked(question), None).unwrap() {
        Count::Exactly(count) => count,
        other => panic!("{other:?}"),
    }
}

/// Three calls of February, none of March, one of April.
fn book() -> Book {
    let mut book = Book::new();
    take(
        &mut book,
        &[
            Spoken::saying(
                1,
                0,
                "Agent: we have an extended warranty Caller: I want a refund",
            ),
            Spoken::saying(2, DAY_MS, "Caller: is that under warranty or not"),
            Spoken {
                keyword: Some(("Warranty", "patio")),
                ..Spoken::saying(3, DAY_MS + 1000, "Agent: patio doors")
            },
            Spoken::saying(4, 50 * DAY_MS, "Agent: the Warranties are extended"),
        ],
    );
    book
}

#[test]
fn a_new_list_knows_all_history() {
    let book = book();
    assert_eq!(count(&book, "list:guarantee"), 0);
    let guarantee = list("Guarantee", &["warrant"]);
    book.store.keep_keyword_list(&guarantee).unwrap();
    assert_eq!(count(&book, "list:guarantee"), 3);
    assert_eq!(count(&book, "-list:guarantee"), 1);
    let months = book.store.months(&asked("list:guarantee")).unwrap();
    let months: Vec<(String, u64)> = months
        .iter()
        .map(|(month, calls)| (month.to_string(), *calls))
        .collect();
    let expected = [("2025-02-01", 2), ("2025-03-01", 0), ("2025-04-01", 1)];
    assert_eq!(
        months,
        expected.map(|(month, calls)| (month.to_owned(), calls))
    );
    // The next call that says it is found as well.
    let mut book = book;
    take(
        &mut book,
        &[Spoken::saying(5, 60 * DAY_MS, "Caller: warranty")],
    );
    assert_eq!(count(&book, "list:guarantee"), 4);
}

#[test]
fn whole_words_beginnings_phrases_and_speakers_are_told_apart() {
    let book = book();
    for (phrase, calls) in [
        ("warrant", 3),
        ("\"warranty\"", 2),
        ("\"extended warranty\"", 1),
        ("agent-said:warrant", 2),
        ("caller-said:\"warranty\"", 1),
        ("caller-said:refund", 1),
        ("agent-said:refund", 0),
    ] {
        book.store
            .keep_keyword_list(&list("Mine", &[phrase]))
            .unwrap();
        assert_eq!(count(&book, "list:mine"), calls, "{phrase}");
    }
    book.store
        .keep_keyword_list(&list("Mine", &["\"refund\"", "patio"]))
        .unwrap();
    assert_eq!(count(&book, "list:mine"), 2);
    book.store.keep_keyword_list(&list("Mine", &[])).unwrap();
    assert_eq!(count(&book, "list:mine"), 0);
    assert_eq!(count(&book, "-list:mine"), 4);
}

#[test]
fn own_lists_stand_beside_the_senders() {
    let book = book();
    let facet = |book: &Book, question: &str| {
        let facets = book.store.facets(&asked(question)).unwrap();
        let lists = facets
            .fields
            .into_iter()
            .find(|(field, _)| *field == Field::List);
        lists.unwrap().1
    };
    assert_eq!(facet(&book, ""), [("Warranty".to_owned(), 1)]);
    book.store
        .keep_keyword_list(&list("Refunds", &["refund"]))
        .unwrap();
    assert_eq!(
        facet(&book, ""),
        [("Refunds".to_owned(), 1), ("Warranty".to_owned(), 1)]
    );
    // A list of the sender's name is one with it.
    book.store
        .keep_keyword_list(&list("warranty", &["warrant"]))
        .unwrap();
    assert_eq!(
        facet(&book, ""),
        [("warranty".to_owned(), 4), ("Refunds".to_owned(), 1)]
    );
    assert_eq!(count(&book, "list:Warranty"), 4);
    assert_eq!(count(&book, "-list:Warranty"), 0);
    assert_eq!(
        facet(&book, "list:refunds"),
        [("Refunds".to_owned(), 1), ("warranty".to_owned(), 1)]
    );
}

#[test]
fn lists_are_renamed_and_dropped() {
    let book = book();
    book.store
        .keep_keyword_list(&list("One", &["warrant"]))
        .unwrap();
    book.store
        .keep_keyword_list(&list("Two", &["refund"]))
        .unwrap();
    assert!(!book.store.rename_keyword_list("one", "TWO").unwrap());
    assert!(book.store.rename_keyword_list("one", "ONE").unwrap());
    assert!(book.store.rename_keyword_list("ONE", "Three").unwrap());
    let names: Vec<String> = book
        .store
        .keyword_lists()
        .unwrap()
        .into_iter()
        .map(|list| list.name)
        .collect();
    assert_eq!(names, ["Three", "Two"]);
    assert_eq!(
        book.store.keyword_list("THREE").unwrap(),
        Some(list("Three", &["warrant"]))
    );
    assert!(book.store.drop_keyword_list("three").unwrap());
    assert!(!book.store.drop_keyword_list("three").unwrap());
    assert_eq!(count(&book, "list:three"), 0);
}

#[test]
fn what_was_heard_is_marked() {
    let book = book();
    let mine = list("Mine", &["warrant", "caller-said:\"refund\""]);
    book.store.keep_keyword_list(&mine).unwrap();
    let ids = book.store.find_calls(&asked("list:mine refund")).unwrap();
    let snippets = book
        .store
        .snippets(&parse("list:mine").unwrap(), &ids)
        .unwrap();
    let [(_, snippet)] = &snippets[..] else {
        panic!("{snippets:?}")
    };
    let marked: Vec<&str> = snippet
        .marks
        .iter()
        .map(|mark| &snippet.text[mark.clone()])
        .collect();
    assert_eq!(marked, ["warranty"]);

    let call = load_call(&book.store, ids[0]).unwrap().unwrap();
    let heard = mine.heard(&call.transcript);
    let words: Vec<(usize, &str)> = heard
        .iter()
        .map(|heard| {
            (
                heard.phrase,
                &call.transcript[heard.turn].text[heard.at.clone()],
            )
        })
        .collect();
    assert_eq!(words, [(0, "warranty"), (1, "refund")]);
}

#[test]
fn phrases_are_typed_as_in_questions() {
    for typed in [
        "warrant",
        "\"extended warranty\"",
        "agent-said:\"call you back\"",
        "\"call you b\"*",
    ] {
        assert_eq!(Phrase::parse(typed).unwrap().to_string(), typed);
    }
    assert_eq!(Phrase::parse("said:refund").unwrap().to_string(), "refund");
    for typed in ["", "two words", "-refund", "is:lead", "from:905", "frm:x"] {
        assert!(Phrase::parse(typed).is_err(), "{typed}");
    }
    let long = list("Long", &(0..400).map(|_| "x").collect::<Vec<_>>());
    let phrases = (0..400).map(|n| Phrase::parse(&format!("word{n}")).unwrap());
    let long = KeywordList {
        phrases: phrases.collect(),
        ..long
    };
    let book = book();
    book.store.keep_keyword_list(&long).unwrap();
    assert_eq!(count(&book, "list:long"), 0);
    assert_eq!(book.store.keyword_list("long").unwrap(), Some(long));
    assert!(Question::default().is_empty());
}
