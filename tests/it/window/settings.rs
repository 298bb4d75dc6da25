//! The settings: found by their words, heeded at once, and not changeable where something else sets them.

use callbook::app::{App, Said};
use callbook::call::Look;
use callbook::config::{Config, Given, Recordings};
use callbook::receiver::Settings;
use callbook::store::Store;
use callbook::ui::Action;
use callbook::ui::model::{
    Choice, Clock, House, Housekeeping, KeptSecret, Model, Screen, ThemeChoice,
};
use egui::{Event, Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, SnapshotResults};

use super::{Window, build, calls, open};
use crate::book::Book;
use crate::drawing::can_draw;
use crate::program::{listening, until};

pub(super) const SIZE: [f32; 2] = [1440.0, 900.0];

pub(super) fn model() -> Model {
    Model {
        screen: Screen::Settings,
        house: Some(House {
            data_dir: "/home/ana/.local/share/callbook".to_owned(),
            book_bytes: 412_000_000,
            recordings_bytes: 1_900_000_000,
            logs_bytes: 3_400_000,
            secrets: vec![KeptSecret {
                fingerprint: "5e0f12ab".to_owned(),
                place: "in the key store of this system".to_owned(),
                is_given: false,
            }],
        }),
        limits: super::limits::usual(),
        ..calls()
    }
}

pub(super) fn section(window: &mut Harness<'_, Window>, name: &str) {
    window.get_by_role_and_label(Role::Tab, name).click();
    window.run_steps(2);
}

#[test]
fn every_choice_is_made_where_it_is_explained() {
    let mut window = open(model(), SIZE);
    section(&mut window, "Times");
    window.get_by_label("24 hours, 16:42").click();
    window.run_steps(2);
    section(&mut window, "Appearance");
    window
        .get_by_role_and_label(Role::CheckBox, "High contrast")
        .click();
    window.run_steps(2);
    assert_eq!(
        window.state().log,
        [
            Action::Choose(Choice::Clock(Clock::TwentyFour)),
            Action::Choose(Choice::HighContrast(true)),
        ]
    );
}

#[test]
fn settings_are_found_by_their_words() {
    let mut window = open(model(), SIZE);
    window.key_press_modifiers(Modifiers::COMMAND, Key::F);
    window.run_steps(2);
    window.event(Event::Text("blink".to_owned()));
    window.run_steps(2);
    window.get_by_role_and_label(Role::Heading, "Motion");
    assert!(
        window
            .query_by_role_and_label(Role::Heading, "Address")
            .is_none()
    );
    window
        .get_by_role_and_label(Role::CheckBox, "Reduced motion")
        .click();
    window.run_steps(2);
    let chosen = Action::Choose(Choice::ReducedMotion(true));
    assert_eq!(window.state().log, [chosen]);
    assert!(!window.ctx.global_style().visuals.text_cursor.blink);
    window.key_press_modifiers(Modifiers::COMMAND, Key::F);
    window.run_steps(2);
    window.key_press(Key::End);
    window.event(Event::Text(" zebra".to_owned()));
    window.run_steps(2);
    window.get_by_label("No setting is like that");
    window.key_press(Key::Escape);
    window.run_steps(2);
    window.get_by_role_and_label(Role::Heading, "Address");
}

#[test]
fn what_the_settings_file_says_cannot_be_changed() {
    let given = vec![("fetches_new", "the settings file")];
    let mut window = open(Model { given, ..model() }, SIZE);
    section(&mut window, "Recordings and playing");
    window.get_by_label("Set by the settings file: it cannot be changed here.");
    let fetch = window.get_by_label("Fetch them before they are played");
    assert!(fetch.accesskit_node().is_disabled());
}

#[test]
fn settings_are_found_by_the_words_that_people_use() {
    let mut window = open(model(), SIZE);
    for (typed, title) in [
        ("timeout", "Patience with a sender"),
        ("max body", "Largest delivery"),
        ("theme", "Colours"),
        ("zoom", "Text size"),
        ("font size", "Text size"),
        ("week", "First day of the week"),
        ("24h", "Clock"),
        ("timezone", "Time zone"),
        ("hmac", "Secrets that hold"),
        ("port", "Address"),
        ("headphones", "Sound device"),
        ("disk", "Sizes"),
        ("cache", "Room for recordings"),
        ("delete recordings", "Throw recordings away"),
        ("hide names", "Masking"),
        ("background", "When this window is closed"),
        ("animation", "Motion"),
        ("volume", "Loudness"),
        ("limits.body_secs", "Patience with a sender"),
    ] {
        window.key_press_modifiers(Modifiers::COMMAND, Key::F);
        window.run_steps(2);
        window.key_press_modifiers(Modifiers::COMMAND, Key::A);
        window.event(Event::Text(typed.to_owned()));
        window.run_steps(2);
        let found = window.query_by_role_and_label(Role::Heading, title);
        assert!(found.is_some(), "{typed}");
    }
}

