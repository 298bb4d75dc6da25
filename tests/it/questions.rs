//! Questions to the book: typed, printed, reckoned, answered.

mod commands;
mod completed;
mod edited;
mod entered;
mod history;
mod lists;
mod plain_scan;
pub mod properties;
pub mod spoken;
mod typed;
mod views;
mod weeks;
mod when;
