//! The lanes: bars, pauses, the loop and what is heard now.

use egui::{Color32, CornerRadius, Mesh, Rect, Shape, Stroke, StrokeKind, Ui, pos2, vec2};

use super::super::view::{Lanes, Loop, PlayerView};
use super::Place;
use super::columns::Columns;
use crate::call::sound::{Heard, Parts, Pause, PauseKind, Sides};
use crate::ui::icons::Icon;
use crate::ui::theme::{Themed, Tokens};

/// A bar and the space behind it, points.
pub(super) const STEP: f32 = 3.0;
const BAR: f32 = 2.0;
/// A bar of nothing is so high: lanes are dotted lines where nobody speaks.
const DOT: f32 = 1.0;
/// Between two lanes, points.
const BETWEEN: f32 = 4.0;
const CURSOR: f32 = 2.0;
/// A pause has its drawing from this width on, points.
const DRAWN: f32 = 22.0;
/// How much is left of the colour of a lane that one does not hear.
const UNHEARD_LANE: f32 = 0.35;
/// And of that of what was glanced at only.
const SKETCHED: f32 = 0.6;

/// Draws everything but marks.
pub(super) fn paint(
    ui: &Ui,
    place: &Place,
    player: &PlayerView,
    heard: Option<&Heard>,
    columns: &mut Columns,
) {
    looped(ui, place, player.looped);
    if let Some(heard) = heard {
        if let Some(analysis) = &heard.analysis {
            for pause in &analysis.pauses {
                paint_pause(ui, place, *pause);
            }
        }
        lanes(ui, place, player, heard, columns);
    } else {
        let line = Rect::from_center_size(place.rect.center(), vec2(place.rect.width(), DOT));
        ui.painter().rect_filled(line, 0, ui.tokens().unheard);
    }
    missing(ui, place, player, heard);
}

/// Where nothing was fetched yet there is a plain line.
fn missing(ui: &Ui, place: &Place, player: &PlayerView, heard: Option<&Heard>) {
    let Some(fetched) = player.fetched else {
        return;
    };
    let read = heard.map_or(0.0, |heard| heard.outline.length_secs());
    let sketched = sketched_secs(heard).unwrap_or_default();
    let there = f64::from(fetched) * place.length_secs;
    let from = place.x_of(there.max(read).max(sketched));
    let right = place.rect.right();
    if from < right {
        let size = vec2(right - from, 2.0);
        let line = Rect::from_center_size(
            pos2(f32::midpoint(from, right), place.rect.center().y),
            size,
        );
        ui.painter().rect_filled(line, 1, ui.tokens().hover);
    }
}

/// How far a recording was glanced at.
fn sketched_secs(heard: Option<&Heard>) -> Option<f64> {
    let sketch = heard?.sketch.as_ref()?;
    Some(sketch.length_secs)
}

fn lanes(ui: &Ui, place: &Place, player: &PlayerView, heard: &Heard, columns: &mut Columns) {
    let tokens = ui.tokens();
    let sides = sides(heard);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "bars of a window"
    )]
    let count = (place.rect.width() / STEP).floor().max(1.0) as usize;
    let shown = (place.from_secs, place.until_secs);
    let bars = columns.of(heard, shown, count, player.sound.is_leveled);
    let read = place.x_of(heard.outline.length_secs());
    let sketched = sketched_secs(Some(heard)).map(|until_secs| {
        let color = tokens.unheard.gamma_multiply(SKETCHED);
        (place.x_of(until_secs), color)
    });
    let mut mesh = Mesh::default();
    for (row, lane) in sides.lanes().enumerate() {
        let Some(bars) = bars.get(lane) else { continue };
        let color = lane_color(tokens, sides, lane, player.sound.lanes);
        let rect = row_of(place.rect, row, sides);
        lane_bars(
            &mut mesh,
            ui,
            place,
            &player.parts,
            bars,
            (rect, color),
            (read, sketched),
        );
    }
    ui.painter().add(Shape::mesh(mesh));
}

