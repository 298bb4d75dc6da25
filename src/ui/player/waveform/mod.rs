//! The waveform: a lane for each side, what was heard of it, pauses, marks and the loop; a click or a drag goes
//! elsewhere, the wheel with Ctrl and the keys + and - look closer.

mod columns;
mod hover;
mod map;
mod marks;
mod paint;
mod place;
mod zoom;

use std::time::Duration;

use egui::accesskit::Action as Told;
use egui::{
    CursorIcon, EventFilter, PointerButton, Rect, Response, Sense, Ui, WidgetInfo, pos2, vec2,
};

use self::columns::Columns;
use self::place::Place;
use self::zoom::Zoom;
use super::words::{clock, time};
use super::{PlayerAction, PlayerBar, foot};
use crate::call::sound::{Heard, Mark};
use crate::ui::model::Model;
use crate::ui::{Action, Actions};

pub(in crate::ui) use marks::before;
pub(super) use paint::sides;

/// Points.
const MARGIN: f32 = 20.0;
/// The lanes from the top of the bar, and their height; where the bar has all its height, and where it does not.
const TALL: (f32, f32) = (26.0, 62.0);
const FLAT: (f32, f32) = (18.0, 46.0);
/// Below this height there is no room for a foot.
const WITH_FOOT: f32 = 120.0;
/// How much closer a press of + looks.
const CLOSER: f64 = 2.0;
/// A step of the position for those who cannot see it.
const STEP_MILLIS: i64 = 5_000;

/// What the waveform remembers between frames.
#[derive(Default)]
pub struct Waveform {
    zoom: Zoom,
    columns: Columns,
    /// Where a loop is being drawn from.
    looping: Option<f64>,
}

impl Waveform {
    /// Looks closer or at more, around what is heard.
    pub(super) fn look(&mut self, is_closer: bool, at: Duration, length: Option<Duration>) {
        let factor = if is_closer { CLOSER } else { 1.0 / CLOSER };
        let length_secs = length.unwrap_or_default().as_secs_f64();
        self.zoom.closer(factor, at.as_secs_f64(), length_secs);
    }

    pub(super) fn show_all(&mut self) {
        self.zoom.show_all();
    }

    pub(super) fn is_zoomed(&self) -> bool {
        self.zoom.is_zoomed()
    }
}

/// Where the lanes lie in the column of the waveform.
fn lanes_rect(column: Rect) -> Rect {
    let has_foot = column.height() >= WITH_FOOT;
    let (margin, (top, height)) = if has_foot {
        (MARGIN, TALL)
    } else {
        (4.0, FLAT)
    };
    let column = column.shrink2(vec2(margin, 0.0));
    let size = vec2(column.width().max(1.0), height);
    Rect::from_min_size(column.min + vec2(0.0, top), size)
}

pub(super) fn waveform_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, bar: &mut PlayerBar) {
    let player = &model.player;
    let Some(call) = &player.call else { return };
    let column = ui.max_rect();
    let rect = lanes_rect(column);
    let heard = model.sounds.of(call.id).map(|heard| &**heard);
    let length_secs = length_secs(player.length, heard);
    let at = bar.dragged.unwrap_or(player.at);
    bar.waveform.zoom.look_at(call.id);
    if player.is_playing() && bar.dragged.is_none() {
        bar.waveform.zoom.follow(at.as_secs_f64(), length_secs);
    }
    let (from_secs, until_secs) = bar.waveform.zoom.shown(length_secs);
    let place = Place {
        rect,
        from_secs,
        until_secs,
        length_secs,
    };
    let can_seek = length_secs > 0.0 && player.can_play();
    let sense = if can_seek {
        Sense::click_and_drag()
    } else {
        Sense::hover()
    };
    let response = ui.interact(rect, super::track_id(), sense);
    paint::paint(ui, &place, player, heard, &mut bar.waveform.columns);
    if can_seek {
        work(ui, &place, heard, &response, actions, bar);
    }
    tell(ui, &place, heard, at, (&response, can_seek), actions);
    if let Some(heard) = heard.filter(|_| can_seek) {
        marks::marks_ui(ui, &place, heard, actions);
    }
    if can_seek {
        paint::cursor(ui, &place, at.as_secs_f64(), response.has_focus());
    }
    if bar.waveform.is_zoomed() {
        map::map_ui(ui, &place, player, &mut bar.waveform.zoom);
    }
    let foot = Rect::from_min_max(
        pos2(rect.left(), rect.bottom() + marks::TURNS),
        pos2(rect.right(), column.bottom()),
    );
    if column.height() < WITH_FOOT && player.trouble.is_none() {
        return;
    }
    foot::foot_ui(ui, foot, (from_secs, until_secs), player, actions, bar);
}

/// As the player knows it, else as far as the recording was read.
fn length_secs(length: Option<Duration>, heard: Option<&Heard>) -> f64 {
    match (length, heard) {
        (Some(length), _) => length.as_secs_f64(),
        (None, Some(heard)) => heard.length_secs,
        (None, None) => 0.0,
    }
}

