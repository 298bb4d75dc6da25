//! The list as a table of columns.

mod cell;
mod header;
mod menu;

use egui::{Id, Rect, Response, Role, Ui, UiBuilder, pos2};

use super::columns;
use super::row::{Drawn, first_line};
use super::snippet;
use crate::call::question::Column;
use crate::call::{Density, Look};
use crate::ui::model::Model;
use crate::ui::row_list::{RowLook, row_ui};
use crate::ui::theme::text;
use crate::ui::{Action, Actions};

pub(super) use header::header_ui;

/// A table is not narrower, points: rows show more then.
const LEAST: f32 = 480.0;
/// Of the heading, points.
pub(super) const HEADER: f32 = 32.0;
/// What the box that chooses a row takes at the left, and what stays free at the right, points.
const LEFT: f32 = 44.0;
const RIGHT: f32 = 48.0;
/// Between a column and the next, points.
const GAP: f32 = 12.0;

/// True where the list is a table: that is wanted, and there is room for it.
pub(in crate::ui) fn is_shown(look: &Look, room: f32) -> bool {
    look.is_table && room >= LEAST
}

/// A column where it lies.
#[derive(Clone, Copy)]
struct Lying {
    column: Column,
    /// From the left edge of the table, points.
    left: f32,
    width: f32,
}

/// The columns as they lie.
pub(super) struct Laid {
    columns: Vec<Lying>,
    /// Width of all of it, points.
    pub width: f32,
}

impl Laid {
    pub fn of(model: &Model) -> Self {
        Self::with(columns::shown(model), &model.look)
    }

    fn with(columns: &[Column], look: &Look) -> Self {
        let mut left = LEFT;
        let mut lying = Vec::with_capacity(columns.len());
        for &column in columns {
            let width = f32::from(look.width(column));
            lying.push(Lying {
                column,
                left,
                width,
            });
            left += width + GAP;
        }
        Self {
            columns: lying,
            width: left + RIGHT,
        }
    }

    /// How many columns.
    pub fn len(&self) -> usize {
        self.columns.len()
    }
}

/// Draws the row of a call, a cell for each column.
pub(super) fn table_row_ui(
    ui: &mut Ui,
    rect: Rect,
    id: Id,
    look: RowLook,
    drawn: &Drawn<'_>,
    laid: &Laid,
) -> Response {
    let response = row_ui(ui, id, rect, look, &drawn.sentence());
    let found = drawn
        .snippet
        .filter(|_| drawn.density == Density::Comfortable);
    let middle = match found {
        Some(_) => first_line(rect, drawn.density),
        None => rect.center().y,
    };
    let builder = UiBuilder::new()
        .max_rect(rect)
        .scope_id(id.with("cells"))
        .accessibility_parent(id);
    let mut cells = ui.new_child(builder);
    let seen = ui.clip_rect();
    for (index, lying) in laid.columns.iter().enumerate() {
        let left = rect.left() + lying.left;
        let space = Rect::from_x_y_ranges(left..=left + lying.width, rect.y_range());
        if space.intersects(seen) {
            cell::cell_ui(&mut cells, space, middle, id, index, lying.column, drawn);
        }
    }
    if let Some(found) = found {
        let at = pos2(rect.left() + LEFT, rect.top() + 42.0);
        let room = seen.right() - RIGHT - at.x;
        if snippet::paint(ui, at, room, found) {
            return response.on_hover_text(text::body(drawn.in_full()));
        }
    }
    response
}

/// What the whole of it is to a screen reader.
pub(super) fn told(ui: &Ui, laid: &Laid, rows: usize) {
    ui.ctx().accesskit_node_builder(ui.unique_id(), |node| {
        node.set_role(Role::Table);
        let (from, to) = (ui.max_rect().min, ui.max_rect().max);
        node.set_bounds(egui::accesskit::Rect {
            x0: from.x.into(),
            y0: from.y.into(),
            x1: to.x.into(),
            y1: to.y.into(),
        });
        node.set_label("Calls");
        node.set_multiselectable();
        node.set_row_count(rows);
        node.set_column_count(laid.len());
    });
}

/// Lets these be the columns: of the view that is shown, else of the list.
fn set_columns(model: &Model, actions: &mut Actions, columns: Vec<Column>) {
    if let Some(view) = columns::own_view(model).filter(|view| !view.columns.is_empty()) {
        let mut view = view.clone();
        view.columns = columns;
        actions.push(Action::KeepView(view));
    } else {
        let mut look = model.look.clone();
        look.columns = columns;
        actions.push(Action::SetLook(look));
    }
}
