//! All small widgets of the program in every state and look, one picture a look; and each has its name and its role.

mod large;

use callbook::ui::icons::Icon;
use callbook::ui::theme::{self, Look, Themed as _, text};
use callbook::ui::widgets::{
    Tone, button_ui, card_body_ui, card_ui, checkbox_ui, chip_on_window_ui, chip_ui, empty_ui,
    empty_with_ui, heading_ui, icon_button_ui, link_ui, paint_chip, paint_digits, paint_elided,
    pair_ui, pair_with_ui, primary_button_ui, primary_icon_button_ui, radio_ui, status_dot_ui,
};
use egui::accesskit::{Role, Toggled};
use egui::{
    Align, Align2, Button, Frame, Layout, Margin, ProgressBar, Rect, RichText, Slider, TextEdit,
    Theme, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, SnapshotResults, try_image_snapshot};
use image::imageops::{crop_imm, replace};

use crate::drawing::can_draw;

/// Points: the column of names, a column of a state, the line of headings, a row.
const NAMES: u16 = 170;
const COLUMN: u16 = 230;
const HEADING: u16 = 28;
const ROW: u16 = 132;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Normal,
    Hovered,
    Focused,
    Disabled,
    Selected,
    Long,
}

const STATES: [State; 6] = [
    State::Normal,
    State::Hovered,
    State::Focused,
    State::Disabled,
    State::Selected,
    State::Long,
];

/// What stands in a widget, and what stands in it at its longest: a name of the longest kind, two scripts, no spaces.
const SHORT: &str = "Peak Dental";
const LONG: &str = "Marguerite Vandenberghe-Castellanos, ЭЛЕКТРОМОНТАЖ";

struct Piece {
    name: &'static str,
    /// None for an ornament to a word, which says nothing of its own.
    role: Option<Role>,
    /// True where it is worked with, so that pointer, focus and being disabled change it.
    is_worked: bool,
    /// True where it can be selected.
    is_chosen: bool,
    /// Draws it with a text, selected or not.
    draw: fn(&mut Ui, &str, bool),
}

const fn told(name: &'static str, role: Option<Role>, draw: fn(&mut Ui, &str, bool)) -> Piece {
    Piece {
        name,
        role,
        is_worked: false,
        is_chosen: false,
        draw,
    }
}

const fn worked(name: &'static str, role: Role, draw: fn(&mut Ui, &str, bool)) -> Piece {
    Piece {
        is_worked: true,
        ..told(name, Some(role), draw)
    }
}

const fn chosen(name: &'static str, role: Role, draw: fn(&mut Ui, &str, bool)) -> Piece {
    Piece {
        is_chosen: true,
        ..worked(name, role, draw)
    }
}

