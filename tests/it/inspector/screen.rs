//! The inspector in its window: what is told of a delivery, and how it is worked.

use std::sync::Arc;
use std::time::Duration;

use callbook::call::proof::{Proof, Tried};
use callbook::call::{Delivery, EntryId, OnPurpose, Purpose, Signature};
use callbook::ui::Action;
use callbook::ui::deliveries::Laid;
use callbook::ui::model::{Model, OpenDelivery, Opened, Screen};
use egui::{Key, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::window::{Window, book, open};

pub fn model(open: OpenDelivery) -> Model {
    let mut model = Model {
        screen: Screen::Deliveries,
        ..book::model()
    };
    model.deliveries.selected = Some(EntryId::Delivery(open.whole.delivery.id));
    model.open_delivery = Opened::Ready(Arc::new(open));
    model
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
fn a_row_tells_which_attempt_it_was_and_from_where() {
    let window = open(model(book::open_delivery()), [1440.0, 900.0]);
    window.get_by_label_contains("ringing, 200, 9:58:04.112 PM, attempt 1, 127.0.0.1, 2.1 kB");
    // Told once, as a repeat.
    window.get_by_label_contains("Repeat, attempt 2, 200, 9:46:12.004 PM, 127.0.0.1, ");
}

#[test]
fn the_page_tells_whom_the_tunnel_names() {
    let mut open_delivery = book::open_delivery();
    let told =
        "from 198.51.100.8 through the tunnel · 2.1 kB · stored, then answered 200 in 0.9 ms";
    let window = open(model(open_delivery.clone()), [1440.0, 900.0]);
    window.get_by_label(told);
    window.get_by_label("Wed 26 Feb 2025, 9:58:04.112 PM UTC");

    // Whoever is not a proxy of this computer can claim what they like.
    open_delivery.whole.delivery.remote = Some("203.0.113.9".to_owned());
    let window = open(model(open_delivery), [1440.0, 900.0]);
    window.get_by_label_contains("from 203.0.113.9 · 2.1 kB");
}

#[test]
fn a_row_tells_on_hover_what_has_no_room_in_it() {
    let mut window = open(model(book::open_delivery()), [1440.0, 900.0]);
    window.get_by_label_contains("CallPreprocessed, ").hover();
    let facts = "verified · attempt 1 · answered 200 in 1.1 ms";
    // Until it is shown.
    let told = (0..60).any(|_| {
        window.step();
        window.query_by_label_contains(facts).is_some()
    });
    assert!(told);
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
        "The signing secret (5f1c22aa9b07) would have given",
        "sha256=22222222 … 33333333",
    ] {
        window.get_by_label(told);
    }
}

#[test]
fn of_a_huge_body_only_what_is_in_view_is_laid_out() {
    let mut huge = book::open_delivery();
    let items: Vec<String> = (0..350_000).map(|at| format!("{{\"n\":{at}}}")).collect();
    let long = "x".repeat(3_500_000);
    let body = format!("{{\"long\":\"{long}\",\"items\":[{}]}}", items.join(","));
    assert!(body.len() > 7 << 20);
    huge.whole.body = body.into_bytes();
    huge.laid = Laid::of(&huge.whole.body, &[]);
    assert!(huge.laid.pretty.as_ref().unwrap().len() > 900_000);
    let mut window = open(model(huge), [1440.0, 900.0]);
    for tab in ["Body", "Raw"] {
        window.get_by_role_and_label(Role::Tab, tab).click();
        window.run_steps(2);
        let labels: Vec<_> = window.get_all_by_role(Role::Label).collect();
        assert!(labels.len() < 150, "{} labels", labels.len());
        let longest = labels
            .iter()
            .filter_map(|label| label.accesskit_node().value().map(|it| it.len()))
            .max();
        assert!(
            longest.is_some_and(|longest| longest < 1_000),
            "{longest:?}"
        );
    }
}

#[test]
fn a_delay_of_ones_own_is_chosen_and_told_while_it_lasts() {
    let mut window = open(model(book::open_delivery()), [1440.0, 900.0]);
    window.get_by_role_and_label(Role::Button, "Delay…").click();
    window.run_steps(2);
    let secs = |window: &Harness<'_, Window>| {
        let field = window.get_by_label("Seconds that answers are late");
        field.accesskit_node().numeric_value()
    };
    assert_eq!(secs(&window), Some(20.0));
    window.get_by_label("Seconds that answers are late").focus();
    window.run_steps(2);
    window.key_press(Key::ArrowUp);
    window.run_steps(3);
    assert_eq!(secs(&window), Some(21.0));
    window.get_by_role_and_label(Role::Button, "Start").click();
    window.run_steps(2);
    let purpose = Purpose::Delay(Duration::from_secs(21));
    let started = Action::AnswerOnPurpose(Some(purpose));
    assert!(
        window.state().log.contains(&started),
        "{:?}",
        window.state().log
    );

    let mut running = book::model();
    running.on_purpose = Some(OnPurpose {
        purpose,
        until: running.now + Duration::from_secs(61),
    });
    running.end_purpose(|on| on.until <= book::at(book::NOW));
    let mut window = open(running, [1440.0, 900.0]);
    window.get_by_label(
        "Deliveries are answered 21 s late on purpose and stored all the same. Back to normal in 1:01.",
    );
    let model = &mut window.state_mut().model;
    model.now += Duration::from_secs(61);
    let now = model.now;
    model.end_purpose(|on| on.until <= now);
    window.run_steps(2);
    let over = "Deliveries are answered as always again.";
    window.get_by_label(over);
    window.state_mut().model.now += Duration::from_secs(11);
    window.run_steps(2);
    assert!(window.query_by_label(over).is_none());
}
