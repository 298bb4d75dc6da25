//! One row of the list of calls.

use egui::{Align2, Color32, Id, Rect, Response, Sense, Ui, pos2, vec2};
use jiff::Timestamp;

use super::{glance, snippet, verdict};
use crate::call::listing::Snippet;
use crate::call::{CallRow, Stage};
use crate::ui::icons::Icon;
use crate::ui::row_list::{RowLook, row_ui};
use crate::ui::theme::{Themed, Tokens, text};
use crate::ui::widgets::{self, Tone};

/// Where the text begins, and what stays free at the right, points.
pub(super) const LEFT: f32 = 46.0;
const RIGHT: f32 = 14.0;
/// From the top of the row to the middle of its two lines, points.
const FIRST_LINE: f32 = 20.0;
const SECOND_LINE: f32 = 40.0;
/// The column of lengths, points.
const LENGTH_WIDTH: f32 = 50.0;

/// Draws the row of a call.
pub(super) fn call_row_ui(
    ui: &mut Ui,
    rect: Rect,
    id: Id,
    look: RowLook,
    row: &CallRow,
    snippet: Option<&Snippet>,
    now: Timestamp,
) -> Response {
    let mut sentence = glance::sentence(row, now);
    if let Some(snippet) = snippet {
        sentence = format!("{sentence}, found: {}", snippet.text.trim());
    }
    let response = row_ui(ui, id, rect, look, &sentence);
    if !ui.is_rect_visible(rect) {
        return response;
    }
    kind_icon(ui, rect, row, now);
    let times_left = times(ui, rect, row, now);
    let name_cut = name_and_marks(ui, rect, id, row, times_left - 8.0);
    let is_on_hover = response.hovered() && !look.is_selected;
    let chip_left = chip(ui, rect, row, now, is_on_hover);
    let at = pos2(rect.left() + LEFT, rect.top() + SECOND_LINE);
    let color = ui.tokens().text_subdued;
    let room = chip_left - 8.0 - at.x;
    let line_cut = if let Some(snippet) = snippet {
        snippet::paint(ui, at, room, snippet)
    } else {
        let origin = glance::origin(row);
        widgets::paint_elided(ui, at, room, &origin, text::small_font(), color).1
    };
    if name_cut || line_cut {
        let full = glance::in_full(row);
        let found = snippet.map(|snippet| format!("\n…{}…", snippet.text.trim()));
        response.on_hover_text(text::body(full + &found.unwrap_or_default()))
    } else {
        response
    }
}

fn kind_icon(ui: &Ui, rect: Rect, row: &CallRow, now: Timestamp) {
    let tokens = ui.tokens();
    let (icon, _) = glance::kind(row);
    let color = match icon {
        Icon::Bell if verdict::is_without_result(row, now) => tokens.warning,
        Icon::Bell => tokens.accent,
        Icon::PhoneMissed => tokens.sentiment_negative,
        Icon::Voicemail => tokens.warning,
        _ => tokens.text_subdued,
    };
    let center = pos2(rect.left() + 24.0, rect.top() + FIRST_LINE);
    icon.paint_at(ui, Rect::from_center_size(center, vec2(16.0, 16.0)), color);
}

/// The length at the right, the time left of it; returns where the time begins.
fn times(ui: &Ui, rect: Rect, row: &CallRow, now: Timestamp) -> f32 {
    let tokens = ui.tokens();
    let painter = ui.painter();
    let font = text::body_font();
    let right = pos2(rect.right() - RIGHT, rect.top() + FIRST_LINE);
    let length = glance::length(row, now);
    let color = if row.reviewed {
        tokens.text_subdued
    } else {
        tokens.text
    };
    let drawn = widgets::paint_digits(painter, right, Align2::RIGHT_CENTER, &length, &font, color);
    let width = LENGTH_WIDTH.max(drawn.width() + 10.0);
    let at = pos2(right.x - width, right.y);
    let when = glance::when(row, now);
    let subdued = tokens.text_subdued;
    widgets::paint_digits(painter, at, Align2::RIGHT_CENTER, &when, &font, subdued).left()
}

/// The name, and after it a star and the mark of what nobody vouches for. True when the name was cut.
fn name_and_marks(ui: &mut Ui, rect: Rect, id: Id, row: &CallRow, right: f32) -> bool {
    let tokens = ui.tokens();
    let marks = marks(row, tokens);
    #[expect(clippy::cast_precision_loss, reason = "two at most")]
    let marks_width = marks.len() as f32 * 19.0;
    let at = pos2(rect.left() + LEFT, rect.top() + FIRST_LINE);
    let (font, color) = if row.reviewed {
        (text::body_font(), tokens.text)
    } else {
        (text::strong_font(), tokens.text_strong)
    };
    let room = right - marks_width - at.x;
    let (name, cut) = widgets::paint_elided(ui, at, room, &glance::who(row), font, color);
    let mut x = name.right() + 12.0;
    for (icon, color, words) in marks {
        let mark = Rect::from_center_size(pos2(x, at.y), vec2(13.0, 13.0));
        icon.paint_at(ui, mark, color);
        ui.interact(mark.expand(3.0), id.with(words), Sense::hover())
            .on_hover_text(text::body(words));
        x += 19.0;
    }
    cut
}

fn marks(row: &CallRow, tokens: &Tokens) -> Vec<(Icon, Color32, &'static str)> {
    let star = row
        .starred
        .then_some((Icon::StarFilled, tokens.accent, "Starred"));
    let unverified = (!row.verified).then_some((
        Icon::ShieldOff,
        tokens.text_subdued,
        "Not verified: no signing secret vouches for this call",
    ));
    star.into_iter().chain(unverified).collect()
}

/// The chip at the right and the mood beside it; returns where they begin.
fn chip(ui: &Ui, rect: Rect, row: &CallRow, now: Timestamp, is_on_hover: bool) -> f32 {
    let right = pos2(rect.right() - RIGHT, rect.top() + SECOND_LINE);
    let Some((words, tone)) = verdict::of(row, now) else {
        return right.x;
    };
    let tokens = ui.tokens();
    let ground = if is_on_hover {
        tokens.surface
    } else {
        tokens.hover
    };
    let drawn = widgets::paint_chip(ui, right, rect.width() * 0.42, &words, tone, ground);
    let mood = if row.stage == Stage::Ringing || tone == Tone::Negative {
        None
    } else if verdict::is(row, "negative") {
        Some((Icon::MoodSad, Tone::Negative))
    } else if verdict::is(row, "positive") && words != "Positive" {
        Some((Icon::Mood, Tone::Positive))
    } else {
        None
    };
    let Some((icon, tone)) = mood else {
        return drawn.left();
    };
    let center = pos2(drawn.left() - 14.0, right.y);
    let mark = Rect::from_center_size(center, vec2(15.0, 15.0));
    icon.paint_at(ui, mark, tone.color(tokens));
    mark.left()
}
