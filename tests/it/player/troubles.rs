//! Everything that can be wrong with a recording: what is said of it, what it looks like, and that the rest of the call
//! stays as it is.

use std::io::Write as _;
use std::net::TcpListener;
use std::thread;
use std::time::Duration;

use callbook::app::App;
use callbook::config::Recordings;
use callbook::recording::failure::Failure;
use callbook::ui::model::{Model, Opened, Screen, ThemeChoice};
use callbook::ui::player::{Hearing, Trouble};
use egui::Key;
use egui_kittest::kittest::Queryable as _;
use egui_kittest::{Harness, SnapshotResults};
use serde_json::json;

use super::pictures::{SIZE, picture, with};
use super::program::{player, until_player, window_for};
use crate::book::{Book, post};
use crate::drawing::can_draw;
use crate::made::envelope;
use crate::program::{listening, until};
use crate::recording::tones::{tone, wave};
use crate::recording::vendor::{Vendor, send};

/// All that can be, by the name of its picture.
fn troubles() -> Vec<(&'static str, Failure)> {
    use Failure as F;
    let cut = F::Truncated {
        have_bytes: 1_400_000,
        whole_bytes: 2_000_000,
    };
    vec![
        ("no-recording", F::NoLink),
        ("no-address", F::BadLink),
        ("other-scheme", F::OtherScheme("ftp")),
        ("passed-on", F::BadRedirect),
        ("http", F::HttpRefused),
        ("private", F::PrivateAddress),
        ("sign-in", F::SignIn),
        ("forbidden", F::Forbidden),
        ("expired", F::Expired),
        ("not-found", F::NotFound),
        ("gone", F::Gone),
        ("fault", F::Status(503)),
        ("circles", F::Redirects),
        ("web-page", F::WebPage),
        ("message", F::Message),
        ("other-sound", F::OtherSound("MPEG-4 (AAC or ALAC)")),
        ("unknown", F::UnknownKind),
        ("empty", F::Empty),
        ("damaged", F::Damaged),
        ("large", F::TooLarge(200_000_000)),
        ("offline", F::Offline),
        ("silent", F::Silent),
        ("cut", cut),
        ("stalled", F::Stalled),
        ("no-device", F::NoDevice),
        ("device-gone", F::DeviceGone),
        ("disk", F::Disk("no storage space".to_owned())),
        ("client", F::Client("out of memory".to_owned())),
        ("busy", F::Busy),
    ]
}

/// What the player is in when this went wrong.
fn hearing(failure: &Failure) -> Hearing {
    match failure {
        Failure::NoLink => Hearing::NoRecording,
        Failure::BadLink | Failure::OtherScheme(_) => Hearing::BadLink,
        Failure::Truncated { .. } | Failure::Stalled | Failure::NoDevice | Failure::DeviceGone => {
            Hearing::Paused
        }
        _ => Hearing::Failed,
    }
}

fn troubled(theme: ThemeChoice, failure: &Failure) -> Model {
    with(theme, |player| {
        player.state = hearing(failure);
        if player.state != Hearing::Paused {
            player.length = None;
            player.at = Duration::ZERO;
        }
        player.trouble = Some(Trouble::from(failure));
    })
}

#[test]
fn every_trouble_is_told_with_a_way_on() {
    if !can_draw() {
        return;
    }
    let mut results = SnapshotResults::new();
    for (at, (name, failure)) in troubles().iter().enumerate() {
        let theme = [ThemeChoice::Dark, ThemeChoice::Light][at % 2];
        picture(&mut results, name, SIZE, troubled(theme, failure));
    }
    let ready = with(ThemeChoice::Light, |player| {
        player.state = Hearing::Ready;
        player.length = None;
        player.at = Duration::ZERO;
    });
    picture(&mut results, "ready", SIZE, ready);
    let slow = with(ThemeChoice::Dark, |player| {
        player.state = Hearing::Waiting;
        player.fetched = Some(0.48);
    });
    picture(&mut results, "slow", SIZE, slow);
    let private = Model {
        screen: Screen::Deliveries,
        ..troubled(ThemeChoice::Dark, &Failure::PrivateAddress)
    };
    picture(&mut results, "private-narrow", [800.0, 600.0], private);
    for (name, failure) in [
        ("http-tight", Failure::HttpRefused),
        ("no-device-tight", Failure::NoDevice),
    ] {
        let tight = troubled(ThemeChoice::Light, &failure);
        picture(&mut results, name, [400.0, 300.0], tight);
    }
}

/// A call with something said in it, whose recording is at a link.
fn call(id: i64, link: &str) -> Vec<u8> {
    call_sent(id, link, id)
}

