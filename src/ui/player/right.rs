//! At the right: volume, the loop, and what is chosen rarely in a menu.

use egui::style::HandleShape;
use egui::{Align, Layout, Response, Slider, Ui};

use super::menu::menu_ui;
use super::sides::{side_ui, sides_of, skip_ui};
use super::view::{Loop, Percent, PlayerView};
use super::{PlayerAction, part_ui, row_ui};
use crate::ui::command::Command;
use crate::ui::icons::Icon;
use crate::ui::model::Model;
use crate::ui::theme::Themed;
use crate::ui::{Action, Actions, widgets};

/// The width where there is no room for the slider, points.
pub(super) const FOLDED_WIDTH: f32 = 84.0;
const SLIDER_WIDTH: f32 = 54.0;

/// What has no room here is in the menu.
pub(super) struct Fold {
    pub is_narrow: bool,
    /// The buttons at the left have no room either.
    pub is_tight: bool,
}

pub(super) fn right_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, fold: &Fold) {
    let player = &model.player;
    let line = Layout::right_to_left(Align::Center);
    ui.spacing_mut().item_spacing.x = 4.0;
    if !fold.is_narrow {
        let heard = player
            .call
            .as_ref()
            .and_then(|call| model.sounds.of(call.id));
        let words = Layout::left_to_right(Align::Center);
        if let Some(sides) = sides_of(heard.map(|heard| &**heard)) {
            for (side, top) in sides.iter().zip([13.0, 35.0]) {
                row_ui(ui, top, 20.0, words, |ui| {
                    side_ui(ui, side, player, actions);
                });
            }
        }
        // What there is to pass over is known once the recording was read.
        if player.can_play() && heard.is_some_and(|heard| heard.analysis.is_some()) {
            row_ui(ui, 59.0, 20.0, words, |ui| skip_ui(ui, player, actions));
        }
    }
    row_ui(ui, 88.0, 30.0, line, |ui| {
        menu_ui(ui, model, actions, fold);
        loop_ui(ui, player, actions);
        if !fold.is_narrow {
            volume_ui(ui, player, actions);
            mute_ui(ui, player, actions);
        }
    });
}

pub(super) fn mute_ui(ui: &mut Ui, player: &PlayerView, actions: &mut Actions) {
    let (icon, words) = if player.sound.is_muted {
        (Icon::VolumeOff, "Muted: sound on")
    } else {
        (Icon::Volume, "Mute")
    };
    let name = Command::Mute.name_with_key(words, ui.ctx());
    let is_on = player.sound.is_muted;
    if toggle_ui(ui, (Command::Mute, icon), &name, true, is_on).clicked() {
        actions.push(Action::Player(PlayerAction::Mute(!player.sound.is_muted)));
    }
}

pub(super) fn volume_ui(ui: &mut Ui, player: &PlayerView, actions: &mut Actions) {
    let mut percent = player.sound.volume.0;
    let response = part_ui(ui, "volume", true, |ui| {
        ui.spacing_mut().slider_width = SLIDER_WIDTH;
        ui.spacing_mut().interact_size.y = 16.0;
        let tokens = ui.tokens();
        let visuals = ui.visuals_mut();
        visuals.selection.bg_fill = tokens.accent;
        visuals.widgets.inactive.bg_fill = tokens.unheard;
        let slider = Slider::new(&mut percent, 0..=100)
            .show_value(false)
            .trailing_fill(true)
            .handle_shape(HandleShape::Circle);
        ui.add(slider)
    });
    let value = f64::from(percent);
    response.widget_info(|| egui::WidgetInfo::slider(true, value, "Volume"));
    if response.changed() {
        actions.push(Action::Player(PlayerAction::Volume(Percent(percent))));
    }
}

pub(super) fn loop_ui(ui: &mut Ui, player: &PlayerView, actions: &mut Actions) {
    let is_on = player.looped != Loop::Off;
    let name = Command::Loop.name_with_key(player.looped.step_words(), ui.ctx());
    let of = (Command::Loop, Icon::Repeat);
    if toggle_ui(ui, of, &name, player.has_begun(), is_on).clicked() {
        actions.push(Action::Player(PlayerAction::Loop));
    }
}

/// A button of an icon that is lit while it is on.
fn toggle_ui(
    ui: &mut Ui,
    (command, icon): (Command, Icon),
    name: &str,
    is_enabled: bool,
    is_on: bool,
) -> Response {
    let accent = ui.tokens().accent;
    part_ui(ui, command, is_enabled, |ui| {
        if is_on {
            ui.visuals_mut().widgets.inactive.fg_stroke.color = accent;
        }
        widgets::icon_button_ui(ui, icon, name)
    })
}
