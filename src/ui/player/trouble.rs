//! Why nothing is heard, and the way on.

use egui::{Align, Label, Layout, Ui};

use super::PlayerAction;
use super::view::{Trouble, WayOut};
use crate::ui::icons::Icon;
use crate::ui::theme::{Themed, text};
use crate::ui::{Action, Actions, widgets};

/// Fills the place of the track.
pub(super) fn trouble_ui(ui: &mut Ui, trouble: &Trouble, actions: &mut Actions) {
    ui.add_space(14.0);
    ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
        ui.add_space(20.0);
        let color = ui.tokens().warning;
        ui.vertical(|ui| {
            ui.add_space(2.0);
            Icon::Warning.show(ui, 16.0, color);
        });
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 2.0;
            ui.set_max_width(ui.available_width() - 20.0);
            ui.add(Label::new(text::body(&trouble.what).strong()).truncate());
            let advice = Label::new(text::caption(&trouble.advice));
            let has_room = trouble.way_out == WayOut::None;
            ui.add(if has_room {
                advice.wrap()
            } else {
                advice.truncate()
            });
            ui.add_space(4.0);
            way_out_ui(ui, trouble.way_out, actions);
        });
    });
}

/// The button that does something about it.
pub(super) fn way_out_ui(ui: &mut Ui, way_out: WayOut, actions: &mut Actions) {
    let (label, action) = match way_out {
        WayOut::None => return,
        WayOut::TryAgain => ("Try again", PlayerAction::TryAgain),
        WayOut::PlayAgain => ("Play on", PlayerAction::Toggle),
    };
    if widgets::button_ui(ui, None, label).clicked() {
        actions.push(Action::Player(action));
    }
}
