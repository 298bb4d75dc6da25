//! The heading of the table: a press sorts, a drag moves a column or makes it wider, and all of that by keys.

use egui::accesskit::SortDirection;
use egui::{
    CursorIcon, EventFilter, Id, Key, Modifiers, Rect, Response, Role, Sense, Stroke, StrokeKind,
    Ui, WidgetInfo, pos2, vec2,
};

use super::{GAP, HEADER, Laid, Lying, menu, set_columns};
use crate::call::look::moved;
use crate::call::question::Sort;
use crate::ui::call_list::columns;
use crate::ui::icons::Icon;
use crate::ui::model::Model;
use crate::ui::theme::{Themed, text};
use crate::ui::{Action, Actions, widgets, words};

/// By how much a key makes a column wider, points.
const STEP: i16 = 12;

/// Draws it into `rect`, of which `seen` is in view.
pub(in crate::ui::call_list) fn header_ui(
    ui: &mut Ui,
    rect: Rect,
    model: &Model,
    actions: &mut Actions,
    laid: &Laid,
) {
    let tokens = ui.tokens();
    ui.ctx()
        .accesskit_node_builder(ui.unique_id(), |node| node.set_role(Role::Row));
    for (index, lying) in laid.columns.iter().enumerate() {
        let left = rect.left() + lying.left;
        let space = Rect::from_x_y_ranges(left..=left + lying.width, rect.y_range());
        let response = cell_ui(ui, space, model, *lying, index);
        if response.clicked() {
            actions.push(Action::Sort(Sort::by(lying.column, model.search.sort)));
        }
        drag_ui(ui, rect, &response, model, actions, laid, *lying);
        keys(ui, &response, model, actions, laid, index);
        edge_ui(ui, space, model, actions, *lying);
    }
    let line = rect.with_min_y(rect.bottom() - 1.0);
    ui.painter().rect_filled(line, 0.0, tokens.hairline);
    menu::menu_ui(ui, rect, model, actions);
}

fn id_of(lying: Lying) -> Id {
    Id::unique(("column", lying.column.word()))
}

fn cell_ui(ui: &Ui, space: Rect, model: &Model, lying: Lying, index: usize) -> Response {
    let tokens = ui.tokens();
    let id = id_of(lying);
    let name = words::column(lying.column);
    let sort = model.search.sort;
    let direction = (sort.column == lying.column).then_some(sort.is_descending);
    let response = ui.interact(space, id, Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, name));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_column_index(index);
        if let Some(is_descending) = direction {
            node.set_sort_direction(if is_descending {
                SortDirection::Descending
            } else {
                SortDirection::Ascending
            });
        }
    });
    if response.hovered() {
        let ground = space.expand2(vec2(GAP / 2.0, -2.0));
        ui.painter().rect_filled(ground, 4.0, tokens.hover);
    }
    if response.has_focus() {
        let ring = Stroke::new(1.0, tokens.accent);
        let around = space.expand2(vec2(GAP / 2.0, -2.0));
        ui.painter()
            .rect_stroke(around, 4.0, ring, StrokeKind::Inside);
    }
    let color = if direction.is_some() {
        tokens.text_strong
    } else {
        tokens.text_subdued
    };
    let room = space.width() - if direction.is_some() { 16.0 } else { 0.0 };
    let at = pos2(space.left(), space.center().y);
    let (drawn, is_cut) = widgets::paint_elided(ui, at, room, name, text::caption_font(), color);
    if let Some(is_descending) = direction {
        let icon = if is_descending {
            Icon::ArrowDown
        } else {
            Icon::ArrowUp
        };
        let center = pos2(drawn.right() + 9.0, space.center().y);
        let mark = Rect::from_center_size(center, vec2(12.0, 12.0));
        icon.paint_at(ui, mark, tokens.accent);
    }
    let hint = format!(
        "Press to sort, drag to move. By keys: {} with an arrow moves it, {} with an arrow makes it wider.",
        ui.ctx().format_modifiers(Modifiers::SHIFT),
        ui.ctx().format_modifiers(Modifiers::COMMAND),
    );
    let hint = if is_cut {
        format!("{name}\n{hint}")
    } else {
        hint
    };
    response.on_hover_text(text::body(hint))
}

