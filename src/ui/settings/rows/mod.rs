//! The settings, a table for each section.

pub mod appearance;
pub mod limits;
pub mod playback;
pub mod privacy;
pub mod receiver;
pub mod secrets;
pub mod storage;
pub mod times;

use egui::{Response, Slider, TextWrapMode, Ui};

use super::row::SettingsPanel;
use crate::ui::model::Choice;

use crate::ui::theme::Themed;
use crate::ui::widgets;

/// Width of a slider or a field where there is room, and what the number of a slider takes beside it, points.
const SLIDER: f32 = 220.0;
const NUMBER: f32 = 84.0;
/// Between choices beside each other, so that it is seen whose circle is whose, points.
const APART: f32 = 20.0;

/// Width of a text field beside a button of that width, points.
fn field_width(ui: &Ui, button: f32) -> f32 {
    // The field has a margin of its own.
    let taken = button + ui.spacing().item_spacing.x + 8.0;
    SLIDER.min(ui.available_width() - taken)
}

/// A choice of several, each with its words; the one that was made, where it is another than now.
fn radios_ui<T: PartialEq + Copy>(ui: &mut Ui, now: T, all: &[(T, &str)]) -> Option<T> {
    let mut chosen = None;
    ui.spacing_mut().item_spacing.x = APART;
    for (value, words) in all {
        if radio_ui(ui, *value == now, words).clicked() && *value != now {
            chosen = Some(*value);
        }
    }
    chosen
}

/// The same for a choice that is kept, beside each other where there is room.
fn choices_ui<T: PartialEq + Copy>(
    ui: &mut Ui,
    panel: &mut SettingsPanel<'_>,
    (now, choice): (T, fn(T) -> Choice),
    all: &[(T, &str)],
) {
    ui.horizontal_wrapped(|ui| {
        if let Some(chosen) = radios_ui(ui, now, all) {
            panel.choose(choice(chosen));
        }
    });
}

/// A button that says what it does when it is pressed again; true once it was.
fn asked_ui(ui: &mut Ui, panel: &mut SettingsPanel<'_>, [first, again]: [&str; 2]) -> bool {
    let going = &mut panel.state.going;
    let is_going = going.as_deref() == Some(first);
    let label = if is_going { again } else { first };
    if !widgets::button_ui(ui, None, label).clicked() {
        return false;
    }
    *going = (!is_going).then(|| first.to_owned());
    is_going
}

/// One of several.
fn radio_ui(ui: &mut Ui, is_on: bool, words: &str) -> Response {
    whole_ui(ui, |ui| widgets::radio_ui(ui, is_on, words))
}

/// A choice that is on or off.
pub(super) fn checkbox_ui(ui: &mut Ui, on: &mut bool, words: &str) -> Response {
    whole_ui(ui, |ui| widgets::checkbox_ui(ui, on, words))
}

/// A choice that does not fit beside the others goes below them, whole.
fn whole_ui(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> Response) -> Response {
    let before = ui.style_mut().wrap_mode.replace(TextWrapMode::Extend);
    let response = add(ui);
    ui.style_mut().wrap_mode = before;
    response
}

/// A slider of whole numbers; the number once it was let go of at another one.
pub(super) fn slider_ui(
    ui: &mut Ui,
    name: &str,
    now: u64,
    (range, step): (std::ops::RangeInclusive<u64>, f64),
    suffix: &str,
) -> Option<u64> {
    let id = ui.scope_id().with(("setting", name));
    let mut value = ui.data(|data| data.get_temp(id)).unwrap_or(now);
    ui.spacing_mut().slider_width = SLIDER.min(ui.available_width() - NUMBER);
    let rail = ui.tokens().unheard;
    ui.visuals_mut().widgets.inactive.bg_fill = rail;
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
