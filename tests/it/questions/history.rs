//! The same person: what is known of the other calls from a number.

use callbook::call::listing::Asked;
use callbook::call::question::{Filter, Is, Question, Sort, parse};
use callbook::call::{CallId, History, WeekStart};
use jiff::{SignedDuration, Zoned};

use super::spoken::{Spoken, take};
use crate::made::{Book, NOON};

#[test]
fn calls_from_one_number_belong_together() {
    let mut book = Book::new();
    let missed = |id: i64, minutes: i64, caller: &'static str| Spoken {
        caller: Some(caller),
        answered: None,
        ..Spoken::saying(id, minutes * 60_000, "")
    };
    let answered = |id: i64, minutes: i64, caller: &'static str| Spoken {
        answered: Some((5, 60)),
        ..missed(id, minutes, caller)
    };
    take(
        &mut book,
        &[
            answered(1, 0, "9055802283"),
            missed(2, 10, "(905) 580-2283"),
            missed(3, 20, "+1 905-580-2283"),
            missed(4, 25, "4165550100"),
            answered(5, 30, "19055802283"),
            Spoken {
                caller: None,
                ..missed(6, 40, "")
            },
        ],
    );
    let noon: jiff::Timestamp = NOON.parse().unwrap();
    let at = |minutes: i64| Some(noon + SignedDuration::from_mins(minutes));
    let of = |vendor_id: i64| {
        let ids: Vec<CallId> = book.store.calls_with_vendor_id(vendor_id).unwrap();
        book.store.history(ids[0]).unwrap()
    };
    let first = History {
        calls: 4,
        answered_since: at(30),
        ..History::default()
    };
    assert_eq!(of(1), Some(first));
    let third = History {
        calls: 4,
        before: 2,
        last_before: at(10),
        missed_before: 1,
        missed_in_a_row: 2,
        answered_since: at(30),
    };
    assert_eq!(of(3), Some(third));
    let last = History {
        calls: 4,
        before: 3,
        last_before: at(20),
        missed_before: 2,
        missed_in_a_row: 0,
        answered_since: None,
    };
    assert_eq!(of(5), Some(last));
    let alone = History {
        calls: 1,
        missed_in_a_row: 1,
        ..History::default()
    };
    assert_eq!(of(4), Some(alone));
    assert_eq!(of(6), None);
    assert_eq!(book.store.history(CallId(987)).unwrap(), None);
}

#[test]
fn who_withholds_the_number_is_not_everyone_who_does() {
    let mut book = Book::new();
    let withheld = ["0000000000", "+266696687", "1111111111", "anonymous", "0"];
    let calls: Vec<Spoken> = (1..)
        .zip(withheld.into_iter().chain(withheld))
        .map(|(id, number)| Spoken {
            caller: Some(number),
            ..Spoken::saying(id, id * 60_000, "")
        })
        .collect();
    take(&mut book, &calls);
    for id in book.store.call_ids().unwrap() {
        assert_eq!(book.store.history(id).unwrap(), None);
    }
    assert!(
        book.store
            .calls_of_caller("000-000-0000")
            .unwrap()
            .is_empty()
    );
    let repeats = Asked {
        question: Question::of(Filter::Is(Is::Repeat)),
        sort: Sort::default(),
        now: Zoned::now(),
        week: WeekStart::default(),
    };
    assert!(book.store.find_calls(&repeats).unwrap().is_empty());
    // The digits are found all the same.
    let zeros = Asked {
        question: parse("from:0000000000").unwrap(),
        ..repeats
    };
    assert_eq!(book.store.find_calls(&zeros).unwrap().len(), 2);
}

#[test]
fn a_voicemail_is_no_answer() {
    let mut book = Book::new();
    let missed = Spoken {
        answered: None,
        ..Spoken::saying(1, 0, "")
    };
    let voicemail = Spoken {
        voicemail: Some(true),
        ..Spoken::saying(2, 60_000, "")
    };
    let missed_again = Spoken {
        id: 3,
        start_ms: 120_000,
        ..missed.clone()
    };
    take(&mut book, &[missed, voicemail, missed_again]);
    let of = |vendor_id: i64| {
        let ids = book.store.calls_with_vendor_id(vendor_id).unwrap();
        book.store.history(ids[0]).unwrap().unwrap()
    };
    assert_eq!(of(1).answered_since, None);
    assert_eq!(of(3).missed_in_a_row, 2);
}
