//! One row of the list of calls.

use std::borrow::Cow;

use egui::{Align2, Color32, Id, Pos2, Rect, Response, Sense, Ui, pos2, vec2};
use jiff::Timestamp;

use super::told::Told;
use super::{glance, snippet, verdict};
use crate::call::listing::Snippet;
use crate::call::{CallRow, Density};
use crate::ui::icons::Icon;
use crate::ui::row_list::{RowLook, row_ui};
use crate::ui::theme::{Themed, Tokens, text};
use crate::ui::widgets;

/// Where the text begins, and what stays free at the right, points.
pub(super) const LEFT: f32 = 46.0;
const RIGHT: f32 = 14.0;
/// From the top of the row to the middle of its two lines, points.
const FIRST_LINE: f32 = 20.0;
const SECOND_LINE: f32 = 40.0;
/// Less room is left free after a name, points.
const LEAST_FURTHER: f32 = 48.0;
/// The column of lengths, points.
const LENGTH_WIDTH: f32 = 50.0;

/// A call and how its row is drawn.
pub(super) struct Drawn<'a> {
    pub row: &'a CallRow,
    pub told: &'a Told,
    /// What was found in it.
    pub snippet: Option<&'a Snippet>,
    pub density: Density,
    pub now: Timestamp,
}

impl Drawn<'_> {
    /// All of it in a sentence.
    pub(super) fn sentence(&self) -> Cow<'_, str> {
        let sentence = &self.told.sentence;
        match self.snippet {
            Some(snippet) => format!("{sentence}, found: {}", snippet.text.trim()).into(),
            None => sentence.into(),
        }
    }

    /// What hovering adds where something is cut.
    pub(super) fn in_full(&self) -> String {
        let full = &self.told.in_full;
        match self.snippet {
            Some(snippet) => format!("{full}\n{}", snippet.text.trim()),
            None => full.clone(),
        }
    }
}

/// Draws the row of a call.
pub(super) fn call_row_ui(
    ui: &mut Ui,
    rect: Rect,
    id: Id,
    look: RowLook,
    drawn: &Drawn<'_>,
) -> Response {
    let response = row_ui(ui, id, rect, look, &drawn.sentence());
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let is_on_hover = response.hovered() && !look.is_marked();
    let is_cut = match drawn.density {
        Density::Comfortable => two_lines(ui, rect, id, drawn, is_on_hover),
        Density::Compact => one_line(ui, rect, id, drawn, is_on_hover),
    };
    if is_cut {
        response.on_hover_text(text::body(drawn.in_full()))
    } else {
        response
    }
}

/// True when something was cut.
fn two_lines(ui: &mut Ui, rect: Rect, id: Id, drawn: &Drawn<'_>, is_on_hover: bool) -> bool {
    let now = drawn.now;
    let first = first_line(rect, Density::Comfortable);
    let second = rect.top() + SECOND_LINE;
    let times_left = times(ui, pos2(rect.right() - RIGHT, first), drawn);
    let at = pos2(rect.left() + LEFT, first);
    let (_, name_cut) = name_and_marks(ui, at, id, drawn, times_left - 8.0);
    let right = pos2(rect.right() - RIGHT, second);
    let chip_left = chip(ui, right, rect.width() * 0.42, drawn.row, now, is_on_hover);
    let at = pos2(rect.left() + LEFT, second);
    name_cut | further(ui, at, chip_left - 8.0 - at.x, drawn)
}

/// The same in one line; what was found, or where the call came from, follows the name where there is room.
fn one_line(ui: &mut Ui, rect: Rect, id: Id, drawn: &Drawn<'_>, is_on_hover: bool) -> bool {
    let now = drawn.now;
    let middle = rect.center().y;
    let times_left = times(ui, pos2(rect.right() - RIGHT, middle), drawn);
    let right = pos2(times_left - 10.0, middle);
    let chip_left = chip(ui, right, rect.width() * 0.24, drawn.row, now, is_on_hover);
    let at = pos2(rect.left() + LEFT, middle);
    let room = chip_left - 8.0 - at.x;
    let name_room = if drawn.snippet.is_some() {
        room * 0.5
    } else {
        room
    };
    let (end, name_cut) = name_and_marks(ui, at, id, drawn, at.x + name_room);
    let at = pos2(end + 8.0, middle);
    let room = chip_left - 8.0 - at.x;
    if room < LEAST_FURTHER {
        return true;
    }
    name_cut | further(ui, at, room, drawn)
}

