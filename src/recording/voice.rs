//! Share of voice, measured from a stereo recording: who talks how long, silence, interruptions.

use super::activity::{Activity, Span, silences};

pub use crate::call::sound::{Side, Voice};

/// An interruption begins while the other has talked for at least so long, and ends it within this time, seconds.
const HAD_TALKED: f64 = 0.5;
const GAVE_WAY: f64 = 1.5;
/// Shorter words are agreement, not interruption, seconds.
const WORD: f64 = 0.6;
/// Silence is counted from this length on, seconds.
const PAUSE: f64 = 0.5;

/// Measures both lanes.
pub fn voice(agent: &Activity, caller: &Activity) -> Voice {
    let talk = |lane: &Activity| lane.speech.iter().map(|span| span.length()).sum::<f64>();
    let (agent_secs, caller_secs) = (talk(agent), talk(caller));
    let all = (agent_secs + caller_secs).max(f64::MIN_POSITIVE);
    let side = |talk_secs: f64, own: &Activity, other: &Activity| Side {
        talk_secs,
        share: talk_secs / all,
        interruptions: interruptions(&own.speech, &other.speech),
    };
    let quiet = silences(&[agent, caller], PAUSE);
    Voice {
        agent: side(agent_secs, agent, caller),
        caller: side(caller_secs, caller, agent),
        together_secs: together(&agent.speech, &caller.speech),
        silence_secs: quiet.iter().map(|span| span.length()).sum(),
        longest_silence: quiet
            .into_iter()
            .max_by(|one, other| one.length().total_cmp(&other.length())),
    }
}

fn together(one: &[Span], other: &[Span]) -> f64 {
    let (mut one, mut other) = (one.iter().peekable(), other.iter().peekable());
    let mut sum = 0.0;
    while let (Some(left), Some(right)) = (one.peek(), other.peek()) {
        let both = left.end_secs.min(right.end_secs) - left.start_secs.max(right.start_secs);
        sum += both.max(0.0);
        if left.end_secs < right.end_secs {
            one.next();
        } else {
            other.next();
        }
    }
    sum
}

fn interruptions(own: &[Span], other: &[Span]) -> usize {
    let mut from = 0;
    let is_one = |span: &&Span| {
        while other
            .get(from)
            .is_some_and(|talk| talk.end_secs <= span.start_secs)
        {
            from += 1;
        }
        let Some(talk) = other.get(from) else {
            return false;
        };
        let had_talked = span.start_secs - talk.start_secs >= HAD_TALKED;
        let gave_way = talk.end_secs <= span.start_secs + GAVE_WAY && talk.end_secs < span.end_secs;
        span.length() >= WORD && had_talked && gave_way
    };
    own.iter().filter(is_one).count()
}
