//! Words that several parts of the player use.

use std::time::Duration;

use crate::call::{Seconds, Speaker};
use crate::ui::words;

/// A moment or a length: `0:14`.
pub(super) fn clock(secs: f64) -> String {
    words::duration(Seconds(secs))
}

/// The same.
pub(super) fn time(time: Duration) -> String {
    clock(time.as_secs_f64())
}

/// Who speaks.
pub(super) fn named(speaker: Speaker) -> &'static str {
    match speaker {
        Speaker::Agent => "Agent",
        Speaker::Caller => "Caller",
        Speaker::Unknown => "Someone",
    }
}
