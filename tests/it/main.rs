//! The integration tests: one binary, public doors only.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod book;
mod clocks;
mod command_line;
mod crash;
mod drawing;
mod gate;
mod joins;
mod made;
mod page;
mod program;
mod receiving;
mod rooms;
mod samples;
mod signature;
mod store;
mod window;
mod wire;
