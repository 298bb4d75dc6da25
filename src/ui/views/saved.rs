//! The person's own views: a question is kept under a name, called otherwise, given up.

use egui::{Popup, PopupCloseBehavior, Response, Role, TextEdit, Ui, WidgetInfo};

use crate::call::name::{NameError, checked, key};
use crate::call::view::is_built_in;
use crate::call::{Look, View};
use crate::ui::icons::Icon;
use crate::ui::model::Search;
use crate::ui::theme::{Themed, text};
use crate::ui::{Action, Actions, widgets};

/// What is being typed about views.
#[derive(Default)]
pub struct SavedState {
    name: String,
    /// The view that goes with the next press.
    going: Option<String>,
    /// How wide the room for the tabs is and how high they are in it with their counts, points; none before these were known.
    pub size: Option<(f32, f32)>,
}

/// The button that keeps the typed question, or changes the view that is shown; absent where there is neither.
pub(super) fn saved_ui(
    ui: &mut Ui,
    search: &Search,
    look: &Look,
    actions: &mut Actions,
    state: &mut SavedState,
) {
    let typed = search.typed.trim();
    let views = search.views.iter().map(|(view, _)| view);
    match views.clone().find(|view| view.question == typed) {
        Some(view) if is_built_in(&view.name) => {}
        Some(view) => {
            let name = format!("Change the view {}", view.name);
            let button = widgets::icon_button_ui(ui, Icon::ChevronDown, &name);
            popup(&button, |ui| change_ui(ui, search, view, actions, state));
        }
        None if typed.is_empty() => {}
        None => {
            let name = "Keep this question as a view";
            let button = widgets::icon_button_ui(ui, Icon::Plus, name);
            popup(&button, |ui| keep_ui(ui, search, look, actions, state));
        }
    }
}

fn popup(button: &Response, add_contents: impl FnOnce(&mut Ui)) {
    Popup::menu(button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            ui.set_width(240.0);
            widgets::menu_scrolled_ui(ui, add_contents);
        });
}

fn keep_ui(
    ui: &mut Ui,
    search: &Search,
    look: &Look,
    actions: &mut Actions,
    state: &mut SavedState,
) {
    if let Some(name) = name_ui(ui, search, "Keep", state) {
        actions.push(Action::KeepView(View {
            name,
            question: search.typed.trim().to_owned(),
            sort: search.sort,
            columns: if look.is_table {
                look.columns.clone()
            } else {
                Vec::new()
            },
        }));
        ui.close();
    }
}

fn change_ui(
    ui: &mut Ui,
    search: &Search,
    view: &View,
    actions: &mut Actions,
    state: &mut SavedState,
) {
    if let Some(name) = name_ui(ui, search, "Rename", state) {
        actions.push(Action::RenameView(view.name.clone(), name));
        ui.close();
    }
    ui.add_space(4.0);
    let is_going = state.going.as_ref() == Some(&view.name);
    let label = if is_going {
        "Press again to delete it"
    } else {
        "Delete…"
    };
    if widgets::button_ui(ui, None, label).clicked() {
        if is_going {
            state.going = None;
            actions.push(Action::DropView(view.name.clone()));
            ui.close();
        } else {
            state.going = Some(view.name.clone());
        }
    }
}

/// A field for a name and the button beside it; the name, once it is one and wanted.
fn name_ui(ui: &mut Ui, search: &Search, verb: &str, state: &mut SavedState) -> Option<String> {
    let mut is_wanted = false;
    ui.horizontal(|ui| {
        let field = TextEdit::singleline(&mut state.name)
            .hint_text(text::subdued("Name"))
            .desired_width(150.0)
            .background_color(ui.tokens().raised);
        let field = ui.add(field);
        field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, "Name of the view"));
        let enter = ui.input(|input| input.key_pressed(egui::Key::Enter));
        is_wanted = field.lost_focus() && enter;
        is_wanted |= widgets::button_ui(ui, None, verb).clicked();
    });
    let checked = free(&state.name, search);
    if let Err(error) = &checked
        && *error != NameError::Empty
    {
        let words = text::caption(error.to_string());
        ui.label(words.color(ui.tokens().sentiment_negative));
    }
    let name = checked.ok().filter(|_| is_wanted)?;
    state.name.clear();
    Some(name)
}

/// The name as it is kept, where no other view has it.
fn free(typed: &str, search: &Search) -> Result<String, NameError> {
    let name = checked(typed)?;
    let mut known = search.views.iter().map(|(view, _)| key(&view.name));
    if is_built_in(&name) || known.any(|other| other == key(&name)) {
        return Err(NameError::Taken);
    }
    Ok(name)
}
