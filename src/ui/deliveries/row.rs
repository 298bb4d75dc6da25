//! One row of the list of deliveries.

use egui::{Align2, Id, Pos2, Rect, Response, Ui, pos2};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{changed, told};
use crate::call::{Delivery, DeliveryState};
use crate::ui::model::{Clock, Model};
use crate::ui::row_list::{RowLook, row_ui};
use crate::ui::theme::{Themed, text};
use crate::ui::{widgets, words};

/// Where the columns begin and end, points.
const TIME_LEFT: f32 = 16.0;
pub(super) const RIGHT: f32 = 14.0;
pub(super) const FIRST_LINE: f32 = 19.0;
pub(super) const SECOND_LINE: f32 = 37.0;

pub(super) fn delivery_row_ui(
    ui: &mut Ui,
    rect: Rect,
    id: Id,
    look: RowLook,
    delivery: &Delivery,
    model: &Model,
    zone: &TimeZone,
) -> Response {
    let (action, dialect) = told::action(delivery);
    let became = became(delivery, model);
    let (answer, tone) = told::answer(delivery);
    let took = model.deliveries.took.get(&delivery.id);
    let further = told::further(delivery, took.copied());
    let name = format!(
        "{action}, {became}, {answer}, {}, {}",
        words::millisecond_of_day(delivery.received_at, zone, model.times.clock),
        further.join(", ")
    );
    let response = row_ui(ui, id, rect, look, &name);
    if !ui.is_rect_visible(rect) {
        return response;
    }
    times(ui, rect, delivery.received_at, model, zone);
    let tokens = ui.tokens();
    let painter = ui.painter();
    let right = pos2(rect.right() - RIGHT, rect.top() + FIRST_LINE);
    let color = tone.color(tokens);
    let body = text::body_font();
    let drawn = widgets::paint_digits(painter, right, Align2::RIGHT_CENTER, &answer, &body, color);
    let subdued = tokens.text_subdued;
    let under = pos2(right.x, rect.top() + SECOND_LINE);
    let bytes = took.map_or_else(|| words::bytes(delivery.bytes), |took| words::millis(*took));
    let caption = text::caption_font();
    let size = painter.text(under, Align2::RIGHT_CENTER, bytes, caption, subdued);
    let at = pos2(rect.left() + left(model.times.clock), right.y);
    let room = drawn.left() - 12.0 - at.x - if dialect.is_some() { 20.0 } else { 0.0 };
    let (name, _) = widgets::paint_elided(
        ui,
        at,
        room,
        &action,
        text::strong_font(),
        tokens.text_strong,
    );
    if let Some(dialect) = dialect {
        let at = pos2(name.right() + 5.0, at.y + 1.0);
        widgets::paint_elided(ui, at, 20.0, dialect, text::caption_font(), subdued);
    }
    let color = match delivery.state {
        DeliveryState::Quarantined | DeliveryState::NotUnderstood => {
            told::tone(delivery.state).color(tokens)
        }
        _ => subdued,
    };
    let at = pos2(at.x, under.y);
    let room = size.left() - 12.0 - at.x;
    let (line, is_cut) = widgets::paint_elided(ui, at, room, &became, text::caption_font(), color);
    if !is_cut {
        further_ui(ui, pos2(line.right(), at.y), at.x + room, &further);
    }
    response.on_hover_ui(|ui| {
        ui.label(text::body(format!("{action}\n{became}")));
        ui.label(text::caption(told::facts(delivery, took.copied())));
    })
}

/// What else there is to tell of a delivery, as much as there is room for.
fn further_ui(ui: &Ui, mut at: Pos2, right: f32, further: &[String]) {
    let color = ui.tokens().text_subdued;
    for part in further {
        let part = format!(" · {part}");
        let galley = ui
            .painter()
            .layout_no_wrap(part, text::caption_font(), color);
        let rect = Align2::LEFT_CENTER.anchor_size(at, galley.size());
        if rect.right() > right {
            return;
        }
        ui.painter().galley(rect.min, galley, color);
        at.x = rect.right();
    }
}

/// Where what stands beside the time begins, points.
pub(super) fn left(clock: Clock) -> f32 {
    match clock {
        Clock::Twelve => 152.0,
        Clock::TwentyFour => 126.0,
    }
}

/// The time of day, and under it the day.
pub(super) fn times(ui: &Ui, rect: Rect, at: Timestamp, model: &Model, zone: &TimeZone) {
    let color = ui.tokens().text_subdued;
    let place = pos2(rect.left() + TIME_LEFT, rect.top() + FIRST_LINE);
    let clock = words::millisecond_of_day(at, zone, model.times.clock);
    widgets::paint_digits(
        ui.painter(),
        place,
        Align2::LEFT_CENTER,
        &clock,
        &text::body_font(),
        color,
    );
    let date = at.to_zoned(zone.clone()).date();
    let today = model.now.to_zoned(zone.clone()).date();
    if date != today {
        let place = pos2(place.x, rect.top() + SECOND_LINE);
        let day = words::day(date, today);
        widgets::paint_elided(
            ui,
            place,
            left(model.times.clock) - TIME_LEFT,
            &day,
            text::caption_font(),
            color,
        );
    }
}

/// What has become of it, with the caller where the call is known here and what it changed, or the reason.
fn became(delivery: &Delivery, model: &Model) -> String {
    let call = match delivery.calls.as_slice() {
        [one] => model.calls.rows.get(one),
        _ => None,
    };
    let state = told::state(delivery);
    let short = model.deliveries.in_short.get(&delivery.id);
    let short = short.and_then(changed::in_short);
    let caller = call.and_then(|call| told::caller(call));
    match (caller, &delivery.reason) {
        (Some(caller), _) if delivery.state == DeliveryState::Projected => match short {
            Some(short) => format!("{caller} · {short}"),
            None => caller,
        },
        (Some(caller), _) => format!("{caller} · {state}"),
        (None, Some(reason)) => format!("{state} · {reason}"),
        (None, None) => match short {
            Some(short) => format!("{state} · {short}"),
            None => state,
        },
    }
}
