//! Marks above and below the lanes: keywords and notes on stems, and where somebody begins to speak. Those that would
//! lie on each other share a head that unfolds to all of them.

use std::time::Duration;

use egui::{Align2, Id, Popup, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::Place;
use crate::call::sound::{Heard, Mark, MarkKind};
use crate::call::{CallId, Speaker};
use crate::ui::player::PlayerAction;
use crate::ui::player::words::{clock, named};
use crate::ui::theme::{Themed, text};
use crate::ui::{Action, Actions, widgets};

/// Marks that are nearer than this share a head, points.
const NEAR: f32 = 11.0;
/// The strip above the lanes for heads, and the one below for turns, points.
pub(super) const HEADS: f32 = 14.0;
pub(super) const TURNS: f32 = 8.0;
/// The height of a turn's tick, points.
const TICK: f32 = 5.0;
/// Of more turns in view only those at the pointer are more than drawn: one looks closer to have each.
const FEW: usize = 40;
/// Heads that share one show at most so many lines on hover.
const LINES: usize = 6;
/// Characters of what is said in such a line.
const SHORT: usize = 60;

/// Marks that share a place.
struct Head<'a> {
    x: f32,
    marks: Vec<&'a Mark>,
}

/// Draws all of them and takes their clicks.
pub(super) fn marks_ui(ui: &mut Ui, place: &Place, heard: &Heard, actions: &mut Actions) {
    let is_turn = |mark: &&Mark| mark.kind == MarkKind::Turn;
    let (turns, others): (Vec<&Mark>, Vec<&Mark>) = heard.marks.iter().partition(is_turn);
    let turns = heads(place, &turns);
    let pointed = pointed(ui);
    for (at, head) in turns.iter().enumerate() {
        let is_near = |x: f32| (x - head.x).abs() <= NEAR;
        if turns.len() <= FEW || pointed.is_some_and(is_near) || Popup::is_any_open(ui.ctx()) {
            turn_ui(ui, place, heard.call, head, at, actions);
        } else {
            paint_turn(ui, place, head, TICK);
        }
    }
    for (at, head) in heads(place, &others).iter().enumerate() {
        head_ui(ui, place, heard.call, head, at, actions);
    }
}

/// Where the pointer is, points.
fn pointed(ui: &Ui) -> Option<f32> {
    ui.input(|input| input.pointer.latest_pos()).map(|at| at.x)
}

fn heads<'a>(place: &Place, marks: &[&'a Mark]) -> Vec<Head<'a>> {
    let mut heads: Vec<Head<'a>> = Vec::new();
    for mark in marks {
        let Some(x) = place.visible_x(mark.at_secs) else {
            continue;
        };
        match heads.last_mut() {
            Some(head) if x - head.x < NEAR => head.marks.push(mark),
            _ => heads.push(Head {
                x,
                marks: vec![mark],
            }),
        }
    }
    heads
}

/// A keyword or a note: a head above the lanes and a stem through them.
fn head_ui(
    ui: &mut Ui,
    place: &Place,
    call: CallId,
    head: &Head<'_>,
    at: usize,
    actions: &mut Actions,
) {
    let tokens = ui.tokens();
    let is_note = head.marks.iter().any(|mark| mark.kind == MarkKind::Note);
    let color = if is_note {
        tokens.text_strong
    } else {
        tokens.warning
    };
    let center = pos2(head.x, place.rect.top() - HEADS / 2.0);
    let rect = Rect::from_center_size(center, vec2(NEAR, HEADS));
    let id = Id::unique(("mark", call, at));
    let response = ui.interact(rect, id, Sense::click());
    let stem = Rect::from_min_max(
        pos2(head.x - 0.5, center.y),
        pos2(head.x + 0.5, place.rect.bottom()),
    );
    ui.painter().rect_filled(stem, 0, color.gamma_multiply(0.6));
    let size = if response.hovered() || response.has_focus() {
        4.5
    } else {
        3.5
    };
    match head.marks.len() {
        1 if is_note => {
            let square = Rect::from_center_size(center, vec2(size, size) * 1.8);
            ui.painter().rect_filled(square, 1, color);
        }
        1 => {
            ui.painter().circle_filled(center, size, color);
        }
        many => {
            let pill = Rect::from_center_size(center, vec2(NEAR + 3.0, 13.0));
            ui.painter().rect_filled(pill, 6, color);
            let number = if many > 9 {
                "9+".to_owned()
            } else {
                many.to_string()
            };
            let font = egui::FontId::new(10.0, text::strong_font().family);
            ui.painter()
                .text(center, Align2::CENTER_CENTER, number, font, tokens.surface);
        }
    }
    if response.has_focus() {
        let ring = egui::Stroke::new(1.0, tokens.accent);
        ui.painter()
            .rect_stroke(rect.expand(2.0), 4, ring, egui::StrokeKind::Outside);
    }
    work(response, call, head, actions);
}

