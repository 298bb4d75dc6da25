//! What a delivery changed, field by field, old and new.

use egui::{Grid, Label, ScrollArea, Ui};
use serde_json::Value;

use super::body::BodyView;
use super::told;
use crate::call::facts::LINK_AS_SENT;
use crate::call::{CallChanges, CallRow, Change, InShort, Stage};
use crate::ui::bidi;
use crate::ui::theme::{Themed, text};
use crate::ui::words;

/// Fields whose value is a secret: that they are there is all that is told.
const SECRET: [&str; 2] = ["recording_url", LINK_AS_SENT];
/// The longest value that is shown whole, characters.
const LONGEST: usize = 240;

/// Draws the fields that changed, call by call.
pub(super) fn changed_ui(
    ui: &mut Ui,
    changed: &[CallChanges],
    calls: &[CallRow],
    view: &mut BodyView,
) {
    if changed.iter().all(|one| one.changes.is_empty()) {
        ui.label(text::subdued("It changed nothing in any call."));
        return;
    }
    let shown = view.area(ScrollArea::vertical()).show(ui, |ui| {
        for one in changed {
            if changed.len() > 1 {
                let row = calls.iter().find(|row| row.id == one.call);
                let who = row.and_then(told::caller);
                let who = who.as_deref().unwrap_or("Unknown caller");
                bidi::wrapped_ui(ui, text::strong(who));
            }
            call_ui(ui, one);
            ui.add_space(8.0);
        }
    });
    view.shown(shown.state);
}

fn call_ui(ui: &mut Ui, one: &CallChanges) {
    let name_width = (ui.available_width() * 0.36).clamp(120.0, 240.0);
    let value_width = (ui.available_width() - name_width - 24.0).max(120.0);
    Grid::new(("changes", one.call))
        .num_columns(2)
        .spacing([16.0, 6.0])
        .show(ui, |ui| {
            for change in &one.changes {
                ui.vertical(|ui| {
                    ui.set_width(name_width);
                    ui.add(Label::new(text::subdued(name(change))).wrap());
                });
                ui.vertical(|ui| {
                    ui.set_width(value_width);
                    values_ui(ui, change);
                });
                ui.end_row();
            }
        });
}

fn values_ui(ui: &mut Ui, change: &Change) {
    ui.spacing_mut().item_spacing.y = 0.0;
    if !change.is_new() {
        let before = format!("was {}", value(change, &change.before));
        bidi::wrapped_ui(ui, text::caption(before));
    }
    let color = if change.is_new() {
        ui.tokens().text
    } else {
        ui.tokens().text_strong
    };
    let after = match &change.after {
        Value::Null => "no value any more".to_owned(),
        after => value(change, after),
    };
    bidi::wrapped_ui(ui, text::body(after).color(color));
}

/// `Lead outcome, lead`.
fn name(change: &Change) -> String {
    let labels = change.path.iter().enumerate().map(|(place, key)| {
        let label = words::label(key);
        if place == 0 {
            label
        } else {
            label.to_lowercase()
        }
    });
    labels.collect::<Vec<_>>().join(", ")
}

fn value(change: &Change, value: &Value) -> String {
    if change.path.iter().any(|key| SECRET.contains(&key.as_str())) {
        return "a link".to_owned();
    }
    let told = match value {
        Value::String(text) => text.clone(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::Array(items) => match items.len() {
            1 => "1 entry".to_owned(),
            count => format!("{} entries", words::count(count)),
        },
        other => other.to_string(),
    };
    match told.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &told[..end]),
        None => told,
    }
}

/// What a line of the list says: `ringing`, `14 fields new`, `lead no → yes`.
pub fn in_short(short: &InShort) -> Option<String> {
    match short.stage {
        Some(Stage::Ringing) => return Some("ringing".to_owned()),
        Some(Stage::Ended) => return Some("ended".to_owned()),
        Some(Stage::Complete) | None => {}
    }
    if let Some(only) = short.only.as_ref().filter(|only| !only.is_new()) {
        let name = only
            .path
            .last()
            .map(|key| words::label(key).to_lowercase())?;
        let [before, after] = [&only.before, &only.after].map(|one| value(only, one));
        return Some(format!("{name} {before} → {after}"));
    }
    let fields = |count: usize| if count == 1 { "field" } else { "fields" };
    match (short.new, short.changed) {
        (0, 0) => Some("nothing new".to_owned()),
        (new, 0) => Some(format!("{new} {} new", fields(new))),
        (0, changed) => Some(format!("{changed} {} changed", fields(changed))),
        (new, changed) => Some(format!("{new} {} new, {changed} changed", fields(new))),
    }
}
