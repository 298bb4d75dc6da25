//! What is in the sound of a call: whose lane is whose, who speaks when, pauses, and where the lines are said.

use std::sync::Arc;

use super::CallId;
use super::outline::{Peaks, Sketch};
use super::transcript::{LineTime, Repaired, Speaker};

/// A stretch of a recording, seconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Span {
    pub start_secs: f64,
    pub end_secs: f64,
}

impl Span {
    /// How long it is, seconds.
    pub fn length(self) -> f64 {
        self.end_secs - self.start_secs
    }
}

/// What one side does.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Side {
    pub talk_secs: f64,
    /// Of all talk, 0 to 1.
    pub share: f64,
    /// How often it takes the word while the other talks and stops.
    pub interruptions: usize,
}

/// What two sides do in a call.
#[derive(Clone, Debug, PartialEq)]
pub struct Voice {
    pub agent: Side,
    pub caller: Side,
    /// Both at once.
    pub together_secs: f64,
    /// Neither, in pauses of half a second and more; ringing is no silence.
    pub silence_secs: f64,
    pub longest_silence: Option<Span>,
}

/// The parts of a recording that were heard: in order, and apart from each other.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts(Vec<Span>);

impl Parts {
    /// Parts nearer than this are one, seconds.
    const NEAR: f64 = 0.25;

    /// This was heard as well.
    pub fn add(&mut self, span: Span) {
        if span.length() <= 0.0 {
            return;
        }
        let near = |known: &Span| {
            known.start_secs <= span.end_secs + Self::NEAR
                && span.start_secs <= known.end_secs + Self::NEAR
        };
        let from = self
            .0
            .partition_point(|known| known.end_secs + Self::NEAR < span.start_secs);
        let until = from
            + self.0[from..]
                .iter()
                .take_while(|known| near(known))
                .count();
        let whole = self.0[from..until].iter().fold(span, |whole, known| Span {
            start_secs: whole.start_secs.min(known.start_secs),
            end_secs: whole.end_secs.max(known.end_secs),
        });
        self.0.splice(from..until, [whole]);
    }

    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    /// Whether moments were heard that are asked for one after the other, later ones later.
    pub fn walk(&self) -> impl FnMut(f64) -> bool {
        let mut rest = self.0.as_slice();
        move |at_secs| {
            while let [first, others @ ..] = rest {
                if at_secs < first.end_secs {
                    return first.start_secs <= at_secs;
                }
                rest = others;
            }
            false
        }
    }
}

/// Who speaks on which lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sides {
    /// Both on this one.
    Mono { lane: usize },
    /// The agent on this one, the caller on the other.
    Stereo { agent: usize, known_by: KnownBy },
}

impl Sides {
    /// The lanes that are drawn, from top to bottom: the agent's first.
    pub fn lanes(self) -> impl Iterator<Item = usize> {
        let (first, second) = match self {
            Self::Mono { lane } => (lane, None),
            Self::Stereo { agent, .. } => (agent, Some(1 - agent)),
        };
        [Some(first), second].into_iter().flatten()
    }

    /// As many lanes as there are, before it is known what is on them.
    pub fn so_far(outline: &Peaks) -> Self {
        if outline.lanes.len() > 1 {
            let known_by = KnownBy::Usual;
            Self::Stereo { agent: 0, known_by }
        } else {
            Self::Mono { lane: 0 }
        }
    }

    /// True where each side has a lane.
    pub fn is_stereo(self) -> bool {
        matches!(self, Self::Stereo { .. })
    }
}

/// How it is known whose lane is whose.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KnownBy {
    /// A person said so, of this call.
    Person,
    /// The transcript fits the sound better this way round.
    Transcript,
    /// It mostly is so.
    Usual,
}

/// A stretch in which nobody speaks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pause {
    pub span: Span,
    pub kind: PauseKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PauseKind {
    Silence,
    /// Ringing, a busy tone, keys: with the quiet between the tones.
    Ringing,
}

/// What was read out of a recording as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Analysis {
    pub sides: Sides,
    /// Where somebody speaks, for each lane of the recording.
    pub speech: Vec<Vec<Span>>,
    /// Where nobody does for a while, in order and apart from each other.
    pub pauses: Vec<Pause>,
    /// When each line of the conversation is said; empty where they cannot be placed.
    pub times: Vec<LineTime>,
    /// Measured where each side has a lane.
    pub voice: Option<Voice>,
}

/// A moment of a recording that is marked on its waveform.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub at_secs: f64,
    pub kind: MarkKind,
    /// Who says it; of a note nobody.
    pub speaker: Speaker,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MarkKind {
    /// The sender heard a keyword.
    Keyword,
    /// A person wrote a note.
    Note,
    /// Somebody begins to speak.
    Turn,
}

/// What is known of the sound of a call: one result for the waveform, the transcript and the share of voice.
#[derive(Clone, Debug, PartialEq)]
pub struct Heard {
    pub call: CallId,
    /// The revision of the call of which the text is.
    pub revision: i64,
    /// As far as it was read.
    pub outline: Arc<Peaks>,
    /// What it looks like behind that, as well as is known.
    pub sketch: Option<Arc<Sketch>>,
    /// How long the recording is, as well as is known.
    pub length_secs: f64,
    /// The conversation that was laid over the sound.
    pub conversation: Arc<Repaired>,
    /// None while the recording is still read.
    pub analysis: Option<Analysis>,
    /// True once all of the recording was read; false too where its end never came.
    pub is_whole: bool,
    /// In order of time.
    pub marks: Vec<Mark>,
}

impl Heard {
    /// The line that is said at a moment: the last one that began, while it is said.
    pub fn line_at(&self, at_secs: f64) -> Option<usize> {
        let times = &self.analysis.as_ref()?.times;
        (0..times.len())
            .filter(|line| !self.conversation.lines[*line].is_quiet)
            .filter(|line| times[*line].start_secs <= at_secs && at_secs < times[*line].end_secs)
            .max_by(|one, other| times[*one].start_secs.total_cmp(&times[*other].start_secs))
    }

    /// Whether the agent is on the right lane; none where both are on one.
    pub fn agent_right(&self) -> Option<bool> {
        match self.analysis.as_ref()?.sides {
            Sides::Stereo { agent, .. } => Some(agent == 1),
            Sides::Mono { .. } => None,
        }
    }

    /// The pause at a moment.
    pub fn pause_at(&self, at_secs: f64) -> Option<Pause> {
        let pauses = &self.analysis.as_ref()?.pauses;
        let after = pauses.partition_point(|pause| pause.span.start_secs <= at_secs);
        let pause = pauses.get(after.checked_sub(1)?)?;
        (at_secs < pause.span.end_secs).then_some(*pause)
    }
}
