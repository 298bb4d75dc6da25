//! What a delivery changed: field by field, whatever the order in which the events are read.

use std::collections::BTreeMap;

use callbook::call::changes::{between, of_delivery};
use callbook::call::fold::fold;
use callbook::call::{CallEvent, CallId, Change, DeliveryId, DeliveryState};
use callbook::receiver::inspect::changes;
use callbook::webhook::decode;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::made::{Book, MadeCall};

/// The events of one call, one delivery each.
fn events() -> Vec<(DeliveryId, CallEvent)> {
    let call = MadeCall::v5(1001, 0);
    let bodies = [
        call.start(400),
        call.processed(200_000, "first", "false"),
        call.ended(),
        call.processed(300_000, "edited", "true"),
        call.processed(400_000, "", "n/a"),
        include_bytes!("../../fixtures/v5-processed.json").to_vec(),
    ];
    let event = |body: &Vec<u8>| decode(body, None).events.remove(0).1;
    (1..)
        .map(DeliveryId)
        .zip(bodies.iter().map(event))
        .collect()
}

fn apply(known: &mut BTreeMap<Vec<String>, Value>, changes: Vec<Change>) {
    for change in changes {
        let before = known.remove(&change.path).unwrap_or_default();
        assert_eq!(before, change.before, "{:?}", change.path);
        if !change.after.is_null() {
            known.insert(change.path, change.after);
        }
    }
}

proptest! {
    #[test]
    fn the_order_of_reading_does_not_matter_and_all_changes_make_the_call(
        read in Just(events()).prop_shuffle(),
    ) {
        let plain = events();
        let mut known = BTreeMap::new();
        for id in (0..8).map(DeliveryId) {
            let changed = of_delivery(id, &read);
            prop_assert_eq!(&changed, &of_delivery(id, &plain));
            apply(&mut known, changed);
        }
        let call = fold(CallId(0), &read);
        let all = between(None, call.as_ref());
        prop_assert!(all.len() > 60, "{} fields", all.len());
        prop_assert!(all.iter().all(Change::is_new));
        let whole: BTreeMap<_, _> = all.into_iter().map(|one| (one.path, one.after)).collect();
        prop_assert_eq!(known, whole);
    }
}

#[test]
fn nothing_applied_changes_nothing() {
    let events = events();
    let call = fold(CallId(0), &events);
    assert_eq!(between(call.as_ref(), call.as_ref()), []);
    assert_eq!(between(None, None), []);
    for elsewhere in [0, 99] {
        assert_eq!(of_delivery(DeliveryId(elsewhere), &events), []);
    }
}

#[test]
fn a_delivery_tells_its_fields_with_what_was_known_before() {
    let call = MadeCall::v5(7, 0);
    let mut book = Book::new();
    let bodies = [
        call.start(0),
        call.processed(100_000, "Asked for a quote.", "false"),
        call.processed(200_000, "Asked for a quote.", "true"),
        call.processed(200_000, "Asked for a quote.", "true"),
    ];
    book.take(&bodies);
    let rows = book.store.newest_deliveries(None).unwrap();
    let [repeat, edited, processed, start] = &rows[..] else {
        panic!("{rows:?}")
    };
    let of = |delivery| {
        let mut found = changes(&book.store, delivery).unwrap();
        found.pop().map(|one| one.changes).unwrap_or_default()
    };
    let began = of(start);
    assert!(began.iter().all(Change::is_new));
    let named = began.iter().find(|one| one.path == ["caller", "name"]);
    assert_eq!(named.unwrap().after, json!("Known at the start"));

    let processed = of(processed);
    let stage = processed.iter().find(|one| one.path == ["stage"]).unwrap();
    assert_eq!(
        (&stage.before, &stage.after),
        (&json!("ringing"), &json!("complete"))
    );

    let only = Change {
        path: vec!["lead_outcome".to_owned(), "lead".to_owned()],
        before: json!(false),
        after: json!(true),
    };
    assert_eq!(of(edited), [only]);
    assert_eq!(repeat.state, DeliveryState::Repeat);
    assert_eq!(of(repeat), []);
}
