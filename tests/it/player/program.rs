//! The whole program: a call comes in, its recording is fetched when it is played, and what goes wrong is told.

use std::sync::Mutex;
use std::sync::mpsc::sync_channel;
use std::time::Duration;

use callbook::app::App;
use callbook::config::Recordings;
use callbook::receiver::Settings;
use callbook::receiver::gate::limits::Limits;
use callbook::ui::model::Opened;
use callbook::ui::player::{Hearing, Loop, PlayerView, Speed};
use egui::Key;
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;
use serde_json::json;

use crate::analysis::fixtures::{bytes, files};
use crate::book::{Book, post};
use crate::made::envelope;
use crate::program::{listening, until};
use crate::recording::tones::{tone, wave};
use crate::recording::vendor::{Vendor, send};

/// The window over a book, which may fetch from this machine.
pub fn window(book: &Book) -> Harness<'static, App> {
    window_with(book, false)
}

/// The same; with the recordings of new calls before anyone plays them where that is wanted.
fn window_with(book: &Book, fetch_new: bool) -> Harness<'static, App> {
    let recordings = Recordings {
        fetch_new: Some(fetch_new),
        allow_http: Some(true),
        private_hosts: vec!["localhost".to_owned()],
        ..Recordings::default()
    };
    window_for(book, recordings)
}

/// The same with settings of its own for recordings.
pub fn window_for(book: &Book, recordings: Recordings) -> Harness<'static, App> {
    let settings = Settings {
        listen: "127.0.0.1:0".to_owned(),
        data_dir: book.dir(),
        min_free_bytes: 0,
        check_every: Duration::from_secs(30),
        in_background: false,
        limits: Limits::default(),
        secrets_from_env: Vec::new(),
    };
    Harness::builder()
        .with_size([1440.0, 900.0])
        .build_eframe(|creation| {
            App::told(settings, recordings.into(), &creation.egui_ctx).unwrap()
        })
}

/// A call that has been analyzed, with a recording at a link or without one.
pub fn call(id: i64, link: Option<&str>) -> Vec<u8> {
    call_sent(id, link, id * 60_000)
}

/// The same, sent at another time.
fn call_sent(id: i64, link: Option<&str>, sent_ms: i64) -> Vec<u8> {
    let call = json!({ "Action": "CallDetailsV5.CallProcessed", "id": id, "tracking_number": "8332795145",
        "caller_number": "9055802283", "organization_id": 5440,
        "start_time_utc": crate::made::time(id * 60_000), "call_duration": 20,
        "time_zone_name": "Eastern", "caller_details": { "name": format!("Caller {id}") },
        "voice_link": link });
    envelope("CallDetailsV5", sent_ms, 1, &[call])
}

pub fn player<'a>(window: &'a Harness<'_, App>) -> &'a PlayerView {
    &window.state().model().player
}

/// So many frames later it is pressed again.
const AGAIN: u32 = 40;

/// Opens the call of the person of this name.
pub fn open(window: &mut Harness<'_, App>, name: &str) {
    until(window, |window| {
        let row = window.query_all_by_label_contains(name).next();
        row.map(|row| row.click())
    });
    until(window, |window| match &window.state().model().open_call {
        Opened::Ready(open) => (open.row.caller_name.as_deref() == Some(name)).then_some(()),
        _ => None,
    });
}

/// Opens the menu of the player and presses what stands there, until that is done. What is pressed while the foot of the
/// window changes, since a recording or its devices come, may miss: then it is pressed again after a while.
#[track_caller]
pub fn press_in_menu(
    window: &mut Harness<'_, App>,
    label: &str,
    is_done: impl Fn(&Harness<'_, App>) -> bool,
) {
    let mut frames = 0;
    until(window, |window| {
        if is_done(window) {
            return Some(());
        }
        let (frame, shown) = (frames, window.query_by_label(label));
        frames = if frame == 0 { AGAIN } else { frame - 1 };
        if frame == 0 {
            let button = || window.get_by_label("Sound and playing");
            shown.unwrap_or_else(button).click_accesskit();
        }
        None
    });
}

#[track_caller]
pub fn until_player(window: &mut Harness<'_, App>, is_so: impl Fn(&PlayerView) -> bool) {
    until(window, |window| is_so(player(window)).then_some(()));
}

/// A window over two calls of which the first has a recording, and is open.
fn ready(book: &Book, vendor: &Vendor) -> Harness<'static, App> {
    let mut window = window(book);
    let addr = listening(&mut window);
    post(&addr, &call(1, Some(&vendor.url())));
    post(&addr, &call(2, None));
    open(&mut window, "Caller 1");
    until_player(&mut window, |player| player.state == Hearing::Ready);
    window
}

