//! What narrows the list: the filters with their counts, the search, and the pause.

use egui::{Color32, Id, Margin, Role, TextEdit, Ui, WidgetInfo, vec2};

use super::body::tab_ui;
use crate::call::EntryFilter;
use crate::ui::icons::Icon;
use crate::ui::model::DeliveryList;
use crate::ui::theme::{Themed, text};
use crate::ui::{Action, Actions, widgets, words};

/// Draws filters and pause above the list; in a narrow one the pause stands under the filters.
pub(super) fn narrow_ui(ui: &mut Ui, deliveries: &DeliveryList, actions: &mut Actions) {
    egui::Frame::new()
        .inner_margin(Margin::symmetric(12, 10))
        .show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(2.0, 4.0);
                ui.spacing_mut().button_padding.x = 9.0;
                filters_ui(ui, deliveries, actions);
                pause_ui(ui, deliveries, actions);
            });
        });
}

fn filters_ui(ui: &mut Ui, deliveries: &DeliveryList, actions: &mut Actions) {
    let counts = deliveries.counts;
    for (filter, name, count) in [
        (EntryFilter::All, "All", None),
        (EntryFilter::Refused, "Refused", Some(counts.refused)),
        (
            EntryFilter::NotUnderstood,
            "Not understood",
            Some(counts.not_understood),
        ),
        (EntryFilter::Repeats, "Repeats", Some(counts.repeats)),
    ] {
        let name = match count.filter(|&count| count > 0) {
            Some(count) => format!("{name} {}", words::count(count)),
            None => name.to_owned(),
        };
        if tab_ui(ui, deliveries.filter == filter, &name).clicked() {
            let text = deliveries.search.clone();
            actions.push(Action::FindDeliveries(filter, text));
        }
    }
}

fn pause_ui(ui: &mut Ui, deliveries: &DeliveryList, actions: &mut Actions) {
    let (icon, name) = match &deliveries.paused {
        None => (Icon::Pause, "Pause".to_owned()),
        Some(paused) if paused.came == 0 => (Icon::Resume, "Resume".to_owned()),
        Some(paused) => {
            let came = words::count(paused.came);
            (Icon::Resume, format!("Resume, {came} new"))
        }
    };
    // At the right edge, unless it goes to a line of its own.
    let text = ui
        .painter()
        .layout_no_wrap(name.clone(), text::body_font(), Color32::TRANSPARENT);
    let spacing = ui.spacing();
    let width = text.size().x + 16.0 + spacing.icon_spacing + 2.0 * spacing.button_padding.x;
    let free = ui.available_size_before_wrap().x - width.ceil() - 1.0;
    ui.add_space(free.max(0.0));
    if widgets::button_ui(ui, Some(icon), &name).clicked() {
        actions.push(Action::PauseDeliveries(deliveries.paused.is_none()));
    }
}

/// The id of the search field, so that a key can lead there.
pub fn search_id() -> Id {
    Id::unique("search deliveries")
}

/// Draws the search field, `width` wide, in the top bar.
pub fn search_ui(ui: &mut Ui, deliveries: &DeliveryList, actions: &mut Actions, width: f32) {
    let mut typed = deliveries.search.clone();
    let hint = text::subdued("action, caller, status, signature…");
    let icon = Icon::Search.image(15.0).tint(ui.tokens().text_subdued);
    let field = TextEdit::singleline(&mut typed)
        .id(search_id())
        .hint_text(hint)
        .prefix(icon)
        .desired_width(width)
        .margin(Margin::symmetric(12, 7))
        .background_color(ui.tokens().raised);
    let field = ui.add(field);
    field.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, "Search deliveries"));
    if field.changed() {
        actions.push(Action::FindDeliveries(deliveries.filter, typed));
    }
}
