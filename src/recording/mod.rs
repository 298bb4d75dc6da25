//! Sound: gets a call's recording, keeps it, plays it, and reads out of it what there is to see.
//!
//! # Getting and playing it
//!
//! ```text
//! fetch (own thread) → a file that grows → reader that waits for bytes → decode → stretch → resample
//!     → ring without a lock → the player's own source → device
//! ```
//!
//! | module | does |
//! | --- | --- |
//! | [`kind`] | what a file is, told by its first bytes |
//! | [`failure`] | why there is no sound, in words with a way out |
//! | [`fetch`] | link → bytes: checked, capped, resumed after a cut |
//! | [`growing`] | a file that is written and read at once |
//! | [`cache`] | recordings on disk within a budget |
//! | [`library`] | recordings by their links: from the cache, or fetched |
//! | [`decode`] | bytes → frames of two lanes, seekable to the sample |
//! | [`length`] | how long an mp3 without a header is |
//! | [`player`] | plays: a handle that never waits, a thread, and what the device takes from |
//!
//! # Reading out of it
//!
//! [`peaks`], speech [`activity`], [`align`]ment with the transcript, share of [`voice`], all of that as one [`analysis`], and
//! [`subtitles`].

pub mod activity;
pub mod align;
pub mod analysis;
pub mod cache;
pub mod decode;
pub mod failure;
pub mod fetch;
pub mod growing;
pub mod kind;
pub mod length;
pub mod library;
pub mod peaks;
pub mod player;
pub mod subtitles;
pub mod voice;
