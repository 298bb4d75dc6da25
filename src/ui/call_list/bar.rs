//! The bar under the list: what is done with the calls that are chosen together, and how far a work on them is.

use egui::{Align, Button, Frame, Label, Layout, Margin, Popup, ProgressBar, Role, Ui, WidgetInfo};

use super::Chosen;
use crate::call::{Choice, Mark};
use crate::ui::command::Command;
use crate::ui::icons::Icon;
use crate::ui::model::{Bulk, BulkAction, Model, Work};
use crate::ui::theme::{Themed, text};
use crate::ui::{Action, Actions, widgets, words};

const HEIGHT: f32 = 48.0;

/// True while there is something to show in it.
pub(super) fn is_wanted(bulk: &Bulk, chosen: &Chosen) -> bool {
    !chosen.is_empty() || bulk.work.is_some()
}

/// Draws it.
pub(super) fn bar_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, chosen: &mut Chosen) {
    let margin = Margin::symmetric(8, 0);
    let frame = Frame::new().fill(ui.tokens().raised).inner_margin(margin);
    frame.show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            ui.set_height(HEIGHT);
            ui.spacing_mut().item_spacing.x = 2.0;
            if let Some(work) = &model.bulk.work {
                work_ui(ui, work, actions);
            } else {
                chosen_ui(ui, actions, chosen);
            }
        });
    });
}

fn work_ui(ui: &mut Ui, work: &Work, actions: &mut Actions) {
    let told = if work.total == 0 {
        work.words.to_owned()
    } else {
        let (done, total) = (words::count(work.done), words::count(work.total));
        format!("{} {done} of {total}", work.words)
    };
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        if widgets::button_ui(ui, None, "Stop").clicked() {
            actions.push(Action::Bulk(BulkAction::Stop));
        }
        ui.add_space(8.0);
        ui.with_layout(Layout::top_down(Align::Min), |ui| {
            ui.add_space(8.0);
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.add(
                Label::new(text::caption(&told))
                    .selectable(false)
                    .truncate(),
            );
            #[expect(clippy::cast_precision_loss, reason = "a part of one")]
            let share = work.done as f32 / work.total.max(1) as f32;
            let accent = ui.tokens().accent;
            ui.visuals_mut().extreme_bg_color = ui.tokens().unheard;
            let bar = ui.add(ProgressBar::new(share).desired_height(4.0).fill(accent));
            bar.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, &told));
        });
    });
}

fn chosen_ui(ui: &mut Ui, actions: &mut Actions, chosen: &mut Chosen) {
    if widgets::icon_button_ui(
        ui,
        Icon::Close,
        &Command::ChooseNone.name_with_key("Choose none", ui.ctx()),
    )
    .clicked()
    {
        chosen.clear();
        return;
    }
    ui.add_space(4.0);
    let told = format!("{} chosen", words::count(chosen.choice().len()));
    let label = ui.add(Label::new(text::strong(&told)).selectable(false));
    label.widget_info(|| WidgetInfo::labeled(Role::Status, true, &told));
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        let calls = chosen.choice();
        let more = widgets::icon_button_ui(ui, Icon::ChevronDown, "More for the chosen calls");
        Popup::menu(&more)
            .show(|ui| widgets::menu_scrolled_ui(ui, |ui| more_ui(ui, actions, calls)));
        for (icon, command, name, mark) in [
            (
                Icon::Check,
                Command::Review,
                "Mark as reviewed",
                Mark::Reviewed,
            ),
            (Icon::Star, Command::Star, "Star", Mark::Starred),
        ] {
            let name = command.name_with_key(name, ui.ctx());
            if widgets::icon_button_ui(ui, icon, &name).clicked() {
                actions.push(marking(mark, true, calls));
            }
        }
    });
}

fn more_ui(ui: &mut Ui, actions: &mut Actions, calls: &Choice) {
    ui.set_min_width(200.0);
    let entries = [
        ("Export…", Action::Bulk(BulkAction::AskExport)),
        ("Take the stars off", marking(Mark::Starred, false, calls)),
        (
            "Mark as not reviewed",
            marking(Mark::Reviewed, false, calls),
        ),
        (
            "Copy numbers",
            Action::Bulk(BulkAction::CopyNumbers(calls.clone())),
        ),
    ];
    for (words, action) in entries {
        if ui
            .add(Button::new(text::body(words)).frame(false))
            .clicked()
        {
            actions.push(action);
        }
    }
}

fn marking(mark: Mark, on: bool, calls: &Choice) -> Action {
    let calls = calls.clone();
    Action::Bulk(BulkAction::Mark { mark, on, calls })
}
