//! The index follows the calls, whatever happens to them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use callbook::call::question::{Filter, Place, Question, Term, Text};
use callbook::call::{CallId, Signature};
use callbook::receiver::projector::{reprocess, resume_reprocess};
use callbook::receiver::{Receiver, Settings};
use callbook::store::{BOOK_FILE, Store};
use proptest::prelude::*;
use rusqlite::Connection;

use super::plain::{asked, expected, placed, scan};
use crate::book::wait_for;
use crate::made::{Book, MadeCall};
use crate::questions::spoken::{Spoken, take};

pub fn said(word: &str) -> Question {
    Question {
        terms: vec![Term {
            is_excluded: false,
            filter: Filter::Text {
                text: Text::Beginning(word.to_owned()),
                place: Place::Anywhere,
            },
        }],
    }
}

pub fn is(kind: callbook::call::question::Is) -> Question {
    Question {
        terms: vec![Term {
            is_excluded: false,
            filter: Filter::Is(kind),
        }],
    }
}

/// Asks for everything that the made calls can say.
fn check(store: &Store) {
    use callbook::call::question::Is;
    let calls = scan(store);
    let words = ["one", "two", "tw", "known", "9055802283", "2283", "eastern"];
    let kinds = [
        Is::Lead,
        Is::Repeat,
        Is::Verified,
        Is::Starred,
        Is::Answered,
    ];
    let questions = words.map(said).into_iter().chain(kinds.map(is));
    for question in questions.chain([Question::default()]) {
        let expected = expected(&calls, &question);
        let found = store.find_calls(&asked(question.clone())).unwrap();
        assert_eq!(placed(store, &found), expected, "{question:?}");
    }
}

#[test]
fn others_are_let_go_first_with_each_block_of_a_question() {
    let mut book = Book::new();
    let call =
        |at: i64| MadeCall::v5(9_000 + at, at * 60_000).processed(60_000, "call you", "true");
    book.take(&(0..300).map(call).collect::<Vec<_>>());
    let mut store = Store::open(book.dir.path()).unwrap();
    let often = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&often);
    store
        .meanwhile(move || {
            counted.fetch_add(1, Ordering::Relaxed);
        })
        .unwrap();
    // So few steps of SQLite that it does not let anybody go first by itself.
    let asked = asked(is(callbook::call::question::Is::Starred));
    assert!(store.find_calls(&asked).unwrap().is_empty());
    let often = often.load(Ordering::Relaxed);
    assert!(often >= 300 / 50, "{often}");
}

/// The full-text index is whole.
fn check_words(dir: &std::path::Path) {
    let db = Connection::open(dir.join(BOOK_FILE)).unwrap();
    db.execute("INSERT INTO words (words) VALUES ('integrity-check')", [])
        .unwrap();
}

