//! The whole program in its window: real HTTP to the real receiver, the real book, the real screen.

use std::net::TcpListener;
use std::thread;
use std::time::{Duration, Instant};

use callbook::app::App;
use callbook::receiver::Settings;
use callbook::receiver::gate::limits::Limits;
use callbook::store::Store;
use callbook::ui::model::{Opened, ReceiverStatus};
use egui::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use crate::book::{Book, PATIENCE, post};
use crate::made::MadeCall;

/// Opens the window over a book.
pub fn open(book: &Book, listen: &str) -> Harness<'static, App> {
    open_sized(book, listen, [1440.0, 900.0])
}

/// The same, of a size.
pub fn open_sized(book: &Book, listen: &str, size: [f32; 2]) -> Harness<'static, App> {
    let settings = Settings {
        listen: listen.to_owned(),
        data_dir: book.dir(),
        min_free_bytes: 0,
        check_every: Duration::from_secs(30),
        in_background: false,
        limits: Limits::default(),
        secrets_from_env: Vec::new(),
    };
    Harness::builder()
        .with_size(size)
        .build_eframe(|creation| App::new(settings, &creation.egui_ctx).unwrap())
}

/// Draws frames until the window shows something.
#[track_caller]
pub fn until<T>(
    window: &mut Harness<'_, App>,
    mut shown: impl FnMut(&Harness<'_, App>) -> Option<T>,
) -> T {
    let started = Instant::now();
    loop {
        window.step();
        if let Some(found) = shown(window) {
            return found;
        }
        assert!(started.elapsed() < PATIENCE, "{:?}", window.root());
        thread::sleep(Duration::from_millis(20));
    }
}

/// A port that nobody has at the moment.
fn free_port() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().port().to_string()
}

pub fn listening(window: &mut Harness<'_, App>) -> String {
    until(window, |window| match &window.state().model().receiver {
        ReceiverStatus::Listening { url } => url.strip_prefix("http://").map(str::to_owned),
        _ => None,
    })
}

/// The row of the list whose accessible name has all these words.
fn row<'a>(window: &'a Harness<'_, App>, words: &[&str]) -> Option<egui_kittest::Node<'a>> {
    window.query_all_by_role(Role::ListItem).find(|node| {
        let name = node.accesskit_node().label().unwrap_or_default();
        words.iter().all(|word| name.contains(word))
    })
}

#[test]
fn a_call_comes_in_rings_ends_and_is_read_whole() {
    let book = Book::new();
    let mut window = open(&book, "127.0.0.1:0");
    let addr = listening(&mut window);
    until(&mut window, |window| {
        window
            .query_by_label_contains("Waiting for the first call")
            .map(drop)
    });

    let call = MadeCall::v5(7, 0);
    assert_eq!(post(&addr, &call.start(300)).status, 200);
    until(&mut window, |window| {
        row(window, &["Known at the start"]).map(drop)
    });
    assert_eq!(post(&addr, &call.ended()).status, 200);
    until(&mut window, |window| {
        row(window, &["Known at the start", "0:20"]).map(drop)
    });
    assert!(window.query_all_by_role(Role::ListItem).count() == 1);

    row(&window, &["Known at the start"]).unwrap().click();
    until(&mut window, |window| {
        matches!(window.state().model().open_call, Opened::Ready(_)).then_some(())
    });
    assert_eq!(
        post(&addr, &call.processed(90_000, "Asked for a quote.", "true")).status,
        200
    );
    until(&mut window, |window| {
        window
            .query_by_label_contains("Asked for a quote.")
            .map(drop)
    });

    // Another call comes in: the one that is open stays open.
    let selected = window.state().model().calls.selected;
    assert_eq!(post(&addr, &MadeCall::v4(8, 500_000).ended()).status, 200);
    until(&mut window, |window| {
        (window.query_all_by_role(Role::ListItem).count() == 2).then_some(())
    });
    assert_eq!(window.state().model().calls.selected, selected);
    assert!(
        window
            .query_by_label_contains("Asked for a quote.")
            .is_some()
    );
}

#[test]
fn what_another_process_imports_is_shown() {
    let book = Book::new();
    let mut window = open(&book, "127.0.0.1:0");
    listening(&mut window);
    let file = book.file(
        "calls.json",
        &String::from_utf8(MadeCall::v5(7, 0).ended()).unwrap(),
    );
    book.run(["import", file.to_str().unwrap()]).ok();
    until(&mut window, |window| row(window, &["0:20"]).map(drop));
}