const PIECES: [Piece; 30] = [
    worked("Button", Role::Button, |ui, text, _| {
        button_ui(ui, None, text);
    }),
    worked("Button with an icon", Role::Button, |ui, text, _| {
        button_ui(ui, Some(Icon::Copy), text);
    }),
    worked("Primary button", Role::Button, |ui, text, _| {
        primary_button_ui(ui, Some(Icon::Check), text);
    }),
    worked("Icon button", Role::Button, |ui, text, _| {
        icon_button_ui(ui, Icon::Star, text);
    }),
    worked("Primary icon button", Role::Button, |ui, text, _| {
        primary_icon_button_ui(ui, Icon::Play, text);
    }),
    worked("Link", Role::Link, |ui, text, _| {
        link_ui(ui, text);
    }),
    chosen("Choice", Role::Button, |ui, text, is_on| {
        let button = Button::selectable(is_on, text::body(text));
        let response = ui.add(button);
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_on, text));
    }),
    chosen("Radio button", Role::RadioButton, |ui, text, is_on| {
        radio_ui(ui, is_on, text);
    }),
    chosen("Checkbox", Role::CheckBox, |ui, text, mut is_on| {
        checkbox_ui(ui, &mut is_on, text);
    }),
    worked("Slider", Role::Slider, |ui, text, _| {
        let mut at = 40;
        ui.visuals_mut().widgets.inactive.bg_fill = ui.tokens().unheard;
        ui.spacing_mut().slider_width = 100.0;
        let slider = ui.add(Slider::new(&mut at, 0..=100).show_value(false));
        slider.widget_info(|| WidgetInfo::slider(true, 40.0, text));
    }),
    worked("Text field", Role::TextInput, |ui, text, _| {
        let mut typed = text.to_owned();
        field_ui(ui, &mut typed, text);
    }),
    worked("Empty text field", Role::TextInput, |ui, text, _| {
        field_ui(ui, &mut String::new(), text);
    }),
    told("Progress", Some(Role::ProgressIndicator), |ui, text, _| {
        ui.visuals_mut().extreme_bg_color = ui.tokens().unheard;
        let bar = ProgressBar::new(0.4).desired_height(6.0);
        let bar = ui.add(bar.fill(ui.tokens().accent).desired_width(120.0));
        bar.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, text));
    }),
    told("Chip", Some(Role::Label), |ui, text, _| {
        chip_ui(ui, text, Tone::Neutral);
    }),
    told("Chip, positive", Some(Role::Label), |ui, text, _| {
        chip_ui(ui, text, Tone::Positive);
    }),
    told("Chip, negative", Some(Role::Label), |ui, text, _| {
        chip_ui(ui, text, Tone::Negative);
    }),
    told("Chip, warning", Some(Role::Label), |ui, text, _| {
        chip_ui(ui, text, Tone::Warning);
    }),
    told("Chip, accent", Some(Role::Label), |ui, text, _| {
        chip_ui(ui, text, Tone::Accent);
    }),
    told("Chip on the window", Some(Role::Label), |ui, text, _| {
        chip_on_window_ui(ui, text, Tone::Neutral);
    }),
    told("Chip of a row", None, |ui, text, _| {
        let room = ui.available_rect_before_wrap();
        let ground = ui.tokens().hover;
        paint_chip(
            ui,
            room.right_center(),
            room.width(),
            text,
            Tone::Accent,
            ground,
        );
    }),
    told("Dot", None, |ui, _, _| {
        let color = ui.tokens().sentiment_positive;
        status_dot_ui(ui, color);
    }),
    told("Digits", None, |ui, _, _| {
        let at = ui.available_rect_before_wrap().left_center();
        let (font, color) = (text::body_font(), ui.tokens().text);
        paint_digits(
            ui.painter(),
            at,
            Align2::LEFT_CENTER,
            "11:17 · 1:00:41",
            &font,
            color,
        );
    }),
    told("Text on one line", None, |ui, text, _| {
        let room = ui.available_rect_before_wrap();
        let (font, color) = (text::strong_font(), ui.tokens().text_strong);
        paint_elided(ui, room.left_center(), room.width(), text, font, color);
    }),
    told("Heading", Some(Role::Heading), |ui, text, _| {
        heading_ui(ui, text);
    }),
    told("Label and value", Some(Role::Label), |ui, text, _| {
        ui.vertical(|ui| pair_ui(ui, "Group", text));
    }),
    told("Label and a chip", Some(Role::Label), |ui, text, _| {
        ui.vertical(|ui| pair_with_ui(ui, "Lead", |ui| chip_ui(ui, text, Tone::Positive)));
    }),
    told("Empty place", Some(Role::Label), |ui, text, _| {
        empty_ui(ui, text, "It is shown here.");
    }),
    told(
        "Empty place with a way on",
        Some(Role::Label),
        |ui, text, _| {
            empty_with_ui(ui, text, "None is like that.", |ui| {
                link_ui(ui, "Show all calls");
            });
        },
    ),
    told(
        "Card without a heading",
        Some(Role::Label),
        |ui, text, _| {
            card_body_ui(ui, |ui| ui.add(egui::Label::new(text).truncate()));
        },
    ),
    told("Card", Some(Role::Heading), |ui, text, _| {
        card_ui(ui, text, |ui| ui.label(text::caption("Three calls today")));
    }),
];

fn field_ui(ui: &mut Ui, typed: &mut String, name: &str) {
    let field = TextEdit::singleline(typed)
        .hint_text(text::subdued("Name"))
        .desired_width(150.0)
        .margin(Margin::symmetric(10, 6))
        .background_color(ui.tokens().raised);
    let field = ui.add(field);
    field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, name));
}

struct Gallery {
    theme: Theme,
    look: Look,
    state: State,
}

impl Gallery {
    fn text(&self) -> &'static str {
        if self.state == State::Long {
            LONG
        } else {
            SHORT
        }
    }
}

