//! One list: what it listens for, what it found, its name.

use egui::{Align, Label, Layout, Margin, Role, ScrollArea, TextEdit, Ui, WidgetInfo};

use super::{ListsPanel, months, phrases, side};
use crate::call::listing::{HeardList, KeywordLists};
use crate::call::name::key;
use crate::ui::bidi;
use crate::ui::theme::{Themed, text};
use crate::ui::{Action, Actions, widgets, words};

pub(super) fn page_ui(
    ui: &mut Ui,
    lists: &KeywordLists,
    shown: &HeardList,
    actions: &mut Actions,
    panel: &mut ListsPanel,
) {
    if panel.renamed.is_some() && !panel.is_only_read {
        rename_ui(ui, lists, shown, actions, panel);
    } else {
        head_ui(ui, shown, panel);
    }
    ui.add_space(12.0);
    if panel.is_deleting && !panel.is_only_read {
        deleting_ui(ui, shown, actions, panel);
        return;
    }
    widgets::scroll_ui(ui, ScrollArea::vertical().auto_shrink(false), |ui| {
        phrases::phrases_ui(ui, &shown.list, actions, panel);
        ui.add_space(12.0);
        months::months_ui(ui, &shown.months);
    });
}

/// The name with what it found, and what can be done with the list.
fn head_ui(ui: &mut Ui, shown: &HeardList, panel: &mut ListsPanel) {
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if !panel.is_only_read {
                change_ui(ui, shown, panel);
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let name = Label::new(text::title(bidi::drawn(&shown.list.name)));
                let name = ui.add(name.truncate());
                let told = &shown.list.name;
                name.widget_info(|| WidgetInfo::labeled(Role::Heading, true, told));
            });
        });
    });
    let found = match shown.calls() {
        0 => "Heard in no call so far".to_owned(),
        calls => format!("Heard in {}", words::calls(calls)),
    };
    ui.label(text::subdued(found));
}

fn change_ui(ui: &mut Ui, shown: &HeardList, panel: &mut ListsPanel) {
    if widgets::button_ui(ui, None, "Delete…").clicked() {
        panel.is_deleting = true;
    }
    if widgets::button_ui(ui, None, "Rename…").clicked() {
        panel.renamed = Some(shown.list.name.clone());
    }
}

fn rename_ui(
    ui: &mut Ui,
    lists: &KeywordLists,
    shown: &HeardList,
    actions: &mut Actions,
    panel: &mut ListsPanel,
) {
    let Some(typed) = &mut panel.renamed else {
        return;
    };
    let old = &shown.list.name;
    let mut wanted = None;
    let mut is_left = false;
    ui.horizontal(|ui| {
        let field = TextEdit::singleline(typed)
            .desired_width(220.0)
            .margin(Margin::symmetric(10, 5))
            .background_color(ui.tokens().raised);
        let field = ui.add(field);
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Name of the list"));
        // The same name in other letters is its own.
        let name = if key(typed) == key(old) {
            Ok(typed.trim().to_owned())
        } else {
            side::free(lists, typed)
        };
        let enters = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let button = ui.add_enabled_ui(name.is_ok(), |ui| {
            widgets::primary_button_ui(ui, None, "Rename").clicked()
        });
        let is_pressed = button.inner;
        is_left = widgets::button_ui(ui, None, "Cancel").clicked();
        match name {
            Ok(name) if is_pressed || enters => wanted = Some(name),
            Ok(_) => {}
            Err(error) => {
                ui.label(text::subdued(error.to_string()));
            }
        }
    });
    if let Some(name) = wanted {
        actions.push(Action::RenameList(old.clone(), name.clone()));
        panel.show(&name);
    } else if is_left {
        panel.renamed = None;
    }
}

fn deleting_ui(ui: &mut Ui, shown: &HeardList, actions: &mut Actions, panel: &mut ListsPanel) {
    let name = &shown.list.name;
    widgets::card_ui(ui, "Delete this list?", |ui| {
        let words = "Its words are forgotten. The calls that it found stay as they are.";
        ui.add(Label::new(text::body(words)).wrap());
        ui.add_space(8.0);
        ui.horizontal(|ui| {
            if widgets::primary_button_ui(ui, None, "Delete the list").clicked() {
                actions.push(Action::DropList(name.clone()));
                panel.is_deleting = false;
            }
            if widgets::button_ui(ui, None, "Keep it").clicked() {
                panel.is_deleting = false;
            }
        });
    });
}