#[test]
fn a_recording_is_fetched_when_it_is_played_and_left_where_it_was() {
    let vendor = Vendor::good(wave(8_000, 30, &[&tone(440.0, 0.5)]));
    let book = Book::new();
    let mut window = ready(&book, &vendor);
    assert!(vendor.heads().is_empty(), "nothing is fetched unasked");

    window.key_press(Key::K);
    until_player(&mut window, |player| player.length.is_some());
    assert_eq!(vendor.heads().len(), 1);
    assert_eq!(player(&window).length, Some(Duration::from_secs(30)));
    // It plays where there is a device, and says so where there is none; both ways it can be sought in.
    until_player(&mut window, |player| {
        player.state == Hearing::Playing
            || player
                .trouble
                .as_ref()
                .is_some_and(|trouble| trouble.what.contains("sound device"))
    });
    if player(&window).state == Hearing::Playing {
        window.key_press(Key::K);
        until_player(&mut window, |player| player.state == Hearing::Paused);
    }
    let before = player(&window).at;
    window.key_press(Key::L);
    until_player(&mut window, |player| {
        player.at >= before + Duration::from_secs(9)
    });
    let left = player(&window).at;

    // Another call, which has no recording, and back again.
    open(&mut window, "Caller 2");
    until_player(&mut window, |player| player.state == Hearing::NoRecording);
    assert!(
        window
            .query_by_label_contains("no recording link")
            .is_some()
    );
    open(&mut window, "Caller 1");
    until_player(&mut window, |player| player.state == Hearing::Ready);
    window.key_press(Key::K);
    // It goes on a little before where it was left.
    let back = left.saturating_sub(Duration::from_secs(2));
    until_player(&mut window, |player| {
        player.state != Hearing::Ready && player.length.is_some() && player.at >= back
    });
    assert!(player(&window).at < left + Duration::from_secs(3));
    assert_eq!(vendor.heads().len(), 1, "it is in the cache");
}

#[test]
fn before_it_is_played_a_recording_shows_where_it_was_left_and_plays_from_where_one_points() {
    let vendor = Vendor::good(wave(8_000, 30, &[&tone(440.0, 0.5)]));
    let book = Book::new();
    let mut first = ready(&book, &vendor);
    first.key_press(Key::K);
    until_player(&mut first, |player| player.length.is_some());
    press_in_menu(&mut first, "Keep this recording for good", |window| {
        player(window).is_kept
    });
    first.key_press(Key::Escape);
    for _ in 0..2 {
        first.key_press(Key::L);
        first.run_steps(2);
    }
    until_player(&mut first, |player| player.at >= Duration::from_secs(20));
    if player(&first).is_playing() {
        first.key_press(Key::K);
    }
    open(&mut first, "Caller 2");
    until_player(&mut first, |player| player.state == Hearing::NoRecording);
    drop(first);

    let mut second = window(&book);
    open(&mut second, "Caller 1");
    until_player(&mut second, |player| {
        player.state == Hearing::Ready
            && player.is_kept
            && player.at >= Duration::from_secs(20)
            && player.length == Some(Duration::from_secs(30))
    });
    second.run_steps(2);
    assert!(second.query_by_label_contains("Left at 0:2").is_some());
    let lanes = second.get_by_role_and_label(egui::Role::Slider, "Position in the recording");
    let lanes = lanes.rect();
    let at = egui::pos2(lanes.left() + lanes.width() / 3.0, lanes.center().y);
    second.event(egui::Event::PointerMoved(at));
    second.run_steps(2);
    for pressed in [true, false] {
        second.event(egui::Event::PointerButton {
            pos: at,
            button: egui::PointerButton::Primary,
            pressed,
            modifiers: egui::Modifiers::NONE,
        });
        second.run_steps(1);
    }
    until_player(&mut second, |player| {
        player.has_begun() && player.at.abs_diff(Duration::from_secs(10)) < Duration::from_secs(5)
    });
    assert_eq!(vendor.heads().len(), 1);
}

