//! The filters beside the list, each with how many calls it would leave. A press puts it into the typed question or
//! takes it out.

mod row;

use std::collections::HashSet;

use egui::{Margin, ScrollArea, Ui};

use super::model::Search;
use super::search::told_count;
use super::theme::text;
use super::{Action, Actions, widgets, words};
use crate::call::question::{Field, Filter, Is, Term, parse_typing, toggled};

/// Values of a field that are shown until all are asked for.
const FEW: usize = 6;

/// What the filters remember between frames.
#[derive(Default)]
pub struct FilterState {
    /// Fields of which all values are shown.
    whole: HashSet<Field>,
    /// True while they stand beside the list, or in its place in a narrow window.
    pub is_shown: bool,
}

/// Draws the filters into the space that is left.
pub fn filters_ui(ui: &mut Ui, search: &Search, actions: &mut Actions, state: &mut FilterState) {
    let facets = &search.facets.answer;
    let is_old = search.facets.is_old(search.number);
    let known = parse_typing(&search.typed).question.terms;
    let mut toggle = |filter: Filter| {
        let term = Term {
            is_excluded: false,
            filter,
        };
        actions.push(Action::Ask(toggled(&search.typed, &term)));
    };
    let has = |filter: &Filter| {
        known
            .iter()
            .any(|term| !term.is_excluded && term.filter == *filter)
    };
    widgets::scroll_ui(ui, ScrollArea::vertical().auto_shrink(false), |ui| {
        egui::Frame::new()
            .inner_margin(Margin::symmetric(8, 12))
            .show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let kinds = facets.kinds.iter().map(|&(kind, count)| {
                    let filter = Filter::Is(kind);
                    (kind_name(kind).to_owned(), count, filter)
                });
                if let Some(filter) = group_ui(ui, "Calls", kinds, &has, is_old) {
                    toggle(filter);
                }
                for (field, values) in &facets.fields {
                    let is_whole = state.whole.contains(field);
                    let shown = if is_whole { values.len() } else { FEW };
                    let rows = values.iter().take(shown).map(|(value, count)| {
                        let filter = Filter::Field {
                            field: *field,
                            value: value.clone(),
                        };
                        (value_name(*field, value), *count, filter)
                    });
                    if let Some(filter) = group_ui(ui, field_name(*field), rows, &has, is_old) {
                        toggle(filter);
                    }
                    more_ui(ui, *field, values.len(), &mut state.whole);
                }
            });
    });
}

/// The filters where the list would be: a narrow window has no room for both.
pub fn instead_of_list_ui(
    ui: &mut Ui,
    search: &Search,
    actions: &mut Actions,
    state: &mut FilterState,
) {
    egui::Frame::new()
        .inner_margin(Margin::symmetric(12, 10))
        .show(ui, |ui| {
            let count = told_count(search.count);
            let label = format!("Show {}", if count.is_empty() { "calls" } else { &count });
            if widgets::primary_button_ui(ui, None, &label).clicked() {
                state.is_shown = false;
            }
        });
    filters_ui(ui, search, actions, state);
}

/// A heading and its rows; the filter whose row was pressed.
fn group_ui(
    ui: &mut Ui,
    heading: &str,
    rows: impl Iterator<Item = (String, u64, Filter)>,
    has: &impl Fn(&Filter) -> bool,
    is_old: bool,
) -> Option<Filter> {
    let mut pressed = None;
    let mut is_first = true;
    for (name, count, filter) in rows {
        let is_on = has(&filter);
        if count == 0 && !is_on {
            continue;
        }
        if std::mem::take(&mut is_first) {
            ui.horizontal(|ui| {
                ui.add_space(8.0);
                widgets::heading_ui(ui, heading);
            });
        }
        let row = row::Row {
            group: heading,
            name: &name,
            count,
            is_on,
            is_old,
        };
        if row.ui(ui).clicked() {
            pressed = Some(filter);
        }
    }
    if !is_first {
        ui.add_space(8.0);
    }
    pressed
}

fn more_ui(ui: &mut Ui, field: Field, count: usize, whole: &mut HashSet<Field>) {
    if count <= FEW {
        return;
    }
    let is_whole = whole.contains(&field);
    let label = if is_whole {
        "Fewer".to_owned()
    } else {
        format!("{} more", words::count(count - FEW))
    };
    ui.horizontal(|ui| {
        ui.add_space(8.0);
        let link = widgets::link_ui(ui, &label).on_hover_text(text::body(field_name(field)));
        if link.clicked() {
            if is_whole {
                whole.remove(&field);
            } else {
                whole.insert(field);
            }
        }
    });
    ui.add_space(8.0);
}

fn kind_name(kind: Is) -> &'static str {
    match kind {
        Is::Lead => "Lead",
        Is::VendorLead => "Lead by the sender’s word",
        Is::Overruled => "Overruled",
        Is::Voicemail => "Voicemail",
        Is::Missed => "Missed",
        Is::Answered => "Answered",
        Is::Verified => "Verified",
        Is::Unverified => "Not verified",
        Is::Starred => "Starred",
        Is::Reviewed => "Reviewed",
        Is::DoNotCall => "Do not call",
        Is::Repeat => "Called before",
    }
}

pub(super) fn field_name(field: Field) -> &'static str {
    match field {
        Field::Group => "Group",
        Field::Source => "Source",
        Field::Campaign => "Campaign",
        Field::State => "State",
        Field::City => "City",
        Field::Sentiment => "Sentiment",
        Field::VendorSentiment => "Sender’s sentiment",
        Field::Keyword => "Keyword",
        Field::List => "Keyword list",
        Field::Disposition => "Disposition",
        Field::VendorDisposition => "Sender’s disposition",
        Field::TrackingNumber => "Tracking number",
        Field::Stage => "Stage",
    }
}

fn value_name(field: Field, value: &str) -> String {
    match field {
        Field::TrackingNumber => words::phone(value),
        Field::Stage | Field::Sentiment | Field::VendorSentiment => words::sentence(value),
        _ => value.to_owned(),
    }
}
