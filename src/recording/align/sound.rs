//! The sound as the alignment sees it: how much speech there was up to any moment, and where speech begins.

use super::Lanes;
use crate::call::Speaker;
use crate::recording::activity::{Activity, Span};

/// Whose lane a line is looked for on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LaneOf {
    Agent,
    Caller,
    /// The speaker is not known, or there is one lane.
    Any,
}

/// Speech of one lane with its sum up to each span.
struct Speech {
    spans: Vec<Span>,
    before: Vec<f64>,
    total: f64,
}

impl Speech {
    fn of(spans: Vec<Span>) -> Self {
        let mut total = 0.0;
        let before = spans.iter().map(|span| {
            let before = total;
            total += span.length();
            before
        });
        let before = before.collect();
        Self {
            spans,
            before,
            total,
        }
    }

    /// Seconds of speech up to a moment.
    fn until(&self, at: f64) -> f64 {
        let after = self.spans.partition_point(|span| span.start_secs <= at);
        match after.checked_sub(1) {
            None => 0.0,
            Some(index) => {
                let span = self.spans[index];
                self.before[index] + at.min(span.end_secs) - span.start_secs
            }
        }
    }

    /// The moment up to which there was so much speech; at a pause the end of the pause.
    fn moment(&self, speech: f64) -> f64 {
        let after = self
            .before
            .partition_point(|before| *before <= speech + 1e-9);
        let index = after.saturating_sub(1);
        let Some(span) = self.spans.get(index) else {
            return 0.0;
        };
        (span.start_secs + speech - self.before[index]).clamp(span.start_secs, span.end_secs)
    }
}

/// The lanes of a recording.
pub(super) struct Sound {
    agent: Speech,
    caller: Speech,
    /// Of both.
    any: Speech,
    is_mono: bool,
    length: f64,
}

impl Sound {
    pub fn of(lanes: Lanes<'_>) -> Self {
        match lanes {
            Lanes::Stereo { agent, caller } => {
                let (agent_spans, caller_spans) = (agent.speech.clone(), caller.speech.clone());
                Self {
                    any: Speech::of(union(&agent_spans, &caller_spans)),
                    agent: Speech::of(agent_spans),
                    caller: Speech::of(caller_spans),
                    is_mono: false,
                    length: agent.length_secs.max(caller.length_secs),
                }
            }
            Lanes::Mono(activity) => Self::mono(activity),
        }
    }

    fn mono(activity: &Activity) -> Self {
        Self {
            agent: Speech::of(Vec::new()),
            caller: Speech::of(Vec::new()),
            any: Speech::of(activity.speech.clone()),
            is_mono: true,
            length: activity.length_secs,
        }
    }

    pub fn length(&self) -> f64 {
        self.length
    }

    /// On which lane a line of a speaker is.
    pub fn lane_of(&self, speaker: Speaker, is_sure: bool) -> LaneOf {
        match speaker {
            Speaker::Agent if is_sure && !self.is_mono => LaneOf::Agent,
            Speaker::Caller if is_sure && !self.is_mono => LaneOf::Caller,
            _ => LaneOf::Any,
        }
    }

    fn speech(&self, lane: LaneOf) -> &Speech {
        match lane {
            LaneOf::Agent => &self.agent,
            LaneOf::Caller => &self.caller,
            LaneOf::Any => &self.any,
        }
    }

    /// Seconds of speech on a lane in all.
    pub fn total(&self, lane: LaneOf) -> f64 {
        self.speech(lane).total
    }

    /// Seconds of speech on a lane up to a moment.
    pub fn until(&self, lane: LaneOf, at: f64) -> f64 {
        self.speech(lane).until(at)
    }

    /// The moment at which there was so much speech on a lane.
    pub fn moment(&self, lane: LaneOf, speech: f64) -> f64 {
        self.speech(lane).moment(speech)
    }

    /// Seconds of speech on the other lane between two moments; none where there is no other.
    pub fn beside(&self, lane: LaneOf, from: f64, until: f64) -> f64 {
        let other = match lane {
            LaneOf::Agent => &self.caller,
            LaneOf::Caller => &self.agent,
            LaneOf::Any => return 0.0,
        };
        other.until(until) - other.until(from)
    }

    /// Where speech begins on a lane, near a moment, with the length of the pause before it.
    pub fn onsets(&self, lane: LaneOf, near: f64, most: usize) -> Vec<(f64, f64)> {
        let spans = &self.speech(lane).spans;
        let here = spans.partition_point(|span| span.start_secs < near);
        let from = here.saturating_sub(most / 2);
        let until = (here + most / 2).min(spans.len());
        (from..until)
            .map(|index| {
                let before = index
                    .checked_sub(1)
                    .map_or(0.0, |before| spans[before].end_secs);
                (spans[index].start_secs, spans[index].start_secs - before)
            })
            .collect()
    }

    /// Where the speech that begins at `start` ends, before `next` begins.
    pub fn end_of(&self, start: f64, next: f64, lane: LaneOf) -> f64 {
        let spans = &self.speech(lane).spans;
        let after = spans.partition_point(|span| span.start_secs < next);
        let last = spans[..after]
            .iter()
            .rev()
            .find(|span| span.end_secs > start);
        last.map_or(next, |span| span.end_secs.min(next.max(start)))
            .max(start)
    }
}

fn union(one: &[Span], other: &[Span]) -> Vec<Span> {
    let mut all: Vec<Span> = one.iter().chain(other).copied().collect();
    all.sort_by(|one, other| one.start_secs.total_cmp(&other.start_secs));
    let mut joined: Vec<Span> = Vec::new();
    for span in all {
        match joined.last_mut() {
            Some(last) if span.start_secs <= last.end_secs => {
                last.end_secs = last.end_secs.max(span.end_secs);
            }
            _ => joined.push(span),
        }
    }
    joined
}
