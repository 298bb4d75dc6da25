//! Lines of free shape, drawn: a label and its value, deeper ones indented, empty ones only when asked for.

use std::collections::BTreeSet;

use egui::{Align, Layout, Ui, vec2};

use super::lines::Line;
use super::quiet::quiet_button_ui;
use crate::ui::bidi;
use crate::ui::theme::text;
use crate::ui::widgets::{LABEL_WIDTH, card_ui};

/// Levels deeper than this are indented no further.
const DEEPEST: usize = 5;
const INDENT: f32 = 12.0;
/// Width of the labels in a wide card, points.
const WIDE_LABELS: f32 = 200.0;

/// Which parts are shown whole, by their heading.
#[derive(Default)]
pub struct Whole(BTreeSet<&'static str>);

impl Whole {
    /// True when the part is shown whole.
    pub fn shows(&self, part: &'static str) -> bool {
        self.0.contains(part)
    }

    /// Shows a part whole, or short again.
    pub fn toggle(&mut self, part: &'static str) {
        if !self.0.remove(part) {
            self.0.insert(part);
        }
    }
}

/// A card of lines; absent when there are none. `whole` says whether empty lines are shown.
pub fn lines_card_ui(ui: &mut Ui, heading: &'static str, lines: &[Line], whole: &mut Whole) {
    if !lines.is_empty() {
        card_ui(ui, heading, |ui| lines_ui(ui, heading, lines, whole));
    }
}

/// The lines, and below them a button that shows or hides the empty ones.
pub fn lines_ui(ui: &mut Ui, heading: &'static str, lines: &[Line], whole: &mut Whole) {
    let all = whole.shows(heading);
    for line in lines.iter().filter(|line| all || !line.empty) {
        line_ui(ui, line);
    }
    let empty = lines
        .iter()
        .filter(|line| line.empty && !line.heads)
        .count();
    if empty > 0 {
        let caption = if all {
            "Hide what says no or nothing".to_owned()
        } else {
            format!("Show {empty} more that say no or nothing")
        };
        if fold_ui(ui, &caption, heading) {
            whole.toggle(heading);
        }
    }
}

/// A quiet button at the foot of a card; true when it was pressed.
pub fn fold_ui(ui: &mut Ui, caption: &str, heading: &str) -> bool {
    quiet_button_ui(ui, caption, &format!("{caption}: {heading}")).clicked()
}

/// One line.
pub fn line_ui(ui: &mut Ui, line: &Line) {
    #[expect(clippy::cast_precision_loss, reason = "a handful")]
    let indent = line.depth.min(DEEPEST) as f32 * INDENT;
    // Values stand under each other, however deep their labels are, and under those of other pairs.
    let column = if ui.available_width() < 400.0 {
        LABEL_WIDTH - 8.0
    } else {
        WIDE_LABELS
    };
    let labels = (column - indent).max(60.0);
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        ui.add_space(indent);
        if line.heads {
            bidi::wrapped_ui(ui, text::body(&line.label));
            return;
        }
        ui.allocate_ui_with_layout(vec2(labels, 20.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(labels);
            bidi::wrapped_ui(ui, text::subdued(&line.label));
        });
        ui.add_space(8.0);
        let value = match &line.value {
            Some(value) => text::body(value),
            None => text::subdued("–"),
        };
        ui.vertical(|ui| bidi::wrapped_ui(ui, value));
    });
}
