//! One line of the conversation: the name and the time beside it, and the words on their ground. Pressed, it plays.

use std::ops::Range;

use egui::text::{LayoutJob, TextFormat};
use egui::{
    Color32, CornerRadius, CursorIcon, Label, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use super::said::Said;
use crate::call::Speaker;
use crate::ui::bidi;
use crate::ui::call_page::pieces::{Kind, Piece};
use crate::ui::theme::{RADIUS_CARD, Themed, Tokens, text};
use crate::ui::underline::underlines;

/// Width of the column of names.
const NAMES: f32 = 58.0;
/// From the names to the words.
const BESIDE: f32 = 10.0;
/// How far what the caller says is shifted.
const SHIFT: f32 = 36.0;
const INSET: egui::Vec2 = vec2(12.0, 5.0);
/// Longer lines are tiring to read, points.
const BROADEST: f32 = 640.0;
const LINE: f32 = 23.0;
/// Height of the time under a name.
const TIME: f32 = 16.0;
/// How thick the ring is around what is said now.
const CURRENT: f32 = 2.0;
const QUIET_LINE: f32 = 18.0;
const NOT_SURE: &str = "Both channels have this line. Who says it is worked out from the words and the lines around \
                        it, and not sure.";

/// What is marked in a piece, in bytes.
#[derive(Default)]
pub struct Marked<'a> {
    pub keywords: &'a [Range<usize>],
    /// What was looked for; true for the current place.
    pub found: Vec<(Range<usize>, bool)>,
}

/// Draws a piece into the width of the column; gives the moment from which it is to be played.
pub fn line_ui(ui: &mut Ui, piece: &Piece, marked: &Marked<'_>, said: &Said<'_>) -> Option<f64> {
    let full = ui.max_rect();
    if piece.kind == Kind::Said {
        bubble_ui(ui, full, piece, marked, said)
    } else {
        if piece.first {
            name_ui(ui, full, piece);
        }
        quiet_ui(ui, full, piece, marked);
        None
    }
}

/// The text alone, as it was sent.
pub fn sent_ui(ui: &mut Ui, piece: &Piece, marked: &Marked<'_>) {
    let tokens = ui.tokens();
    let plain = format(tokens.text);
    let job = job(piece, marked, ui.available_width(), &plain, tokens);
    bidi::wrapped_ui(ui, job);
}

/// The height of a piece before it has been laid out, points.
pub fn line_height(piece: &Piece, width: f32, has_time: bool) -> f32 {
    if piece.kind != Kind::Said {
        return QUIET_LINE;
    }
    let room = width - NAMES - BESIDE - shift(piece.speaker) - 2.0 * INSET.x;
    let bubble = sent_height(piece, room.min(BROADEST)) + 2.0 * INSET.y;
    if piece.first && has_time {
        bubble.max(LINE + TIME)
    } else {
        bubble
    }
}

/// The height of a text before it has been laid out, points.
pub fn sent_height(piece: &Piece, room: f32) -> f32 {
    let text = &piece.text;
    let is_wide = |c: &char| u32::from(*c) >= 0x1100;
    let wide = if text.is_ascii() {
        0
    } else {
        text.chars().filter(is_wide).count()
    };
    let letters = text.chars().count() - wide;
    #[expect(clippy::cast_precision_loss, reason = "letters of a piece")]
    let width = 7.6 * letters as f32 + 15.0 * wide as f32;
    (width / room.max(60.0)).ceil().max(1.0) * LINE
}

fn shift(speaker: Speaker) -> f32 {
    if speaker == Speaker::Caller {
        SHIFT
    } else {
        0.0
    }
}

/// In small letters without a ground.
fn quiet_ui(ui: &mut Ui, full: Rect, piece: &Piece, marked: &Marked<'_>) {
    let tokens = ui.tokens();
    let shown = if piece.text.is_empty() {
        &Piece {
            text: "no words".to_owned(),
            ..piece.clone()
        }
    } else {
        piece
    };
    let left = full.left() + NAMES + BESIDE;
    let rect = Rect::from_min_max(
        pos2(left, full.top()),
        pos2(full.right(), full.top() + QUIET_LINE),
    );
    let plain = TextFormat {
        font_id: text::caption_font(),
        line_height: Some(16.0),
        color: tokens.text_subdued,
        ..TextFormat::default()
    };
    let job = job(shown, marked, rect.width(), &plain, tokens);
    ui.scope_builder(egui::UiBuilder::new().max_rect(rect), |ui| {
        bidi::wrapped_ui(ui, job);
    });
}

