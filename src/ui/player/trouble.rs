//! Why nothing is heard, and the way on.

use std::sync::Arc;

use egui::{Align, FontSelection, Label, Layout, RichText, Ui, WidgetText};

use super::view::{Trouble, WayOut};
use super::{PlayerAction, part_ui};
use crate::ui::icons::Icon;
use crate::ui::model::Screen;
use crate::ui::theme::{Themed, text};
use crate::ui::{Action, Actions, widgets};

/// Lines of the advice where there is no button; above one there are half as many.
const ROWS: usize = 4;
/// Where there is less height there are half as many, points.
const TALL: f32 = 120.0;

/// Fills the place of the track.
pub(super) fn trouble_ui(ui: &mut Ui, trouble: &Trouble, actions: &mut Actions) {
    let is_flat = ui.max_rect().height() < TALL;
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
            let has_button = trouble.way_out != WayOut::None;
            let rows = if is_flat { ROWS / 2 } else { ROWS };
            let rows = if has_button { rows / 2 } else { rows };
            let advice = cut_off(ui, text::caption(&trouble.advice), rows);
            ui.add(advice);
            ui.add_space(4.0);
            ui.horizontal(|ui| way_out_ui(ui, trouble.way_out, true, actions));
        });
    });
}

/// So many rows of a text; where there is more of it, it shows whole on hover.
fn cut_off(ui: &Ui, text: RichText, rows: usize) -> Label {
    let job =
        WidgetText::from(text).into_layout_job(ui.style(), FontSelection::Default, Align::Min);
    let mut job = Arc::unwrap_or_clone(job);
    job.wrap.max_rows = rows;
    Label::new(job).wrap()
}

/// The buttons that do something about it, or the first of them alone.
pub(super) fn way_out_ui(ui: &mut Ui, way_out: WayOut, has_room: bool, actions: &mut Actions) {
    let again = ("Try again", Action::Player(PlayerAction::TryAgain));
    let ways = match way_out {
        WayOut::None => Vec::new(),
        WayOut::TryAgain => vec![again],
        WayOut::Settings => vec![
            ("Open the settings", Action::ShowScreen(Screen::Settings)),
            again,
        ],
        WayOut::PlayAgain => vec![("Play on", Action::Player(PlayerAction::Toggle))],
    };
    let most = if has_room { ways.len() } else { 1 };
    for (label, action) in ways.into_iter().take(most) {
        let button = part_ui(ui, label, true, |ui| widgets::button_ui(ui, None, label));
        if button.clicked() {
            actions.push(action);
        }
    }
}