impl eframe::App for Gallery {
    fn ui(&mut self, ui: &mut Ui, _: &mut eframe::Frame) {
        theme::apply(ui.ctx(), self.theme.into(), self.look);
        let ground = Frame::new().fill(ui.tokens().surface);
        egui::CentralPanel::default().frame(ground).show(ui, |ui| {
            let heading = RichText::new(format!("{:?}", self.state));
            cell_ui(ui, NAMES, 0, HEADING, |ui| {
                ui.label(heading.weak());
            });
            for (at, piece) in PIECES.iter().enumerate() {
                let top = top(at);
                cell_ui(ui, 0, top, ROW, |ui| {
                    ui.label(text::caption(piece.name));
                });
                cell_ui(ui, NAMES, top, ROW, |ui| {
                    let is_on = self.state == State::Selected;
                    let is_enabled = self.state != State::Disabled;
                    ui.add_enabled_ui(is_enabled, |ui| (piece.draw)(ui, self.text(), is_on));
                });
            }
        });
    }
}

fn top(row: usize) -> u16 {
    HEADING + u16::try_from(row).unwrap() * ROW
}

fn rect(left: u16, top: u16, height: u16) -> Rect {
    let width = if left > 0 { COLUMN } else { NAMES };
    let size = vec2(f32::from(width), f32::from(height));
    Rect::from_min_size(pos2(f32::from(left), f32::from(top)), size)
}

fn cell_ui(ui: &mut Ui, left: u16, top: u16, height: u16, add: impl FnOnce(&mut Ui)) {
    let cell = rect(left, top, height);
    let builder = UiBuilder::new()
        .id_salt((left, top))
        .max_rect(cell.shrink2(vec2(10.0, 4.0)))
        .layout(Layout::top_down(Align::Min));
    ui.scope_builder(builder, add);
}

fn gallery(
    theme: Theme,
    look: Look,
    builder: egui_kittest::HarnessBuilder<Gallery>,
) -> Harness<'static, Gallery> {
    let mut window = builder
        .with_size([f32::from(NAMES + COLUMN), f32::from(top(PIECES.len()))])
        .with_pixels_per_point(1.0)
        .with_context_setup(theme::install)
        .build_eframe(|_| Gallery {
            theme,
            look,
            state: State::Normal,
        });
    window.run_steps(3);
    window
}

/// The node of a piece, by the row in which it lies.
fn node_of<'a>(window: &'a Harness<'_, Gallery>, at: usize) -> Option<egui_kittest::Node<'a>> {
    let role = PIECES[at].role?;
    let cell = rect(NAMES, top(at), ROW);
    let name = window.state().text();
    let mut nodes = window.query_all_by_role(role);
    nodes.find(|node| {
        let told = node.accesskit_node();
        let label = told.label().or_else(|| told.value());
        let is_named = label.is_some_and(|label| label == name);
        is_named && cell.contains(node.rect().center())
    })
}

