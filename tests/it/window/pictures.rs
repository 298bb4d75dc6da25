//! Pictures of the main screens, in both themes and several sizes.

use callbook::ui::model::{
    CallList, DeliveryList, Entries, Model, Opened, Progress, ReceiverStatus, Screen, Search,
    ThemeChoice,
};
use egui_kittest::{Harness, SnapshotOptions, SnapshotResults};

use super::{book, build, build_sharp, calls};
use crate::drawing::can_draw;
use crate::player::heard::with_sound;

const LARGE: [f32; 2] = [1440.0, 900.0];

#[test]
fn main_screens() {
    if !can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    for (theme, word) in [(ThemeChoice::Dark, "dark"), (ThemeChoice::Light, "light")] {
        picture(
            &mut results,
            &format!("calls-{word}"),
            LARGE,
            Model { theme, ..calls() },
        );
        picture(
            &mut results,
            &format!("deliveries-{word}"),
            LARGE,
            Model {
                theme,
                ..deliveries()
            },
        );
        picture(
            &mut results,
            &format!("empty-{word}"),
            LARGE,
            Model { theme, ..empty() },
        );
    }
}

/// The pictures that the README shows, sharper than the others.
#[test]
fn the_readme_shows_the_window_as_it_is() {
    if !can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    for (theme, name) in [
        (ThemeChoice::Dark, "calls-dark"),
        (ThemeChoice::Light, "calls-light"),
    ] {
        let model = Model {
            theme,
            ..with_sound(2)
        };
        let mut harness = build_sharp(Harness::builder().wgpu(), model, LARGE, 1.5);
        harness.run_steps(4);
        let options = SnapshotOptions::new().output_path("screenshots");
        results.add(harness.try_snapshot_options(name, &options));
    }
}

#[test]
fn states() {
    if !can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    let port = ReceiverStatus::PortInUse {
        addr: "127.0.0.1:8787".to_owned(),
    };
    let narrow = Model {
        theme: ThemeChoice::Light,
        receiver: port,
        ..calls()
    };
    picture(&mut results, "port-in-use-1100", [1100.0, 700.0], narrow);
    let troubled = Model {
        theme: ThemeChoice::Dark,
        trouble: Some("The disk is full: calls are refused until there is room again. Free some space on the disk of the book.".to_owned()),
        reprocess: Some(Progress { done: 1_204, total: 10_412 }),
        ..deliveries()
    };
    picture(&mut results, "trouble-800", [800.0, 600.0], troubled);
    picture(
        &mut results,
        "empty-800",
        [800.0, 600.0],
        Model {
            theme: ThemeChoice::Light,
            ..empty()
        },
    );
    picture(
        &mut results,
        "calls-800",
        [800.0, 600.0],
        Model {
            theme: ThemeChoice::Light,
            secured: false,
            receiver: ReceiverStatus::Elsewhere {
                url: Some("http://127.0.0.1:8787".to_owned()),
            },
            ..calls()
        },
    );
    let loading = Model {
        theme: ThemeChoice::Dark,
        calls: CallList {
            rows: std::collections::HashMap::default(),
            ..book::model().calls
        },
        open_call: Opened::Loading,
        ..calls()
    };
    picture(&mut results, "loading", [1100.0, 700.0], loading);
    let mut harness = build(
        Harness::builder().wgpu(),
        Model {
            theme: ThemeChoice::Dark,
            ..calls()
        },
        [1100.0, 700.0],
    );
    harness.event(egui::Event::Text("?".to_owned()));
    harness.run_steps(4);
    harness.snapshot("keys");
    results.extend(harness.take_snapshot_results());
}

fn deliveries() -> Model {
    Model {
        screen: Screen::Deliveries,
        ..book::model()
    }
}

fn empty() -> Model {
    Model {
        calls: CallList {
            ids: Some(std::sync::Arc::default()),
            ..CallList::default()
        },
        deliveries: DeliveryList {
            entries: Entries {
                ids: Some(std::sync::Arc::default()),
                ..Entries::default()
            },
            ..DeliveryList::default()
        },
        open_call: Opened::Nothing,
        last_heard_at: None,
        secured: false,
        search: Search::default(),
        ..book::model()
    }
}

fn picture(results: &mut SnapshotResults, name: &str, size: [f32; 2], model: Model) {
    let mut harness = build(Harness::builder().wgpu(), model, size);
    harness.run_steps(4);
    harness.snapshot(name);
    results.extend(harness.take_snapshot_results());
}