/// Name and value, for those who do not see it, and what they ask for.
fn tell(
    ui: &Ui,
    place: &Place,
    heard: Option<&Heard>,
    at: Duration,
    (response, can_seek): (&Response, bool),
    actions: &mut Actions,
) {
    let mut told = time(at);
    if place.length_secs > 0.0 {
        told = format!("{told} of {}", clock(place.length_secs));
    }
    if let Some(said) = heard.and_then(|heard| hover::told(heard, at.as_secs_f64())) {
        told = format!("{told}, {said}");
    }
    response.widget_info(|| WidgetInfo {
        current_text_value: Some(told.clone()),
        ..WidgetInfo::slider(can_seek, at.as_secs_f64(), "Position in the recording")
    });
    if !can_seek {
        return;
    }
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_min_numeric_value(0.0);
        node.set_max_numeric_value(place.length_secs);
        for action in [Told::SetValue, Told::Increment, Told::Decrement] {
            node.add_action(action);
        }
    });
    let id = response.id;
    let mut push = |action| actions.push(Action::Player(action));
    for (told, by) in [
        (Told::Increment, STEP_MILLIS),
        (Told::Decrement, -STEP_MILLIS),
    ] {
        for _ in 0..ui.input(|input| input.num_accesskit_action_requests(id, told)) {
            push(PlayerAction::Skip(by));
        }
    }
    let wanted = ui.input(|input| {
        let wanted = input.accesskit_action_requests(id, Told::SetValue);
        wanted
            .filter_map(|request| match request.data {
                Some(egui::accesskit::ActionData::NumericValue(value)) => Some(value),
                _ => None,
            })
            .last()
    });
    if let Some(to) = wanted {
        push(PlayerAction::Seek(of_secs(to)));
    }
}

/// Goes where the pointer presses, and there again at the end of a drag; draws a loop with Shift; looks closer with
/// Ctrl and the wheel, and moves along with the wheel or the middle button.
fn work(
    ui: &Ui,
    place: &Place,
    heard: Option<&Heard>,
    response: &Response,
    actions: &mut Actions,
    bar: &mut PlayerBar,
) {
    if response.has_focus() {
        let arrows = EventFilter {
            horizontal_arrows: true,
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    }
    let pointed = response.hover_pos().or(response.interact_pointer_pos());
    if let Some(pointer) = pointed.filter(|_| response.contains_pointer() || response.dragged()) {
        ui.set_cursor_icon(CursorIcon::PointingHand);
        hover::hover_ui(ui, place, heard, response, pointer.x);
        wheel(ui, place, pointer.x, &mut bar.waveform.zoom);
    }
    if response.dragged_by(PointerButton::Middle) {
        let by = f64::from(-response.drag_delta().x) * place.secs_per_point();
        bar.waveform.zoom.pan(by, place.length_secs);
        bar.waveform.zoom.look_elsewhere();
        return;
    }
    let here = response
        .interact_pointer_pos()
        .map(|pointer| place.secs_at(pointer.x));
    let has_shift = ui.input(|input| input.modifiers.shift);
    if response.drag_started_by(PointerButton::Primary) && has_shift {
        let origin = ui.input(|input| input.pointer.press_origin());
        bar.waveform.looping = origin.map(|origin| place.secs_at(origin.x));
    }
    if let (Some(from), Some(here)) = (bar.waveform.looping, here) {
        if response.drag_stopped() {
            bar.waveform.looping = None;
            let (from, until) = (of_secs(from.min(here)), of_secs(from.max(here)));
            actions.push(Action::Player(PlayerAction::LoopBetween(from, until)));
        }
        return;
    }
    if response.dragged_by(PointerButton::Primary) {
        bar.dragged = here.map(of_secs);
    }
    let ended = response
        .drag_stopped()
        .then(|| bar.dragged.take())
        .flatten();
    let clicked = here.filter(|_| response.clicked()).map(of_secs);
    if let Some(to) = ended.or(clicked) {
        actions.push(Action::Player(PlayerAction::Seek(to)));
    }
}

fn wheel(ui: &Ui, place: &Place, x: f32, zoom: &mut Zoom) {
    let (factor, scrolled) = ui.input(|input| (input.zoom_delta(), input.smooth_scroll_delta()));
    if (factor - 1.0).abs() > f32::EPSILON {
        zoom.closer(f64::from(factor), place.secs_at(x), place.length_secs);
        return;
    }
    let by = scrolled.x + scrolled.y;
    if by != 0.0 {
        zoom.pan(f64::from(-by) * place.secs_per_point(), place.length_secs);
        zoom.look_elsewhere();
    }
}

/// The mark to play next from a moment, or the one before.
pub(in crate::ui) fn mark_from(heard: &Heard, at: Duration, is_next: bool) -> Option<&Mark> {
    // A mark is played from before it, and some of it was heard when one asks for the one before.
    let at_secs = at.as_secs_f64();
    let starts = |mark: &&Mark| before(mark.at_secs).as_secs_f64();
    if is_next {
        heard.marks.iter().find(|mark| starts(mark) > at_secs + 0.2)
    } else {
        let earlier = |mark: &&Mark| starts(mark) < at_secs - 1.0;
        heard.marks.iter().rev().find(earlier)
    }
}

fn of_secs(secs: f64) -> Duration {
    Duration::try_from_secs_f64(secs).unwrap_or_default()
}
