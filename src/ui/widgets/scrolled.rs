//! What of a dialog gives way where the window has no room for all of it.

use egui::{ScrollArea, Ui};

use crate::ui::shell;

/// Scrolls within `height` points where the window has hardly any height; else it is as tall as it is.
pub fn scrolled_ui<R>(ui: &mut Ui, height: f32, add_contents: impl FnOnce(&mut Ui) -> R) -> R {
    if !shell::is_short(ui) {
        return ui.scope(add_contents).inner;
    }
    let area = ScrollArea::vertical().max_height(height);
    area.show(ui, add_contents).inner
}