#[test]
fn a_recording_that_is_gone_leaves_the_rest_of_the_call() {
    let vendor = Vendor::saying("410 Gone", "", "");
    let good = Vendor::good(wave(8_000, 5, &[&tone(440.0, 0.5)]));
    let book = Book::new();
    let mut window = window(&book);
    let addr = listening(&mut window);
    post(&addr, &call(1, Some(&good.url())));
    post(&addr, &call(2, None));
    post(&addr, &call(3, Some(&vendor.url())));
    open(&mut window, "Caller 3");
    until_player(&mut window, |player| player.state == Hearing::Ready);
    window.get_by_label("Play (Space)").click();
    until_player(&mut window, |player| player.state == Hearing::Failed);
    assert!(
        window
            .query_by_label_contains("deleted by the vendor")
            .is_some()
    );
    assert!(window.query_by_label_contains("s3cr3t").is_none());
    // Trying again asks again; the next call is the next one that has a recording, and opens.
    let asked = vendor.heads().len();
    window.get_by_label("Try again").click();
    until(&mut window, |_| {
        (vendor.heads().len() > asked).then_some(())
    });
    until_player(&mut window, |player| player.state == Hearing::Failed);
    window.key_press_modifiers(egui::Modifiers::SHIFT, Key::N);
    until_player(&mut window, |player| {
        player
            .call
            .as_ref()
            .is_some_and(|call| call.who == "Caller 1")
            && player.length.is_some()
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

#[test]
fn what_is_in_the_sound_is_read_once_it_is_there() {
    let vendor = Vendor::good(bytes(files(2).next().unwrap()));
    let book = Book::new();
    let mut first = window(&book);
    let addr = listening(&mut first);
    post(&addr, &call(1, Some(&vendor.url())));
    open(&mut first, "Caller 1");
    until_player(&mut first, |player| player.state == Hearing::Ready);
    first.key_press(Key::K);
    let known = |window: &mut Harness<'_, App>| {
        until(window, |window| {
            let model = window.state().model();
            let id = model.player.call.as_ref()?.id;
            let heard = model.sounds.of(id)?;
            heard.is_whole.then(|| heard.clone())
        })
    };
    let heard = known(&mut first);
    assert_eq!(heard.outline.lanes.len(), 2);
    let analysis = heard.analysis.as_ref().unwrap();
    assert!(analysis.voice.is_some() && !analysis.pauses.is_empty());
    drop(first);
    // In another window it is there as soon as the call is open, and nothing is fetched for it.
    let asked = vendor.heads().len();
    let mut second = window(&book);
    open(&mut second, "Caller 1");
    let again = known(&mut second);
    assert_eq!(again.outline, heard.outline);
    assert_eq!(player(&second).state, Hearing::Ready);
    assert_eq!(vendor.heads().len(), asked);
}

#[test]
fn recordings_of_new_calls_are_fetched_ahead_where_that_is_wanted() {
    let vendor = Vendor::good(wave(8_000, 5, &[&tone(440.0, 0.5)]));
    let book = Book::new();
    let mut window = window_with(&book, true);
    let addr = listening(&mut window);
    post(&addr, &call(1, Some(&vendor.url())));
    until(&mut window, |_| (vendor.heads().len() == 1).then_some(()));
    assert_eq!(player(&window).call, None, "nobody asked to hear it");
}

#[test]
fn what_is_fetched_ahead_shows_its_waveform_while_its_call_is_open() {
    let sound = bytes(files(2).next().unwrap());
    let whole = sound.len();
    let (go, wait) = sync_channel::<()>(1);
    let wait = Mutex::new(wait);
    let vendor = Vendor::start(move |ask, stream| {
        let _ = wait.lock().unwrap().recv();
        send(stream, ask, &sound, whole);
    });
    let book = Book::new();
    let mut window = window_with(&book, true);
    let addr = listening(&mut window);
    // As it mostly comes: the call first, its link when it is open already.
    post(&addr, &call(1, None));
    open(&mut window, "Caller 1");
    until_player(&mut window, |player| player.state == Hearing::NoRecording);
    post(&addr, &call_sent(1, Some(&vendor.url()), 300_000));
    until(&mut window, |_| (vendor.heads().len() == 1).then_some(()));
    until_player(&mut window, |player| player.state == Hearing::Ready);
    go.send(()).unwrap();
    let heard = until(&mut window, |window| {
        let model = window.state().model();
        let heard = model.sounds.of(model.player.call.as_ref()?.id)?;
        heard.is_whole.then(|| heard.clone())
    });
    assert_eq!(heard.outline.lanes.len(), 2);
    assert_eq!(player(&window).state, Hearing::Ready, "nobody plays it");
    assert_eq!(vendor.heads().len(), 1);
}

#[test]
fn what_was_chosen_for_the_player_outlasts_the_program() {
    let vendor = Vendor::good(bytes(files(2).next().unwrap()));
    let book = Book::new();
    let mut first = window(&book);
    let addr = listening(&mut first);
    post(&addr, &call(1, Some(&vendor.url())));
    open(&mut first, "Caller 1");
    until_player(&mut first, |player| player.state == Hearing::Ready);
    first.key_press_modifiers(egui::Modifiers::SHIFT, Key::Period);
    first.key_press(Key::M);
    first.key_press(Key::K);
    until(&mut first, |window| {
        let skip = window.query_by_label("Skip silence and ringing");
        skip.map(|skip| skip.click())
    });
    until_player(&mut first, |player| {
        player.skips_silence && player.sound.is_muted && player.speed == Speed(125)
    });
    // Whose lane is whose.
    let agent_right = |window: &Harness<'_, App>| {
        let model = window.state().model();
        let heard = model.sounds.of(model.player.call.as_ref()?.id)?;
        heard.agent_right()
    };
    until(&mut first, |window| agent_right(window).map(drop));
    let before = agent_right(&first).unwrap();
    press_in_menu(&mut first, "Swap agent and caller", |window| {
        agent_right(window) == Some(!before)
    });
    drop(first);

    let mut second = window(&book);
    until_player(&mut second, |player| {
        player.skips_silence && player.sound.is_muted && player.speed == Speed(125)
    });
    open(&mut second, "Caller 1");
    until(&mut second, |window| {
        (agent_right(window) == Some(!before)).then_some(())
    });
}

#[test]
fn a_loop_that_is_ended_here_goes_round_from_its_beginning() {
    let vendor = Vendor::good(wave(8_000, 60, &[&tone(440.0, 0.5)]));
    let book = Book::new();
    let mut window = window(&book);
    let addr = listening(&mut window);
    post(&addr, &call(1, Some(&vendor.url())));
    open(&mut window, "Caller 1");
    until_player(&mut window, |player| player.state == Hearing::Ready);
    window.key_press(Key::K);
    until_player(&mut window, |player| player.length.is_some());
    // By its own keys, and by the one that does all steps in turn.
    for (begin, end) in [(Key::OpenBracket, Key::CloseBracket), (Key::R, Key::R)] {
        window.key_press(Key::Num0);
        window.key_press(begin);
        until_player(&mut window, |player| matches!(player.looped, Loop::From(_)));
        for _ in 0..3 {
            window.key_press(Key::L);
        }
        until_player(&mut window, |player| player.at >= Duration::from_secs(29));
        window.key_press(end);
        until_player(&mut window, |player| {
            matches!(player.looped, Loop::Between(..)) && player.at < Duration::from_secs(25)
        });
        window.key_press(Key::R);
        until_player(&mut window, |player| player.looped == Loop::Off);
    }
}

#[test]
fn the_call_in_the_player_is_in_it_again_after_a_restart_where_it_was_left() {
    let vendor = Vendor::good(wave(8_000, 30, &[&tone(440.0, 0.5)]));
    let book = Book::new();
    let mut first = ready(&book, &vendor);
    let heard = first.state().model().calls.selected.unwrap();
    first.key_press(Key::K);
    until_player(&mut first, |player| player.length.is_some());
    first.key_press(Key::L);
    until_player(&mut first, |player| player.at >= Duration::from_secs(9));
    open(&mut first, "Caller 2");
    drop(first);
    let store = callbook::store::Store::open(&book.dir()).unwrap();
    let left = crate::book::wait_for(|| store.heard(heard).unwrap());
    // As it is where something plays while another call is open, which takes a sound device.
    let kept = store.choice("whereabouts").unwrap().unwrap();
    let mut kept: serde_json::Value = serde_json::from_str(&kept).unwrap();
    assert!(kept["call"].is_number(), "{kept}");
    kept["heard"] = heard.0.into();
    let kept = kept.to_string();
    store.set_choice("whereabouts", Some(&kept)).unwrap();

    let mut again = window(&book);
    until(&mut again, |window| {
        let player = player(window);
        let call = player.call.as_ref()?;
        (call.who == "Caller 1" && player.at == left).then_some(())
    });
    until(&mut again, |window| {
        match &window.state().model().open_call {
            Opened::Ready(open) => {
                (open.row.caller_name.as_deref() == Some("Caller 2")).then_some(())
            }
            _ => None,
        }
    });
    again.run_steps(5);
    assert_eq!(
        player(&again).state,
        Hearing::Ready,
        "nothing plays by itself"
    );
    assert_eq!(player(&again).call.as_ref().unwrap().id, heard);
}
