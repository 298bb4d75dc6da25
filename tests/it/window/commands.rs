//! The list of commands as keys, palette, menu and sheet show it: what a key does is what the sheet says.

use std::time::Duration;

use callbook::call::CallId;
use callbook::call::question::parse_typing;
use callbook::ui::Action;
use callbook::ui::command::{Command, Ground, Now, Press, Scope, Section};
use callbook::ui::model::{Choice, Model, Screen, Undoable};
use callbook::ui::player::{HeardCall, Hearing, PlayerAction, PlayerView};
use egui::{Event, Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::{Window, calls, open};
use crate::player::heard::heard;

const SIZE: [f32; 2] = [1440.0, 900.0];

/// A window in which nearly everything can be done: a call is open, searched for, and heard.
fn busy(screen: Screen) -> Model {
    let mut model = Model {
        screen,
        player: PlayerView {
            call: Some(HeardCall {
                id: CallId(14),
                who: "Ted Robertson".to_owned(),
            }),
            state: Hearing::Playing,
            at: Duration::from_secs(20),
            length: Some(Duration::from_secs(55)),
            ..PlayerView::default()
        },
        ..calls()
    };
    model.undoable = Undoable {
        undo: Some("star of Ted Robertson".to_owned()),
        redo: Some("note about Zoë".to_owned()),
    };
    model.take_choice(Choice::TextPercent(90));
    "patio".clone_into(&mut model.search.typed);
    model.search.question = parse_typing("patio").question;
    "call".clone_into(&mut model.deliveries.search);
    let heard = heard(CallId(14), 2);
    model.sounds.take(std::sync::Arc::new(heard));
    model
}

fn screen_of(command: Command) -> Screen {
    match command.spec().scope {
        Scope::Deliveries => Screen::Deliveries,
        Scope::Everywhere | Scope::Calls | Scope::Lists => Screen::Calls,
    }
}

fn window(screen: Screen) -> Harness<'static, Window> {
    let mut window = open(busy(screen), SIZE);
    window.run_steps(4);
    window.state_mut().log.clear();
    window
}

fn press(window: &mut Harness<'_, Window>, press: Press) {
    match press {
        Press::Typed(text) => window.event(Event::Text(text.to_owned())),
        Press::Key(modifiers, key) => window.key_press_modifiers(modifiers, key),
    }
    window.run_steps(6);
}

/// What the window shows and was asked for.
fn seen(window: &Harness<'_, Window>) -> (Vec<Action>, Vec<String>) {
    let nodes = window.root().children_recursive();
    let told = nodes.map(|node| {
        let focus = if node.is_focused() { "> " } else { "" };
        let node = node.accesskit_node();
        let label = node.label().unwrap_or_default();
        format!("{focus}{:?} {label} {:?}", node.role(), node.value())
    });
    (window.state().log.clone(), told.collect())
}

/// Those that keep nothing of what they did in a window like this one: they scroll what has nowhere to go, or give up
/// a focus that is not there, or look at more of what is all in view. Tests of their own press them.
const WITHOUT_TRACE: [Command; 5] = [
    Command::ChooseNone,
    Command::ShowFresh,
    Command::ToList,
    Command::ScrollUp,
    Command::LookAtMore,
];

#[test]
fn every_key_does_what_its_command_does() {
    for &command in Command::ALL {
        let spec = command.spec();
        if matches!(spec.ground, Ground::Page | Ground::Track) || WITHOUT_TRACE.contains(&command) {
            continue;
        }
        for &key in spec.keys {
            let mut by_key = window(screen_of(command));
            let before = seen(&by_key);
            press(&mut by_key, key);
            let by_key = seen(&by_key);
            assert!(by_key != before, "{command:?}: {key:?} does nothing");

            if command == Command::Palette {
                continue;
            }
            let mut by_palette = window(screen_of(command));
            run_by_palette(&mut by_palette, command);
            let by_palette = seen(&by_palette);
            assert_eq!(by_key, by_palette, "{command:?}: {key:?}");
        }
    }
}

fn run_by_palette(window: &mut Harness<'_, Window>, command: Command) {
    press(window, Press::command(Key::K));
    let state = window.state();
    let words = command.words(&Now {
        model: &state.model,
        view: &state.view,
    });
    let told = match command.keys(&window.ctx).as_str() {
        "" => words,
        keys => format!("{words}, {keys}"),
    };
    window
        .get_by_role_and_label(Role::ListBoxOption, &told)
        .click_accesskit();
    window.run_steps(6);
}