/// Where somebody begins to speak: a tick below the lanes.
fn turn_ui(
    ui: &mut Ui,
    place: &Place,
    call: CallId,
    head: &Head<'_>,
    at: usize,
    actions: &mut Actions,
) {
    let top = pos2(head.x, place.rect.bottom() + 2.0);
    let rect = Rect::from_min_size(top - vec2(NEAR / 2.0, 0.0), vec2(NEAR, TURNS));
    let id = Id::unique(("turn", call, at));
    // So many are no stops of the Tab key: the waveform steps through them with the arrows.
    let response = ui.interact(rect, id, Sense::CLICK);
    let height = if response.hovered() { TURNS } else { TICK };
    paint_turn(ui, place, head, height);
    work(response, call, head, actions);
}

fn paint_turn(ui: &Ui, place: &Place, head: &Head<'_>, height: f32) {
    let tokens = ui.tokens();
    let color = match head.marks[0].speaker {
        Speaker::Agent => tokens.agent,
        Speaker::Caller => tokens.caller,
        Speaker::Unknown => tokens.text_subdued,
    };
    let top = pos2(head.x - 1.0, place.rect.bottom() + 2.0);
    let tick = Rect::from_min_size(top, vec2(2.0, height));
    ui.painter().rect_filled(tick, 1, color);
}

/// Its name, what it shows on hover, and what a press does.
fn work(response: Response, call: CallId, head: &Head<'_>, actions: &mut Actions) {
    let name = || match &head.marks[..] {
        [first, rest @ ..] if !rest.is_empty() => {
            format!("{}, and {} more", told(first), rest.len())
        }
        marks => marks.iter().map(|one| told(one)).collect(),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, name()));
    let response = response.on_hover_ui(|ui| {
        for mark in head.marks.iter().take(LINES) {
            ui.label(text::body(told(mark)));
        }
        if head.marks.len() > LINES {
            let more = format!("and {} more", head.marks.len() - LINES);
            ui.label(text::caption(more));
        }
    });
    if let [one] = head.marks[..] {
        if response.clicked() {
            actions.push(play(call, one));
        }
        return;
    }
    Popup::menu(&response).show(|ui| {
        ui.set_max_width(360.0);
        let area = egui::ScrollArea::vertical().max_height(240.0);
        widgets::scroll_ui(ui, area, |ui| {
            for mark in &head.marks {
                if widgets::button_ui(ui, None, &told(mark)).clicked() {
                    actions.push(play(call, mark));
                    ui.close();
                }
            }
        });
    });
}

fn play(call: CallId, mark: &Mark) -> Action {
    Action::Player(PlayerAction::PlayFrom(call, before(mark.at_secs)))
}

/// A mark is heard from two seconds before.
pub(in crate::ui) fn before(at_secs: f64) -> Duration {
    Duration::try_from_secs_f64(at_secs - 2.0).unwrap_or_default()
}

/// What it is: `0:23 · keyword “patio” · caller`, `0:15 · Agent: Oh, I’m sorry…`.
fn told(mark: &Mark) -> String {
    let time = clock(mark.at_secs);
    let short: String = mark.text.chars().take(SHORT).collect();
    let cut = if short.len() < mark.text.len() {
        "…"
    } else {
        ""
    };
    match (mark.kind, mark.speaker) {
        (MarkKind::Keyword, Speaker::Unknown) => format!("{time} · keyword {short}"),
        (MarkKind::Keyword, who) => {
            format!("{time} · keyword {short} · {}", named(who).to_lowercase())
        }
        (MarkKind::Note, _) => format!("{time} · note · {short}{cut}"),
        (MarkKind::Turn, who) => format!("{time} · {}: {short}{cut}", named(who)),
    }
}
