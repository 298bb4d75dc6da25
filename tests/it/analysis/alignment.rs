//! Lines laid over the sound.

use callbook::call::transcript::{Line, LineTime, anchors, candidates, estimate, repair, split};
use callbook::call::{KeywordHit, Seconds, Speaker};
use callbook::recording::activity::Activity;
use callbook::recording::align::{Lanes, align, propose_lanes};
use callbook::recording::peaks::Peaks;

use super::fixtures::{files, outline, truth};
use crate::dialogue::{Dialogue, Kind, has_voices, script};
use crate::transcript::conversation::Dice;

fn lanes(peaks: &Peaks) -> [Activity; 2] {
    let [left, right] = [0, 1].map(|lane| peaks.lanes[lane].bins());
    [
        Activity::of(left, Some(right)),
        Activity::of(right, Some(left)),
    ]
}

/// The lines as they were said.
pub fn lines(truth: &Dialogue) -> Vec<Line> {
    let said: String = truth
        .spoken
        .iter()
        .map(|one| match one.speaker {
            Speaker::Agent => format!("Agent: {} ", one.text),
            _ => format!("Caller: {} ", one.text),
        })
        .collect();
    let lines = repair(&split(&said), [], false).lines;
    assert_eq!(lines.len(), truth.spoken.len());
    lines
}

/// The median of how far the beginnings are off, seconds.
fn median(times: &[LineTime], truth: &Dialogue) -> f64 {
    let off = times.iter().zip(&truth.spoken);
    let mut off: Vec<f64> = off
        .map(|(time, one)| (time.start_secs - one.start_secs).abs())
        .collect();
    off.sort_by(f64::total_cmp);
    off[off.len() / 2]
}

#[test]
fn lines_begin_where_they_are_spoken() {
    let truth = truth();
    let lines = lines(&truth);
    for name in files(2) {
        let peaks = outline(name);
        let [agent, caller] = lanes(&peaks);
        let fixed = anchors(&lines, &truth.hits(2), peaks.length_secs());
        assert_eq!(fixed.len(), 2, "{name}");
        let recorded = Lanes::Stereo {
            agent: &agent,
            caller: &caller,
        };
        let found = align(&lines, &fixed, recorded).unwrap();
        let median = median(&found.times, &truth);
        assert!(median <= 0.5, "{name}: {median} s, {:?}", found.times);
        for pair in found.times.windows(2) {
            assert!(pair[0].start_secs <= pair[1].start_secs, "{name}: {pair:?}");
        }
        assert_eq!(found.times.iter().filter(|time| time.is_exact).count(), 2);
    }
    for name in files(1) {
        let peaks = outline(name);
        let activity = Activity::of(peaks.lanes[0].bins(), None);
        let fixed = anchors(&lines, &truth.hits(2), peaks.length_secs());
        let found = align(&lines, &fixed, Lanes::Mono(&activity)).unwrap();
        let median = median(&found.times, &truth);
        assert!(median <= 1.0, "{name}: {median} s, {:?}", found.times);
    }
}

#[test]
fn whose_lane_is_whose_is_proposed_from_the_text() {
    let truth = truth();
    let lines = lines(&truth);
    for name in files(2) {
        let [agent, caller] = lanes(&outline(name));
        let as_is = propose_lanes(&lines, &[], &agent, &caller).unwrap();
        assert!(
            !as_is.agent_right && as_is.confidence > 0.6,
            "{name}: {as_is:?}"
        );
        let turned = propose_lanes(&lines, &[], &caller, &agent).unwrap();
        assert!(turned.agent_right, "{name}: {turned:?}");
    }
}

/// A longer call as the sender has it; the bench measures many.
#[test]
fn a_call_as_sent_is_laid_over_its_sound() {
    if !has_voices() {
        return;
    }
    let kind = Kind {
        lines: 25,
        rate: 8000,
        overlapping: 15,
        long_silences: 8,
        rings: 2,
        leak: 0.05,
    };
    let call = script(3, &kind);
    let sent = call.sent(&mut Dice(3));
    let mut builder = callbook::recording::peaks::Builder::new(call.rate, 2);
    for frame in &call.frames {
        builder.push(frame);
    }
    let [agent, caller] = lanes(&builder.finish());
    let lines = &sent.repaired.lines;
    let fixed = anchors(lines, &call.hits(3), call.length_secs());
    let recorded = Lanes::Stereo {
        agent: &agent,
        caller: &caller,
    };
    let times = align(lines, &fixed, recorded).unwrap().times;
    let off = times.iter().zip(&sent.starts);
    let mut off: Vec<f64> = off
        .filter_map(|(time, start)| Some((time.start_secs - (*start)?).abs()))
        .collect();
    off.sort_by(f64::total_cmp);
    assert!(off[off.len() / 2] <= 0.5, "{off:?}");
}

