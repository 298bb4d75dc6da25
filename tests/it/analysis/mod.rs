//! What is read out of recordings: outline, speech, share of voice, times of lines, subtitles.

mod alignment;
pub mod fixtures;
mod long;
mod outline;
mod speech;
mod subtitles;
mod whole;
