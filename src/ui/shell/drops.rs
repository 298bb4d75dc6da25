//! Files dropped on the window are imported.

use egui::{Align2, Area, CornerRadius, Frame, Id, Margin, Order, Stroke, Ui};

use crate::ui::icons::Icon;
use crate::ui::theme::{RADIUS_CARD, Themed, text};
use crate::ui::{Action, Actions};

pub(super) fn drops_ui(ui: &Ui, actions: &mut Actions) {
    let (dropped, hovers) = ui.input(|input| {
        let paths: Vec<_> = input
            .raw
            .dropped_files
            .iter()
            .map(|file| file.path().to_owned())
            .collect();
        (paths, !input.raw.hovered_files.is_empty())
    });
    if !dropped.is_empty() {
        actions.push(Action::Import(dropped));
    } else if hovers {
        hint_ui(ui);
    }
}

fn hint_ui(ui: &Ui) {
    let tokens = ui.tokens();
    Area::new(Id::unique("drop hint"))
        .order(Order::Foreground)
        .anchor(Align2::CENTER_CENTER, [0.0, 0.0])
        .interactable(false)
        .show(ui.ctx(), |ui| {
            Frame::new()
                .fill(tokens.surface)
                .stroke(Stroke::new(1.0, tokens.accent))
                .corner_radius(CornerRadius::same(RADIUS_CARD))
                .inner_margin(Margin::symmetric(32, 24))
                .show(ui, |ui| {
                    ui.horizontal(|ui| {
                        Icon::Import.show(ui, 20.0, tokens.accent);
                        ui.label(text::strong("Drop to import these deliveries"));
                    });
                });
        });
}
