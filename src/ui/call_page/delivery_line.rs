//! The line of a delivery: what it brought, when it came, and whether it can be trusted.

use egui::{
    Align2, Color32, CornerRadius, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2,
};
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::delivery_words::{action, fate, signature};
use super::headline;
use crate::call::Delivery;
use crate::ui::icons::Icon;
use crate::ui::model::Times;
use crate::ui::theme::{RADIUS_BUTTON, Themed, text};
use crate::ui::widgets::{digits_width, paint_digits, paint_elided};
use crate::ui::words;

const HEIGHT: f32 = 32.0;
const ICON: f32 = 14.0;
/// From the right edge of what was brought to the words of the signature, with its icon between, points.
const BEFORE_TRUST: f32 = 28.0;

/// The clock that the lines tell the time by.
#[derive(Clone, Copy)]
pub struct Clock<'a> {
    pub zone: &'a TimeZone,
    /// The zone of the business by its name.
    pub business: Option<&'a str>,
    pub times: &'a Times,
    pub now: Timestamp,
}

impl Clock<'_> {
    /// The time of a day to the millisecond; of another day than today to the minute.
    fn tell(self, at: Timestamp) -> String {
        let told = at.to_zoned(self.zone.clone());
        let today = self.now.to_zoned(self.zone.clone()).date();
        if told.date() == today {
            return words::millisecond_of_day(at, self.zone, self.times.clock);
        }
        let day = words::day(told.date(), today);
        let time = words::time_of_day(at, self.zone, self.times.clock);
        format!("{day}, {time}")
    }
}

/// Draws the line; all of it is the target.
pub fn line_ui(ui: &mut Ui, delivery: &Delivery, clock: Clock, open: bool) -> Response {
    let size = vec2(ui.available_width(), HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    let what = match fate(delivery) {
        Some(fate) => format!("{}, {fate}", action(delivery)),
        None => action(delivery),
    };
    let (_, trust, _) = signature(delivery.signature);
    let at = clock.times.moment(delivery.received_at, clock.business);
    let name = format!("Delivery: {what}, {at}, {trust}");
    response.widget_info(|| WidgetInfo::selected(Role::DisclosureTriangle, true, open, &name));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    let tokens = ui.tokens();
    if response.hovered() || response.has_focus() {
        let ground = rect.expand2(vec2(8.0, 0.0));
        let corners = CornerRadius::same(RADIUS_BUTTON);
        ui.painter().rect_filled(ground, corners, tokens.hover);
    }
    let chevron = if open {
        Icon::ChevronDown
    } else {
        Icon::ChevronRight
    };
    paint_icon(ui, chevron, rect.left() + 7.0, rect, tokens.text_subdued);
    let end = paint_trust(ui, rect, delivery) - BEFORE_TRUST;
    paint_words(
        ui,
        rect.with_min_x(rect.left() + 22.0).with_max_x(end),
        &what,
        delivery,
        clock,
    );
    let clocks = headline::clocks(delivery.received_at, clock.business, clock.times);
    response.on_hover_text(format!("{what}\n{clocks}"))
}

/// Paints the state of the signature at the right; returns where its words begin.
fn paint_trust(ui: &Ui, line: Rect, delivery: &Delivery) -> f32 {
    let (icon, words, tone) = signature(delivery.signature);
    let color = tone.color(ui.tokens());
    let at = line.right_center();
    let font = text::caption_font();
    let rect = ui
        .painter()
        .text(at, Align2::RIGHT_CENTER, words, font, color);
    paint_icon(ui, icon, rect.left() - 12.0, line, color);
    rect.left()
}

/// Paints what was brought, and when, where that fits.
fn paint_words(ui: &Ui, room: Rect, what: &str, delivery: &Delivery, clock: Clock) {
    let (tokens, font) = (ui.tokens(), text::body_font());
    let at = room.left_center();
    let (said, cut) = paint_elided(ui, at, room.width(), what, font.clone(), tokens.text);
    let when = clock.tell(delivery.received_at);
    let at = pos2(said.right() + 10.0, room.center().y);
    if !cut && at.x + digits_width(ui.painter(), &when, &font) <= room.right() {
        let color = tokens.text_subdued;
        paint_digits(ui.painter(), at, Align2::LEFT_CENTER, &when, &font, color);
    }
}

fn paint_icon(ui: &Ui, icon: Icon, x: f32, line: Rect, color: Color32) {
    let rect = Rect::from_center_size(pos2(x, line.center().y), vec2(ICON, ICON));
    icon.paint_at(ui, rect, color);
}
