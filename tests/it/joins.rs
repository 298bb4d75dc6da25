//! One call from many events: order, repeats and retries do not matter, and nothing is guessed.

use std::sync::atomic::AtomicBool;

use callbook::call::{CallId, DeliveryState, Signature};
use callbook::receiver::projector::reprocess;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::made::{Book, MadeCall, envelope};

/// A caller who calls twice in a minute, another on the same number, both dialects, edits at the same moment.
fn deliveries() -> Vec<Vec<u8>> {
    let first = MadeCall::v5(1001, 0);
    let second = MadeCall::v5(1002, 45_000);
    let other = MadeCall {
        caller: "4165550100",
        ..MadeCall::v5(1003, 500)
    };
    let legacy = MadeCall::v4(2001, 200_000);
    vec![
        first.start(400),
        first.ended(),
        first.processed(200_000, "first", "false"),
        first.processed(300_000, "edited", "true"),
        first.processed(300_000, "edited at the same moment", "n/a"),
        second.start(-700),
        second.ended(),
        second.processed(220_000, "", "false"),
        other.start(2_000),
        other.processed(100_000, "other", "true"),
        legacy.start(300),
        legacy.ended(),
        legacy.processed(250_000, "legacy", "true"),
        MadeCall::v5(9, 900_000).start(0),
    ]
}

/// A book that took deliveries in one batch, and one that took them singly in an order that follows from a seed.
fn read_both_ways(all: &[Vec<u8>], seed: u64) -> (Book, Book) {
    let mut together = Book::new();
    for body in all {
        together.store(body);
    }
    together.project();
    let mut order: Vec<_> = (0_u64..).zip(all).collect();
    order.sort_by_key(|(at, _)| (at ^ seed).wrapping_mul(0x9E37_79B9_7F4A_7C15));
    let mut one_by_one = Book::new();
    one_by_one.take(order.into_iter().map(|(_, body)| body));
    (together, one_by_one)
}

fn contents_of(order: &[usize], batch: usize) -> Vec<String> {
    let all = deliveries();
    let mut book = Book::new();
    for some in order.chunks(batch) {
        for &at in some {
            book.store(&all[at]);
        }
        book.project();
    }
    book.contents()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn order_repeats_and_batches_do_not_matter(
        order in Just((0..14).chain([3, 0, 5, 9]).collect::<Vec<usize>>()).prop_shuffle(),
        batch in 1_usize..20,
    ) {
        let plain = contents_of(&(0..14).collect::<Vec<_>>(), 14);
        prop_assert_eq!(plain.len(), 5);
        prop_assert_eq!(contents_of(&order, batch), plain);
    }

    /// Starts and calls of one caller anywhere within two minutes: what is joined to what never depends on the
    /// order of arrival, and no call gets two starts.
    #[test]
    fn joins_never_depend_on_the_order(
        starts in prop::collection::vec(0_i64..120_000, 1..5),
        calls in prop::collection::vec(0_i64..120_000, 1..5),
        seed in any::<u64>(),
    ) {
        let mut all: Vec<Vec<u8>> = starts.iter().map(|at| MadeCall::v5(0, *at).start(0)).collect();
        all.extend((1..).zip(&calls).map(|(id, at)| MadeCall::v5(id, *at).ended()));
        let (together, one_by_one) = read_both_ways(&all, seed);
        prop_assert_eq!(one_by_one.contents(), together.contents());
        for id in together.store.call_ids().unwrap() {
            prop_assert!(together.show(id)["events"].as_array().unwrap().len() <= 2);
        }
    }
}

/// An event of a call with some of what joining needs taken out.
fn with_holes(body: &[u8], holes: u8) -> Vec<u8> {
    let mut body: Value = serde_json::from_slice(body).unwrap();
    let keys = [
        &["caller_number"][..],
        &["start_time_utc", "start_time"],
        &["organization_id"],
        &["tracking_number"],
    ];
    for (at, keys) in keys.into_iter().enumerate() {
        for key in keys.iter().filter(|_| holes & (1 << at) != 0) {
            body["Notifications"][0][*key] = Value::Null;
        }
    }
    body.to_string().into_bytes()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Events that each say only a part of what their call is known by: whatever the order, live or read
    /// again, the calls are the same.
    #[test]
    fn what_events_leave_out_does_not_make_the_order_matter(
        events in prop::collection::vec((1_i64..4, 0_i64..90_000, 0_u8..3, 0_u8..16), 2..7),
        seed in any::<u64>(),
    ) {
        let all: Vec<Vec<u8>> = events
            .iter()
            .map(|(id, at, kind, holes)| {
                let call = MadeCall::v5(*id, *at);
                match kind {
                    0 => call.start(0),
                    1 => with_holes(&call.ended(), *holes),
                    _ => with_holes(&call.processed(200_000, "s", "true"), *holes),
                }
            })
            .collect();
        let (together, mut one_by_one) = read_both_ways(&all, seed);
        let live = one_by_one.contents();
        prop_assert_eq!(&live, &together.contents());
        reprocess(&mut one_by_one.store, &AtomicBool::new(false), &mut |_, _| ()).unwrap();
        prop_assert_eq!(&one_by_one.contents(), &live);
    }
}

