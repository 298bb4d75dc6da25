//! The player in a window that is small, or whose text is large: the waveform above, what one uses most below.

use egui::{Align, Label, Layout, Rect, Sense, Ui, UiBuilder, vec2};

use super::left::{buttons_ui, told};
use super::right::{Fold, loop_ui};
use super::view::WayOut;
use super::{PlayerBar, menu, part_ui, trouble, waveform};
use crate::ui::icons::Icon;
use crate::ui::model::Model;
use crate::ui::theme::{Themed, text};
use crate::ui::{Action, Actions, shell};

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
    let (above, below) = rect.split_top_bottom_at_y(rect.bottom() - ROW - 6.0);
    ui.scope_builder(UiBuilder::new().max_rect(above), |ui| {
        match &player.trouble {
            Some(trouble) if !player.can_play() => trouble::trouble_ui(ui, trouble, actions),
            _ => waveform::waveform_ui(ui, model, actions, bar),
        }
    });
    let row = Rect::from_min_size(below.min, vec2(below.width(), ROW));
    row_ui(ui, row, model, actions);
}

/// That row alone, where there is no height for a waveform; what is wrong takes the place of the words.
pub(super) fn short_ui(ui: &mut Ui, model: &Model, actions: &mut Actions) {
    let rect = ui.available_rect_before_wrap();
    let row = Rect::from_center_size(rect.center(), vec2(rect.width(), ROW));
    row_ui(ui, row, model, actions);
}

fn row_ui(ui: &mut Ui, row: Rect, model: &Model, actions: &mut Actions) {
    let player = &model.player;
    // Elsewhere it is told above.
    let trouble = player.trouble.as_ref().filter(|_| shell::is_short(ui));
    let can_play = player.can_play();
    let line = Layout::left_to_right(Align::Center);
    ui.scope_builder(UiBuilder::new().max_rect(row).layout(line), |ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.spacing_mut().interact_size.y = 30.0;
        // What cannot be pressed leaves its room to what is wrong.
        if trouble.is_none() || can_play {
            buttons_ui(ui, player, actions, true);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let fold = Fold {
                is_narrow: true,
                is_tight: true,
            };
            menu::menu_ui(ui, model, actions, &fold);
            if trouble.is_none() || can_play {
                loop_ui(ui, player, actions);
            }
            // The button that plays does the same.
            let way_out = trouble.map(|trouble| trouble.way_out);
            if let Some(way_out) = way_out.filter(|way| *way != WayOut::PlayAgain) {
                trouble::way_out_ui(ui, way_out, false, actions);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add_space(4.0);
                if let Some(trouble) = trouble {
                    Icon::Warning.show(ui, 14.0, ui.tokens().warning);
                    let words = format!("{} {}", trouble.what, trouble.advice);
                    ui.add(Label::new(text::caption(words)).truncate());
                } else {
                    who_ui(ui, model, actions);
                }
            });
        });
    });
}

/// Where it is and whose call it is; a press shows that call.
fn who_ui(ui: &mut Ui, model: &Model, actions: &mut Actions) {
    let Some(call) = &model.player.call else {
        return;
    };
    let words = format!("{} · {}", told(&model.player), call.who);
    let label = Label::new(text::caption(words))
        .selectable(false)
        .truncate();
    let label = label.sense(Sense::click());
    let response = part_ui(ui, "who", true, |ui| ui.add(label));
    let hint = format!("Show the call of {}", call.who);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &hint));
    if response.clicked() {
        actions.push(Action::SelectCall(call.id));
    }
}
