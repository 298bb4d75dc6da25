//! A request of which nothing is stored: what arrived of it, what was wrong and what was answered.

use egui::{Label, Role, ScrollArea, Ui, WidgetInfo};
use jiff::tz::TimeZone;

use super::columns::columns_ui;
use super::page::{day_and_clock, purpose_card_ui};
use super::purpose::PurposePanel;
use super::told;
use crate::call::Request;
use crate::ui::Actions;
use crate::ui::model::{Clock, Model, OpenRequest};
use crate::ui::theme::{GAP, Themed, text};
use crate::ui::widgets::{self, Tone};
use crate::ui::words;

/// Draws it into the space that is left; times are told in `zone`.
pub(super) fn request_page_ui(
    ui: &mut Ui,
    open: &OpenRequest,
    model: &Model,
    actions: &mut Actions,
    purpose: &mut PurposePanel,
    zone: &TimeZone,
) {
    let request = &open.request;
    ui.spacing_mut().item_spacing.y = 1.0;
    let name = told::request(request);
    let title = ui.add(Label::new(text::title(&name)).truncate());
    title.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &name));
    ui.add(
        Label::new(text::subdued(told_in_full(
            request,
            zone,
            model.times.clock,
        )))
        .wrap(),
    );
    ui.add_space(GAP);
    columns_ui(
        ui,
        &mut (actions, purpose),
        |ui, _| head_ui(ui, open),
        |ui, (actions, purpose)| {
            ui.spacing_mut().item_spacing.y = 4.0;
            answer_ui(ui, request);
            ui.add_space(GAP - 4.0);
            purpose_card_ui(ui, model, actions, purpose);
        },
    );
}

fn head_ui(ui: &mut Ui, open: &OpenRequest) {
    widgets::card_ui(ui, "As received", |ui| {
        match open.head.as_deref().filter(|head| !head.is_empty()) {
            None => {
                let words = "Nothing of it is kept: it sent nothing that could be told, or it is too long ago.";
                ui.add(Label::new(text::subdued(words)).wrap());
            }
            Some(head) => {
                let note = "First line and headers. What could be a secret is masked; its body is not kept.";
                ui.add(Label::new(text::caption(note)).wrap());
                ui.add_space(4.0);
                ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                    ui.add(Label::new(text::mono(head)).wrap());
                });
            }
        }
        ui.set_min_height(ui.available_height());
    });
}

fn answer_ui(ui: &mut Ui, request: &Request) {
    let heading = if request.is_refused() {
        "What was wrong"
    } else {
        "What was answered"
    };
    widgets::card_ui(ui, heading, |ui| {
        let (_, tone) = told::request_answer(request);
        let color = match tone {
            Tone::Negative => ui.tokens().sentiment_negative,
            _ => ui.tokens().text,
        };
        match &request.fault {
            Some(fault) => {
                let said = format!("answered “{}”", request.said);
                ui.add(Label::new(text::body(words::sentence(fault)).color(color)).wrap());
                ui.add(Label::new(text::caption(said)).wrap());
            }
            None => {
                ui.add(Label::new(text::body(&request.said).color(color)).wrap());
            }
        }
        let kept = if request.is_refused() {
            "It was turned away, so nothing of it is in the book; it is listed until Callbook ends."
        } else {
            "A question brings no delivery: it is listed until Callbook ends."
        };
        ui.add_space(4.0);
        ui.add(Label::new(text::caption(kept)).wrap());
    });
}

/// `from 127.0.0.1 · 20 MB announced · answered 413 in 0.3 ms · Sun 22 Nov 2026, 11:58:04.112 AM UTC`.
fn told_in_full(request: &Request, zone: &TimeZone, clock: Clock) -> String {
    let remote = request.remote.as_deref().unwrap_or("an unknown address");
    let mut parts = vec![format!("from {remote}")];
    let bytes = request.bytes.filter(|bytes| *bytes > 0);
    parts.extend(bytes.map(|bytes| format!("{} announced", words::bytes(bytes))));
    let took = words::millis(request.took);
    parts.push(match request.status {
        Some(status) => format!("answered {status} in {took}"),
        None => format!("not answered, for {took}"),
    });
    parts.push(day_and_clock(request.received_at, zone, clock));
    parts.join(" · ")
}
