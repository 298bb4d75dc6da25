//! The settings, a table for each section.

pub mod appearance;
pub mod limits;
pub mod playback;
pub mod privacy;
pub mod receiver;
pub mod secrets;
pub mod storage;
pub mod times;

use std::sync::Arc;

use egui::{Response, Slider, Stroke, TextWrapMode, Ui};

use crate::ui::theme::Themed;

/// A choice of several, with an edge, so that it is seen where it is not made too.
fn radio_ui(ui: &mut Ui, is_on: bool, words: &str) -> Response {
    edged_ui(ui, |ui| ui.radio(is_on, words))
}

/// A choice that is on or off, with an edge likewise.
fn checkbox_ui(ui: &mut Ui, on: &mut bool, words: &str) -> Response {
    edged_ui(ui, |ui| ui.checkbox(on, words))
}

/// Not within a scope: a choice that does not fit beside the others goes below them, whole.
fn edged_ui(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> Response) -> Response {
    let edge = Stroke::new(1.0, ui.tokens().text_subdued);
    let before = Arc::clone(ui.style());
    let style = ui.style_mut();
    style.wrap_mode = Some(TextWrapMode::Extend);
    style.visuals.widgets.inactive.bg_stroke = edge;
    style.visuals.widgets.hovered.bg_stroke = edge;
    let response = add(ui);
    ui.set_style(before);
    response
}

/// A slider of whole numbers; the number once it was let go of at another one.
fn slider_ui(
    ui: &mut Ui,
    name: &str,
    now: u64,
    (range, step): (std::ops::RangeInclusive<u64>, f64),
    suffix: &str,
) -> Option<u64> {
    let id = ui.scope_id().with(("setting", name));
    let mut value = ui.data(|data| data.get_temp(id)).unwrap_or(now);
    ui.spacing_mut().slider_width = 220.0;
    let slider = Slider::new(&mut value, range)
        .step_by(step)
        .suffix(suffix.to_owned());
    let response = ui.add(slider);
    #[expect(clippy::cast_precision_loss, reason = "a number that a slider has")]
    response.widget_info(|| egui::WidgetInfo::slider(true, value as f64, name));
    let is_under_way = response.dragged() || response.has_focus() && response.changed();
    if response.dragged() && !response.drag_stopped() {
        ui.data_mut(|data| data.insert_temp(id, value));
        return None;
    }
    ui.data_mut(|data| data.remove_temp::<u64>(id));
    let is_done = response.drag_stopped() || response.changed() || is_under_way;
    (is_done && value != now).then_some(value)
}
