//! The head of the page: who called, what happened and when, the verdicts, and what can be done.

use std::time::Duration;

use egui::{Align, Label, Layout, Role, Ui, WidgetInfo};

use super::beside::beside_ui;
use super::call_card::place;
use super::chips::{chips, chips_ui};
use super::headline;
use crate::ui::icons::Icon;
use crate::ui::model::{Model, OpenCall};
use crate::ui::theme::text;
use crate::ui::widgets::{button_ui, icon_button_ui, primary_button_ui};
use crate::ui::{Action, Actions};

/// Space kept for the buttons, points.
const BUTTONS: f32 = 270.0;
const NARROW: f32 = 216.0;
/// From this width on the sentence stands beside the buttons, else below them, points.
const BROAD: f32 = 620.0;

/// Draws the head of the page of a call.
pub fn header_ui(ui: &mut Ui, open: &OpenCall, model: &Model, actions: &mut Actions) {
    let now = model.now;
    let beside_buttons = ui.available_width() >= BROAD;
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
    let chips = chips(open);
    if !chips.is_empty() {
        ui.add_space(8.0);
        chips_ui(ui, &chips);
    }
    if headline::is_ringing(open, now) {
        ui.request_repaint_after(Duration::from_secs(1));
    }
}

fn mask_ui(ui: &mut Ui, is_masked: bool, is_broad: bool, actions: &mut Actions) {
    let (icon, label, hover) = if is_masked {
        (
            Icon::EyeOff,
            "Masked",
            "Show the real names and numbers (H)",
        )
    } else {
        (Icon::Eye, "Mask", "Mask names, numbers and addresses (H)")
    };
    let response = match (is_broad, is_masked) {
        (false, _) => icon_button_ui(ui, icon, hover),
        (true, true) => primary_button_ui(ui, Some(icon), label).on_hover_text(hover),
        (true, false) => button_ui(ui, Some(icon), label).on_hover_text(hover),
    };
    if response.clicked() {
        actions.push(Action::Mask(!is_masked));
    }
}

fn title_ui(ui: &mut Ui, title: &str) {
    let response = ui.add(Label::new(text::title(title)).wrap().selectable(true));
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
}

fn sentence_ui(ui: &mut Ui, open: &OpenCall, model: &Model) {
    let (times, business) = (&model.times, open.call.facts.time_zone.text());
    let started_at = open.call.facts.started_at.at();
    let sentence = headline::sentence(open, model.now);
    let from = place(&open.call.facts.caller);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 0.0;
        let mut said = [Some(sentence), from].into_iter().flatten().peekable();
        while let Some(part) = said.next() {
            let goes_on = said.peek().is_some() || started_at.is_some();
            said_ui(ui, &if goes_on { part + " · " } else { part });
        }
        let Some(at) = started_at else {
            return;
        };
        let moment = times.moment(at, business);
        let response = ui.label(text::subdued(moment.replace(' ', "\u{a0}")));
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &moment));
        response.on_hover_text(headline::clocks(at, business, times));
    });
}

/// The sentence, broken only between words: a number stays with its unit.
fn said_ui(ui: &mut Ui, sentence: &str) {
    let mut unbroken = String::with_capacity(sentence.len());
    for c in sentence.chars() {
        let after_number = unbroken.ends_with(|c: char| c.is_ascii_digit());
        unbroken.push(if c == ' ' && after_number {
            '\u{a0}'
        } else {
            c
        });
    }
    let response = ui.label(text::subdued(unbroken));
    let name = sentence.trim_end_matches(" · ");
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
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
