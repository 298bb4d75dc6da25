//! The whole program with a device: what plays goes on while one browses, goes back a little after a pause, and gives way
//! to the next call.

use std::time::Duration;

use callbook::ui::model::Opened;
use callbook::ui::player::Hearing;
use egui::Key;

use super::capture::{child, folder, passed};
use super::tones::{tone, wave};
use super::vendor::Vendor;
use crate::book::{Book, post};
use crate::player::program::{call, open, player, press_in_menu, until_player, window};
use crate::program::{listening, until};

#[test]
fn it_plays_on_while_one_browses_and_then_the_next_call() {
    let folder = tempfile::tempdir().unwrap();
    if let Some(child) = child("program::plays_through_the_program", folder.path()) {
        passed(child);
    }
}

#[test]
#[ignore = "plays in a child with a configuration of its own"]
fn plays_through_the_program() {
    if folder().is_none() {
        return;
    }
    // Longer than is waited for anything: without the keys its end is not seen.
    let vendor = Vendor::good(wave(8_000, 90, &[&tone(440.0, 0.5)]));
    let book = Book::new();
    let mut window = window(&book);
    let addr = listening(&mut window);
    post(&addr, &call(1, Some(&vendor.url())));
    post(&addr, &call(2, None));
    post(&addr, &call(3, Some(&vendor.url())));
    open(&mut window, "Caller 3");
    until_player(&mut window, |player| player.state == Hearing::Ready);
    window.key_press(Key::K);
    let at = |secs: u64| Duration::from_secs(secs);
    until_player(&mut window, |player| player.at > at(1));
    // Another call is looked at: the player stays with the one that is heard.
    open(&mut window, "Caller 2");
    let before = player(&window).at;
    until_player(&mut window, |player| player.at > before + at(1));
    assert_eq!(player(&window).state, Hearing::Playing);
    assert_eq!(player(&window).call.as_ref().unwrap().who, "Caller 3");
    // The part that was heard is known.
    let [heard] = player(&window).parts.spans() else {
        panic!("{:?}", player(&window).parts);
    };
    assert!(heard.start_secs < 0.5 && heard.end_secs > 1.5, "{heard:?}");
    // After a pause it goes back by two seconds.
    window.key_press(Key::K);
    until_player(&mut window, |player| player.state == Hearing::Paused);
    let paused = player(&window).at;
    assert!(paused > at(2));
    window.key_press(Key::K);
    until_player(&mut window, |player| player.state == Hearing::Playing);
    assert!(player(&window).at < paused, "{paused:?}");
    // At its end the next call that has a recording plays, and opens.
    press_in_menu(&mut window, "Play the next call after each", |window| {
        player(window).goes_on
    });
    window.key_press(Key::Escape);
    window.run_steps(3);
    for _ in 0..9 {
        window.key_press(Key::L);
        window.run_steps(2);
    }
    until_player(&mut window, |player| {
        let is_next = player
            .call
            .as_ref()
            .is_some_and(|call| call.who == "Caller 1");
        is_next && player.state == Hearing::Playing
    });
    until(&mut window, |window| {
        match &window.state().model().open_call {
            Opened::Ready(open) => {
                (open.row.caller_name.as_deref() == Some("Caller 1")).then_some(())
            }
            _ => None,
        }
    });
}