#[test]
fn a_call_is_found_by_what_all_its_events_say_together() {
    let call = MadeCall::v5(7, 0);
    let mut book = Book::new();
    book.take([
        &with_holes(&call.ended(), 0b0001),
        &with_holes(&call.processed(90_000, "s", "true"), 0b0010),
        &call.start(100),
    ]);
    assert_eq!(book.only()["events"].as_array().unwrap().len(), 3);
}

#[test]
fn the_same_start_told_twice_is_no_tie() {
    let call = MadeCall::v5(7, 0);
    let mut again: Value = serde_json::from_slice(&call.start(100)).unwrap();
    again["Properties"]["UTC"] = json!(crate::made::time(9_000));
    let mut book = Book::new();
    book.take([
        &call.start(100),
        &again.to_string().into_bytes(),
        &call.ended(),
    ]);
    assert_eq!(book.only()["events"].as_array().unwrap().len(), 3);
}

#[test]
fn a_corrected_caller_number_keeps_the_start() {
    let call = MadeCall::v5(7, 0);
    let corrected = MadeCall {
        caller: "4165550100",
        ..call.clone()
    };
    let mut book = Book::new();
    book.take([
        &call.ended(),
        &call.start(100),
        &corrected.processed(90_000, "s", "true"),
    ]);
    assert_eq!(book.only()["caller_number"], "4165550100");
}

#[test]
fn not_available_clears_times_too() {
    let mut cleared: Value =
        serde_json::from_slice(&MadeCall::v5(7, 0).processed(90_000, "s", "true")).unwrap();
    cleared["Notifications"][0]["answer_time_utc"] = json!("n/a");
    cleared["Notifications"][0]["answer_time"] = json!("n/a");
    let mut book = Book::new();
    book.take([
        &MadeCall::v5(7, 0).ended(),
        &cleared.to_string().into_bytes(),
    ]);
    assert_eq!(book.only()["answered_at"], Value::Null);
}

#[test]
fn a_measured_time_is_not_given_up_for_a_rounded_one() {
    let call = MadeCall::v4(7, 250);
    let mut rounded: Value = serde_json::from_slice(&call.processed(90_000, "s", "true")).unwrap();
    rounded["Notifications"][0]["MonitorStartTime"] = Value::Null;
    let mut book = Book::new();
    book.take([&call.ended(), &rounded.to_string().into_bytes()]);
    assert_eq!(book.only()["started_at"], "2025-02-26T17:00:00.25Z");
}

#[test]
fn a_ringing_call_grows_into_its_row_under_the_same_id() {
    let call = MadeCall::v5(7, 0);
    let mut book = Book::new();
    book.take([&call.start(300)]);
    let ringing = book.only();
    assert_eq!(ringing["stage"], "ringing");
    assert_eq!(ringing["vendor_id"], Value::Null);
    book.take([&call.processed(90_000, "s", "true"), &call.ended()]);
    let complete = book.only();
    assert_eq!(complete["id"], ringing["id"]);
    assert_eq!(complete["stage"], "complete");
    assert_eq!(complete["vendor_id"], 7);
    assert_eq!(complete["caller"]["name"], "Known at the start");
    assert_eq!(complete["events"].as_array().unwrap().len(), 3);
}

#[test]
fn a_start_that_comes_last_finds_its_call() {
    for call in [MadeCall::v5(7, 0), MadeCall::v4(7, 0)] {
        let mut book = Book::new();
        book.take([&call.ended(), &call.processed(90_000, "s", "true")]);
        let id = book.only()["id"].clone();
        book.take([&call.start(59_000)]);
        assert_eq!(book.only()["id"], id);
    }
}

#[test]
fn a_start_further_than_a_minute_is_another_call() {
    let call = MadeCall::v5(7, 0);
    let mut book = Book::new();
    book.take([&call.ended(), &call.start(61_000)]);
    assert_eq!(book.store.call_ids().unwrap().len(), 2);
}

