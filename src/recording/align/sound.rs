//! The sound as the alignment sees it: how much speech there was up to any moment, and where speech begins.

use super::Lanes;
use super::beginnings::Place;
use crate::recording::activity::Span;

/// A lane on which something is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lane {
    Agent,
    Caller,
    /// There is one lane for both.
    Only,
}

impl Lane {
    /// Its index among the lanes.
    pub fn index(self) -> usize {
        usize::from(self == Self::Caller)
    }
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
    /// Of agent and caller; where there is one lane for both, of that and of nobody.
    speech: [Speech; 2],
    /// Of both.
    any: Speech,
    is_mono: bool,
    length: f64,
}

impl Sound {
    pub fn of(lanes: Lanes<'_>) -> Self {
        let (own, other) = match lanes {
            Lanes::Stereo { agent, caller } => (agent, Some(caller)),
            Lanes::Mono(both) => (both, None),
        };
        let other_spans = other.map_or_else(Vec::new, |lane| lane.speech.clone());
        let other_length = other.map_or(0.0, |lane| lane.length_secs);
        Self {
            any: Speech::of(union(&own.speech, &other_spans)),
            speech: [Speech::of(own.speech.clone()), Speech::of(other_spans)],
            is_mono: other.is_none(),
            length: own.length_secs.max(other_length),
        }
    }

    pub fn length(&self) -> f64 {
        self.length
    }

    /// The lanes that there are.
    pub fn lanes(&self) -> &'static [Lane] {
        if self.is_mono {
            &[Lane::Only]
        } else {
            &[Lane::Agent, Lane::Caller]
        }
    }

    fn speech(&self, lane: Lane) -> &Speech {
        &self.speech[lane.index()]
    }

    fn other(&self, lane: Lane) -> &Speech {
        &self.speech[1 - lane.index()]
    }

    /// Seconds in which anyone speaks.
    pub fn total(&self) -> f64 {
        self.any.total
    }

    /// The moment up to which anyone spoke for so long.
    pub fn moment(&self, speech: f64) -> f64 {
        self.any.moment(speech)
    }

    /// Seconds of speech on a lane up to a moment.
    pub fn until(&self, lane: Lane, at: f64) -> f64 {
        self.speech(lane).until(at)
    }

    /// The moment so many seconds of a lane's speech before another.
    pub fn back(&self, lane: Lane, moment: f64, speech: f64) -> f64 {
        let own = self.speech(lane);
        own.moment((own.until(moment) - speech).max(0.0))
    }

    /// A place on a lane up to which there was so much speech on it.
    pub fn place(&self, lane: Lane, speech: f64) -> Place {
        let own = self.speech(lane);
        let at = own.moment(speech.clamp(0.0, own.total));
        self.place_at(lane, at, None)
    }

    fn place_at(&self, lane: Lane, at: f64, pause: Option<f64>) -> Place {
        Place {
            at,
            lane,
            pause,
            before: self.speech(lane).until(at),
            beside: self.other(lane).until(at),
        }
    }

    /// The end of the recording, as a place.
    pub fn end(&self, lane: Lane) -> Place {
        self.place_at(lane, self.length, None)
    }

    /// Where speech begins on a lane, near a moment.
    pub fn onsets(&self, lane: Lane, near: f64, most: usize) -> impl Iterator<Item = Place> {
        let spans = &self.speech(lane).spans;
        let here = spans.partition_point(|span| span.start_secs < near);
        let from = here.saturating_sub(most / 2);
        let until = (here + most / 2).min(spans.len());
        (from..until).map(move |index| {
            let before = index.checked_sub(1);
            let before = before.map_or(0.0, |before| spans[before].end_secs);
            let at = spans[index].start_secs;
            self.place_at(lane, at, Some(at - before))
        })
    }

    /// Where the speech that begins at `start` ends, before `next` begins.
    pub fn end_of(&self, start: f64, next: f64, lane: Lane) -> f64 {
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
