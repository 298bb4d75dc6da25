//! The rail: the main screens; at its foot the theme, and whether names are masked.

use egui::{
    Align, CornerRadius, Layout, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo,
    pos2, vec2,
};

use super::is_short;
use crate::ui::command::Command;
use crate::ui::icons::Icon;
use crate::ui::model::{Model, Screen, ThemeChoice};
use crate::ui::theme::{RADIUS_BUTTON, Themed, text};
use crate::ui::{Action, Actions};

/// Height of a place, and how many there are.
const HEIGHT: f32 = 50.0;
const PLACES: f32 = 5.0;

/// What the place of masking does.
const MASK: &str = "Mask names, numbers and addresses";
const MASKED: &str = "Names, numbers and addresses are invented. Press to show the real ones";

pub(super) fn rail_ui(ui: &mut Ui, model: &Model, actions: &mut Actions) {
    let is_short = is_short(ui);
    ui.spacing_mut().item_spacing.y = if is_short { 0.0 } else { 4.0 };
    let height = if is_short {
        ((ui.available_height() - 8.0) / PLACES).clamp(24.0, 40.0)
    } else {
        HEIGHT
    };
    ui.add_space(if is_short { 4.0 } else { 12.0 });
    for (screen, icon, name) in [
        (Screen::Calls, Icon::List, "Calls"),
        (Screen::Deliveries, Icon::Inbox, "Deliveries"),
        (Screen::Settings, Icon::Settings, "Settings"),
    ] {
        let is_shown = model.screen == screen;
        let mut response = place_ui(ui, height, icon, name, is_shown);
        response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_shown, name));
        if is_short {
            response = response.on_hover_text(text::body(name));
        }
        if response.clicked() {
            actions.push(Action::ShowScreen(screen));
        }
    }
    ui.with_layout(Layout::bottom_up(Align::Min), |ui| {
        ui.add_space(if is_short { 4.0 } else { 8.0 });
        theme_ui(ui, height, model, actions);
        mask_ui(ui, height, model, actions);
    });
}

fn mask_ui(ui: &mut Ui, height: f32, model: &Model, actions: &mut Actions) {
    let (icon, name, words) = if model.is_masked {
        (Icon::EyeOff, "Masked", MASKED)
    } else {
        (Icon::Eye, "Mask", MASK)
    };
    let words = &Command::Mask.name_with_key(words, ui.ctx());
    let response = place_ui(ui, height, icon, name, model.is_masked);
    let response = response.on_hover_text(text::body(words));
    let is_masked = model.is_masked;
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_masked, words));
    if response.clicked() {
        actions.push(Action::Mask(!model.is_masked));
    }
}

fn theme_ui(ui: &mut Ui, height: f32, model: &Model, actions: &mut Actions) {
    let (icon, name, next_name) = match model.theme {
        ThemeChoice::System => (Icon::Monitor, "System", "light"),
        ThemeChoice::Light => (Icon::Sun, "Light", "dark"),
        ThemeChoice::Dark => (Icon::Moon, "Dark", "the system's own"),
    };
    let response = place_ui(ui, height, icon, name, false);
    let response = response.on_hover_text(text::body(format!(
        "Colours: {name}. Press for {next_name}."
    )));
    response.widget_info(|| {
        WidgetInfo::labeled(
            Role::Button,
            true,
            format!("Colours: {name}, next {next_name}"),
        )
    });
    if response.clicked() {
        actions.push(Action::SetTheme(model.theme.next()));
    }
}

/// An icon over its word, as wide as the rail allows; the icon alone where there is hardly any height.
fn place_ui(ui: &mut Ui, height: f32, icon: Icon, name: &str, is_shown: bool) -> Response {
    let (column, response) =
        ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click());
    let rect = column.shrink2(vec2(4.0, 0.0));
    let tokens = ui.tokens();
    let color = if is_shown {
        tokens.accent
    } else if response.hovered() {
        tokens.text_strong
    } else {
        tokens.text_subdued
    };
    let radius = CornerRadius::same(RADIUS_BUTTON);
    if is_shown {
        ui.painter().rect_filled(rect, radius, tokens.selected);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, radius, tokens.hover);
    }
    if response.has_focus() {
        let ring = Stroke::new(1.0, tokens.accent);
        ui.painter()
            .rect_stroke(rect, radius, ring, StrokeKind::Inside);
    }
    if is_short(ui) {
        let square = Rect::from_center_size(rect.center(), vec2(18.0, 18.0));
        icon.paint_at(ui, square, color);
        return response;
    }
    let center = pos2(rect.center().x, rect.top() + 17.0);
    icon.paint_at(ui, Rect::from_center_size(center, vec2(16.0, 16.0)), color);
    let galley = ui
        .painter()
        .layout_no_wrap(name.to_owned(), text::rail_font(), color);
    let at = pos2(rect.center().x - galley.size().x / 2.0, rect.top() + 28.0);
    ui.painter().galley(at, galley, color);
    response
}