#[test]
fn a_tie_is_never_guessed_and_is_settled_by_nothing_but_the_visit() {
    let call = MadeCall::v5(7, 0);
    let mut book = Book::new();
    book.take([&call.ended(), &call.start(5_000), &call.start(-4_200)]);
    assert_eq!(book.store.call_ids().unwrap().len(), 3);

    let visit = |mut body: Value| {
        body["Notifications"][0]["attribution_details"] = json!({ "session_id": "2386840770" });
        body.to_string().into_bytes()
    };
    let parsed = |body: Vec<u8>| serde_json::from_slice::<Value>(&body).unwrap();
    let mut book = Book::new();
    book.take([
        &visit(parsed(call.ended())),
        &call.start(5_000),
        &visit(parsed(call.start(-5_200))),
    ]);
    assert_eq!(book.store.call_ids().unwrap().len(), 2);
}

#[test]
fn a_nearer_start_takes_the_place_of_one_that_was_joined_and_the_call_keeps_its_id() {
    let call = MadeCall::v5(7, 0);
    let mut book = Book::new();
    book.take([&call.start(20_000), &call.ended()]);
    let id = book.only()["id"].clone();
    book.take([&call.start(100)]);
    let calls = book.rows();
    assert_eq!(calls.len(), 2);
    let known = calls.iter().find(|row| row.vendor_id == Some(7)).unwrap();
    assert_eq!(json!(known.id.to_string()), id);
}

#[test]
fn an_empty_caller_number_never_joins_and_another_organization_does_not() {
    for (key, value) in [("caller_number", ""), ("organization_id", "77")] {
        let call = MadeCall::v5(7, 0);
        let mut start: Value = serde_json::from_slice(&call.start(0)).unwrap();
        let mut ended: Value = serde_json::from_slice(&call.ended()).unwrap();
        start["Notifications"][0][key] = json!(value);
        if key == "caller_number" {
            ended["Notifications"][0][key] = json!(value);
        }
        let mut book = Book::new();
        book.take([
            &start.to_string().into_bytes(),
            &ended.to_string().into_bytes(),
        ]);
        assert_eq!(book.store.call_ids().unwrap().len(), 2, "{key}");
    }
}

#[test]
fn an_absent_organization_agrees_with_any() {
    let call = MadeCall::v5(7, 0);
    let mut start: Value = serde_json::from_slice(&call.start(0)).unwrap();
    start["Notifications"][0]["organization_id"] = Value::Null;
    start["Properties"]["Organization"] = Value::Null;
    let mut book = Book::new();
    book.take([&start.to_string().into_bytes(), &call.ended()]);
    assert_eq!(book.only()["organization_id"], "5440");
}

#[test]
fn one_id_in_both_dialects_is_one_call_only_when_number_and_start_agree() {
    let mut book = Book::new();
    book.take([&MadeCall::v4(7, 0).ended(), &MadeCall::v5(7, 300).ended()]);
    assert_eq!(book.only()["dialects"], json!(["v4", "v5"]));

    let mut book = Book::new();
    book.take([
        &MadeCall::v4(7, 0).ended(),
        &MadeCall::v5(7, 300_000).ended(),
    ]);
    assert_eq!(book.store.calls_with_vendor_id(7).unwrap().len(), 2);

    let elsewhere = MadeCall {
        tracking: "8005550123",
        ..MadeCall::v5(7, 0)
    };
    let mut book = Book::new();
    book.take([&MadeCall::v4(7, 0).ended(), &elsewhere.ended()]);
    assert_eq!(book.store.calls_with_vendor_id(7).unwrap().len(), 2);
}

#[test]
fn null_and_empty_never_erase_but_not_available_does() {
    let call = MadeCall::v5(7, 0);
    let mut book = Book::new();
    book.take([
        &call.processed(100_000, "kept", "true"),
        &call.processed(200_000, "", "n/a"),
        &call.ended(),
    ]);
    let folded = book.only();
    assert_eq!(folded["summary"], "kept");
    assert_eq!(folded["lead_outcome"], json!({ "lead": null }));
    assert_eq!(folded["stage"], "complete");
}

#[test]
fn another_attempt_is_the_same_event() {
    let call = MadeCall::v5(7, 0);
    let mut again: Value = serde_json::from_slice(&call.ended()).unwrap();
    again["Attempt"] = json!(2);
    let mut book = Book::new();
    book.take([
        &call.ended(),
        &again.to_string().into_bytes(),
        &call.ended(),
    ]);
    assert_eq!(book.only()["events"].as_array().unwrap().len(), 1);
    let deliveries = book.store.newest_deliveries(None).unwrap();
    let states: Vec<_> = deliveries
        .iter()
        .map(|one| (one.state, one.attempt))
        .collect();
    assert_eq!(
        states,
        [
            (DeliveryState::Repeat, Some(1)),
            (DeliveryState::Repeat, Some(2)),
            (DeliveryState::Projected, Some(1)),
        ]
    );
    assert!(deliveries.iter().all(|one| one.calls.len() == 1));
}