#[test]
fn no_key_of_a_command_is_taken_from_a_text_field() {
    let plain = |press: &Press| {
        !matches!(press, Press::Key(modifiers, key)
            if modifiers.command && !matches!(key, Key::Z) || key.name().starts_with("F3"))
    };
    for (screen, field) in [
        (Screen::Calls, "Search calls"),
        (Screen::Deliveries, "Search deliveries"),
    ] {
        let mut window = window(screen);
        window
            .get_by_role_and_label(Role::SearchInput, field)
            .focus();
        window.run_steps(2);
        window.state_mut().log.clear();
        let keys = Command::ALL.iter().flat_map(|command| command.spec().keys);
        for key in keys.filter(|press| plain(press)) {
            // The field itself goes with these.
            if matches!(
                key,
                Press::Key(_, Key::Escape | Key::Enter | Key::ArrowDown | Key::ArrowUp)
                    | Press::Typed(_)
            ) {
                continue;
            }
            press(&mut window, *key);
            let asked = std::mem::take(&mut window.state_mut().log);
            let is_typing =
                |action: &Action| matches!(action, Action::Ask(_) | Action::FindDeliveries(..));
            assert!(asked.iter().all(is_typing), "{key:?} in {field}: {asked:?}");
            let field = window.get_by_role_and_label(Role::SearchInput, field);
            assert!(field.is_focused(), "{key:?} leads out of the field");
        }
    }
}

#[test]
fn the_sheet_shows_every_key() {
    let mut window = window(Screen::Calls);
    press(&mut window, Press::Typed("?"));
    for section in Section::ALL {
        let headings = window.query_all_by_role_and_label(Role::Heading, section.words());
        assert!(headings.count() > 0, "{section:?}");
    }
    for command in Command::ALL {
        let keys = command.keys(&window.ctx);
        if keys.is_empty() {
            continue;
        }
        let text = command.spec().text;
        assert!(window.query_all_by_label(text).count() > 0, "{text}");
        let keys = window.query_all_by_label(&keys).count();
        assert!(keys > 0, "the keys of {text}");
    }
    press(&mut window, Press::key(Key::Escape));
    assert!(window.query_by_label("A screen of rows up").is_none());
}

#[test]
fn the_palette_finds_by_letters_and_does_what_is_chosen() {
    let mut window = window(Screen::Calls);
    press(&mut window, Press::command(Key::K));
    window.event(Event::Text("sta".to_owned()));
    window.run_steps(2);
    assert_eq!(rows(&window)[0], "Star the call, S");
    press(&mut window, Press::key(Key::Enter));
    assert_eq!(window.state().log, [Action::Star(CallId(14), true)]);
    assert!(window.query_by_label("Find a command").is_none());

    press(&mut window, Press::command(Key::K));
    assert_eq!(rows(&window)[0], "Star the call, S", "used last");
    press(&mut window, Press::key(Key::ArrowUp));
    let last = chosen(&window);
    assert_eq!(Some(&last), rows(&window).last(), "up from the first");
    press(&mut window, Press::key(Key::ArrowDown));
    assert_eq!(chosen(&window), "Star the call, S", "and round");
    window.event(Event::Text("nothing like this".to_owned()));
    window.run_steps(2);
    window.get_by_label("No command is called like that.");
    press(&mut window, Press::key(Key::Enter));
    press(&mut window, Press::key(Key::Escape));
    assert!(window.query_by_label("Find a command").is_none());
    assert_eq!(window.state().log.len(), 1);
}

#[test]
fn what_cannot_be_done_says_why_and_stays() {
    let mut window = window(Screen::Calls);
    press(&mut window, Press::command(Key::K));
    window.event(Event::Text("the delivery as curl".to_owned()));
    window.run_steps(2);
    assert_eq!(
        rows(&window),
        ["Copy the delivery as curl, Only while the deliveries are shown"]
    );
    press(&mut window, Press::key(Key::Enter));
    assert_eq!(window.state().log, []);
    window.get_by_label("Find a command");
}

#[test]
fn the_palette_opens_from_a_text_field() {
    let mut window = window(Screen::Calls);
    let field = window.get_by_role_and_label(Role::SearchInput, "Search calls");
    field.focus();
    window.run_steps(2);
    press(&mut window, Press::command(Key::K));
    window.event(Event::Text("mute".to_owned()));
    window.run_steps(2);
    assert_eq!(rows(&window), ["Mute, M"]);
    assert_eq!(window.state().model.search.typed, "patio");
}

#[test]
fn the_menu_does_what_it_says() {
    let mut window = window(Screen::Calls);
    window.get_by_role_and_label(Role::Button, "Menu").click();
    window.run_steps(3);
    window.get_by_role_and_label(Role::Button, "Player").hover();
    window.run_steps(3);
    window.get_by_role_and_label(Role::Button, "Player").click();
    window.run_steps(3);
    let label = |node: &egui_kittest::Node<'_>| node.accesskit_node().label().unwrap_or_default();
    let loops = window
        .get_all_by_role(Role::Button)
        .find(|node| label(node).starts_with("Repeat from here") && label(node).ends_with('R'))
        .expect("an item with its key");
    loops.click();
    window.run_steps(3);
    assert_eq!(window.state().log, [Action::Player(PlayerAction::Loop)]);
}

