//! What in the sender's analysis does not fit together.

use egui::{Label, Ui};

use crate::call::analysis::Contradiction;
use crate::ui::bidi;
use crate::ui::command::Command;
use crate::ui::icons::Icon;
use crate::ui::theme::{Themed, text};
use crate::ui::widgets::card_ui;

/// The card; absent where everything fits.
pub fn contradictions_ui(ui: &mut Ui, contradictions: &[Contradiction]) {
    if contradictions.is_empty() {
        return;
    }
    card_ui(ui, "Does not fit together", |ui| {
        for one in contradictions {
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 8.0;
                let color = ui.tokens().warning;
                Icon::Warning.show(ui, 15.0, color);
                ui.vertical(|ui| {
                    let words = in_words(one);
                    bidi::wrapped_ui(ui, text::body(words));
                });
            });
        }
        let way_on = Command::Overrule.name_with_key("What is wrong can be overruled", ui.ctx());
        let words = format!("Both are the vendor’s words, compared in English. {way_on}.");
        ui.add(Label::new(text::caption(words)).wrap());
    });
}

/// `View of the business: negative, but summary of the mood: “positive interaction”`.
fn in_words(contradiction: &Contradiction) -> String {
    let mut letters = contradiction.other.chars();
    let first = letters.next().map(|c| c.to_lowercase().to_string());
    let other = first.unwrap_or_default() + letters.as_str();
    format!("{}, but {other}", contradiction.one)
}
