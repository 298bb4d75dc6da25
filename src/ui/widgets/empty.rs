//! A place where nothing is to be seen yet, and why.

use egui::{Align, Label, Layout, Ui};

use crate::ui::theme::text;

/// Two lines in the middle of the space that is left.
pub fn empty_ui(ui: &mut Ui, heading: &str, words: &str) {
    empty_with_ui(ui, heading, words, |_| ());
}

/// The same with a way on under them.
pub fn empty_with_ui<R>(
    ui: &mut Ui,
    heading: &str,
    words: &str,
    way_on: impl FnOnce(&mut Ui) -> R,
) -> R {
    let layout = Layout::top_down(Align::Center);
    ui.with_layout(layout, |ui| {
        ui.add_space((ui.available_height() * 0.42 - 24.0).max(16.0));
        ui.set_max_width((ui.available_width() - 32.0).min(440.0));
        ui.add(Label::new(text::strong(heading)).selectable(false));
        ui.add(Label::new(text::subdued(words)).wrap().selectable(false));
        ui.add_space(8.0);
        way_on(ui)
    })
    .inner
}
