//! Digests follow what the calls say.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex};

use callbook::call::question::{Filter, Place, Question, Term, Text};
use callbook::call::{Entry, Note};
use callbook::receiver::entering::enter;
use callbook::store::{BOOK_FILE, Store};
use proptest::prelude::*;
use rusqlite::Connection;

use super::plain::{asked, expected, placed, scan};
use super::upkeep::receiving;
use crate::book::{post, wait_for};
use crate::made::{Book, MadeCall};

/// Calls that say something, a minute apart.
fn calls(said: &str, which: Range<i64>) -> Vec<Vec<u8>> {
    which
        .map(|at| MadeCall::v5(9_000 + at, at * 60_000).processed(60_000, said, "true"))
        .collect()
}

/// Sentences of few words, so that many calls say each and some say two in a row.
const SENTENCES: [&str; 6] = [
    "call you back",
    "you call back",
    "back, call you!",
    "ÄRGER: call you",
    "patio door",
    "",
];

fn phrase(words: &str, place: Place, is_excluded: bool) -> Term {
    let text = Text::Phrase(words.to_owned());
    let filter = Filter::Text { text, place };
    Term {
        is_excluded,
        filter,
    }
}

/// Asks for words in a row, together with others and without them.
fn check_phrases(store: &Store) {
    let calls = scan(store);
    let said = [
        "call",
        "call you",
        "call you back",
        "you call",
        "back call",
        "door call",
        "arger call",
        "patio door",
    ];
    let check = |terms: Vec<Term>| {
        let question = Question { terms };
        let expected = expected(&calls, &question);
        let found = store.find_calls(&asked(question.clone())).unwrap();
        assert_eq!(placed(store, &found), expected, "{question:?}");
    };
    for word in ["call", "back", "patio", "arger", "door"] {
        check(vec![phrase(word, Place::Anywhere, false)]);
        check(vec![phrase(word, Place::Anywhere, true)]);
    }
    for (one, is_out) in said.iter().flat_map(|one| [(one, false), (one, true)]) {
        for other in said {
            for place in [Place::Anywhere, Place::AgentSaid] {
                check(vec![
                    phrase(one, Place::Anywhere, is_out),
                    phrase(other, place, false),
                ]);
            }
        }
    }
}

#[derive(Clone, Debug)]
enum Reworded {
    Call(usize, usize),
    Between(usize),
    Digest,
    Words,
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, ..ProptestConfig::default() })]

    #[test]
    fn digests_say_what_the_calls_say(
        first in prop::collection::vec(0..SENTENCES.len(), 130..180),
        steps in prop::collection::vec(
            prop_oneof![
                (0..130_usize, 0..SENTENCES.len()).prop_map(|(call, sentence)| Reworded::Call(call, sentence)),
                (0..130_usize).prop_map(Reworded::Between),
                Just(Reworded::Digest),
                Just(Reworded::Words),
            ],
            1..6,
        ),
    ) {
        let mut book = Book::new();
        let made = |id: usize, minute: usize| {
            MadeCall::v5(i64::try_from(id).unwrap(), i64::try_from(minute).unwrap() * 60_000)
        };
        let calls: Vec<Vec<u8>> = first.iter().enumerate()
            .map(|(at, sentence)| made(1_000 + at, 2 * at).processed(60_000, SENTENCES[*sentence], "true"))
            .collect();
        book.take(&calls);
        check_phrases(&book.store);
        while book.store.digest_blocks().unwrap() {}
        check_phrases(&book.store);
        for (at, step) in steps.into_iter().enumerate() {
            let sent = 70_000 + 1_000 * i64::try_from(at).unwrap();
            match step {
                Reworded::Call(which, sentence) => {
                    for which in (which..130).step_by(9) {
                        let call = made(1_000 + which, 2 * which);
                        book.take(&[call.processed(sent, SENTENCES[sentence], "true")]);
                    }
                }
                Reworded::Between(which) => {
                    let call = made(2_000 + at, 2 * which + 1);
                    book.take(&[call.processed(60_000, "door: call you", "true")]);
                }
                Reworded::Digest => while book.store.digest_blocks().unwrap() {},
                Reworded::Words => {
                    // Words are chosen anew when there are twice as many calls.
                    let db = Connection::open(book.dir.path().join(BOOK_FILE)).unwrap();
                    db.execute("UPDATE meta SET value = 1 WHERE key = 'common_of_calls'", []).unwrap();
                    book.store.digest_blocks().unwrap();
                }
            }
            check_phrases(&book.store);
        }
    }
}

/// Two pairs of words that digests have the same number for.
fn alike() -> [String; 2] {
    let mut known = HashMap::new();
    for number in 0_u32.. {
        let words = format!("patio{} door{}", number % 100, number / 100);
        let alike = crc32fast::hash(words.as_bytes());
        if let Some(other) = known.insert(alike, words.clone()) {
            return [other, words];
        }
    }
    unreachable!("there are more words than numbers")
}

