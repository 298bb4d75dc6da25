//! What others may see.

use super::checkbox_ui;
use crate::ui::Action;
use crate::ui::settings::Row;

pub const ROWS: &[Row] = &[Row {
    title: "Masking",
    words: "Shows invented names, numbers and addresses everywhere, in exports and in what is copied too, for showing the program to others.",
    key: "",
    value_ui: |ui, panel| {
        let mut on = panel.model.is_masked;
        if checkbox_ui(ui, &mut on, "Mask names and numbers").changed() {
            panel.actions.push(Action::Mask(on));
        }
    },
}];