#[test]
fn a_port_in_use_leaves_the_calls_readable_and_another_port_can_be_chosen() {
    let book = Book::new();
    let file = book.file(
        "calls.json",
        &String::from_utf8(MadeCall::v5(7, 0).ended()).unwrap(),
    );
    book.run(["import", file.to_str().unwrap()]).ok();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let mut window = open(&book, &taken.local_addr().unwrap().to_string());
    until(&mut window, |window| {
        matches!(
            window.state().model().receiver,
            ReceiverStatus::PortInUse { .. }
        )
        .then_some(())
    });
    until(&mut window, |window| row(window, &["0:20"]).map(drop));
    let field = window.get_by_role(Role::TextInput);
    field.focus();
    window.step();
    window.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::A);
    window.step();
    window.get_by_role(Role::TextInput).type_text(&free_port());
    window.step();
    window.get_by_label_contains("Listen there").click();
    let addr = listening(&mut window);
    assert_eq!(post(&addr, &MadeCall::v5(8, 60_000).ended()).status, 200);
    until(&mut window, |window| {
        (window.query_all_by_role(Role::ListItem).count() == 2).then_some(())
    });
}

#[test]
fn a_window_beside_a_receiver_shows_and_takes_over_when_that_ends() {
    let book = Book::new();
    let receiver = book.listen();
    let mut window = open(&book, "127.0.0.1:0");
    until(&mut window, |window| {
        matches!(
            window.state().model().receiver,
            ReceiverStatus::Elsewhere { .. }
        )
        .then_some(())
    });
    assert_eq!(receiver.post("/", &MadeCall::v5(7, 0).ended()).status, 200);
    until(&mut window, |window| row(window, &["0:20"]).map(drop));
    receiver.end();
    listening(&mut window);
}

#[test]
fn what_a_person_marks_is_kept() {
    let book = Book::new();
    let file = book.file(
        "calls.json",
        &String::from_utf8(MadeCall::v5(7, 0).ended()).unwrap(),
    );
    book.run(["import", file.to_str().unwrap()]).ok();
    let mut window = open(&book, "127.0.0.1:0");
    until(&mut window, |window| row(window, &["0:20"]).map(drop));
    row(&window, &["0:20"]).unwrap().click();
    until(&mut window, |window| {
        window.query_by_label("Mark reviewed").map(drop)
    });
    window.get_by_label("Mark reviewed").click();
    until(&mut window, |window| {
        window.query_by_label("Reviewed").map(drop)
    });
    drop(window);
    book.run(["reprocess"]).ok();
    let mut window = open(&book, "127.0.0.1:0");
    until(&mut window, |window| row(window, &["reviewed"]).map(drop));
}

#[test]
fn the_secret_path_is_shown_and_copied_whole() {
    let book = Book::new();
    let path = book.run(["path", "on"]).ok().stdout.trim_end().to_owned();
    let mut window = open(&book, "127.0.0.1:0");
    let addr = listening(&mut window);
    let whole = format!("http://{addr}{path}");
    until(&mut window, |window| {
        window
            .query_by_label(&format!("Copy {whole}"))
            .map(|button| button.click())
    });
    window.step();
    let copied =
        window.output().platform_output.commands.iter().any(
            |command| matches!(command, egui::OutputCommand::CopyText(text) if *text == whole),
        );
    assert!(copied, "{:?}", window.output().platform_output.commands);
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_display_one_line_says_what_to_do() {
    let book = Book::new();
    let mut command = book.command(["--listen", "127.0.0.1:0"]);
    for name in ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"] {
        command.env_remove(name);
    }
    let done = command.output().unwrap();
    let said = String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(1), "{said}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(
        said.contains("callbook listen") && !said.contains(".rs"),
        "{said}"
    );
}

#[test]
fn when_nobody_listened_is_told_between_the_calls() {
    let book = Book::new();
    let store = Store::open(&book.dir()).unwrap();
    let day = |time: &str| format!("2026-03-01T{time}:00Z").parse().unwrap();
    let span = store.begin_listening(day("01:00")).unwrap();
    store.still_listening(span, day("02:00")).unwrap();
    let file = book.file(
        "calls.json",
        &String::from_utf8(MadeCall::v5(7, 0).ended()).unwrap(),
    );
    book.run(["import", file.to_str().unwrap()]).ok();
    let mut window = open(&book, "127.0.0.1:0");
    listening(&mut window);
    let line = until(&mut window, |window| {
        let line = window.query_by_label_contains("not listening from ")?;
        Some(line.rect())
    });
    let call = row(&window, &["0:20"]).unwrap().rect();
    assert!(!line.intersects(call.shrink(1.0)), "{line} {call}");
    let gaps = &window.state().model().calls.gaps;
    assert_eq!(gaps.gaps.len(), 1);
    assert!(gaps.gaps[0].until.is_some());
}

#[test]
fn the_status_says_that_other_computers_can_send() {
    let book = Book::new();
    let mut window = open(&book, "0.0.0.0:0");
    listening(&mut window);
    until(&mut window, |window| {
        window
            .query_by_label("Listening, open to other computers")
            .map(drop)
    });
    assert!(window.state().model().exposure.is_some());
}