#[test]
fn pairs_of_one_number_are_told_apart() {
    let [one, other] = alike();
    let mut book = Book::new();
    // Both in the first block, in many calls and in few, one alone in the second.
    let said = |at: i64| match at {
        0..20 => one.clone(),
        20..25 => format!("{other}, {one}"),
        25..30 | 60..80 => other.clone(),
        _ => "call you".to_owned(),
    };
    let calls: Vec<Vec<u8>> = (0..150)
        .map(|at| MadeCall::v5(9_000 + at, at * 60_000).processed(60_000, &said(at), "true"))
        .collect();
    book.take(&calls);
    while book.store.digest_blocks().unwrap() {}
    assert_eq!(digested(book.dir.path()), 3);
    let calls = scan(&book.store);
    for is_excluded in [false, true] {
        for words in [&one, &other] {
            for beside in [&one, &other, "call you"] {
                let terms = vec![
                    phrase(words, Place::Anywhere, is_excluded),
                    phrase(beside, Place::Anywhere, false),
                ];
                let question = Question { terms };
                let found = book.store.find_calls(&asked(question.clone())).unwrap();
                let expected = expected(&calls, &question);
                assert_eq!(placed(&book.store, &found), expected, "{question:?}");
            }
        }
    }
}

#[test]
fn digests_that_were_made_while_a_call_was_reworded_are_thrown_away() {
    let mut book = Book::new();
    book.take(&calls("call you", 0..130));
    // Chooses the words first.
    assert!(book.store.digest_blocks().unwrap());
    let ids = book.store.call_ids().unwrap();
    let other = Some(Store::open(book.dir.path()).unwrap());
    let other = Arc::new(Mutex::new(other));
    let reword = move || {
        if let Some(other) = other.lock().unwrap().take() {
            let at = jiff::Timestamp::UNIX_EPOCH;
            for id in &ids {
                let note = Note::new("patio door".to_owned(), None, at);
                enter(&other, *id, &Entry::KeepNote(note), at).unwrap();
            }
        }
    };
    book.store.meanwhile(reword).unwrap();
    assert!(book.store.digest_blocks().unwrap());
    assert_eq!(digested(book.dir.path()), 0);
    assert!(book.store.digest_blocks().unwrap());
    assert_eq!(digested(book.dir.path()), 2);
    check_phrases(&book.store);
}

/// How many blocks have a digest.
fn digested(dir: &std::path::Path) -> i64 {
    let db = Connection::open(dir.join(BOOK_FILE)).unwrap();
    db.query_row(
        "SELECT count(*) FROM blocks WHERE digest > 0 AND block IN (SELECT (id >> 22) * 64 + id % 64 FROM digests)",
        [],
        |row| row.get(0),
    )
    .unwrap()
}

#[test]
fn when_nothing_comes_digests_are_made_and_words_are_found_by_them() {
    let mut book = Book::new();
    book.take(&calls("call you back", 0..180));
    assert_eq!(digested(book.dir.path()), 0);
    let receiver = receiving(&book);
    wait_for(|| (digested(book.dir.path()) >= 3).then_some(()));
    drop(receiver);
    // Blocks with a digest are not asked of the full-text index: without it their calls are found all the same.
    let found = |words: &str| {
        let terms = vec![phrase(words, Place::Anywhere, false)];
        let found = book.store.find_calls(&asked(Question { terms }));
        found.unwrap().len()
    };
    assert_eq!([found("call"), found("call you back")], [180, 180]);
    let db = Connection::open(book.dir.path().join(BOOK_FILE)).unwrap();
    db.execute("INSERT INTO words (words) VALUES ('delete-all')", [])
        .unwrap();
    let newest = 180 - 3 * 47;
    assert!(found("call") >= 180 - newest, "{}", found("call"));
}

#[test]
fn digests_are_made_although_deliveries_come_again_and_again() {
    come_again_and_again("");
}

#[test]
fn so_are_those_of_a_book_that_has_lost_all() {
    come_again_and_again(include_str!("../../../src/store/step13.sql"));
}

/// Has digests made before and after `sql`, the second time while deliveries come.
fn come_again_and_again(sql: &str) {
    let mut book = Book::new();
    let call =
        |at: i64| MadeCall::v5(9_000 + at, at * 60_000).processed(60_000, "call you", "true");
    book.take(&(0..130).map(call).collect::<Vec<_>>());
    while book.store.digest_blocks().unwrap() {}
    let db = Connection::open(book.dir.path().join(BOOK_FILE)).unwrap();
    db.execute_batch(sql).unwrap();
    drop(db);
    let before = digested(book.dir.path());
    for call in calls("call you", 130..700) {
        book.store(&call);
    }
    let receiver = receiving(&book);
    let addr = receiver.local_addr().to_string();
    let mut more = calls("call you", 700..4_000).into_iter();
    wait_for(|| {
        // Sooner than it takes for nothing to have come for long.
        post(&addr, &more.next().unwrap());
        (digested(book.dir.path()) > before).then_some(())
    });
    drop(receiver);
    check_phrases(&book.store);
}
