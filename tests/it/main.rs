//! The integration tests: one binary, public doors only.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod analysis;
mod asking;
mod background;
mod book;
mod clocks;
mod command_line;
mod contradictions;
mod corpora;
mod crash;
mod dialogue;
mod drawing;
mod faults;
mod gallery;
mod gate;
#[path = "../../examples/generate/made/mod.rs"]
mod generated;
mod growing;
mod hidden;
mod inspector;
mod joins;
#[cfg(target_os = "linux")]
mod key_store;
mod list;
mod living;
mod made;
mod masking;
mod page;
mod player;
mod program;
mod questions;
mod receiving;
mod recording;
mod reviewer;
mod right_to_left;
mod room;
mod rooms;
mod samples;
mod secret_path;
mod signature;
mod store;
mod subtitled;
mod transcript;
mod whereabouts;
mod window;
mod wire;
