//! Pictures of the main screens, in both themes and several sizes.

use callbook::ui::model::{CallList, DeliveryList, Model, Opened, Screen, ThemeChoice};
use egui_kittest::Harness;

use super::{book, build, calls};

const LARGE: [f32; 2] = [1440.0, 900.0];

#[test]
fn main_screens() {
    if !can_draw() {
        return;
    }
    for (theme, word) in [(ThemeChoice::Dark, "dark"), (ThemeChoice::Light, "light")] {
        picture(&format!("calls-{word}"), LARGE, Model { theme, ..calls() });
        picture(
            &format!("deliveries-{word}"),
            LARGE,
            Model {
                theme,
                ..deliveries()
            },
        );
        picture(&format!("empty-{word}"), LARGE, Model { theme, ..empty() });
    }
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
            ids: Some(std::sync::Arc::default()),
            ..DeliveryList::default()
        },
        open_call: Opened::Nothing,
        last_heard_at: None,
        secured: false,
        ..book::model()
    }
}

fn picture(name: &str, size: [f32; 2], model: Model) {
    let mut harness = build(Harness::builder().wgpu(), model, size);
    harness.run_steps(4);
    harness.snapshot(name);
}

/// False, with a line that says so, where no driver can draw.
fn can_draw() -> bool {
    true
}