#[test]
fn every_widget_has_its_name_and_its_role_in_every_state() {
    let mut window = gallery(Theme::Dark, Look::default(), Harness::builder());
    let mut faults = Vec::new();
    for state in STATES {
        window.state_mut().state = state;
        window.run_steps(3);
        for (at, piece) in PIECES.iter().enumerate() {
            let node = node_of(&window, at);
            let Some(node) = node else {
                if piece.role.is_some() {
                    faults.push(format!(
                        "{}, {state:?}: not in the tree by its name",
                        piece.name
                    ));
                }
                continue;
            };
            let told = node.accesskit_node();
            if piece.is_worked && told.is_disabled() != (state == State::Disabled) {
                faults.push(format!(
                    "{}, {state:?}: does not tell whether it is disabled",
                    piece.name
                ));
            }
            let is_on = told.toggled() == Some(Toggled::True);
            if piece.is_chosen && is_on != (state == State::Selected) {
                faults.push(format!(
                    "{}, {state:?}: does not tell whether it is chosen",
                    piece.name
                ));
            }
        }
    }
    for (at, piece) in PIECES
        .iter()
        .enumerate()
        .filter(|(_, piece)| piece.is_worked)
    {
        window.state_mut().state = State::Focused;
        window.run_steps(2);
        node_of(&window, at).unwrap().focus();
        window.run_steps(2);
        if !node_of(&window, at).unwrap().is_focused() {
            faults.push(format!("{} cannot have the focus", piece.name));
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// What draws nothing of its own: it lays out, measures or scrolls what others draw.
const BARE: [&str; 3] = ["scroll_ui", "scrolled_ui", "menu_scrolled_ui"];

#[test]
fn no_widget_is_missing_here() {
    let widgets = include_str!("../../src/ui/widgets/mod.rs");
    let here = include_str!("gallery.rs");
    let names = widgets.split(|c: char| !c.is_alphanumeric() && c != '_');
    let drawn = names.filter(|name| name.ends_with("_ui") || name.starts_with("paint_"));
    let drawn: Vec<&str> = drawn.filter(|name| !BARE.contains(name)).collect();
    assert!(drawn.len() > 15, "{drawn:?}");
    let calls =
        |name: &str| here.contains(&format!("{name}(ui")) || here.contains(&format!("{name}(\n"));
    let missing: Vec<&&str> = drawn.iter().filter(|name| !calls(name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// Draws all in one state; where the pointer or the focus is on one at a time, one after the other.
fn drawn(window: &mut Harness<'_, Gallery>, state: State) -> image::RgbaImage {
    window.state_mut().state = state;
    window.remove_cursor();
    window.run_steps(4);
    let mut all = window.render().unwrap();
    if !matches!(state, State::Hovered | State::Focused) {
        return all;
    }
    let worked = PIECES
        .iter()
        .enumerate()
        .filter(|(_, piece)| piece.is_worked);
    for (at, _) in worked {
        let node = node_of(window, at).unwrap();
        if state == State::Hovered {
            node.hover();
        } else {
            node.focus();
        }
        // What is said on hover would lie over the next row, and comes later.
        window.run_steps(2);
        let one = window.render().unwrap();
        let row = crop_imm(&one, 0, u32::from(top(at)), one.width(), u32::from(ROW));
        replace(&mut all, &row.to_image(), 0, i64::from(top(at)));
    }
    all
}

#[test]
fn pictures_of_all_widgets() {
    if !can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    for (theme, has_high_contrast, name) in [
        (Theme::Dark, false, "dark"),
        (Theme::Light, false, "light"),
        (Theme::Dark, true, "contrast-dark"),
        (Theme::Light, true, "contrast-light"),
    ] {
        let look = Look {
            has_high_contrast,
            // Nothing is caught on its way from one state to the next.
            has_reduced_motion: true,
        };
        let mut window = gallery(theme, look, Harness::builder().wgpu());
        let mut sheet = drawn(&mut window, State::Normal);
        for state in &STATES[1..] {
            let one = drawn(&mut window, *state);
            let left = u32::from(NAMES);
            let part = crop_imm(&one, left, 0, one.width() - left, one.height()).to_image();
            sheet = beside(&sheet, &part);
        }
        results.add(try_image_snapshot(&sheet, format!("gallery-{name}")));
    }
}

fn beside(left: &image::RgbaImage, right: &image::RgbaImage) -> image::RgbaImage {
    let width = left.width() + right.width();
    let mut both = image::RgbaImage::new(width, left.height());
    replace(&mut both, left, 0, 0);
    replace(&mut both, right, i64::from(left.width()), 0);
    both
}

struct Drawing(Icon);

impl eframe::App for Drawing {
    fn ui(&mut self, ui: &mut Ui, _: &mut eframe::Frame) {
        egui::CentralPanel::default().show(ui, |ui| {
            let color = ui.tokens().text;
            self.0.paint_at(
                ui,
                Rect::from_min_size(pos2(8.0, 8.0), vec2(32.0, 32.0)),
                color,
            );
        });
    }
}

/// In one colour all drawings still differ, so that none means another thing by its colour alone.
#[test]
fn every_drawing_has_a_shape_of_its_own() {
    if !can_draw() {
        return;
    }
    let mut window = Harness::builder()
        .with_size([48.0, 48.0])
        .with_pixels_per_point(1.0)
        .with_context_setup(theme::install)
        .wgpu()
        .build_eframe(|_| Drawing(Icon::Phone));
    let mut seen: Vec<(Icon, image::RgbaImage)> = Vec::new();
    for icon in Icon::ALL {
        window.state_mut().0 = *icon;
        window.run_steps(4);
        let drawn = window.render().unwrap();
        for (other, before) in &seen {
            let pixels = drawn.pixels().zip(before.pixels());
            let differ = pixels
                .filter(|(one, other)| one.0[0].abs_diff(other.0[0]) > 40)
                .count();
            assert!(differ > 8, "{icon:?} and {other:?}: {differ} pixels");
        }
        seen.push((*icon, drawn));
    }
}
