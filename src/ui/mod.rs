//! The screen: reads a [`model::Model`], pushes [`Action`]s. Never sees the store, a thread, a socket or a file.

pub mod action;
pub mod model;

pub use action::{Action, Actions};
