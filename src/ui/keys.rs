//! The keyboard: which key does what, and the page that says so.

use egui::{Frame, Grid, Id, Key, KeyboardShortcut, Modal, Modifiers, Ui};

use super::deliveries;
use super::player;
use super::row_list::Move;
use super::theme::text;
use super::widgets;

/// The keys that move the selection of a list.
const MOVES: [(Key, Move); 6] = [
    (Key::ArrowUp, Move::Up),
    (Key::ArrowDown, Move::Down),
    (Key::Home, Move::Home),
    (Key::End, Move::End),
    (Key::PageUp, Move::PageUp),
    (Key::PageDown, Move::PageDown),
];

/// What `?` shows, in the order of use.
const HELP: [(&str, &str); 14] = [
    ("Up, Down", "previous, next row"),
    ("Page Up, Page Down", "a screen of rows"),
    ("Home, End", "first, last row"),
    ("N", "what came in above while you looked elsewhere"),
    (
        "Enter",
        "to the page beside the list; the arrows scroll it then",
    ),
    ("Esc", "back to the list"),
    ("/", "search the calls"),
    ("F", "filters"),
    ("P", "all calls of this person"),
    ("L", "your keyword lists"),
    ("X", "swap the speakers of the transcript"),
    (
        "F3, Shift+F3",
        "next, previous place of what is searched, from call to call",
    ),
    ("Tab", "through everything that can be pressed"),
    ("?", "these keys"),
];

/// Takes a key that moves a selection out of the input.
pub fn take_move(ui: &Ui) -> Option<Move> {
    let pressed = |&(key, _): &(Key, Move)| take(ui, key);
    MOVES
        .iter()
        .find(|entry| pressed(entry))
        .map(|&(_, step)| step)
}

/// Takes a plain press of `key` out of the input.
pub fn take(ui: &Ui, key: Key) -> bool {
    ui.input_mut(|input| input.consume_key(Modifiers::NONE, key))
}

/// Takes a press of `key` with Ctrl (Cmd on a Mac) out of the input.
pub fn take_command(ui: &Ui, key: Key) -> bool {
    ui.input_mut(|input| input.consume_key(Modifiers::COMMAND, key))
}

/// Takes a character that was typed, on whatever key the keyboard has it.
pub fn types(ui: &Ui, wanted: &str) -> bool {
    ui.input_mut(|input| {
        let is_it =
            |event: &egui::Event| matches!(event, egui::Event::Text(text) if text == wanted);
        let before = input.events.len();
        input.events.retain(|event| !is_it(event));
        input.events.len() < before
    })
}

/// True when a `?` was typed, on whatever key the keyboard has it.
pub fn asks_for_help(ui: &Ui) -> bool {
    ui.input(|input| {
        let is_question =
            |event: &egui::Event| matches!(event, egui::Event::Text(text) if text == "?");
        input.events.iter().any(is_question)
    })
}

/// The page of keys, over everything; clears `shown` when it is closed.
pub fn help_ui(ui: &Ui, shown: &mut bool) {
    let frame = Frame::popup(ui.style()).inner_margin(24);
    let modal = Modal::new(Id::unique("keys"))
        .frame(frame)
        .show(ui.ctx(), |ui| {
            ui.spacing_mut().interact_size.y = 20.0;
            ui.label(text::title("Keys"));
            ui.add_space(12.0);
            Grid::new("keys")
                .num_columns(2)
                .spacing([32.0, 8.0])
                .show(ui, |ui| {
                    let rows = HELP.into_iter().chain(deliveries::HELP);
                    for (keys, words) in rows.chain(player::HELP) {
                        key_ui(ui, keys, words);
                    }
                    key_ui(ui, &screen_keys(ui), "calls, deliveries");
                });
            ui.add_space(16.0);
            widgets::button_ui(ui, None, "Close").clicked()
        });
    if modal.inner || modal.should_close() {
        *shown = false;
    }
}

fn key_ui(ui: &mut Ui, keys: &str, words: &str) {
    ui.label(text::strong(keys));
    ui.label(text::body(words));
    ui.end_row();
}

/// The keys of the screens, as this system writes them.
fn screen_keys(ui: &Ui) -> String {
    let name = |key| {
        ui.ctx()
            .format_shortcut(&KeyboardShortcut::new(Modifiers::COMMAND, key))
    };
    format!("{}, {}", name(Key::Num1), name(Key::Num2))
}
