//! Plain data in words, as a person reads them: lengths, moments, numbers, names of fields.

mod browser;
mod columns;
mod names;
mod times;

pub use browser::browser;
pub use columns::column;
pub use names::{bytes, calls, count, dialled, label, numbered, phone, sentence};
pub use times::{
    ago, day, duration, gap, list_time, millis, millisecond_of_day, moment, second_of_day,
    spoken_duration, spoken_time, time_of_day, zone, zone_name,
};
