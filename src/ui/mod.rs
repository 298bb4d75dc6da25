//! The screen: reads a [`model::Model`], pushes [`Action`]s. Never sees the store, a thread, a socket or a file.

pub mod action;
pub mod call_page;
pub mod icons;
pub mod model;
pub mod theme;
pub mod widgets;
pub mod words;

pub use action::{Action, Actions};
