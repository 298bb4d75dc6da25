//! The head of the page: who called, what happened and when, the verdicts, and what can be done.

use std::time::Duration;

use egui::{Align, Layout, Role, Ui, WidgetInfo};
use jiff::Timestamp;

use super::beside::beside_ui;
use super::call_card::place;
use super::chips::{chips, chips_ui};
use super::headline;
use crate::ui::bidi;
use crate::ui::command::Command;
use crate::ui::icons::Icon;
use crate::ui::model::{Model, OpenCall, Times};
use crate::ui::theme::text;
use crate::ui::widgets::{button_ui, icon_button_ui, primary_button_ui};
use crate::ui::{Action, Actions};

/// Space kept for the buttons, points.
const BUTTONS: f32 = 270.0;
const NARROW: f32 = 216.0;
/// From this width on the sentence stands beside the buttons, else below them, points.
const BROAD: f32 = 620.0;
/// Below this width the buttons stand under the name, points.
const SLIM: f32 = 420.0;

/// Draws the head of the page of a call.
pub fn header_ui(ui: &mut Ui, open: &OpenCall, model: &Model, actions: &mut Actions) {
    if headline::is_ringing(open, model.now) {
        ui.request_repaint_after(Duration::from_secs(1));
    }
    let beside_buttons = ui.available_width() >= BROAD;
    if ui.available_width() < SLIM {
        title_ui(ui, &headline::title(open));
        sentence_ui(ui, open, model);
        ui.add_space(6.0);
        ui.horizontal(|ui| {
            buttons_ui(ui, open, actions);
            mask_ui(ui, model.is_masked, false, actions);
        });
        chips_of_ui(ui, open);
        return;
    }
    beside_ui(
        ui,
        (if beside_buttons { BUTTONS } else { NARROW }, 12.0),
        Layout::right_to_left(Align::Min),
        actions,
        |ui, _| {
            ui.spacing_mut().item_spacing.y = 0.0;
            title_ui(ui, &headline::title(open));
            if beside_buttons {
                sentence_ui(ui, open, model);
            }
        },
        |ui, actions| {
            buttons_ui(ui, open, actions);
            mask_ui(ui, model.is_masked, beside_buttons, actions);
        },
    );
    if !beside_buttons {
        sentence_ui(ui, open, model);
    }
    chips_of_ui(ui, open);
}

fn chips_of_ui(ui: &mut Ui, open: &OpenCall) {
    let chips = chips(open);
    if !chips.is_empty() {
        ui.add_space(8.0);
        chips_ui(ui, &chips);
    }
}

fn mask_ui(ui: &mut Ui, is_masked: bool, is_broad: bool, actions: &mut Actions) {
    let (icon, label, hover) = if is_masked {
        (Icon::EyeOff, "Masked", "Show the real names and numbers")
    } else {
        (Icon::Eye, "Mask", "Mask names, numbers and addresses")
    };
    let hover = Command::Mask.name_with_key(hover, ui.ctx());
    let response = match (is_broad, is_masked) {
        (false, _) => icon_button_ui(ui, icon, &hover),
        (true, true) => primary_button_ui(ui, Some(icon), label).on_hover_text(hover),
        (true, false) => button_ui(ui, Some(icon), label).on_hover_text(hover),
    };
    if response.clicked() {
        actions.push(Action::Mask(!is_masked));
    }
}

fn title_ui(ui: &mut Ui, title: &str) {
    let response = bidi::wrapped_ui(ui, text::title(title));
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
}

fn sentence_ui(ui: &mut Ui, open: &OpenCall, model: &Model) {
    let (times, business) = (&model.times, open.call.facts.time_zone.text());
    let started_at = open.call.facts.started_at.at();
    let sentence = headline::sentence(open, model.now);
    let from = place(&open.call.facts.caller);
    let said: Vec<String> = [Some(sentence), from].into_iter().flatten().collect();
    if said.iter().any(|part| bidi::goes_left(part)) {
        one_after_other_ui(ui, &said, started_at.map(|at| (at, business)), times);
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let Some(at) = started_at else {
            parts_ui(ui, &said, "");
            return;
        };
        let moment = times.moment(at, business);
        let whole = moment.replace(' ', "\u{a0}");
        if fits_behind(ui, &unbroken(&said.join(" · ")), &format!(" · {whole}")) {
            parts_ui(ui, &said, " · ");
        } else {
            parts_ui(ui, &said, "");
            ui.end_row();
        }
        let response = ui.label(text::subdued(whole));
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &moment));
        response.on_hover_text(headline::clocks(at, business, times));
    });
}

/// All of it as one text, for names that are read from the right.
fn one_after_other_ui(
    ui: &mut Ui,
    said: &[String],
    started_at: Option<(Timestamp, Option<&str>)>,
    times: &Times,
) {
    let moment = started_at.map(|(at, business)| times.moment(at, business));
    let parts: Vec<&str> = said.iter().chain(&moment).map(String::as_str).collect();
    let response = bidi::wrapped_ui(ui, text::subdued(parts.join(" · ")));
    if let Some((at, business)) = started_at {
        response.on_hover_text(headline::clocks(at, business, times));
    }
}

/// What is said, one after the other, and what stands behind the last.
fn parts_ui(ui: &mut Ui, said: &[String], behind: &str) {
    for (index, part) in said.iter().enumerate() {
        let is_last = index + 1 == said.len();
        said_ui(ui, part, if is_last { behind } else { " · " });
    }
}

/// True when `tail` has room in the last line of a text.
fn fits_behind(ui: &Ui, text: &str, tail: &str) -> bool {
    let (font, room) = (text::body_font(), ui.available_width());
    let color = egui::Color32::PLACEHOLDER;
    let painter = ui.painter();
    let lines = painter.layout(text.to_owned(), font.clone(), color, room);
    let last = lines.rows.last().map_or(0.0, |row| row.rect().width());
    let tail = painter.layout_no_wrap(tail.to_owned(), font, color);
    last + tail.size().x <= room
}

/// The sentence, and what stands between it and what follows.
fn said_ui(ui: &mut Ui, sentence: &str, between: &str) {
    let shown = unbroken(sentence) + between;
    let response = ui.label(text::subdued(shown));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, sentence));
}

/// A sentence that is broken only between words: a number stays with its unit.
fn unbroken(sentence: &str) -> String {
    let mut unbroken = String::with_capacity(sentence.len());
    for c in sentence.chars() {
        let after_number = unbroken.ends_with(|c: char| c.is_ascii_digit());
        unbroken.push(if c == ' ' && after_number {
            '\u{a0}'
        } else {
            c
        });
    }
    unbroken
}

fn buttons_ui(ui: &mut Ui, open: &OpenCall, actions: &mut Actions) {
    let row = &open.row;
    let reviewed = if row.reviewed {
        primary_button_ui(ui, Some(Icon::Check), "Reviewed")
    } else {
        button_ui(ui, None, "Mark reviewed")
    };
    let hover = if row.reviewed {
        "Press to mark as not reviewed"
    } else {
        "Say that you have heard or read it"
    };
    if reviewed.on_hover_text(hover).clicked() {
        actions.push(Action::Review(row.id, !row.reviewed));
    }
    let (icon, name) = if row.starred {
        (Icon::StarFilled, "Remove the star")
    } else {
        (Icon::Star, "Star this call")
    };
    if icon_button_ui(ui, icon, name).clicked() {
        actions.push(Action::Star(row.id, !row.starred));
    }
}
