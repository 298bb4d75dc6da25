//! The window's thread never touches the database, whatever the person does.

use std::thread;
use std::time::{Duration, Instant};

use callbook::app::App;
use callbook::receiver::Settings;
use callbook::receiver::gate::limits::Limits;
use callbook::store::{Store, uses_by_this_thread};
use callbook::ui::model::{Model, Opened, Screen};
use egui::{Context, Key, Modifiers, Ui};
use egui_kittest::Harness;

use crate::book::PATIENCE;
use crate::made::{Book, MadeCall};

/// The program, and how often its frames used a book.
struct Watched {
    app: App,
    uses: u64,
}

impl eframe::App for Watched {
    fn logic(&mut self, ctx: &Context, frame: &mut eframe::Frame) {
        let before = uses_by_this_thread();
        self.app.logic(ctx, frame);
        self.uses += uses_by_this_thread() - before;
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        let before = uses_by_this_thread();
        self.app.ui(ui, frame);
        self.uses += uses_by_this_thread() - before;
    }
}

fn until(window: &mut Harness<'_, Watched>, what: &str, is_so: impl Fn(&Model) -> bool) {
    let since = Instant::now();
    while !is_so(window.state().app.model()) {
        assert!(since.elapsed() < PATIENCE, "{what} never came");
        window.step();
        thread::sleep(Duration::from_millis(5));
    }
}

fn press(window: &mut Harness<'_, Watched>, modifiers: Modifiers, keys: &[Key]) {
    for key in keys {
        window.key_press_modifiers(modifiers, *key);
        window.run_steps(3);
    }
}

#[test]
fn no_frame_uses_the_book() {
    let before = uses_by_this_thread();
    let mut book = Book::new();
    assert!(uses_by_this_thread() > before, "uses are counted");
    let calls =
        (1..=30).map(|id| MadeCall::v5(id, id * 600_000).processed(200_000, "patio", "true"));
    book.take(&calls.collect::<Vec<_>>());
    let settings = Settings {
        listen: "127.0.0.1:0".to_owned(),
        data_dir: book.dir.path().to_owned(),
        min_free_bytes: 0,
        check_every: Duration::from_secs(30),
        in_background: false,
        limits: Limits::default(),
        secrets_from_env: Vec::new(),
    };
    let mut window = Harness::builder()
        .with_size([1440.0, 900.0])
        .build_eframe(|creation| Watched {
            app: App::new(settings, &creation.egui_ctx).unwrap(),
            uses: 0,
        });
    let shows = |count: usize| {
        move |model: &Model| {
            model
                .calls
                .ids
                .as_ref()
                .is_some_and(|ids| ids.len() == count)
        }
    };
    until(&mut window, "the list", shows(30));
    let is_open = |model: &Model| matches!(model.open_call, Opened::Ready(_));
    press(
        &mut window,
        Modifiers::NONE,
        &[Key::ArrowDown, Key::ArrowDown],
    );
    until(&mut window, "the call", is_open);
    let marks = [Key::S, Key::V, Key::X, Key::End, Key::Home];
    press(&mut window, Modifiers::NONE, &marks);
    until(&mut window, "the first call", is_open);
    press(&mut window, Modifiers::COMMAND, &[Key::F]);
    window.event(egui::Event::Text("is:starred patio".to_owned()));
    until(&mut window, "the starred call", shows(1));
    press(&mut window, Modifiers::NONE, &[Key::Escape, Key::Escape]);
    press(&mut window, Modifiers::NONE, &[Key::P, Key::F3, Key::N]);
    press(&mut window, Modifiers::COMMAND, &[Key::Num2]);
    until(&mut window, "the deliveries", |model| {
        model.screen == Screen::Deliveries && model.deliveries.ids().is_some()
    });
    press(&mut window, Modifiers::NONE, &[Key::ArrowDown, Key::Enter]);
    until(&mut window, "the delivery", |model| {
        matches!(model.open_delivery, Opened::Ready(_))
    });
    assert_eq!(window.state().uses, 0);
    let kept = Store::open(book.dir.path()).unwrap();
    assert!(
        kept.call_rows(&kept.call_ids().unwrap())
            .unwrap()
            .iter()
            .any(|row| row.starred)
    );
}
