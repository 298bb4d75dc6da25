//! The screen: reads a [`model::Model`], pushes [`Action`]s. Never sees the store, a thread, a socket or a file.

pub mod action;
pub mod bidi;
pub mod call_list;
pub mod call_page;
mod closing;
pub mod command;
pub mod deliveries;
mod empty;
mod filters;
mod histogram;
pub mod icons;
mod keys;
mod lists;
pub mod model;
mod notices;
pub mod player;
mod receiving;
mod row_list;
mod search;
mod settings;
mod shell;
pub mod theme;
mod underline;
mod view;
mod views;
pub mod widgets;
pub mod words;

pub use action::{Action, Actions};
pub use call_page::HalfTyped;
pub use settings::{Section, title_of};
pub use shell::root_ui;
pub use view::{Arranged, Scrolled, ViewState};
