//! A window with room for one column: the list, or the page with a way back to it.

use egui::{Frame, Key, Margin, Memory, Panel, Ui};

use super::page_id;
use crate::ui::command::Command;
use crate::ui::icons::Icon;
use crate::ui::model::{Model, Screen};
use crate::ui::theme::Themed;
use crate::ui::view::ViewState;
use crate::ui::{Action, widgets};

const HEIGHT: f32 = 38.0;

/// True where list and page do not fit beside each other.
pub(super) fn is_needed(ui: &Ui) -> bool {
    ui.ctx().content_rect().width() < super::RAIL + super::LIST_RANGE[0] + super::PAGE_MIN
}

/// Whether the page stands there; the keys lead to it and back as they do where both are seen.
pub(super) fn shows_page(ui: &Ui, model: &Model, state: &mut ViewState) -> bool {
    let focused = ui.memory(Memory::focused);
    // Escape has taken the focus before any widget is drawn.
    let escapes = focused.is_none() && ui.input(|input| input.key_pressed(Key::Escape));
    let is_left = escapes && std::mem::take(&mut state.has_page_focus);
    state.is_page_alone = !is_left && (state.is_page_alone || focused == Some(page_id()));
    if state.is_page_alone && focused.is_none() && !state.is_covered(model) {
        ui.memory_mut(|memory| memory.request_focus(page_id()));
    }
    state.has_page_focus = ui.memory(|memory| memory.has_focus(page_id()));
    state.is_page_alone
}

/// Follows what was pressed in this frame: another screen begins with its list, and what is opened is shown. What
/// the keys opened before, `by_keys` of them, is seen in the list that they go through.
pub(super) fn follow(ui: &Ui, actions: &[Action], by_keys: usize, state: &mut ViewState) {
    for (at, action) in actions.iter().enumerate() {
        match action {
            Action::ShowScreen(_) => {
                state.is_page_alone = false;
                // The page that has the focus would be shown for it.
                ui.memory_mut(|memory| memory.surrender_focus(page_id()));
            }
            Action::SelectCall(_) | Action::SelectDelivery(_) | Action::SelectRequest(_)
                if at >= by_keys =>
            {
                state.is_page_alone = true;
            }
            _ => {}
        }
    }
}

/// The way back, above the page.
pub(super) fn back_ui(ui: &mut Ui, screen: Screen, state: &mut ViewState) {
    let list = match screen {
        Screen::Calls => "Calls",
        Screen::Deliveries => "Deliveries",
        Screen::Settings => "Settings",
    };
    let frame = Frame::new()
        .fill(ui.tokens().surface)
        .inner_margin(Margin::symmetric(8, 0));
    Panel::top("way back")
        .exact_size(HEIGHT)
        .show_separator_line(false)
        .frame(frame)
        .show(ui, |ui| {
            ui.horizontal_centered(|ui| {
                let back = widgets::button_ui(ui, Some(Icon::ArrowLeft), list);
                let hint = Command::ToList.name_with_key("Back to the list", ui.ctx());
                if back.on_hover_text(hint).clicked() {
                    state.is_page_alone = false;
                    ui.memory_mut(|memory| memory.surrender_focus(page_id()));
                }
            });
        });
}