#[test]
fn arrows_belong_to_the_control_that_has_the_focus() {
    let mut window = window(Screen::Calls);
    window.get_by_label("Volume").focus();
    window.run_steps(2);
    window.state_mut().log.clear();
    press(&mut window, Press::key(Key::ArrowLeft));
    let asked = &window.state().log;
    let is_volume = |action: &Action| matches!(action, Action::Player(PlayerAction::Volume(_)));
    assert!(asked.iter().all(is_volume), "{asked:?}");
    assert!(!asked.is_empty());

    window.get_by_label("Position in the recording").focus();
    window.run_steps(2);
    window.state_mut().log.clear();
    press(&mut window, Press::key(Key::ArrowLeft));
    let skipped = [Action::Player(PlayerAction::Skip(-5_000))];
    assert_eq!(window.state().log, skipped);
}

#[test]
fn shift_makes_another_key_of_a_letter() {
    let mut window = window(Screen::Calls);
    window.key_press_modifiers(Modifiers::SHIFT, Key::P);
    window.run_steps(2);
    assert_eq!(window.state().log, [Action::Player(PlayerAction::Previous)]);
    window.state_mut().log.clear();
    window.key_press(Key::P);
    window.run_steps(2);
    let asked = &window.state().log;
    assert!(matches!(asked.as_slice(), [Action::Ask(_)]), "{asked:?}");
}

fn key(key: Key, pressed: bool, modifiers: Modifiers) -> Event {
    Event::Key {
        key,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers,
    }
}

/// On many keyboards Shift makes the sign: where that is let go of first, the sign never comes up.
#[test]
fn a_sign_counts_again_whose_shift_came_up_before_it() {
    let mut window = window(Screen::Calls);
    let ctrl = Modifiers::COMMAND;
    for _ in 0..2 {
        window.event(key(Key::Plus, true, ctrl | Modifiers::SHIFT));
        window.event(key(Key::Equals, false, ctrl));
        window.run_steps(2);
    }
    let larger = |percent| Action::Choose(Choice::TextPercent(percent));
    assert_eq!(window.state().log, [larger(100), larger(110)]);
}

#[test]
fn keys_of_one_frame_leave_the_focus_where_the_first_put_it() {
    let mut window = window(Screen::Calls);
    let events = [Key::Enter, Key::ArrowDown].map(|one| key(one, true, Modifiers::NONE));
    window.input_mut().events.extend(events);
    window.run_steps(4);
    let page = window.get_by_role_and_label(Role::Region, "Page");
    assert!(page.is_focused());
}

/// The rows of the palette.
fn rows(window: &Harness<'_, Window>) -> Vec<String> {
    let rows = window.get_all_by_role(Role::ListBoxOption);
    rows.map(|row| row.accesskit_node().label().unwrap_or_default())
        .collect()
}

fn chosen(window: &Harness<'_, Window>) -> String {
    let mut rows = window.get_all_by_role(Role::ListBoxOption);
    let chosen = rows.find(|row| {
        let toggled = row.accesskit_node().toggled();
        toggled == Some(egui::accesskit::Toggled::True)
    });
    chosen
        .and_then(|row| row.accesskit_node().label())
        .expect("one is chosen")
}

#[test]
fn pictures_of_palette_and_menu() {
    use callbook::ui::model::ThemeChoice;
    use egui_kittest::SnapshotResults;

    if !crate::drawing::can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    for (theme, word, size) in [
        (ThemeChoice::Dark, "dark", SIZE),
        (ThemeChoice::Light, "light-800", [800.0, 600.0]),
    ] {
        let model = || Model {
            theme,
            ..busy(Screen::Calls)
        };
        let build = || {
            let mut window = super::build(Harness::builder().wgpu(), model(), size);
            window.run_steps(3);
            window
        };
        let mut palette = build();
        press(&mut palette, Press::command(Key::K));
        palette.snapshot(format!("palette-{word}"));
        palette.event(Event::Text("re".to_owned()));
        palette.run_steps(3);
        palette.snapshot(format!("palette-typed-{word}"));
        results.extend(palette.take_snapshot_results());
        let mut sheet = build();
        press(&mut sheet, Press::Typed("?"));
        sheet.snapshot(format!("keys-{word}"));
        results.extend(sheet.take_snapshot_results());
        let mut menu = build();
        menu.get_by_role_and_label(Role::Button, "Menu").click();
        menu.run_steps(3);
        menu.get_by_role_and_label(Role::Button, "Player").click();
        menu.run_steps(3);
        menu.snapshot(format!("menu-{word}"));
        results.extend(menu.take_snapshot_results());
    }
}
