//! The same person: what is known of the other calls from a number.

use callbook::call::{CallId, History};
use jiff::SignedDuration;

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