#[test]
fn a_secret_is_removed_with_the_second_press() {
    let mut window = open(model(), SIZE);
    section(&mut window, "Signing secrets");
    window.get_by_label("Remove… 5e0f12ab").click();
    window.run_steps(2);
    assert_eq!(window.state().log, []);
    window
        .get_by_label("Press again to remove it 5e0f12ab")
        .click();
    window.run_steps(2);
    let removal = Housekeeping::RemoveSecret("5e0f12ab".to_owned());
    assert_eq!(window.state().log, [Action::Keep(removal)]);
}

/// The program on a book, with the settings open.
pub(super) fn program(book: &Book) -> Harness<'static, App> {
    program_with(book, Recordings::default().into())
}

/// The same with what is said elsewhere.
pub(super) fn program_with(book: &Book, said: Said) -> Harness<'static, App> {
    let mut settings = Settings::usual(book.dir(), "127.0.0.1:0".to_owned());
    settings.min_free_bytes = 0;
    let mut window = Harness::builder()
        .with_size(SIZE)
        .build_eframe(|creation| App::told(settings, said, &creation.egui_ctx).unwrap());
    listening(&mut window);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Comma);
    until(&mut window, |window| {
        window.state().model().house.as_ref().map(|_| ())
    });
    window
}

#[test]
fn the_settings_file_is_heeded_where_it_says_no() {
    let book = Book::new();
    let store = Store::open(&book.dir()).unwrap();
    for choice in [Choice::FetchesNew(true), Choice::AllowsHttp(true)] {
        let written = choice.written();
        store.set_choice(choice.key(), Some(&written)).unwrap();
    }
    let config = config(&book, "[recordings]\nfetch_new = false\n");
    let mut window = program_with(&book, Said::of(&config));
    until(&mut window, |window| {
        window.state().model().choices.allows_http.then_some(())
    });
    assert!(!window.state().model().choices.fetches_new);
    tab(&mut window, "Recordings and playing");
    let is_disabled = |label| window.get_by_label(label).accesskit_node().is_disabled();
    assert!(is_disabled("Fetch them before they are played"));
    assert!(!is_disabled("Allow plain http"));
}

/// What this settings file says.
pub(super) fn config(book: &Book, file: &str) -> Config {
    std::fs::write(book.dir().join("config.toml"), file).unwrap();
    let given = Given {
        data_dir: Some(book.dir()),
        ..Given::default()
    };
    Config::load(given, |_| None).unwrap()
}

pub(super) fn tab(window: &mut Harness<'_, App>, name: &str) {
    window.get_by_role_and_label(Role::Tab, name).click();
    window.run_steps(2);
}

#[test]
fn a_secret_that_is_set_here_holds_and_is_never_shown() {
    let book = Book::new();
    let mut window = program(&book);
    tab(&mut window, "Signing secrets");
    window
        .get_by_role_and_label(Role::PasswordInput, "New secret")
        .focus();
    window.run_steps(2);
    window.event(Event::Text("a-secret-that-nobody-sees".to_owned()));
    window.run_steps(2);
    window.get_by_role_and_label(Role::Button, "Set it").click();
    until(&mut window, |window| {
        let house = window.state().model().house.as_ref()?;
        (house.secrets.len() == 1).then_some(())
    });
    until(&mut window, |window| {
        window.state().model().secured.then_some(())
    });
    let shown = format!("{:?}", window.root());
    assert!(!shown.contains("nobody-sees"));
    drop(window);
    let text = format!("{:?}", Store::open(&book.dir()).unwrap().choices().unwrap());
    assert!(!text.contains("nobody-sees"), "{text}");
}

#[test]
fn an_address_that_is_chosen_is_received_at_and_kept() {
    let book = Book::new();
    let mut window = program(&book);
    let before = window.state().model().receiver.url().map(str::to_owned);
    window
        .get_by_role_and_label(Role::TextInput, "Address to receive at")
        .focus();
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.event(Event::Text("[::1]:0".to_owned()));
    window.run_steps(2);
    window
        .get_by_role_and_label(Role::Button, "Receive there")
        .click();
    until(&mut window, |window| {
        let now = window.state().model().receiver.url().map(str::to_owned);
        (now.is_some() && now != before).then_some(())
    });
    drop(window);
    let kept = Store::open(&book.dir()).unwrap().choice("listen").unwrap();
    assert_eq!(kept.as_deref(), Some("[::1]:0"));
}

#[test]
fn recordings_are_thrown_away_but_for_those_that_are_kept() {
    let book = Book::new();
    let folder = book.dir().join("recordings");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("one-3.sound"), "abc").unwrap();
    std::fs::write(folder.join("two-4.sound"), "abcd").unwrap();
    std::fs::write(folder.join("two.keep"), "").unwrap();
    let mut window = program(&book);
    let bytes = |window: &Harness<'_, App>| {
        let house = window.state().model().house.as_ref()?;
        Some(house.recordings_bytes)
    };
    assert_eq!(bytes(&window), Some(7));
    tab(&mut window, "Storage");
    for label in ["Throw recordings away…", "Press again to throw them away"] {
        window.get_by_role_and_label(Role::Button, label).click();
        window.run_steps(2);
    }
    until(&mut window, |window| {
        (bytes(window) == Some(4)).then_some(())
    });
}

