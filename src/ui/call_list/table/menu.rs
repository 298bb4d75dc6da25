//! The menu of the columns.

use egui::{Align2, Button, Layout, Popup, PopupCloseBehavior, Rect, Ui, UiBuilder, vec2};

use super::set_columns;
use crate::call::look::{USUAL, toggled};
use crate::call::question::sort::COLUMNS;
use crate::ui::call_list::columns;
use crate::ui::icons::Icon;
use crate::ui::model::Model;
use crate::ui::theme::{Themed, text};
use crate::ui::{Action, Actions, widgets, words};

/// Draws its button at the right end of the heading, over what may be there.
pub(super) fn menu_ui(ui: &mut Ui, header: Rect, model: &Model, actions: &mut Actions) {
    let seen = header.intersect(ui.clip_rect());
    let right = seen.right_center() - vec2(4.0, 0.0);
    let rect = Align2::RIGHT_CENTER.anchor_size(right, vec2(36.0, seen.height() - 2.0));
    // Up to the edge, so that nothing of a heading looks out behind it.
    let ground = rect.with_max_x(seen.right());
    ui.painter().rect_filled(ground, 0.0, ui.tokens().surface);
    let layout = Layout::right_to_left(egui::Align::Center);
    let mut corner = ui.new_child(UiBuilder::new().max_rect(rect).layout(layout));
    corner.visuals_mut().widgets.inactive.weak_bg_fill = egui::Color32::TRANSPARENT;
    let button = widgets::icon_button_ui(&mut corner, Icon::Sliders, "Columns");
    Popup::menu(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_min_width(200.0);
            widgets::menu_scrolled_ui(ui, |ui| choices_ui(ui, model, actions));
        });
}

fn choices_ui(ui: &mut Ui, model: &Model, actions: &mut Actions) {
    let shown = columns::shown(model);
    for (column, _) in COLUMNS {
        let mut is_shown = shown.contains(&column);
        if widgets::checkbox_ui(ui, &mut is_shown, text::body(words::column(column))).clicked() {
            set_columns(model, actions, toggled(shown, column));
        }
    }
    ui.add_space(4.0);
    let plain = |words: &str| Button::new(text::body(words)).frame(false);
    if ui.add(plain("The usual columns")).clicked() {
        set_columns(model, actions, USUAL.to_vec());
    }
    if ui.add(plain("Rows instead of the table")).clicked() {
        let mut look = model.look.clone();
        look.is_table = false;
        actions.push(Action::SetLook(look));
        ui.close();
    }
}
