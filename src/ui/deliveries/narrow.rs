//! What narrows the list: the filters with their counts, the search, and the pause.

use egui::{Align, Layout, Margin, Role, TextEdit, Ui, WidgetInfo};

use super::body::tab_ui;
use crate::call::EntryFilter;
use crate::ui::model::DeliveryList;
use crate::ui::theme::{Themed, text};
use crate::ui::{Action, Actions, widgets, words};

/// Draws filters, pause and search field above the list.
pub(super) fn narrow_ui(ui: &mut Ui, deliveries: &DeliveryList, actions: &mut Actions) {
    egui::Frame::new()
        .inner_margin(Margin::symmetric(12, 10))
        .show(ui, |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = 2.0;
                filters_ui(ui, deliveries, actions);
            });
            ui.add_space(4.0);
            ui.horizontal(|ui| {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    pause_ui(ui, deliveries, actions);
                    search_ui(ui, deliveries, actions);
                });
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
    let name = match &deliveries.paused {
        None => "Pause".to_owned(),
        Some(paused) if paused.came == 0 => "Resume".to_owned(),
        Some(paused) => format!("Resume, {} new", words::count(paused.came)),
    };
    if widgets::button_ui(ui, None, &name).clicked() {
        actions.push(Action::PauseDeliveries(deliveries.paused.is_none()));
    }
}

fn search_ui(ui: &mut Ui, deliveries: &DeliveryList, actions: &mut Actions) {
    let mut typed = deliveries.search.clone();
    let hint = text::subdued("action, caller, status, signature…");
    let field = TextEdit::singleline(&mut typed)
        .hint_text(hint)
        .desired_width(f32::INFINITY)
        .margin(Margin::symmetric(10, 5))
        .background_color(ui.tokens().raised);
    let field = ui.add(field);
    field.widget_info(|| WidgetInfo::labeled(Role::SearchInput, true, "Search deliveries"));
    if field.changed() {
        actions.push(Action::FindDeliveries(deliveries.filter, typed));
    }
}
