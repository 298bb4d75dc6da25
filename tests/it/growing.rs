//! Calls of many events: read one by one, all at once or in batches, they are the same.

use callbook::call::{CallRow, Signature};
use callbook::receiver::projector::load_call;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::made::{Book, MadeCall};

/// Two calls of one caller within a minute, one edited often, its id in the other dialect too, the starts late.
fn deliveries() -> Vec<Vec<u8>> {
    let edited = MadeCall::v5(7, 0);
    let near = MadeCall::v5(8, 50_000);
    let legacy = MadeCall::v4(7, 500);
    let corrected = MadeCall {
        caller: "4165550100",
        ..edited.clone()
    };
    let edits = (0..20).map(|at| {
        let call = if at == 12 { &corrected } else { &edited };
        let lead = ["true", "false", "n/a"][usize::try_from(at).unwrap() % 3];
        call.processed(100_000 + at * 1_000, &format!("edit {at}"), lead)
    });
    let mut all: Vec<_> = [edited.start(200), edited.ended()]
        .into_iter()
        .chain(edits)
        .collect();
    all.insert(10, near.ended());
    all.insert(15, near.start(-300));
    all.insert(18, legacy.ended());
    all
}

/// The lines of the list without what depends on the order of arrival; each says what its events say.
fn rows(book: &Book) -> Vec<String> {
    let rows = book.rows();
    let mut rows: Vec<String> = rows
        .into_iter()
        .map(|row| {
            let call = load_call(&book.store, row.id).unwrap().unwrap();
            let told = CallRow {
                revision: row.revision,
                ..CallRow::of(&call, row.verified)
            };
            assert_eq!(row, told);
            let CallRow { id, revision, .. } = told.clone();
            format!("{told:?}")
                .replace(&format!("{id:?}"), "")
                .replace(&format!("revision: {revision}"), "")
        })
        .collect();
    rows.sort();
    rows
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    /// In their order but for some that change places, some unsigned and sent again signed.
    #[test]
    fn edits_read_one_by_one_give_what_all_together_give(
        swaps in vec((0..25_usize, 0..25_usize), 0..4),
        unsigned in vec(0..25_usize, 0..3),
        batch in 1..6_usize,
    ) {
        let mut all = deliveries();
        for (one, other) in swaps {
            all.swap(one, other);
        }
        let signature = |at: usize| {
            if unsigned.contains(&at) { Signature::Unchecked } else { Signature::Valid }
        };
        let mut together = Book::new();
        for (at, body) in all.iter().enumerate() {
            together.store_signed(body, signature(at));
        }
        together.project();
        let mut live = Book::new();
        for (at, body) in all.iter().enumerate() {
            live.store_signed(body, signature(at));
            if at % batch == 0 {
                live.project();
            }
        }
        live.project();
        prop_assert_eq!(live.contents(), together.contents());
        prop_assert_eq!(rows(&live), rows(&together));
        for at in unsigned {
            live.store_signed(&all[at], Signature::Valid);
            live.project();
            together.store_signed(&all[at], Signature::Valid);
        }
        together.project();
        let signed = rows(&live);
        prop_assert!(signed.iter().all(|row| row.contains("verified: true")));
        prop_assert_eq!(signed, rows(&together));
    }
}

#[test]
fn what_another_process_wrote_meanwhile_counts() {
    let call = MadeCall::v5(7, 0);
    let edit = |at: i64| call.processed(100_000 + at * 1_000, &format!("edit {at}"), "true");
    let mut here = Book::new();
    here.take(&(0..6).map(edit).collect::<Vec<_>>());
    // By a projector that knows nothing of the first one.
    here.store(&edit(9));
    let mut there = callbook::receiver::projector::Projector::default();
    there.project_pending(&mut here.store).unwrap();
    here.take(&[edit(7), edit(10)]);
    let row = &here.rows()[0];
    assert_eq!(rows(&here).len(), 1);
    assert_eq!(here.only()["events"].as_array().unwrap().len(), 9);
    assert_eq!(row.sent_at.unwrap().to_string(), "2025-02-26T17:01:50Z");
}
