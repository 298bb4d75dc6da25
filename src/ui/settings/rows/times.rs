//! In whose time, and by which clock.

use super::{choices_ui, radios_ui};
use crate::call::WeekStart;
use crate::ui::model::{Choice, Clock, Zone};
use crate::ui::settings::{Row, Value};

pub const ROWS: &[Row] = &[
    Row::new(
        "Time zone",
        "In whose time calls are told; the others are shown where the pointer rests on a time.",
        Value::Of(|ui, panel| {
            let all = [
                (Zone::Business, "That of the business that was called"),
                (Zone::Own, "That of this computer"),
                (Zone::Utc, "UTC"),
            ];
            if let Some(zone) = radios_ui(ui, panel.model.choices.zone, &all) {
                panel.choose(Choice::Zone(zone));
            }
        }),
    )
    .of("zone")
    .also("timezone local"),
    Row::new(
        "Clock",
        "How the time of day of a call is written.",
        Value::Of(|ui, panel| {
            let all = [
                (Clock::Twelve, "12 hours, 4:42 PM"),
                (Clock::TwentyFour, "24 hours, 16:42"),
            ];
            let now = panel.model.choices.clock;
            choices_ui(ui, panel, (now, Choice::Clock), &all);
        }),
    )
    .of("clock")
    .also("am pm 24h format"),
    Row::new(
        "First day of the week",
        "With which day “this week” and “last week” begin, in questions and in the chart above the list; at first as the language settings of this computer have it.",
        Value::Of(|ui, panel| {
            let all = [
                (WeekStart::Monday, "Monday"),
                (WeekStart::Sunday, "Sunday"),
                (WeekStart::Saturday, "Saturday"),
            ];
            let now = panel.model.choices.week;
            choices_ui(ui, panel, (now, Choice::Week), &all);
        }),
    )
    .of("week")
    .also("weekday start calendar monday sunday saturday locale"),
];
