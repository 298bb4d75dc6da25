//! Two things side by side.

use egui::{Layout, Rect, Ui, UiBuilder, pos2, vec2};

/// Draws two columns from one top, the right one `right` points wide, with a `gap` in points between them;
/// takes the height of the taller one. What `right_layout` says holds for the right column.
pub fn beside_ui<S: ?Sized>(
    ui: &mut Ui,
    (right, gap): (f32, f32),
    right_layout: Layout,
    state: &mut S,
    add_left: impl FnOnce(&mut Ui, &mut S),
    add_right: impl FnOnce(&mut Ui, &mut S),
) {
    let whole = ui.available_rect_before_wrap();
    let split = whole.right() - right;
    let left = Rect::from_min_max(whole.min, pos2(split - gap, whole.bottom()));
    let right = Rect::from_min_max(pos2(split, whole.top()), whole.max);

    let mut left_ui = ui.new_child(UiBuilder::new().max_rect(left));
    add_left(&mut left_ui, state);
    let mut right_ui = ui.new_child(UiBuilder::new().max_rect(right).layout(right_layout));
    add_right(&mut right_ui, state);

    let height = left_ui
        .min_rect()
        .height()
        .max(right_ui.min_rect().height());
    ui.allocate_space(vec2(whole.width(), height));
}
