//! The card of the bare facts: who, where, which numbers, and when.

use egui::{Label, Popup, Ui};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::quiet::{quiet_button_ui, quiet_icon_ui};
use super::rows::{Whole, fold_ui};
use super::timeline::{Timeline, timeline_ui};
use crate::call::answer::status_answered;
use crate::call::{Caller, Facts};
use crate::ui::bidi;
use crate::ui::icons::Icon;
use crate::ui::model::{Clock, Model, OpenCall, Times};
use crate::ui::theme::{Themed, text};
use crate::ui::widgets::{card_ui, pair_ui, pair_with_ui};
use crate::ui::{Action, Actions, words};

const HEADING: &str = "Call";

/// Width of what copies and dials a number, which stays together, points.
const ICONS: f32 = 33.0;
/// Width of what says that the number is not to be called, with its icon, points.
const DO_NOT_CALL: f32 = 170.0;

/// From this width on facts stand in two columns, points.
const TWO_COLUMNS: f32 = 480.0;

/// Draws the card. `whole` says whether the sender's identifiers are shown.
pub fn call_card_ui(
    ui: &mut Ui,
    open: &OpenCall,
    model: &Model,
    actions: &mut Actions,
    whole: &mut Whole,
) {
    card_ui(ui, HEADING, |ui| {
        timeline_ui(ui, &Timeline::of(&open.call));
        from_ui(ui, open, actions);
        pairs_ui(ui, &facts(open, &model.times));
        recording_ui(ui, &open.call.facts, actions);
        identifiers_ui(ui, open, whole);
    });
}

/// Labels and values, in two columns where there is room for them.
fn pairs_ui(ui: &mut Ui, pairs: &[(&str, String)]) {
    if ui.available_width() < TWO_COLUMNS {
        for (label, value) in pairs {
            pair_ui(ui, label, text::body(value));
        }
        return;
    }
    for row in pairs.chunks(2) {
        ui.columns(2, |cells| {
            for (ui, (label, value)) in cells.iter_mut().zip(row) {
                pair_ui(ui, label, text::body(value));
            }
        });
    }
}

/// The short facts with their labels, those that are known.
pub fn facts(open: &OpenCall, times: &Times) -> Vec<(&'static str, String)> {
    let facts = &open.call.facts;
    let zone = times.of_business(facts.time_zone.text());
    let moments = [
        facts.started_at.at(),
        facts.answered_at.at(),
        facts.ended_at.at(),
    ];
    let time = |said: Option<Timestamp>| Some(beside(said?, &moments, &zone, times.clock));
    let phone = |said: Option<&str>| said.map(words::phone);
    let own = |said: Option<&str>| said.map(str::to_owned);
    [
        ("Address", address(&facts.caller)),
        ("Tracking no.", phone(facts.tracking_number.text())),
        ("Answered at", phone(facts.termination_number.text())),
        ("Rings", rings(open)),
        ("Group", own(facts.group.name.text())),
        ("Owner", own(facts.group.owner_name.text())),
        ("Started", time(facts.started_at.at())),
        ("Answered", time(facts.answered_at.at())),
        ("Ended", time(facts.ended_at.at())),
        ("Status", status(facts)),
    ]
    .into_iter()
    .filter_map(|(label, value)| Some((label, value?)))
    .collect()
}

/// A time of day among the moments of a call: with its day where that is not the one of the first, and with the clock
/// where clocks were set in between.
fn beside(at: Timestamp, moments: &[Option<Timestamp>], zone: &TimeZone, clock: Clock) -> String {
    let known = || moments.iter().flatten();
    let offset = |at: Timestamp| zone.to_offset(at);
    let day = |at: Timestamp| at.to_zoned(zone.clone()).date();
    let mut told = words::second_of_day(at, zone, clock);
    if known().any(|other| offset(*other) != offset(at)) {
        told = format!("{told} {}", zone.to_offset_info(at).abbreviation());
    }
    let first = known().next().copied().unwrap_or(at);
    if day(first) != day(at) {
        told = format!("{told}, {}", day(at).strftime("%a %-d %b"));
    }
    told
}

/// City and state, as `Springfield IL`.
pub fn place(caller: &Caller) -> Option<String> {
    joined(&[caller.city.text(), caller.state.text()], " ")
}

fn address(caller: &Caller) -> Option<String> {
    let town = joined(&[caller.state.text(), caller.zip.text()], " ");
    let parts = [
        caller.street.text(),
        caller.city.text(),
        town.as_deref(),
        caller.country.text(),
    ];
    let more = caller
        .street
        .text()
        .or(caller.zip.text())
        .or(caller.country.text());
    more.and_then(|_| joined(&parts, ", "))
}

fn joined(parts: &[Option<&str>], between: &str) -> Option<String> {
    let parts: Vec<&str> = parts.iter().flatten().copied().collect();
    (!parts.is_empty()).then(|| parts.join(between))
}

