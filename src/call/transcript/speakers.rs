//! Who says a line: its label, unless it was heard on both channels; and whether the labels are swapped.

use super::Speaker;
use super::cues::{Cue, Reason, cue};
use super::lines::Draft;

/// Lines among which one greets.
const EARLY: usize = 4;
/// Log-odds of a label of a line that one channel alone has.
const LABEL: f32 = 3.0;
/// Log-odds of being heard first, where both channels are first at times.
const FIRST: f32 = 1.2;
/// Log-odds of the fuller copy.
const FULLER: f32 = 0.7;
/// Log-odds that the other goes on, after a question and else.
const AFTER_QUESTION: f32 = 1.2;
const ELSE: f32 = 0.5;
/// Log-odds from which on swapped labels are noticed.
const NOTICED: f32 = 2.5;

/// That the labels look swapped.
#[derive(Clone, Debug, PartialEq)]
pub struct Swap {
    /// From 0.5 to 1.
    pub confidence: f32,
    pub reason: Reason,
    /// The index of the line that says so most clearly.
    pub line: usize,
}

/// How sure it is who says a line, 0.5 to 1, with the speaker.
pub(super) fn speakers(lines: &[Draft], names: &[String]) -> Vec<(Speaker, f32)> {
    let cues = cues(lines, names);
    let first = order_tells(lines);
    let spoken: Vec<usize> = (0..lines.len()).filter(|at| !lines[*at].is_quiet).collect();
    let odds: Vec<f32> = spoken
        .iter()
        .map(|&at| evidence(&lines[at], first) + cues[at].map_or(0.0, |cue| cue.odds))
        .collect();
    let switches: Vec<f32> = spoken
        .windows(2)
        .map(|pair| {
            if lines[pair[0]].text.ends_with('?') {
                AFTER_QUESTION
            } else {
                ELSE
            }
        })
        .collect();
    let agent = smoothed(&odds, &switches);
    let mut found: Vec<(Speaker, f32)> = lines.iter().map(|line| (line.speaker, 1.0)).collect();
    for (&at, &agent) in spoken.iter().zip(&agent) {
        if lines[at].both.is_some() {
            found[at] = if agent >= 0.5 {
                (Speaker::Agent, agent)
            } else {
                (Speaker::Caller, 1.0 - agent)
            };
        }
    }
    found
}

/// Whether the labels of the lines that one channel alone has contradict what is said.
pub(super) fn swap(lines: &[Draft], names: &[String]) -> Option<Swap> {
    let cues = cues(lines, names);
    let against = |at: usize| -> Option<(usize, f32, Reason)> {
        let line = &lines[at];
        let cue = cues[at]?;
        let label = match (line.both, line.speaker) {
            (None, Speaker::Agent) => 1.0,
            (None, Speaker::Caller) => -1.0,
            _ => return None,
        };
        Some((at, -label * cue.odds, cue.reason))
    };
    let hints: Vec<_> = (0..lines.len()).filter_map(against).collect();
    let sum: f32 = hints.iter().map(|hint| hint.1).sum();
    // The first of equals.
    let strongest = hints
        .iter()
        .rev()
        .max_by(|one, other| one.1.total_cmp(&other.1))?;
    (sum >= NOTICED).then(|| Swap {
        confidence: chance(sum),
        reason: strongest.2,
        line: strongest.0,
    })
}

fn cues(lines: &[Draft], names: &[String]) -> Vec<Option<Cue>> {
    let mut spoken = 0;
    let of = |line: &Draft| {
        if line.is_quiet {
            return None;
        }
        spoken += 1;
        cue(&line.text, names, spoken <= EARLY)
    };
    lines.iter().map(of).collect()
}

/// False where lines that both channels have are always first on the same: then that says nothing.
fn order_tells(lines: &[Draft]) -> bool {
    let firsts: Vec<Speaker> = lines.iter().filter_map(|line| line.both).collect();
    let agent = firsts.iter().filter(|first| **first == Speaker::Agent);
    let agent = agent.count();
    5 * agent >= firsts.len() && 5 * agent <= 4 * firsts.len() && firsts.len() >= 4
}

/// What its channels say about a line, in log-odds for the agent.
fn evidence(line: &Draft, order_tells: bool) -> f32 {
    let sign = |speaker| match speaker {
        Speaker::Agent => 1.0,
        Speaker::Caller => -1.0,
        Speaker::Unknown => 0.0,
    };
    match line.both {
        None => LABEL * sign(line.speaker),
        Some(first) => {
            let order = if order_tells {
                FIRST * sign(first)
            } else {
                0.0
            };
            let fuller = if line.other_share < 0.7 {
                FULLER * sign(line.speaker)
            } else {
                0.0
            };
            order + fuller
        }
    }
}

/// The chance of the agent for each line, from the odds of each and of a change between neighbours
/// (forward-backward over two states).
fn smoothed(odds: &[f32], switches: &[f32]) -> Vec<f32> {
    let own: Vec<f32> = odds.iter().map(|odds| chance(*odds)).collect();
    let pass = |message: f32, switch: f32| {
        let change = chance(switch);
        message * (1.0 - change) + (1.0 - message) * change
    };
    let mut forward = vec![0.5; own.len()];
    for at in 1..own.len() {
        let before = joined(forward[at - 1], own[at - 1]);
        forward[at] = pass(before, switches[at - 1]);
    }
    let mut backward = 0.5;
    let mut agent = vec![0.5; own.len()];
    for at in (0..own.len()).rev() {
        let here = joined(own[at], backward);
        agent[at] = joined(here, forward[at]);
        if at > 0 {
            backward = pass(here, switches[at - 1]);
        }
    }
    agent
}

fn joined(one: f32, other: f32) -> f32 {
    let both = one * other;
    both / (both + (1.0 - one) * (1.0 - other)).max(f32::MIN_POSITIVE)
}

fn chance(odds: f32) -> f32 {
    1.0 / (1.0 + (-odds).exp())
}
