//! Plain data in words, as a person reads them: lengths, moments, numbers, names of fields.

mod browser;
mod columns;
mod names;
mod times;

pub use browser::browser;
pub use columns::column;
pub use names::{bytes, count, dialled, label, numbered, phone, sentence};
pub use times::{
    ago, clock, day, duration, gap, list_time, millis, moment, moment_by, spoken_duration,
    spoken_time, time_of_day, zone, zone_name,
};
