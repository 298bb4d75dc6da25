//! The window: top bar, what goes wrong, rail, a list at the left and a page at the right.

mod alone;
mod drops;
mod rail;
mod status;
mod top_bar;

use std::sync::Arc;
use std::time::Duration;

use egui::{
    CentralPanel, Context, EventFilter, Frame, Id, Panel, Rect, Sense, Stroke, StrokeKind, Ui, vec2,
};

use super::model::{Model, Screen, ThemeChoice};
use super::theme::Themed;
use super::view::{PageScroll, ViewState};
use super::{
    Actions, call_list, call_page, closing, command, deliveries, empty, filters, lists, notices,
    player, receiving, settings, theme,
};
use crate::call::CallId;

const RAIL: f32 = 64.0;
/// Without words, points.
const THIN_RAIL: f32 = 48.0;
/// Width of the filters beside the list, points.
const FILTERS: f32 = 216.0;
/// Width of the list: at first, and how far it can be dragged, points.
const LIST_WIDTH: f32 = 448.0;
const LIST_RANGE: [f32; 2] = [320.0, 560.0];
/// The part of the window that a table takes at first.
const TABLE_SHARE: f32 = 0.6;
/// What the page keeps of a narrow window, points.
const PAGE_MIN: f32 = 400.0;
/// The least size of the window, in points as enlarged.
const LEAST: [f32; 2] = [400.0, 300.0];
/// Below this height what is said twice or decorates gives way, points.
const SHORT: f32 = 420.0;
/// How often what was "2 min ago" is told anew.
const TICK: Duration = Duration::from_secs(30);

/// Draws the whole window from `model`; what the person wants goes into `actions`.
pub fn root_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, state: &mut ViewState) {
    look_ui(ui, model);
    command::take_keys(ui, model, actions, state);
    let by_keys = actions.len();
    Panel::top("top bar")
        .exact_size(top_bar::height(ui))
        .show_separator_line(false)
        .frame(Frame::new().fill(ui.tokens().surface))
        .show(ui, |ui| {
            top_bar::top_bar_ui(ui, model, actions, state);
        });
    receiving::notices_ui(ui, model, actions, &mut state.port);
    let rail = if is_short(ui) { THIN_RAIL } else { RAIL };
    Panel::left("rail")
        .exact_size(rail)
        .resizable(false)
        .frame(Frame::new().fill(ui.tokens().surface))
        .show(ui, |ui| rail::rail_ui(ui, model, actions));
    player::player_ui(ui, model, actions, &mut state.player);
    let page = if alone::is_needed(ui) {
        let page = ui.available_rect_before_wrap();
        one_column_ui(ui, model, actions, state);
        page
    } else {
        columns_ui(ui, model, actions, state)
    };
    notices::notices_ui(ui, page, model, actions, &mut state.notices);
    drops::drops_ui(ui, model, actions);
    if model.is_closing {
        closing::closing_ui(ui, actions, &mut state.closing);
    }
    lists::lists_ui(ui, model, actions, &mut state.lists);
    call_list::export_ui(ui, model, actions, &state.chosen, &mut state.export);
    if let Some(resending) = &model.resending {
        deliveries::send_ui(ui, model, resending, actions, &mut state.send);
    }
    if state.are_keys_shown {
        command::sheet_ui(ui, &mut state.are_keys_shown);
    }
    command::palette_ui(ui, model, actions, state);
    alone::follow(ui, actions, by_keys, state);
    state.letters.draw_some(ui);
    ui.request_repaint_after(TICK);
}

/// Filters, list and page beside each other; where the page is.
fn columns_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, state: &mut ViewState) -> Rect {
    if model.screen == Screen::Calls && has_room_for_filters(ui) {
        Panel::left("filters")
            .exact_size(FILTERS)
            .resizable(false)
            .frame(Frame::new().fill(ui.tokens().surface))
            .show_collapsible(ui, &mut state.filters.is_shown.clone(), |ui| {
                filters::filters_ui(ui, &model.search, actions, &mut state.filters);
            });
    }
    let room = ui.available_width() - PAGE_MIN;
    let is_table = model.screen == Screen::Calls && call_list::table::is_shown(&model.look, room);
    let (id, first, widest) = if is_table {
        (
            "table",
            (ui.available_width() * TABLE_SHARE).min(room),
            room,
        )
    } else {
        ("list", LIST_WIDTH, room.clamp(LIST_RANGE[0], LIST_RANGE[1]))
    };
    let dragged = state.widths[usize::from(is_table)];
    let before = dragged.unwrap_or(first).min(widest);
    let list = Panel::left(id)
        .default_size(before)
        .size_range(LIST_RANGE[0]..=widest)
        .drag_to_open(false)
        .frame(Frame::new().fill(ui.tokens().surface))
        .show(ui, |ui| list_ui(ui, model, actions, state));
    let width = list.response.rect.width();
    if (width - before).abs() > 0.5 {
        state.widths[usize::from(is_table)] = Some(width);
    }
    let page = ui.available_rect_before_wrap();
    CentralPanel::no_frame()
        .frame(Frame::new().fill(ui.tokens().window))
        .show(ui, |ui| page_ui(ui, model, actions, state));
    page
}

