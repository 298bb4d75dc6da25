//! Chips: a word or two on a ground of their own. The word says it, the colour only helps.

use egui::{
    Color32, CornerRadius, Pos2, Rect, Response, Role, Sense, StrokeKind, Ui, WidgetInfo, pos2,
    vec2,
};

use super::elided;
use crate::ui::bidi;
use crate::ui::theme::{RADIUS_CHIP, Themed, Tokens, text};

/// How a chip sounds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Neutral,
    Positive,
    Negative,
    Warning,
    Accent,
}

impl Tone {
    /// Its colour of text.
    pub fn color(self, tokens: &Tokens) -> Color32 {
        match self {
            Self::Neutral => tokens.text_subdued,
            Self::Positive => tokens.sentiment_positive,
            Self::Negative => tokens.sentiment_negative,
            Self::Warning => tokens.warning,
            Self::Accent => tokens.accent,
        }
    }
}

/// A chip on a card or a panel.
pub fn chip_ui(ui: &mut Ui, label: &str, tone: Tone) -> Response {
    let tokens = ui.tokens();
    on_ground_ui(ui, label, tone.color(tokens), tokens.hover)
}

/// A chip on the ground of the window, as the verdicts under the title of a call.
pub fn chip_on_window_ui(ui: &mut Ui, label: &str, tone: Tone) -> Response {
    let tokens = ui.tokens();
    let color = match tone {
        Tone::Neutral => tokens.text,
        other => other.color(tokens),
    };
    on_ground_ui(ui, label, color, tokens.surface)
}

/// Paints a chip on `ground` that ends at `right_center`, at most `max_width` wide; returns where it lies.
pub fn paint_chip(
    ui: &Ui,
    right_center: Pos2,
    max_width: f32,
    label: &str,
    tone: Tone,
    ground: Color32,
) -> Rect {
    let color = tone.color(ui.tokens());
    let (galley, _) = elided::galley(ui, label, text::caption_font(), color, max_width - 12.0);
    let size = vec2(galley.size().x + 12.0, 20.0);
    let rect = Rect::from_min_size(
        pos2(right_center.x - size.x, right_center.y - size.y / 2.0),
        size,
    );
    ground_ui(ui, rect, ground);
    let at = rect.center() - galley.size() / 2.0;
    ui.painter().galley(at, galley, color);
    rect
}

/// With an edge where edges are drawn for contrast.
fn ground_ui(ui: &Ui, rect: Rect, ground: Color32) {
    let edge = ui.visuals().widgets.inactive.bg_stroke;
    let radius = CornerRadius::same(RADIUS_CHIP);
    ui.painter()
        .rect(rect, radius, ground, edge, StrokeKind::Inside);
}

fn on_ground_ui(ui: &mut Ui, label: &str, color: Color32, ground: Color32) -> Response {
    let inset = vec2(8.0, 3.0);
    let width = ui.available_width() - 2.0 * inset.x;
    let (galley, cut) = elided::galley(ui, label, text::caption_font(), color, width);
    let size = galley.size() + 2.0 * inset;
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    ground_ui(ui, rect, ground);
    ui.painter().galley(rect.min + inset, galley, color);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, label));
    if cut {
        response.on_hover_ui(|ui| {
            bidi::wrapped_ui(ui, label);
        })
    } else {
        response
    }
}
