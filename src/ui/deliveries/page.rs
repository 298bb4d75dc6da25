//! One delivery whole: body, headers, signature, what has become of it.

use std::sync::Arc;
use std::time::Duration;

use egui::{Align, Frame, Label, Layout, Margin, Role, ScrollArea, Ui, WidgetInfo, vec2};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::body::{BodyView, body_card_ui};
use super::columns::columns_ui;
use super::purpose::{PurposePanel, purpose_ui};
use super::signature::signature_ui;
use super::{curl, request_page, told};
use crate::call::delivery::WholeDelivery;
use crate::call::{CallRow, EntryId, Source};
use crate::ui::icons::Icon;
use crate::ui::model::{Clock, Model, OpenDelivery, Opened, Screen, Times};
use crate::ui::theme::{GAP, Themed, text};
use crate::ui::widgets::{self, Tone};
use crate::ui::{Action, Actions, shell, words};

/// What the page remembers between frames.
#[derive(Default)]
pub struct DeliveryPage {
    view: BodyView,
    purpose: PurposePanel,
}

impl DeliveryPage {
    /// The side of the delivery that is shown, by its name, and how much of it is above, points.
    pub fn side(&self) -> (&'static str, f32) {
        self.view.place()
    }

    /// Shows that side of the delivery that is opened first, with so much of it above.
    pub fn go_to(&mut self, side: &str, down: f32) {
        self.view.go_to(side, down);
    }
}

/// Width under which the buttons stand under the title, points.
const NARROW_HEADER: f32 = 520.0;
/// Where a copied command sends to while nothing receives.
const ELSEWHERE: &str = "http://127.0.0.1:8787";

/// Draws the open delivery into the space that is left; times are told in `zone`.
pub fn delivery_page_ui(
    ui: &mut Ui,
    model: &Model,
    actions: &mut Actions,
    page: &mut DeliveryPage,
    zone: &TimeZone,
) {
    let margin = Margin {
        left: 24,
        right: 20,
        top: 16,
        bottom: 12,
    };
    let mut whole_ui = |ui: &mut Ui| {
        Frame::new().inner_margin(margin).show(ui, |ui| {
            of_entry_ui(ui, model, actions, page, zone);
        });
    };
    if shell::is_short(ui) {
        widgets::scroll_ui(ui, ScrollArea::vertical().auto_shrink(false), whole_ui);
    } else {
        whole_ui(ui);
    }
}

fn of_entry_ui(
    ui: &mut Ui,
    model: &Model,
    actions: &mut Actions,
    page: &mut DeliveryPage,
    zone: &TimeZone,
) {
    match (&model.open_request, &model.open_delivery) {
        (Some(open), _) => {
            let purpose = &mut page.purpose;
            request_page::request_page_ui(ui, open, model, actions, purpose, zone);
        }
        (None, Opened::Ready(open)) => opened_ui(ui, open, model, actions, page, zone),
        (None, _) => columns_ui(
            ui,
            &mut (actions, page),
            |ui, (actions, _)| nothing_ui(ui, model, actions),
            |ui, (actions, page)| purpose_card_ui(ui, model, actions, &mut page.purpose),
        ),
    }
}

/// Why no delivery is shown.
fn nothing_ui(ui: &mut Ui, model: &Model, actions: &mut Actions) {
    match &model.open_delivery {
        Opened::Nothing | Opened::Ready(_) => {
            let words = "It is shown here as it was received: body, headers, signature, and what became of it.";
            widgets::empty_ui(ui, "Choose a delivery", words);
        }
        Opened::Loading => widgets::empty_ui(ui, "Opening the delivery", "One moment."),
        Opened::Failed(why) => {
            let again = |ui: &mut Ui| widgets::button_ui(ui, None, "Try again").clicked();
            let again = widgets::empty_with_ui(ui, "The delivery cannot be shown", why, again);
            if let Some(EntryId::Delivery(id)) = model.deliveries.selected.filter(|_| again) {
                actions.push(Action::SelectDelivery(id));
            }
        }
    }
}

fn opened_ui(
    ui: &mut Ui,
    open: &Arc<OpenDelivery>,
    model: &Model,
    actions: &mut Actions,
    page: &mut DeliveryPage,
    zone: &TimeZone,
) {
    header_ui(ui, &open.whole, model, actions, zone);
    ui.add_space(GAP);
    page.view.open(open);
    columns_ui(
        ui,
        &mut (actions, page),
        |ui, (_, page)| body_card_ui(ui, open, &mut page.view),
        |ui, (actions, page)| beside_ui(ui, open, model, actions, &mut page.purpose),
    );
}

fn header_ui(
    ui: &mut Ui,
    whole: &WholeDelivery,
    model: &Model,
    actions: &mut Actions,
    zone: &TimeZone,
) {
    if ui.available_width() < NARROW_HEADER {
        title_ui(ui, whole, model, false, zone);
        ui.add_space(8.0);
        ui.horizontal(|ui| copies_ui(ui, whole, model, actions));
        return;
    }
    ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
        copies_ui(ui, whole, model, actions);
        let rest = vec2(ui.available_width(), 0.0);
        ui.allocate_ui_with_layout(rest, Layout::top_down(Align::Min), |ui| {
            title_ui(ui, whole, model, true, zone);
        });
    });
}