#[test]
fn nothing_said_or_heard_gives_no_times() {
    let silent = Activity::default();
    let lines = repair(&split("Agent: Hello there. Caller: Hi."), [], false).lines;
    assert!(align(&lines, &[], Lanes::Mono(&silent)).is_none());
    assert!(align(&[], &[], Lanes::Mono(&silent)).is_none());
}

/// A word that is said several times is known to be said at one of them: the sound tells at which.
#[test]
fn a_word_that_stands_in_several_lines_fixes_the_right_one() {
    if !has_voices() {
        return;
    }
    let kind = Kind {
        lines: 25,
        rate: 8000,
        overlapping: 0,
        long_silences: 0,
        rings: 0,
        leak: 0.05,
    };
    let call = script(6, &kind);
    let mut builder = callbook::recording::peaks::Builder::new(call.rate, 1);
    for [agent, caller] in &call.frames {
        builder.push(&[0.5 * (agent + caller)]);
    }
    let activity = Activity::of(builder.finish().lanes[0].bins(), None);
    let lines = lines(&call);
    let words = |line: &Line| line.text.to_lowercase();
    let many: Vec<usize> = (0..lines.len())
        .filter(|at| words(&lines[*at]).contains("the"))
        .collect();
    let &said = many.last().unwrap();
    assert!(many.len() > 2, "{many:?}");
    let before = words(&lines[said]).find("the").unwrap();
    #[expect(clippy::cast_precision_loss, reason = "letters of a line")]
    let share = before as f64 / lines[said].text.len() as f64;
    let one = &call.spoken[said];
    let at = one.start_secs + share * (one.end_secs - one.start_secs);
    let found = candidates(&lines, &[hit("the", at)], call.length_secs());
    assert!(found.len() > 1, "{found:?}");
    let times = align(&lines, &found, Lanes::Mono(&activity)).unwrap().times;
    let exact: Vec<usize> = (0..times.len()).filter(|at| times[*at].is_exact).collect();
    assert_eq!(exact, [said]);
    assert!(median(&times, &call) <= 0.5);
}

fn hit(keyword: &str, at: f64) -> KeywordHit {
    KeywordHit {
        list: None,
        keyword: keyword.to_owned(),
        speaker: Speaker::Unknown,
        at_secs: Some(Seconds(at)),
    }
}

#[test]
fn times_outside_the_call_anchor_nothing() {
    let text = "Agent: ABC Windows and Doors. Caller: I need a new patio door for my house. Agent: Sure, we can do that.";
    let lines = repair(&split(text), [], false).lines;
    // As in the vendor's sample: some past the end, one of a word that is not said.
    let hits = [
        hit("patio", 65.83),
        hit("garage", 10.0),
        hit("windows", 0.0),
        hit("patio", 8.0),
        hit("patio", 8.1),
    ];
    let fixed = anchors(&lines, &hits, 30.0);
    assert_eq!(fixed.len(), 1);
    assert_eq!((fixed[0].line, fixed[0].word), (1, 4));
    let times = estimate(&lines, &fixed, (2.0, 30.0));
    assert!(
        times[1].start_secs < 8.0 && times[1].end_secs > 8.0,
        "{times:?}"
    );
    assert_eq!(
        times.iter().map(|time| time.is_exact).collect::<Vec<_>>(),
        [false, true, false]
    );
    assert!(times[0].start_secs >= 2.0 && times[2].end_secs <= 30.0);
    let answered_later = estimate(&lines, &fixed, (9.0, 30.0));
    assert!(
        answered_later.iter().all(|time| !time.is_exact),
        "a time before anybody talks holds nothing: {answered_later:?}"
    );
}

#[test]
fn fixed_points_are_in_order_in_text_and_time() {
    let text = "Agent: door one. Caller: window two. Agent: door three. Caller: window four. Agent: door five.";
    let lines = repair(&split(text), [], false).lines;
    let hits = [
        hit("door", 2.0),
        hit("window", 6.0),
        hit("door", 10.0),
        hit("window", 14.0),
        hit("door", 18.0),
    ];
    let fixed = anchors(&lines, &hits, 20.0);
    assert_eq!(
        fixed.iter().map(|anchor| anchor.line).collect::<Vec<_>>(),
        [0, 1, 2, 3, 4]
    );
}
