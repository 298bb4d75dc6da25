//! What a connection has read of the index is not believed once the book has changed.

use callbook::call::question::{Is, Question, parse_typing};
use callbook::call::{Entry, Note};
use callbook::receiver::entering::enter;
use callbook::store::Store;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::plain::{asked, expected, placed, scan};
use super::upkeep::{is, said};
use crate::made::{Book, MadeCall};

fn call(at: i64, said: &str) -> Vec<u8> {
    MadeCall::v5(9_000 + at, at * 60_000).processed(60_000, said, "true")
}

fn questions() -> [Question; 5] {
    [
        Question::default(),
        is(Is::Starred),
        said("call"),
        said("patio door"),
        said("call you"),
    ]
}

/// Asks on `store` what the book has by now.
fn check(store: &Store) {
    let calls = scan(store);
    for question in questions() {
        let expected = expected(&calls, &question);
        // Twice, since the first time something is learnt.
        for _ in 0..2 {
            let found = store.find_calls(&asked(question.clone())).unwrap();
            assert_eq!(placed(store, &found), expected, "{question:?}");
        }
    }
}

#[test]
fn answers_follow_what_another_connection_and_this_one_change() {
    let mut book = Book::new();
    let some: Vec<Vec<u8>> = (0..220).map(|at| call(2 * at, "call you back")).collect();
    book.take(&some);
    while book.store.digest_blocks().unwrap() {}
    let asking = Store::open(book.dir.path()).unwrap();
    check(&asking);

    // Calls between those of the book and after them split blocks and make new ones; a note rewords one.
    let more: Vec<Vec<u8>> = (0..150).map(|at| call(2 * at + 1, "patio door")).collect();
    for more in more.chunks(40) {
        book.take(more);
        check(&asking);
    }
    let id = asking.call_ids().unwrap()[200];
    let at = Timestamp::UNIX_EPOCH;
    let note = || Note::new("the patio door".to_owned(), None, at);
    enter(&book.store, id, &Entry::KeepNote(note()), at).unwrap();
    check(&asking);
    while book.store.digest_blocks().unwrap() {}
    check(&asking);

    // The same connection changes something itself.
    asking.set_starred(id, Some(at)).unwrap();
    check(&asking);
    let other = asking.call_ids().unwrap()[10];
    enter(&asking, other, &Entry::KeepNote(note()), at).unwrap();
    check(&asking);
    while asking.digest_blocks().unwrap() {}
    check(&asking);
}

#[test]
fn what_was_read_ahead_is_not_believed_in_the_next_question() {
    let mut book = Book::new();
    let days: Vec<Vec<u8>> = (0..400).map(|day| call(1_440 * day, "call")).collect();
    book.take(&days);
    let asking = Store::open(book.dir.path()).unwrap();
    let ids = asking.call_ids().unwrap();
    let star = |at: usize| {
        let now = Timestamp::UNIX_EPOCH;
        book.store.set_starred(ids[at], Some(now)).unwrap();
    };
    let starred = asked(is(Is::Starred));
    // One after the other the calls before some day, where another question ended in the midst of what it had read ahead.
    (0..390).step_by(13).for_each(&star);
    for at in (5..390).step_by(13) {
        asking.first_calls(&starred, 3).unwrap();
        star(at);
        let began = asking.call_rows(&[ids[at]]).unwrap()[0].started_at.unwrap();
        let next_day = began.to_zoned(TimeZone::UTC).tomorrow().unwrap().date();
        let before = parse_typing(&format!("is:starred before:{next_day}")).question;
        let found = asking.first_calls(&asked(before), 2).unwrap();
        assert!(found.contains(&ids[at]), "the one at {at}: {found:?}");
    }
}
