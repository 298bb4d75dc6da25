//! Filters, search and pause: in the book, and in the whole program.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use callbook::app::App;
use callbook::call::{DeliveryId, EntryFilter, EntryId};
use callbook::receiver::Settings;
use callbook::receiver::gate::limits::Limits;
use callbook::ui::model::{DeliveryList, Entries, Model, ReceiverStatus, Screen};
use egui::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use crate::book::{Book, PATIENCE, post};
use crate::made::{self, MadeCall};
use crate::window;

#[test]
fn words_find_deliveries_in_everything_that_is_known_of_them() {
    let mut book = made::Book::new();
    let other = MadeCall {
        caller: "4165550100",
        ..MadeCall::v4(8, 90_000)
    };
    let bodies = [
        MadeCall::v5(7, 0).start(0),
        MadeCall::v5(7, 0).ended(),
        other.ended(),
        b"100% of a_b \\ nothing".to_vec(),
        MadeCall::v5(7, 0).ended(),
    ];
    book.take(&bodies);
    let find = |words: &[&str]| {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let found = book.store.find_deliveries(&words).unwrap();
        found.into_iter().map(|one| one.id.0).collect::<Vec<_>>()
    };
    assert_eq!(find(&[]), [5, 4, 3, 2, 1]);
    assert_eq!(find(&["callpreproc"]), [5, 3, 2], "action, a repeat's too");
    assert_eq!(find(&["v5", "STARTCALL"]), [1], "each word, any case");
    assert_eq!(find(&["known at"]), [5, 2, 1], "the caller's name");
    assert_eq!(find(&["416555"]), [3], "the caller's number");
    assert_eq!(find(&["not_under"]), [4], "state");
    assert_eq!(find(&["200"]), [5, 4, 3, 2, 1], "status");
    assert_eq!(find(&["127.0.0.1", "repeat"]), [5], "address");
    for literal in ["%", "_____", "\\", "'", "\"; DROP TABLE calls; --"] {
        let found = find(&[literal]);
        assert!(found.len() < 5, "{literal} stands for itself: {found:?}");
    }
}

#[test]
fn a_list_that_stands_still_loses_nothing() {
    let ids = |newest: i64| Entries {
        ids: Some(Arc::new(
            (1..=newest)
                .rev()
                .map(|id| EntryId::Delivery(DeliveryId(id)))
                .collect(),
        )),
        ..Entries::default()
    };
    let mut list = DeliveryList::default();
    list.found(ids(3), true);
    list.pause(true);
    list.found(ids(5), false);
    list.found(ids(9), false);
    assert_eq!(list.entries, ids(3));
    assert_eq!(list.paused.as_ref().unwrap().came, 6);
    list.pause(false);
    assert_eq!(list.entries, ids(9));
    list.found(ids(10), false);
    assert_eq!(list.entries, ids(10));
    list.pause(true);
    list.found(ids(12), false);
    list.found(ids(2), true);
    assert_eq!(list.entries, ids(2), "another question is answered");
    assert_eq!(list.paused.as_ref().unwrap().came, 0);
}

fn until(window: &mut Harness<'_, App>, shown: impl Fn(&Model) -> bool) {
    let started = Instant::now();
    loop {
        window.step();
        if shown(window.state().model()) {
            return;
        }
        assert!(started.elapsed() < PATIENCE, "{:?}", window.root());
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn the_program_filters_searches_pauses_and_tells_how_long_answers_took() {
    let book = Book::new();
    let settings = Settings {
        listen: "127.0.0.1:0".to_owned(),
        data_dir: book.dir(),
        limits: Limits::default(),
        min_free_bytes: 0,
        check_every: Duration::from_secs(30),
        in_background: false,
        secrets_from_env: Vec::new(),
    };
    let mut window = Harness::builder()
        .with_size([1440.0, 900.0])
        .build_eframe(|creation| App::new(settings, &creation.egui_ctx).unwrap());
    until(&mut window, |model| {
        matches!(model.receiver, ReceiverStatus::Listening { .. })
    });
    let ReceiverStatus::Listening { url } = window.state().model().receiver.clone() else {
        unreachable!()
    };
    let addr = url.strip_prefix("http://").unwrap();
    window
        .get_by_role_and_label(Role::Tab, "Deliveries")
        .click();
    until(&mut window, |model| model.screen == Screen::Deliveries);
    let call = MadeCall::v5(7, 0);
    for body in [call.start(0), call.ended(), call.ended(), b"?".to_vec()] {
        assert_eq!(post(addr, &body).status, 200);
    }
    let shown = |model: &Model| model.deliveries.ids().map_or(0, |ids| ids.len());
    until(&mut window, |model| {
        let counts = model.deliveries.counts;
        shown(model) == 4 && counts.repeats == 1 && counts.not_understood == 1
    });
    until(&mut window, |model| model.deliveries.took.len() == 4);

    window.get_by_role_and_label(Role::Tab, "Repeats 1").click();
    until(&mut window, |model| shown(model) == 1);
    assert_eq!(
        window.state().model().deliveries.filter,
        EntryFilter::Repeats
    );
    window.get_by_role_and_label(Role::Tab, "All").click();
    until(&mut window, |model| shown(model) == 4);

    let field = window.get_by_role_and_label(Role::SearchInput, "Search deliveries");
    field.focus();
    window.step();
    let field = window.get_by_role_and_label(Role::SearchInput, "Search deliveries");
    field.type_text("(905) 580-2283");
    until(&mut window, |model| shown(model) == 3);
    assert_eq!(window.state().model().deliveries.search, "(905) 580-2283");

    window.get_by_role_and_label(Role::Button, "Pause").click();
    until(&mut window, |model| model.deliveries.paused.is_some());
    assert_eq!(post(addr, &call.processed(90_000, "", "true")).status, 200);
    until(&mut window, |model| {
        model
            .deliveries
            .paused
            .as_ref()
            .is_some_and(|paused| paused.came == 1)
    });
    assert_eq!(shown(window.state().model()), 3);
    window.step();
    window
        .get_by_role_and_label(Role::Button, "Resume, 1 new")
        .click();
    until(&mut window, |model| shown(model) == 4);
}

#[test]
fn filtered_to_nothing_says_so() {
    let mut model = Model {
        screen: Screen::Deliveries,
        ..window::book::model()
    };
    model.deliveries.entries.ids = Some(Arc::default());
    model.deliveries.filter = EntryFilter::Refused;
    let window = window::open(model, [1100.0, 700.0]);
    window.get_by_label("No delivery is like that.");
}
