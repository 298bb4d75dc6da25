//! Buttons: the one that matters, the others, and those of an icon alone.

use egui::{Button, FontId, Link, Response, RichText, Role, Stroke, Ui, Vec2, WidgetInfo, vec2};

use crate::ui::bidi;
use crate::ui::icons::Icon;
use crate::ui::theme::{Themed, text};

const ICON: f32 = 16.0;
const HEIGHT: f32 = 30.0;

/// The one button of a place that leads on.
pub fn primary_button_ui(ui: &mut Ui, icon: Option<Icon>, label: &str) -> Response {
    primary_ui(ui, |ui| {
        labelled_ui(ui, icon, label, Some(text::medium_font()))
    })
}

/// The same with an icon alone; `name` is what it does, shown on hover and read out.
pub fn primary_icon_button_ui(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    primary_ui(ui, |ui| icon_button_ui(ui, icon, name))
}

fn primary_ui(ui: &mut Ui, button_ui: impl FnOnce(&mut Ui) -> Response) -> Response {
    let tokens = ui.tokens();
    ui.scope(|ui| {
        let widgets = &mut ui.visuals_mut().widgets;
        for (visuals, fill) in [
            (&mut widgets.inactive, tokens.accent),
            (&mut widgets.hovered, tokens.accent_hover),
            (&mut widgets.active, tokens.accent_hover),
        ] {
            visuals.weak_bg_fill = fill;
            visuals.fg_stroke.color = tokens.on_accent;
        }
        // A ring of the accent would not be seen on it.
        widgets.active.bg_stroke = Stroke::new(2.0, tokens.text_strong);
        button_ui(ui)
    })
    .inner
}

/// An ordinary button.
pub fn button_ui(ui: &mut Ui, icon: Option<Icon>, label: &str) -> Response {
    labelled_ui(ui, icon, label, None)
}

/// A button of an icon alone; `name` is what it does, shown on hover and read out.
pub fn icon_button_ui(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    let button = Button::image(icon.image(ICON))
        .image_tint_follows_text_color(true)
        .min_size(vec2(HEIGHT + 4.0, HEIGHT));
    let response = ui.scope(|ui| {
        ui.spacing_mut().button_padding = vec2(9.0, 6.0);
        ui.add(button)
    });
    let response = response.inner.on_hover_text(name);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    response
}

/// A text that leads to another place in the program.
pub fn link_ui(ui: &mut Ui, label: &str) -> Response {
    let color = ui.tokens().accent;
    ui.add(Link::new(text::body(label).color(color)))
}

fn labelled_ui(ui: &mut Ui, icon: Option<Icon>, label: &str, font: Option<FontId>) -> Response {
    let min_size: Vec2 = vec2(0.0, HEIGHT);
    let mut drawn = RichText::new(bidi::drawn(label));
    if let Some(font) = font {
        drawn = drawn.font(font);
    }
    let button = match icon {
        Some(icon) => Button::image_and_text(icon.image(ICON), drawn),
        None => Button::new(drawn),
    };
    let button = button.image_tint_follows_text_color(true);
    let response = ui.add(button.min_size(min_size));
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, label));
    response
}
