//! A call of 2,000 turns and 300 keyword hits, and another one beside it.

use callbook::ui::model::Opened;
use egui::{Event, Key, Modifiers, pos2};
use tempfile::TempDir;

use super::hands::wheel;
use super::talk::{call, fill};
use super::window::{Window, Work};
use super::works::key;

const TURNS: usize = 2_000;
/// Leads nowhere.
const LINK: &str = "https://localhost:9/recording.mp3";

pub const WORKS: [(&str, Work); 2] = [
    ("opening a call of 2,000 turns", opening),
    ("scrolling through it", scrolling),
];

/// A book of the two calls.
pub fn book() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let calls = [
        call(1, "2026-09-30T15:00:00", 40, Some(LINK)),
        call(2, "2026-09-30T16:00:00", TURNS, Some(LINK)),
    ];
    fill(dir.path(), &calls);
    dir
}

/// The one call is opened, then the other, three times a second.
fn opening(_: &Window, n: usize) -> Vec<Event> {
    match n % 40 {
        0 => key(Key::ArrowUp),
        20 => key(Key::ArrowDown),
        _ => Vec::new(),
    }
}

fn scrolling(window: &Window, n: usize) -> Vec<Event> {
    if n == 0 {
        return key(Key::ArrowUp);
    }
    if n == 30 {
        let Opened::Ready(open) = &window.model().open_call else {
            panic!("the call is open")
        };
        assert!(open.conversation.lines.len() > TURNS / 2);
    }
    wheel(
        pos2(950.0, 600.0),
        if n % 700 < 500 { 120.0 } else { -300.0 },
        Modifiers::NONE,
    )
}
