//! What a receiver in another process turned away or was asked is seen in a window that shows the same book.

use std::collections::BTreeSet;

use callbook::receiver::elsewhere::Elsewhere;
use callbook::receiver::requests::Requests;
use callbook::ui::model::ReceiverStatus;
use egui::Role;
use egui_kittest::kittest::Queryable as _;

use crate::book::{Book, processed, wait_for};
use crate::program::{open, until};

/// Paths of those that are known, in the order in which they were noted.
fn paths(requests: &Requests) -> Vec<String> {
    let newest = requests.newest();
    newest.iter().rev().map(|one| one.path.clone()).collect()
}

#[test]
fn what_another_process_was_asked_is_known_once_and_without_secrets() {
    let book = Book::new();
    let said = book.run(["path", "on"]).ok().stdout;
    let path = said.trim_end();
    let receiver = book.listen();
    let (mut elsewhere, known) = (Elsewhere::default(), Requests::default());
    elsewhere.look(&book.dir(), &known).unwrap();
    assert!(known.newest().is_empty());

    assert_eq!(receiver.get(&format!("{path}/asked")).status, 200);
    assert_eq!(receiver.get("/outside").status, 404);
    assert_eq!(receiver.post(path, &processed(1)).status, 200);
    wait_for(|| {
        elsewhere.look(&book.dir(), &known).unwrap();
        (known.newest().len() == 2 && known.took().len() == 1).then_some(())
    });
    assert_eq!(paths(&known), ["/c/…/asked", "/outside"]);
    let newest = known.newest();
    assert_eq!(
        newest[0].fault.as_deref(),
        Some("not below the secret path")
    );
    assert_eq!(newest[0].remote.as_deref(), Some("127.0.0.1"));
    let head = known.head(newest[1].id).unwrap();
    assert!(head.starts_with("GET /c/…/asked HTTP/1.1"), "{head}");

    elsewhere.look(&book.dir(), &known).unwrap();
    assert_eq!(known.noted(), 2, "nothing is noted twice");
    receiver.end();
    assert!(elsewhere.look(&book.dir(), &known).is_err());
    let receiver = book.listen();
    receiver.get("/later");
    wait_for(|| {
        elsewhere.look(&book.dir(), &known).unwrap();
        (known.newest().len() == 3).then_some(())
    });
    assert_eq!(known.took().len(), 1);
}

#[test]
fn all_of_them_are_known_however_many_came_meanwhile() {
    let book = Book::new();
    let receiver = book.listen();
    let asked: BTreeSet<String> = (0..1_100).map(|at| format!("/{at}")).collect();
    for path in &asked {
        assert_eq!(receiver.get(path).status, 200);
    }
    let (mut elsewhere, known) = (Elsewhere::default(), Requests::default());
    wait_for(|| {
        elsewhere.look(&book.dir(), &known).unwrap();
        (known.noted() >= 1_100).then_some(())
    });
    assert_eq!(paths(&known).into_iter().collect::<BTreeSet<_>>(), asked);
    assert_eq!(known.noted(), 1_100);
}

#[test]
fn no_client_is_told_of_others() {
    let book = Book::new();
    let receiver = book.listen();
    receiver.get("/private-thing");
    for head in [
        "GET /requests?0.0.0 HTTP/1.1\r\nHost: x\r\n",
        "GET /requests?0.0.0 HTTP/1.1\r\nHost: x\r\nremote: window\r\n",
    ] {
        let answer = receiver.exchange(head, b"");
        assert_eq!(answer.status, 200);
        assert!(answer.body.starts_with("This is Callbook"), "{answer:?}");
    }
}

#[test]
fn a_window_shows_what_another_process_turned_away() {
    let book = Book::new();
    let receiver = book.listen();
    let mut window = open(&book, "127.0.0.1:0");
    until(&mut window, |window| {
        let receiver = &window.state().model().receiver;
        matches!(receiver, ReceiverStatus::Elsewhere { .. }).then_some(())
    });
    window
        .get_by_role_and_label(Role::Tab, "Deliveries")
        .click();
    let head = "PUT /turned-away HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n";
    assert_eq!(receiver.exchange(head, b"").status, 405);
    until(&mut window, |window| {
        window.query_by_label_contains("/turned-away").map(|_| ())
    });
}
