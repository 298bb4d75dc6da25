//! Cards: a step of ground that holds what belongs together.

use egui::{CornerRadius, Frame, InnerResponse, Margin, Response, Role, Ui, WidgetInfo};

use crate::ui::theme::{PADDING, RADIUS_CARD, Themed, text};

/// A card of full width under a heading, which screen readers can jump to.
pub fn card_ui<R>(
    ui: &mut Ui,
    heading: &str,
    add_contents: impl FnOnce(&mut Ui) -> R,
) -> InnerResponse<R> {
    card_body_ui(ui, |ui| {
        heading_ui(ui, heading);
        ui.add_space(4.0);
        add_contents(ui)
    })
}

/// A card of full width without a heading of its own.
pub fn card_body_ui<R>(ui: &mut Ui, add_contents: impl FnOnce(&mut Ui) -> R) -> InnerResponse<R> {
    // Nothing, unless edges are drawn for contrast.
    let edge = ui.visuals().widgets.inactive.bg_stroke;
    Frame::new()
        .fill(ui.tokens().surface)
        .stroke(edge)
        .corner_radius(CornerRadius::same(RADIUS_CARD))
        .inner_margin(Margin::same(PADDING))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            add_contents(ui)
        })
}

/// The heading of a card, for one that has more beside it.
pub fn heading_ui(ui: &mut Ui, heading: &str) -> Response {
    let response = ui.label(text::heading(heading));
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, heading));
    response
}
