//! In whose time, and by which clock.

use super::radio_ui;
use crate::ui::model::{Choice, Clock, Zone};
use crate::ui::settings::Row;

pub const ROWS: &[Row] = &[
    Row {
        title: "Time zone",
        words: "In whose time calls are told; the others are shown where the pointer rests on a time.",
        key: "zone",
        value_ui: |ui, panel| {
            for (zone, words) in [
                (Zone::Business, "That of the business that was called"),
                (Zone::Own, "That of this computer"),
                (Zone::Utc, "UTC"),
            ] {
                if radio_ui(ui, panel.model.choices.zone == zone, words).clicked() {
                    panel.choose(Choice::Zone(zone));
                }
            }
        },
    },
    Row {
        title: "Clock",
        words: "How the time of day of a call is written.",
        key: "clock",
        value_ui: |ui, panel| {
            ui.horizontal(|ui| {
                for (clock, words) in [
                    (Clock::Twelve, "12 hours, 4:42 PM"),
                    (Clock::TwentyFour, "24 hours, 16:42"),
                ] {
                    if radio_ui(ui, panel.model.choices.clock == clock, words).clicked() {
                        panel.choose(Choice::Clock(clock));
                    }
                }
            });
        },
    },
];
