//! All that is read out of a recording in one go: sides, pauses, times, marks.

use std::io::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::sync_channel;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use callbook::call::sound::{KnownBy, Mark, MarkKind, PauseKind, Sides};
use callbook::call::{KeywordHit, Note, Seconds, Speaker};
use callbook::recording::analysis::{Said, analyze, marks};
use callbook::recording::growing::Growing;
use callbook::recording::peaks::{self, Builder, Peaks};

use jiff::Timestamp;

use super::alignment::lines;
use super::fixtures::{bytes, files, outline, truth};
use crate::book::wait_for;
use crate::recording::tones::{file, mp3, tone, wave};
use crate::recording::vendor::Vendor;
use crate::recording::{library_with, link};

/// Bytes that a test holds back are waited for, however busy the machine is.
const PATIENT: Duration = Duration::from_hours(1);

/// The same with its lanes exchanged.
fn turned(mut peaks: Peaks) -> Peaks {
    peaks.lanes.reverse();
    peaks
}

const UNSAID: Said<'static> = Said {
    lines: &[],
    hits: &[],
    times: None,
    notes: &[],
    agent_right: None,
    usually_right: false,
};

fn stereo(agent: usize, known_by: KnownBy) -> Sides {
    Sides::Stereo { agent, known_by }
}

#[test]
fn whose_lane_is_whose_is_told_by_a_person_then_the_text_then_custom() {
    let truth = truth();
    let lines = lines(&truth);
    let said = Said {
        lines: &lines,
        ..UNSAID
    };
    for name in files(2) {
        let peaks = outline(name);
        let found = analyze(&peaks, &said);
        assert_eq!(found.sides, stereo(0, KnownBy::Transcript), "{name}");
        assert_eq!(found.times.len(), lines.len());
        let voice = found.voice.unwrap();
        assert!(voice.agent.talk_secs > 1.0 && voice.caller.talk_secs > 1.0);
        // The other way round, all follows.
        let other = analyze(&turned(peaks.clone()), &said);
        assert_eq!(other.sides, stereo(1, KnownBy::Transcript), "{name}");
        assert_eq!(other.times, found.times);
        assert_eq!(other.voice, Some(voice.clone()));
        // A person's word holds against the text.
        let against = Said {
            agent_right: Some(true),
            ..said
        };
        let against = analyze(&peaks, &against);
        assert_eq!(against.sides, stereo(1, KnownBy::Person));
        assert_eq!(against.voice.unwrap().caller, voice.agent);
        // Where nothing is said, it is as mostly.
        for (usually_right, agent) in [(false, 0), (true, 1)] {
            let silent = Said {
                usually_right,
                ..UNSAID
            };
            let found = analyze(&peaks, &silent);
            assert_eq!(found.sides, stereo(agent, KnownBy::Usual));
            assert_eq!(found.times, []);
        }
    }
}

#[test]
fn one_voice_on_both_lanes_and_one_lane_that_is_silent_are_one_lane() {
    let mono = outline(files(1).next().unwrap());
    assert_eq!(analyze(&mono, &UNSAID).sides, Sides::Mono { lane: 0 });
    // A few thousand frames of a made-up voice, on both lanes in several ways.
    let lanes = |left: f32, right: f32| {
        let mut builder = Builder::new(8000, 2);
        for n in 0..64_000_u16 {
            let loud = f32::from(n % 8000) / 8000.0;
            let sample = loud * (f32::from(n) * 0.3).sin();
            builder.push(&[left * sample, right * sample]);
        }
        analyze(&builder.finish(), &UNSAID).sides
    };
    assert_eq!(lanes(0.5, 0.5), Sides::Mono { lane: 0 });
    assert_eq!(lanes(0.2, 0.6), Sides::Mono { lane: 1 }, "the louder one");
    assert_eq!(lanes(0.5, 0.0), Sides::Mono { lane: 0 });
    assert_eq!(lanes(0.0, 0.5), Sides::Mono { lane: 1 });
}

#[test]
fn ringing_is_one_pause_and_silence_another() {
    let truth = truth();
    let name = files(2).next().unwrap();
    let found = analyze(&outline(name), &UNSAID);
    let first = found.pauses[0];
    assert_eq!(first.kind, PauseKind::Ringing, "{:?}", found.pauses);
    assert!(first.span.end_secs <= truth.spoken[0].start_secs + 0.1);
    for pair in found.pauses.windows(2) {
        assert!(pair[0].span.end_secs <= pair[1].span.start_secs + 1e-9);
    }
    for pause in &found.pauses {
        let middle = f64::midpoint(pause.span.start_secs, pause.span.end_secs);
        let is_said = |one: &&crate::dialogue::Spoken| {
            (one.start_secs + 0.2..one.end_secs - 0.2).contains(&middle)
        };
        assert_eq!(truth.spoken.iter().find(is_said), None, "{pause:?}");
    }
}