fn bubble_ui(
    ui: &mut Ui,
    full: Rect,
    piece: &Piece,
    marked: &Marked<'_>,
    said: &Said<'_>,
) -> Option<f64> {
    let tokens = ui.tokens();
    let ground = match piece.speaker {
        Speaker::Agent => tokens.agent_soft,
        Speaker::Caller => tokens.caller_soft,
        Speaker::Unknown => tokens.raised,
    };
    let left = full.left() + NAMES + BESIDE + shift(piece.speaker);
    let room = (full.right() - left - 2.0 * INSET.x).clamp(60.0, BROADEST);
    let job = job(piece, marked, room, &format(tokens.text), tokens);
    let laid = bidi::lay(ui, job);
    let galley = &laid.galley;
    // What fills more than one row fills the width, so that edges stand under each other.
    let wide = if galley.rows.len() > 1 {
        room
    } else {
        galley.size().x
    };
    let size = vec2(wide, galley.size().y) + 2.0 * INSET;
    let bubble = Rect::from_min_size(pos2(left, full.top()), size);
    let row = row_ui(ui, full, bubble, piece, said);
    let radius = CornerRadius::same(RADIUS_CARD);
    ui.painter().rect_filled(bubble, radius, ground);
    if said.is_current {
        let ring = Stroke::new(CURRENT, tokens.accent);
        ui.painter()
            .rect_stroke(bubble, radius, ring, StrokeKind::Outside);
    }
    let words = Rect::from_min_size(bubble.min + INSET, galley.size());
    for underline in underlines(&laid, marked.keywords) {
        let line = underline.translate(words.min.to_vec2());
        ui.painter()
            .rect_filled(line, CornerRadius::ZERO, tokens.warning);
    }
    let label = ui.put(words, Label::new(galley.clone()).selectable(true));
    label.widget_info(|| WidgetInfo::labeled(Role::Label, true, laid.written()));
    let is_hovered = said.can_play && (row.hovered() || label.hovered() || row.has_focus());
    if piece.first {
        name_ui(ui, full, piece);
        said.time_ui(
            ui,
            Rect::from_min_size(full.min + vec2(0.0, LINE - 3.0), vec2(NAMES, TIME)),
            is_hovered,
        );
    }
    if !said.can_play {
        return None;
    }
    let word = label
        .hover_pos()
        .map(|pointer| galley.cursor_from_pos(pointer - words.min).index)
        .and_then(|letter| keyword_at(piece, marked, laid.place(letter)?));
    let keyword = word.and_then(|word| said.keyword_secs(word));
    if keyword.is_some() {
        ui.set_cursor_icon(CursorIcon::PointingHand);
    }
    if label.clicked() {
        return keyword.or(said.start_secs());
    }
    row.clicked().then(|| said.start_secs())?
}

/// The whole row, to be pressed.
fn row_ui(ui: &mut Ui, full: Rect, bubble: Rect, piece: &Piece, said: &Said<'_>) -> Response {
    let has_time = piece.first && said.has_time();
    let height = if has_time { LINE + TIME } else { 0.0 };
    let bottom = bubble.bottom().max(full.top() + height);
    let row = Rect::from_min_max(full.min, pos2(bubble.right(), bottom));
    let can_be_pressed = said.can_play && piece.first;
    let sense = if can_be_pressed {
        Sense::click()
    } else {
        Sense::hover()
    };
    let response = ui.allocate_rect(row, sense);
    if !can_be_pressed {
        return response;
    }
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, said.name(piece)));
    if response.gained_focus() {
        ui.scroll_to_rect(row, None);
    }
    if response.has_focus() {
        let ring = Stroke::new(1.0, ui.tokens().text_strong);
        let radius = CornerRadius::same(RADIUS_CARD);
        ui.painter()
            .rect_stroke(row.expand(3.0), radius, ring, StrokeKind::Inside);
    }
    response
        .on_hover_text(text::body(said.hint()))
        .on_hover_cursor(CursorIcon::PointingHand)
}

/// The keyword that stands at a byte.
fn keyword_at<'a>(piece: &'a Piece, marked: &Marked<'_>, at: usize) -> Option<&'a str> {
    // The right half of a letter counts as the next one.
    let mut keywords = marked.keywords.iter();
    let range = keywords.find(|range| range.start <= at && at <= range.end)?;
    piece.text.get(range.clone())
}

/// The name beside a line, level with its first row.
fn name_ui(ui: &mut Ui, full: Rect, piece: &Piece) {
    let tokens = ui.tokens();
    let (name, color) = match piece.speaker {
        Speaker::Agent => ("Agent", tokens.agent),
        Speaker::Caller => ("Caller", tokens.caller),
        Speaker::Unknown => ("Unknown", tokens.text_subdued),
    };
    let (text, height) = match piece.kind {
        Kind::Quiet => (text::caption(name), 16.0),
        Kind::Echo => (text::caption("echo"), 16.0),
        Kind::Said => {
            let name = if piece.sure {
                name.to_owned()
            } else {
                format!("{name}?")
            };
            (text::body(name).size(12.0).color(color), LINE)
        }
    };
    let column = Rect::from_min_size(full.min, vec2(NAMES, height));
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    ui.scope_builder(
        egui::UiBuilder::new().max_rect(column).layout(layout),
        |ui| {
            let label = ui.add(Label::new(text).selectable(false));
            if piece.kind == Kind::Said && !piece.sure {
                label.on_hover_text(NOT_SURE);
            }
        },
    );
}

/// The text in sections: keywords stronger, what was found on a ground.
fn job(
    piece: &Piece,
    marked: &Marked<'_>,
    room: f32,
    plain: &TextFormat,
    tokens: &Tokens,
) -> LayoutJob {
    let mut job = LayoutJob::default();
    job.wrap.max_width = room;
    let ranges = marked.found.iter().map(|(range, _)| range);
    let ranges = ranges.chain(marked.keywords);
    let mut cuts: Vec<usize> = ranges.flat_map(|range| [range.start, range.end]).collect();
    cuts.extend([0, piece.text.len()]);
    cuts.retain(|cut| *cut <= piece.text.len());
    cuts.sort_unstable();
    cuts.dedup();
    for cut in cuts.windows(2) {
        let mut format = plain.clone();
        if marked.keywords.iter().any(|range| range.contains(&cut[0])) {
            format.color = tokens.text_strong;
        }
        let found = marked
            .found
            .iter()
            .find(|(range, _)| range.contains(&cut[0]));
        if let Some((_, is_current)) = found {
            (format.color, format.background) = if *is_current {
                (tokens.on_accent, tokens.accent)
            } else {
                (tokens.text_strong, tokens.selected)
            };
        }
        job.append(&piece.text[cut[0]..cut[1]], 0.0, format);
    }
    job
}

fn format(color: Color32) -> TextFormat {
    TextFormat {
        font_id: text::transcript_font(),
        line_height: Some(LINE),
        color,
        ..TextFormat::default()
    }
}
