//! The settings, a table for each section.

pub mod appearance;
pub mod limits;
pub mod playback;
pub mod privacy;
pub mod receiver;
pub mod secrets;
pub mod storage;
pub mod times;

use egui::{Response, Slider, Stroke, Ui};

use crate::ui::theme::Themed;

/// A choice of several, with an edge, so that it is seen where it is not made too.
fn radio_ui(ui: &mut Ui, is_on: bool, words: &str) -> Response {
    edged_ui(ui, |ui| ui.radio(is_on, words))
}

/// A choice that is on or off, with an edge likewise.
fn checkbox_ui(ui: &mut Ui, on: &mut bool, words: &str) -> Response {
    edged_ui(ui, |ui| ui.checkbox(on, words))
}

fn edged_ui(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> Response) -> Response {
    let edge = Stroke::new(1.0, ui.tokens().text_subdued);
    ui.scope(|ui| {
        let widgets = &mut ui.visuals_mut().widgets;
        widgets.inactive.bg_stroke = edge;
        widgets.hovered.bg_stroke = edge;
        add(ui)
    })
    .inner
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
