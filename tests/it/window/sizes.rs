//! Pictures of the screens where there is little room: 800 × 600 with
//! text of twice the size, 1280 × 800, and the highest contrast.

use std::sync::Arc;

use callbook::call::Density;
use callbook::ui::model::{CallList, Choice, Folder, Model, ReceiverStatus, Screen, ThemeChoice};
use egui::{Event, Key, Modifiers, Role};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, SnapshotResults};

use super::{Window, build, calls};
use crate::drawing::can_draw;
use crate::player::heard::with_sound;

pub const SMALL: [f32; 2] = [800.0, 600.0];
pub const MIDDLE: [f32; 2] = [1280.0, 800.0];

fn large_text(theme: ThemeChoice, model: Model) -> Model {
    let mut model = Model { theme, ..model };
    model.take_choice(Choice::TextPercent(200));
    model
}

fn window(model: Model, size: [f32; 2]) -> Harness<'static, Window> {
    let mut window = build(Harness::builder().wgpu(), model, size);
    // The first frame learns how large the window is.
    window.run_steps(6);
    window
}

pub fn press(window: &mut Harness<'_, Window>, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(6);
}

pub fn picture(results: &mut SnapshotResults, name: &str, mut window: Harness<'_, Window>) {
    window.remove_cursor();
    window.run_steps(8);
    window.snapshot(name);
    results.extend(window.take_snapshot_results());
}

fn on(screen: Screen) -> Model {
    Model { screen, ..calls() }
}

#[test]
fn text_of_twice_the_size_in_a_small_window() {
    if !can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    let dark = ThemeChoice::Dark;
    let light = ThemeChoice::Light;
    for (theme, word) in [(dark, "dark"), (light, "light")] {
        let open = |model: Model| window(large_text(theme, model), SMALL);
        let mut take =
            |name: &str, window| picture(&mut results, &format!("large-{name}-{word}"), window);
        take("calls", open(calls()));
        let mut page = open(calls());
        press(&mut page, Modifiers::NONE, Key::Enter);
        take("page", page);
        take("player", open(with_sound(2)));
        take("deliveries", open(on(Screen::Deliveries)));
        let mut delivery = open(on(Screen::Deliveries));
        press(&mut delivery, Modifiers::NONE, Key::Enter);
        take("delivery", delivery);
        take("settings", open(super::settings::model()));
        let mut appearance = open(super::settings::model());
        let tab = appearance.get_by_role_and_label(Role::Tab, "Appearance");
        tab.click();
        appearance.run_steps(6);
        take("settings-page", appearance);
        let mut palette = open(calls());
        press(&mut palette, Modifiers::COMMAND, Key::K);
        take("palette", palette);
        let mut keys = open(calls());
        keys.event(Event::Text("?".to_owned()));
        keys.run_steps(4);
        take("keys", keys);
    }
}

#[test]
fn dialogs_with_text_of_twice_the_size() {
    if !can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    let open = |model: Model| window(large_text(ThemeChoice::Dark, model), SMALL);
    let mut take = |name: &str, window| picture(&mut results, &format!("large-{name}"), window);
    let mut menu = open(calls());
    menu.get_by_role_and_label(Role::Button, "Menu").click();
    menu.run_steps(4);
    take("menu", menu);
    let mut overruling = open(calls());
    press(&mut overruling, Modifiers::NONE, Key::Enter);
    press(&mut overruling, Modifiers::NONE, Key::O);
    take("overruling", overruling);
    let mut lists = open(calls());
    press(&mut lists, Modifiers::SHIFT, Key::L);
    take("lists", lists);
    let mut export = open(calls());
    press(&mut export, Modifiers::NONE, Key::E);
    export.state_mut().model.bulk.asking = Some(Folder {
        path: "/home/marie/Downloads".into(),
        folders: vec!["Invoices 2024".to_owned(), "Photos".to_owned()],
        ..Folder::default()
    });
    take("export", export);
    let mut filters = open(calls());
    press(&mut filters, Modifiers::NONE, Key::F);
    take("filters", filters);
    take(
        "closing",
        open(Model {
            is_closing: true,
            ..calls()
        }),
    );
    let mut told = calls();
    told.notices.tell_change("Starred Ted Robertson");
    take("notice", open(told));
    let taken = ReceiverStatus::PortInUse {
        addr: "127.0.0.1:8787".to_owned(),
    };
    take(
        "port",
        open(Model {
            receiver: taken,
            ..calls()
        }),
    );
    let empty = CallList {
        ids: Some(Arc::default()),
        ..CallList::default()
    };
    take(
        "empty",
        open(Model {
            calls: empty,
            ..calls()
        }),
    );
    let mut status = open(calls());
    let shield = status.get_by_label_contains("Listening, last heard");
    shield.click();
    status.run_steps(4);
    take("status", status);
}