/// The same, sent at another minute.
fn call_sent(id: i64, link: &str, minute: i64) -> Vec<u8> {
    let call = json!({ "Action": "CallDetailsV5.CallProcessed", "id": id, "tracking_number": "8332795145",
        "caller_number": "9055802283", "organization_id": 5440,
        "start_time_utc": crate::made::time(id * 60_000), "call_duration": 20,
        "time_zone_name": "Eastern", "caller_details": { "name": format!("Caller {id}") },
        "call_transcript": format!("Agent: Hello. Caller: I call for the {id}th time."),
        "voice_link": link });
    envelope("CallDetailsV5", minute * 60_000, 1, &[call])
}

/// Answers with these words of a head, and nothing in the body.
fn head(lines: String) -> Vendor {
    Vendor::start(move |_, stream| {
        let _ = write!(
            stream,
            "HTTP/1.1 {lines}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
        );
    })
}

/// Sends so many bytes of a recording, and then nothing though it stays.
fn hanging(bytes: usize) -> Vendor {
    let sound = wave(8_000, 5, &[&tone(440.0, 0.5)]);
    Vendor::start(move |ask, stream| {
        if bytes > 0 {
            send(stream, ask, &sound, bytes);
        }
        thread::sleep(Duration::from_secs(20));
    })
}

/// Those that a server, or none, can bring about.
fn vendors() -> Vec<(Vendor, Failure)> {
    let says = |status, body| Vendor::saying(status, "", body);
    let comes = |body| Vendor::saying("200 OK", "Content-Type: audio/mpeg\r\n", body);
    let sound = || wave(8_000, 5, &[&tone(440.0, 0.5)]);
    let whole_bytes = sound().len() as u64;
    let cut = sound();
    vec![
        (says("401 Unauthorized", ""), Failure::SignIn),
        (says("403 Forbidden", "no"), Failure::Forbidden),
        (
            says("403 Forbidden", "Request has expired"),
            Failure::Expired,
        ),
        (says("404 Not Found", "<html>"), Failure::NotFound),
        (says("410 Gone", ""), Failure::Gone),
        (says("503 Later", ""), Failure::Status(503)),
        (
            comes("<!DOCTYPE html><title>Sign in</title>"),
            Failure::WebPage,
        ),
        (comes("{\"error\": \"no such call\"}"), Failure::Message),
        (
            comes("OggS\0\x02"),
            Failure::OtherSound("Ogg (Vorbis or Opus)"),
        ),
        (comes("Something else"), Failure::UnknownKind),
        (comes(""), Failure::Empty),
        (comes("ID3\x04\0\0\0\0\0\x05"), Failure::Damaged),
        (
            Vendor::start(move |ask, stream| send(stream, ask, &cut, 30_000)),
            Failure::Truncated {
                have_bytes: 30_000,
                whole_bytes,
            },
        ),
        (
            Vendor::good(wave(8_000, 100, &[&tone(440.0, 0.5)])),
            Failure::TooLarge(1_000_000),
        ),
        (hanging(0), Failure::Silent),
        (hanging(30_000), Failure::Stalled),
        (
            head("302 Found\r\nLocation: /r/s3cr3t.mp3".to_owned()),
            Failure::Redirects,
        ),
        (
            head("302 Found\r\nLocation: http://127.0.0.1:9/x.mp3".to_owned()),
            Failure::PrivateAddress,
        ),
        (
            head("302 Found\r\nLocation: ftp://a.example/x.mp3".to_owned()),
            Failure::BadRedirect,
        ),
    ]
}

/// Opens the call at the top of the list, once it is this person's.
fn open_newest(window: &mut Harness<'_, App>, name: &str) {
    until(window, |window| {
        let calls = &window.state().model().calls;
        let row = calls.rows.get(calls.ids.as_ref()?.first()?)?;
        (row.caller_name.as_deref() == Some(name)).then_some(())
    });
    window.key_press(Key::Home);
    until(window, |window| match &window.state().model().open_call {
        Opened::Ready(open) => (open.row.caller_name.as_deref() == Some(name)).then_some(()),
        _ => None,
    });
}

/// Plays the call of this number, which cannot be, and sees that all of it is told and nothing else is gone.
fn is_told(window: &mut Harness<'_, App>, id: i64, failure: &Failure) {
    let name = format!("Caller {id}");
    open_newest(window, &name);
    until_player(window, |player| {
        player.call.as_ref().is_some_and(|call| call.who == name) && player.state == Hearing::Ready
    });
    window.key_press(Key::K);
    until_player(window, |player| {
        let trouble = player.trouble.as_ref();
        trouble.is_some_and(|trouble| trouble.what == failure.to_string())
    });
    assert_eq!(
        player(window).state == Hearing::Failed,
        hearing(failure) == Hearing::Failed
    );
    window.run_steps(2);
    for words in [failure.to_string().as_str(), failure.advice()] {
        let shown = window.query_all_by_label_contains(words).next();
        assert!(shown.is_some(), "{words}");
    }
    assert!(window.query_by_label_contains("s3cr3t").is_none());
    let said = format!("I call for the {id}th time");
    assert!(window.query_all_by_label_contains(&said).next().is_some());
    window.key_press(Key::S);
    until(window, |window| match &window.state().model().open_call {
        Opened::Ready(open) => open.row.starred.then_some(()),
        _ => None,
    });
}

