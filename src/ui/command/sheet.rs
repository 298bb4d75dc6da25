//! The sheet of keys, over everything.

use egui::{Frame, Id, Key, Label, Modal, Role, ScrollArea, Ui, WidgetInfo, vec2};

use super::Command;
use super::spec::Section;
use crate::ui::keys::take;
use crate::ui::theme::text;
use crate::ui::widgets;

/// Of one column at least, and at most, points.
const COLUMN: f32 = 340.0;
const WIDEST: f32 = 404.0;
/// What the longest keys take, points.
const KEYS: f32 = 152.0;
const GAP: f32 = 24.0;
const ROW: f32 = 22.0;
const HEADING: f32 = 40.0;
/// What is left around it, its own margin included, and what its title and button take, points.
const AROUND: f32 = 80.0;
const ENDS: f32 = 116.0;

/// Draws it; clears `shown` when it is closed.
pub fn sheet_ui(ui: &Ui, shown: &mut bool) {
    let room = ui.ctx().content_rect().size() - vec2(AROUND, AROUND);
    let frame = Frame::popup(ui.style()).inner_margin(24);
    let sheet = Modal::new(Id::unique("keys")).frame(frame);
    let sheet = sheet.show(ui.ctx(), |ui| {
        ui.set_max_size(room);
        ui.spacing_mut().interact_size.y = 20.0;
        let title = ui.label(text::title("Keys"));
        title.widget_info(|| WidgetInfo::labeled(Role::Heading, true, "Keys"));
        ui.add_space(4.0);
        let words = "Tab goes through everything that can be pressed; Space or Enter presses it.";
        ui.add(Label::new(text::subdued(words)).wrap());
        ui.add_space(8.0);
        let columns = columns(room.x);
        #[expect(clippy::cast_precision_loss, reason = "three at most")]
        let count = columns.len() as f32;
        let width = ((room.x + GAP) / count - GAP).min(WIDEST);
        ScrollArea::vertical()
            .max_height(room.y - ENDS)
            .auto_shrink([true, true])
            .show(ui, |ui| {
                scroll(ui, room.y);
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = GAP;
                    for sections in &columns {
                        ui.allocate_ui(vec2(width, 0.0), |ui| {
                            ui.vertical(|ui| {
                                for section in sections {
                                    section_ui(ui, *section);
                                }
                            });
                        });
                    }
                });
            });
        ui.add_space(12.0);
        widgets::button_ui(ui, None, "Close").clicked()
    });
    if sheet.inner || sheet.should_close() {
        *shown = false;
    }
}

/// Scrolls by the keys, as there is nothing in it that could have the focus.
fn scroll(ui: &Ui, page: f32) {
    let steps = [
        (Key::ArrowDown, ROW),
        (Key::ArrowUp, -ROW),
        (Key::PageDown, page / 2.0),
        (Key::PageUp, -page / 2.0),
    ];
    for (key, down) in steps {
        if take(ui, key) {
            ui.scroll_with_delta(vec2(0.0, -down));
        }
    }
}

/// The sections in as many columns as fit, none much longer than the others.
fn columns(width: f32) -> Vec<Vec<Section>> {
    let (count, parts) = [(3, 3.0), (2, 2.0)]
        .into_iter()
        .find(|(_, parts)| parts * COLUMN + (parts - 1.0) * GAP <= width)
        .unwrap_or((1, 1.0));
    let sections = Section::ALL.iter().map(|section| {
        let rows = with_keys(*section).map(|_| ROW).sum::<f32>();
        (*section, HEADING + rows)
    });
    let sections: Vec<_> = sections.collect();
    let all: f32 = sections.iter().map(|(_, height)| height).sum();
    let mut columns = vec![Vec::new()];
    let mut filled = 0.0;
    for (section, height) in sections {
        let is_full = filled > 0.0 && filled + height / 2.0 > all / parts;
        if is_full && columns.len() < count {
            columns.push(Vec::new());
            filled = 0.0;
        }
        if let Some(last) = columns.last_mut() {
            last.push(section);
        }
        filled += height;
    }
    columns
}

fn with_keys(section: Section) -> impl Iterator<Item = Command> {
    let all = Command::ALL.iter().copied();
    all.filter(move |command| {
        let spec = command.spec();
        spec.section == section && !spec.keys.is_empty()
    })
}

fn section_ui(ui: &mut Ui, section: Section) {
    ui.spacing_mut().item_spacing.y = 2.0;
    ui.add_space(8.0);
    widgets::heading_ui(ui, section.words());
    ui.add_space(4.0);
    for command in with_keys(section) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 12.0;
            let keys = command.keys(ui.ctx());
            ui.allocate_ui(vec2(KEYS, ROW - 2.0), |ui| {
                ui.set_min_width(KEYS);
                ui.add(Label::new(text::strong(keys)).selectable(false));
            });
            ui.add(Label::new(text::body(command.spec().text)).wrap());
        });
    }
}
