//! The transcript's lines laid over the sound.
//!
//! The sender gives times for keywords only. Those that fit the text are fixed points; between them lines are placed
//! where somebody speaks: a line of so many letters takes so much speech of its speaker's lane (of any lane where the
//! recording is mono), begins where speech begins, and ends before the next one begins. The cheapest sequence of
//! beginnings is found by dynamic programming.

mod beginnings;
mod path;
mod sound;

use crate::call::transcript::{Anchor, Line, LineTime};

use super::activity::Activity;
use sound::Sound;

/// Which lane is whose.
#[derive(Clone, Copy, Debug)]
pub enum Lanes<'a> {
    Stereo {
        agent: &'a Activity,
        caller: &'a Activity,
    },
    Mono(&'a Activity),
}

/// Lines with their times.
#[derive(Clone, Debug, PartialEq)]
pub struct Alignment {
    pub times: Vec<LineTime>,
    /// How badly the text fits the sound: smaller is better, comparable for one text and recording.
    pub misfit: f64,
}

/// Places the lines of a conversation. `anchors` are fixed points in seconds from the start of the recording.
/// None where there is no speech or nothing is said.
pub fn align(lines: &[Line], anchors: &[Anchor], recorded: Lanes<'_>) -> Option<Alignment> {
    let sound = Sound::of(recorded);
    let spoken: Vec<usize> = (0..lines.len()).filter(|at| !lines[*at].is_quiet).collect();
    let expected = beginnings::expected(lines, &spoken, anchors, &sound)?;
    let path = path::cheapest(&expected, &sound);
    let mut times = vec![
        LineTime {
            start_secs: 0.0,
            end_secs: 0.0,
            is_exact: false,
        };
        lines.len()
    ];
    for (at, &line) in spoken.iter().enumerate() {
        let start_secs = path.starts[at];
        let next = path.starts.get(at + 1).copied().unwrap_or(sound.length());
        times[line] = LineTime {
            start_secs,
            end_secs: sound.end_of(start_secs, next, expected[at].lane),
            is_exact: anchors.iter().any(|anchor| anchor.line == line),
        };
    }
    place_quiet(lines, &mut times);
    Some(Alignment {
        times,
        misfit: path.cost,
    })
}

/// Lines without words stand between their neighbours.
fn place_quiet(lines: &[Line], times: &mut [LineTime]) {
    let mut at = 0.0;
    for (line, time) in lines.iter().zip(times) {
        if line.is_quiet {
            (time.start_secs, time.end_secs) = (at, at);
        }
        at = time.end_secs;
    }
}

/// Which of two lanes is the agent's, as the transcript has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LaneProposal {
    /// True where the agent is on the right.
    pub agent_right: bool,
    /// 0.5 to 1.
    pub confidence: f64,
}

/// Proposes whose lane is whose: the way round in which the text fits the sound better.
pub fn propose_lanes(
    lines: &[Line],
    anchors: &[Anchor],
    left: &Activity,
    right: &Activity,
) -> Option<LaneProposal> {
    let misfit = |agent, caller| {
        let found = align(lines, anchors, Lanes::Stereo { agent, caller })?;
        Some(found.misfit)
    };
    let as_is = misfit(left, right)?;
    let turned = misfit(right, left)?;
    let (least, most) = (as_is.min(turned), as_is.max(turned));
    Some(LaneProposal {
        agent_right: turned < as_is,
        confidence: 0.5 + 0.5 * (most - least) / most.max(f64::MIN_POSITIVE),
    })
}
