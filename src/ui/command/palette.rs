//! The palette: every command by its words, over everything.

mod found;
mod row;

use egui::accesskit::Node;
use egui::{
    Align2, Frame, Id, Key, Label, Margin, Modal, Role, ScrollArea, TextEdit, Ui, WidgetInfo, vec2,
};

use self::found::{Entry, entries};
use super::Command;
use super::spec::{At, Now};
use crate::ui::icons::Icon;
use crate::ui::keys::take;
use crate::ui::model::Model;
use crate::ui::theme::{Themed, text};
use crate::ui::{Actions, ViewState, shell};

/// How wide it is where there is room, and how far from the top of the window, points.
const WIDTH: f32 = 560.0;
const TOP: f32 = 48.0;
/// What is left around it in a small window, points.
const AROUND: f32 = 24.0;
/// How many rows are seen at once where there is room.
const ROWS: f32 = 10.0;
/// Rows that Page Up and Page Down go.
const PAGE: usize = 8;
/// How many commands that were used are remembered.
const RECENT: usize = 8;

/// What is remembered of it.
#[derive(Default)]
pub struct Palette {
    is_open: bool,
    typed: String,
    chosen: usize,
    /// The row that is chosen is to be brought into view.
    has_moved: bool,
    /// Those that were used last, the last first.
    recent: Vec<Command>,
    /// What was chosen and is still to be done.
    going: Option<Command>,
}

impl Palette {
    /// Shows it, with nothing typed.
    pub fn open(&mut self) {
        *self = Self {
            is_open: true,
            has_moved: true,
            recent: std::mem::take(&mut self.recent),
            ..Self::default()
        };
    }

    /// True while it covers the window.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Remembers that a command was used.
    pub fn used(&mut self, command: Command) {
        self.recent.retain(|other| *other != command);
        self.recent.insert(0, command);
        self.recent.truncate(RECENT);
    }

    /// Up and down among so many rows, and round at both ends.
    fn take_moves(&mut self, ui: &Ui, count: usize) {
        let Some(last) = count.checked_sub(1) else {
            return;
        };
        let at = self.chosen.min(last);
        let moved = [
            (Key::ArrowDown, if at == last { 0 } else { at + 1 }),
            (Key::ArrowUp, at.checked_sub(1).unwrap_or(last)),
            (Key::PageDown, (at + PAGE).min(last)),
            (Key::PageUp, at.saturating_sub(PAGE)),
        ];
        for (key, to) in moved {
            if take(ui, key) {
                self.chosen = to;
                self.has_moved = true;
            }
        }
    }
}

/// Draws it while it is open, and does what is chosen.
pub fn palette_ui(ui: &Ui, model: &Model, actions: &mut Actions, view: &mut ViewState) {
    if !view.palette.is_open {
        go_on(ui, model, actions, view);
        return;
    }
    let mut palette = std::mem::take(&mut view.palette);
    let entries = entries(&palette.typed, &palette.recent, &Now { model, view });
    let room = ui.ctx().content_rect();
    let width = WIDTH.min(room.width() - 2.0 * AROUND);
    let id = Id::unique("palette");
    let area = Modal::default_area(id).anchor(
        Align2::CENTER_TOP,
        [
            0.0,
            if shell::is_short(ui) {
                AROUND / 2.0
            } else {
                TOP
            },
        ],
    );
    let frame = Frame::popup(ui.style()).inner_margin(8);
    let sheet = Modal::new(id).area(area).frame(frame);
    let sheet = sheet.show(ui.ctx(), |ui| {
        ui.set_width(width);
        palette.take_moves(ui, entries.len());
        let enters = take(ui, Key::Enter);
        field_ui(ui, &mut palette, &entries);
        ui.add_space(6.0);
        let pressed = rows_ui(ui, &mut palette, &entries);
        pressed.or(enters.then_some(palette.chosen))
    });
    let chosen = sheet.inner.and_then(|index| entries.get(index));
    let chosen = chosen.filter(|entry| entry.why_not.is_none());
    if let Some(entry) = chosen {
        palette.used(entry.command);
        palette.going = Some(entry.command);
    }
    palette.is_open = !sheet.should_close() && chosen.is_none();
    view.palette = palette;
}

/// Does what was chosen, once nothing covers the window any more: until then nothing in it can be given the focus.
fn go_on(ui: &Ui, model: &Model, actions: &mut Actions, view: &mut ViewState) {
    if view.palette.going.is_none() {
        return;
    }
    ui.request_repaint();
    let is_covered = ui.memory(|memory| memory.top_modal_layer().is_some());
    if let Some(command) = view.palette.going.take_if(|_| !is_covered) {
        command.run(&mut At {
            ui,
            model,
            actions,
            view,
        });
    }
}

fn field_ui(ui: &mut Ui, palette: &mut Palette, entries: &[Entry]) {
    Frame::new()
        .inner_margin(Margin::symmetric(8, 6))
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.spacing_mut().interact_size.y = 20.0;
                Icon::Search.show(ui, 16.0, ui.tokens().text_subdued);
                let field = TextEdit::singleline(&mut palette.typed)
                    .id(Id::unique("palette field"))
                    .frame(Frame::NONE)
                    .margin(Margin::ZERO)
                    .desired_width(f32::INFINITY)
                    .hint_text(text::subdued("What do you want to do?"));
                let field = ui.add(field);
                field
                    .widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, "Find a command"));
                if let Some(entry) = entries.get(palette.chosen) {
                    let chosen = row::id(entry.command);
                    ui.ctx()
                        .accesskit_node_builder(field.id, |node: &mut Node| {
                            node.set_active_descendant(chosen.accesskit_id());
                        });
                }
                if field.changed() {
                    palette.chosen = 0;
                    palette.has_moved = true;
                }
                field.request_focus();
            });
        });
}

/// The rows; the one that was pressed.
fn rows_ui(ui: &mut Ui, palette: &mut Palette, entries: &[Entry]) -> Option<usize> {
    if entries.is_empty() {
        Frame::new().inner_margin(8).show(ui, |ui| {
            let words = "No command is called like that.";
            ui.add(Label::new(text::subdued(words)).selectable(false));
        });
        return None;
    }
    let room = ui.ctx().content_rect().bottom() - ui.cursor().top() - AROUND;
    let height = (ROWS * row::HEIGHT).min(room);
    let mut pressed = None;
    let points_elsewhere = ui.input(|input| input.pointer.delta() != egui::Vec2::ZERO);
    ScrollArea::vertical()
        .max_height(height)
        .auto_shrink([false, true])
        .show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(0.0, 0.0);
            ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
                node.set_role(Role::ListBox);
                node.set_label("Commands");
            });
            for (index, entry) in entries.iter().enumerate() {
                let is_chosen = index == palette.chosen;
                let response = row::row_ui(ui, entry, is_chosen);
                if is_chosen && palette.has_moved {
                    response.scroll_to_me(None);
                }
                if response.hovered() && points_elsewhere {
                    palette.chosen = index;
                }
                if response.clicked() {
                    pressed = Some(index);
                }
            }
        });
    palette.has_moved = false;
    pressed
}
