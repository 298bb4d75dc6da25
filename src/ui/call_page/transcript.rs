//! The transcript: who said what, as a conversation.

use std::collections::HashMap;
use std::ops::Range;

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, CornerRadius, Label, Rect, Sense, Sides, Ui, pos2, vec2};

use super::column::Heights;
use super::marks::marks;
use super::pieces::Piece;
use super::quiet::quiet_button_ui;
use super::underline::underlines;
use crate::call::Speaker;
use crate::ui::theme::{RADIUS_CARD, Themed, Tokens, text};
use crate::ui::widgets::{card_body_ui, heading_ui};

/// Width of the column of names.
const NAMES: f32 = 58.0;
/// From the names to the words.
const BESIDE: f32 = 10.0;
/// How far what the caller says is shifted.
const SHIFT: f32 = 36.0;
const INSET: egui::Vec2 = vec2(12.0, 5.0);
const GAP: f32 = 8.0;
/// Longer lines are tiring to read, points.
const BROADEST: f32 = 640.0;
const LINE: f32 = 23.0;
const HEADING: f32 = 16.0;
/// Bytes of turns from which a transcript counts as long.
const LONG: usize = 1000;

/// What of a transcript is remembered between frames.
#[derive(Default)]
pub struct TranscriptState {
    /// True while the text is shown as it was sent.
    as_sent: bool,
    turns: Heights,
    sent: Heights,
    /// Where keywords stand, by piece.
    marks: HashMap<usize, Vec<Range<usize>>>,
}

impl TranscriptState {
    /// Forgets what was measured of a text that has changed.
    pub fn forget(&mut self) {
        *self = Self {
            as_sent: self.as_sent,
            ..Self::default()
        };
    }
}

/// What is to be shown of a transcript.
#[derive(Default)]
pub struct Transcript {
    pub turns: Vec<Piece>,
    pub as_sent: Vec<Piece>,
    /// To be underlined.
    pub keywords: Vec<String>,
}

impl Transcript {
    /// True when it takes so much room that what stands below it is far away.
    pub fn is_long(&self) -> bool {
        self.turns
            .iter()
            .map(|turn| turn.text.len().max(60))
            .sum::<usize>()
            > LONG
    }
}

/// The card of the transcript; absent when nothing was said.
pub fn transcript_ui(ui: &mut Ui, transcript: &Transcript, state: &mut TranscriptState) {
    if transcript.turns.is_empty() {
        return;
    }
    card_body_ui(ui, |ui| {
        Sides::new().height(HEADING).show(
            ui,
            |ui| heading_ui(ui, "Transcript"),
            |ui| toggle_ui(ui, &mut state.as_sent),
        );
        ui.add_space(6.0);
        if state.as_sent {
            let pieces = &transcript.as_sent;
            state.sent.show_ui(
                ui,
                pieces.len(),
                0.0,
                |index, width| estimate(&pieces[index].text, width),
                |ui, index| {
                    ui.add(
                        Label::new(text::transcript(&pieces[index].text))
                            .wrap()
                            .selectable(true),
                    );
                },
            );
        } else {
            turns_ui(ui, transcript, state);
        }
    });
}

fn toggle_ui(ui: &mut Ui, as_sent: &mut bool) {
    let (caption, name) = if *as_sent {
        ("By speaker", "Show the transcript by speaker")
    } else {
        ("As sent", "Show the transcript as sent")
    };
    ui.spacing_mut().interact_size.y = HEADING;
    if quiet_button_ui(ui, caption, name).clicked() {
        *as_sent = !*as_sent;
    }
}

fn turns_ui(ui: &mut Ui, transcript: &Transcript, state: &mut TranscriptState) {
    let turns = &transcript.turns;
    let known = &mut state.marks;
    state.turns.show_ui(
        ui,
        turns.len(),
        GAP,
        |index, width| turn_height(&turns[index], width),
        |ui, index| {
            let turn = &turns[index];
            let marks = known
                .entry(index)
                .or_insert_with(|| marks(&turn.text, &transcript.keywords));
            turn_ui(ui, turn, marks);
        },
    );
}

