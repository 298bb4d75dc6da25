//! Lines of the transcript beside a claim of the analysis. They may have led to it: nobody knows.

use std::collections::HashSet;

use egui::{Button, Label, RichText, Role, Ui, WidgetInfo};

use super::quiet::quiet_button_ui;
use crate::call::Speaker;
use crate::call::analysis::Claim;
use crate::ui::bidi;
use crate::ui::model::OpenCall;
use crate::ui::theme::{Themed, text};

/// Of which claims the lines are shown, and the line that is to be shown in its place.
#[derive(Default)]
pub struct EvidenceState {
    open: HashSet<Claim>,
    wanted: Option<usize>,
}

impl EvidenceState {
    /// The line of the conversation that was pressed.
    pub fn take_wanted(&mut self) -> Option<usize> {
        self.wanted.take()
    }

    /// Wants a line of the conversation to be shown in its place.
    pub fn want(&mut self, line: usize) {
        self.wanted = Some(line);
    }
}

/// Draws what may have led to a claim, called `name`; nothing where there are no such lines.
pub fn evidence_ui(
    ui: &mut Ui,
    open: &OpenCall,
    claim: &Claim,
    name: &str,
    state: &mut EvidenceState,
) {
    let lines = open.analysis.lines_of(claim);
    if lines.is_empty() {
        return;
    }
    let is_open = state.open.contains(claim);
    let caption = match (is_open, lines.len()) {
        (true, _) => "Hide what may have led to it".to_owned(),
        (false, 1) => "1 line may have led to it".to_owned(),
        (false, count) => format!("{count} lines may have led to it"),
    };
    if quiet_button_ui(ui, &caption, &format!("{caption}: {name}")).clicked() {
        if is_open {
            state.open.remove(claim);
        } else {
            state.open.insert(claim.clone());
        }
    }
    if !is_open {
        return;
    }
    for &line in lines {
        if line_ui(ui, open, line) {
            state.want(line);
        }
    }
    let words = "Found by English words that tell of it: a hint, no proof.";
    ui.add(Label::new(text::caption(words)).wrap());
    ui.add_space(4.0);
}

/// A line, cut to one row; true when it was pressed.
pub fn line_ui(ui: &mut Ui, open: &OpenCall, line: usize) -> bool {
    let Some(said) = open.conversation.lines.get(line) else {
        return false;
    };
    let tokens = ui.tokens();
    let who = match said.speaker {
        Speaker::Agent => "Agent",
        Speaker::Caller => "Caller",
        Speaker::Unknown => "Someone",
    };
    let words = format!("{who}: “{}”", said.text);
    let caption = RichText::new(bidi::drawn(&words)).font(text::caption_font());
    let response = ui.scope(|ui| {
        ui.spacing_mut().button_padding = egui::Vec2::ZERO;
        let widgets = &mut ui.visuals_mut().widgets;
        widgets.inactive.fg_stroke.color = tokens.text;
        widgets.hovered.fg_stroke.color = tokens.accent;
        ui.add(Button::new(caption).truncate().frame(false))
    });
    let response = response
        .inner
        .on_hover_ui(|ui| {
            bidi::wrapped_ui(ui, text::body(&words));
        })
        .on_hover_cursor(egui::CursorIcon::PointingHand);
    let name = format!("Show in the transcript: {words}");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    response.clicked()
}
