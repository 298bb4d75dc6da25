//! Single keys, for widgets that have their own while they have the focus. What is a command has its keys in
//! [`super::command`].

use egui::{Key, Modifiers, Ui};

/// Takes a plain press of `key` out of the input.
pub fn take(ui: &Ui, key: Key) -> bool {
    ui.input_mut(|input| input.consume_key(Modifiers::NONE, key))
}
