//! What is at the pointer: the time, and what is said then, or that nobody says anything.

use egui::{Align2, PopupAnchor, RectAlign, Response, Tooltip, Ui, pos2, vec2};

use super::Place;
use super::marks::HEADS;
use crate::call::sound::{Heard, PauseKind};
use crate::ui::player::words::{clock, named};
use crate::ui::theme::{Themed, text};
use crate::ui::widgets;

/// Characters of a line that are shown.
const SHORT: usize = 240;

/// Shows it above the lanes.
pub(super) fn hover_ui(ui: &Ui, place: &Place, heard: Option<&Heard>, response: &Response, x: f32) {
    let at_secs = place.secs_at(x);
    let told = heard.and_then(|heard| told(heard, at_secs));
    let top = place.rect.top() - 4.0;
    let Some(told) = told else {
        let x = x.clamp(place.rect.left() + 18.0, place.rect.right() - 18.0);
        let (font, color) = (text::caption_font(), ui.tokens().text_strong);
        let at = pos2(x, top);
        let time = clock(at_secs);
        widgets::paint_digits(ui.painter(), at, Align2::CENTER_BOTTOM, &time, &font, color);
        return;
    };
    let heads = pos2(x, place.rect.top() - HEADS);
    let anchor = egui::Rect::from_center_size(heads, vec2(1.0, 1.0));
    let mut tooltip = Tooltip::always_open(
        ui.ctx().clone(),
        response.layer_id,
        response.id,
        PopupAnchor::ParentRect(anchor),
    );
    // Never over the lanes, nor over the heads of marks.
    tooltip.popup = tooltip.popup.align(RectAlign::TOP);
    tooltip.width(340.0).show(|ui| {
        ui.label(text::caption(clock(at_secs)));
        ui.label(text::body(told));
    });
}

/// What is said at a moment, and by whom; that there is ringing or silence, and for how long.
pub(super) fn told(heard: &Heard, at_secs: f64) -> Option<String> {
    if let Some(pause) = heard.pause_at(at_secs) {
        let name = match pause.kind {
            PauseKind::Silence => "Silence",
            PauseKind::Ringing => "Ringing",
        };
        return Some(format!("{name}, {:.0} s", pause.span.length()));
    }
    let line = &heard.conversation.lines[heard.line_at(at_secs)?];
    let short: String = line.text.chars().take(SHORT).collect();
    let cut = if short.len() < line.text.len() {
        "…"
    } else {
        ""
    };
    Some(format!("{}: {short}{cut}", named(line.speaker)))
}
