//! What the player tells.

use crate::recording::failure::Failure;
use crate::recording::growing::Progress;

use super::controls::Solo;

/// How the sound device is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Device {
    /// Not in use: nothing plays.
    #[default]
    Closed,
    Open,
    /// There is none.
    Missing,
    /// It was there and is gone.
    Lost,
}

/// What is with the recording.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum State {
    /// None is loaded.
    #[default]
    Empty,
    /// Playing, as soon as bytes come.
    Waiting,
    Playing,
    Paused,
    /// It was heard to the end.
    Ended,
    /// There is no sound to hear.
    Failed,
}

/// The player at one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    pub state: State,
    pub device: Device,
    /// Goes up whenever playing goes on elsewhere or in another manner: between two moments of one epoch, all was
    /// heard or passed over.
    pub epoch: u32,
    /// What is heard now, seconds from the start of the recording.
    pub at_secs: f64,
    /// How long the recording is, as well as is known so far.
    pub length_secs: Option<f64>,
    /// True when the lanes are two channels; none until it is known.
    pub is_stereo: Option<bool>,
    /// How much of the recording is there; none where none is loaded.
    pub progress: Option<Progress>,
    /// What went wrong with the recording. Some of it may play all the same.
    pub failure: Option<Failure>,
    pub speed: f64,
    /// From and to, seconds.
    pub looped: Option<(f64, f64)>,
    /// 0 to 1.
    pub volume: f64,
    pub is_muted: bool,
    pub solo: Solo,
    pub is_leveled: bool,
    /// Devices to choose from, once they were asked for.
    pub devices: Vec<String>,
    /// The chosen one; none for the system's choice.
    pub device_name: Option<String>,
    /// How often the device had to play silence in the middle of the sound.
    pub underruns: u64,
    /// Frames that the device took, over all recordings.
    pub heard_frames: u64,
}
