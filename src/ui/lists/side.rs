//! All lists with their calls, and the name of a new one.

use egui::{
    Align, Button, Label, Layout, Margin, Role, ScrollArea, TextEdit, Ui, WidgetInfo, vec2,
};

use super::ListsPanel;
use crate::call::KeywordList;
use crate::call::listing::KeywordLists;
use crate::call::name::{NameError, checked, key};
use crate::ui::bidi;
use crate::ui::model::Model;
use crate::ui::theme::{Themed, text};
use crate::ui::{Action, Actions, widgets, words};

const ROW: f32 = 34.0;

pub(super) fn side_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, panel: &mut ListsPanel) {
    let title = ui.label(text::name("Keyword lists"));
    title.widget_info(|| WidgetInfo::labeled(Role::Heading, true, "Keyword lists"));
    ui.add_space(8.0);
    let none = KeywordLists::default();
    let lists = model.keyword_lists.as_deref().unwrap_or(&none);
    if panel.is_only_read {
        let words = "Only read while names are masked.";
        ui.add(Label::new(text::caption(words)).wrap());
    } else {
        new_ui(ui, lists, actions, panel);
    }
    ui.add_space(8.0);
    widgets::scroll_ui(ui, ScrollArea::vertical().auto_shrink(false), |ui| {
        ui.spacing_mut().item_spacing.y = 2.0;
        own_ui(ui, lists, panel);
        senders_ui(ui, &lists.senders);
    });
}

fn count(calls: u64) -> String {
    words::count(usize::try_from(calls).unwrap_or(usize::MAX))
}

fn own_ui(ui: &mut Ui, lists: &KeywordLists, panel: &mut ListsPanel) {
    let shown = panel.of(lists).map(|one| one.list.name.clone());
    for one in &lists.own {
        let name = &one.list.name;
        let is_shown = shown.as_ref() == Some(name);
        let calls = count(one.calls());
        let button = Button::selectable(is_shown, text::body(bidi::drawn(name)))
            .right_text(text::subdued(&calls))
            .truncate()
            .min_size(vec2(ui.available_width(), ROW));
        let row = ui.add(button);
        let told = format!("{name}, {}", words::calls(one.calls()));
        row.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_shown, &told));
        if row.clicked() {
            panel.show(name);
        }
    }
}

/// The sender's lists, for comparison.
fn senders_ui(ui: &mut Ui, senders: &[(String, u64)]) {
    if senders.is_empty() {
        return;
    }
    ui.add_space(12.0);
    ui.label(text::caption("The sender’s own"));
    for (name, calls) in senders {
        ui.horizontal(|ui| {
            ui.set_min_height(ROW - 8.0);
            ui.add_space(12.0);
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                ui.add_space(12.0);
                ui.label(text::subdued(count(*calls)));
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let drawn = text::subdued(bidi::drawn(name));
                    ui.add(Label::new(drawn).truncate());
                });
            });
        });
    }
}

/// From this width on the button has room beside the field, points.
const BESIDE: f32 = 160.0;

/// The name of a new list, and the button that makes it.
fn new_ui(ui: &mut Ui, lists: &KeywordLists, actions: &mut Actions, panel: &mut ListsPanel) {
    let name = free(lists, &panel.new_name);
    let mut is_wanted = false;
    let width = ui.available_width();
    let (height, layout) = if width < BESIDE {
        (68.0, Layout::bottom_up(Align::Max))
    } else {
        (32.0, Layout::right_to_left(Align::Center))
    };
    ui.allocate_ui_with_layout(vec2(width, height), layout, |ui| {
        let button = ui.add_enabled_ui(name.is_ok(), |ui| widgets::button_ui(ui, None, "Add"));
        let button = button.inner;
        button.widget_info(|| WidgetInfo::labeled(Role::Button, true, "Add a list"));
        is_wanted = button.clicked();
        if let Err(error) = name
            && error != NameError::Empty
        {
            button.on_disabled_hover_text(text::body(error.to_string()));
        }
        let field = TextEdit::singleline(&mut panel.new_name)
            .hint_text(text::subdued("Name of a new list"))
            .desired_width(f32::INFINITY)
            .margin(Margin::symmetric(10, 5))
            .background_color(ui.tokens().raised);
        let field = ui.add(field);
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Name of a new list"));
        is_wanted |= field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    });
    if let (true, Ok(name)) = (is_wanted, free(lists, &panel.new_name)) {
        panel.show(&name);
        panel.new_name.clear();
        let phrases = Vec::new();
        actions.push(Action::KeepList(KeywordList { name, phrases }));
    }
}

/// A name that no other list has.
pub(super) fn free(lists: &KeywordLists, typed: &str) -> Result<String, NameError> {
    let name = checked(typed)?;
    let is_taken = lists
        .own
        .iter()
        .any(|one| key(&one.list.name) == key(&name));
    if is_taken {
        Err(NameError::Taken)
    } else {
        Ok(name)
    }
}