/// Moves the column where it is dropped; meanwhile a line shows where that is.
fn drag_ui(
    ui: &Ui,
    rect: Rect,
    response: &Response,
    model: &Model,
    actions: &mut Actions,
    laid: &Laid,
    lying: Lying,
) {
    if !response.dragged() && !response.drag_stopped() {
        return;
    }
    let Some(pointer) = response.interact_pointer_pos() else {
        return;
    };
    ui.ctx().set_cursor_icon(CursorIcon::Grabbing);
    let x = pointer.x - rect.left();
    let is_before = |other: &&Lying| other.left + other.width / 2.0 < x;
    let to = laid.columns.iter().filter(is_before).count();
    let at = laid
        .columns
        .iter()
        .position(|other| other.column == lying.column)
        .unwrap_or_default();
    if response.drag_stopped() {
        // Those after it close up when it is taken away.
        let to = if to > at { to - 1 } else { to };
        if to != at {
            let by = to.cast_signed() - at.cast_signed();
            let columns = moved(columns::shown(model), lying.column, by);
            set_columns(model, actions, columns);
        }
        return;
    }
    let edge = laid.columns.get(to).map_or_else(
        || {
            laid.columns
                .last()
                .map_or(0.0, |last| last.left + last.width + GAP)
        },
        |next| next.left,
    );
    let x = rect.left() + edge - GAP / 2.0;
    let line = Rect::from_min_max(pos2(x - 1.0, rect.top()), pos2(x + 1.0, rect.bottom()));
    ui.painter().rect_filled(line, 1.0, ui.tokens().accent);
}

/// The arrows on a heading that has the focus.
fn keys(
    ui: &Ui,
    response: &Response,
    model: &Model,
    actions: &mut Actions,
    laid: &Laid,
    index: usize,
) {
    if !response.has_focus() {
        return;
    }
    let arrows = EventFilter {
        horizontal_arrows: true,
        ..EventFilter::default()
    };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    let lying = laid.columns[index];
    for (key, by) in [(Key::ArrowLeft, -1), (Key::ArrowRight, 1)] {
        let take = |modifiers| ui.input_mut(|input| input.consume_key(modifiers, key));
        if take(Modifiers::SHIFT) {
            let columns = moved(columns::shown(model), lying.column, by);
            set_columns(model, actions, columns);
        } else if take(Modifiers::COMMAND) {
            let step = if by < 0 { -STEP } else { STEP };
            let width = model.look.width(lying.column).saturating_add_signed(step);
            set_width(model, actions, lying, width);
        } else if take(Modifiers::NONE)
            && let Some(next) = index.checked_add_signed(by)
            && let Some(next) = laid.columns.get(next)
        {
            ui.memory_mut(|memory| memory.request_focus(id_of(*next)));
        }
    }
}

/// The edge at the right of a heading, which makes the column wider.
fn edge_ui(ui: &Ui, space: Rect, model: &Model, actions: &mut Actions, lying: Lying) {
    let center = pos2(space.right() + GAP / 2.0, space.center().y);
    let target = Rect::from_center_size(center, vec2(GAP - 2.0, HEADER));
    let id = id_of(lying).with("edge");
    let response = ui.interact(target, id, Sense::DRAG | Sense::CLICK);
    let name = format!("Width of {}", words::column(lying.column));
    response.widget_info(|| WidgetInfo::labeled(Role::Splitter, true, &name));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_numeric_value(model.look.width(lying.column).into());
    });
    let is_near = response.hovered() || response.dragged();
    if is_near {
        ui.ctx().set_cursor_icon(CursorIcon::ResizeHorizontal);
        let line = Rect::from_center_size(center, vec2(2.0, HEADER - 12.0));
        ui.painter().rect_filled(line, 1.0, ui.tokens().accent);
    }
    if response.dragged()
        && let Some(pointer) = response.interact_pointer_pos()
    {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "cut to the widths that there are"
        )]
        let width = (pointer.x - GAP / 2.0 - space.left()).round() as u16;
        set_width(model, actions, lying, width);
    }
}

fn set_width(model: &Model, actions: &mut Actions, lying: Lying, width: u16) {
    let mut look = model.look.clone();
    look.set_width(lying.column, width);
    if look != model.look {
        actions.push(Action::SetLook(look));
    }
}
