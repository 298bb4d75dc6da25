//! A transcript as it can be read: echoes folded, fragments joined, speakers told.
//!
//! The sender's transcript holds both channels of a call, and each channel hears the other: most lines stand twice,
//! some in fragments, with small differences. Nothing that is stored changes here; every line knows its turns.

use super::cues::{self, Reason};
use super::echo::Echoes;
use super::speakers::{self, Swap};
use super::words::Keys;
use super::{Speaker, Utterance, lines, parts};
use crate::call::Call;

/// From this on it counts as known who says a line.
pub const SURE: f32 = 0.85;

/// One line of the conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    pub speaker: Speaker,
    pub text: String,
    /// The turns as sent that it is made of, ascending.
    pub turns: Vec<usize>,
    /// The turns that are its echo and hidden.
    pub echoes: Vec<usize>,
    /// True where there are no words: tones, or nothing.
    pub is_quiet: bool,
    /// How sure the speaker is, 0.5 to 1. A line that both channels have carries both labels: who says it is
    /// worked out from the words and the turns around it.
    pub confidence: f32,
    /// True when the line was heard on both channels.
    pub on_both: bool,
}

/// The conversation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Repaired {
    pub lines: Vec<Line>,
    /// How many turns are hidden as echoes.
    pub echoes: usize,
    /// True when a person found the labels swapped: the speakers are turned round already.
    pub swapped: bool,
    /// Set where the labels look swapped.
    pub swap: Option<Swap>,
}

/// The transcript of a call, repaired. `swapped` when a person found the labels swapped.
pub fn conversation(call: &Call, swapped: bool) -> Repaired {
    let group = &call.facts.group;
    let names = [group.owner_name.text(), group.name.text()];
    repair(&call.transcript, names.into_iter().flatten(), swapped)
}

/// The time from the start of a call to its end, where both are known.
pub fn length_secs(call: &Call) -> Option<f64> {
    let facts = &call.facts;
    let millis = facts.ended_at.at()?.as_millisecond() - facts.started_at.at()?.as_millisecond();
    #[expect(clippy::cast_precision_loss, reason = "a call is shorter than 2⁵³ ms")]
    (millis > 0).then_some(millis as f64 / 1000.0)
}

/// Repairs a transcript. `names` are those of the business; `swapped` when a person found the labels swapped.
pub fn repair<'a>(
    turns: &[Utterance],
    names: impl IntoIterator<Item = &'a str>,
    swapped: bool,
) -> Repaired {
    let mut turns = turns.to_vec();
    if swapped {
        for turn in &mut turns {
            turn.speaker = turn.speaker.other();
        }
    }
    let names = cues::names(names);
    let mut keys = Keys::default();
    let mut channels = [Vec::new(), Vec::new()];
    for (index, turn) in turns.iter().enumerate() {
        match turn.speaker {
            Speaker::Agent => channels[0].extend(keys.words(index, turn)),
            Speaker::Caller => channels[1].extend(keys.words(index, turn)),
            Speaker::Unknown => {}
        }
    }
    let [agent, caller] = channels;
    let echoes = Echoes::find(agent, caller, turns.len());
    let drafts = lines::drafts(&turns, &parts::parts(&turns, &echoes));
    let speakers = speakers::speakers(&drafts, &names);
    let swap = speakers::swap(&drafts, &names);
    let lines = drafts.into_iter().zip(speakers);
    let lines: Vec<Line> = lines
        .map(|(draft, (speaker, confidence))| Line {
            speaker,
            text: draft.text,
            turns: draft.turns,
            echoes: draft.echoes,
            is_quiet: draft.is_quiet,
            confidence,
            on_both: draft.both.is_some(),
        })
        .collect();
    Repaired {
        swapped,
        echoes: lines.iter().map(|line| line.echoes.len()).sum(),
        lines,
        swap,
    }
}

impl Swap {
    /// Why, in a sentence about the line that shows it.
    pub fn reason(&self) -> &'static str {
        match self.reason {
            Reason::BusinessName => "the caller seems to greet with the name of the business",
            Reason::AgentPhrase => "what an agent says stands under the caller",
            Reason::CallerPhrase => "what a caller says stands under the agent",
        }
    }
}
