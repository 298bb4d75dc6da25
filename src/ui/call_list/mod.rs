//! The list of calls, newest first.

mod gap;
mod glance;
mod row;
mod verdict;

use std::sync::Arc;
use std::time::Duration;

use egui::{Align, Id, Label, Layout, Role, Ui, UiBuilder, WidgetInfo};
use jiff::tz::TimeZone;

use self::gap::GapLines;
pub use self::glance::who;
use super::model::Model;
use super::row_list::{Heights, Move, RowList, RowLook, focus_row, placeholder_ui};
use super::theme::text;
use super::{Action, Actions, words};
use crate::call::CallId;

const ROW_HEIGHT: f32 = 60.0;
/// How often the clock of a ringing call is drawn.
const RINGING_TICK: Duration = Duration::from_secs(1);

/// Draws the list with its heading.
pub fn call_list_ui(
    ui: &mut Ui,
    model: &Model,
    actions: &mut Actions,
    list: &mut RowList<CallId>,
    zone: &TimeZone,
) {
    let calls = &model.calls;
    list_heading_ui(ui, "Calls", calls.ids.as_ref().map(|ids| ids.len()));
    match &calls.ids {
        None => quiet_ui(ui, "Opening the book"),
        Some(ids) if ids.is_empty() => quiet_ui(ui, "Calls will appear here as they ring."),
        Some(ids) => {
            let select = |id| actions.push(Action::SelectCall(id));
            let gaps = GapLines {
                gaps: &calls.gaps,
                zone,
                now: model.now,
            };
            rows_ui(ui, model, ids, &gaps, list, select);
        }
    }
    let now = ui.input(|input| input.time);
    if let Some(ids) = list.wanted(now, |id| !calls.rows.contains_key(&id)) {
        actions.push(Action::LoadRows(ids));
    }
}

/// Moves the selection by a key.
pub fn step(ui: &Ui, model: &Model, actions: &mut Actions, list: &mut RowList<CallId>, step: Move) {
    let Some(ids) = &model.calls.ids else { return };
    if let Some(index) = list.go(step, model.calls.selected, ids) {
        let id = ids[index];
        focus_row(ui, row_id(id));
        if model.calls.selected != Some(id) {
            actions.push(Action::SelectCall(id));
        }
    }
}

/// The name of a list, and how many rows it has.
pub(super) fn list_heading_ui(ui: &mut Ui, name: &str, count: Option<usize>) {
    ui.horizontal(|ui| {
        ui.set_height(52.0);
        ui.add_space(16.0);
        let heading = ui.add(Label::new(text::name(name)).selectable(false));
        heading.widget_info(|| WidgetInfo::labeled(Role::Heading, true, name));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.add_space(14.0);
            if let Some(count) = count.filter(|&count| count > 0) {
                ui.add(Label::new(text::caption(words::count(count))).selectable(false));
            }
        });
    });
}

/// One line in the middle of an empty list.
pub(super) fn quiet_ui(ui: &mut Ui, words: &str) {
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.42).max(16.0));
        ui.add(Label::new(text::subdued(words)).selectable(false));
    });
}

fn rows_ui(
    ui: &mut Ui,
    model: &Model,
    ids: &Arc<Vec<CallId>>,
    gaps: &GapLines<'_>,
    list: &mut RowList<CallId>,
    mut select: impl FnMut(CallId),
) {
    let calls = &model.calls;
    let mut rings = false;
    let builder = UiBuilder::new().max_rect(ui.available_rect_before_wrap());
    ui.scope_builder(builder, |ui| {
        ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
            node.set_role(Role::List);
            node.set_label("Calls");
        });
        let lines = Arc::clone(&calls.gaps.rows);
        let heights = Heights::with_lines(ROW_HEIGHT, gap::HEIGHT, lines);
        list.show(ui, ids, &heights, |ui, rect, index, id| {
            gaps.around_row_ui(ui, rect, index, ids.len());
            let is_selected = calls.selected == Some(id);
            let takes_tab = is_selected || (calls.selected.is_none() && index == 0);
            let look = RowLook {
                is_selected,
                takes_tab,
            };
            let response = match calls.rows.get(&id) {
                Some(call) => {
                    rings |= verdict::is_ringing_now(call, model.now);
                    row::call_row_ui(ui, rect, row_id(id), look, call, model.now)
                }
                None => placeholder_ui(ui, row_id(id), rect, look, row::LEFT),
            };
            if response.clicked() {
                select(id);
            }
            row_id(id)
        });
    });
    if rings {
        ui.request_repaint_after(RINGING_TICK);
    }
}

fn row_id(id: CallId) -> Id {
    Id::unique(("call row", id))
}
