//! The foot of the list: how much of everything is shown, and how much was refused of late.

use egui::{Align, Frame, Label, Layout, Margin, Panel, Ui};

use crate::call::EntryTotals;
use crate::ui::model::DeliveryList;
use crate::ui::theme::text;
use crate::ui::words;

/// Draws it at the bottom of the space that is left, once something was received.
pub(super) fn footer_ui(ui: &mut Ui, deliveries: &DeliveryList) {
    let (Some(ids), totals) = (deliveries.ids(), deliveries.totals) else {
        return;
    };
    if totals.all == 0 {
        return;
    }
    Panel::bottom("deliveries in all")
        .show_separator_line(false)
        .frame(Frame::new().inner_margin(Margin::symmetric(12, 8)))
        .show(ui, |ui| {
            ui.with_layout(Layout::top_down(Align::Center), |ui| {
                let told = told(ids.len(), totals);
                ui.add(Label::new(text::caption(told)).selectable(false));
            });
        });
}

/// `7 of 1,204 · 0.02 % refused this week`.
fn told(shown: usize, totals: EntryTotals) -> String {
    // What came while the list stands still is not in it yet, what is forgotten still may be.
    let all = totals.all.max(shown);
    let count = format!("{} of {}", words::count(shown), words::count(all));
    match refused(totals) {
        Some(refused) => format!("{count} · {refused} refused this week"),
        None => count,
    }
}

/// How much of what came this week was refused; none where nothing came.
fn refused(totals: EntryTotals) -> Option<String> {
    if totals.week == 0 {
        return None;
    }
    if totals.week_refused == 0 {
        return Some("none".to_owned());
    }
    #[expect(clippy::cast_precision_loss, reason = "shown with two digits")]
    let percent = 100.0 * totals.week_refused as f64 / totals.week as f64;
    Some(match percent {
        ..0.01 => "under 0.01 %".to_owned(),
        ..1.0 => format!("{percent:.2} %"),
        ..10.0 => format!("{percent:.1} %"),
        _ => format!("{percent:.0} %"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_foot_tells_how_much_of_everything_is_shown() {
        let of = |all, week, week_refused| EntryTotals {
            all,
            week,
            week_refused,
        };
        for (shown, totals, expected) in [
            (
                7,
                of(1_204, 5_000, 1),
                "7 of 1,204 · 0.02 % refused this week",
            ),
            (7, of(1_204, 0, 0), "7 of 1,204"),
            (3, of(3, 3, 0), "3 of 3 · none refused this week"),
            (3, of(3, 3, 3), "3 of 3 · 100 % refused this week"),
            (1, of(9, 60, 2), "1 of 9 · 3.3 % refused this week"),
            (
                1,
                of(9, 90_000, 1),
                "1 of 9 · under 0.01 % refused this week",
            ),
        ] {
            assert_eq!(told(shown, totals), expected);
        }
    }
}