#[derive(Clone, Debug)]
enum Step {
    Start(usize),
    Ended(usize),
    Processed(usize, &'static str, bool),
    Star(usize),
    Project,
    Merge,
    Digest,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let call = 0..6_usize;
    let step = prop_oneof![
        call.clone().prop_map(Step::Start),
        call.clone().prop_map(Step::Ended),
        (
            call.clone(),
            prop::sample::select(vec!["one", "two three", "Twenty ones"]),
            any::<bool>()
        )
            .prop_map(|(call, summary, is_lead)| Step::Processed(call, summary, is_lead)),
        call.prop_map(Step::Star),
        Just(Step::Project),
        Just(Step::Merge),
        Just(Step::Digest),
    ];
    prop::collection::vec(step, 1..25)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn the_index_says_what_the_calls_say(steps in steps()) {
        let mut book = Book::new();
        let made = |which: usize| {
            let starts = [0, 400, 900, 30_000, 86_400_000, 86_400_500];
            let id = 7_000 + i64::try_from(which).unwrap();
            let call = if which.is_multiple_of(2) {
                MadeCall::v5(id, starts[which])
            } else {
                MadeCall::v4(id, starts[which])
            };
            let callers = ["9055802283", "4167370693"];
            MadeCall { caller: callers[which % 3 % 2], ..call }
        };
        for (at, step) in steps.into_iter().enumerate() {
            let sent = 60_000 + 1_000 * i64::try_from(at).unwrap();
            match step {
                Step::Start(which) => book.store(&made(which).start(20)),
                Step::Ended(which) => book.store_signed(&made(which).ended(), Signature::Valid),
                Step::Processed(which, summary, is_lead) => {
                    let lead = if is_lead { "true" } else { "false" };
                    book.store_signed(&made(which).processed(sent, summary, lead), Signature::Valid);
                }
                Step::Star(which) => {
                    let id = CallId(i64::try_from(which).unwrap());
                    book.store.set_starred(id, Some(jiff::Timestamp::UNIX_EPOCH)).unwrap();
                }
                Step::Project => {
                    book.project();
                    check(&book.store);
                }
                Step::Merge => {
                    book.store.merge_words().unwrap();
                }
                Step::Digest => while book.store.digest_blocks().unwrap() {},
            }
        }
        book.project();
        check(&book.store);
        check_words(book.dir.path());
        let never = std::sync::atomic::AtomicBool::new(false);
        reprocess(&mut book.store, &never, &mut |_, _| {}).unwrap();
        check(&book.store);
        check_words(book.dir.path());
    }
}

#[test]
fn more_calls_in_one_second_than_keys_are_all_found() {
    let mut book = Book::new();
    for at in 0..150 {
        book.store(&MadeCall::v5(8_000 + at, at % 7).processed(60_000, "one", "true"));
    }
    book.project();
    let all = book.store.find_calls(&asked(Question::default())).unwrap();
    assert_eq!(all.len(), 150);
    let said = book.store.find_calls(&asked(said("one"))).unwrap();
    assert_eq!(said, all);
}

#[test]
fn a_book_of_format_3_is_indexed_and_packed_once_it_is_read_again() {
    let mut book = Book::new();
    let calls: Vec<Vec<u8>> = (0..30)
        .map(|at| MadeCall::v5(9_000 + at, at * 60_000).processed(60_000, "one of many", "true"))
        .collect();
    book.take(&calls);
    let Book { dir, store, .. } = book;
    drop(store);
    back_to_format_3(&dir.path().join(BOOK_FILE), &calls);
    let mut store = Store::open(dir.path()).unwrap();
    assert!(dir.path().join("book.sqlite.format-3.backup").exists());
    let never = std::sync::atomic::AtomicBool::new(false);
    resume_reprocess(&mut store, &never, &mut |_, _| {}).unwrap();
    check(&store);
    assert_eq!(store.find_calls(&asked(said("many"))).unwrap().len(), 30);
    let bodies: Vec<Vec<u8>> = store
        .newest_deliveries(None)
        .unwrap()
        .iter()
        .rev()
        .map(|delivery| store.whole_delivery(delivery.id).unwrap().unwrap().body)
        .collect();
    assert_eq!(bodies, calls);
}

#[test]
fn the_rows_of_a_book_of_format_10_have_their_campaigns_afterwards() {
    let mut book = Book::new();
    let campaigns = [Some(" spring "), None, Some("Frühling, 2. Woche")];
    let calls: Vec<Spoken> = (0..130_usize)
        .map(|at| Spoken {
            campaign: campaigns[at % 3],
            ..Spoken::saying(
                i64::try_from(at).unwrap() + 1,
                i64::try_from(at).unwrap() * 60_000,
                "one",
            )
        })
        .collect();
    take(&mut book, &calls);
    let told = |store: &Store| -> Vec<Option<String>> {
        let ids = store.find_calls(&asked(Question::default())).unwrap();
        let rows = store.call_rows(&ids).unwrap();
        rows.into_iter().rev().map(|row| row.campaign).collect()
    };
    let said: Vec<_> = calls
        .iter()
        .map(|call| call.campaign.map(|said| said.trim().to_owned()))
        .collect();
    assert_eq!(told(&book.store), said);

    let Book { dir, store, .. } = book;
    drop(store);
    let db = Connection::open(dir.path().join(BOOK_FILE)).unwrap();
    db.execute_batch(
        "DROP TABLE common_words; DROP TABLE digests; ALTER TABLE blocks DROP COLUMN digest;
         ALTER TABLE calls DROP COLUMN campaign; PRAGMA user_version = 10;",
    )
    .unwrap();
    drop(db);
    assert_eq!(told(&Store::open(dir.path()).unwrap()), said);
}

/// A receiver of a book.
pub fn receiving(book: &Book) -> Receiver {
    let mut settings = Settings::usual(book.dir.path().to_path_buf(), "127.0.0.1:0".to_owned());
    settings.min_free_bytes = 0;
    Receiver::start(&settings, Arc::new(|| {})).unwrap()
}

/// How many pieces the full-text index has.
fn pieces(dir: &std::path::Path) -> i64 {
    let db = Connection::open(dir.join(BOOK_FILE)).unwrap();
    db.query_row("SELECT count(DISTINCT segid) FROM words_idx", [], |row| {
        row.get(0)
    })
    .unwrap()
}

#[test]
fn when_nothing_comes_the_full_text_index_is_put_in_one_piece() {
    let mut book = Book::new();
    for round in 0..3 {
        for at in 0..50 {
            let call = MadeCall::v5(9_000 + 50 * round + at, (50 * round + at) * 60_000);
            book.store(&call.processed(60_000, "one of many", "true"));
        }
        book.project();
    }
    assert!(pieces(book.dir.path()) > 1);
    assert!(book.store.words_are_in_pieces().unwrap());
    let receiver = receiving(&book);
    wait_for(|| (pieces(book.dir.path()) == 1).then_some(()));
    drop(receiver);
    check(&book.store);
    check_words(book.dir.path());
    wait_for(|| (!book.store.words_are_in_pieces().unwrap()).then_some(()));

    // A little more does not make it worth writing all of it anew.
    book.store(&MadeCall::v5(9_500, 1).processed(60_000, "one", "true"));
    book.project();
    assert!(!book.store.words_are_in_pieces().unwrap());
    check(&book.store);
}

/// Takes off what later formats added, and puts the bodies back as they were.
fn back_to_format_3(path: &std::path::Path, bodies: &[Vec<u8>]) {
    let db = Connection::open(path).unwrap();
    for (at, body) in bodies.iter().enumerate() {
        let id = i64::try_from(at).unwrap() + 1;
        db.execute("UPDATE bodies SET bytes = ?2 WHERE id = ?1", (id, body))
            .unwrap();
    }
    let later = "SELECT 'DROP TABLE ' || name FROM sqlite_schema WHERE type = 'table' AND name IN ('words', 'texts',
        'packed', 'field_values', 'value_sets', 'blocks', 'columns', 'dictionaries', 'keyword_lists', 'keyword_phrases',
        'views', 'heard', 'heard_parts', 'lanes', 'choices', 'overrules', 'notes', 'subtitles', 'common_words', 'digests')
        ORDER BY name = 'keyword_lists'";
    let mut query = db.prepare(later).unwrap();
    let drops: Vec<String> = query
        .query_map([], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    for sql in drops {
        db.execute_batch(&sql).unwrap();
    }
    db.execute_batch(
        "DROP INDEX calls_by_key; DROP INDEX calls_by_caller;
         ALTER TABLE marks DROP COLUMN swapped_at; ALTER TABLE calls DROP COLUMN time_key; ALTER TABLE calls DROP COLUMN campaign; ALTER TABLE bodies DROP COLUMN packing;
         CREATE INDEX calls_by_caller ON calls (caller_key) WHERE caller_key IS NOT NULL;
         PRAGMA user_version = 3;",
    )
    .unwrap();
}

#[test]
fn far_more_calls_of_one_second_than_it_has_keys_are_all_found() {
    let mut book = Book::new();
    for id in 1..=400 {
        book.store(&MadeCall::v5(id, 0).processed(30_000, "one", "true"));
    }
    book.project();
    assert_eq!(book.store.call_ids().unwrap().len(), 400);
    check(&book.store);
    check_words(book.dir.path());
}