#[test]
fn the_same_event_in_another_envelope_is_the_same_event() {
    let call = MadeCall::v5(7, 0);
    let mut again: Value = serde_json::from_slice(&call.ended()).unwrap();
    again["Id"] = json!("another");
    again["Properties"]["RequestId"] = json!("another");
    let mut book = Book::new();
    book.take([&call.ended(), &again.to_string().into_bytes()]);
    assert_eq!(book.only()["events"].as_array().unwrap().len(), 1);
    let newest = book.store.newest_deliveries(Some(1)).unwrap().remove(0);
    assert_eq!(newest.state, DeliveryState::Repeat);
    assert_eq!(newest.reason.as_deref(), Some("the same as delivery 1"));
}

#[test]
fn a_signed_repeat_vouches_for_what_came_unsigned() {
    let body = MadeCall::v5(7, 0).ended();
    let mut other: Value = serde_json::from_slice(&body).unwrap();
    other["Attempt"] = json!(2);
    for again in [body.clone(), other.to_string().into_bytes()] {
        let mut book = Book::new();
        book.take([&body]);
        assert!(!book.rows()[0].verified);
        book.store_signed(&again, Signature::Valid);
        book.project();
        assert!(book.rows()[0].verified);
        assert_eq!(book.only()["events"].as_array().unwrap().len(), 1);
    }
}

/// A forged first attempt cannot keep the true one out.
#[test]
fn an_attempt_with_other_content_counts_whatever_came_first() {
    let attempt = |number: i64, name: &str| {
        let mut body: Value = serde_json::from_slice(&MadeCall::v5(7, 0).ended()).unwrap();
        body["Attempt"] = json!(number);
        body["Notifications"][0]["group_name"] = json!(name);
        body.to_string().into_bytes()
    };
    let (one, two) = (attempt(1, "ONE"), attempt(2, "TWO"));
    let mut forward = Book::new();
    forward.take([&one, &two]);
    let mut backward = Book::new();
    backward.take([&two, &one]);
    assert_eq!(forward.contents(), backward.contents());
    assert_eq!(forward.only()["events"].as_array().unwrap().len(), 2);
}

#[test]
fn several_notifications_in_one_delivery_go_to_their_calls() {
    let notification = |body: Vec<u8>| {
        let body: Value = serde_json::from_slice(&body).unwrap();
        body["Notifications"][0].clone()
    };
    let both = [
        notification(MadeCall::v5(7, 0).ended()),
        notification(MadeCall::v5(8, 300_000).ended()),
    ];
    let mut book = Book::new();
    book.take([&envelope("CallDetailsV5", 400_000, 1, &both)]);
    assert_eq!(
        book.store.newest_deliveries(None).unwrap()[0].calls.len(),
        2
    );
    assert_eq!(book.store.call_ids().unwrap().len(), 2);
}

#[test]
fn reading_everything_again_keeps_ids_and_what_was_entered() {
    let mut book = Book::new();
    book.take(&deliveries());
    let before: Vec<CallId> = book.store.call_ids().unwrap();
    book.store
        .set_starred(before[1], Some(jiff::Timestamp::now()))
        .unwrap();
    book.store
        .set_reviewed(before[2], Some(jiff::Timestamp::now()))
        .unwrap();
    let (rows, contents) = (book.rows(), book.contents());
    let mut seen = Vec::new();
    reprocess(
        &mut book.store,
        &AtomicBool::new(false),
        &mut |done, total| seen.push((done, total)),
    )
    .unwrap();
    assert_eq!(book.store.call_ids().unwrap(), before);
    assert_eq!(book.contents(), contents);
    assert_eq!(seen.last(), Some(&(14, 14)));
    let marks = |rows: &[callbook::call::CallRow]| -> Vec<_> {
        rows.iter()
            .map(|row| (row.id, row.starred, row.reviewed))
            .collect()
    };
    assert_eq!(marks(&book.rows()), marks(&rows));
}

#[test]
fn the_id_of_a_start_leads_to_the_call_it_was_found_to_be() {
    let mut book = Book::new();
    // Two calls at first: the dialects do not agree about the start.
    book.take([&MadeCall::v4(7, 0).ended()]);
    let first = book.store.call_ids().unwrap()[0];
    book.take([&MadeCall::v5(7, 300_000).ended()]);
    let ids = book.store.calls_with_vendor_id(7).unwrap();
    let second = *ids.iter().find(|id| **id != first).unwrap();
    book.store
        .set_starred(second, Some(jiff::Timestamp::now()))
        .unwrap();
    // A later word says that both started at the same time.
    book.take([&MadeCall::v5(7, 0).processed(500_000, "moved", "true")]);
    assert_eq!(book.store.call_ids().unwrap(), [first]);
    assert_eq!(book.store.find_call(second).unwrap(), Some(first));
    assert!(book.rows()[0].starred);
}