/// What was found, else where the call came from; true when it was cut.
fn further(ui: &Ui, at: Pos2, room: f32, drawn: &Drawn<'_>) -> bool {
    if let Some(snippet) = drawn.snippet {
        return snippet::paint(ui, at, room, snippet);
    }
    let color = ui.tokens().text_subdued;
    widgets::paint_elided(ui, at, room, &drawn.told.origin, text::small_font(), color).1
}

/// The middle of the line that the name stands in.
pub(super) fn first_line(rect: Rect, density: Density) -> f32 {
    match density {
        Density::Comfortable => rect.top() + FIRST_LINE,
        Density::Compact => rect.center().y,
    }
}

/// The drawing of what kind of call it is, at the left.
pub(super) fn kind_icon(ui: &Ui, center: Pos2, row: &CallRow, now: Timestamp) {
    let tokens = ui.tokens();
    let (icon, _) = glance::kind(row);
    let color = match icon {
        Icon::Bell => verdict::bell(row, now).color(tokens),
        Icon::PhoneMissed => tokens.sentiment_negative,
        Icon::Voicemail => tokens.warning,
        _ => tokens.text_subdued,
    };
    icon.paint_at(ui, Rect::from_center_size(center, vec2(16.0, 16.0)), color);
}

/// The length at the right, the time left of it; returns where the time begins.
fn times(ui: &Ui, right: Pos2, call: &Drawn<'_>) -> f32 {
    let (row, now) = (call.row, call.now);
    let tokens = ui.tokens();
    let painter = ui.painter();
    let font = text::body_font();
    let length = glance::length(row, now);
    let color = if row.reviewed {
        tokens.text_subdued
    } else {
        tokens.text
    };
    let drawn = widgets::paint_digits(painter, right, Align2::RIGHT_CENTER, &length, &font, color);
    let width = LENGTH_WIDTH.max(drawn.width() + 10.0);
    let at = pos2(right.x - width, right.y);
    let subdued = tokens.text_subdued;
    widgets::paint_digits(
        painter,
        at,
        Align2::RIGHT_CENTER,
        &call.told.when,
        &font,
        subdued,
    )
    .left()
}

/// The name, and after it a star and the mark of what nobody vouches for. Where that ends, and whether the name was
/// cut.
pub(super) fn name_and_marks(
    ui: &mut Ui,
    at: Pos2,
    id: Id,
    drawn: &Drawn<'_>,
    right: f32,
) -> (f32, bool) {
    let row = drawn.row;
    let tokens = ui.tokens();
    let marks = marks(row, tokens);
    #[expect(clippy::cast_precision_loss, reason = "two at most")]
    let marks_width = marks.len() as f32 * 19.0;
    let (font, color) = if row.reviewed {
        (text::body_font(), tokens.text)
    } else {
        (text::strong_font(), tokens.text_strong)
    };
    let room = right - marks_width - at.x;
    let (name, cut) = widgets::paint_elided(ui, at, room, &drawn.told.who, font, color);
    let mut x = name.right() + 12.0;
    for (icon, color, words) in marks {
        let mark = Rect::from_center_size(pos2(x, at.y), vec2(13.0, 13.0));
        icon.paint_at(ui, mark, color);
        ui.interact(mark.expand(3.0), id.with(words), Sense::hover())
            .on_hover_text(text::body(words));
        x += 19.0;
    }
    (x - 12.0, cut)
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
fn chip(ui: &Ui, right: Pos2, most: f32, row: &CallRow, now: Timestamp, is_on_hover: bool) -> f32 {
    let Some(verdict) = verdict::of(row, now) else {
        return right.x;
    };
    let (words, tone) = &verdict;
    let tokens = ui.tokens();
    let ground = if is_on_hover {
        tokens.surface
    } else {
        tokens.hover
    };
    let drawn = widgets::paint_chip(ui, right, most, words, *tone, ground);
    let Some((icon, tone, _)) = verdict::mood_beside(row, &verdict) else {
        return drawn.left();
    };
    let center = pos2(drawn.left() - 14.0, right.y);
    let mark = Rect::from_center_size(center, vec2(15.0, 15.0));
    icon.paint_at(ui, mark, tone.color(tokens));
    mark.left()
}
