//! At the right: volume, the loop, and what is chosen rarely in a menu.

use egui::style::HandleShape;
use egui::{Align, Layout, Popup, Response, Slider, Ui};

use super::view::{Lanes, Loop, Percent, PlayerView};
use super::{PlayerAction, row_ui};
use crate::ui::icons::Icon;
use crate::ui::theme::{Themed, text};
use crate::ui::{Action, Actions, widgets};

/// The width where there is no room for the slider, points.
pub(super) const FOLDED_WIDTH: f32 = 84.0;
const SLIDER_WIDTH: f32 = 92.0;

pub(super) fn right_ui(ui: &mut Ui, player: &PlayerView, actions: &mut Actions, is_folded: bool) {
    let line = Layout::right_to_left(Align::Center);
    ui.spacing_mut().item_spacing.x = 4.0;
    if !is_folded {
        row_ui(ui, 21.0, 30.0, line, |ui| {
            volume_ui(ui, player, actions);
            mute_ui(ui, player, actions);
        });
    }
    row_ui(ui, 65.0, 30.0, line, |ui| {
        menu_ui(ui, player, actions, is_folded);
        loop_ui(ui, player, actions);
    });
}

fn mute_ui(ui: &mut Ui, player: &PlayerView, actions: &mut Actions) {
    let (icon, name) = if player.sound.is_muted {
        (Icon::VolumeOff, "Muted: sound on (M)")
    } else {
        (Icon::Volume, "Mute (M)")
    };
    if toggle_ui(ui, icon, name, player.sound.is_muted).clicked() {
        actions.push(Action::Player(PlayerAction::Mute(!player.sound.is_muted)));
    }
}

fn volume_ui(ui: &mut Ui, player: &PlayerView, actions: &mut Actions) {
    let mut percent = player.sound.volume.0;
    let response = ui
        .scope(|ui| {
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
        })
        .inner;
    let value = f64::from(percent);
    response.widget_info(|| egui::WidgetInfo::slider(true, value, "Volume"));
    if response.changed() {
        actions.push(Action::Player(PlayerAction::Volume(Percent(percent))));
    }
}

fn loop_ui(ui: &mut Ui, player: &PlayerView, actions: &mut Actions) {
    let (name, is_on) = match player.looped {
        Loop::Off => ("Repeat from here (R)", false),
        Loop::From(_) => ("Repeat to here (R)", true),
        Loop::Between(..) => ("Repeat no more (R)", true),
    };
    ui.add_enabled_ui(player.can_play(), |ui| {
        if toggle_ui(ui, Icon::Repeat, name, is_on).clicked() {
            actions.push(Action::Player(PlayerAction::Loop));
        }
    });
}

/// A button of an icon that is lit while it is on.
fn toggle_ui(ui: &mut Ui, icon: Icon, name: &str, is_on: bool) -> Response {
    let accent = ui.tokens().accent;
    ui.scope(|ui| {
        if is_on {
            ui.visuals_mut().widgets.inactive.fg_stroke.color = accent;
        }
        widgets::icon_button_ui(ui, icon, name)
    })
    .inner
}

fn menu_ui(ui: &mut Ui, player: &PlayerView, actions: &mut Actions, is_folded: bool) {
    let response = widgets::icon_button_ui(ui, Icon::Sliders, "Sound and playing");
    if response.clicked() {
        actions.push(Action::Player(PlayerAction::ListDevices));
    }
    let menu = Popup::menu(&response).close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside);
    menu.show(|ui| {
        ui.set_min_width(240.0);
        if is_folded {
            ui.horizontal(|ui| {
                mute_ui(ui, player, actions);
                volume_ui(ui, player, actions);
            });
        }
        let mut pressed = |action| actions.push(Action::Player(action));
        if player.is_stereo {
            ui.label(text::strong("Who is heard"));
            for (lanes, words) in [
                (Lanes::Both, "Both sides"),
                (Lanes::Left, "Left channel alone"),
                (Lanes::Right, "Right channel alone"),
            ] {
                if ui.radio(player.sound.lanes == lanes, words).clicked() {
                    pressed(PlayerAction::Lanes(lanes));
                }
            }
            ui.add_space(4.0);
        }
        let mut check =
            |ui: &mut Ui, mut on: bool, words: &str, action: fn(bool) -> PlayerAction| {
                if ui.checkbox(&mut on, words).changed() {
                    pressed(action(on));
                }
            };
        check(
            ui,
            player.sound.is_leveled,
            "Both sides equally loud",
            PlayerAction::Level,
        );
        check(
            ui,
            player.goes_on,
            "Play the next call after each",
            PlayerAction::GoOn,
        );
        if player.can_play() {
            check(
                ui,
                player.is_kept,
                "Keep this recording for good",
                PlayerAction::Keep,
            );
        }
        ui.add_space(4.0);
        devices_ui(ui, player, actions);
    });
}

fn devices_ui(ui: &mut Ui, player: &PlayerView, actions: &mut Actions) {
    ui.label(text::strong("Sound device"));
    let system = std::iter::once((None, "The system’s choice"));
    let named = player
        .sound
        .devices
        .iter()
        .map(|name| (Some(name), name.as_str()));
    for (device, words) in system.chain(named) {
        if ui
            .radio(player.sound.device.as_ref() == device, words)
            .clicked()
        {
            actions.push(Action::Player(PlayerAction::Device(device.cloned())));
        }
    }
}
