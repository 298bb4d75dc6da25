//! What the person wants of the player.

use std::time::Duration;

use super::view::{Lanes, Percent, Speed};
use crate::call::CallId;

/// One wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlayerAction {
    /// Plays or pauses.
    Toggle,
    /// Plays the call that is open, whatever plays now.
    PlayOpen,
    /// Plays a call from a moment on, whatever plays now.
    PlayFrom(CallId, Duration),
    /// Goes to a moment.
    Seek(Duration),
    /// Goes so many milliseconds on or back.
    Skip(i64),
    Speed(Speed),
    /// Between the usual speed and the one chosen last.
    ToggleSpeed,
    Volume(Percent),
    Mute(bool),
    /// Begins a loop here, ends it here, or takes it away, in turn.
    Loop,
    /// Begins a loop here, or moves its beginning here.
    LoopFrom,
    /// Ends it here, or moves its end here.
    LoopTo,
    LoopBetween(Duration, Duration),
    /// Passes over silence and ringing.
    SkipSilence(bool),
    /// The agent is on the right lane of this call's recording, or on the left.
    AgentRight(CallId, bool),
    Lanes(Lanes),
    Level(bool),
    Device(Option<String>),
    /// Looks for sound devices.
    ListDevices,
    /// Plays the call below in the list, or the one above.
    Next,
    Previous,
    /// Plays the next call after each.
    GoOn(bool),
    /// Fetches the recording again, or goes on fetching it.
    TryAgain,
    /// Keeps the recording whatever room recordings take.
    Keep(bool),
}
