//! Below the waveform: from where to where one looks, how close, and what is wrong although something plays.

use egui::{Align, Button, Label, Layout, Rect, Role, Ui, UiBuilder, WidgetInfo};

use super::trouble::way_out_ui;
use super::view::PlayerView;
use super::words::clock;
use super::{PlayerBar, part_ui};
use crate::ui::Actions;
use crate::ui::command::Command;
use crate::ui::icons::Icon;
use crate::ui::theme::{Themed, text};

/// Points.
const HEIGHT: f32 = 18.0;
/// With a button.
const TROUBLE_HEIGHT: f32 = 30.0;

pub(super) fn foot_ui(
    ui: &mut Ui,
    rect: Rect,
    (from_secs, until_secs): (f64, f64),
    player: &PlayerView,
    actions: &mut Actions,
    bar: &mut PlayerBar,
) {
    let line = Layout::right_to_left(Align::Center);
    let height = if player.trouble.is_some() {
        TROUBLE_HEIGHT
    } else {
        HEIGHT
    };
    let min = egui::pos2(rect.left(), rect.bottom() - height - 4.0);
    let rect = Rect::from_min_size(min, egui::vec2(rect.width(), height));
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(line), |ui| {
        ui.spacing_mut().interact_size.y = height;
        ui.spacing_mut().item_spacing.x = 4.0;
        if let Some(trouble) = &player.trouble {
            way_out_ui(ui, trouble.way_out, true, actions);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let color = ui.tokens().warning;
                Icon::Warning.show(ui, 14.0, color);
                let words = format!("{} {}", trouble.what, trouble.advice);
                ui.add(Label::new(text::caption(&words)).truncate());
            });
            return;
        }
        if until_secs <= 0.0 {
            return;
        }
        let mut until = clock(until_secs);
        if player.length.is_none() {
            // By the share of it that is there.
            until.insert_str(0, "≈ ");
        }
        ui.add(Label::new(text::caption(until)).selectable(false));
        zoom_ui(ui, player, bar);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.add(Label::new(text::caption(clock(from_secs))).selectable(false));
        });
    });
}

/// Closer, at more, at all; from the right.
fn zoom_ui(ui: &mut Ui, player: &PlayerView, bar: &mut PlayerBar) {
    ui.add_space(6.0);
    if small_ui(ui, "+", Command::LookCloser) {
        bar.look(true, player);
    }
    if !bar.is_zoomed() {
        return;
    }
    if small_ui(ui, "−", Command::LookAtMore) {
        bar.look(false, player);
    }
    if small_ui(ui, "All", Command::LookAtAll) {
        bar.show_all();
    }
}

fn small_ui(ui: &mut Ui, label: &str, command: Command) -> bool {
    let name = command.text_with_key(ui.ctx());
    ui.spacing_mut().button_padding = egui::vec2(6.0, 0.0);
    let button = Button::new(text::caption(label)).min_size(egui::vec2(HEIGHT, HEIGHT));
    let response = part_ui(ui, command, true, |ui| ui.add(button)).on_hover_text(&name);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    response.clicked()
}
