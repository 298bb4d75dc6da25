//! Requests that brought no delivery, in the list of the whole program; and a delivery sent again from there.

use std::thread;
use std::time::{Duration, Instant};

use callbook::app::App;
use callbook::call::{EntryFilter, EntryId};
use callbook::receiver::Settings;
use callbook::receiver::gate::limits::Limits;
use callbook::ui::model::{Model, ReceiverStatus, ResendState, Screen};
use egui::{Key, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use crate::book::{Book, PATIENCE, exchange, post};
use crate::made::MadeCall;

struct Program {
    window: Harness<'static, App>,
    addr: String,
    _book: Book,
}

impl Program {
    /// Listening, with the deliveries shown.
    fn start() -> Self {
        let book = Book::new();
        let settings = Settings {
            listen: "127.0.0.1:0".to_owned(),
            data_dir: book.dir(),
            limits: Limits::default(),
            min_free_bytes: 0,
            check_every: Duration::from_millis(100),
            in_background: false,
            secrets_from_env: Vec::new(),
        };
        let window = Harness::builder()
            .with_size([1440.0, 900.0])
            .build_eframe(|creation| App::new(settings, &creation.egui_ctx).unwrap());
        let mut program = Self {
            window,
            addr: String::new(),
            _book: book,
        };
        program.until(|model| matches!(model.receiver, ReceiverStatus::Listening { .. }));
        let url = program.model().receiver.url().unwrap();
        program.addr = url.strip_prefix("http://").unwrap().to_owned();
        let tab = program
            .window
            .get_by_role_and_label(Role::Tab, "Deliveries");
        tab.click();
        program.until(|model| model.screen == Screen::Deliveries);
        program
    }

    fn model(&self) -> &Model {
        self.window.state().model()
    }

    #[track_caller]
    fn until(&mut self, shown: impl Fn(&Model) -> bool) {
        let started = Instant::now();
        loop {
            self.window.step();
            if shown(self.model()) {
                return;
            }
            assert!(started.elapsed() < PATIENCE, "{:?}", self.window.root());
            thread::sleep(Duration::from_millis(20));
        }
    }

    fn ask(&self, line: &str) -> u16 {
        let head = format!("{line} HTTP/1.1\r\nHost: callbook\r\n");
        exchange(&self.addr, &head, b"").unwrap().status
    }

    fn type_search(&mut self, text: &str) {
        self.window.event(egui::Event::Text("/".to_owned()));
        self.window.step();
        let field = self
            .window
            .get_by_role_and_label(Role::SearchInput, "Search deliveries");
        assert!(field.is_focused(), "a slash leads there");
        field.type_text(text);
    }
}

/// `D` for a delivery, `R` for a request.
fn kinds(model: &Model) -> String {
    let ids = model
        .deliveries
        .ids()
        .map(|ids| ids.to_vec())
        .unwrap_or_default();
    let kind = |id: &EntryId| match id {
        EntryId::Delivery(_) => 'D',
        EntryId::Request(_) => 'R',
    };
    ids.iter().map(kind).collect()
}

#[test]
fn what_was_turned_away_is_listed_in_its_place_found_filtered_and_held_back() {
    let mut program = Program::start();
    let call = MadeCall::v5(7, 0);
    assert_eq!(post(&program.addr, &call.start(0)).status, 200);
    assert_eq!(program.ask("PUT /first"), 405);
    assert_eq!(post(&program.addr, &call.ended()).status, 200);
    assert_eq!(program.ask("GET /second?echo=abc"), 200);
    program.until(|model| kinds(model) == "RDRD");
    let counts = program.model().deliveries.counts;
    assert_eq!((counts.all, counts.refused), (4, 1));
    let totals = program.model().deliveries.totals;
    assert_eq!((totals.all, totals.week, totals.week_refused), (4, 4, 1));
    program
        .window
        .get_by_label("4 of 4 · 25 % refused this week");

    program
        .window
        .get_by_role_and_label(Role::Tab, "Refused 1")
        .click();
    program.until(|model| model.deliveries.filter == EntryFilter::Refused && kinds(model) == "R");
    let row = "Turned away: PUT /first, 127.0.0.1 · another method than GET, HEAD and POST, 405";
    program.window.get_by_label_contains(row).click();
    program.until(|model| model.open_request.is_some());
    program.window.step();
    for told in ["Another method than GET, HEAD and POST", "What was wrong"] {
        program.window.get_by_label(told);
    }
    program
        .window
        .get_by_label_contains("PUT /first HTTP/1.1\nHost: callbook");
    program
        .window
        .get_by_role_and_label(Role::Tab, "All")
        .click();
    program.until(|model| kinds(model) == "RDRD");

    program.type_search("echo 127.0");
    program.until(|model| kinds(model) == "R" && !model.deliveries.search.is_empty());
    let field = program
        .window
        .get_by_role_and_label(Role::SearchInput, "Search deliveries");
    field.focus();
    program
        .window
        .key_press_modifiers(egui::Modifiers::COMMAND, Key::A);
    program.window.key_press(Key::Backspace);
    program.until(|model| kinds(model) == "RDRD");
    program.window.key_press(Key::Escape);
    program.window.step();

    program.window.key_press(Key::P);
    program.until(|model| model.deliveries.paused.is_some());
    assert_eq!(program.ask("DELETE /third"), 405);
    assert_eq!(post(&program.addr, &call.ended()).status, 200);
    program.until(|model| {
        let paused = model.deliveries.paused.as_ref();
        paused.is_some_and(|paused| paused.came == 2)
    });
    assert_eq!(kinds(program.model()), "RDRD");
    program.window.key_press(Key::P);
    program.until(|model| kinds(model) == "DRRDRD");
    assert_eq!(program.model().deliveries.entries.requests.len(), 3);
}

#[test]
fn a_delivery_is_sent_again_from_the_window() {
    let mut program = Program::start();
    assert_eq!(post(&program.addr, &MadeCall::v5(7, 0).ended()).status, 200);
    program.until(|model| kinds(model) == "D" && model.deliveries.rows.len() == 1);
    program.window.key_press(Key::ArrowDown);
    program.until(|model| matches!(model.open_delivery, callbook::ui::model::Opened::Ready(_)));
    program.window.key_press(Key::S);
    program.until(|model| model.resending.is_some());
    program.window.step();
    let addr = program.addr.clone();
    let own = format!("To this Callbook, {addr}");
    program
        .window
        .get_by_role_and_label(Role::RadioButton, &own);
    program
        .window
        .get_by_role_and_label(Role::Button, "Send")
        .click();
    program.until(|model| {
        let state = model.resending.as_ref().map(|resending| &resending.state);
        matches!(state, Some(ResendState::Answered { status: 200, .. }))
    });
    program.window.get_by_label_contains("Answered 200 in ");
    program.until(|model| kinds(model) == "DD" && model.deliveries.counts.repeats == 1);

    program
        .window
        .get_by_role_and_label(Role::RadioButton, "To another address")
        .click();
    program.window.step();
    program.window.step();
    let field = program
        .window
        .get_by_role_and_label(Role::TextInput, "Address to send to");
    field.focus();
    program.window.step();
    let field = program
        .window
        .get_by_role_and_label(Role::TextInput, "Address to send to");
    field.type_text("example.com");
    program.until(|model| {
        let resending = model.resending.as_ref().unwrap();
        resending.judged.typed == "example.com" && resending.judged.fault.is_some()
    });
    program.window.step();
    program
        .window
        .get_by_label("An address to send to begins with https:// or http://");
    program.window.key_press(Key::Escape);
    program.window.step();
    program.window.key_press(Key::Escape);
    program.until(|model| model.resending.is_none());
    assert_eq!(kinds(program.model()), "DD", "nothing else was sent");
}
