//! Closing the window: the receiving goes on without it, or ends; and a later window takes it back.

use std::net::TcpStream;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use callbook::app::App;
use callbook::receiver::Settings;
use callbook::receiver::gate::limits::Limits;
use callbook::receiver::handover::Handover;
use callbook::ui::model::{OnClose, ReceiverStatus};
use egui::{ViewportCommand, ViewportEvent, ViewportId};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use crate::book::{Book, post, processed, wait_for};
use crate::program::{listening, until};

/// A book whose process in the background does not outlive the test.
pub struct Closed {
    book: Book,
    is_ending: Arc<AtomicBool>,
}

impl Closed {
    pub fn new() -> Self {
        Self {
            book: Book::new(),
            is_ending: Arc::default(),
        }
    }

    pub fn open(&self) -> Harness<'static, App> {
        let settings = Settings {
            listen: "127.0.0.1:0".to_owned(),
            data_dir: self.book.dir(),
            limits: Limits::default(),
            min_free_bytes: 0,
            check_every: Duration::from_secs(30),
            in_background: false,
            secrets_from_env: Vec::new(),
        };
        let program = PathBuf::from(env!("CARGO_BIN_EXE_callbook"));
        let is_ending = Arc::clone(&self.is_ending);
        Harness::builder()
            .with_size([1440.0, 900.0])
            .build_eframe(move |creation| {
                let app = App::new(settings, &creation.egui_ctx).unwrap();
                app.asking_at_its_end(program, is_ending)
            })
    }
}

impl Drop for Closed {
    fn drop(&mut self) {
        // Long enough for whoever listens to see it.
        if self.book.dir().is_dir() && Handover::of(&self.book.dir()).ask().is_ok() {
            thread::sleep(Duration::from_millis(700));
        }
    }
}

/// What the window answers when it is told to close: whether it wants to stay open.
pub fn asks_to_stay(window: &mut Harness<'_, App>) -> bool {
    let root = window.input_mut().viewports.entry(ViewportId::ROOT);
    root.or_default().events.push(ViewportEvent::Close);
    window.step();
    let stays = has_said(window, &ViewportCommand::CancelClose);
    let root = window.input_mut().viewports.entry(ViewportId::ROOT);
    root.or_default().events.clear();
    stays
}

fn has_said(window: &Harness<'_, App>, command: &ViewportCommand) -> bool {
    let outputs = &window.output().viewport_output;
    outputs[&ViewportId::ROOT].commands.contains(command)
}

/// Presses a button and says whether the window then closes.
fn closes_by(window: &mut Harness<'_, App>, button: &str) -> bool {
    window.get_by_label(button).click();
    (0..3).any(|_| {
        window.step();
        has_said(window, &ViewportCommand::Close)
    })
}

fn is_free(addr: &str) -> bool {
    TcpStream::connect(addr).is_err()
}

#[test]
fn it_goes_on_in_the_background_and_comes_back() {
    let closed = Closed::new();
    let mut window = closed.open();
    let addr = listening(&mut window);
    assert!(asks_to_stay(&mut window));
    window.step();
    assert!(window.query_by_label("Go on receiving?").is_some());
    assert!(!is_free(&addr));
    assert!(closes_by(&mut window, "Go on in the background"));
    assert!(!asks_to_stay(&mut window));
    drop(window);
    wait_for(|| (!is_free(&addr)).then_some(()));
    assert_eq!(post(&addr, &processed(7)).status, 200);
    assert_eq!(closed.book.deliveries().len(), 1);

    let mut window = closed.open();
    until(&mut window, |window| {
        let url = format!("http://{addr}");
        let receiver = &window.state().model().receiver;
        (*receiver == ReceiverStatus::Background { url: Some(url) }).then_some(())
    });
    window.step();
    assert!(
        window
            .query_by_label("Receiving in the background")
            .is_some()
    );
    // Nothing of this window's receives: it closes without a question.
    assert!(!asks_to_stay(&mut window));
    window.get_by_label("Receive here").click();
    let here = listening(&mut window);
    assert_eq!(post(&here, &processed(8)).status, 200);
    assert!(is_free(&addr));
    drop(window);
    assert!(is_free(&here));
}

#[test]
fn what_was_chosen_is_remembered_and_can_be_changed() {
    let closed = Closed::new();
    let mut window = closed.open();
    let addr = listening(&mut window);
    assert!(asks_to_stay(&mut window));
    window.step();
    assert!(!closes_by(&mut window, "Cancel"));
    window.step();
    assert!(window.query_by_label("Go on receiving?").is_none());

    assert!(asks_to_stay(&mut window));
    window.step();
    window.get_by_label("Do the same next time").click();
    window.step();
    assert!(closes_by(&mut window, "Stop receiving"));
    drop(window);
    assert!(is_free(&addr));

    let mut window = closed.open();
    listening(&mut window);
    until(&mut window, |window| {
        (window.state().model().on_close == OnClose::Stop).then_some(())
    });
    assert!(!asks_to_stay(&mut window));
    drop(window);

    let mut window = closed.open();
    listening(&mut window);
    window.step();
    window.get_by_label("Listening").click();
    until(&mut window, |window| {
        window.query_by_label("Ask").map(|ask| ask.click())
    });
    until(&mut window, |window| {
        (window.state().model().on_close == OnClose::Ask).then_some(())
    });
    drop(window);
    let mut window = closed.open();
    listening(&mut window);
    assert!(asks_to_stay(&mut window));
}

#[test]
fn a_system_that_ends_the_program_is_not_kept_waiting() {
    let closed = Closed::new();
    let mut window = closed.open();
    let addr = listening(&mut window);
    closed.is_ending.store(true, Ordering::Release);
    assert!(!asks_to_stay(&mut window));
    drop(window);
    assert!(is_free(&addr));
}
