//! Questions to the book: typed, printed, reckoned.

mod completed;
mod edited;
mod properties;
mod typed;
mod when;