/// Settings of recordings by the text of their table.
fn recordings(text: &str) -> Recordings {
    toml::from_str(&format!("private_hosts = [\"localhost\"]\n{text}")).unwrap()
}

#[test]
fn whatever_is_wrong_with_a_recording_the_call_says_so_and_stays_usable() {
    let book = Book::new();
    let settings = "allow_http = true\nmax_bytes = 1000000\nstall_secs = 1";
    let mut window = window_for(&book, recordings(settings));
    let addr = listening(&mut window);
    let mut id = 100;
    let mut try_out = |link: &str, failure: &Failure| {
        id += 1;
        post(&addr, &call(id, link));
        is_told(&mut window, id, failure);
    };
    for (vendor, failure) in vendors() {
        try_out(&vendor.url(), &failure);
    }
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = nobody.local_addr().unwrap().port();
    drop(nobody);
    try_out(&format!("http://localhost:{port}/x.mp3"), &Failure::Offline);
    try_out("http://127.0.0.1:9/x.mp3", &Failure::PrivateAddress);
}

#[test]
fn what_the_settings_stand_against_is_heard_once_they_do_not() {
    let vendor = Vendor::good(wave(8_000, 5, &[&tone(440.0, 0.5)]));
    let book = Book::new();
    let mut window = window_for(&book, recordings(""));
    let addr = listening(&mut window);
    post(&addr, &call(101, &vendor.url()));
    is_told(&mut window, 101, &Failure::HttpRefused);
    window.get_by_label("Open the settings").click();
    until(&mut window, |window| {
        (window.state().model().screen == Screen::Settings).then_some(())
    });
    window.run_steps(3);
    let field = window.get_by_role_and_label(egui::Role::SearchInput, "Search the settings");
    field.focus();
    window.run_steps(2);
    window.event(egui::Event::Text("plain http".to_owned()));
    until(&mut window, |window| {
        window
            .query_by_label("Allow plain http")
            .map(|row| row.click())
    });
    until(&mut window, |window| {
        window.state().model().choices.allows_http.then_some(())
    });
    window.get_by_label("Try again").click();
    until_player(&mut window, |player| player.length.is_some());
    assert_eq!(vendor.heads().len(), 1);
}

#[test]
fn a_link_that_is_none_is_told_until_one_comes() {
    let vendor = Vendor::good(wave(8_000, 5, &[&tone(440.0, 0.5)]));
    let book = Book::new();
    let mut window = window_for(&book, recordings("allow_http = true"));
    let addr = listening(&mut window);
    post(&addr, &call(101, &vendor.url()));
    let sent = [
        (102, "see the portal", Failure::BadLink),
        (
            103,
            "ftp://a.example/s3cr3t.mp3",
            Failure::OtherScheme("ftp"),
        ),
    ];
    for (id, link, failure) in sent {
        post(&addr, &call(id, link));
        open_newest(&mut window, &format!("Caller {id}"));
        until_player(&mut window, |player| player.state == Hearing::BadLink);
        window.run_steps(2);
        for words in [failure.to_string().as_str(), failure.advice()] {
            let shown = window.query_all_by_label_contains(words).next();
            assert!(shown.is_some(), "{words}");
        }
        // There is nothing to play, and the call is no stranger for it.
        window.key_press(Key::K);
        window.run_steps(3);
        assert_eq!(player(&window).state, Hearing::BadLink);
        let card = "Sent with a link that cannot be fetched";
        assert!(window.query_by_label_contains(card).is_some());
        let said = format!("I call for the {id}th time");
        assert!(window.query_all_by_label_contains(&said).next().is_some());
    }
    // The vendor sends the call again, with a link.
    post(&addr, &call_sent(103, &vendor.url(), 200));
    until_player(&mut window, |player| player.state == Hearing::Ready);
    // On the way to the next call with a recording, one without a link is passed over.
    window.key_press_modifiers(egui::Modifiers::SHIFT, Key::N);
    until_player(&mut window, |player| {
        let call = player.call.as_ref();
        call.is_some_and(|call| call.who == "Caller 101") && player.length.is_some()
    });
    assert_eq!(vendor.heads().len(), 1);
}
