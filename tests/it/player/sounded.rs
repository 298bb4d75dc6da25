//! The whole program: the transcript of a call tied to its recording, lines that play, swapped sides, subtitles.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use callbook::app::App;
use callbook::call::Speaker;
use callbook::call::sound::{Heard, Voice};
use callbook::ui::model::{OpenCall, Opened};
use callbook::ui::player::Hearing;
use egui::{DroppedFile, Key};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use serde_json::json;

use super::program::{open, player, until_player, window};
use crate::analysis::fixtures::{bytes, files, truth};
use crate::book::{Book, post};
use crate::made::envelope;
use crate::program::{listening, until};
use crate::recording::vendor::Vendor;

/// The call of two voices as it is sent, with its recording at a link.
fn call(link: &str) -> Vec<u8> {
    let said: Vec<String> = truth()
        .spoken
        .iter()
        .map(|one| match one.speaker {
            Speaker::Agent => format!("Agent: {}", one.text),
            _ => format!("Caller: {}", one.text),
        })
        .collect();
    let call = json!({ "Action": "CallDetailsV5.CallProcessed", "id": 1, "tracking_number": "8332795145",
        "caller_number": "9055802283", "organization_id": 5440, "start_time_utc": crate::made::time(60_000),
        "call_duration": 40, "time_zone_name": "Eastern", "caller_details": { "name": "Caller 1" },
        "voice_link": link, "call_transcript": said.join(" ") });
    envelope("CallDetailsV5", 60_000, 1, &[call])
}

/// The window with that call open, and its recording read.
fn heard_call(book: &Book, vendor: &Vendor) -> Harness<'static, App> {
    let mut window = window(book);
    let addr = listening(&mut window);
    post(&addr, &call(&vendor.url()));
    open(&mut window, "Caller 1");
    until_player(&mut window, |player| player.state == Hearing::Ready);
    window.key_press(Key::K);
    until(&mut window, |window| heard(window).map(drop));
    window
}

fn heard(window: &Harness<'_, App>) -> Option<Arc<Heard>> {
    let model = window.state().model();
    let heard = model.sounds.of(model.player.call.as_ref()?.id)?;
    heard.is_whole.then(|| Arc::clone(heard))
}

fn opened<'a>(window: &'a Harness<'_, App>) -> Option<&'a OpenCall> {
    match &window.state().model().open_call {
        Opened::Ready(open) => Some(open),
        _ => None,
    }
}

fn voice(window: &Harness<'_, App>) -> Option<Voice> {
    heard(window)?.analysis.as_ref()?.voice.clone()
}

#[test]
fn a_line_plays_from_where_it_is_said_by_pointer_and_by_key() {
    let vendor = Vendor::good(bytes(files(2).next().unwrap()));
    let book = Book::new();
    let mut window = heard_call(&book, &vendor);
    let truth = truth();
    let starts = |at: usize| Duration::from_secs_f64(truth.spoken[at].start_secs);
    let near = |at: Duration, line: usize| at.abs_diff(starts(line)) < Duration::from_millis(1_500);
    // Below all others stands the line that is said last.
    let names = |window: &Harness<'_, App>| {
        let lines = window.query_all_by_label_contains("an estimated time");
        let names = lines.filter_map(|line| line.accesskit_node().label());
        names
            .filter(|name| name.starts_with("Play "))
            .collect::<Vec<String>>()
    };
    let shown = until(&mut window, |window| {
        Some(names(window)).filter(|names| names.len() > 2)
    });
    window.get_by_label(&shown[2]).click();
    until_player(&mut window, |player| near(player.at, 2));
    window.get_by_label(&shown[1]).focus();
    window.step();
    window.key_press(Key::Enter);
    until_player(&mut window, |player| near(player.at, 1));
    assert!(player(&window).call.is_some());
}

#[test]
fn swapped_speakers_swap_their_lanes_and_shares() {
    let vendor = Vendor::good(bytes(files(2).next().unwrap()));
    let book = Book::new();
    let mut window = heard_call(&book, &vendor);
    let before = voice(&window).unwrap();
    assert!((before.agent.share - before.caller.share).abs() > 0.02);
    window.key_press(Key::X);
    until(&mut window, |window| {
        opened(window)?.conversation.swapped.then_some(())
    });
    let after = until(&mut window, |window| {
        voice(window).filter(|voice| *voice != before)
    });
    assert_eq!((after.agent, after.caller), (before.caller, before.agent));
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        Err("the window reads no files".to_owned())
    }
}

pub fn drop_file(window: &mut Harness<'_, App>, path: &Path) {
    let file = Arc::new(Dropped(path.to_owned()));
    window.input_mut().dropped_files.push(file);
}

#[test]
fn subtitles_that_are_dropped_hold_until_they_are_taken_off() {
    let vendor = Vendor::good(bytes(files(2).next().unwrap()));
    let book = Book::new();
    let mut window = heard_call(&book, &vendor);
    let sent = opened(&window).unwrap().conversation.lines.len();
    let bad = book.file("bad.srt", "1\n00:00:01,000 --> soon\nHello");
    drop_file(&mut window, &bad);
    until(&mut window, |window| {
        let notice = window.state().model().notices.all().last()?;
        notice.text.contains("bad.srt, line 2").then_some(())
    });
    let good = book.file(
        "good.vtt",
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Agent>Hello.\n\n00:03.500 --> 00:04.000\n<v Caller>Hi.\n",
    );
    drop_file(&mut window, &good);
    let times = until(&mut window, |window| {
        let times = &heard(window)?.analysis.as_ref()?.times.clone();
        (times.len() == 2).then(|| times.clone())
    });
    assert!(times.iter().all(|time| time.is_exact));
    until(&mut window, |window| {
        window
            .query_by_label("Play Caller from 0:03, an exact time")
            .map(drop)
    });
    // They are in the book.
    drop(window);
    let mut window = super::program::window(&book);
    open(&mut window, "Caller 1");
    window.step();
    let off = "Take good.vtt off the call";
    until(&mut window, |window| window.query_by_label(off).map(drop));
    window.get_by_label(off).click();
    until(&mut window, |window| {
        let open = opened(window)?;
        (open.subtitles.is_none() && open.conversation.lines.len() == sent).then_some(())
    });
}
