//! The head of the list: questions under names, and the order.

mod saved;

use egui::{Button, Popup, Rect, Role, ScrollArea, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::icons::Icon;
use super::model::Search;
use super::theme::{Themed, text};
use super::{Action, Actions, shell, widgets, words};
use crate::call::listing::Count;
use crate::call::question::{Column, Sort};
use crate::call::view::built_in;
use crate::call::{Density, Look, View};
use crate::ui::bidi;
use crate::ui::command::Command;

pub use saved::SavedState;

/// What the button of the order takes, points.
const ORDER: f32 = 38.0;
const HEIGHT: f32 = 30.0;

/// Draws the views, and the order at their right.
pub fn views_ui(
    ui: &mut Ui,
    search: &Search,
    look: &Look,
    actions: &mut Actions,
    state: &mut SavedState,
) {
    let full = ui.available_rect_before_wrap();
    let room = full.with_max_x(full.right() - ORDER);
    let tabs = ui.scope_builder(UiBuilder::new().max_rect(room), |ui| {
        if shell::is_short(ui) {
            // One line that scrolls along leaves some height for the rows.
            widgets::scroll_ui(ui, ScrollArea::horizontal(), |ui| {
                ui.horizontal(|ui| {
                    ui.spacing_mut().item_spacing.x = between(ui);
                    tabs_ui(ui, search, actions);
                    saved::saved_ui(ui, search, look, actions, state);
                });
            });
            return;
        }
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = between(ui);
            tabs_ui(ui, search, actions);
            // A button alone does not wrap by itself.
            if ui.available_size_before_wrap().x < ORDER {
                ui.end_row();
            }
            saved::saved_ui(ui, search, look, actions, state);
        });
    });
    let top = tabs.response.rect.top();
    keep_height(
        ui,
        search,
        (room.width(), tabs.response.rect.height()),
        state,
    );
    let right = Rect::from_min_max(pos2(room.right(), top), pos2(full.right(), top + HEIGHT));
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    let mut corner = ui.new_child(UiBuilder::new().max_rect(right).layout(layout));
    sort_ui(&mut corner, search.sort, look, actions);
}

/// Before the counts are known the tabs take the height that they had with them last in as wide a room: they may need another
/// line, and what is below stands still.
fn keep_height(ui: &mut Ui, search: &Search, (width, height): (f32, f32), state: &mut SavedState) {
    let mut counts = search.views.iter().map(|(_, count)| *count);
    if !search.views.is_empty() && counts.all(|count| count != Count::Unknown) {
        state.size = Some((width, height));
    } else if let Some((was_wide, was_high)) = state.size
        && (was_wide - width).abs() < 1.0
        && was_high > height
        && !shell::is_short(ui)
    {
        ui.add_space(was_high - height);
    }
}

/// Between tabs, points: room only where their edges are drawn for contrast.
fn between(ui: &Ui) -> f32 {
    4.0 * ui.visuals().widgets.inactive.bg_stroke.width
}

fn tabs_ui(ui: &mut Ui, search: &Search, actions: &mut Actions) {
    if search.views.is_empty() {
        for view in built_in() {
            tab_ui(ui, search, &view, Count::Unknown, actions);
        }
    }
    for (view, count) in &search.views {
        tab_ui(ui, search, view, *count, actions);
    }
}

fn tab_ui(ui: &mut Ui, search: &Search, view: &View, count: Count, actions: &mut Actions) {
    let tokens = ui.tokens();
    let is_shown = search.typed.trim() == view.question;
    let (fill, color) = if is_shown {
        (tokens.hover, tokens.text_strong)
    } else {
        (egui::Color32::TRANSPARENT, tokens.text)
    };
    let count = short(count);
    let name = text::body(bidi::drawn(&view.name)).color(color);
    let number = text::subdued(&count);
    ui.spacing_mut().button_padding = vec2(8.0, 5.0);
    ui.spacing_mut().icon_spacing = 5.0;
    let button = if count.is_empty() {
        Button::new(name)
    } else {
        Button::new((name, number))
    };
    let response = ui.add(button.fill(fill).min_size(vec2(0.0, HEIGHT)));
    let told = format!("{} {count}", view.name);
    response.widget_info(|| WidgetInfo::selected(Role::Tab, true, is_shown, told.trim()));
    if response.clicked() {
        actions.push(Action::Ask(view.question.clone()));
        if search.sort != view.sort {
            actions.push(Action::Sort(view.sort));
        }
    }
}

fn short(count: Count) -> String {
    let number = |number: u64| words::count(usize::try_from(number).unwrap_or(usize::MAX));
    match count {
        Count::Unknown => String::new(),
        Count::AtLeast(least) => format!("{}+", number(least)),
        Count::Exactly(exact) => number(exact),
    }
}

/// The orders that are offered, in words.
const SORTS: [(Column, bool, &str); 9] = [
    (Column::Started, true, "Newest first"),
    (Column::Started, false, "Oldest first"),
    (Column::Talk, true, "Longest talk first"),
    (Column::Wait, true, "Longest wait first"),
    (Column::Caller, false, "By caller"),
    (Column::Dialled, false, "By group"),
    (Column::Source, false, "By source"),
    (Column::Sentiment, false, "By sentiment"),
    (Column::Lead, true, "Leads first"),
];

fn sort_ui(ui: &mut Ui, sort: Sort, look: &Look, actions: &mut Actions) {
    let now = SORTS
        .iter()
        .find(|(column, down, _)| *column == sort.column && *down == sort.is_descending);
    let now = now.map_or("Another order", |(.., words)| words);
    let button = widgets::icon_button_ui(ui, Icon::Sort, &format!("Order: {now}"));
    Popup::menu(&button).show(|ui| {
        ui.set_min_width(180.0);
        widgets::menu_scrolled_ui(ui, |ui| orders_ui(ui, sort, look, actions));
    });
}

fn orders_ui(ui: &mut Ui, sort: Sort, look: &Look, actions: &mut Actions) {
    for (column, is_descending, words) in SORTS {
        let offered = Sort {
            column,
            is_descending,
        };
        let item = ui.add(Button::selectable(offered == sort, text::body(words)));
        if item.clicked() {
            actions.push(Action::Sort(offered));
        }
    }
    ui.add_space(4.0);
    look_ui(ui, look, actions);
}

/// Rows or a table, close together or with room.
fn look_ui(ui: &mut Ui, look: &Look, actions: &mut Actions) {
    let table = Look {
        is_table: !look.is_table,
        ..look.clone()
    };
    let density = Look {
        density: look.density.other(),
        ..look.clone()
    };
    let is_compact = look.density == Density::Compact;
    let close = Command::Density.name_with_key("Rows close together", ui.ctx());
    for (is_on, words, other) in [
        (look.is_table, "As a table", table),
        (is_compact, &close, density),
    ] {
        let mut checked = is_on;
        if widgets::checkbox_ui(ui, &mut checked, text::body(words)).clicked() {
            actions.push(Action::SetLook(other));
            ui.close();
        }
    }
}
