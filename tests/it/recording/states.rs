//! The player while something is missing: bytes, a recording, a device.

use std::io::Write as _;
use std::sync::Mutex;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::time::Duration;

use callbook::recording::failure::Failure;
use callbook::recording::player::{Device, State};

use super::ear::{Ear, RATE};
use super::tones::{file, hz_of, ladder, mp3, step_hz, tone, wave};
use super::vendor::{Vendor, send};
use super::{LONG, library_with, link};

/// Sends the first part at once, and the rest when it is told.
fn hesitant(bytes: Vec<u8>, first: usize) -> (Vendor, SyncSender<()>) {
    let (go, wait) = sync_channel(1);
    let wait = Mutex::new(wait);
    let vendor = Vendor::start(move |_, stream| {
        let length = bytes.len();
        let _ = write!(
            stream,
            "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        );
        let _ = stream.write_all(&bytes[..first]);
        let _ = wait.lock().unwrap().recv();
        let _ = stream.write_all(&bytes[first..]);
    });
    (vendor, go)
}

#[test]
fn it_plays_before_it_is_whole_and_waits_for_what_is_not_there() {
    let folder = tempfile::tempdir().unwrap();
    for options in [None, Some(["-V", "4", "-t"])] {
        let sound = ladder(16_000, 20);
        let bytes = match options {
            Some(options) => mp3(&sound, &options, folder.path()),
            None => sound,
        };
        let half = bytes.len() / 2;
        let (vendor, go) = hesitant(bytes, half);
        let library = library_with(folder.path(), |settings| settings.rules.stall = LONG);
        library.forget(&link(&vendor.url())).unwrap();
        let growing = library.recording(&link(&vendor.url()), || {}).unwrap();
        let ear = Ear::new();
        ear.player.load(growing, 0.0);
        ear.player.play();
        ear.hear(2.0);
        // What is not there yet is waited for, and something else can be heard meanwhile.
        ear.player.seek(15.2);
        std::thread::sleep(Duration::from_millis(50));
        ear.player.seek(3.2);
        let [heard, _] = ear.hear(0.5);
        let hz = hz_of(&heard[4_000..], f64::from(RATE));
        assert!((hz - step_hz(3)).abs() < 3.0, "{hz}");
        // Wishes while bytes are waited for do not lose the place.
        ear.player.seek(9.0);
        ear.hear(0.4);
        ear.player.list_devices();
        std::thread::sleep(Duration::from_millis(50));
        ear.player.pause();
        ear.player.play();
        go.send(()).unwrap();
        let from = ear.player.snapshot().at_secs;
        ear.hear(3.0);
        let at = ear.player.snapshot().at_secs;
        assert!((at - from - 3.0).abs() < 0.1, "{from} {at}");
        ear.player.seek(15.2);
        let [heard, _] = ear.hear(0.5);
        let hz = hz_of(&heard[4_000..], f64::from(RATE));
        assert!((hz - step_hz(15)).abs() < 4.0, "{hz}");
    }
}

#[test]
fn what_came_of_a_cut_recording_is_heard_and_the_cut_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let bytes = wave(8_000, 10, &[&tone(440.0, 0.5)]);
    let vendor = Vendor::start(move |ask, stream| send(stream, ask, &bytes, 64_044));
    let library = library_with(folder.path(), |_| {});
    let growing = library.recording(&link(&vendor.url()), || {}).unwrap();
    let ear = Ear::new();
    ear.player.load(growing, 0.0);
    ear.player.play();
    let [heard, _] = ear.hear(100.0);
    assert!(heard.len().abs_diff(4 * 48_000) < 1_000, "{}", heard.len());
    let end = ear.player.snapshot();
    assert_eq!(end.state, State::Ended);
    assert!(matches!(end.failure, Some(Failure::Truncated { .. })));
    assert!((end.length_secs.unwrap() - 4.0).abs() < 0.05);
}