/// The bars of one lane in its rectangle, its colour where it was heard, as far as it was read; behind that in the
/// colour of a sketch, as far as it was glanced at.
fn lane_bars(
    mesh: &mut Mesh,
    ui: &Ui,
    place: &Place,
    parts: &Parts,
    bars: &[(f32, f32)],
    (rect, color): (Rect, [Color32; 2]),
    (read, sketched): (f32, Option<(f32, Color32)>),
) {
    let pixel = 1.0 / ui.pixels_per_point();
    let snap = |at: f32| (at / pixel).round() * pixel;
    let half = rect.height() / 2.0;
    let mut is_heard = parts.walk();
    let mut x = rect.left();
    for (min, max) in bars {
        let at_secs = place.secs_at(x + BAR / 2.0);
        let color = match sketched {
            _ if x < read => color[usize::from(is_heard(at_secs))],
            Some((until, color)) if x < until => color,
            _ => break,
        };
        let top = (rect.center().y - max * half).min(rect.center().y - DOT / 2.0);
        let bottom = (rect.center().y - min * half).max(rect.center().y + DOT / 2.0);
        let left = snap(x);
        let bar = Rect::from_min_max(pos2(left, snap(top)), pos2(left + BAR, snap(bottom)));
        mesh.add_colored_rect(bar, color);
        x += STEP;
    }
}

/// The colours of what was not heard yet and of what was.
fn lane_color(tokens: &Tokens, sides: Sides, lane: usize, solo: Lanes) -> [Color32; 2] {
    let own = match sides {
        Sides::Stereo { agent, .. } if agent != lane => tokens.caller,
        _ => tokens.agent,
    };
    let is_silenced = match solo {
        Lanes::Both => false,
        Lanes::Left => lane != 0,
        Lanes::Right => lane != 1,
    };
    let colors = [tokens.unheard, own];
    if is_silenced && sides.is_stereo() {
        colors.map(|color| color.gamma_multiply(UNHEARD_LANE))
    } else {
        colors
    }
}

/// Whose lanes there are; while the recording is still read, as many as it has.
pub(in crate::ui::player) fn sides(heard: &Heard) -> Sides {
    match &heard.analysis {
        Some(analysis) => analysis.sides,
        None => Sides::so_far(&heard.outline),
    }
}

/// Where a lane lies, counted from the top.
fn row_of(rect: Rect, row: usize, sides: Sides) -> Rect {
    if !sides.is_stereo() {
        return rect;
    }
    let height = (rect.height() - BETWEEN) / 2.0;
    let top = if row == 0 {
        rect.top()
    } else {
        rect.bottom() - height
    };
    Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), height))
}

fn paint_pause(ui: &Ui, place: &Place, pause: Pause) {
    let Some((from, until)) = place.visible(pause.span.start_secs, pause.span.end_secs) else {
        return;
    };
    let tokens = ui.tokens();
    let rect = Rect::from_min_max(
        pos2(from, place.rect.top()),
        pos2(until, place.rect.bottom()),
    );
    ui.painter()
        .rect_filled(rect.shrink2(vec2(1.0, 0.0)), 4, tokens.raised);
    if pause.kind == PauseKind::Ringing && rect.width() >= DRAWN {
        let icon = Rect::from_center_size(rect.center_top() - vec2(0.0, 8.0), vec2(12.0, 12.0));
        Icon::Bell.paint_at(ui, icon, tokens.text_subdued);
    }
}

/// What is played over and over.
fn looped(ui: &Ui, place: &Place, looped: Loop) {
    let tokens = ui.tokens();
    match looped {
        Loop::Off => {}
        Loop::From(from) => {
            if let Some(x) = place.visible_x(from.as_secs_f64()) {
                edge(ui, place.rect, x);
            }
        }
        Loop::Between(from, until) => {
            let (from, until) = (from.as_secs_f64(), until.as_secs_f64());
            if let Some((left, right)) = place.visible(from, until) {
                let rect = Rect::from_min_max(
                    pos2(left, place.rect.top()),
                    pos2(right, place.rect.bottom()),
                );
                ui.painter().rect_filled(rect, 4, tokens.selected);
            }
            for at in [from, until] {
                if let Some(x) = place.visible_x(at) {
                    edge(ui, place.rect, x);
                }
            }
        }
    }
}

fn edge(ui: &Ui, rect: Rect, x: f32) {
    let line = Rect::from_center_size(pos2(x, rect.center().y), vec2(CURSOR, rect.height()));
    ui.painter().rect_filled(line, 0, ui.tokens().warning);
}

/// Where what is heard now stands, and the ring of the focus.
pub(super) fn cursor(ui: &Ui, place: &Place, at_secs: f64, has_focus: bool) {
    let tokens = ui.tokens();
    if let Some(x) = place.visible_x(at_secs) {
        let height = place.rect.height() + 10.0;
        let line = Rect::from_center_size(pos2(x, place.rect.center().y), vec2(CURSOR, height));
        ui.painter().rect_filled(line, 1, tokens.text_strong);
    }
    if has_focus {
        let ring = Stroke::new(1.0, tokens.accent);
        let rect = place.rect.expand(4.0);
        ui.painter()
            .rect_stroke(rect, CornerRadius::same(4), ring, StrokeKind::Outside);
    }
}