#[test]
fn marks_are_keywords_inside_the_recording_and_turns() {
    let truth = truth();
    let lines = lines(&truth);
    let hit = |keyword: &str, speaker, at: Option<f64>| KeywordHit {
        list: None,
        keyword: keyword.to_owned(),
        speaker,
        at_secs: at.map(Seconds),
    };
    let hits = [
        hit("doors", Speaker::Caller, Some(8.2)),
        hit("doors", Speaker::Agent, Some(8.4)),
        hit("patio", Speaker::Caller, Some(3.0)),
        hit("never", Speaker::Caller, Some(0.0)),
        hit("later", Speaker::Caller, Some(4_000.0)),
        hit("when", Speaker::Caller, None),
    ];
    let note = |text: &str, at_ms| Note::new(text.to_owned(), at_ms, Timestamp::UNIX_EPOCH);
    let notes = [
        note("asks for a quote", Some(21_000)),
        note("of no moment", None),
        note("after the end", Some(9_000_000)),
    ];
    let said = Said {
        lines: &lines,
        hits: &hits,
        notes: &notes,
        ..UNSAID
    };
    let outline = outline(files(2).next().unwrap());
    let times = analyze(&outline, &said).times;
    let marks = marks(&said, &times, outline.length_secs());
    let keywords = marks.iter().filter(|mark| mark.kind == MarkKind::Keyword);
    let keywords: Vec<(&str, f64)> = keywords
        .map(|mark| (mark.text.as_str(), mark.at_secs))
        .collect();
    assert_eq!(keywords, [("“patio”", 3.0), ("“doors”", 8.2)]);
    let written: Vec<&Mark> = marks
        .iter()
        .filter(|mark| mark.kind == MarkKind::Note)
        .collect();
    assert!(
        matches!(written[..], [one] if one.text == "asks for a quote" && (one.at_secs - 21.0).abs() < 1e-9)
    );
    let both = marks.iter().find(|mark| mark.text == "“doors”").unwrap();
    assert_eq!(both.speaker, Speaker::Unknown, "both channels heard it");
    let turns: Vec<f64> = marks
        .iter()
        .filter(|mark| mark.kind == MarkKind::Turn)
        .map(|mark| mark.at_secs)
        .collect();
    let speakers: Vec<Speaker> = lines.iter().map(|line| line.speaker).collect();
    let changes = 1 + speakers
        .windows(2)
        .filter(|pair| pair[0] != pair[1])
        .count();
    assert_eq!(turns.len(), changes);
    assert!(marks.is_sorted_by(|one, other| one.at_secs <= other.at_secs));
}

#[test]
fn an_outline_is_read_once_and_kept_beside_the_recording() {
    let folder = tempfile::tempdir().unwrap();
    let name = files(2).next().unwrap();
    let path = folder.path().join("a-1.sound");
    std::fs::write(&path, bytes(name)).unwrap();
    let size = path.metadata().unwrap().len();
    let whole = || Arc::new(Growing::whole(path.clone(), size));
    let run = Arc::new(AtomicBool::new(false));
    let mut told = 0;
    let read = peaks::read(&whole(), &run, |_| told += 1).unwrap();
    assert!(told > 0, "what comes is shown while it comes");
    assert!((read.length_secs() - outline(name).length_secs()).abs() < 0.2);
    // The sound is not needed any more.
    std::fs::write(&path, b"").unwrap();
    assert_eq!(peaks::read(&whole(), &run, |_| {}), Some(read.clone()));
    // A damaged outline is read anew.
    let kept = path.with_extension("peaks");
    std::fs::write(&kept, b"CBpk").unwrap();
    std::fs::write(&path, bytes(name)).unwrap();
    assert_eq!(peaks::read(&whole(), &run, |_| {}), Some(read));
    // Who wants something else breaks it off.
    std::fs::remove_file(kept).unwrap();
    run.store(true, Ordering::Release);
    assert_eq!(peaks::read(&whole(), &run, |_| {}), None);
}

#[test]
fn a_long_recording_is_sketched_as_a_whole_before_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    // The left lane is loud for the first half, the right one, softer, for the second.
    let left = |time: f64| {
        if time < 200.0 {
            tone(440.0, 0.8)(time)
        } else {
            0.0
        }
    };
    let right = |time: f64| {
        if time < 200.0 {
            0.0
        } else {
            tone(600.0, 0.4)(time)
        }
    };
    let sound = wave(8_000, 400, &[&left, &right]);
    for options in [None, Some(["--cbr", "-b", "32"]), Some(["-V", "6", "-t"])] {
        let bytes = match &options {
            None => sound.clone(),
            Some(options) => mp3(&sound, options, folder.path()),
        };
        let path = file(folder.path(), "a-1.sound", &bytes);
        let size = path.metadata().unwrap().len();
        let whole = Arc::new(Growing::whole(path.clone(), size));
        let mut sketches = Vec::new();
        let mut has_begun = false;
        let outline = peaks::read(&whole, &Arc::default(), |so_far| {
            let sketch = so_far.sketch.expect("it is long");
            if so_far.outline.length_secs() > 0.0 {
                has_begun = true;
            } else {
                assert!(!has_begun);
                sketches.push(Arc::clone(sketch));
            }
        });
        let outline = outline.unwrap();
        assert!(has_begun);
        assert_eq!(sketches.len(), 2, "{options:?}");
        for sketch in sketches {
            assert!((sketch.length_secs - outline.length_secs()).abs() < 0.5);
            for (lane, from, until, wanted) in [
                (0, 10.0, 30.0, 102..=127),
                (0, 160.0, 180.0, 102..=127),
                (0, 230.0, 250.0, 0..=1),
                (1, 10.0, 30.0, 0..=1),
                (1, 370.0, 390.0, 40..=80),
            ] {
                let (min, max) = sketch.extremes(lane, from, until);
                assert!(
                    wanted.contains(&max) && wanted.contains(&-min),
                    "{options:?}, lane {lane} at {from} s: {min} to {max}"
                );
            }
            assert_eq!(sketch.extremes(2, 0.0, 1.0), (0, 0));
            assert_eq!(sketch.extremes(0, 900.0, 901.0), (0, 0));
        }
        std::fs::remove_file(path.with_extension("peaks")).unwrap();
    }
}