fn turn_ui(ui: &mut Ui, turn: &Piece, marks: &[Range<usize>]) {
    let tokens = ui.tokens();
    let full = ui.max_rect();
    let quiet = turn.is_quiet();
    if turn.first {
        name_ui(ui, full, turn.speaker, quiet);
    }
    if quiet {
        let said = if turn.text.is_empty() {
            "no words"
        } else {
            &turn.text
        };
        let at = pos2(full.left() + NAMES + BESIDE, full.top());
        let rect = Rect::from_min_max(at, pos2(full.right(), full.top() + 18.0));
        ui.scope_builder(egui::UiBuilder::new().max_rect(rect), |ui| {
            ui.add(Label::new(text::caption(said)).wrap().selectable(true));
        });
        return;
    }
    let (shift, ground) = match turn.speaker {
        Speaker::Agent => (0.0, tokens.agent_soft),
        Speaker::Caller => (SHIFT, tokens.caller_soft),
        Speaker::Unknown => (0.0, tokens.raised),
    };
    let left = full.left() + NAMES + BESIDE + shift;
    let room = (full.right() - left - 2.0 * INSET.x).clamp(60.0, BROADEST);
    let galley = ui
        .ctx()
        .fonts_mut(|fonts| fonts.layout_job(job(turn, marks, room, tokens)));
    // What fills more than one row fills the width, so that edges stand under each other.
    let wide = if galley.rows.len() > 1 {
        room
    } else {
        galley.size().x
    };
    let size = vec2(wide, galley.size().y) + 2.0 * INSET;
    let bubble = Rect::from_min_size(pos2(left, full.top()), size);
    ui.allocate_rect(bubble, Sense::hover());
    ui.painter()
        .rect_filled(bubble, CornerRadius::same(RADIUS_CARD), ground);
    let words = Rect::from_min_size(bubble.min + INSET, galley.size());
    for underline in underlines(&galley, marks) {
        let line = underline.translate(words.min.to_vec2());
        ui.painter()
            .rect_filled(line, CornerRadius::ZERO, tokens.warning);
    }
    ui.put(words, Label::new(galley).selectable(true));
}

/// The name beside a turn, in line with its first row.
fn name_ui(ui: &mut Ui, full: Rect, speaker: Speaker, quiet: bool) {
    let tokens = ui.tokens();
    let (name, color) = match speaker {
        Speaker::Agent => ("Agent", tokens.agent),
        Speaker::Caller => ("Caller", tokens.caller),
        Speaker::Unknown => ("Unknown", tokens.text_subdued),
    };
    let (text, height) = if quiet {
        (text::caption(name), 16.0)
    } else {
        (text::body(name).size(12.0).color(color), LINE)
    };
    let column = Rect::from_min_size(full.min, vec2(NAMES, height));
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    ui.scope_builder(
        egui::UiBuilder::new().max_rect(column).layout(layout),
        |ui| {
            ui.add(Label::new(text).selectable(false));
        },
    );
}

/// The text in sections, plain and marked by turns.
fn job(turn: &Piece, marks: &[Range<usize>], room: f32, tokens: &Tokens) -> LayoutJob {
    let mut job = LayoutJob::default();
    job.wrap.max_width = room;
    let plain = format(tokens.text);
    let marked = format(tokens.text_strong);
    let mut from = 0;
    for mark in marks {
        job.append(&turn.text[from..mark.start], 0.0, plain.clone());
        job.append(&turn.text[mark.clone()], 0.0, marked.clone());
        from = mark.end;
    }
    job.append(&turn.text[from..], 0.0, plain);
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

fn turn_height(turn: &Piece, width: f32) -> f32 {
    if turn.is_quiet() {
        return 18.0;
    }
    let shift = if turn.speaker == Speaker::Caller {
        SHIFT
    } else {
        0.0
    };
    let room = width - NAMES - BESIDE - shift - 2.0 * INSET.x;
    estimate(&turn.text, room.min(BROADEST)) + 2.0 * INSET.y
}

/// The height of a text before it has been laid out.
fn estimate(text: &str, room: f32) -> f32 {
    let width: f32 = text
        .chars()
        .map(|c| if u32::from(c) < 0x1100 { 7.6 } else { 15.0 })
        .sum();
    (width / room.max(60.0)).ceil().max(1.0) * LINE
}