/// The list or the page.
fn one_column_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, state: &mut ViewState) {
    let is_empty = model.screen == Screen::Calls && is_empty_book(model);
    let is_page = alone::shows_page(ui, model, state) && !is_empty;
    if is_page {
        alone::back_ui(ui, model.screen, state);
    }
    let tokens = ui.tokens();
    let fill = if is_page || is_empty {
        tokens.window
    } else {
        tokens.surface
    };
    CentralPanel::no_frame()
        .frame(Frame::new().fill(fill))
        .show(ui, |ui| {
            if is_page || is_empty {
                page_ui(ui, model, actions, state);
            } else {
                list_ui(ui, model, actions, state);
            }
        });
}

/// True where there is hardly any height, because the window is small or everything in it large.
pub(in crate::ui) fn is_short(ui: &Ui) -> bool {
    ui.ctx().content_rect().height() < SHORT
}

fn is_empty_book(model: &Model) -> bool {
    let is_empty = |ids: &Arc<Vec<CallId>>| ids.is_empty();
    model.search.question.is_empty() && model.calls.ids.as_ref().is_some_and(is_empty)
}

/// Has everything look as chosen: where that is another look, this pass is drawn again, since it began with the letters and
/// the style of the one before. What is enlarged is enlarged as far as the window has room.
fn look_ui(ui: &Ui, model: &Model) {
    let ctx = ui.ctx();
    let choices = &model.choices;
    let look = theme::Look {
        has_high_contrast: choices.has_high_contrast,
        has_reduced_motion: choices.has_reduced_motion,
    };
    let preference = match model.theme {
        ThemeChoice::System => egui::ThemePreference::System,
        ThemeChoice::Light => egui::ThemePreference::Light,
        ThemeChoice::Dark => egui::ThemePreference::Dark,
    };
    let is_another = theme::apply(ctx, preference, look);
    let (before, zoom) = (ctx.zoom_factor(), zoom(ctx, choices.text_percent));
    ctx.set_zoom_factor(zoom);
    // A pass of another size cannot be drawn again: it knows how large the window is from the frame.
    if is_another && (zoom - before).abs() < f32::EPSILON {
        ctx.request_discard("it looks different from now on");
    }
}

/// How much everything is enlarged where so many hundredths are wanted.
pub(in crate::ui) fn zoom(ctx: &Context, percent: u64) -> f32 {
    let full = ctx.content_rect().size() * ctx.zoom_factor();
    let most = (full.x / LEAST[0]).min(full.y / LEAST[1]).max(1.0);
    #[expect(clippy::cast_precision_loss, reason = "hundreds at most")]
    let wanted = percent as f32 / 100.0;
    wanted.clamp(0.5, most)
}

/// True where list and page keep their widths beside the filters.
fn has_room_for_filters(ui: &Ui) -> bool {
    ui.ctx().content_rect().width() >= RAIL + FILTERS + LIST_WIDTH + PAGE_MIN
}

fn list_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, state: &mut ViewState) {
    // A list with nothing in it is as wide as any.
    ui.take_available_width();
    match model.screen {
        Screen::Calls if state.filters.is_shown && !has_room_for_filters(ui) => {
            filters::instead_of_list_ui(ui, &model.search, actions, &mut state.filters);
        }
        Screen::Calls => {
            let zone = state.zone(&model.times);
            call_list::call_list_ui(ui, model, actions, state, &zone);
        }
        Screen::Deliveries => {
            let zone = state.zone(&model.times);
            deliveries::delivery_list_ui(ui, model, actions, &mut state.deliveries, &zone);
        }
        Screen::Settings => {
            if settings::side_ui(ui, &mut state.settings) {
                state.is_page_alone = true;
            }
        }
    }
}

fn page_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, state: &mut ViewState) {
    let has_focus = focus_ui(ui, std::mem::take(&mut state.page_scroll));
    let rect = ui.max_rect();
    open_ui(ui, model, actions, state);
    if has_focus {
        let ring = Stroke::new(1.0, ui.tokens().accent);
        ui.painter()
            .rect_stroke(rect, 0.0, ring, StrokeKind::Inside);
    }
}

fn open_ui(ui: &mut Ui, model: &Model, actions: &mut Actions, state: &mut ViewState) {
    match model.screen {
        Screen::Calls if is_empty_book(model) => empty::empty_book_ui(ui, model, actions),
        Screen::Calls => call_page::call_page_ui(ui, model, actions, &mut state.call_page),
        Screen::Deliveries => {
            let zone = state.zone(&model.times);
            deliveries::delivery_page_ui(ui, model, actions, &mut state.delivery_page, &zone);
        }
        Screen::Settings => settings::settings_ui(ui, model, actions, &mut state.settings),
    }
}

/// Lets the page as a whole have the focus, and scrolls it as the keyboard wants then. True when it has it.
fn focus_ui(ui: &Ui, scroll: PageScroll) -> bool {
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
    let down = scroll.points + scroll.views * ui.max_rect().height();
    if down != 0.0 {
        ui.scroll_with_delta(vec2(0.0, -down));
    }
    true
}

/// The page as a whole, which can have the focus.
pub(in crate::ui) fn page_id() -> Id {
    Id::unique("page")
}
