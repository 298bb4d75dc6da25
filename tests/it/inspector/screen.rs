//! The inspector in its window: what is told of a delivery, and how it is worked.

use std::sync::Arc;

use callbook::call::proof::{Proof, Tried};
use callbook::call::{Delivery, Signature};
use callbook::ui::deliveries::Laid;
use callbook::ui::model::{Model, OpenDelivery, Opened, Screen};
use egui::Role;
use egui_kittest::kittest::Queryable as _;

use crate::window::{book, open};

pub fn model(open: OpenDelivery) -> Model {
    Model {
        screen: Screen::Deliveries,
        open_delivery: Opened::Ready(Arc::new(open)),
        ..book::model()
    }
}

#[test]
fn what_a_delivery_changed_is_told_old_and_new() {
    let mut window = open(model(book::open_delivery()), [1440.0, 900.0]);
    let tab = window.get_by_role_and_label(Role::Tab, "What it changed 5");
    tab.click();
    window.run_steps(2);
    for told in [
        "Lead outcome, lead",
        "was no",
        "yes",
        "was Asked for a quote.",
        "no value any more",
        "a link",
    ] {
        window.get_by_label(told);
    }
    assert!(window.query_by_label_contains("example.com").is_none());
}

#[test]
fn rows_tell_what_each_delivery_brought() {
    let window = open(model(book::open_delivery()), [1440.0, 900.0]);
    for told in [
        "CallProcessed, Ted Robertson · 14 fields new",
        "CallPreprocessed, Ted Robertson · ended",
        "CallProcessed, J. Whitfield · lead no → yes",
    ] {
        window.get_by_label_contains(told);
    }
}

#[test]
fn remarks_stand_beside_their_lines() {
    let window = open(model(book::open_delivery()), [1440.0, 1800.0]);
    window.get_by_label_contains("\"number_id\": 13618259,never seen before");
    window.get_by_label_contains("\"start_time\": \"2025-03-04T13:45:59.619\",read as UTC");
}

#[test]
fn broken_json_is_shown_with_the_place_where_it_breaks() {
    let mut broken = book::open_delivery();
    broken.whole.body = b"{\n  \"a\": 1,\n  oops\n}".to_vec();
    broken.laid = Laid::of(&broken.whole.body, &[]);
    let window = open(model(broken), [1440.0, 900.0]);
    window.get_by_label_contains("No JSON: key must be a string at line 3");
    window.get_by_label("  oopsreading stops here");
    assert!(window.query_by_role_and_label(Role::Tab, "Body").is_none());
}

#[test]
fn a_wrong_signature_is_told_with_what_was_expected() {
    let mut wrong = book::open_delivery();
    wrong.whole.delivery = Delivery {
        signature: Signature::Invalid,
        ..wrong.whole.delivery
    };
    wrong.proof = Some(Proof {
        received: vec!["sha256=00000000 … 11111111".to_owned()],
        bytes: 2_117,
        tried: vec![Tried {
            fingerprint: "5f1c22aa9b07".to_owned(),
            expected: "sha256=22222222 … 33333333".to_owned(),
            fits: false,
        }],
    });
    let window = open(model(wrong), [1440.0, 900.0]);
    for told in [
        "Wrong signature",
        "sha256=00000000 … 11111111",
        "over the 2,117 bytes as received",
        "The secret (5f1c22aa9b07) would have given",
        "sha256=22222222 … 33333333",
    ] {
        window.get_by_label(told);
    }
}
