//! Pictures of what the inspector shows beside its main screen.

use std::time::Duration;

use callbook::call::proof::{Proof, Tried};
use callbook::call::{Delivery, DeliveryId, DeliveryState, EntryId, OnPurpose, Purpose, RequestId};
use callbook::ui::deliveries::Laid;
use callbook::ui::model::{
    Judged, Model, OpenDelivery, Opened, ResendState, Resending, Screen, ThemeChoice,
};
use egui::Role;
use egui_kittest::kittest::Queryable as _;
use egui_kittest::{Harness, SnapshotResults};

use super::screen::model;
use crate::drawing::can_draw;
use crate::window::{Window, book, build, received};

const LARGE: [f32; 2] = [1440.0, 900.0];
const SMALL: [f32; 2] = [800.0, 600.0];

fn window(model: Model, size: [f32; 2]) -> Harness<'static, Window> {
    let mut window = build(Harness::builder().wgpu(), model, size);
    window.run_steps(4);
    window
}

fn picture(results: &mut SnapshotResults, name: &str, mut window: Harness<'_, Window>) {
    window.snapshot(name);
    results.extend(window.take_snapshot_results());
}

/// In one theme or the other.
fn themed(theme: ThemeChoice, model: Model) -> Model {
    Model { theme, ..model }
}

/// A delivery that was signed with neither of two secrets.
pub fn wrongly_signed() -> OpenDelivery {
    let mut wrong = book::open_delivery();
    wrong.whole.delivery = received::deliveries().swap_remove(3);
    wrong.calls.clear();
    wrong.changed.clear();
    let tried = |fingerprint: &str, expected: &str| Tried {
        fingerprint: fingerprint.to_owned(),
        expected: expected.to_owned(),
        fits: false,
    };
    wrong.proof = Some(Proof {
        received: vec!["sha256=00000000 … 11111111".to_owned()],
        bytes: 2_117,
        tried: vec![
            tried("0c3d77e14b6a", "sha256=44444444 … 55555555"),
            tried("5f1c22aa9b07", "sha256=22222222 … 33333333"),
        ],
    });
    wrong
}

/// One whose body breaks off.
fn broken() -> OpenDelivery {
    let mut broken = book::open_delivery();
    let whole = include_str!("../../fixtures/v5-start.json");
    let cut = whole.find("\"tracking_number\"").unwrap();
    let text = format!("{}oops\n}}\n", &whole[..cut]);
    broken.whole.body = text.into_bytes();
    broken.laid = Laid::of(&broken.whole.body, &[]);
    broken.whole.delivery = Delivery {
        id: DeliveryId(3),
        state: DeliveryState::NotUnderstood,
        actions: Vec::new(),
        reason: Some("not JSON".to_owned()),
        ..broken.whole.delivery
    };
    broken.calls.clear();
    broken.changed.clear();
    broken
}

/// The page of a request that was turned away, among deliveries.
fn refused() -> Model {
    let mut model = Model {
        deliveries: received::list_with_requests(),
        ..model(book::open_delivery())
    };
    let id = RequestId(2);
    model.deliveries.selected = Some(EntryId::Request(id));
    model.open_request = received::open_request(&model, id);
    model
}

/// The dialog, with an address beyond this computer.
fn resending(state: ResendState) -> Model {
    let open = book::open_delivery();
    Model {
        resending: Some(Resending {
            delivery: open.whole.delivery.id,
            bytes: open.whole.delivery.bytes,
            headers: open.whole.headers.len(),
            judged: Judged::default(),
            state,
        }),
        ..model(open)
    }
}

#[test]
fn pages() {
    if !can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    let dark = ThemeChoice::Dark;
    let light = ThemeChoice::Light;
    let mut changed = window(themed(dark, model(book::open_delivery())), LARGE);
    changed
        .get_by_role_and_label(Role::Tab, "What it changed 5")
        .click();
    changed.run_steps(4);
    picture(&mut results, "inspector-changes", changed);
    for (theme, word) in [(dark, "dark"), (light, "light")] {
        let wrong = window(themed(theme, model(wrongly_signed())), LARGE);
        picture(&mut results, &format!("inspector-signature-{word}"), wrong);
        let refused = window(themed(theme, refused()), LARGE);
        picture(&mut results, &format!("inspector-refused-{word}"), refused);
    }
    let broken = window(themed(light, model(broken())), LARGE);
    picture(&mut results, "inspector-broken", broken);
    let narrow = window(themed(light, refused()), SMALL);
    picture(&mut results, "inspector-refused-800", narrow);
    let mut paused = Model {
        deliveries: received::list_with_requests(),
        ..model(book::open_delivery())
    };
    paused.deliveries.pause(true);
    picture(
        &mut results,
        "inspector-800",
        window(themed(dark, paused), SMALL),
    );
}

#[test]
fn answers_on_purpose() {
    if !can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    let now = book::at(book::NOW);
    let running = Model {
        theme: ThemeChoice::Dark,
        on_purpose: Some(OnPurpose {
            purpose: Purpose::Delay(Duration::from_secs(45)),
            until: now + Duration::from_secs(103),
        }),
        open_delivery: Opened::Nothing,
        ..model(book::open_delivery())
    };
    picture(&mut results, "inspector-purpose", window(running, LARGE));
    let over = Model {
        theme: ThemeChoice::Light,
        screen: Screen::Deliveries,
        purpose_ended_at: Some(now),
        ..model(book::open_delivery())
    };
    let mut over = window(over, LARGE);
    over.get_by_role_and_label(Role::Button, "Delay…").click();
    over.run_steps(4);
    picture(&mut results, "inspector-purpose-over", over);
}

#[test]
fn sending_again() {
    if !can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    for (theme, word) in [(ThemeChoice::Dark, "dark"), (ThemeChoice::Light, "light")] {
        let mut there = window(themed(theme, resending(ResendState::NotSent)), LARGE);
        let other = there.get_by_role_and_label(Role::RadioButton, "To another address");
        other.click();
        there.run_steps(3);
        let field = there.get_by_role_and_label(Role::TextInput, "Address to send to");
        field.focus();
        there.run_steps(2);
        let typed = "http://example.com/calls";
        there
            .get_by_role_and_label(Role::TextInput, "Address to send to")
            .type_text(typed);
        there.run_steps(2);
        let judged = Judged {
            typed: typed.to_owned(),
            fault: None,
            warnings: callbook::receiver::resend::target::Target::typed(typed, None)
                .unwrap()
                .warnings(),
        };
        there.state_mut().model.resending.as_mut().unwrap().judged = judged;
        there.run_steps(4);
        picture(&mut results, &format!("inspector-send-{word}"), there);
    }
    let answered = ResendState::Answered {
        status: 200,
        took: Duration::from_micros(3_100),
        body: "stored".to_owned(),
    };
    let answered = themed(ThemeChoice::Dark, resending(answered));
    picture(&mut results, "inspector-sent-800", window(answered, SMALL));
}