fn copies_ui(ui: &mut Ui, whole: &WholeDelivery, model: &Model, actions: &mut Actions) {
    if widgets::button_ui(ui, Some(Icon::Send), "Send again…").clicked() {
        actions.push(Action::AskResend(whole.delivery.id));
    }
    if widgets::button_ui(ui, Some(Icon::Copy), "Copy as curl").clicked() {
        actions.push(copy_as_curl(whole, model));
    }
    if widgets::icon_button_ui(ui, Icon::Copy, "Copy body").clicked() {
        let body = String::from_utf8_lossy(&whole.body).into_owned();
        actions.push(Action::CopyText(body));
    }
}

/// Copies a command for the shell that sends a delivery to this book's receiver.
pub fn copy_as_curl(whole: &WholeDelivery, model: &Model) -> Action {
    let base = model.receiver.url().unwrap_or(ELSEWHERE);
    Action::CopyText(curl::command(whole, base))
}

/// What happened and what was received; with more words and the time beside the title where it is wide.
fn title_ui(ui: &mut Ui, whole: &WholeDelivery, model: &Model, is_wide: bool, zone: &TimeZone) {
    let (action, dialect) = told::action(&whole.delivery);
    let time = day_and_clock(whole.delivery.received_at, zone, model.times.clock);
    ui.spacing_mut().item_spacing.y = 1.0;
    let title = ui.horizontal(|ui| {
        ui.spacing_mut().interact_size.y = 26.0;
        let title = ui.add(Label::new(text::title(&action)).truncate());
        title.widget_info(|| WidgetInfo::labeled(Role::Heading, true, &action));
        if let Some(dialect) = dialect {
            ui.label(text::subdued(dialect));
        }
        let color = ui.tokens().text_subdued;
        let width = ui
            .painter()
            .layout_no_wrap(time.clone(), text::body_font(), color);
        let fits = is_wide && width.size().x <= ui.available_width();
        if fits {
            ui.label(text::subdued(&time));
        }
        fits
    });
    let took = model.deliveries.took.get(&whole.delivery.id).copied();
    let mut facts = facts(whole, took, is_wide);
    if !title.inner {
        facts.push(time);
    }
    ui.add(Label::new(text::subdued(facts.join(" · "))).wrap());
}

/// `from 203.0.113.7 through the tunnel · 2.1 kB · stored, then answered 200 in 0.9 ms`.
fn facts(whole: &WholeDelivery, took: Option<Duration>, is_wide: bool) -> Vec<String> {
    let delivery = &whole.delivery;
    let mut parts = match delivery.source {
        Source::Http => vec![told::origin(whole)],
        Source::Import => vec![format!(
            "imported from {}",
            delivery.path.as_deref().unwrap_or("standard input")
        )],
    };
    if let Some(path) = delivery
        .path
        .as_deref()
        .filter(|&path| delivery.source == Source::Http && path != "/")
    {
        parts.push(format!("to {path}"));
    }
    parts.push(words::bytes(delivery.bytes));
    parts.extend(
        delivery
            .attempt
            .filter(|&attempt| attempt > 1)
            .map(|attempt| format!("attempt {attempt}")),
    );
    if let Some(status) = delivery.status {
        let before = if is_wide { "stored, then " } else { "" };
        let how = took.map_or_else(String::new, |took| format!(" in {}", words::millis(took)));
        parts.push(format!("{before}answered {status}{how}"));
    }
    parts
}

/// `Sun 22 Nov 2026, 11:58:04.112 AM UTC`.
pub(super) fn day_and_clock(at: Timestamp, zone: &TimeZone, clock: Clock) -> String {
    let date = at.to_zoned(zone.clone());
    let date = date.strftime("%a %-d %b %Y");
    format!(
        "{date}, {} {}",
        words::millisecond_of_day(at, zone, clock),
        words::zone_name(at, zone)
    )
}

fn beside_ui(
    ui: &mut Ui,
    open: &OpenDelivery,
    model: &Model,
    actions: &mut Actions,
    purpose: &mut PurposePanel,
) {
    let delivery = &open.whole.delivery;
    ui.spacing_mut().item_spacing.y = 4.0;
    widgets::card_ui(ui, "Signature", |ui| {
        signature_ui(ui, delivery, open.proof.as_ref());
    });
    ui.add_space(GAP - 4.0);
    widgets::card_ui(ui, "What became of it", |ui| {
        let tone = told::tone(delivery.state);
        let color = match tone {
            Tone::Neutral => ui.tokens().text,
            other => other.color(ui.tokens()),
        };
        ui.label(text::body(told::state(delivery)).color(color));
        if let Some(reason) = &delivery.reason {
            ui.add(Label::new(text::subdued(reason)).wrap());
        }
        for call in &open.calls {
            call_ui(ui, call, &model.times, actions);
        }
    });
    ui.add_space(GAP - 4.0);
    purpose_card_ui(ui, model, actions, purpose);
}

/// The card by which answers are given on purpose.
pub(super) fn purpose_card_ui(
    ui: &mut Ui,
    model: &Model,
    actions: &mut Actions,
    panel: &mut PurposePanel,
) {
    widgets::card_ui(ui, "Answer on purpose", |ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        purpose_ui(ui, model, actions, panel);
    });
}

/// A call that the delivery went to: leads there.
fn call_ui(ui: &mut Ui, call: &CallRow, times: &Times, actions: &mut Actions) {
    let who = told::caller(call).unwrap_or_else(|| "Unknown caller".to_owned());
    if widgets::link_ui(ui, &who).clicked() {
        actions.push(Action::ShowScreen(Screen::Calls));
        actions.push(Action::SelectCall(call.id));
    }
    if let Some(at) = call.started_at {
        let told = times.moment(at, call.time_zone.as_deref());
        ui.label(text::caption(told));
    }
}
