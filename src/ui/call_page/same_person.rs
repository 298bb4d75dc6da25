//! The same person: how often, when last, missed before, answered since, and the last few calls a press away.

use egui::{Button, RichText, Role, Ui, WidgetInfo};
use jiff::Timestamp;

use super::quiet::quiet_button_ui;
use crate::call::{CallRow, Seconds};
use crate::ui::bidi;
use crate::ui::command::Command;
use crate::ui::model::{Model, OpenCall, SamePerson, Times};
use crate::ui::theme::{Themed, text};
use crate::ui::widgets::card_ui;
use crate::ui::{Action, Actions, search, words};

/// The card; absent for a call without a number and for the first call of one.
pub fn same_person_ui(ui: &mut Ui, open: &OpenCall, model: &Model, actions: &mut Actions) {
    let Some(person) = open
        .same_person
        .as_ref()
        .filter(|one| one.history.calls > 1)
    else {
        return;
    };
    card_ui(ui, "This caller", |ui| {
        for sentence in sentences(open, person, &model.times) {
            bidi::wrapped_ui(ui, text::body(sentence));
        }
        ui.add_space(4.0);
        for row in &person.others {
            if row_ui(ui, &in_words(row, model)) {
                actions.push(Action::SelectCall(row.id));
            }
        }
        let Some(number) = open.row.caller_number.as_deref() else {
            return;
        };
        let caption = format!("Show all {} calls", person.history.calls);
        let caption = Command::SameCaller.name_with_key(&caption, ui.ctx());
        if quiet_button_ui(ui, &caption, &caption).clicked() {
            actions.push(Action::Ask(search::same_caller(number)));
        }
    });
}

fn sentences(open: &OpenCall, person: &SamePerson, times: &Times) -> Vec<String> {
    let moment = |at| times.moment(at, open.call.facts.time_zone.text());
    let history = &person.history;
    let after = history.calls.saturating_sub(history.before + 1);
    let counted = match (history.before, after) {
        (before, 0) => format!(
            "{} calls in this book, {before} before this one.",
            history.calls
        ),
        (0, after) => format!(
            "{} calls in this book, {after} after this one.",
            history.calls
        ),
        (before, after) => format!(
            "{} calls in this book, {before} before this one and {after} after it.",
            history.calls
        ),
    };
    let mut told = vec![counted];
    let started_at = open.call.facts.started_at.at();
    if let Some(last) = history.last_before {
        let when = moment(last);
        told.push(match started_at.and_then(|at| apart(last, at)) {
            Some(long) => format!("The last one before: {when}, {long} earlier."),
            None => format!("The last one before: {when}."),
        });
    }
    match history.missed_before {
        0 => {}
        1 => told.push("1 of those before was missed.".to_owned()),
        missed => told.push(format!("{missed} of those before were missed.")),
    }
    if history.missed_in_a_row > 1 {
        told.push(format!(
            "Missed {} times in a row up to this call.",
            history.missed_in_a_row
        ));
    }
    if open.call.answered == Some(false) {
        told.push(match history.answered_since {
            Some(at) => format!("Answered since: {}.", moment(at)),
            None => "Not answered since.".to_owned(),
        });
    }
    told
}

fn apart(from: Timestamp, to: Timestamp) -> Option<String> {
    let secs = to.duration_since(from).as_secs_f64();
    (secs >= 1.0).then(|| words::spoken_duration(Seconds(secs)))
}

/// One of the other calls; true when it was pressed.
fn row_ui(ui: &mut Ui, words: &str) -> bool {
    let tokens = ui.tokens();
    let caption = RichText::new(bidi::drawn(words)).font(text::body_font());
    let response = ui.scope(|ui| {
        ui.spacing_mut().button_padding = egui::Vec2::ZERO;
        let widgets = &mut ui.visuals_mut().widgets;
        widgets.inactive.fg_stroke.color = tokens.text_subdued;
        widgets.hovered.fg_stroke.color = tokens.accent;
        ui.add(Button::new(caption).truncate().frame(false))
    });
    let response = response
        .inner
        .on_hover_cursor(egui::CursorIcon::PointingHand);
    let name = format!("Open the call of {words}");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    response.clicked()
}

/// `24 Feb · missed · no lead`.
fn in_words(row: &CallRow, model: &Model) -> String {
    let times = &model.times;
    let at = row.started_at.or(row.sent_at);
    let when = at.map_or_else(
        || "time not known".to_owned(),
        |at| times.in_list(at, row.time_zone.as_deref(), model.now),
    );
    let mut parts = vec![when];
    match (row.answered, row.talk_secs) {
        (Some(false), _) => parts.push("missed".to_owned()),
        (_, Some(talk)) if talk.0 > 0.0 => {
            parts.push(format!("talked {}", words::spoken_duration(talk)));
        }
        (Some(true), _) => parts.push("answered".to_owned()),
        (None, _) => {}
    }
    match row.lead {
        Some(true) => parts.push("lead".to_owned()),
        Some(false) => parts.push("no lead".to_owned()),
        None => {}
    }
    parts.join(" · ")
}
