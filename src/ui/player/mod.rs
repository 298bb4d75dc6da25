//! The player at the foot of the window: what plays, where it is, and everything that can be done with it.

mod action;
mod foot;
mod left;
mod menu;
mod right;
mod sides;
mod tight;
mod trouble;
mod view;
mod waveform;
mod words;

use std::fmt::Debug;
use std::hash::Hash;
use std::time::Duration;

use egui::{Frame, Id, Layout, Margin, Panel, Rect, Ui, UiBuilder, pos2, vec2};

use super::model::Model;
use super::theme::Themed;
use super::{Actions, shell};

pub use action::PlayerAction;
pub use view::{
    HeardCall, Hearing, Lanes, Loop, Percent, PlayerView, Sound, Speed, Trouble, WayOut,
};
pub(super) use waveform::{before, mark_from};

/// Points.
const HEIGHT: f32 = 132.0;
/// Where the window has hardly any height, points.
const SHORT_HEIGHT: f32 = 42.0;
const LEFT_WIDTH: f32 = 268.0;
const RIGHT_WIDTH: f32 = 176.0;
/// Below this width the right column is folded into its menu, points.
const NARROW: f32 = 860.0;
/// Below this one the waveform stands above, and what one uses most below it.
const TIGHT: f32 = 600.0;
/// How often the position is drawn anew while sound is heard.
const FRAME: Duration = Duration::from_millis(50);

/// What the player remembers between frames.
#[derive(Default)]
pub struct PlayerBar {
    /// Where the position is being dragged to.
    dragged: Option<Duration>,
    waveform: waveform::Waveform,
}

impl PlayerBar {
    /// Looks closer at the waveform, or at more of it.
    pub(super) fn look(&mut self, is_closer: bool, player: &PlayerView) {
        self.waveform.look(is_closer, player.at, player.length);
    }

    /// Looks at all of it.
    pub(super) fn show_all(&mut self) {
        self.waveform.show_all();
    }

    /// True where only a part of the waveform is in view.
    pub(super) fn is_zoomed(&self) -> bool {
        self.waveform.is_zoomed()
    }
}

/// The panel, where a call is in the player.
pub fn player_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, bar: &mut PlayerBar) {
    if model.player.call.is_none() {
        return;
    }
    let frame = Frame::new()
        .fill(ui.tokens().surface)
        .inner_margin(Margin::symmetric(18, 0));
    let is_short = shell::is_short(ui);
    Panel::bottom("player")
        .exact_size(if is_short { SHORT_HEIGHT } else { HEIGHT })
        .resizable(false)
        .frame(frame)
        .show(ui, |ui| {
            if is_short {
                tight::short_ui(ui, model, actions);
            } else {
                columns_ui(ui, model, actions, bar);
            }
        });
    if model.player.is_playing() {
        ui.request_repaint_after(FRAME);
    }
}

fn columns_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, bar: &mut PlayerBar) {
    let size = vec2(ui.available_width(), HEIGHT);
    let (rect, _) = ui.allocate_exact_size(size, egui::Sense::hover());
    let is_narrow = rect.width() < NARROW;
    if rect.width() < TIGHT {
        tight::tight_ui(ui, rect, model, actions, bar);
        return;
    }
    let right_width = if is_narrow {
        right::FOLDED_WIDTH
    } else {
        RIGHT_WIDTH
    };
    let columns = [
        (rect.left(), LEFT_WIDTH),
        (
            rect.left() + LEFT_WIDTH,
            rect.width() - LEFT_WIDTH - right_width,
        ),
        (rect.right() - right_width, right_width),
    ];
    let mut column = |place: usize, run: &mut dyn FnMut(&mut Ui)| {
        let (left, width) = columns[place];
        let min = pos2(left, rect.top());
        let inner = Rect::from_min_size(min, vec2(width, rect.height()));
        ui.scope_builder(UiBuilder::new().max_rect(inner), |ui| run(ui));
    };
    let player = &model.player;
    column(0, &mut |ui| left::left_ui(ui, model, actions));
    column(1, &mut |ui| match &player.trouble {
        Some(trouble) if !player.can_play() => trouble::trouble_ui(ui, trouble, actions),
        _ => waveform::waveform_ui(ui, model, actions, bar),
    });
    let fold = right::Fold {
        is_narrow,
        is_tight: false,
    };
    column(2, &mut |ui| right::right_ui(ui, model, actions, &fold));
}

/// A row of a column, at a distance from its top.
fn row_ui(ui: &mut Ui, top: f32, height: f32, layout: Layout, add: impl FnOnce(&mut Ui)) {
    let column = ui.max_rect();
    let min = column.min + vec2(0.0, top);
    let rect = Rect::from_min_size(min, vec2(column.width(), height));
    ui.scope_builder(UiBuilder::new().max_rect(rect).layout(layout), |ui| {
        ui.spacing_mut().interact_size.y = height;
        add(ui);
    });
}

/// A part of the player, whose ids go by its name and not by what else is shown: a recording and what is known of it
/// come at any moment, and neither focus nor a press nor an open menu may be lost over that.
fn part_ui<R>(
    ui: &mut Ui,
    name: impl Hash + Debug,
    is_enabled: bool,
    add: impl FnOnce(&mut Ui) -> R,
) -> R {
    let builder = UiBuilder::new().scope_id(Id::unique(("player", name)));
    let part = ui.scope_builder(builder, |ui| {
        if !is_enabled {
            ui.disable();
        }
        add(ui)
    });
    part.inner
}

/// The track, on which the arrows go on and back.
pub(super) fn track_id() -> Id {
    Id::unique("player track")
}
