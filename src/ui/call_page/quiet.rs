//! Buttons that stay in the background: a caption or a small icon without a ground.

use std::sync::Arc;

use egui::{Button, CursorIcon, Response, RichText, Role, TextWrapMode, Ui, WidgetInfo};

use crate::ui::bidi;
use crate::ui::icons::Icon;
use crate::ui::theme::{Themed, text};

/// A caption that does something; `name` says what, where the caption alone does not.
pub fn quiet_button_ui(ui: &mut Ui, caption: &str, name: &str) -> Response {
    let response = quiet(
        ui,
        Button::new(RichText::new(bidi::drawn(caption)).font(text::caption_font())),
    );
    named(ui, response, name)
}

/// A caption behind a small icon that does something; `name` says what.
pub fn quiet_icon_button_ui(ui: &mut Ui, icon: Icon, caption: &str, name: &str) -> Response {
    let caption = RichText::new(bidi::drawn(caption)).font(text::caption_font());
    let button = Button::image_and_text(icon.image(13.0), caption);
    let response = quiet(ui, button.image_tint_follows_text_color(true).gap(4.0));
    named(ui, response, name)
}

/// A time behind a small sign that plays from it; `name` says what.
pub fn quiet_play_ui(ui: &mut Ui, time: &str, name: &str) -> Response {
    let time = RichText::new(time).font(text::body_font());
    let button = Button::image_and_text(Icon::Play.image(10.0), time);
    let response = quiet(ui, button.image_tint_follows_text_color(true).gap(3.0));
    named(ui, response, name)
}

/// A small icon that does something; `name` is what, shown on hover and read out.
pub fn quiet_icon_ui(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    let button = Button::image(icon.image(14.0)).image_tint_follows_text_color(true);
    let response = quiet(ui, button).on_hover_text(name);
    named(ui, response, name)
}

/// Not within a scope: one that does not fit beside the others goes below them, whole.
fn quiet(ui: &mut Ui, button: Button<'_>) -> Response {
    let tokens = ui.tokens();
    let before = Arc::clone(ui.style());
    let style = ui.style_mut();
    style.wrap_mode = Some(TextWrapMode::Extend);
    style.visuals.widgets.inactive.fg_stroke.color = tokens.accent;
    // Also while it has the focus of the keyboard.
    style.visuals.widgets.hovered.fg_stroke.color = tokens.text_strong;
    style.spacing.button_padding = egui::Vec2::ZERO;
    let response = ui.add(button.frame(false));
    ui.set_style(before);
    response.on_hover_cursor(CursorIcon::PointingHand)
}

fn named(ui: &Ui, response: Response, name: &str) -> Response {
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(Role::Button, enabled, name));
    response
}
