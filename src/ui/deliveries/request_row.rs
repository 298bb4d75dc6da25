//! One row of the list for a request of which nothing is stored: quieter than a delivery.

use egui::{Align2, Id, Rect, Response, Ui, pos2};
use jiff::tz::TimeZone;

use super::row::{FIRST_LINE, RIGHT, SECOND_LINE, left, times};
use super::told;
use crate::call::Request;
use crate::ui::model::Model;
use crate::ui::row_list::{RowLook, row_ui};
use crate::ui::theme::{Themed, text};
use crate::ui::{widgets, words};

pub(super) fn request_row_ui(
    ui: &mut Ui,
    rect: Rect,
    id: Id,
    look: RowLook,
    request: &Request,
    model: &Model,
    zone: &TimeZone,
) -> Response {
    let what = told::request(request);
    let about = about(request);
    let (answer, tone) = told::request_answer(request);
    let clock = words::millisecond_of_day(request.received_at, zone, model.times.clock);
    let kind = told::request_kind(request);
    let response = row_ui(
        ui,
        id,
        rect,
        look,
        &format!("{kind}: {what}, {about}, {answer}, {clock}"),
    );
    if !ui.is_rect_visible(rect) {
        return response;
    }
    times(ui, rect, request.received_at, model, zone);
    let tokens = ui.tokens();
    let painter = ui.painter();
    let right = pos2(rect.right() - RIGHT, rect.top() + FIRST_LINE);
    let under = pos2(right.x, rect.top() + SECOND_LINE);
    let color = tone.color(tokens);
    let body = text::body_font();
    let answered =
        widgets::paint_digits(painter, right, Align2::RIGHT_CENTER, &answer, &body, color);
    let subdued = tokens.text_subdued;
    let took = words::millis(request.took);
    let took = painter.text(
        under,
        Align2::RIGHT_CENTER,
        took,
        text::caption_font(),
        subdued,
    );
    let left = rect.left() + left(model.times.clock);
    let at = pos2(left, right.y);
    let room = answered.left() - 12.0 - left;
    let (_, is_cut) = widgets::paint_elided(ui, at, room, &what, text::mono_font(), tokens.text);
    let at = pos2(left, under.y);
    let room = took.left() - 12.0 - left;
    let color = if request.is_refused() {
        tokens.sentiment_negative
    } else {
        subdued
    };
    let (_, is_line_cut) = widgets::paint_elided(ui, at, room, &about, text::caption_font(), color);
    if is_cut || is_line_cut {
        response.on_hover_text(text::body(format!("{what}\n{about}")))
    } else {
        response
    }
}

/// `203.0.113.7 · 20 MB · a body that is too large`.
fn about(request: &Request) -> String {
    let mut parts = Vec::from_iter(request.remote.clone());
    parts.extend(request.bytes.filter(|bytes| *bytes > 0).map(words::bytes));
    let kind = || told::request_kind(request).to_lowercase();
    parts.push(request.fault.clone().unwrap_or_else(kind));
    parts.join(" · ")
}
