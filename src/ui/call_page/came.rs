//! “How they came”: the way to the call, drawn, and what else the visit is known by.

use egui::{Button, Color32, Label, Popup, RichText, Role, Ui, WidgetInfo};

use super::journey::{Step, StepKind, folded, short};
use super::lines::{Line, value_lines};
use super::rows::{Whole, fold_ui, lines_ui};
use crate::call::Attribution;
use crate::ui::bidi;
use crate::ui::icons::Icon;
use crate::ui::theme::{Themed, text};
use crate::ui::widgets::{card_ui, pair_ui};
use crate::ui::{Action, Actions, words};

const HEADING: &str = "How they came";

/// The card of the way; absent when nothing is known of it. A long one is folded until `whole` shows it.
pub fn came_ui(
    ui: &mut Ui,
    steps: &[Step],
    attribution: &Attribution,
    whole: &mut Whole,
    actions: &mut Actions,
) {
    let facts = advert(attribution);
    if steps.is_empty() && facts.is_empty() {
        return;
    }
    card_ui(ui, HEADING, |ui| {
        let folded = folded(steps);
        let left_out = if whole.shows(HEADING) {
            0..0
        } else {
            folded.clone()
        };
        for (index, step) in steps.iter().enumerate() {
            if index == folded.start && !folded.is_empty() {
                let more = folded.len();
                let caption = if left_out.is_empty() {
                    format!("Hide these {more} pages again")
                } else {
                    format!("Show {more} more pages")
                };
                if fold_ui(ui, &caption, HEADING) {
                    whole.toggle(HEADING);
                }
            }
            if left_out.contains(&index) {
                continue;
            }
            if index > 0 {
                gap_ui(ui, step);
            }
            step_ui(ui, step, actions);
        }
        if !steps.is_empty() && !facts.is_empty() {
            ui.add_space(8.0);
        }
        for (label, value) in facts {
            pair_ui(ui, label, text::body(value));
        }
    });
}

/// The card of the visit: what machines know it by; absent when there is nothing of it.
pub fn visit_ui(ui: &mut Ui, attribution: &Attribution, whole: &mut Whole) {
    let facts = visit(attribution);
    let lines = visit_lines(attribution);
    if facts.is_empty() && lines.is_empty() && attribution.user_agent.text().is_none() {
        return;
    }
    card_ui(ui, "The visit", |ui| {
        for (label, value) in facts {
            pair_ui(ui, label, text::body(value));
        }
        if let Some(line) = attribution.user_agent.text() {
            let told = words::browser(line);
            let shown = pair_ui(ui, "Browser", text::body(told.as_deref().unwrap_or(line)));
            if told.is_some() {
                shown.on_hover_text(line);
            }
        }
        lines_ui(ui, "The visit", &lines, whole);
    });
}

/// Everything below a heading of its own, as lines.
pub fn visit_lines(attribution: &Attribution) -> Vec<Line> {
    [
        ("Page variables", &attribution.page_variables),
        ("Google Analytics", &attribution.google_analytics),
        ("Session tag", &attribution.session_tag),
    ]
    .into_iter()
    .filter_map(|(label, said)| Some(value_lines(label, said.get()?)))
    .flatten()
    .collect()
}

fn advert(attribution: &Attribution) -> Vec<(&'static str, &str)> {
    [
        ("Source", &attribution.utm_source),
        ("Medium", &attribution.utm_medium),
        ("Campaign", &attribution.utm_campaign),
        ("Term", &attribution.utm_term),
        ("Content", &attribution.utm_content),
        ("Click id", &attribution.gclid),
        ("Rule", &attribution.rule),
    ]
    .into_iter()
    .filter_map(|(label, said)| Some((label, said.text()?)))
    .collect()
}

fn visit(attribution: &Attribution) -> Vec<(&'static str, &str)> {
    let several = attribution
        .multisession
        .copied()
        .map(|several| if several { "Yes" } else { "No" });
    [
        ("Session", attribution.session_id.text()),
        ("Identifier", attribution.session_identifier.text()),
        ("Several visits", several),
        ("IP address", attribution.ip_address.text()),
    ]
    .into_iter()
    .filter_map(|(label, value)| Some((label, value?)))
    .collect()
}

/// The arrow between two stations, with the time where it is known.
fn gap_ui(ui: &mut Ui, step: &Step) {
    let color = ui.tokens().text_subdued;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.add_space(8.0);
        Icon::ArrowDown.show(ui, 12.0, color);
        if let Some(after) = &step.after {
            ui.label(text::subdued(after));
        } else if step.kind == StepKind::Later {
            ui.label(text::subdued("after the call"));
        }
    });
}

fn step_ui(ui: &mut Ui, step: &Step, actions: &mut Actions) {
    let Some(url) = &step.url else {
        bidi::wrapped_ui(ui, text::body(&step.text));
        return;
    };
    let what = step.kind.word();
    let Some(note) = &step.note else {
        url_ui(ui, what, url, actions);
        return;
    };
    let width = |text: &str, font| {
        ui.painter()
            .layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER)
            .size()
            .x
    };
    let room = ui.available_width();
    let both = width(&step.text, text::body_font()) + 8.0 + width(note, text::caption_font());
    ui.horizontal(|ui| {
        url_ui(ui, what, url, actions);
        // What does not fit is left out: it stands below, whole and labelled.
        if both <= room {
            ui.add(Label::new(text::caption(note)).extend());
        }
    });
}

/// An address that shows whole on hover; a click offers to open or to copy it, nothing is opened blindly.
fn url_ui(ui: &mut Ui, what: &str, url: &str, actions: &mut Actions) {
    let tokens = ui.tokens();
    let caption = RichText::new(short(url)).font(text::body_font());
    let response = ui
        .scope(|ui| {
            ui.spacing_mut().button_padding = egui::Vec2::ZERO;
            let widgets = &mut ui.visuals_mut().widgets;
            widgets.inactive.fg_stroke.color = tokens.text;
            widgets.hovered.fg_stroke.color = tokens.accent;
            widgets.open.fg_stroke.color = tokens.accent;
            ui.add(Button::new(caption).truncate().frame(false))
        })
        .inner
        .on_hover_text(url)
        .on_hover_cursor(egui::CursorIcon::PointingHand);
    let name = format!("{what}: {url}");
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    Popup::menu(&response).show(|ui| {
        ui.set_max_width(420.0);
        ui.add(Label::new(text::caption(url)).wrap());
        if opens(url) && ui.button("Open in browser").clicked() {
            actions.push(Action::OpenUrl(url.to_owned()));
        }
        if ui.button("Copy address").clicked() {
            actions.push(Action::CopyText(url.to_owned()));
        }
    });
}

/// Only web addresses are handed to the browser.
fn opens(url: &str) -> bool {
    let scheme = url
        .split_once("://")
        .map(|(scheme, _)| scheme.to_ascii_lowercase());
    matches!(scheme.as_deref(), Some("http" | "https"))
}