#[test]
fn what_is_no_sound_fails_and_the_next_one_plays() {
    let folder = tempfile::tempdir().unwrap();
    let good = file(
        folder.path(),
        "good.wav",
        &wave(8_000, 3, &[&tone(440.0, 0.5)]),
    );
    let ear = Ear::new();
    let mut hostile = vec![
        Vec::new(),
        b"\xff\xfb\x90".to_vec(),
        b"\xff\xfb\x90\x64 not a frame".repeat(50),
        b"RIFF\xff\xff\xff\xffWAVEfmt \x10\0\0\0\x01\0\0\0".to_vec(),
        b"ID3\x04\0\0\x7f\x7f\x7f\x7f".to_vec(),
    ];
    let mut zero_rate = wave(8_000, 1, &[&tone(440.0, 0.5)]);
    zero_rate[24..28].fill(0);
    hostile.push(zero_rate);
    for bytes in hostile {
        ear.take(&file(folder.path(), "bad", &bytes));
        ear.player.play();
        let now = ear.until(|now| matches!(now.state, State::Failed | State::Ended));
        assert!(now.state == State::Ended || now.failure == Some(Failure::Damaged));
        ear.take(&good);
        ear.player.play();
        assert!(ear.hear(0.5)[0].len() >= 24_000);
    }
}

#[test]
fn a_recording_that_cannot_be_had_says_why() {
    let folder = tempfile::tempdir().unwrap();
    let vendor = Vendor::saying("404 Not Found", "", "");
    let library = library_with(folder.path(), |_| {});
    let growing = library.recording(&link(&vendor.url()), || {}).unwrap();
    let ear = Ear::new();
    ear.player.load(growing, 0.0);
    ear.player.play();
    let failed = ear.until(|now| now.state == State::Failed);
    assert_eq!(failed.failure, Some(Failure::NotFound));
    ear.player.unload();
    let empty = ear.player.snapshot();
    assert_eq!((empty.state, empty.failure), (State::Empty, None));
}

#[test]
fn without_a_device_nothing_plays_until_there_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let ear = Ear::new();
    ear.set_missing(true);
    ear.take(&file(folder.path(), "a.wav", &ladder(16_000, 5)));
    ear.until(|now| now.length_secs.is_some());
    ear.player.seek(2.0);
    ear.player.play();
    let missing = ear.until(|now| now.device == Device::Missing);
    assert_eq!(missing.state, State::Paused);
    ear.set_missing(false);
    ear.player.play();
    ear.hear(0.5);
    let playing = ear.player.snapshot();
    assert_eq!(playing.device, Device::Open);
    assert!((playing.at_secs - 2.5).abs() < 0.05);
}

#[test]
fn a_device_that_is_pulled_out_pauses_and_another_goes_on_there() {
    let folder = tempfile::tempdir().unwrap();
    let ear = Ear::playing(&file(folder.path(), "a.wav", &ladder(16_000, 10)));
    ear.hear(2.0);
    ear.pull_out();
    let lost = ear.until(|now| now.device == Device::Lost);
    assert_eq!(lost.state, State::Paused);
    assert!((lost.at_secs - 2.0).abs() < 0.05);
    ear.player.set_device(Some("Headset".to_owned()));
    ear.player.play();
    let [heard, _] = ear.hear(0.5);
    assert!((hz_of(&heard[4_000..], f64::from(RATE)) - step_hz(2)).abs() < 3.0);
    assert_eq!(ear.opened(), [None, Some("Headset".to_owned())]);
    // Changing it while it plays keeps the place.
    ear.player.set_device(None);
    ear.until(|_| ear.opened().len() == 3);
    ear.hear(0.5);
    assert!((ear.player.snapshot().at_secs - 3.0).abs() < 0.1);
    ear.player.list_devices();
    ear.until(|now| now.devices == ["Headset", "Speakers"]);
}

#[test]
fn a_pause_keeps_the_place_and_gives_the_device_back() {
    let folder = tempfile::tempdir().unwrap();
    let ear = Ear::playing(&file(folder.path(), "a.wav", &ladder(16_000, 10)));
    ear.hear(1.5);
    ear.player.pause();
    let closed = ear.until(|now| now.device == Device::Closed);
    assert!((closed.at_secs - 1.5).abs() < 0.05);
    ear.player.play();
    ear.hear(1.0);
    assert!((ear.player.snapshot().at_secs - 2.5).abs() < 0.05);
    assert_eq!(ear.opened().len(), 2);
}