/// How often it rang, where the timeline cannot say it.
fn rings(open: &OpenCall) -> Option<String> {
    let rings = open.call.facts.ring_count.copied()?;
    let told = Timeline::of(&open.call).wait.is_some();
    (!told).then(|| rings.to_string())
}

/// The status in the sender's words, where it says more than that the call was answered.
fn status(facts: &Facts) -> Option<String> {
    let status = facts.answer_status.text()?;
    match status_answered(status) {
        Some(true) => None,
        Some(false) => Some(words::sentence(status)),
        None => Some(format!("“{status}”, as sent")),
    }
}

fn from_ui(ui: &mut Ui, open: &OpenCall, actions: &mut Actions) {
    let facts = &open.call.facts;
    let number = facts.caller_number.text();
    let shown = joined(
        &[
            number.map(words::phone).as_deref(),
            place(&facts.caller).as_deref(),
        ],
        " · ",
    );
    let shown = shown.unwrap_or_else(|| "No number sent".to_owned());
    pair_with_ui(ui, "From", |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            bidi::wrapped_ui(ui, text::body(shown));
            if let Some(number) = number {
                if ui.available_size_before_wrap().x < ICONS {
                    ui.end_row();
                }
                let name = format!("Copy number {}", words::phone(number));
                if quiet_icon_ui(ui, Icon::Copy, &name).clicked() {
                    actions.push(Action::CopyText(number.to_owned()));
                }
                dial_ui(ui, number, actions);
            }
            if facts.do_not_call.copied() == Some(true) {
                let color = ui.tokens().warning;
                if ui.available_size_before_wrap().x < DO_NOT_CALL {
                    ui.end_row();
                } else {
                    ui.add_space(4.0);
                }
                Icon::Warning.show(ui, 14.0, color);
                ui.label(text::body("on a do-not-call list").color(color));
            }
        });
    });
}

/// Hands the number to the program that dials, after showing it.
fn dial_ui(ui: &mut Ui, number: &str, actions: &mut Actions) {
    let Some(url) = words::dialled(number) else {
        return;
    };
    let shown = words::phone(number);
    let button = quiet_icon_ui(ui, Icon::Phone, &format!("Call {shown}…"));
    Popup::menu(&button).show(|ui| {
        ui.label(text::subdued(format!(
            "{url} opens the program of this computer that dials."
        )));
        if ui.button(format!("Call {shown}")).clicked() {
            actions.push(Action::OpenUrl(url.clone()));
        }
    });
}

/// That there is a recording, never its link: whoever knows the link can most likely listen.
fn recording_ui(ui: &mut Ui, facts: &Facts, actions: &mut Actions) {
    let Some(link) = facts.recording_url.text() else {
        if facts.link_as_sent().is_some() {
            let told = text::body("Sent with a link that cannot be fetched");
            pair_ui(ui, "Recording", told);
        }
        return;
    };
    let said = match facts.redacted.copied() {
        Some(true) => "Available, card numbers cut out",
        Some(false) => "Available, not redacted",
        None => "Available",
    };
    pair_with_ui(ui, "Recording", |ui| {
        ui.add(Label::new(text::body(said)).wrap());
        let name = "Copy recording link";
        let hover = "Whoever has the link can most likely listen";
        if quiet_button_ui(ui, name, name)
            .on_hover_text(hover)
            .clicked()
        {
            actions.push(Action::CopyText(link.to_owned()));
        }
    });
}

fn identifiers_ui(ui: &mut Ui, open: &OpenCall, whole: &mut Whole) {
    let identifiers = identifiers(open);
    if identifiers.is_empty() {
        return;
    }
    let all = whole.shows(HEADING);
    if all {
        pairs_ui(ui, &identifiers);
    }
    let caption = if all {
        "Hide identifiers"
    } else {
        "Show identifiers"
    };
    if fold_ui(ui, caption, HEADING) {
        whole.toggle(HEADING);
    }
}

/// What only machines read.
fn identifiers(open: &OpenCall) -> Vec<(&'static str, String)> {
    let (call, facts) = (&open.call, &open.call.facts);
    let own = |said: Option<&str>| said.map(str::to_owned);
    let dialects: Vec<String> = call.dialects.iter().map(ToString::to_string).collect();
    let position = match (
        facts.caller.latitude.copied(),
        facts.caller.longitude.copied(),
    ) {
        (None, None) => None,
        (latitude, longitude) => Some(format!("{}, {}", degrees(latitude), degrees(longitude))),
    };
    [
        ("Vendor’s call", call.vendor_id.map(|id| id.to_string())),
        ("Organization", own(facts.organization_id.text())),
        ("Group id", own(facts.group.id.text())),
        ("Owner id", own(facts.group.owner_id.text())),
        ("Position", position),
        ("Time zone", own(facts.time_zone.text())),
        (
            "Format",
            (!dialects.is_empty()).then(|| dialects.join(", ")),
        ),
    ]
    .into_iter()
    .filter_map(|(label, value)| Some((label, value?)))
    .collect()
}

fn degrees(said: Option<f64>) -> String {
    said.map_or_else(|| "?".to_owned(), |degrees| degrees.to_string())
}
