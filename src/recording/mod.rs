//! Sound: what can be read out of a recording.

pub mod activity;
pub mod align;
pub mod peaks;
pub mod subtitles;
pub mod voice;
