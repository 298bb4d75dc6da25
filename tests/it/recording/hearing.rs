//! What is heard: the right tone at the right time, at every speed, of every kind of file.

use std::path::PathBuf;

use callbook::recording::player::{Solo, State};
use tempfile::TempDir;

use super::ear::{Ear, RATE};
use super::tones::{file, hz_of, ladder, loudness, mp3, step_hz, tone, wave};

/// Kinds of files of a ladder of tones: lame's options and how long they are, seconds.
const KINDS: [(&str, u32, &[&str]); 6] = [
    ("wave", 16_000, &[]),
    ("constant bit rate", 8_000, &["--cbr", "-b", "24"]),
    ("variable", 16_000, &["-V", "4"]),
    ("variable without a header", 16_000, &["-V", "4", "-t"]),
    (
        "constant without a header",
        22_050,
        &["--cbr", "-b", "32", "-t"],
    ),
    (
        "with a tag before it",
        44_100,
        &["--abr", "64", "--tt", "A call", "--add-id3v2"],
    ),
];
const SECS: u32 = 20;

fn kind(folder: &TempDir, (name, rate, options): (&str, u32, &[&str])) -> PathBuf {
    let sound = ladder(rate, SECS);
    let bytes = if options.is_empty() {
        sound
    } else {
        mp3(&sound, options, folder.path())
    };
    file(folder.path(), name, &bytes)
}

fn is_near(heard: f64, wanted: f64, part: f64) -> bool {
    (heard - wanted).abs() <= wanted * part
}

#[test]
fn a_seek_lands_on_the_right_tone_in_every_kind_of_file() {
    let folder = tempfile::tempdir().unwrap();
    for named in KINDS {
        let ear = Ear::playing(&kind(&folder, named));
        ear.hear(0.1);
        for second in [5, 17, 3, 3, 19, 0, 11, 12] {
            let to = f64::from(second) + 0.2;
            ear.player.seek(to);
            assert!((ear.player.snapshot().at_secs - to).abs() < 1e-9);
            let [left, right] = ear.hear(0.6);
            let hz = hz_of(&left[4_000..], f64::from(RATE));
            assert!(
                is_near(hz, step_hz(second), 0.005),
                "{} {second}: {hz}",
                named.0
            );
            assert_eq!(left, right);
            let at = ear.player.snapshot().at_secs;
            assert!((at - to - 0.6).abs() < 0.05, "{} {to}: {at}", named.0);
        }
        let length = ear
            .until(|now| now.length_secs.is_some())
            .length_secs
            .unwrap();
        assert!(
            (length - f64::from(SECS)).abs() < 0.2,
            "{} {length}",
            named.0
        );
    }
}

#[test]
fn a_seek_lands_within_a_hundredth_of_a_second() {
    let folder = tempfile::tempdir().unwrap();
    // Silence, and from second 10 a tone.
    let late = |time: f64| {
        if time < 10.0 {
            0.0
        } else {
            tone(500.0, 0.5)(time)
        }
    };
    let sound = wave(16_000, 20, &[&late]);
    for options in [&["-V", "4", "-t"][..], &["-V", "4"], &["--cbr", "-b", "64"]] {
        let bytes = mp3(&sound, options, folder.path());
        let ear = Ear::playing(&file(folder.path(), "late.mp3", &bytes));
        ear.player.seek(9.5);
        let [heard, _] = ear.hear(1.0);
        let begins = heard.iter().position(|sample| sample.abs() > 0.1).unwrap();
        let begins = 9.5 + f64::from(u32::try_from(begins).unwrap()) / f64::from(RATE);
        // Without a header, lame's delay of some 1100 samples is part of the sound.
        let delay = if options.contains(&"-t") { 0.075 } else { 0.0 };
        assert!(
            (begins - 10.0 - delay).abs() < 0.015,
            "{options:?} {begins}"
        );
    }
}

#[test]
fn speed_changes_the_time_and_not_the_pitch() {
    let folder = tempfile::tempdir().unwrap();
    for rate in [8_000, 16_000, 44_100] {
        let sound = wave(rate, 6, &[&tone(440.0, 0.5)]);
        let path = file(folder.path(), "tone.wav", &sound);
        for speed in [0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0] {
            let ear = Ear::new();
            ear.take(&path);
            ear.player.set_speed(speed);
            ear.player.play();
            let [heard, _] = ear.hear(100.0);
            let frames = f64::from(u32::try_from(heard.len()).unwrap());
            let wanted = 6.0 / speed * f64::from(RATE);
            assert!(
                is_near(frames, wanted, 0.02),
                "{rate} {speed}: {frames} of {wanted}"
            );
            let middle = &heard[heard.len() / 8..heard.len() * 7 / 8];
            let hz = hz_of(middle, f64::from(RATE));
            assert!(is_near(hz, 440.0, 0.005), "{rate} {speed}: {hz}");
            let loud = loudness(middle);
            assert!(
                is_near(loud, 0.5 / 2.0_f64.sqrt(), 0.08),
                "{rate} {speed}: {loud}"
            );
        }
    }
}

#[test]
fn a_change_of_speed_keeps_the_place() {
    let folder = tempfile::tempdir().unwrap();
    let ear = Ear::playing(&kind(&folder, KINDS[0]));
    ear.hear(2.0);
    ear.player.set_speed(3.0);
    assert!((ear.player.snapshot().at_secs - 2.0).abs() < 0.05);
    let [heard, _] = ear.hear(2.0);
    assert!((ear.player.snapshot().at_secs - 8.0).abs() < 0.1);
    let last = &heard[heard.len() - 9_600..];
    assert!(is_near(hz_of(last, f64::from(RATE)), step_hz(7), 0.01));
}

