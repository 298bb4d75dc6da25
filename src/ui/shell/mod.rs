//! The window: top bar, what goes wrong, rail, a list at the left and a page at the right.

mod drops;
mod rail;
mod top_bar;

use std::time::Duration;

use egui::{CentralPanel, EventFilter, Frame, Id, Key, Panel, Sense, Stroke, StrokeKind, Ui, vec2};

use super::model::{Model, Screen, ThemeChoice};
use super::theme::Themed;
use super::view::ViewState;
use super::{
    Action, Actions, call_list, call_page, closing, deliveries, empty, filters, keys, lists,
    player, receiving, search,
};

const RAIL: f32 = 64.0;
/// Width of the filters beside the list, points.
const FILTERS: f32 = 216.0;
/// Width of the list: at first, and how far it can be dragged, points.
const LIST_WIDTH: f32 = 448.0;
const LIST_RANGE: [f32; 2] = [320.0, 560.0];
/// What the page keeps of a narrow window, points.
const PAGE_MIN: f32 = 400.0;
/// How often what was "2 min ago" is told anew.
const TICK: Duration = Duration::from_secs(30);

/// Draws the whole window from `model`; what the person wants goes into `actions`.
pub fn root_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, state: &mut ViewState) {
    ui.ctx().set_theme(match model.theme {
        ThemeChoice::System => egui::ThemePreference::System,
        ThemeChoice::Light => egui::ThemePreference::Light,
        ThemeChoice::Dark => egui::ThemePreference::Dark,
    });
    take_keys(ui, model, actions, state);
    Panel::top("top bar")
        .exact_size(52.0)
        .show_separator_line(false)
        .frame(Frame::new().fill(ui.tokens().surface))
        .show(ui, |ui| {
            top_bar::top_bar_ui(ui, model, actions, state);
        });
    receiving::notices_ui(ui, model, actions, &mut state.port);
    Panel::left("rail")
        .exact_size(RAIL)
        .resizable(false)
        .frame(Frame::new().fill(ui.tokens().surface))
        .show(ui, |ui| rail::rail_ui(ui, model, actions));
    player::player_ui(ui, model, actions, &mut state.player);
    if model.screen == Screen::Calls && has_room_for_filters(ui) {
        Panel::left("filters")
            .exact_size(FILTERS)
            .resizable(false)
            .frame(Frame::new().fill(ui.tokens().surface))
            .show_collapsible(ui, &mut state.filters.is_shown.clone(), |ui| {
                filters::filters_ui(ui, &model.search, actions, &mut state.filters);
            });
    }
    let widest = (ui.available_width() - PAGE_MIN).clamp(LIST_RANGE[0], LIST_RANGE[1]);
    Panel::left("list")
        .default_size(LIST_WIDTH.min(widest))
        .size_range(LIST_RANGE[0]..=widest)
        .drag_to_open(false)
        .frame(Frame::new().fill(ui.tokens().surface))
        .show(ui, |ui| list_ui(ui, model, actions, state));
    CentralPanel::no_frame()
        .frame(Frame::new().fill(ui.tokens().window))
        .show(ui, |ui| page_ui(ui, model, actions, state));
    drops::drops_ui(ui, actions);
    if model.is_closing {
        closing::closing_ui(ui, actions, &mut state.closing);
    }
    lists::lists_ui(ui, model, actions, &mut state.lists);
    if let Some(resending) = &model.resending {
        deliveries::send_ui(ui, model, resending, actions, &mut state.send);
    }
    if state.are_keys_shown {
        keys::help_ui(ui, &mut state.are_keys_shown);
    }
    ui.request_repaint_after(TICK);
}

/// True where list and page keep their widths beside the filters.
fn has_room_for_filters(ui: &Ui) -> bool {
    ui.ctx().content_rect().width() >= RAIL + FILTERS + LIST_WIDTH + PAGE_MIN
}

fn list_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, state: &mut ViewState) {
    match model.screen {
        Screen::Calls if state.filters.is_shown && !has_room_for_filters(ui) => {
            filters::instead_of_list_ui(ui, &model.search, actions, &mut state.filters);
        }
        Screen::Calls => {
            let zone = state.zone();
            call_list::call_list_ui(ui, model, actions, state, &zone);
        }
        Screen::Deliveries => {
            let zone = state.zone();
            deliveries::delivery_list_ui(ui, model, actions, &mut state.deliveries, &zone);
        }
    }
}

fn page_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, state: &mut ViewState) {
    let has_focus = focus_ui(ui);
    let rect = ui.max_rect();
    open_ui(ui, model, actions, state);
    if has_focus {
        let ring = Stroke::new(1.0, ui.tokens().accent);
        ui.painter()
            .rect_stroke(rect, 0.0, ring, StrokeKind::Inside);
    }
}

