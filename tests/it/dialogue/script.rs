//! What is said when: pauses, overlaps, ringing, a notice.

use callbook::call::Speaker;

use super::speech::{Voice, noise, ring, spoken};
use super::{Dialogue, Spoken};
use crate::transcript::conversation::{Dice, Truth, conversation};

/// How a call goes.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    pub lines: usize,
    pub rate: u32,
    /// Of a hundred lines, how many begin before the one before has ended.
    pub overlapping: usize,
    /// Of a hundred pauses, how many last from 5 to 20 seconds.
    pub long_silences: usize,
    /// Rings at the start.
    pub rings: usize,
    /// How loud one lane is heard on the other, full is 1.
    pub leak: f32,
}

/// A spoken call.
pub fn script(seed: u64, kind: &Kind) -> Dialogue {
    let mut dice = Dice(seed);
    let truth = conversation(&mut dice, kind.lines);
    let mut frames = Vec::new();
    for _ in 0..kind.rings {
        ring(&mut frames, kind.rate);
    }
    let mut spoken = Vec::new();
    let mut at = secs(frames.len(), kind.rate) + 0.5;
    for line in &truth {
        let pause = pause(&mut dice, kind, spoken.last(), line);
        at += pause;
        at = said(&mut frames, kind, line, at.max(0.0), &mut spoken);
    }
    frames.resize(frames.len() + kind.rate as usize, [0.0; 2]);
    for [agent, caller] in &mut frames {
        let heard = [*agent + kind.leak * *caller, *caller + kind.leak * *agent];
        [*agent, *caller] = heard.map(|sample| sample + 0.001 * noise(&mut dice));
    }
    Dialogue {
        spoken,
        rate: kind.rate,
        frames,
    }
}

/// Seconds to wait before a line; below 0 where it begins early.
fn pause(dice: &mut Dice, kind: &Kind, before: Option<&Spoken>, line: &Truth) -> f64 {
    let share = |dice: &mut Dice| f64::from(u32::try_from(dice.below(1000)).unwrap()) / 1000.0;
    let Some(before) = before else { return 0.0 };
    let is_other = before.speaker != line.speaker;
    let long = before.end_secs - before.start_secs > 1.5;
    if is_other && long && dice.percent(kind.overlapping) {
        return -0.2 - 0.6 * share(dice);
    }
    if dice.percent(kind.long_silences) {
        return 5.0 + 15.0 * share(dice);
    }
    0.25 + 0.9 * share(dice)
}

/// Speaks a line from a moment on; gives when it ends.
fn said(
    frames: &mut Vec<[f32; 2]>,
    kind: &Kind,
    line: &Truth,
    at: f64,
    all: &mut Vec<Spoken>,
) -> f64 {
    let (voice, side) = match line.speaker {
        Speaker::Agent => (Voice::AGENT, 0),
        _ => (Voice::CALLER, 1),
    };
    let samples = spoken(&voice, &line.text, kind.rate);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a place in a call"
    )]
    let from = (at * f64::from(kind.rate)) as usize;
    frames.resize(frames.len().max(from + samples.len()), [0.0; 2]);
    for (frame, sample) in frames[from..].iter_mut().zip(&samples) {
        frame[side] += sample;
    }
    let end_secs = at + secs(samples.len(), kind.rate);
    all.push(Spoken {
        speaker: line.speaker,
        text: line.text.clone(),
        start_secs: at,
        end_secs,
    });
    end_secs
}

#[expect(clippy::cast_precision_loss, reason = "frames of a recording")]
fn secs(frames: usize, rate: u32) -> f64 {
    frames as f64 / f64::from(rate)
}
