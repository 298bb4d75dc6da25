//! The list of calls that were asked for.

mod gap;
mod glance;
mod row;
mod snippet;
mod verdict;

use std::sync::Arc;
use std::time::Duration;

use egui::{Align, Frame, Id, Label, Layout, Margin, Role, Ui, UiBuilder, WidgetInfo};
use jiff::tz::TimeZone;

use self::gap::GapLines;
pub use self::glance::who;
use super::model::{Model, Search};
use super::row_list::{Heights, Move, RowList, RowLook, focus_row, placeholder_ui};
use super::theme::text;
use super::view::ViewState;
use super::{Action, Actions, histogram, views, widgets, words};
use crate::call::CallId;
use crate::call::question::removed;

const ROW_HEIGHT: f32 = 60.0;
/// How often the clock of a ringing call is drawn.
const RINGING_TICK: Duration = Duration::from_secs(1);

/// Draws the list under its views and its histogram.
pub fn call_list_ui(
    ui: &mut Ui,
    model: &Model,
    actions: &mut Actions,
    state: &mut ViewState,
    zone: &TimeZone,
) {
    let calls = &model.calls;
    let list = &mut state.calls;
    list.begin(calls.number);
    let is_empty_book =
        model.search.question.is_empty() && calls.ids.as_ref().is_some_and(|ids| ids.is_empty());
    if is_empty_book {
        list_heading_ui(ui, "Calls", None);
    } else {
        Frame::new()
            .inner_margin(Margin {
                left: 12,
                right: 12,
                top: 10,
                bottom: 4,
            })
            .show(ui, |ui| {
                views::views_ui(ui, &model.search, actions, &mut state.views);
                ui.add_space(8.0);
                histogram::histogram_ui(ui, model, actions, &mut state.histogram, zone);
            });
    }
    match &calls.ids {
        None => quiet_ui(ui, "Opening the book"),
        Some(ids) if ids.is_empty() && is_empty_book => {
            quiet_ui(ui, "Calls will appear here as they ring.");
        }
        Some(ids) if ids.is_empty() => none_ui(ui, &model.search, actions),
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
    if let Some(ids) = list.watched(now, |id| !calls.rows.contains_key(&id)) {
        actions.push(Action::ViewRows(ids));
    }
}

/// What is said where no call is like that, with ways on.
fn none_ui(ui: &mut Ui, search: &Search, actions: &mut Actions) {
    let heading = "No call is like that";
    widgets::empty_with_ui(ui, heading, "Ask for less, or for all calls again.", |ui| {
        let terms = &search.question.terms;
        if let [.., last] = terms.as_slice()
            && terms.len() > 1
        {
            let label = format!("Leave out {last}");
            if widgets::button_ui(ui, None, &label).clicked() {
                actions.push(Action::Ask(removed(&search.typed, last)));
            }
        }
        if widgets::button_ui(ui, None, "Show all calls").clicked() {
            actions.push(Action::Ask(String::new()));
        }
    });
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
        let tab_stop = list.tab_stop(calls.selected, ids);
        list.show(ui, ids, &heights, |ui, rect, index, id| {
            gaps.around_row_ui(ui, rect, index, ids.len());
            let is_selected = calls.selected == Some(id);
            let takes_tab = tab_stop == Some(id);
            let look = RowLook {
                is_selected,
                takes_tab,
            };
            let response = match calls.rows.get(&id) {
                Some(call) => {
                    rings |= verdict::is_ringing_now(call, model.now);
                    let snippet = model.search.snippets.get(&id);
                    row::call_row_ui(ui, rect, row_id(id), look, call, snippet, model.now)
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
