//! How a page of the inspector is laid out: what was received, and cards beside it or, in a narrow window, above.

use egui::{Rect, ScrollArea, Ui, UiBuilder, vec2};

use crate::ui::theme::GAP;
use crate::ui::{shell, widgets};

/// Width from which the cards stand beside the body, points.
const WIDE: f32 = 760.0;
/// Height of the body where it stands under the cards, points.
const LEAST_BODY: f32 = 320.0;

/// Draws both into the space that is left; `state` is what both work on.
pub(super) fn columns_ui<S: ?Sized>(
    ui: &mut Ui,
    state: &mut S,
    add_main: impl FnOnce(&mut Ui, &mut S),
    add_beside: impl FnOnce(&mut Ui, &mut S),
) {
    if shell::is_short(ui) {
        // All of the page scrolls.
        add_beside(ui, state);
        ui.add_space(GAP - 4.0);
        let size = vec2(ui.available_width(), LEAST_BODY);
        ui.allocate_ui(size, |ui| add_main(ui, state));
        return;
    }
    let free = ui.available_rect_before_wrap();
    if free.width() < WIDE {
        widgets::scroll_ui(ui, ScrollArea::vertical().auto_shrink(false), |ui| {
            add_beside(ui, state);
            ui.add_space(GAP - 4.0);
            let size = vec2(ui.available_width(), free.height().max(LEAST_BODY));
            ui.allocate_ui(size, |ui| add_main(ui, state));
        });
        return;
    }
    let width = (free.width() * 0.42).clamp(280.0, 380.0);
    let (main, beside) = (
        Rect::from_min_max(free.min, free.max - vec2(width + GAP, 0.0)),
        Rect::from_min_max(free.min + vec2(free.width() - width, 0.0), free.max),
    );
    ui.scope_builder(UiBuilder::new().max_rect(main), |ui| add_main(ui, state));
    ui.scope_builder(UiBuilder::new().max_rect(beside), |ui| {
        widgets::scroll_ui(ui, ScrollArea::vertical(), |ui| add_beside(ui, state));
    });
}
