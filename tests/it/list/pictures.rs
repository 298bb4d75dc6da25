//! Pictures of the list while something is asked.

use callbook::call::listing::{Count, Snippet};
use callbook::call::question::parse_typing;
use std::path::PathBuf;

use callbook::call::{CallId, Density};
use callbook::ui::model::{Folder, Model, ThemeChoice, Work};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;
use egui_kittest::{Harness, SnapshotResults};

use crate::drawing::can_draw;
use crate::window::{build, calls};

fn asking(typed: &str, theme: ThemeChoice) -> Model {
    let mut model = calls();
    model.theme = theme;
    typed.clone_into(&mut model.search.typed);
    model.search.question = parse_typing(typed).question;
    model.search.count = Count::AtLeast(1_000);
    for (id, text, mark) in [
        (
            14,
            "come by to give me a quote for the patio doors, and he didn’t come",
            35..40,
        ),
        (
            13,
            "is the patio still available on Saturday evening for eleven of us",
            7..12,
        ),
        (12, "Patio Heaven, Boulder", 0..5),
    ] {
        let snippet = Snippet {
            text: text.to_owned(),
            marks: vec![mark],
        };
        model.search.snippets.insert(CallId(id), snippet);
    }
    model
}

/// A person's folder with a file of the name that is proposed.
fn folder() -> Folder {
    let home = PathBuf::from("/home/marie");
    let named = |name: &str| (name.to_owned(), home.join(name));
    Folder {
        path: home.join("Downloads"),
        folders: [
            "Adverts",
            "Invoices 2024",
            "Invoices 2025",
            "Photos",
            "Scans",
        ]
        .map(str::to_owned)
        .to_vec(),
        files: vec!["calls 2025-02-26.csv".to_owned()],
        places: vec![
            named("Downloads"),
            named("Documents"),
            ("Home".to_owned(), home),
        ],
        fault: None,
    }
}

#[test]
fn several_calls_are_chosen() {
    if !can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    for (theme, size, name) in [
        (ThemeChoice::Dark, [1280.0, 800.0], "chosen-dark"),
        (ThemeChoice::Light, [800.0, 600.0], "chosen-800-light"),
    ] {
        let mut model = calls();
        model.theme = theme;
        let mut window = build(Harness::builder().wgpu(), model, size);
        window.key_press(Key::Home);
        window.run_steps(3);
        for _ in 0..3 {
            window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
            window.run_steps(3);
        }
        window.run_steps(10);
        window.snapshot(name);
        results.extend(window.take_snapshot_results());
    }
    for (theme, size, name) in [
        (ThemeChoice::Dark, [1280.0, 800.0], "export-dark"),
        (ThemeChoice::Light, [800.0, 600.0], "export-800-light"),
    ] {
        let mut model = calls();
        model.theme = theme;
        let mut window = build(Harness::builder().wgpu(), model, size);
        window.key_press_modifiers(Modifiers::SHIFT, Key::ArrowDown);
        window.run_steps(3);
        window.key_press(Key::E);
        window.run_steps(3);
        window.state_mut().model.bulk.asking = Some(folder());
        window.run_steps(10);
        window.snapshot(name);
        results.extend(window.take_snapshot_results());
    }
    for (theme, name) in [
        (ThemeChoice::Dark, "compact-dark"),
        (ThemeChoice::Light, "compact-light"),
    ] {
        let mut model = asking("patio", theme);
        model.look.density = Density::Compact;
        model.bulk.work = Some(Work {
            words: "Marking as reviewed",
            done: 12_500,
            total: 1_000_000,
        });
        let mut window = build(Harness::builder().wgpu(), model, [1280.0, 800.0]);
        window.run_steps(10);
        window.snapshot(name);
        results.extend(window.take_snapshot_results());
    }
}

#[test]
fn while_something_is_asked() {
    if !can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    let typed = "during:\"last 14 days\" source:google patio";
    let model = asking(typed, ThemeChoice::Dark);
    let mut window = build(Harness::builder().wgpu(), model, [1440.0, 900.0]);
    window.key_press(Key::F);
    window.run_steps(20);
    window.snapshot("search-filters");
    results.extend(window.take_snapshot_results());

    let model = asking("is:mised sen", ThemeChoice::Light);
    let mut window = build(Harness::builder().wgpu(), model, [1100.0, 700.0]);
    window
        .get_by_role_and_label(Role::SearchInput, "Search calls")
        .focus();
    window.run_steps(3);
    window.event(Event::Text("t".to_owned()));
    window.run_steps(3);
    window.key_press(Key::ArrowDown);
    window.run_steps(3);
    window.snapshot("search-completion");
    results.extend(window.take_snapshot_results());

    let model = asking("patio", ThemeChoice::Light);
    let mut window = build(Harness::builder().wgpu(), model, [800.0, 600.0]);
    window.key_press(Key::F);
    window.run_steps(5);
    window.snapshot("filters-800");
    results.extend(window.take_snapshot_results());
}