#[test]
fn screens_of_a_usual_laptop() {
    if !can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    for (theme, word) in [(ThemeChoice::Dark, "dark"), (ThemeChoice::Light, "light")] {
        let open = |model: Model| window(Model { theme, ..model }, MIDDLE);
        let mut take =
            |name: &str, window| picture(&mut results, &format!("laptop-{name}-{word}"), window);
        take("sound", open(with_sound(2)));
        let mut table = calls();
        table.look.is_table = true;
        table.look.density = Density::Compact;
        take("table", open(table));
        take("deliveries", open(on(Screen::Deliveries)));
        take("settings", open(super::settings::model()));
    }
}

/// With the highest contrast: what is drawn by ourselves, chosen, pointed at and focused.
#[test]
fn parts_with_high_contrast() {
    if !can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    for (theme, word) in [(ThemeChoice::Dark, "dark"), (ThemeChoice::Light, "light")] {
        let contrast = |model: Model| {
            let mut model = Model { theme, ..model };
            model.take_choice(Choice::HighContrast(true));
            window(model, MIDDLE)
        };
        let mut take =
            |name: &str, window| picture(&mut results, &format!("contrast-{name}-{word}"), window);
        let mut sound = contrast(with_sound(2));
        sound.get_by_label("Position in the recording").focus();
        sound.run_steps(3);
        take("sound", sound);
        let mut table = calls();
        table.look.is_table = true;
        let mut table = contrast(table);
        table
            .get_by_role_and_label(Role::Slider, "Calls over time")
            .focus();
        table.run_steps(3);
        take("table", table);
        let mut inspected = contrast(on(Screen::Deliveries));
        inspected
            .get_by_role_and_label(Role::Button, "Send again…")
            .focus();
        inspected.run_steps(3);
        take("deliveries", inspected);
        let mut settings = contrast(super::settings::model());
        settings
            .get_by_role_and_label(Role::Tab, "Appearance")
            .click();
        settings.run_steps(3);
        take("settings", settings);
        let mut palette = contrast(calls());
        press(&mut palette, Modifiers::COMMAND, Key::K);
        take("palette", palette);
        let mut menu = contrast(calls());
        menu.get_by_role_and_label(Role::Button, "Menu").click();
        menu.run_steps(4);
        take("menu", menu);
        let mut export = contrast(calls());
        press(&mut export, Modifiers::NONE, Key::E);
        take("export", export);
    }
}

/// Nothing lies beyond the edges of the window: what is cut off there can neither be read nor pressed.
#[test]
fn nothing_lies_beside_the_smallest_window() {
    for screen in [Screen::Calls, Screen::Deliveries, Screen::Settings] {
        for is_page in [false, true] {
            let mut model = large_text(ThemeChoice::Dark, on(screen));
            model.limits = super::settings::model().limits;
            let mut window = build(Harness::builder(), model, SMALL);
            window.run_steps(6);
            if is_page && screen != Screen::Settings {
                press(&mut window, Modifiers::NONE, Key::Enter);
            } else if is_page {
                window
                    .get_by_role_and_label(Role::Tab, "Appearance")
                    .click();
                window.run_steps(6);
            }
            assert!((window.ctx.zoom_factor() - 2.0).abs() < 0.01);
            let edge = window.ctx.content_rect().right();
            let root = window.root();
            let beside: Vec<String> = root
                .children_recursive()
                .filter(|node| {
                    // Views stand on one line that scrolls along, and so do the lines of a body.
                    let role = node.accesskit_node().role();
                    let is_meant = match role {
                        Role::Button | Role::Heading | Role::ListItem => true,
                        Role::Label => screen != Screen::Deliveries,
                        _ => false,
                    };
                    is_meant && node.rect().right() > edge + 0.5
                })
                .map(|node| format!("{node:?}"))
                .collect();
            assert!(beside.is_empty(), "{screen:?} {is_page}: {beside:#?}");
        }
    }
}

#[test]
fn another_screen_begins_with_its_list_in_the_smallest_window() {
    let mut window = build(
        Harness::builder(),
        large_text(ThemeChoice::Dark, calls()),
        SMALL,
    );
    window.run_steps(6);
    press(&mut window, Modifiers::NONE, Key::Enter);
    let rows = |window: &Harness<'_, Window>| window.query_all_by_role(Role::ListItem).count();
    assert_eq!(rows(&window), 0);
    press(&mut window, Modifiers::COMMAND, Key::Num2);
    assert!(rows(&window) > 0);
}
