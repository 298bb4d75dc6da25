//! The player in a window that is small, or whose text is large: the waveform above, what one uses most below.

use egui::{Align, Label, Layout, Rect, Sense, Ui, UiBuilder, vec2};

use super::left::{buttons_ui, told};
use super::right::{Fold, loop_ui};
use super::{PlayerBar, menu, trouble, waveform};
use crate::ui::model::Model;
use crate::ui::theme::text;
use crate::ui::{Action, Actions};

/// Points.
const ROW: f32 = 34.0;

pub(super) fn tight_ui(
    ui: &mut Ui,
    rect: Rect,
    model: &Model,
    actions: &mut Actions,
    bar: &mut PlayerBar,
) {
    let player = &model.player;
    let Some(call) = &player.call else { return };
    let (above, below) = rect.split_top_bottom_at_y(rect.bottom() - ROW - 6.0);
    ui.scope_builder(UiBuilder::new().max_rect(above), |ui| {
        match &player.trouble {
            Some(trouble) if !player.can_play() => trouble::trouble_ui(ui, trouble, actions),
            _ => waveform::waveform_ui(ui, model, actions, bar),
        }
    });
    let row = Rect::from_min_size(below.min, vec2(below.width(), ROW));
    let line = Layout::left_to_right(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(row).layout(line), |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.spacing_mut().interact_size.y = 30.0;
        buttons_ui(ui, player, actions, true);
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let fold = Fold {
                is_narrow: true,
                is_tight: true,
            };
            menu::menu_ui(ui, model, actions, &fold);
            loop_ui(ui, player, actions);
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add_space(4.0);
                let words = format!("{} · {}", told(player), call.who);
                let label = Label::new(text::caption(words))
                    .selectable(false)
                    .truncate();
                let response = ui.add(label.sense(Sense::click()));
                let hint = format!("Show the call of {}", call.who);
                response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &hint));
                if response.clicked() {
                    actions.push(Action::SelectCall(call.id));
                }
            });
        });
    });
}
