//! The list of calls that were asked for.

mod bar;
pub mod choosing;
mod chosen;
pub(super) mod columns;
mod export;
mod gap;
mod glance;
mod row;
mod snippet;
pub(super) mod table;
mod tick;
mod told;
mod verdict;

use std::sync::Arc;
use std::time::Duration;

use egui::{
    Align, Frame, Id, Label, Layout, Margin, Panel, Role, ScrollArea, Ui, UiBuilder, WidgetInfo,
    pos2,
};
use jiff::tz::TimeZone;

pub use self::chosen::Chosen;
pub use self::export::{ExportPanel, export_ui};
use self::gap::GapLines;
pub use self::glance::who;
use self::row::Drawn;
pub use self::told::Tellings;
use super::model::{Model, Search};
use super::row_list::{Heights, Move, Reach, RowLook, focus_row, placeholder_ui};
use super::theme::text;
use super::view::ViewState;
use super::{Action, Actions, histogram, shell, views, widgets, words};
use crate::call::question::removed;
use crate::call::{CallId, Density};

/// Height of a row, points.
const fn row_height(density: Density) -> f32 {
    match density {
        Density::Comfortable => 60.0,
        Density::Compact => 40.0,
    }
}

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
    state.calls.begin(calls.number);
    if calls.ids.is_some()
        && calls.number == model.search.number
        && let Some((id, into)) = state.first_row.take()
    {
        state.calls.begin_with(id, into);
    }
    state.chosen.follow(calls, &model.search);
    let is_empty_book =
        model.search.question.is_empty() && calls.ids.as_ref().is_some_and(|ids| ids.is_empty());
    if bar::is_wanted(&model.bulk, &state.chosen) {
        Panel::bottom("chosen calls")
            .frame(Frame::NONE)
            .resizable(false)
            .show_separator_line(false)
            .show(ui, |ui| {
                bar::bar_ui(ui, model, actions, &mut state.chosen);
            });
    }
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
                views::views_ui(ui, &model.search, &model.look, actions, &mut state.views);
                if !shell::is_short(ui) {
                    ui.add_space(8.0);
                    histogram::histogram_ui(ui, model, actions, &mut state.histogram, zone);
                }
            });
    }
    match &calls.ids {
        None => quiet_ui(ui, "Opening the book"),
        Some(ids) if ids.is_empty() && is_empty_book => {
            quiet_ui(ui, "Calls will appear here as they ring.");
        }
        Some(ids) if ids.is_empty() => none_ui(ui, &model.search, actions),
        Some(ids) => {
            let gaps = GapLines {
                gaps: &calls.gaps,
                zone,
                clock: model.times.clock,
                now: model.now,
            };
            rows_ui(ui, model, actions, ids, &gaps, state);
        }
    }
    let now = ui.input(|input| input.time);
    if let Some(ids) = state.calls.watched(now, |id| !calls.rows.contains_key(&id)) {
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

/// Moves by a key: to another open call, or within those that are chosen together.
pub fn step(
    ui: &Ui,
    model: &Model,
    actions: &mut Actions,
    state: &mut ViewState,
    step: Move,
    reach: Reach,
) {
    let calls = &model.calls;
    let Some(ids) = &calls.ids else { return };
    let from = state.chosen.cursor(calls.selected);
    let Some(index) = state.calls.go(step, from, ids) else {
        return;
    };
    let id = ids[index];
    focus_row(ui, row_id(id));
    match reach {
        Reach::Range => state.chosen.extend(calls, index, id, false),
        Reach::Walk => state.chosen.walk_to(id),
        Reach::One => {
            state.chosen.open(id, index);
            if calls.selected != Some(id) {
                actions.push(Action::SelectCall(id));
            }
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
    actions: &mut Actions,
    ids: &Arc<Vec<CallId>>,
    gaps: &GapLines<'_>,
    state: &mut ViewState,
) {
    if !table::is_shown(&model.look, ui.available_width()) {
        let builder = UiBuilder::new().max_rect(ui.available_rect_before_wrap());
        ui.scope_builder(builder, |ui| {
            ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
                node.set_role(Role::List);
                node.set_label("Calls");
                node.set_multiselectable();
            });
            visible_ui(ui, model, actions, ids, gaps, state, None);
        });
        return;
    }
    let laid = table::Laid::of(model);
    let wide = ScrollArea::horizontal()
        .id_salt("table of calls")
        .auto_shrink(false);
    wide.show(ui, |ui| {
        let full = ui.available_rect_before_wrap();
        let full = full.with_max_x(full.left() + laid.width.max(ui.clip_rect().width()));
        ui.expand_to_include_rect(full.with_max_y(full.top()));
        let builder = UiBuilder::new().max_rect(full);
        ui.scope_builder(builder, |ui| {
            table::told(ui, &laid, ids.len());
            let (header, rows) = full.split_top_bottom_at_y(full.top() + table::HEADER);
            ui.scope_builder(UiBuilder::new().max_rect(header), |ui| {
                table::header_ui(ui, header, model, actions, &laid);
            });
            ui.scope_builder(UiBuilder::new().max_rect(rows), |ui| {
                visible_ui(ui, model, actions, ids, gaps, state, Some(&laid));
            });
        });
    });
}

/// The rows in view; of a table with `laid`.
fn visible_ui(
    ui: &mut Ui,
    model: &Model,
    actions: &mut Actions,
    ids: &Arc<Vec<CallId>>,
    gaps: &GapLines<'_>,
    state: &mut ViewState,
    laid: Option<&table::Laid>,
) {
    let calls = &model.calls;
    let density = model.look.density;
    let mut rings = false;
    {
        let lines = Arc::clone(&calls.gaps.rows);
        let heights = Heights::with_lines(row_height(density), gap::HEIGHT, lines);
        let (list, chosen) = (&mut state.calls, &mut state.chosen);
        let tellings = &mut state.tellings;
        tellings.begin(&model.times, model.now);
        let tab_stop = list.tab_stop(chosen.cursor(calls.selected), ids);
        list.show(ui, ids, &heights, |ui, rect, index, id| {
            gaps.around_row_ui(ui, rect, index, ids.len());
            let look = RowLook {
                is_selected: calls.selected == Some(id),
                chosen: chosen.at(index),
                has_cells: laid.is_some(),
                takes_tab: tab_stop == Some(id),
            };
            let row = calls.rows.get(&id);
            let response = if let Some(row) = row {
                rings |= verdict::is_ringing_now(row, model.now);
                let drawn = Drawn {
                    row,
                    told: &tellings.of(row, model.now),
                    snippet: model.search.snippets.get(&id),
                    density,
                    now: model.now,
                };
                match laid {
                    Some(laid) => table::table_row_ui(ui, rect, row_id(id), look, &drawn, laid),
                    None => row::call_row_ui(ui, rect, row_id(id), look, &drawn),
                }
            } else {
                placeholder_ui(ui, row_id(id), rect, look, row::LEFT)
            };
            let has_one_line = laid.is_some() && !model.search.snippets.contains_key(&id);
            let middle = if has_one_line {
                rect.center().y
            } else {
                row::first_line(rect, density)
            };
            let center = pos2(rect.left() + 24.0, middle);
            let is_shown = look.chosen.is_some() || ui.rect_contains_pointer(rect);
            let is_on = look.chosen == Some(true);
            if let Some(row) = row.filter(|_| !is_shown) {
                row::kind_icon(ui, center, row, model.now);
            }
            let tick = row_id(id).with("tick");
            if tick::tick_ui(ui, center, tick, is_on, is_shown, index + 1).clicked() {
                chosen.toggle(index, id);
            } else if response.clicked() {
                let held = ui.input(|input| input.modifiers);
                if chosen.press(calls, index, id, held) {
                    actions.push(Action::SelectCall(id));
                }
            }
            row_id(id)
        });
    }
    if rings {
        ui.request_repaint_after(RINGING_TICK);
    }
}

fn row_id(id: CallId) -> Id {
    Id::unique(("call row", id))
}
