//! The ground of a row: click target, selection, focus and what a screen reader says.

use egui::{
    EventFilter, FocusDirection, Id, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui,
    WidgetInfo, pos2, vec2,
};

use crate::ui::theme::Themed;

/// How a row lies in its list.
#[derive(Clone, Copy, Debug)]
pub struct RowLook {
    /// True for the row whose page is open.
    pub is_selected: bool,
    /// While rows are chosen together: whether this is one of them.
    pub chosen: Option<bool>,
    /// True for a row of cells.
    pub has_cells: bool,
    /// True for the one row that Tab reaches: the selected one, else the first.
    pub takes_tab: bool,
}

impl RowLook {
    /// True for a row that keys and buttons work on.
    pub fn is_marked(self) -> bool {
        self.chosen.unwrap_or(self.is_selected)
    }
}

/// Paints the ground of a row and makes the whole of it a target. `name` is read out.
pub fn row_ui(ui: &Ui, id: Id, rect: Rect, look: RowLook, name: &str) -> Response {
    let has_focus = ui.memory(|memory| memory.has_focus(id));
    let sense = if look.takes_tab || has_focus {
        Sense::click()
    } else {
        Sense::CLICK
    };
    let response = ui.interact(rect, id, sense);
    let role = if look.has_cells {
        Role::Row
    } else {
        Role::ListItem
    };
    response.widget_info(|| WidgetInfo::selected(role, true, look.is_marked(), name));
    ui.ctx()
        .accesskit_node_builder(id, |node| node.set_selected(look.is_marked()));
    let tokens = ui.tokens();
    let painter = ui.painter();
    if look.is_marked() {
        painter.rect_filled(rect, 0.0, tokens.selected);
    } else if response.contains_pointer() {
        painter.rect_filled(rect, 0.0, tokens.hover);
    }
    if look.is_selected {
        let bar = Rect::from_min_max(rect.min, pos2(rect.left() + 2.0, rect.bottom()));
        painter.rect_filled(bar, 0.0, tokens.accent);
    }
    if has_focus {
        let vertical = EventFilter {
            vertical_arrows: true,
            ..EventFilter::default()
        };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, vertical));
        let ring = Stroke::new(1.0, tokens.accent);
        painter.rect_stroke(rect.shrink(1.0), 2.0, ring, StrokeKind::Inside);
    }
    response
}

/// A row that is not loaded yet: bars where its two lines will begin, `left` points from its edge.
pub fn placeholder_ui(ui: &Ui, id: Id, rect: Rect, look: RowLook, left: f32) -> Response {
    let response = row_ui(ui, id, rect, look, "Loading");
    let tokens = ui.tokens();
    let ground = if look.is_marked() {
        tokens.surface
    } else {
        tokens.hover
    };
    for (line, width) in [(0.33, 140.0), (0.67, 220.0)] {
        let start = pos2(rect.left() + left, rect.top() + rect.height() * line - 4.0);
        let bar = Rect::from_min_size(start, vec2(width, 8.0));
        ui.painter().rect_filled(bar, 4.0, ground);
    }
    response
}

/// Gives a row the focus, so that a screen reader reads it. The arrow that led there moves no focus.
pub fn focus_row(ui: &Ui, id: Id) {
    ui.memory_mut(|memory| {
        memory.request_focus(id);
        memory.move_focus(FocusDirection::None);
    });
}
