//! The person's own keyword lists, as far as this call says something of them.

use egui::Ui;

use super::evidence::{self, EvidenceState};
use crate::ui::bidi;
use crate::ui::model::{OpenCall, OwnList};
use crate::ui::theme::text;
use crate::ui::widgets::card_ui;

/// Lines of one phrase that are shown; the search of the transcript finds the others.
const MOST: usize = 4;

/// The card; absent where nothing of the lists was heard.
pub fn own_lists_ui(ui: &mut Ui, open: &OpenCall, state: &mut EvidenceState) {
    if open.own_lists.is_empty() {
        return;
    }
    card_ui(ui, "Your keyword lists", |ui| {
        for list in &open.own_lists {
            bidi::wrapped_ui(ui, text::caption(&list.name));
            list_ui(ui, open, list, state);
        }
    });
}

fn list_ui(ui: &mut Ui, open: &OpenCall, list: &OwnList, state: &mut EvidenceState) {
    for (phrase, lines) in &list.heard {
        let times = match lines.len() {
            1 => "once".to_owned(),
            2 => "twice".to_owned(),
            times => format!("{times} times"),
        };
        bidi::wrapped_ui(ui, text::body(format!("{phrase}, {times}")));
        let mut shown = lines.clone();
        shown.dedup();
        for line in shown.into_iter().take(MOST) {
            if evidence::line_ui(ui, open, line) {
                state.want(line);
            }
        }
    }
}
