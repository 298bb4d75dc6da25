//! What scrolls where the window has no room for all of it. Whatever gets the focus of the keyboard in it is brought
//! into view: egui leaves it where it is.

use egui::scroll_area::ScrollAreaOutput;
use egui::style::ScrollAnimation;
use egui::{Id, ScrollArea, Ui};

use crate::ui::shell;

/// What lies around the contents of a menu in the height of a window, points.
const AROUND_MENU: f32 = 36.0;

/// Scrolls `contents` in `area`.
pub fn scroll_ui<R>(
    ui: &mut Ui,
    area: ScrollArea,
    contents: impl FnOnce(&mut Ui) -> R,
) -> ScrollAreaOutput<R> {
    area.show(ui, |ui| {
        let response = contents(ui);
        follow_focus(ui);
        response
    })
}

/// What of a dialog gives way where the window has no room for all of it: scrolls within `height` points where the
/// window has hardly any height; else it is as tall as it is.
pub fn scrolled_ui<R>(ui: &mut Ui, height: f32, contents: impl FnOnce(&mut Ui) -> R) -> R {
    if !shell::is_short(ui) {
        return ui.scope(contents).inner;
    }
    scroll_ui(ui, ScrollArea::vertical().max_height(height), contents).inner
}

/// The entries of a menu: where the window has not the height for all they scroll.
pub fn menu_scrolled_ui<R>(ui: &mut Ui, entries: impl FnOnce(&mut Ui) -> R) -> R {
    let height = ui.ctx().content_rect().height() - AROUND_MENU;
    // All of it, however low the menu begins: it moves up then.
    let area = ScrollArea::vertical()
        .max_height(height)
        .min_scrolled_height(height);
    scroll_ui(ui, area, entries).inner
}

/// Scrolls to what has got the focus by keyboard, once, where it lies in these contents and out of sight.
fn follow_focus(ui: &Ui) {
    let Some(focused) = ui.memory(egui::Memory::focused) else {
        return;
    };
    let followed = Id::unique("focus that was followed");
    if ui.data(|data| data.get_temp(followed)) == Some(focused) {
        return;
    }
    // Reading its response would have it give the focus back where a press was what gave it.
    let context = ui.ctx();
    let widget = context.viewport(|viewport| viewport.this_pass.widgets.get(focused).copied());
    let Some(widget) = widget else {
        return;
    };
    // The contents reach beyond what is seen of them, under what is seen there.
    let seen = widget.interact_rect;
    let is_elsewhere = seen.is_positive() && !ui.clip_rect().intersects(seen);
    let is_here = widget.layer_id == ui.layer_id() && ui.min_rect().contains(widget.rect.center());
    if is_elsewhere || !is_here {
        return;
    }
    ui.data_mut(|data| data.insert_temp(followed, focused));
    let is_pressed = ui.input(|input| input.pointer.any_down() || input.pointer.any_released());
    if is_pressed || ui.clip_rect().contains_rect(widget.rect) {
        return;
    }
    ui.scroll_to_rect_animation(widget.rect, None, scroll_animation(ui));
}

/// How it is scrolled to something: at once where the person wants no motion.
pub fn scroll_animation(ui: &Ui) -> ScrollAnimation {
    let style = ui.style();
    if style.animation_time > 0.0 {
        style.scroll_animation
    } else {
        ScrollAnimation::none()
    }
}
