//! The parts of the settings, and the field in which they are searched.

use egui::{Button, Frame, Id, Key, Margin, Role, ScrollArea, TextEdit, Ui, WidgetInfo, vec2};

use super::{Section, SettingsState};
use crate::ui::theme::{Themed, text};
use crate::ui::widgets;

const ROW: f32 = 34.0;

/// The field, so that a key can lead there.
pub fn search_id() -> Id {
    Id::unique("search settings")
}

/// Draws them into the place of the list; true when what was chosen or searched is to be shown.
pub fn side_ui(ui: &mut Ui, state: &mut SettingsState) -> bool {
    let mut is_chosen = false;
    let area = ScrollArea::vertical().auto_shrink(false);
    widgets::scroll_ui(ui, area, |ui| {
        Frame::new()
            .inner_margin(Margin::symmetric(16, 14))
            .show(ui, |ui| {
                let title = ui.label(text::name("Settings"));
                title.widget_info(|| WidgetInfo::labeled(Role::Heading, true, "Settings"));
                ui.add_space(8.0);
                let field = TextEdit::singleline(&mut state.typed)
                    .id(search_id())
                    .hint_text(text::subdued("Search the settings"))
                    .desired_width(f32::INFINITY)
                    .margin(Margin::symmetric(10, 7))
                    .background_color(ui.tokens().raised);
                let field = ui.add(field);
                field.widget_info(|| {
                    WidgetInfo::labeled(Role::SearchInput, true, "Search the settings")
                });
                if field.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
                    state.typed.clear();
                }
                is_chosen = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
                ui.add_space(8.0);
                ui.spacing_mut().item_spacing.y = 2.0;
                for section in Section::ALL {
                    is_chosen |= section_ui(ui, section, state);
                }
            });
    });
    is_chosen
}

/// One of them; true when it was pressed.
fn section_ui(ui: &mut Ui, section: Section, state: &mut SettingsState) -> bool {
    let is_shown = state.typed.trim().is_empty() && state.section == section;
    let name = section.words();
    let width = ui.available_width();
    let button = Button::selectable(is_shown, text::body(name))
        .right_text("")
        .min_size(vec2(width, ROW));
    let response = ui.add(button);
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_shown, name));
    if response.clicked() {
        state.go_to(section, 0.0);
        state.typed.clear();
        state.going = None;
    }
    response.clicked()
}