#[test]
fn times_are_told_as_chosen() {
    let mut window = open(model(), SIZE);
    let shown = |window: &Harness<'_, Window>, words: &str| {
        let found = window.query_all_by_label_contains(words);
        found.count() > 0
    };
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num1);
    window.run_steps(2);
    assert!(shown(&window, "26 Feb 2025, 4:42 PM Eastern"));
    window.key_press_modifiers(Modifiers::COMMAND, Key::Comma);
    window.run_steps(2);
    section(&mut window, "Times");
    window.get_by_label("24 hours, 16:42").click();
    window.get_by_label("UTC").click();
    window.run_steps(2);
    window.key_press_modifiers(Modifiers::COMMAND, Key::Num1);
    window.run_steps(2);
    assert!(shown(&window, "26 Feb 2025, 21:42 UTC"));
}

#[test]
fn what_is_masked_is_not_told_here() {
    let is_masked = true;
    let mut window = open(
        Model {
            is_masked,
            ..model()
        },
        SIZE,
    );
    assert!(window.query_by_role(Role::TextInput).is_none());
    section(&mut window, "Storage");
    assert!(window.query_by_label_contains("/home/ana").is_none());
    section(&mut window, "Privacy");
    window
        .get_by_role_and_label(Role::CheckBox, "Mask names and numbers")
        .click();
    window.run_steps(2);
    assert_eq!(window.state().log, [Action::Mask(false)]);
}

#[test]
fn pictures() {
    if !can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    for (theme, word, size) in [
        (ThemeChoice::Dark, "dark", SIZE),
        (ThemeChoice::Light, "light-800", [800.0, 600.0]),
    ] {
        let sections = [
            "Receiver",
            "Signing secrets",
            "Appearance",
            "Times",
            "Recordings and playing",
            "Privacy",
            "Limits",
            "Storage",
        ];
        for name in sections {
            let model = Model { theme, ..model() };
            let mut window = build(Harness::builder().wgpu(), model, size);
            window.run_steps(2);
            section(&mut window, name);
            let name = name.to_lowercase().replace(' ', "-");
            window.snapshot(format!("settings-{name}-{word}"));
            results.extend(window.take_snapshot_results());
        }
    }
}

#[test]
fn the_secret_path_ends_with_the_second_press() {
    let secret_path = Some("/a-path".to_owned());
    let mut window = open(
        Model {
            secret_path,
            ..model()
        },
        SIZE,
    );
    for (first, again, done) in [
        (
            "Make another…",
            "Press again: the old path ends",
            Housekeeping::MakePath,
        ),
        (
            "Turn off…",
            "Press again to turn it off",
            Housekeeping::RemovePath,
        ),
    ] {
        window.get_by_role_and_label(Role::Button, first).click();
        window.run_steps(2);
        assert_eq!(window.state().log, []);
        window.get_by_role_and_label(Role::Button, again).click();
        window.run_steps(2);
        assert_eq!(window.state_mut().log.pop(), Some(Action::Keep(done)));
        window.get_by_role_and_label(Role::Button, first);
    }
}

#[test]
fn what_is_chosen_here_for_player_and_list_is_undone() {
    let book = Book::new();
    let mut window = program(&book);
    let undo = |window: &mut Harness<'_, App>| {
        window.key_press_modifiers(Modifiers::COMMAND, Key::Z);
        window.run_steps(3);
    };
    tab(&mut window, "Recordings and playing");
    for label in [
        "Skip silence and ringing",
        "Play the next call after each",
        "Level both sides",
    ] {
        window.get_by_role_and_label(Role::CheckBox, label).click();
    }
    window
        .get_by_role_and_label(Role::RadioButton, "1.5×")
        .click();
    let is_on = |window: &Harness<'_, App>| {
        let player = &window.state().model().player;
        let is_fast = player.speed.0 == 150;
        [
            player.skips_silence,
            player.goes_on,
            player.sound.is_leveled,
            is_fast,
        ]
    };
    until(&mut window, |window| {
        (is_on(window) == [true; 4]).then_some(())
    });
    for _ in 0..4 {
        undo(&mut window);
    }
    until(&mut window, |window| {
        (is_on(window) == [false; 4]).then_some(())
    });

    tab(&mut window, "Appearance");
    window
        .get_by_role_and_label(Role::RadioButton, "Rows close together")
        .click();
    window
        .get_by_role_and_label(Role::CheckBox, "Calls as a table")
        .click();
    window.run_steps(3);
    let look = |window: &Harness<'_, App>| window.state().model().look.clone();
    assert_ne!(look(&window), Look::default());
    undo(&mut window);
    assert!(!look(&window).is_table);
    undo(&mut window);
    assert_eq!(look(&window), Look::default());
}
