//! Small widgets that several screens use.

mod button;
mod card;
mod chip;
mod choice;
mod digits;
mod dot;
mod elided;
mod empty;
mod pair;
mod scrolled;

pub use button::{button_ui, icon_button_ui, link_ui, primary_button_ui, primary_icon_button_ui};
pub use card::{card_body_ui, card_ui, heading_ui};
pub use chip::{Tone, chip_on_window_ui, chip_ui, paint_chip};
pub use choice::{checkbox_ui, radio_ui};
pub use digits::{digits_width, paint_digits};
pub use dot::status_dot_ui;
pub use elided::{beginning, paint_elided};
pub use empty::{empty_ui, empty_with_ui};
pub use pair::{LABEL_WIDTH, pair_ui, pair_with_ui};
pub use scrolled::{menu_scrolled_ui, scroll_animation, scroll_ui, scrolled_ui};
