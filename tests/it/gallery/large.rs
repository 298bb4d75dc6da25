//! The larger widgets, each where the program has it: rows, table, charts, waveform, menus, notices. In every look, by
//! name and role.

use callbook::ui::model::{Choice, Model, ThemeChoice};
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers, Rect};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, SnapshotResults, try_image_snapshot};
use image::imageops::{crop_imm, replace};

use crate::drawing::can_draw;
use crate::player::heard::with_sound;
use crate::window::{Window, build, calls, of_lists};

const SIZE: [f32; 2] = [1440.0, 900.0];
/// Around a widget in its picture, points.
const AROUND: f32 = 12.0;

struct Large {
    name: &'static str,
    model: fn() -> Model,
    work: fn(&mut Harness<'static, Window>),
    role: Role,
    /// How its name begins.
    label: &'static str,
}

const ALL: &[Large] = &[
    Large {
        name: "Row of the list",
        model: calls,
        work: nothing,
        role: Role::ListItem,
        label: "Marguerite",
    },
    Large {
        name: "Calls over time",
        model: calls,
        work: nothing,
        role: Role::Slider,
        label: "Calls over time",
    },
    Large {
        name: "Search",
        model: calls,
        work: nothing,
        role: Role::SearchInput,
        label: "Search calls",
    },
    Large {
        name: "Completion of the search",
        model: calls,
        work: |window| {
            key(window, Modifiers::COMMAND, Key::F);
            window.event(Event::Text("is:".to_owned()));
            window.run_steps(4);
        },
        role: Role::MenuItem,
        label: "lead",
    },
    Large {
        name: "Table",
        model: table,
        work: nothing,
        role: Role::Table,
        label: "Calls",
    },
    Large {
        name: "Heading of a column",
        model: table,
        work: nothing,
        role: Role::ColumnHeader,
        label: "Caller",
    },
    Large {
        name: "Row of the table",
        model: table,
        work: nothing,
        role: Role::Row,
        label: "Marguerite",
    },
    Large {
        name: "Waveform",
        model: sounding,
        work: nothing,
        role: Role::Slider,
        label: "Position in the recording",
    },
    Large {
        name: "Volume",
        model: sounding,
        work: nothing,
        role: Role::Slider,
        label: "Volume",
    },
    Large {
        name: "Time line of a call",
        model: calls,
        work: nothing,
        role: Role::Image,
        label: "Timeline",
    },
    Large {
        name: "Share of talk",
        model: sounding,
        work: nothing,
        role: Role::Image,
        label: "Share of voice",
    },
    Large {
        name: "Calls by month",
        model: of_lists,
        work: |window| {
            key(window, Modifiers::SHIFT, Key::L);
            window
                .get_by_role_and_label(Role::Tab, "Guarantee, 346 calls")
                .click();
            window.run_steps(4);
        },
        role: Role::Image,
        label: "Calls each month",
    },
    Large {
        name: "Menu",
        model: calls,
        work: |window| {
            window.get_by_role_and_label(Role::Button, "Menu").click();
            window.run_steps(4);
        },
        role: Role::Button,
        label: "Several calls",
    },
    Large {
        name: "Notice",
        model: noticing,
        work: nothing,
        role: Role::Status,
        label: "Starred",
    },
    Large {
        name: "Notice of a failure",
        model: failing,
        work: nothing,
        role: Role::Alert,
        label: "The book",
    },
    Large {
        name: "Command in the palette",
        model: calls,
        work: |window| key(window, Modifiers::COMMAND, Key::K),
        role: Role::ListBoxOption,
        label: "Previous row",
    },
    Large {
        name: "Place in the rail",
        model: calls,
        work: nothing,
        role: Role::Tab,
        label: "Deliveries",
    },
];

fn nothing(_: &mut Harness<'static, Window>) {}

fn key(window: &mut Harness<'_, Window>, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run_steps(4);
}

fn table() -> Model {
    let mut model = calls();
    model.look.is_table = true;
    model
}

fn sounding() -> Model {
    with_sound(2)
}

fn noticing() -> Model {
    let mut model = calls();
    model.notices.tell_change("Starred Ted Robertson");
    model
}

fn failing() -> Model {
    let mut model = calls();
    model.notices.tell_failure("The book is busy");
    model
}

/// Where it lies; none where the tree has nothing of that role and name that lies anywhere.
fn place(window: &Harness<'_, Window>, large: &Large) -> Option<Rect> {
    let mut nodes = window.query_all_by_role(large.role);
    let found = nodes.find(|node| {
        let node = node.accesskit_node();
        let label = node.label().or_else(|| node.value()).unwrap_or_default();
        node.bounding_box().is_some() && !label.is_empty() && label.starts_with(large.label)
    });
    found.map(|node| node.rect())
}

#[test]
fn every_large_widget_has_its_name_and_its_role() {
    let mut faults = Vec::new();
    for large in ALL {
        let mut window = build(Harness::builder(), (large.model)(), SIZE);
        window.run_steps(6);
        (large.work)(&mut window);
        if place(&window, large).is_none() {
            let nodes = window.query_all_by_role(large.role);
            let there: Vec<_> = nodes
                .filter_map(|node| node.accesskit_node().label())
                .collect();
            faults.push(format!("{}: not among {there:?}", large.name));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// One beside the other in every look, and below each other.
#[test]
fn pictures_of_large_widgets() {
    if !can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    for (theme, has_high_contrast, name) in [
        (ThemeChoice::Dark, false, "dark"),
        (ThemeChoice::Light, false, "light"),
        (ThemeChoice::Dark, true, "contrast-dark"),
        (ThemeChoice::Light, true, "contrast-light"),
    ] {
        let mut sheet: Option<image::RgbaImage> = None;
        for large in ALL {
            let mut model = (large.model)();
            model.theme = theme;
            model.take_choice(Choice::HighContrast(has_high_contrast));
            model.take_choice(Choice::ReducedMotion(true));
            let mut window = build(Harness::builder().wgpu(), model, SIZE);
            window.run_steps(6);
            (large.work)(&mut window);
            let place = place(&window, large).unwrap();
            let part = cut(&window.render().unwrap(), place);
            sheet = Some(match sheet {
                Some(sheet) => below(&sheet, &part),
                None => part,
            });
        }
        results.add(try_image_snapshot(
            &sheet.unwrap(),
            format!("gallery-large-{name}"),
        ));
    }
}

/// The part of a picture around a widget, at most half as high as wide.
fn cut(whole: &image::RgbaImage, place: Rect) -> image::RgbaImage {
    let place = place.expand(AROUND);
    let pixel = |points: f32, most: u32| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a place in the picture"
        )]
        let pixel = points.max(0.0) as u32;
        pixel.min(most)
    };
    let (left, top) = (
        pixel(place.left(), whole.width()),
        pixel(place.top(), whole.height()),
    );
    let right = pixel(place.right(), whole.width());
    let bottom = pixel(place.bottom(), whole.height()).min(top + 260);
    crop_imm(whole, left, top, right - left, bottom - top).to_image()
}

fn below(upper: &image::RgbaImage, lower: &image::RgbaImage) -> image::RgbaImage {
    let width = upper.width().max(lower.width());
    let mut both = image::RgbaImage::new(width, upper.height() + lower.height());
    replace(&mut both, upper, 0, 0);
    replace(&mut both, lower, 0, i64::from(upper.height()));
    both
}
