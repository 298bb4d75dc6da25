//! A delivery copied as curl: run by a real shell, it sends the same bytes again, and no secret is in it.

use std::process::Command;
use std::sync::Arc;

use callbook::call::DeliveryId;
use callbook::store::Store;
use callbook::ui::Action;
use callbook::ui::model::{Model, OpenDelivery, Opened, ReceiverStatus, Screen};
use egui::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use crate::book::Book;
use crate::window::{book, build};

/// What “Copy as curl” copies of a delivery.
fn copied(open: OpenDelivery, url: &str) -> String {
    let model = Model {
        screen: Screen::Deliveries,
        receiver: ReceiverStatus::Listening {
            url: url.to_owned(),
        },
        open_delivery: Opened::Ready(Arc::new(open)),
        ..book::model()
    };
    let builder = Harness::builder().allow_missing_glyphs();
    let mut window = build(builder, model, [1440.0, 900.0]);
    window
        .get_by_role_and_label(Role::Button, "Copy as curl")
        .click();
    window.run_steps(2);
    match window.state_mut().log.pop() {
        Some(Action::CopyText(text)) => text,
        other => panic!("{other:?}"),
    }
}

fn with_body(body: &[u8]) -> OpenDelivery {
    let mut open = book::open_delivery();
    open.whole.body = body.to_vec();
    open
}

#[test]
fn a_real_shell_sends_the_same_bytes() {
    let long = vec![b'x'; 200_000];
    let bodies: [&[u8]; 7] = [
        b"{\r\n  \"Id\": \"it's $HOME `ls` \\n !x\",\r\n\t\"b\": \"\\\\\"\r\n}",
        "{\"name\": \"Zoë – 李小龍 \u{1}7 \u{7f}\u{85}\"}".as_bytes(),
        b"@/etc/passwd",
        b"'",
        b"-",
        b"{}\n\n",
        &long,
    ];
    let there = Book::new();
    let receiver = there.listen();
    for (at, body) in bodies.into_iter().enumerate() {
        let command = copied(with_body(body), &format!("http://{}", receiver.addr));
        let script = there.file("again.sh", &command);
        let done = Command::new("bash").arg(script).output().unwrap();
        assert!(done.status.success(), "{at}: {done:?}");
        assert_eq!(done.stdout, b"stored\n", "{at}");
    }
    let store = Store::open(&there.dir()).unwrap();
    for (id, body) in (1..).zip(bodies) {
        let whole = store.whole_delivery(DeliveryId(id)).unwrap().unwrap();
        assert_eq!(whole.body, body, "{id}");
        let has = |name: &str| whole.headers.iter().any(|(known, _)| known == name);
        assert!(has("ms-signature") && has("x-Source-system"), "{id}");
    }
}

#[test]
fn secrets_are_masked_and_what_no_shell_can_carry_is_said() {
    let mut open = with_body(b"\xff\x00");
    open.whole.delivery.path = Some("/c/…/x?y=1".to_owned());
    for (name, value) in [
        ("Authorization", "Bearer abc"),
        ("Cookie", "session=abc"),
        ("X-Api-Key", "abc"),
        ("Cf-Access-Client-Secret", "abc"),
        ("Host", "example.com"),
        ("@evil", "abc"),
        ("X-Empty", ""),
    ] {
        open.whole.headers.push((name.to_owned(), value.to_owned()));
    }
    let command = copied(open, "http://127.0.0.1:8787");
    assert!(!command.contains("abc") && !command.contains("example.com"));
    assert!(command.contains("-H 'Authorization: MASKED'"), "{command}");
    assert!(command.contains("-H 'X-Empty;'"), "{command}");
    assert!(command.contains("-H 'ms-signature: sha256=DCDEB625"));
    assert!(command.contains("'http://127.0.0.1:8787/c/…/x?y=1'"));
    assert!(command.contains("# Put your secret path in the place of …"));
    assert!(command.contains("# The body is not text"), "{command}");
    let long = copied(with_body(&vec![b' '; 2 << 20]), "http://127.0.0.1:8787");
    assert!(long.len() < 10_000);
    assert!(long.contains("# The body is too long to paste"), "{long}");
}
