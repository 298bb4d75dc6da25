//! Masking: no real name, number or address is left in what the window shows, copies and saves.

mod bulk;
mod named;
mod over;
mod properties;
mod values;
mod window;
