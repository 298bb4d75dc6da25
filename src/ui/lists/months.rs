//! The calls of each month as bars.

use egui::{Align, CornerRadius, Layout, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use jiff::civil::Date;

use crate::ui::theme::{Themed, text};
use crate::ui::{widgets, words};

/// So many months are shown, the newest.
const MOST: usize = 24;
/// Points.
const HEIGHT: f32 = 72.0;
/// The widest bar, and what is free between two, points.
const WIDEST: f32 = 36.0;
const GAP: f32 = 4.0;

/// Draws the card; nothing for a list that found nothing.
pub(super) fn months_ui(ui: &mut Ui, months: &[(Date, u64)]) {
    let months = &months[months.len().saturating_sub(MOST)..];
    let (Some((first, _)), Some((last, _))) = (months.first(), months.last()) else {
        return;
    };
    widgets::card_ui(ui, "Calls each month", |ui| {
        bars_ui(ui, months);
        ui.horizontal(|ui| {
            ui.label(text::caption(month(*first)));
            if first != last {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.label(text::caption(month(*last)));
                });
            }
        });
    });
}

fn month(first: Date) -> String {
    first.strftime("%b %Y").to_string()
}

fn told(months: &(Date, u64)) -> String {
    let (first, calls) = months;
    let calls = usize::try_from(*calls).unwrap_or(usize::MAX);
    format!("{} {}", month(*first), words::count(calls))
}

#[expect(clippy::cast_precision_loss, reason = "heights and places in points")]
fn bars_ui(ui: &mut Ui, months: &[(Date, u64)]) {
    let size = vec2(ui.available_width(), HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    let all: Vec<String> = months.iter().map(told).collect();
    let name = format!("Calls each month: {}", all.join(", "));
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    let most = months
        .iter()
        .map(|(_, calls)| *calls)
        .max()
        .unwrap_or(1)
        .max(1);
    let step = (rect.width() / months.len() as f32).min(WIDEST + GAP);
    let pointed = response
        .hover_pos()
        .map(|at| ((at.x - rect.left()) / step).floor());
    let tokens = ui.tokens();
    let mut hovered = None;
    for (place, month) in months.iter().enumerate() {
        let left = rect.left() + step * place as f32;
        // A month without calls keeps its place.
        let height = (HEIGHT * month.1 as f32 / most as f32).max(2.0);
        let is_pointed = pointed == Some(place as f32);
        if is_pointed {
            hovered = Some(told(month));
        }
        let color = match (month.1, is_pointed) {
            (0, _) => tokens.unheard,
            (_, true) => tokens.accent_hover,
            (_, false) => tokens.accent,
        };
        let bar = Rect::from_min_max(
            pos2(left, rect.bottom() - height),
            pos2(left + step - GAP, rect.bottom()),
        );
        ui.painter().rect_filled(bar, CornerRadius::same(2), color);
    }
    if let Some(words) = hovered {
        response.on_hover_text(text::body(words));
    }
}