fn open_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, state: &mut ViewState) {
    let is_empty_book = model.search.question.is_empty()
        && model.calls.ids.as_ref().is_some_and(|ids| ids.is_empty());
    match model.screen {
        Screen::Calls if is_empty_book => empty::empty_book_ui(ui, model, actions),
        Screen::Calls => call_page::call_page_ui(ui, model, actions, &mut state.call_page),
        Screen::Deliveries => {
            let zone = state.zone();
            deliveries::delivery_page_ui(ui, model, actions, &mut state.delivery_page, &zone);
        }
    }
}

/// Lets the page as a whole have the focus, and scrolls it by the keyboard then. True when it has it.
fn focus_ui(ui: &Ui) -> bool {
    let id = page_id();
    let response = ui.interact(ui.max_rect(), id, Sense::focusable_noninteractive());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Region, true, "Page"));
    if !response.has_focus() {
        return false;
    }
    let arrows = EventFilter {
        vertical_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
    let view = ui.max_rect().height();
    let steps = [
        (Key::ArrowDown, 60.0),
        (Key::ArrowUp, -60.0),
        (Key::PageDown, view * 0.9),
        (Key::PageUp, view * -0.9),
    ];
    let down: f32 = steps
        .iter()
        .filter(|(key, _)| keys::take(ui, *key))
        .map(|(_, step)| step)
        .sum();
    if down != 0.0 {
        ui.scroll_with_delta(vec2(0.0, -down));
    }
    true
}

fn page_id() -> Id {
    Id::unique("page")
}

/// Keys that lead to the search, the filters and the other calls of a caller.
fn search_keys(ui: &Ui, model: &Model, actions: &mut Actions, state: &mut ViewState) {
    if keys::types(ui, "/") || keys::take_command(ui, Key::F) {
        ui.memory_mut(|memory| memory.request_focus(search::field_id()));
    } else if keys::take(ui, Key::F) {
        state.filters.is_shown = !state.filters.is_shown;
    } else if keys::take(ui, Key::P)
        && let Some(number) = selected_number(model)
    {
        actions.push(Action::Ask(search::same_caller(number)));
    }
}

/// The number of the selected call's caller.
fn selected_number(model: &Model) -> Option<&str> {
    let row = model.calls.rows.get(&model.calls.selected?)?;
    row.caller_number.as_deref()
}

fn take_keys(ui: &Ui, model: &Model, actions: &mut Actions, state: &mut ViewState) {
    let is_asked = model.is_closing || model.resending.is_some();
    let is_covered = state.are_keys_shown || state.lists.is_open() || is_asked;
    if is_covered || ui.text_edit_focused() {
        return;
    }
    if keys::asks_for_help(ui) {
        state.are_keys_shown = true;
    }
    for (key, screen) in [(Key::Num1, Screen::Calls), (Key::Num2, Screen::Deliveries)] {
        if keys::take_command(ui, key) {
            actions.push(Action::ShowScreen(screen));
        }
    }
    let has_keys = match model.screen {
        Screen::Calls => state.calls.has_keys(ui),
        Screen::Deliveries => state.deliveries.has_keys(ui),
    };
    let is_page_focused = ui.memory(|memory| memory.has_focus(page_id()));
    // Before the others: while a call is in the player, L is the player's, as in every player, and so are those of
    // its keys that need Shift.
    player::take_keys(ui, &model.player, actions, has_keys || is_page_focused);
    match model.screen {
        Screen::Calls => search_keys(ui, model, actions, state),
        Screen::Deliveries => deliveries::take_keys(ui, model, actions),
    }
    if keys::take(ui, Key::L) {
        state.lists.open(actions);
    }
    if !has_keys {
        if keys::take(ui, Key::Escape) {
            ui.memory_mut(|memory| {
                if let Some(id) = memory.focused() {
                    memory.surrender_focus(id);
                }
            });
        }
        return;
    }
    if keys::take(ui, Key::Enter) {
        ui.memory_mut(|memory| memory.request_focus(page_id()));
    }
    if keys::take(ui, Key::N) {
        match model.screen {
            Screen::Calls => state.calls.show_fresh(),
            Screen::Deliveries => state.deliveries.show_fresh(),
        };
    }
    if let Some(step) = keys::take_move(ui) {
        match model.screen {
            Screen::Calls => call_list::step(ui, model, actions, &mut state.calls, step),
            Screen::Deliveries => deliveries::step(ui, model, actions, &mut state.deliveries, step),
        }
    }
}
