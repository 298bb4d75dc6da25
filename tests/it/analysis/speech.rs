//! Speech, tones and silence on a lane; share of voice.

use std::f32::consts::TAU;

use callbook::call::Speaker;
use callbook::recording::activity::{Activity, Span};
use callbook::recording::peaks::{Builder, Peaks};
use callbook::recording::voice::voice;

use super::fixtures::{files, outline, truth};
use crate::dialogue::Dialogue;

fn both(peaks: &Peaks) -> [Activity; 2] {
    let [left, right] = [0, 1].map(|lane| peaks.lanes[lane].bins());
    [
        Activity::of(left, Some(right)),
        Activity::of(right, Some(left)),
    ]
}

fn said(truth: &Dialogue, speaker: Speaker) -> Vec<Span> {
    let lines = truth.spoken.iter().filter(|one| one.speaker == speaker);
    lines
        .map(|one| Span {
            start_secs: one.start_secs,
            end_secs: one.end_secs,
        })
        .collect()
}

fn overlap(one: Span, other: Span) -> f64 {
    (one.end_secs.min(other.end_secs) - one.start_secs.max(other.start_secs)).max(0.0)
}

#[test]
fn each_lane_has_the_speech_of_its_speaker() {
    let truth = truth();
    for name in files(2) {
        let lanes = both(&outline(name));
        for (lane, speaker) in lanes.iter().zip([Speaker::Agent, Speaker::Caller]) {
            let said = said(&truth, speaker);
            let all: f64 = said.iter().map(|span| span.length()).sum();
            let mut right = 0.0;
            for found in &lane.speech {
                let within: f64 = said.iter().map(|one| overlap(*one, *found)).sum();
                assert!(
                    within > 0.7 * found.length(),
                    "{name}: {found:?} is not of {speaker:?}: {said:?}"
                );
                right += within;
            }
            assert!(
                right > 0.85 * all,
                "{name}: {right} s of {all} s of {speaker:?}"
            );
        }
    }
}

#[test]
fn ringing_is_a_tone_and_no_speech() {
    for name in files(1).chain(files(2)) {
        let peaks = outline(name);
        let lane = Activity::of(peaks.lanes[0].bins(), None);
        let [ring] = lane.tones.as_slice() else {
            panic!("{name}: {:?}", lane.tones);
        };
        assert!(
            ring.start_secs < 0.25 && (ring.end_secs - 2.0).abs() < 0.2,
            "{name}: {ring:?}"
        );
        assert!(
            lane.speech.iter().all(|span| span.start_secs > 2.5),
            "{name}: {:?}",
            lane.speech
        );
        let silences = lane.silences(2.0);
        assert!(
            silences
                .iter()
                .any(|span| span.start_secs < 2.3 && span.end_secs > 5.8),
            "{name}: {silences:?}"
        );
    }
}

#[test]
fn silence_and_hum_are_no_speech() {
    let lane = |sample: &dyn Fn(f32) -> f32| {
        let mut builder = Builder::new(8000, 1);
        for at in 0_u16..48_000 {
            builder.push(&[sample(f32::from(at) / 8000.0)]);
        }
        Activity::of(builder.finish().lanes[0].bins(), None)
    };
    let silent = lane(&|_| 0.0);
    assert_eq!((silent.speech, silent.tones), (Vec::new(), Vec::new()));
    let hum = lane(&|at| 0.2 * (TAU * 100.0 * at).sin());
    assert_eq!(hum.speech, Vec::new());
    assert!(Activity::of(&[], None).speech.is_empty());
}

#[test]
fn talk_is_shared_out_as_it_was_spoken() {
    let truth = truth();
    let of = |speaker| {
        said(&truth, speaker)
            .iter()
            .map(|span| span.length())
            .sum::<f64>()
    };
    let (agent, caller) = (of(Speaker::Agent), of(Speaker::Caller));
    for name in files(2) {
        let [left, right] = both(&outline(name));
        let voice = voice(&left, &right);
        assert!(
            (voice.agent.share - agent / (agent + caller)).abs() < 0.06,
            "{name}: {voice:?}"
        );
        assert!((voice.agent.share + voice.caller.share - 1.0).abs() < 1e-9);
        assert!(
            voice.agent.interruptions + voice.caller.interruptions == 0,
            "{name}: {voice:?}"
        );
        let longest = voice.longest_silence.unwrap();
        assert!(longest.length() > 3.5, "after the ringing: {longest:?}");
    }
}

#[test]
fn interruptions_and_talk_at_once_are_counted() {
    let lane = |spans: &[(f64, f64)]| Activity {
        speech: spans
            .iter()
            .map(|&(start_secs, end_secs)| Span {
                start_secs,
                end_secs,
            })
            .collect(),
        tones: Vec::new(),
        length_secs: 29.0,
    };
    // The caller cuts in at 4 s, agrees at 11 s, and begins with the agent at 20 s.
    let agent = lane(&[(0.0, 4.8), (8.0, 14.0), (20.0, 24.0)]);
    let caller = lane(&[(4.0, 7.0), (11.0, 11.4), (20.1, 21.0)]);
    let voice = voice(&agent, &caller);
    assert_eq!(voice.caller.interruptions, 1);
    assert_eq!(voice.agent.interruptions, 0);
    assert!((voice.together_secs - 2.1).abs() < 1e-6, "{voice:?}");
    assert!((voice.agent.talk_secs - 14.8).abs() < 1e-6);
    let longest = voice.longest_silence.unwrap();
    assert_eq!((longest.start_secs, longest.end_secs), (14.0, 20.0));
}
