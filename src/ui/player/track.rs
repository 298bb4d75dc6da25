//! The track: where the sound is, how much of it is there, the loop; a click or a drag goes elsewhere.

use std::time::Duration;

use egui::{
    Align, Align2, CornerRadius, CursorIcon, Label, Layout, Rect, Response, Sense, Stroke,
    StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::trouble::way_out_ui;
use super::view::{Loop, PlayerView};
use super::{PlayerAction, PlayerBar};
use crate::call::Seconds;
use crate::ui::icons::Icon;
use crate::ui::theme::{Themed, text};
use crate::ui::{Action, Actions, widgets, words};

/// Points.
const MARGIN: f32 = 20.0;
const TOP: f32 = 18.0;
const TRACK_HEIGHT: f32 = 44.0;
const LINE: f32 = 4.0;
const CURSOR: f32 = 2.0;

pub(super) fn track_ui(
    ui: &mut Ui,
    player: &PlayerView,
    actions: &mut Actions,
    bar: &mut PlayerBar,
) {
    let column = ui.max_rect().shrink2(vec2(MARGIN, 0.0));
    let rect = Rect::from_min_size(
        column.min + vec2(0.0, TOP),
        vec2(column.width(), TRACK_HEIGHT),
    );
    let can_seek = player.length.is_some();
    let sense = if can_seek {
        Sense::click_and_drag()
    } else {
        Sense::hover()
    };
    let response = ui.interact(rect, super::track_id(), sense);
    ui.advance_cursor_after_rect(rect);
    let at = bar.dragged.unwrap_or(player.at);
    paint(ui, rect, player, at, &response);
    if let Some(length) = player.length {
        follow(ui, rect, length, &response, actions, bar);
    }
    let told = told(player, at);
    response.widget_info(|| WidgetInfo {
        current_text_value: Some(told.clone()),
        ..WidgetInfo::slider(can_seek, at.as_secs_f64(), "Position in the recording")
    });
    let foot = Rect::from_min_max(pos2(rect.left(), rect.bottom()), column.max);
    ui.scope_builder(UiBuilder::new().max_rect(foot), |ui| {
        foot_ui(ui, player, actions);
    });
}

/// Goes where the pointer presses, and there again at the end of a drag.
fn follow(
    ui: &Ui,
    rect: Rect,
    length: Duration,
    response: &Response,
    actions: &mut Actions,
    bar: &mut PlayerBar,
) {
    let time_at = |x: f32| {
        let part = ((x - rect.left()) / rect.width().max(1.0)).clamp(0.0, 1.0);
        length.mul_f32(part)
    };
    let pointed = response.hover_pos().or(response.interact_pointer_pos());
    if response.dragged() {
        bar.dragged = response
            .interact_pointer_pos()
            .map(|pointer| time_at(pointer.x));
    }
    let ended = response
        .drag_stopped()
        .then(|| bar.dragged.take())
        .flatten();
    let clicked = response
        .interact_pointer_pos()
        .filter(|_| response.clicked());
    if let Some(to) = ended.or(clicked.map(|pointer| time_at(pointer.x))) {
        actions.push(Action::Player(PlayerAction::Seek(to)));
    }
    if let Some(pointer) = pointed {
        ui.set_cursor_icon(CursorIcon::PointingHand);
        let time = clock(time_at(pointer.x));
        let above = pos2(
            pointer.x.clamp(rect.left() + 18.0, rect.right() - 18.0),
            rect.top(),
        );
        let color = ui.tokens().text_strong;
        let font = text::caption_font();
        widgets::paint_digits(
            ui.painter(),
            above,
            Align2::CENTER_BOTTOM,
            &time,
            &font,
            color,
        );
    }
}

fn paint(ui: &Ui, rect: Rect, player: &PlayerView, at: Duration, response: &Response) {
    let tokens = ui.tokens();
    let painter = ui.painter();
    let length = player.length.map_or(0.0, |length| length.as_secs_f32());
    let x_of = |time: Duration| {
        let part = if length > 0.0 {
            time.as_secs_f32() / length
        } else {
            0.0
        };
        rect.left() + rect.width() * part.clamp(0.0, 1.0)
    };
    let band = |from: f32, to: f32, height: f32| {
        let (top, bottom) = (
            rect.center().y - height / 2.0,
            rect.center().y + height / 2.0,
        );
        Rect::from_min_max(pos2(from, top), pos2(to, bottom))
    };
    let radius = CornerRadius::same(2);
    painter.rect_filled(band(rect.left(), rect.right(), LINE), radius, tokens.hover);
    let there = player
        .fetched
        .unwrap_or(if player.length.is_some() { 1.0 } else { 0.0 });
    let there = rect.left() + rect.width() * there;
    painter.rect_filled(band(rect.left(), there, LINE), radius, tokens.unheard);
    match player.looped {
        Loop::Off => {}
        Loop::From(from) => {
            let x = x_of(from);
            painter.rect_filled(band(x - 1.0, x + 1.0, 28.0), 0, tokens.warning);
        }
        Loop::Between(from, to) => {
            let between = band(x_of(from), x_of(to), 28.0);
            painter.rect_filled(between, radius, tokens.selected);
            let edge = Stroke::new(1.0, tokens.warning);
            painter.rect_stroke(between, radius, edge, StrokeKind::Inside);
        }
    }
    let x = x_of(at);
    painter.rect_filled(band(rect.left(), x, LINE), radius, tokens.accent);
    if player.length.is_some() {
        painter.rect_filled(
            band(x - CURSOR / 2.0, x + CURSOR / 2.0, 32.0),
            0,
            tokens.text_strong,
        );
    }
    if response.has_focus() {
        let ring = Stroke::new(1.0, tokens.accent);
        painter.rect_stroke(rect.expand(2.0), radius, ring, StrokeKind::Outside);
    }
}

/// Below the track: times at its ends, and what is wrong although something plays.
fn foot_ui(ui: &mut Ui, player: &PlayerView, actions: &mut Actions) {
    let Some(trouble) = &player.trouble else {
        ends_ui(ui, player);
        return;
    };
    ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
        way_out_ui(ui, trouble.way_out, actions);
        ui.with_layout(Layout::left_to_right(Align::Min), |ui| {
            let color = ui.tokens().warning;
            Icon::Warning.show(ui, 14.0, color);
            let words = format!("{} {}", trouble.what, trouble.advice);
            ui.add(Label::new(text::caption(&words)).truncate());
        });
    });
}

fn ends_ui(ui: &Ui, player: &PlayerView) {
    let Some(length) = player.length else { return };
    let rect = ui.max_rect();
    let color = ui.tokens().text_subdued;
    let font = text::caption_font();
    for (at, align, time) in [
        (rect.left_top(), Align2::LEFT_TOP, Duration::ZERO),
        (rect.right_top(), Align2::RIGHT_TOP, length),
    ] {
        widgets::paint_digits(ui.painter(), at, align, &clock(time), &font, color);
    }
}

fn told(player: &PlayerView, at: Duration) -> String {
    match player.length {
        Some(length) => format!("{} of {}", clock(at), clock(length)),
        None => clock(at),
    }
}

fn clock(time: Duration) -> String {
    words::duration(Seconds(time.as_secs_f64()))
}