#[test]
fn a_loop_goes_round_and_nowhere_else() {
    let folder = tempfile::tempdir().unwrap();
    let ear = Ear::playing(&kind(&folder, KINDS[3]));
    ear.player.set_loop(Some((4.8, 4.2)));
    ear.player.seek(4.3);
    for _ in 0..30 {
        let [heard, _] = ear.hear(0.1);
        assert!(is_near(hz_of(&heard, f64::from(RATE)), step_hz(4), 0.05));
        let at = ear.player.snapshot().at_secs;
        assert!((4.15..4.85).contains(&at), "{at}");
    }
    ear.player.set_loop(None);
    ear.hear(1.0);
    assert!(ear.player.snapshot().at_secs > 5.0);
    // Behind a loop it plays on.
    ear.player.set_loop(Some((1.0, 2.0)));
    ear.player.seek(18.0);
    ear.hear(1.5);
    assert!(ear.player.snapshot().at_secs > 19.0);
}

#[test]
fn lanes_are_heard_alone_together_quieter_and_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let sound = wave(16_000, 30, &[&tone(400.0, 0.4), &tone(1000.0, 0.02)]);
    let ear = Ear::playing(&file(folder.path(), "lanes.wav", &sound));
    let rate = f64::from(RATE);
    let heard = || {
        ear.hear(0.1);
        ear.hear(0.5)
    };
    let [left, right] = heard();
    assert!(is_near(hz_of(&left, rate), 400.0, 0.01));
    assert!(is_near(hz_of(&right, rate), 1000.0, 0.01));
    assert_eq!(ear.player.snapshot().is_stereo, Some(true));
    let (loud, quiet) = (loudness(&left), loudness(&right));

    ear.player.set_solo(Solo::Left);
    let [left, right] = heard();
    assert!(left == right && is_near(hz_of(&left, rate), 400.0, 0.01));
    ear.player.set_solo(Solo::Right);
    let [left, right] = heard();
    assert!(left == right && is_near(hz_of(&left, rate), 1000.0, 0.01));
    ear.player.set_solo(Solo::Both);

    ear.player.set_volume(0.5);
    assert!(is_near(loudness(&heard()[0]), loud / 2.0, 0.02));
    ear.player.set_volume(1.0);
    ear.player.set_muted(true);
    assert!(loudness(&heard()[0]) < 1e-4);
    ear.player.set_muted(false);

    assert!(loud > 15.0 * quiet);
    ear.player.set_leveled(true);
    ear.hear(3.0);
    let [left, right] = heard();
    assert!(loudness(&left) < 2.0 * loudness(&right));
}

#[test]
fn after_its_end_it_begins_again() {
    let folder = tempfile::tempdir().unwrap();
    let sound = wave(8_000, 2, &[&tone(440.0, 0.5)]);
    let ear = Ear::playing(&file(folder.path(), "short.wav", &sound));
    ear.hear(10.0);
    let ended = ear.until(|now| now.state == State::Ended);
    assert!((ended.at_secs - 2.0).abs() < 0.05);
    ear.player.play();
    assert_eq!(ear.player.snapshot().state, State::Playing);
    let [heard, _] = ear.hear(1.0);
    assert!(is_near(
        hz_of(&heard[4_000..], f64::from(RATE)),
        440.0,
        0.005
    ));
    ear.player.seek(1.9);
    ear.hear(10.0);
    assert_eq!(ear.player.snapshot().state, State::Ended);
    // A place further back plays at once.
    ear.player.seek(0.5);
    ear.hear(0.3);
    assert!((ear.player.snapshot().at_secs - 0.8).abs() < 0.05);
}

#[test]
fn a_device_with_one_channel_hears_both_lanes() {
    let folder = tempfile::tempdir().unwrap();
    let sound = wave(16_000, 5, &[&|_| 0.0, &tone(500.0, 0.5)]);
    let ear = Ear::with_channels(1);
    ear.take(&file(folder.path(), "right.wav", &sound));
    ear.player.play();
    let [heard, _] = ear.hear(0.4);
    assert!(is_near(hz_of(&heard, f64::from(RATE)), 500.0, 0.01));
}

#[test]
fn what_is_passed_over_is_not_heard_and_the_position_jumps_with_it() {
    let folder = tempfile::tempdir().unwrap();
    for named in [KINDS[0], KINDS[2]] {
        let ear = Ear::playing(&kind(&folder, named));
        ear.player.set_skips(&[(5.0, 10.0), (12.0, 15.0)]);
        ear.player.seek(4.2);
        let is_second = |second: u32| {
            let [left, _] = ear.hear(0.6);
            let hz = hz_of(&left[4_000..], f64::from(RATE));
            assert!(is_near(hz, step_hz(second), 0.01), "{second}: {hz}");
        };
        is_second(4);
        ear.hear(0.4);
        is_second(10);
        let at_secs = ear.player.snapshot().at_secs;
        assert!((10.6..11.1).contains(&at_secs), "{at_secs}");
        // Not any more.
        ear.player.set_skips(&[]);
        ear.player.seek(12.2);
        is_second(12);
    }
}