#[test]
fn what_is_there_of_a_long_recording_is_sketched_while_the_rest_still_comes() {
    let folder = tempfile::tempdir().unwrap();
    let sound = wave(8_000, 500, &[&tone(440.0, 0.5)]);
    for options in [None, Some(["--cbr", "-b", "32"]), Some(["-V", "6", "-t"])] {
        let bytes = match &options {
            None => sound.clone(),
            Some(options) => mp3(&sound, options, folder.path()),
        };
        let (there, whole) = (bytes.len() / 5 * 4, bytes.len());
        let (go, wait) = sync_channel::<()>(1);
        let wait = Mutex::new(wait);
        let vendor = Vendor::start(move |ask, stream| {
            let _ = write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {whole}\r\n\r\n");
            let _ = stream.write_all(&bytes[..there]);
            let _ = wait.lock().unwrap().recv();
            assert_eq!(ask.from(), None);
            let _ = stream.write_all(&bytes[there..]);
        });
        let folder = tempfile::tempdir().unwrap();
        let library = library_with(folder.path(), |settings| settings.rules.stall = PATIENT);
        let recording = library.recording(&link(&vendor.url()), || {}).unwrap();
        wait_for(|| (recording.progress().have_bytes >= there as u64).then_some(()));
        let mut first = None;
        let mut longest: f64 = 0.0;
        let outline = peaks::read(&recording, &Arc::default(), |so_far| {
            let Some(sketch) = so_far.sketch else { return };
            first.get_or_insert_with(|| (so_far.outline.length_secs(), Arc::clone(sketch)));
            longest = longest.max(sketch.length_secs);
            // The rest comes once all that is there was seen.
            if so_far.outline.length_secs() > 0.9 * sketch.length_secs {
                let _ = go.try_send(());
            }
        });
        let length_secs = outline.expect("all of it comes").length_secs();
        assert!(
            (length_secs - 500.0).abs() < 1.0,
            "{options:?}: {length_secs} s"
        );
        let (read_secs, sketch) = first.expect("it is long");
        assert!(read_secs < 1.0, "{options:?}: {read_secs} s were read");
        let there_secs = sketch.length_secs;
        assert!(
            (there_secs - 400.0).abs() < 15.0,
            "{options:?}: {there_secs} s"
        );
        assert!(longest <= length_secs + 1.0, "{options:?}: {longest} s");
        let whole_secs = sketch.whole_secs;
        assert!(
            (whole_secs - 500.0).abs() < 20.0,
            "{options:?}: {whole_secs} s"
        );
        let (min, max) = sketch.extremes(0, 300.0, 380.0);
        assert!(max > 40 && min < -40, "{options:?}: {min} to {max}");
        assert_eq!(sketch.extremes(0, there_secs + 5.0, 499.0), (0, 0));
    }
}

#[test]
fn sound_that_ends_before_its_bytes_do_is_read_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    // What follows the samples of a wave file comes late.
    let sound = wave(8_000, 3, &[&tone(440.0, 0.5)]);
    let (there, whole) = (sound.len(), sound.len() + 100);
    let (go, wait) = sync_channel::<()>(1);
    let wait = Mutex::new(wait);
    let vendor = Vendor::start(move |_, stream| {
        let _ = write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {whole}\r\n\r\n");
        let _ = stream.write_all(&sound);
        let _ = wait.lock().unwrap().recv();
        let _ = stream.write_all(&[0; 100]);
    });
    let library = library_with(folder.path(), |settings| settings.rules.stall = PATIENT);
    let recording = library.recording(&link(&vendor.url()), || {}).unwrap();
    wait_for(|| (recording.progress().have_bytes >= there as u64).then_some(()));
    let outline = peaks::read(&recording, &Arc::default(), |so_far| {
        // The rest comes once all of the sound was seen.
        if so_far.outline.length_secs() > 2.9 {
            let _ = go.try_send(());
        }
    });
    let length_secs = outline.expect("all of it comes").length_secs();
    assert!((length_secs - 3.0).abs() < 0.1, "{length_secs} s");
}
